//! Several people's answers put together: what is counted, what is said, and what a script can ask.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use serde_json::Value;

use crate::harness::{Align, Run, SIX_LINES};

const ANA: &str = include_str!("council/ana.yaml");
const BEN: &str = include_str!("council/ben.yaml");
const CY: &str = include_str!("council/cy.yaml");

pub fn three() -> Align {
    Align::new().file("c/ana.yaml", ANA).file("c/ben.yaml", BEN).file("c/cy.yaml", CY)
}

/// A folder of `tests/councils`.
pub fn council(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/councils");
    folder.join(name)
}

/// A council in `tests/councils`, in one of the formats.
pub fn report(name: &str, format: &str) -> Run {
    let align = Align::new().arg("council").arg(path(name));
    align.args("--allow-missing -f").arg(format).run().status(0)
}

fn path(name: &str) -> String {
    council(name).to_str().unwrap().to_owned()
}

/// Each file beside a council says what the rules make of it; so does this, of a report.
fn summary(report: &Value) -> String {
    let words = |value: &Value| {
        let words = value.as_array().unwrap().iter();
        let words: Vec<_> = words.map(|word| word.as_str().unwrap()).collect();
        if words.is_empty() { "-".to_owned() } else { words.join(" ") }
    };
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let headline = report["headline"].as_str().unwrap();
    let pattern = match headline {
        _ if headline.contains("each team says yes to its own work") => "own",
        _ if headline.contains("each team asks the other to move") => "other",
        _ => "-",
    };
    let mut lines = vec![
        format!("respondents: {}", report["respondents"]["count"]),
        format!("absent: {}", words(&report["respondents"]["absent"])),
        format!("takes the reins: {}", word(&report["summary"]["lead"])),
        format!("pattern: {pattern}"),
        format!("agenda: {}", words(&report["agenda"])),
    ];
    let heard = report["respondents"]["teams"].as_object().unwrap();
    for need in report["needs"].as_array().unwrap() {
        let votes =
            ["yes", "no", "unsure", "blank"].map(|kind| format!("{} {kind}", need["votes"][kind]));
        let positions = heard.iter().filter(|(_, count)| **count != 0);
        let positions = positions
            .map(|(team, _)| format!("{team} {}, ", word(&need["by_team"][team]["position"])));
        let distance = need["distance"].as_f64();
        lines.push(format!(
            "{}: {}, answer {}, lead {}, {}, {}distance {}",
            word(&need["id"]),
            word(&need["status"]),
            word(&need["answer"]),
            word(&need["lead"]),
            votes.join(" "),
            positions.collect::<String>(),
            distance.map_or("-".to_owned(), |distance| format!("{distance:.3}")),
        ));
    }
    lines.join("\n") + "\n"
}

#[test]
fn every_council_is_judged_by_the_rules_and_told_without_misleading() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/councils");
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.is_dir());
    assert_eq!(names.len(), 16);
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap();
        let expected = fs::read_to_string(path.with_extension("txt")).unwrap();
        let json: Value = serde_json::from_str(&report(name, "json").stdout_text()).unwrap();
        let judged = summary(&json);
        let words = expected.strip_prefix(&judged);
        let words = words.unwrap_or_else(|| panic!("{name}:\n{judged}\nand not\n{expected}"));
        let table = report(name, "table").stdout_text();
        // The title asks who takes the reins; what is below answers.
        let (_, said) = table.split_once('\n').unwrap();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        for line in words.lines() {
            let (rule, words) = line.split_once(": ").unwrap();
            for word in words.split(" | ") {
                assert_eq!(said.contains(word), rule == "says", "{name} {line}\n{table}");
            }
        }
    }
}

#[test]
fn sources_mix_and_their_order_does_not_matter() {
    let one =
        three().args("council c/cy.yaml - c/ana.yaml --label c -f json").stdin(BEN).run().status(0);
    let other = three().args("council c -f json").run().status(0);
    assert_eq!(one.stdout_text(), other.stdout_text());
}

#[test]
fn a_council_of_one_is_what_align_says() {
    for format in ["table", "markdown", "html", "json", "csv"] {
        let alone = Align::new().args("-f").args(format).stdin(SIX_LINES).run();
        let council = Align::new().args("council - -f").args(format).stdin(SIX_LINES).run();
        assert_eq!(alone.status(0).stdout_text(), council.status(0).stdout_text());
    }
}

