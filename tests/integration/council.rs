//! Several people's answers put together.

use crate::harness::{Align, SIX_LINES};

const ANA: &str = include_str!("../../examples/council/ana.yaml");
const BEN: &str = include_str!("../../examples/council/ben.yaml");
const CY: &str = include_str!("../../examples/council/cy.yaml");
const SURVEY: &str = include_str!("../../examples/survey.csv");

/// The six answered by one row or mapping each, for tests that do not care how.
const HEADER: &str = "traffic,closing,surveys,persona-research,content-offers,mql-contact";

fn three() -> Align {
    Align::new()
        .file("c/ana.yaml", ANA)
        .file("c/ben.yaml", BEN)
        .file("c/cy.yaml", CY)
}

fn form(content: &str) -> Align {
    Align::new()
        .file("form.csv", content)
        .args("council form.csv")
}

#[test]
fn three_people_see_where_they_differ() {
    for width in ["20", "40", "80", "120"] {
        let run = three()
            .args("council c")
            .env("COLUMNS", width)
            .run()
            .status(0)
            .stderr("");
        insta::assert_snapshot!(format!("three_at_{width}"), run.stdout_text());
    }
    let run = three()
        .args("council c -f markdown")
        .run()
        .status(0)
        .stderr("");
    insta::assert_snapshot!("three_markdown", run.stdout_text());
    let run = three().args("council c -f json").run().status(0).stderr("");
    insta::assert_snapshot!("three_json", run.stdout_text());
}

#[test]
fn the_table_for_scripts_has_a_row_a_need() {
    // Agreement: 3 of 3 pairs, 1 of 3, 1 of 1, 1 of 3, 1 of 3, none. Gap: Ana against Ben and Cy.
    three()
        .args("council c -f csv")
        .run()
        .status(0)
        .stderr("")
        .stdout(
            "id,need,answer,lead,status,yes,no,unsure,agreement,gap\r\n\
         traffic,More visitors,yes,marketing,agreed,3,0,0,1.0,0.0\r\n\
         closing,More closing,yes,sales,disputed,2,1,0,0.3333333333333333,1.0\r\n\
         surveys,Customer surveys,no,,agreed,0,2,1,1.0,0.0\r\n\
         persona-research,Persona research,no,,disputed,1,2,0,0.3333333333333333,1.0\r\n\
         content-offers,New content offer,yes,marketing,disputed,2,1,0,0.3333333333333333,0.5\r\n\
         mql-contact,Contact with MQLs,,,open,1,0,2,,\r\n",
        );
}

#[test]
fn nobody_is_named_where_names_are_not_wanted() {
    for format in ["table", "markdown", "json", "csv"] {
        let run = three()
            .args("council c --anonymous -f")
            .args(format)
            .run()
            .status(0);
        for name in ["Ana", "Ben", "Cy"] {
            assert!(!run.stdout_text().contains(name), "{name} in {format}");
        }
        assert_eq!(
            run.stdout_text().contains("Reps already call"),
            format != "csv"
        );
    }
}

#[test]
fn sources_mix_and_their_order_does_not_matter() {
    let one = three()
        .args("council c/cy.yaml - c/ana.yaml -f json")
        .stdin(BEN)
        .run()
        .status(0)
        .stdout_text();
    let other = three()
        .args("council c -f json")
        .run()
        .status(0)
        .stdout_text();
    assert_eq!(one, other);
}

#[test]
fn a_council_of_one_is_what_align_says() {
    for format in ["table", "markdown", "json", "csv"] {
        let alone = Align::new()
            .args("-f")
            .args(format)
            .stdin(SIX_LINES)
            .run()
            .status(0)
            .stdout_text();
        let council = Align::new()
            .args("council - -f")
            .args(format)
            .stdin(SIX_LINES)
            .run()
            .status(0)
            .stdout_text();
        assert_eq!(alone, council);
    }
}

#[test]
fn a_form_export_is_a_council() {
    let run = form(SURVEY).run().status(0);
    insta::assert_snapshot!("survey", run.stdout_text());
    run.stderr("note: form.csv: column `Anything else?` answers no question\n");
}

#[test]
fn a_directory_leaves_the_questionnaire_and_other_files_out() {
    Align::new()
        .file("questions.yaml", include_str!("../../questions.yaml"))
        .file("notes.txt", "not an answer")
        .file("ana.yaml", ANA)
        .args("council . -f csv")
        .run()
        .status(0)
        .stderr("");
}

#[test]
fn a_pipeline_fails_on_what_it_names() {
    three().args("council c --fail-on disputed").run().status(1);
    three().args("council c --fail-on open").run().status(1);
    three()
        .args("council c/ana.yaml --fail-on disputed")
        .run()
        .status(0);
    let run = three()
        .args("council c/ana.yaml --fail-on open,disputed -f csv")
        .run()
        .status(1);
    assert!(run.stdout_text().starts_with("id,need"));
}

#[test]
fn nobody_is_counted_twice_in_silence() {
    three().file("d/ana.yaml", ANA).args("council c d").run().status(2).stdout("").stderr(
        "error: `Ana` has answered already, in c/ana.yaml\n--> d/ana.yaml\n = hint: give each document a `name` of its own\n\n",
    );
    three()
        .args("council c c/ben.yaml")
        .run()
        .status(2)
        .stderr("error: this source is named twice\n--> c/ben.yaml\n\n");
    form(&format!("name,{HEADER}\nAna,y,y,y,y,y,y\nAna,n,n,n,n,n,n\n")).run().status(2).stderr(
        "error: `Ana` has answered already, in form.csv, row 2\n--> form.csv: row 3, column `name`\n = hint: give each document a `name` of its own\n\n",
    );
}

