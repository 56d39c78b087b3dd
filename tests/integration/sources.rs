//! Where a council's answers come from: what each source is told by, what a folder passes over,
//! and that nobody is counted twice.

use crate::harness::{Align, Run};

const YAML: &str = "title: T\nteams: {marketing: Marketing, sales: Sales}\n\
                    questions:\n- {id: a, need: Ads, question: Do we need ads?, lead: marketing}\n\
                    - {id: b, need: Calls, question: Do we need calls?, lead: sales}\n";

const HEADER: &str = "id,need,answer,lead,status,yes,no,unsure,blank,distance";

fn align() -> Align {
    Align::new().questions(YAML)
}

fn ana() -> &'static str {
    "name: Ana\nteam: sales\nanswers: {a: yes, b: no}\n"
}

/// The votes on both needs, each as yes/no/unsure/blank.
fn votes(run: &Run) -> String {
    let csv = run.stdout_text();
    let mut rows = csv.lines();
    assert_eq!(rows.next(), Some(HEADER), "{}", run.stderr_text());
    let votes = rows.map(|row| {
        let cells: Vec<_> = row.split(',').collect();
        cells[5..9].join("/")
    });
    votes.collect::<Vec<_>>().join(" ")
}

/// What comes of these arguments: the votes, and what is said.
fn council(align: Align, args: &str) -> (String, String) {
    let run = align.args("council -f csv").args(args).run().status(0);
    (votes(&run), run.stderr_text())
}

mod kinds {
    use super::*;

    const LINES: &str = "# by hand\nAna (Sales): yes no\n\nBen: not sure, ja nein\n";
    const FORM: &str =
        "Name,Team,Do we need ads?,Do we need calls?\nAna,Sales,Yes,No\nBen,,not sure,Yes\n";
    const COUNTS: &str =
        "id,team,yes,no,unsure,blank,respondents\na,sales,1,0,0,0,1\nb,sales,0,1,0,0,1\n";

    /// Each of them is told by what it holds, so the name and the way it comes in do not matter.
    fn is_read(text: &str, names: &[&str], counted: &str, as_what: &str) {
        for name in names {
            let align = align().file(name, text);
            assert_eq!(council(align, name).0, counted, "{name}");
        }
        let piped = align().stdin(text).args("council -f csv -").run().status(0);
        assert_eq!(votes(&piped), counted);
        let check = align().stdin(text).args("check -").run().status(0);
        assert!(check.stderr_text().contains(as_what), "{}", check.stderr_text());
    }

    #[test]
    fn a_document_of_any_shape() {
        is_read(ana(), &["ana.yaml", "ana.txt", "ana"], "1/0/0/0 0/1/0/0", "1 answers document");
        is_read("yes\nno\n", &["ana.txt", "ana.yml"], "1/0/0/0 0/1/0/0", "1 answers document");
        is_read(
            "{\"a\": \"yes\", \"b\": \"no\"}",
            &["ana.json", "ana.txt"],
            "1/0/0/0 0/1/0/0",
            "1 answers document",
        );
    }

    #[test]
    fn lines_of_answers() {
        let lines = LINES.replace("ja nein", "y");
        is_read(
            &lines,
            &["hands.txt", "hands"],
            "1/0/1/0 1/1/0/0",
            "2 complete responses in 1 answer list",
        );
    }

    #[test]
    fn a_form_export() {
        is_read(
            FORM,
            &["form.csv", "form.txt", "form.tsv", "form"],
            "1/0/1/0 1/1/0/0",
            "1 form export",
        );
        let tabs = FORM.replace(',', "\t");
        is_read(&tabs, &["form.tsv", "form.txt"], "1/0/1/0 1/1/0/0", "1 form export");
    }

    #[test]
    fn counts() {
        is_read(COUNTS, &["counts.csv", "counts.txt"], "1/0/0/0 0/1/0/0", "1 counts file");
    }