#[test]
fn the_table_for_scripts_has_a_row_a_need() {
    // Ana is Marketing, Ben and Cy are Sales. Leans, Marketing then Sales: 1 and 0, -1 and 1, -1
    // and -1/2, 1 and -1, 1 and 0, 0 and 1/2.
    three().args("council c -f csv").run().status(0).stderr("").stdout(
        "id,need,answer,lead,status,yes,no,unsure,blank,distance\r\n\
         traffic,More visitors,yes,marketing,agreed,3,0,0,0,0.0\r\n\
         closing,More closing,,,opposed,2,1,0,0,1.0\r\n\
         surveys,Customer surveys,,,unclear,0,2,1,0,0.25\r\n\
         persona-research,Persona research,,,opposed,1,2,0,0,1.0\r\n\
         content-offers,New content offer,,,unclear,2,1,0,0,0.5\r\n\
         mql-contact,Contact with MQLs,,,unclear,1,0,2,0,0.25\r\n",
    );
}

#[test]
fn labels_are_joined_as_they_are() {
    let questions = "title: T\nteams: {rd: Research and Development, s: Sales}\n\
                     questions: [{id: x, need: N, question: 'Q?', lead: rd}]\n";
    let run = Align::new()
        .questions(questions)
        .file("a.txt", "A (rd): yes\nB (s): no\n")
        .args("council a.txt")
        .run()
        .status(0);
    let said = "Research and Development offers; Sales sees no need";
    let text = run.stdout_text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(said), "{text}");
}

#[test]
fn a_team_that_did_not_answer_is_named_before_anything_else() {
    let run = Align::new()
        .file("c.txt", "Ben (sales): yes yes yes no no yes\nCy (sales): yes yes yes no no yes\n")
        .args("council c.txt --fail-on absent");
    insta::assert_snapshot!("absent", run.run().status(1).stderr("").stdout_text());
}

#[test]
fn who_was_expected_and_did_not_answer_is_named() {
    let questions = include_str!("../../questions.yaml");
    let people = "\npeople: {Ana: marketing, Ben: sales, Cy: sales, Jo: sales}\n";
    let run = three().questions(&format!("{questions}{people}")).args("council c --fail-on absent");
    let run = run.run().status(1).stderr("");
    assert!(run.stdout_text().contains("Not heard yet: Jo (Sales)."));
}

#[test]
fn those_without_a_team_are_shown_and_decide_nothing() {
    let answers = "Ana (marketing): yes yes yes yes yes yes\nBen (sales): yes yes yes yes yes no\n\
                   Di: no no no no no no\n";
    let align = Align::new().file("c.txt", answers).args("council c.txt");
    insta::assert_snapshot!("without_team", align.run().status(0).stderr("").stdout_text());
}

#[test]
fn what_was_decided_is_settled_and_its_votes_are_shown() {
    let decisions = "decisions:\n  closing: {answer: yes, owner: Ben, by: 2026-12-15, promise: We call within a day.}\n  \
                     persona-research: {answer: no}\n";
    let council = || three().file("c/decisions.yaml", decisions).args("council c");
    insta::assert_snapshot!("decided_table", council().run().status(0).stderr("").stdout_text());
    let markdown = council().args("-f markdown").run().status(0).stderr("");
    insta::assert_snapshot!("decided_markdown", markdown.stdout_text());
    council().args("--fail-on opposed").run().status(0);
    three().args("council c --fail-on opposed").run().status(1);
    // A file that is named counts instead of the one in the folder.
    let other = council().file("d.yaml", "decisions: {}\n");
    other.args("--decisions d.yaml --fail-on opposed").run().status(1);
}

#[test]
fn a_gate_fails_and_the_report_is_there_all_the_same() {
    let run = three().args("council c --fail-on opposed,unclear -f csv").run();
    assert!(run.status(1).stdout_text().starts_with("id,need"));
    three().args("council c --fail-on unclear").run().status(1);
    three().args("council c --fail-on absent").run().status(0);
    three().args("council c/ana.yaml --fail-on opposed").run().status(0);
}

/// Runs it with a standard output that nobody reads.
#[cfg(unix)]
fn unread(align: &Align) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = align
        .command()
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
#[cfg(unix)]
fn a_closed_pipe_hides_neither_a_gate_nor_a_failed_write() {
    for format in ["table", "markdown", "html", "json", "csv"] {
        let gate = three().args("council c --fail-on opposed -f").args(format);
        assert_eq!(unread(&gate), (Some(1), String::new()));
        let done = three().args("council c -f").args(format);
        assert_eq!(unread(&done), (Some(0), String::new()));
    }
    let unsaved = Align::new().answers(ANA).args("--save nowhere/a.yaml");
    let (code, said) = unread(&unsaved);
    assert_eq!(code, Some(2));
    assert!(said.contains("nowhere/a.yaml"), "{said}");
    let unwritten = three().args("council c -o nowhere/c.html -f table");
    let (code, said) = unread(&unwritten);
    assert_eq!(code, Some(2));
    assert!(said.contains("nowhere/c.html"), "{said}");
}

