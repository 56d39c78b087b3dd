//! Files written and checked: `init`, `sheet`, `check` and `--save`.

use std::fs;

use crate::harness::{Align, SIX_LINES, today};

const BUILT_IN: &str = include_str!("../../questions.yaml");

const SHEET: &str = "\
# Who takes the reins, sales or marketing?
# Write yes, no or unsure behind each question's id. A name and a team help the council.
name:
team: # marketing or sales
date:
answers:

# Do we need to attract more visitors to our website?
# Say yes if too few of the right people ever see your website, so that even a good offer
# finds no audience. Say no if enough people come and the trouble starts later.
  traffic:

# Do we need more calling and emailing people to close?
# To close is to turn a conversation into a signed deal. Say yes if promising people wait
# too long for a call or an email, or hear from you once and never again.
  closing:

# Do we need surveys to find out what our customers love about our company?
# Say yes if you could not name, in your customers' own words, the three reasons they stay.
# Sales talks with them already, so sales asks.
  surveys:

# Do we need to research what people we need to attract?
# A persona is a short portrait of the customer you want: role, worries, what makes them
# buy. Say yes if two colleagues would describe that person differently.
  persona-research:

# Do we need a new content offer that converts visitors to leads?
# A content offer is something worth leaving an email address for: a guide, a template, a
# webinar. A lead is a visitor who did. Say yes if people visit and go without leaving a
# trace.
  content-offers:

# Do we need a new strategy for how we contact our marketing-qualified leads?
# A marketing-qualified lead (MQL) has shown enough interest, by downloads or visits, that
# marketing hands the name to sales. Say yes if those names go cold before anyone reaches
# them.
  mql-contact:

# A word on an answer, if you like, behind the same ids.
notes:
";

/// What is saved of [`SIX_LINES`], but for name, team and notes.
fn saved() -> String {
    format!(
        "date: {}\nanswers:\n  traffic: yes\n  closing: no\n  surveys: no\n  persona-research: yes\n  content-offers: yes\n  mql-contact: unsure\n",
        today()
    )
}

fn exists(file: &str) -> String {
    format!("error: this file exists already\n--> {file}\n = hint: `--force` replaces it\n\n")
}

mod init {
    use super::*;

    #[test]
    fn the_built_in_questionnaire_becomes_a_file() {
        let run = Align::new()
            .args("init")
            .run()
            .stderr("wrote questions.yaml; edit it, then `align check` tells whether it holds together\n")
            .status(0)
            .stdout("");
        assert_eq!(run.read("questions.yaml"), BUILT_IN);
        assert_eq!(run.files(), ["questions.yaml"]);
        let check = run.again().args("check").run();
        check.stderr("all is well: 6 questions, 2 teams\n").status(0);
    }

    #[test]
    fn the_file_may_have_another_name() {
        let run = Align::new()
            .args("init ours.yaml")
            .run()
            .stderr("wrote ours.yaml; edit it, then `align check -q ours.yaml` tells whether it holds together\n")
            .status(0);
        assert_eq!(run.read("ours.yaml"), BUILT_IN);
        let check = run.again().args("check -q ours.yaml").run();
        check.stderr("all is well: 6 questions, 2 teams\n").status(0);
    }

    #[test]
    fn a_file_that_exists_stays_unless_told() {
        let run = Align::new()
            .questions("mine")
            .args("init")
            .run()
            .stderr(&exists("questions.yaml"))
            .status(2);
        assert_eq!(run.read("questions.yaml"), "mine");
        let run = run.again().args("init --force").run().status(0);
        assert_eq!(run.read("questions.yaml"), BUILT_IN);
        assert_eq!(run.files(), ["questions.yaml"]);
    }

    #[test]
    fn a_directory_is_no_file() {
        let align = Align::new().file("folder/other", "").args("init folder --force");
        let run = align.run().status(2).stdout("");
        let stderr = run.stderr_text();
        assert!(
            stderr.starts_with("error: this is a folder, not a file\n--> folder\n"),
            "{stderr}"
        );
    }
}