    #[test]
    fn a_report() {
        let report =
            align().file("ana.yaml", ana()).args("council ana.yaml -f json").run().status(0);
        is_read(
            &report.stdout_text(),
            &["report.json", "report.txt"],
            "1/0/0/0 0/1/0/0",
            "1 report",
        );
    }

    #[test]
    fn what_is_none_of_them_is_told_with_what_to_do() {
        let refused = |name: &str, bytes: &[u8], error: &str| {
            align().file(name, bytes).args("council").args(name).run().stderr(error).status(2);
        };
        refused(
            "survey.csv.zip",
            b"PK\x03\x04..survey.csv",
            "error: this is a zip archive, which is not read here\n--> survey.csv.zip\n = hint: unzip it and name the file in it\n\n",
        );
        refused(
            "survey.xls",
            b"\xd0\xcf\x11\xe0",
            "error: this is an old Excel file, which is not read here\n--> survey.xls\n = hint: save it as .xlsx or CSV UTF-8\n\n",
        );
        refused(
            "survey.ods",
            b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "error: this is an OpenDocument sheet, which is not read here\n--> survey.ods\n = hint: save it as .xlsx or CSV UTF-8\n\n",
        );
        refused(
            "decided.yaml",
            b"decisions: {a: {answer: yes}}\n",
            "error: this is a file of decisions, which is not read here\n --> decided.yaml:1:1\n  |\n1 | decisions: {a: {answer: yes}}\n  | ^ call it `decisions.yaml`, or name it with `--decisions`\n\n",
        );
        refused(
            "report.csv",
            HEADER.as_bytes(),
            "error: this is a report in CSV, which is not read here\n--> report.csv\n = hint: `-f json` writes the one that joins a council\n\n",
        );
        refused(
            "trend.csv",
            b"\xef\xbb\xbfid,need,2026-Q2,\"Q3, \xc3\xa4\",change\r\ntraffic,More visitors,yes,no,met\r\n",
            "error: this is the report of a trend in CSV, which is not read here\n--> trend.csv\n = hint: name the reports of its councils\n\n",
        );
        refused(
            "letter.docx",
            b"dear all",
            "error: no way to tell what this is\n--> letter.docx\n = hint: a source is an answers document, a form export (CSV, TSV or .xlsx), lines of answers, or a report in JSON\n\n",
        );
    }
}

mod folders {
    use super::*;

    #[test]
    fn what_is_no_source_is_passed_over_by_name() {
        let align = align()
            .file("q/ana.yaml", ana())
            .file("q/.hidden.yaml", "no: yaml: at all")
            .file("q/questions.yaml", YAML)
            .file("q/decisions.yaml", "decisions: {a: {answer: no}}\n")
            .file("q/earlier.yaml", YAML.replace("Ads", "Adverts"))
            .file("q/compose.yaml", "services: {db: {}}\n")
            .file("q/package.json", "{\"name\": \"q\", \"version\": 1}")
            .file("q/budget.csv", "item,cost\npens,3\n")
            .file("q/todo.txt", "bring pens\n")
            .file("q/invitation.docx", "PK")
            .file("q/old.xls", "x")
            .file("q/survey.csv.zip", "x")
            .file("q/last-year/ben.yaml", ana());
        let passed_over = "note: q: passed over `budget.csv`, `compose.yaml`, `earlier.yaml`, `invitation.docx`, \
             `last-year` (a folder), `old.xls` (save it as .xlsx, if it holds answers), `package.json`, \
             `survey.csv.zip` (unzip it, if it holds answers) and `todo.txt`\n";
        let run = align.args("council -f csv q").run().stderr(passed_over).status(0);
        assert_eq!(votes(&run), "1/0/0/0 0/1/0/0");
        assert!(run.stdout_text().contains("a,Ads,no,,decided,"), "{}", run.stdout_text());
        let quiet = run.again().args("council --quiet -f csv q").run();
        quiet.stderr("").status(0);
    }