#[test]
fn several_reports_come_of_one_reading() {
    let run = three()
        .args("council c -o page.HTML -o a.md -o a.json -o a.csv -o a.txt")
        .run()
        .status(0)
        .stdout("")
        .stderr("note: wrote page.HTML\nnote: wrote a.md\nnote: wrote a.json\nnote: wrote a.csv\nnote: wrote a.txt\n");
    for (file, format) in [
        ("page.HTML", "html"),
        ("a.md", "markdown"),
        ("a.json", "json"),
        ("a.csv", "csv"),
        ("a.txt", "table"),
    ] {
        let alone = three().args("council c -f").args(format).run().status(0);
        assert_eq!(run.read(file), alone.stdout_text(), "{file}");
    }
}

#[test]
fn a_report_in_a_file_replaces_it_whole_or_leaves_it() {
    let align = || three().file("a.csv", "old").file("bad.yaml", "traffic: perhaps\n");
    let run = align().args("council c bad.yaml -o a.csv").run().status(2);
    assert_eq!(run.read("a.csv"), "old");
    let run = align().args("council c -o a.csv -o b.pdf").run().status(2);
    assert_eq!(run.read("a.csv"), "old");
    assert!(run.stderr_text().contains("a report ends in .html, .md, .json, .csv or .txt"));
    // What can be written is, beside what cannot; `-f` writes to standard output as well.
    let run = align().args("council c -o nowhere/b.md -o a.csv -f csv --quiet").run().status(2);
    assert_eq!(run.read("a.csv"), run.stdout_text());
    assert!(run.stderr_text().contains("nowhere/b.md"));
    assert!(!run.stderr_text().contains("wrote"));
    assert_eq!(run.files(), ["a.csv", "bad.yaml", "c"]);
}

#[test]
fn a_report_does_not_replace_what_it_is_made_from() {
    const FORM: &str = "name,team,traffic,closing,surveys,persona-research,content-offers,\
                        mql-contact\nAna,sales,y,n,y,n,y,n\nBen,sales,y,n,y,n,y,n\n";
    let align = || three().file("f/form.csv", FORM).file("ana.json", "{\"traffic\": \"yes\"}");
    for (args, file) in [
        ("council f/form.csv -o f/form.csv", "f/form.csv"),
        ("council f -o ./f/form.csv -o page.html", "./f/form.csv"),
        ("council ./f/form.csv c/cy.yaml -o f/form.csv", "f/form.csv"),
        ("trend c f -o f/form.csv", "f/form.csv"),
        ("-a ana.json --allow-missing -o ana.json", "ana.json"),
    ] {
        let run = align().args(args).run().status(2).stdout("");
        let said = format!("error: a report would replace what it is made from\n--> {file}\n");
        assert!(run.stderr_text().starts_with(&said), "{args}: {}", run.stderr_text());
        assert_eq!(run.read("f/form.csv"), FORM);
        assert_eq!(run.files(), ["ana.json", "c", "f"]);
    }
    // Beside them it may stand, and one that is not read may be made anew.
    let run = align().args("council f -o f/page.html -o f/new.txt --quiet").run().status(0);
    run.again().args("council f -o f/page.html --quiet").run().status(0);
}

#[test]
fn the_label_is_the_folders_name_unless_it_is_told() {
    let label = |args: &str| {
        let run = three().args(args).args("-f json").stdin(BEN).run().status(0);
        let report: Value = serde_json::from_str(&run.stdout_text()).unwrap();
        report["label"].as_str().map(str::to_owned)
    };
    assert_eq!(label("council c").as_deref(), Some("c"));
    assert_eq!(label("council c/ana.yaml").as_deref(), Some("ana"));
    assert_eq!(label("council c --label 2026-Q4").as_deref(), Some("2026-Q4"));
    assert_eq!(label("council c/ana.yaml c/ben.yaml"), None);
    assert_eq!(label("council -"), None);
}

const OTHER: &str = "title: Other\nteams: {marketing: M, sales: S}\n\
                     questions: [{id: x, need: X, question: 'X?', lead: sales}]\n";