mod sheet {
    use super::*;

    #[test]
    fn every_question_is_there_with_its_help() {
        Align::new().args("sheet").run().stderr("").status(0).stdout(SHEET);
    }

    #[test]
    fn filled_in_it_gives_the_same_report_as_anything_else() {
        let report = Align::new().args("--label x").stdin(SIX_LINES).run().status(0).stdout_text();
        let ids =
            ["traffic", "closing", "surveys", "persona-research", "content-offers", "mql-contact"];
        let filled =
            ids.iter().zip(SIX_LINES.lines()).fold(SHEET.to_owned(), |sheet, (id, answer)| {
                sheet.replace(&format!("  {id}:\n"), &format!("  {id}: {answer}\n"))
            });
        let filled = filled.replace("name:\n", "name: Ana\n").replace("team:", "team: sales");
        let windows = filled.replace('\n', "\r\n");
        for sheet in [&filled, &windows] {
            Align::new()
                .answers(sheet)
                .args("--label x")
                .run()
                .stderr("")
                .status(0)
                .stdout(&report);
        }
    }

    #[test]
    fn blank_it_says_nothing() {
        let run = Align::new().args("--no-input").answers(SHEET).run().status(2).stdout("");
        let all = "error: no answer for `traffic`, `closing`, `surveys`, `persona-research`, `content-offers` and `mql-contact`\n";
        assert!(run.stderr_text().starts_with(all));
        let allowed = run.again().args("-a answers.yaml --allow-missing").run();
        allowed.stderr("").status(0);
    }

    #[test]
    fn it_is_of_the_questionnaire_in_use_and_shows_nothing_that_steers() {
        Align::new()
            .questions("title: T\nteams: {a: A, b: B}\nquestions:\n- {id: 1e3, need: X, question: 'Do we: #x?', lead: b, help: \"One.\\n\\nTwo.\"}\n")
            .args("sheet")
            .run()
            .stderr("")
            .status(0)
            .stdout(
                "\
# T
# Write yes, no or unsure behind each question's id. A name and a team help the council.
name:
team: # a or b
date:
answers:

# Do we: #x?
# One. Two.
  \"1e3\":

# A word on an answer, if you like, behind the same ids.
notes:
",
            );
    }
}

mod check {
    use super::*;

    fn align() -> Align {
        Align::new().file("ana.yaml", SIX_LINES)
    }

    #[test]
    fn all_is_well() {
        let well = |args: &str, stderr: &str| {
            align().args(args).run().stderr(stderr).status(0).stdout("");
        };
        well("check", "all is well: 6 questions, 2 teams\n");
        well(
            "check ana.yaml",
            "all is well: 6 questions, 2 teams, 1 complete response in 1 answers document\n",
        );
    }