    #[test]
    fn what_is_nearly_a_source_is_no_less_a_problem() {
        let refused = |name: &str, text: &str, problem: &str| {
            let run = align()
                .file("q/ana.yaml", ana())
                .file(name, text)
                .args("council q")
                .run()
                .status(2);
            let stderr = run.stderr_text();
            assert!(stderr.contains(problem), "{stderr}");
        };
        refused("q/ben.yaml", "aa: yes\nb: no\n", "unknown question id `aa`");
        refused("q/ben.yaml", "answer: {a: yes, b: no}\n", "answer");
        refused("q/ben.yaml", "a: yes\n  b: [\n", "q/ben.yaml");
        refused(
            "q/form.csv",
            "Do we need ads?,Do we ned calls?\nyes,no\n",
            "no column for question `b`",
        );
        refused("q/hands.txt", "Ben: yes maybe not\n", "q/hands.txt:1:16");
    }

    #[test]
    fn a_folder_without_sources_is_a_problem() {
        let align = align().file("q/README.md", "hello").file("q/decisions.yaml", "");
        let run = align.args("council q").run().status(2).stdout("");
        let error =
            "note: q: passed over `README.md`\nerror: a folder with no answers in it\n--> q\n";
        assert!(run.stderr_text().starts_with(error), "{}", run.stderr_text());
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_a_folder_is_not_waited_for() {
        let align = align().file("q/ana.yaml", ana());
        let made = std::process::Command::new("mkfifo").arg(align.path("q/form.csv")).status();
        assert!(made.unwrap().success());
        assert_eq!(
            council(align, "q"),
            ("1/0/0/0 0/1/0/0".to_owned(), "note: q: passed over `form.csv`\n".to_owned())
        );
    }
}

mod questionnaires {
    use super::*;

    fn offices(other: &str) -> Align {
        Align::new()
            .file("berlin/ana.yaml", ana())
            .file("berlin/questions.yaml", YAML)
            .file("wien/ben.yaml", ana().replace("Ana", "Ben"))
            .file("wien/questions.yaml", other)
    }

    #[test]
    fn two_folders_that_ask_the_same_are_one_council() {
        for other in [YAML.to_owned(), format!("# Wien\n{YAML}")] {
            assert_eq!(council(offices(&other), "berlin wien").0, "2/0/0/0 0/2/0/0");
        }
    }

    #[test]
    fn two_folders_that_ask_otherwise_are_told() {
        let other = YAML.replace("Ads", "More ads");
        for command in ["council", "check"] {
            offices(&other)
                .args(command)
                .args("berlin wien")
                .run()
                .stderr(
                    "error: berlin/questions.yaml asks other questions than this file\n--> \
                     wien/questions.yaml\n = hint: `-q` names the one that counts for all \
                     sources\n\n",
                )
                .status(2);
        }
        let named = council(offices(&other), "berlin wien -q berlin/questions.yaml");
        assert_eq!(named.0, "2/0/0/0 0/2/0/0");
    }
}

mod twice {
    use super::*;

    fn refused(align: Align, args: &str) -> String {
        align.args("council").args(args).run().status(2).stdout("").stderr_text()
    }

    const REMEDY: &str =
        "delete one of them, tell the two apart, or let the later one count with `--latest`";

    #[test]
    fn the_same_bytes_under_two_names() {
        let align = align().file("f.csv", "a,b\nyes,no\n").file("g.csv", "a,b\nyes,no\n");
        std::fs::hard_link(align.path("f.csv"), align.path("h.csv")).unwrap();
        let hint = "name it once; two people who gave the same answers need a `name` in each file";
        let problem = |file: &str| {
            format!(
                "error: this file is the same, byte for byte, as f.csv\n--> {file}\n = hint: {hint}\n\n"
            )
        };
        let expected = ["./f.csv", "g.csv", "h.csv"].map(problem).concat();
        assert_eq!(refused(align, "f.csv ./f.csv g.csv h.csv"), expected);
    }