/// The first line of a report, run in a folder below the one with the files.
fn title_in(folder: &str, align: &Align) -> String {
    let command = &mut align.command();
    let output = command.current_dir(align.path(folder)).env("HOME", align.path("home")).output();
    let text = String::from_utf8(output.unwrap().stdout).unwrap();
    text.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn the_nearest_questionnaire_above_is_used_up_to_the_repository_or_the_home() {
    let built_in = "Who takes the reins, sales or marketing?";
    let align = |repository: &str, folder: &str| {
        let align = Align::new().file("questions.yml", OTHER).file(&format!("{folder}/x"), "");
        let align = align.file(&format!("{repository}.git/HEAD"), "");
        align.args("--no-input --allow-missing --answer")
    };
    let inside = align("", "w/a/b").arg("x=yes");
    assert_eq!(title_in("w/a/b", &inside), "Other");
    // Not above the repository, nor above the home.
    let below = align("w/a/", "w/a/b").arg("traffic=yes");
    assert_eq!(title_in("w/a/b", &below), built_in);
    let at_home = || align("other/", "home/a/b");
    assert_eq!(title_in("home/a/b", &at_home().arg("traffic=yes")), built_in);
    let in_home = at_home().file("home/questions.yaml", OTHER).arg("x=yes");
    assert_eq!(title_in("home/a/b", &in_home), "Other");
}

#[test]
fn a_folder_that_is_a_source_brings_its_questionnaire() {
    let align = || {
        let align = Align::new().file("c/questions.yaml", OTHER);
        align.file("c/a.txt", "A (M): yes\nB (S): yes\n")
    };
    let run = align().args("council c").run().status(0).stderr("");
    assert!(run.stdout_text().starts_with("Other"));
    let named = align().args("council c").env("ALIGN_QUESTIONS", "none.yaml").run().status(2);
    assert!(named.stderr_text().contains("none.yaml"));
}

#[test]
fn an_error_about_questions_names_the_questionnaire_in_use() {
    let run = Align::new().questions(OTHER).answers("traffic: yes\n").run().status(2);
    let note = "note: the questionnaire in use is questions.yaml\n";
    assert!(run.stderr_text().ends_with(note), "{}", run.stderr_text());
    let built_in = Align::new().answers("trafic: yes\n").run().status(2);
    assert!(!built_in.stderr_text().contains("in use"));
}

#[test]
fn nobody_is_named_where_names_are_kept_back() {
    let decisions = "decisions: {closing: {answer: yes, owner: Ben}}\n";
    for format in ["table", "markdown", "html", "json", "csv"] {
        let run = three()
            .file("c/decisions.yaml", decisions)
            .args("council c --anonymous -f")
            .args(format)
            .run()
            .status(0)
            .stderr("");
        for name in ["Ana", "Ben", "Cy"] {
            assert!(!run.stdout_text().contains(name), "{name} in {format}");
        }
        assert_eq!(run.stdout_text().contains("Reps already call"), format != "csv");
    }
    let table = three().args("council c --anonymous").run().status(0).stdout_text();
    insta::assert_snapshot!("anonymous", table);
}

#[test]
fn so_few_cannot_be_anonymous() {
    three()
        .args("council c/ana.yaml c/ben.yaml --anonymous")
        .run()
        .status(2)
        .stdout("")
        .stderr("error: `--anonymous` takes three respondents or more, not 2\n\n");
}

/// Questionnaires of all shapes, each with three people's answers: no line is wider than it may be.
#[test]
fn every_questionnaire_holds_its_shape_in_every_report() {
    let question = |n: usize, text: &str| {
        format!("- {{id: q{n}, need: {text}{n}, question: {text}{n}, lead: c}}\n")
    };
    let questions = |count: usize, teams: usize, text: &str| {
        let all: String = (0..count).map(|n| question(n, text)).collect();
        let more: Vec<_> = (2..teams).map(|n| format!(", t{n}: {text} {n}")).collect();
        let more = more.concat();
        format!("title: {text}\nteams: {{a: {text}, c: C{more}}}\nquestions:\n{all}")
    };
    let answers = |count: usize, team: &str, word: &str| {
        let answers: Vec<_> = (0..count).map(|n| format!("  q{n}: {word}\n")).collect();
        format!("team: {team}\nanswers:\n{}", answers.concat())
    };
    for (count, teams, text) in [
        (1, 2, "Need"),
        (1000, 2, "Need"),
        (12, 2, "私たちは新しい顧客を必要としていますか"),
        (12, 2, "حاجة العملاء"),
        (12, 30, "👩‍👩‍👧 needs"),
    ] {
        for width in ["20", "41", "80", "200"] {
            let run = Align::new()
                .questions(&questions(count, teams, text))
                .file("c/x.yaml", answers(count, "a", "yes"))
                .file("c/y.yaml", answers(count, "c", "no"))
                .file("c/z.yaml", answers(count, "c", "yes"))
                .env("COLUMNS", width)
                .args("council c --allow-missing");
            let stdout = run.run().status(0).stdout_text();
            let widest = stdout.lines().map(console::measure_text_width).max().unwrap();
            assert!(
                widest <= width.parse().unwrap(),
                "{widest} of {width} columns for {text}\n{stdout}"
            );
        }
    }
}