    #[test]
    fn a_directory_is_all_answers_in_it() {
        align()
            .file("team/ana.yaml", SIX_LINES)
            .file("team/ben.yml", format!("# Ben\n{SIX_LINES}"))
            .file("team/cy.JSON", r#"{"answers": {"traffic": 1, "closing": 0, "surveys": 0, "persona-research": 0, "content-offers": 0, "mql-contact": 0}}"#)
            .file("team/notes.txt", "not ours")
            .args("check team")
            .run()
            .stderr("note: team: passed over `notes.txt`\nall is well: 6 questions, 2 teams, 3 complete responses in 3 answers documents\n")
            .status(0)
            .stdout("");
    }

    #[test]
    fn the_questionnaire_is_no_answer() {
        align()
            .questions(BUILT_IN)
            .args("check .")
            .run()
            .stderr(
                "all is well: 6 questions, 2 teams, 1 complete response in 1 answers document\n",
            )
            .status(0);
    }

    #[test]
    fn every_problem_of_every_source_is_told() {
        align()
            .file("ben.yaml", "traffic: ja\n")
            .file("cy.yaml", "trafic: yes\nclosing: no\nsurveys: no\npersona-research: no\ncontent-offers: no\nmql-contact: no\n")
            .args("check ana.yaml ben.yaml cy.yaml dee.yaml")
            .run()
            .stderr(
                "\
error: `ja` is not an answer
 --> ben.yaml:1:10
  |
1 | traffic: ja
  |          ^^ an answer is `yes`, `no` or `unsure`

error: unknown question id `trafic`
 --> cy.yaml:1:1
  |
1 | trafic: yes
  | ^^^^^^ did you mean `traffic`?

error: cannot read this: no such file or directory
--> dee.yaml

",
            )
            .status(2)
            .stdout("");
    }

    #[test]
    fn half_an_answer_is_a_problem_unless_it_is_allowed() {
        let align = align().file("ben.yaml", "traffic: yes\nclosing: no\n");
        let run = align.args("check ana.yaml ben.yaml").run().status(2).stdout("");
        let missing = "error: no answer for `surveys`, `persona-research`, `content-offers` and `mql-contact`\n--> ben.yaml\n";
        assert!(run.stderr_text().starts_with(missing), "{}", run.stderr_text());
        run.again()
            .args("check --allow-missing ana.yaml ben.yaml")
            .run()
            .stderr(
                "all is well: 6 questions, 2 teams, 2 complete responses in 2 answers documents\n",
            )
            .status(0);
    }

    #[test]
    fn a_bad_questionnaire_is_told() {
        Align::new()
            .questions("title: T\nteams: {a: A, b: B}\nquestions:\n- {id: x, need: X, question: Q, led: a}\n")
            .args("check")
            .run()
            .stderr(
                "\
error: no `lead`
 --> questions.yaml:4:3
  |
4 | - {id: x, need: X, question: Q, led: a}
  |   ^

error: unknown key `led`
 --> questions.yaml:4:33
  |
4 | - {id: x, need: X, question: Q, led: a}
  |                                 ^^^ did you mean `lead`?

",
            )
            .status(2)
            .stdout("");
    }

    #[test]
    fn nothing_is_changed() {
        let run = align().questions(BUILT_IN).args("check ana.yaml").run().status(0);
        assert_eq!(run.files(), ["ana.yaml", "questions.yaml"]);
        assert_eq!(run.read("ana.yaml"), SIX_LINES);
        assert_eq!(run.read("questions.yaml"), BUILT_IN);
    }
}

mod save {
    use super::*;

    #[test]
    fn what_is_saved_reads_back_to_the_same_report() {
        let run = Align::new()
            .args("--save ana.yaml --name Ana --team Sales -f json --label x")
            .stdin(SIX_LINES)
            .run()
            .stderr("")
            .status(0);
        assert_eq!(run.read("ana.yaml"), format!("name: Ana\nteam: sales\n{}", saved()));
        assert_eq!(run.files(), ["ana.yaml"]);
        let report = run.stdout_text();
        let again = run.again().args("--answers ana.yaml -f json --label x").run();
        again.stderr("").status(0).stdout(&report);
    }

    #[test]
    fn a_file_that_is_called_json_is_json() {
        let run = Align::new()
            .args("--save ana.json --name Ana -f json --label x")
            .stdin(SIX_LINES)
            .run()
            .stderr("")
            .status(0);
        let document: serde_json::Value = serde_json::from_str(&run.read("ana.json")).unwrap();
        assert_eq!(
            document,
            serde_json::json!({
                "name": "Ana",
                "date": today(),
                "answers": {
                    "traffic": "yes", "closing": "no", "surveys": "no",
                    "persona-research": "yes", "content-offers": "yes", "mql-contact": "unsure",
                },
                "notes": {},
            })
        );
        let report = run.stdout_text();
        let again = run.again().args("--answers ana.json -f json --label x").run();
        again.stderr("").status(0).stdout(&report);
    }