    #[test]
    fn one_name_in_one_team_however_it_is_spelt() {
        let form = "Name,Team,a,b\nRen\u{e9}  M,Sales,yes,no\nBo,Sales,no,no\nrene\u{301}\u{a0}m,sales,no,no\n";
        let align = align()
            .file("f.csv", form)
            .file("rene.yaml", "name: ren\u{e9} m\nteam: sales\nanswers: {a: yes, b: no}\n");
        assert_eq!(
            refused(align, "f.csv rene.yaml"),
            format!(
                "error: `rene\u{301}\u{a0}m` has answered already, in f.csv, row 2 (line 2)\n--> f.csv, row 4 (line 4)\n = hint: {REMEDY}\n\n\
                 error: `ren\u{e9} m` has answered already, in f.csv, row 2 (line 2)\n--> rene.yaml\n = hint: {REMEDY}\n\n"
            )
        );
    }

    #[test]
    fn one_name_in_two_teams_is_two_people() {
        let other = ana().replace("sales", "marketing").replace("a: yes", "a: no");
        let align = align().file("1.yaml", ana()).file("2.yaml", other);
        assert_eq!(council(align, "1.yaml 2.yaml"), ("1/1/0/0 0/2/0/0".to_owned(), String::new()));
    }

    #[test]
    fn one_address_or_one_response_id() {
        let form = "Email,a,b\nx@y.org,yes,no\nX@y.org,no,no\n";
        let error = format!(
            "error: whoever has this e-mail address has answered already, in f.csv, row 2 (line 2)\n--> f.csv, row 3 (line 3)\n = hint: {REMEDY}\n\n"
        );
        assert_eq!(refused(align().file("f.csv", form), "f.csv"), error);
        let form = form.replace("Email", "Response ID").replace('X', "x");
        let error = error.replace("whoever has this e-mail address", "the response of this id");
        assert_eq!(refused(align().file("f.csv", form), "f.csv"), error);
    }

    #[test]
    fn the_later_by_time_counts_where_all_have_one() {
        let form = "Timestamp,Name,a,b\n2026-11-12 10:02:00,Bo,yes,yes\n2026-11-10 09:15:00,Ada,no,no\n2026-11-09 16:40:00,Bo,no,no\n";
        let run = |form: &str| council(align().file("f.csv", form), "--latest f.csv");
        assert_eq!(
            run(form),
            (
                "1/1/0/0 1/1/0/0".to_owned(),
                "note: Bo answered twice: f.csv, row 2 (line 2) counts, being later, and f.csv, row 4 (line 4) is left out\n".to_owned()
            )
        );
        assert_eq!(
            run(&form.replace("2026-11-10 09:15:00", "some day")),
            (
                "0/2/0/0 0/2/0/0".to_owned(),
                "note: Bo answered twice: f.csv, row 4 (line 4) counts, being later, and f.csv, row 2 (line 2) is left out\n".to_owned()
            )
        );
    }

    #[test]
    fn the_later_counts_across_sources_and_from_a_pipe() {
        let old = "name: Ana\nteam: sales\ndate: 2026-01-02\nanswers: {a: no, b: no}\n";
        let new = old.replace("01-02", "02-01").replace("a: no", "a: yes");
        let align_with =
            |first: &str, then: &str| align().file("1.yaml", first).file("2.yaml", then);
        assert_eq!(council(align_with(old, &new), "--latest 1.yaml 2.yaml").0, "1/0/0/0 0/1/0/0");
        assert_eq!(council(align_with(&new, old), "--latest 1.yaml 2.yaml").0, "1/0/0/0 0/1/0/0");
        let piped =
            align().stdin("Ana: y y\nBo: n n\nana: n n\n").args("council --latest -f csv -");
        assert_eq!(votes(&piped.run().status(0)), "0/2/0/0 0/2/0/0");
    }

