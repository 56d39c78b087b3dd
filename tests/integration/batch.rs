//! Answers from a pipe, a file or options.

use std::process::Stdio;

use crate::harness::{Align, Run, SIX_LINES};

const MAPPING: &str = "\
traffic: yes
closing: no
surveys: no
persona-research: yes
content-offers: yes
mql-contact: unsure
";

/// The report on [`SIX_LINES`], by the rules: marketing leads three needs, sales none, and its one
/// that is not clear yet cannot change that.
const REPORT: &str = "\
Who takes the reins, sales or marketing?
  By your answers Marketing takes the reins: it leads 3 needs and Sales none; 2
  are not needed; 1 is not clear yet.
  Others may see it differently: `align council` puts several people's answers
  together.

  Need               You         Lead
  ────────────────────────────────────────
  More visitors      ● yes       Marketing
  More closing       ○ no        –
  Customer surveys   ○ no        –
  Persona research   ● yes       Marketing
  New content offer  ● yes       Marketing
  Contact with MQLs  – not sure  –
";

const NOTHING_ANSWERED: &str = "\
error: no answer for `traffic`, `closing`, `surveys`, `persona-research`, `content-offers` and `mql-contact`

hint: `align` at a terminal asks; `align sheet` prints a document to fill in; `--allow-missing` leaves a missing answer blank
";

fn piped(document: impl AsRef<[u8]>) -> Run {
    Align::new().stdin(document).run()
}

#[track_caller]
fn says_the_same(run: Run) {
    run.stderr("").status(0).stdout(REPORT);
}

#[test]
fn every_way_to_answer_gives_the_same_bytes() {
    for format in ["table", "markdown", "json", "csv"] {
        let align = || Align::new().args("--label x --name A -f").arg(format);
        let lines = align().stdin(SIX_LINES).run().status(0).stdout_text();
        let options = MAPPING.lines().fold(align().open_stdin(), |align, line| {
            align.arg("--answer").arg(line.replace(": ", "="))
        });
        let json = r#"{"answers": {"traffic": true, "closing": false, "surveys": 0,
            "persona-research": 1, "content-offers": "Y", "mql-contact": "?"}}"#;
        for run in [
            align().stdin(MAPPING).run(),
            align().stdin(json).run(),
            align().answers(MAPPING).run(),
            align().args("--answers -").stdin(MAPPING).run(),
            options.run(),
        ] {
            run.stderr("").status(0).stdout(&lines);
        }
    }
}

#[test]
fn a_document_has_three_shapes() {
    says_the_same(piped(SIX_LINES));
    says_the_same(piped(MAPPING));
    let indented = MAPPING.lines().map(|line| format!("  {line}\n"));
    let whole = format!("answers:\n{}", indented.collect::<String>());
    says_the_same(piped(&whole));
    says_the_same(piped(format!("name: Ana\nteam: sales\n{whole}")));
    let dated = piped(format!("date: 2026-11-24\n{whole}")).status(0);
    let title = dated.stdout_text().lines().next().unwrap().to_owned();
    assert!(title.ends_with("  2026-11-24"), "{title}");
}