    #[test]
    fn notes_the_date_and_the_name_survive() {
        let document = "name: \"null\"\nteam: marketing\ndate: 2025-01-31\nanswers:\n  traffic: yes\n  closing: no\n  surveys: no\n  persona-research: yes\n  content-offers: yes\n  mql-contact: unsure\nnotes:\n  closing: \"yes: all day, # they say\"\n";
        let run =
            Align::new().args("--save copy.yaml").answers(document).run().stderr("").status(0);
        assert_eq!(run.read("copy.yaml"), document);
    }

    #[test]
    fn an_answer_that_was_allowed_to_be_missing_stays_missing() {
        let run = Align::new()
            .args("--save ana.yaml --allow-missing --answer closing=no")
            .run()
            .stderr("")
            .status(0);
        let answers = "answers:\n  traffic:\n  closing: no\n  surveys:\n  persona-research:\n  content-offers:\n  mql-contact:\n";
        assert_eq!(run.read("ana.yaml"), format!("date: {}\n{answers}", today()));
    }

    #[test]
    fn a_file_that_exists_stays_unless_told() {
        let run = Align::new()
            .file("ana.yaml", "mine")
            .args("--save ana.yaml")
            .stdin(SIX_LINES)
            .run()
            .stderr(
                "\
error: this file exists already
--> ana.yaml
 = hint: `--force` replaces it

hint: `align --answers ana.yaml --save ana.yaml` goes on with it
",
            )
            .status(2)
            .stdout("");
        assert_eq!(run.read("ana.yaml"), "mine");
        let run = run.again().args("--save ana.yaml --force").stdin(SIX_LINES).run();
        let run = run.stderr("").status(0);
        assert_eq!(run.read("ana.yaml"), saved());
        assert_eq!(run.files(), ["ana.yaml"]);
    }

    #[test]
    fn the_document_that_is_read_may_be_written() {
        let half = "answers:\n  traffic: yes\n  closing: no\n  surveys: no\n  persona-research: yes\n  content-offers: yes\n";
        let run = Align::new()
            .file("ana.yaml", half)
            .args("--answers ana.yaml --save ./ana.yaml --answer mql-contact=unsure")
            .run()
            .stderr("")
            .status(0);
        assert_eq!(run.read("ana.yaml"), saved());
    }

    #[test]
    fn nothing_is_saved_where_something_is_wrong() {
        let run = Align::new()
            .args("--save ana.yaml")
            .stdin("yes\nno\nmaybe not\n")
            .run()
            .status(2)
            .stdout("");
        assert!(run.files().is_empty());
    }

    #[test]
    fn a_report_is_not_lost_with_a_file_that_cannot_be_written() {
        let alone = Align::new().args("--save ana.yaml --label x");
        let report = alone.stdin(SIX_LINES).run().stdout_text();
        Align::new()
            .args("--save nowhere/ana.yaml --label x")
            .stdin(SIX_LINES)
            .run()
            .stderr("error: cannot write this: no such file or directory\n--> nowhere/ana.yaml\n\n")
            .status(2)
            .stdout(&report);
    }

    #[test]
    fn a_directory_is_no_file() {
        let align = Align::new().file("folder/other", "").args("--save folder --force");
        let run = align.stdin(SIX_LINES).run().status(2).stdout("");
        let stderr = run.stderr_text();
        assert!(
            stderr.starts_with("error: this is a folder, not a file\n--> folder\n"),
            "{stderr}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_file_keeps_its_mode() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let align = Align::new()
            .file("real/ana.yaml", "mine")
            .args("--save link.yaml --force")
            .stdin(SIX_LINES);
        let target = align.path("real/ana.yaml");
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real/ana.yaml", align.path("link.yaml")).unwrap();
        let run = align.run().stderr("").status(0);
        assert!(fs::symlink_metadata(run.path("link.yaml")).unwrap().is_symlink());
        assert_eq!(run.read("real/ana.yaml"), saved());
        let mode = fs::metadata(&target).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        assert_eq!(crate::harness::files_in(&run.path("real")), ["ana.yaml"]);
    }
}