    #[test]
    fn notes_of_whoever_is_left_out_are_left_out() {
        let document = |answer: &str, note: &str| {
            format!("name: Ana\nanswers: {{a: {answer}, b: no}}\nnotes: {{a: {note}}}\n")
        };
        let align =
            align().file("1.yaml", document("no", "early")).file("2.yaml", document("yes", "late"));
        let run = align.args("council --latest -f json 1.yaml 2.yaml").run().status(0);
        let json = run.stdout_text();
        assert!(json.contains("\"late\"") && !json.contains("\"early\""), "{json}");
    }

    #[test]
    fn standard_input_is_read_once() {
        let stderr = refused(align().stdin("yes\nno\n"), "- -");
        assert!(stderr.starts_with("error: standard input can be read only once\n"), "{stderr}");
    }
}

mod people {
    use super::*;

    fn expected() -> Align {
        Align::new().questions(&format!("{YAML}people: {{Ana: marketing, Ben: sales}}\n"))
    }

    #[test]
    fn the_team_comes_from_the_list() {
        let run = expected()
            .file("hands.txt", "ana: yes yes\nBEN (marketing): no no\n")
            .args("council -f json hands.txt")
            .run()
            .stderr("")
            .status(0);
        let report: serde_json::Value = serde_json::from_str(&run.stdout_text()).unwrap();
        assert_eq!(report["respondents"]["teams"], serde_json::json!({"marketing": 1, "sales": 1}));
        assert_eq!(report["respondents"]["missing"], serde_json::json!([]));
    }

    #[test]
    fn a_name_that_is_not_on_it_is_a_problem_with_the_nearest() {
        let run = expected()
            .file("hands.txt", "Ana: yes yes\nBne: no no\n")
            .args("council hands.txt")
            .run();
        run.stderr(
            "error: `Bne` is not among the `people` who are asked\n --> hands.txt:2:1\n  |\n2 | Bne: no no\n  | ^^^ did you mean `Ben`?\n\n",
        )
        .status(2);
    }
}

mod reports {
    use super::*;

    #[test]
    fn offices_join_from_their_reports() {
        let offices = align()
            .file("berlin/hands.txt", "Ana (Sales): yes no\nBen (Marketing): no unsure\n")
            .file(
                "wien/cy.yaml",
                "name: Cy\nteam: sales\nanswers: {a: no, b: no}\nnotes: {b: No time.}\n",
            );
        let offices = offices.args("council berlin -f json -o berlin.json").run().status(0).again();
        let offices = offices.args("council wien -f json -o wien.json").run().status(0).again();
        let whole = offices.args("council berlin wien -f json").run().status(0);
        let expected = whole.stdout_text();
        let joined = whole.again().args("council wien.json berlin.json -f json").run().status(0);
        joined.stdout(&expected);
    }

    #[test]
    fn whoever_is_in_a_report_has_answered() {
        let align = align()
            .file("ana.yaml", ana())
            .args("council ana.yaml -o report.json")
            .run()
            .status(0)
            .again();
        let stderr = align.args("council ana.yaml report.json").run().status(2).stderr_text();
        assert!(
            stderr.starts_with("error: `Ana` has answered already, in ana.yaml\n--> report.json\n"),
            "{stderr}"
        );
    }

    #[test]
    fn one_without_figures_by_team_stands_alone() {
        let lines = "A (Sales): y n\nB (Sales): y n\nC (Marketing): n n\n";
        let align = align()
            .file("hands.txt", lines)
            .args("council hands.txt --anonymous -o report.json")
            .run()
            .status(0)
            .again();
        let run = align.args("council report.json -f csv").run().status(0);
        assert_eq!(votes(&run), "2/1/0/0 0/3/0/0");
        let run = run
            .again()
            .file("ana.yaml", ana())
            .args("council ana.yaml report.json")
            .run()
            .status(2);
        let error =
            "error: a report without figures by team stands only for itself\n--> report.json\n";
        assert!(run.stderr_text().starts_with(error), "{}", run.stderr_text());
    }