#[test]
fn json_is_read_in_both_shapes() {
    let bare = r#"{"traffic": "yes", "closing": "no", "surveys": "no", "persona-research": "yes", "content-offers": "yes", "mql-contact": "unsure"}"#;
    says_the_same(piped(bare));
    says_the_same(piped(format!(r#"{{"name": "Ana", "team": null, "answers": {bare}}}"#)));
}

#[test]
fn every_word_for_an_answer_counts_in_any_case() {
    for (yes, no, unsure) in [
        ("yes", "no", "unsure"),
        ("Y", "N", "UNSURE"),
        ("true", "false", "not sure"),
        ("True", "FALSE", "Not Sure"),
        ("1", "0", "maybe"),
        ("yEs", "nO", "?"),
    ] {
        let lines = [yes, no, no, yes, yes, unsure].join("\n");
        says_the_same(piped(&lines));
        let ids = MAPPING.lines().map(|line| line.split(':').next().unwrap());
        let mapping = ids.zip(lines.lines()).map(|(id, word)| {
            // A question mark of its own begins a key in YAML.
            let word = word.replace('?', "'?'");
            format!("{id}: {word}\n")
        });
        says_the_same(piped(mapping.collect::<String>()));
    }
}

#[test]
fn what_editors_leave_behind_does_not_matter() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    says_the_same(piped(format!("\u{feff}{SIX_LINES}")));
    says_the_same(piped(format!("\u{feff}{MAPPING}")));
    says_the_same(piped(crlf(SIX_LINES)));
    says_the_same(piped(crlf(MAPPING)));
    says_the_same(piped(SIX_LINES.trim_end()));
    says_the_same(piped(MAPPING.trim_end()));
    says_the_same(piped(
        "# what we need\n\n  yes # surely\n\nno\n\tno\nyes   \n# and\nyes\nunsure\n\n",
    ));
    says_the_same(piped(format!("# what we need\n\n{MAPPING}\n# the end\n")));
    says_the_same(piped(MAPPING.replace('\n', " # a word\n")));
}

#[test]
fn an_option_wins_over_the_document() {
    Align::new()
        .args("-f csv --answer traffic=no --answer mql-contact=yes")
        .stdin(SIX_LINES)
        .run()
        .stderr("")
        .status(0)
        .stdout(
            "id,need,answer,lead,status,yes,no,unsure,blank,distance\r\n\
             traffic,More visitors,no,,agreed,0,1,0,0,\r\n\
             closing,More closing,no,,agreed,0,1,0,0,\r\n\
             surveys,Customer surveys,no,,agreed,0,1,0,0,\r\n\
             persona-research,Persona research,yes,marketing,agreed,1,0,0,0,\r\n\
             content-offers,New content offer,yes,marketing,agreed,1,0,0,0,\r\n\
             mql-contact,Contact with MQLs,yes,sales,agreed,1,0,0,0,\r\n",
        );
}

#[test]
fn options_fill_what_the_document_leaves_out() {
    says_the_same(
        Align::new()
            .args("--answer mql-contact=maybe --answer traffic=1")
            .stdin("closing: no\nsurveys: no\npersona-research: yes\ncontent-offers: yes\n")
            .run(),
    );
}

#[test]
fn standard_input_is_not_read_where_options_give_every_answer() {
    let options = MAPPING
        .lines()
        .fold(Align::new(), |align, line| align.arg("--answer").arg(line.replace(": ", "=")));
    says_the_same(options.open_stdin().run());
}

#[test]
fn standard_input_is_not_read_where_a_file_is_named() {
    let run = Align::new().args("-f csv").answers(MAPPING).open_stdin().run();
    let piped = Align::new().args("-f csv").stdin(SIX_LINES).run();
    run.stderr("").status(0).stdout(&piped.stdout_text());
}

#[test]
fn without_an_answer_there_is_no_report() {
    let nothing = || Stdio::null();
    let output = Align::new().command().stdin(nothing()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), NOTHING_ANSWERED);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    for document in ["", "\n\n", "# nothing yet\n", "answers:\n", "answers: {}\n"] {
        piped(document).stderr(NOTHING_ANSWERED).status(2).stdout("");
    }
    let no_input = Align::new().args("--no-input").run();
    no_input.stderr(NOTHING_ANSWERED).status(2).stdout("");
}

#[test]
fn a_missing_answer_that_is_allowed_is_blank_and_apart_from_unsure() {
    Align::new()
        .args("--allow-missing -f csv")
        .stdin("traffic: yes\nclosing: unsure\nsurveys:\ncontent-offers: no\nmql-contact: no\n")
        .run()
        .stderr("")
        .status(0)
        .stdout(
            "id,need,answer,lead,status,yes,no,unsure,blank,distance\r\n\
             traffic,More visitors,yes,marketing,agreed,1,0,0,0,\r\n\
             closing,More closing,,,unclear,0,0,1,0,\r\n\
             surveys,Customer surveys,,,unclear,0,0,0,1,\r\n\
             persona-research,Persona research,,,unclear,0,0,0,1,\r\n\
             content-offers,New content offer,no,,agreed,0,1,0,0,\r\n\
             mql-contact,Contact with MQLs,no,,agreed,0,1,0,0,\r\n",
        );
}

#[test]
fn nothing_needed_is_no_lead_for_anybody() {
    let report = piped("no\nno\nno\nno\nno\nno\n").status(0).stdout_text();
    let headline = "  By your answers 6 are not needed.";
    assert_eq!(report.lines().nth(1), Some(headline));
    assert!(!report.contains("takes the reins:"), "{report}");
}

#[test]
fn fail_on_says_with_the_exit_code_what_the_report_shows_anyhow() {
    let fail_on = |what: &str, lines: &str| {
        let align = Align::new().arg("--fail-on").arg(what);
        align.stdin(lines).run().stderr("")
    };
    fail_on("unclear", SIX_LINES).status(1).stdout(REPORT);
    fail_on("unclear,opposed", SIX_LINES).status(1).stdout(REPORT);
    // One respondent has nobody to differ with, and is no council from which a team is absent.
    fail_on("opposed,absent", SIX_LINES).status(0).stdout(REPORT);
    fail_on("unclear", "y\nn\nn\ny\ny\nn\n").status(0);
    let missing = Align::new().args("--fail-on unclear --allow-missing").run();
    missing.stderr("").status(1);
}

#[test]
fn a_name_and_a_team_are_of_whoever_answers() {
    let count = |args: &str, document: &str| -> String {
        let run = Align::new().args(args).args("-f json").stdin(document).run();
        let report = run.stderr("").status(0).stdout_text();
        let from = report.find("\"respondents\"").unwrap();
        let to = report.find("\"needs\"").unwrap();
        let respondents: String = report[from..to].split_whitespace().collect();
        let teams = respondents.find('}').unwrap();
        respondents[..=teams].to_owned()
    };
    let of = |marketing: u8, sales: u8| {
        format!(r#""respondents":{{"count":1,"teams":{{"marketing":{marketing},"sales":{sales}}}"#)
    };
    assert_eq!(count("", SIX_LINES), of(0, 0));
    assert_eq!(count("--name Ana --team sales", SIX_LINES), of(0, 1));
    assert_eq!(count("--team MARKETING", SIX_LINES), of(1, 0));
    let indented = MAPPING.lines().map(|line| format!("  {line}\n"));
    let document = format!("team: Sales\nanswers:\n{}", indented.collect::<String>());
    assert_eq!(count("", &document), of(0, 1));
    assert_eq!(count("--team marketing", &document), of(1, 0));
}

/// A questionnaire of one question, whose title says where it is from.
fn titled(title: &str) -> String {
    format!(
        "title: {title}\nteams: {{a: A, b: B}}\nquestions:\n- {{id: x, need: X, question: Do we need X?, lead: a}}\n"
    )
}

#[test]
fn the_questionnaire_that_was_named_most_plainly_is_used() {
    let title = |align: Align| {
        let run = align.args("--answer x=yes").run().stderr("").status(0);
        run.stdout_text().lines().next().unwrap().to_owned()
    };
    let align = || {
        Align::new()
            .questions(&titled("Folder"))
            .file("variable.yaml", titled("Variable"))
            .file("option.yaml", titled("Option"))
    };
    assert_eq!(title(align()), "Folder");
    let variable = || align().env("ALIGN_QUESTIONS", "variable.yaml");
    assert_eq!(title(variable()), "Variable");
    assert_eq!(title(variable().args("-q option.yaml")), "Option");
    assert_eq!(title(align().args("--questions option.yaml")), "Option");
    assert_eq!(title(align().env("ALIGN_QUESTIONS", "")), "Folder");
    says_the_same(piped(SIX_LINES));
}

#[test]
fn shared_options_stand_before_or_behind_a_subcommand() {
    let align = || Align::new().file("other.yaml", titled("Other"));
    for args in [
        "-q other.yaml --color never check",
        "check -q other.yaml --color never",
        "--color never check --questions other.yaml",
    ] {
        let all_is_well = "all is well: 1 question, 2 teams\n";
        align().args(args).run().stderr(all_is_well).status(0).stdout("");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_closes_the_pipe_is_no_error() {
    let align = Align::new().args("--answer traffic=yes --allow-missing");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = align.command().stdout(writer).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    for args in ["--answer traffic=yes --allow-missing", "--help", "council --help", "--version"] {
        let align = Align::new().args(args);
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = align.command().stdout(full).output().unwrap();
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            "error: cannot write this: no space left on device\n--> standard output\n\n",
            "{args}"
        );
        assert_eq!(output.status.code(), Some(2), "{args}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_without_an_end_is_read_no_further_than_a_document_can_be_long() {
    let mut yes = std::process::Command::new("yes")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let endless = yes.stdout.take().unwrap();
    let output = Align::new().command().stdin(endless).output().unwrap();
    yes.wait().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "\
error: more than 1 MiB, which is too much to read of such a file
--> standard input
 = hint: answers and a questionnaire have a few lines; `align sheet` and `align init` show them

"
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
}