#[test]
fn a_document_without_a_name_goes_by_its_file() {
    let run = Align::new()
        .file("dora.yaml", "answers: {traffic: y}\nnotes: {traffic: why}")
        .args("council dora.yaml --allow-missing -f json");
    assert!(
        run.run()
            .status(0)
            .stdout_text()
            .contains("\"name\": \"dora\"")
    );
}

#[test]
fn a_form_that_does_not_fit_says_where() {
    form("")
        .run()
        .status(2)
        .stderr("error: an empty file, not a form export\n--> form.csv\n\n");
    form(&format!("{HEADER}\n"))
        .run()
        .status(2)
        .stderr("error: a form export with a header and no answers\n--> form.csv\n\n");
    form(&format!("team,{HEADER}\nsupport,y,y,y,y,y,yess\n1,2\n,,n,n,n,n,n\n")).run().status(2).stderr(
        "error: unknown team `support`\n--> form.csv: row 2, column `team`\n = hint: the teams are `marketing` and `sales`\n\n\
         error: `yess` is not an answer\n--> form.csv: row 2, column `mql-contact`\n = hint: did you mean `yes`?\n\n\
         error: a row of 2 cells, where the header has 7\n--> form.csv: row 3\n\n\
         error: no answer\n--> form.csv: row 4, column `traffic`\n = hint: `--allow-missing` counts it as unsure\n\n",
    );
    form("traffic,closing,surveys,persona-research,content offers,More visitors\ny,y,y,y,y,y\n").run().status(2).stderr(
        "error: two columns for `traffic`: `traffic` and `More visitors`\n--> form.csv: row 1\n\n\
         error: no column for question `content-offers`\n--> form.csv: row 1\n = hint: column `content offers` is near it\n\n\
         error: no column for question `mql-contact`\n--> form.csv: row 1\n = hint: a column is found by the question's id, its text or its need\n\n",
    );
}

#[test]
fn past_twenty_problems_the_rest_are_counted() {
    let rows = "y,y,y,y,y,huh\n".repeat(50);
    let stderr = form(&format!("{HEADER}\n{rows}"))
        .run()
        .status(2)
        .stderr_text();
    assert_eq!(stderr.matches("error: `huh` is not an answer").count(), 20);
    assert!(
        stderr.ends_with("error: 30 more such problems\n\n"),
        "{stderr}"
    );
}

#[test]
fn sources_that_are_not_there_are_all_named() {
    Align::new()
        .file("a.txt", "")
        .file("empty/notes.txt", "")
        .args("council nope.yaml nope a.txt empty")
        .run()
        .status(2)
        .stderr(
            "error: cannot read this: no such file or directory\n--> nope.yaml\n\n\
             error: cannot read this: no such file or directory\n--> nope\n\n\
             error: no way to tell what this is\n--> a.txt\n = hint: a source ends in .yaml, .yml, .json or .csv\n\n\
             error: a directory with no answers in it\n--> empty\n = hint: sources end in .yaml, .yml, .json or .csv\n\n",
        );
}

#[test]
fn an_answer_that_nobody_gave_is_a_problem_unless_allowed() {
    let half = || Align::new().file("a.yaml", "traffic: yes\n");
    half().args("council a.yaml").run().status(2).stderr(
        "error: no answer for `closing`, `surveys`, `persona-research`, `content-offers` and `mql-contact`\n--> a.yaml\n\nhint: `--allow-missing` counts a missing answer as unsure\n",
    );
    let run = half()
        .args("council a.yaml --allow-missing")
        .run()
        .status(0);
    assert!(run.stdout_text().contains("no answer"));
}

/// Questionnaires of all shapes, each with three people's answers: no line is wider than it may be.
#[test]
fn every_questionnaire_holds_its_shape_in_every_report() {
    let question = |n: usize, text: &str| {
        format!("- {{id: q{n}, need: {text}{n}, question: {text}{n}, lead: c}}\n")
    };
    let questions = |count: usize, text: &str| {
        let all: String = (0..count).map(|n| question(n, text)).collect();
        format!("title: {text}\nteams: {{a: {text}, b: B, c: C}}\nquestions:\n{all}")
    };
    let answers = |count: usize, word: &str| format!("{word}\n").repeat(count);
    for (count, text) in [
        (1, "Need"),
        (1000, "Need"),
        (12, "私たちは新しい顧客を必要としていますか"),
        (12, "حاجة العملاء"),
        (12, "👩‍👩‍👧 needs"),
    ] {
        for width in ["20", "41", "80", "200"] {
            let run = Align::new()
                .questions(&questions(count, text))
                .file("c/x.yaml", answers(count, "yes"))
                .file("c/y.yaml", answers(count, "no"))
                .file("c/z.yaml", answers(count, "yes"))
                .env("COLUMNS", width)
                .args("council c");
            let stdout = run.run().status(0).stderr("").stdout_text();
            let widest = stdout
                .lines()
                .map(console::measure_text_width)
                .max()
                .unwrap();
            assert!(
                widest <= width.parse().unwrap(),
                "{widest} of {width} columns for {text}\n{stdout}"
            );
        }
    }
}