    /// As Windows PowerShell writes what it redirects.
    #[test]
    fn one_in_utf_16_is_read() {
        let run = align().file("ana.yaml", ana()).args("council ana.yaml -f json").run().status(0);
        let units = format!("\u{feff}{}", run.stdout_text());
        let bytes: Vec<u8> = units.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let run = align().file("r.json", bytes).args("council r.json -f csv").run().status(0);
        assert_eq!(votes(&run), "1/0/0/0 0/1/0/0");
    }

    /// Six people, three of each team, who say nothing but yes.
    fn six() -> String {
        let line = |number| {
            let team = if number < 3 { "Sales" } else { "Marketing" };
            format!("P{number} ({team}): yes yes\n")
        };
        (0..6).map(line).collect()
    }

    /// A folder with these answers and the report on them.
    fn beside_its_answers(answers: &str, option: &str) -> Align {
        let align = align().file("q/hands.txt", answers);
        align.args("council q -o q/report.json").args(option).run().status(0).again()
    }

    fn is_told(align: Align, args: &str) {
        let error = "error: this report says the same as the other sources together, and would \
                     count it twice\n--> q/report.json\n = hint: move it out of the folder, or name \
                     it alone: it stands for its answers\n\n";
        align.args(args).run().stderr(error).status(2);
    }

    #[test]
    fn one_beside_the_answers_that_it_was_made_from_is_noticed() {
        for args in ["council q", "check q", "council q/hands.txt q/report.json"] {
            is_told(beside_its_answers(&six(), "--anonymous"), args);
        }
        let nameless = six().replace('P', "").replace(|c: char| c.is_ascii_digit(), "");
        is_told(beside_its_answers(&nameless, ""), "council q");
        let many: String = (0..1001).map(|number| format!("P{number}: yes no\n")).collect();
        is_told(beside_its_answers(&many, ""), "council q");
    }

    #[test]
    fn one_on_others_than_those_beside_it_joins_them() {
        let align = beside_its_answers(&six(), "--anonymous");
        let others = six().replace('P', "R").replace("R0 (Sales): yes", "R0 (Sales): no");
        let run = align.file("q/hands.txt", others).args("council q -f csv").run().status(0);
        assert_eq!(votes(&run), "11/1/0/0 12/0/0/0");
    }

    #[test]
    fn those_of_two_offices_that_say_the_same_are_joined() {
        let align = align().file("a/hands.txt", six()).file("b/hands.txt", six().replace('P', "R"));
        let run = align.args("council a --anonymous -o a.json").run().status(0).again();
        let run = run.args("council b --anonymous -o b.json").run().status(0).again();
        let run = run.args("council a.json b.json -f csv").run().status(0);
        assert_eq!(votes(&run), "12/0/0/0 12/0/0/0");
    }

    #[test]
    fn who_is_missing_is_known_from_one_without_names() {
        let expected = (0..1003).map(|number| format!("  P{number}: sales\n"));
        let yaml = format!("{YAML}people:\n{}", expected.collect::<String>());
        let many: String = (0..1001).map(|number| format!("P{number}: yes no\n")).collect();
        let align = Align::new().questions(&yaml).file("hands.txt", many);
        let run = align.args("council hands.txt -o report.json").run().status(0).again();
        let run = run.file("late.txt", "P1001: yes yes\n").args("council report.json late.txt");
        let said = run.args("--fail-on absent").run().status(1).stdout_text();
        assert!(said.contains("Not heard yet: P1002 (Sales)."), "{said}");
    }
}

#[test]
fn empty_files_are_not_said_to_be_one() {
    let align = Align::new().file("c/a.yaml", "").file("c/b.csv", "").file("c/c.json", "");
    let said = align.args("council c").run().status(2).stderr_text();
    assert!(!said.contains("byte for byte"), "{said}");
    for file in ["c/a.yaml", "c/b.csv", "c/c.json"] {
        assert!(said.contains(file), "{file}: {said}");
    }
}
