//! What changed from council to council, over a year whose tables were worked out by hand.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::harness::Align;

/// The councils of `examples/year`: other questions, people and a consensus from quarter to
/// quarter, a team that is absent once, and eight decisions.
fn year() -> Align {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/year");
    let mut align = Align::new();
    for quarter in fs::read_dir(folder).unwrap() {
        let quarter = quarter.unwrap();
        for file in fs::read_dir(quarter.path()).unwrap() {
            let file = file.unwrap();
            let name = quarter.file_name().into_string().unwrap();
            let name = format!("{name}/{}", file.file_name().into_string().unwrap());
            align = align.file(&name, fs::read(file.path()).unwrap());
        }
    }
    align
}

const YEAR: &str = "trend 2026-Q1 2026-Q2 2026-Q3 2026-Q4";

const YEAR_AS_CSV: &str = "id,need,2026-Q1,2026-Q2,2026-Q3,2026-Q4,change\r\n\
    traffic,More visitors,yes,yes,no,yes,new\r\n\
    calling,More calling,yes,,yes,yes,standing\r\n\
    persona-research,Persona research,not asked,yes,yes,no,met\r\n\
    offers,New offer,yes,,,no,settled\r\n\
    mql-contact,Contact with MQLs,not asked,not asked,yes,,unsettled\r\n\
    events,Events,not asked,not asked,no,,reopened\r\n\
    demo,Demo on demand,not asked,not asked,not asked,yes,\r\n\
    surveys,Customer surveys,no,no,yes,not asked,\r\n";

#[test]
fn a_year_is_what_the_rules_make_of_it() {
    let run = year().args(YEAR).args("-f csv").run();
    run.status(0).stderr("").stdout(YEAR_AS_CSV);
}

/// A state as `agreed yes marketing`, with `-` for what there is not.
fn state(state: &Value) -> String {
    if state["asked"] == json!(false) {
        assert_eq!(state["status"], Value::Null);
        return "not asked".to_owned();
    }
    let word = |key: &str| state[key].as_str().unwrap_or("-").to_owned();
    format!("{} {} {}", word("status"), word("answer"), word("lead"))
}

#[test]
fn the_year_as_json_says_how_each_answer_came_about() {
    let run = year().args(YEAR).args("-f json").run().status(0);
    let year: Value = serde_json::from_str(&run.stdout_text()).unwrap();
    let council = |label: &str, marketing: u64, sales: u64, lead: Option<&str>, agreed: u64| {
        json!({"label": label, "respondents": marketing + sales,
            "teams": {"marketing": marketing, "sales": sales}, "lead": lead, "agreed": agreed})
    };
    assert_eq!(
        year["councils"],
        json!([
            council("2026-Q1", 2, 3, Some("marketing"), 1),
            council("2026-Q2", 2, 0, None, 2),
            council("2026-Q3", 2, 3, None, 2),
            council("2026-Q4", 3, 2, None, 5),
        ])
    );
    // Ana, Fay, Ben and Gus.
    assert_eq!(year["answered_both"], 4);
    let needs = year["needs"].as_array().unwrap().iter().map(|need| {
        let states: Vec<_> = need["states"].as_array().unwrap().iter().map(state).collect();
        format!("{}: {}", need["id"].as_str().unwrap(), states.join(", "))
    });
    assert_eq!(
        needs.collect::<Vec<_>>(),
        [
            "traffic: agreed yes marketing, agreed yes marketing, agreed no -, agreed yes marketing",
            "calling: decided yes sales, unclear - -, decided yes sales, agreed yes sales",
            "persona-research: not asked, decided yes marketing, decided yes marketing, agreed no -",
            "offers: decided yes marketing, unclear - -, unclear - -, agreed no -",
            "mql-contact: not asked, not asked, decided yes sales, unclear - -",
            "events: not asked, not asked, agreed no -, unclear - -",
            "demo: not asked, not asked, not asked, agreed yes sales",
            "surveys: decided no -, agreed no -, decided yes marketing, not asked",
        ]
    );
    assert_eq!(
        year["needs"][4]["decision"],
        json!({"answer": "yes", "lead": "sales", "owner": "Gus", "by": "2026-11-15",
            "promise": "Marketing hears within a week what became of each lead."})
    );
    assert_eq!(year["needs"][3]["decision"], Value::Null);
    assert_eq!(
        year["summary"],
        json!({"new": 1, "standing": 1, "met": 1, "settled": 1, "unsettled": 1, "reopened": 1,
            "incomparable": 0})
    );
}

#[test]
fn a_team_that_is_absent_makes_two_councils_incomparable() {
    let run = year().args("trend 2026-Q1 2026-Q2 -f csv").run();
    let run = run.status(0).stdout(
        "id,need,2026-Q1,2026-Q2,change\r\n\
         visitors,More visitors,yes,yes,incomparable\r\n\
         closing,More closing,yes,,incomparable\r\n\
         surveys,Customer surveys,no,no,incomparable\r\n\
         content-offers,New content offer,yes,,incomparable\r\n\
         persona-research,Persona research,not asked,yes,\r\n",
    );
    let run = run.again().args("trend 2026-Q1 2026-Q2").env("COLUMNS", "200");
    let text = run.run().status(0).stdout_text();
    let headline = text.lines().nth(1).unwrap();
    assert_eq!(
        headline,
        "  Nobody from Sales answered in 2026-Q2, so what changed since 2026-Q1 cannot be told."
    );
}

#[test]
fn people_read_the_year_in_every_format() {
    for width in ["40", "80", "200"] {
        let run = year().args(YEAR).env("COLUMNS", width).env("LC_ALL", "C.UTF-8");
        insta::assert_snapshot!(format!("year_at_{width}"), run.run().status(0).stdout_text());
    }
    let run = year().args(YEAR).args("-f markdown").run().status(0);
    insta::assert_snapshot!("year_markdown", run.stdout_text());
}

/// The year as reports in a folder of their own, without any of the files they came from.
fn reports() -> Align {
    let quarters = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"];
    let mut align = Align::new();
    for quarter in quarters {
        let run = year().args("council -f json").arg(quarter).run().status(0);
        align = align.file(&format!("{quarter}.json"), run.stdout_text());
    }
    align
}

#[test]
fn the_year_is_the_same_from_reports_alone() {
    let run = year().args(YEAR).args("-f json").run().status(0);
    let year = "trend 2026-Q1.json 2026-Q2.json 2026-Q3.json 2026-Q4.json";
    let alone = reports().args(year).args("-f json").run().status(0);
    alone.stderr("").stdout(&run.stdout_text());
    reports().args(year).args("-f csv").run().status(0).stdout(YEAR_AS_CSV);
}

#[test]
fn a_report_joins_a_trend_with_councils_that_still_have_their_answers() {
    let report = year().args("council -f json 2026-Q3").run().status(0).stdout_text();
    let run =
        year().file("third.json", report).args("trend 2026-Q1 2026-Q2 third.json 2026-Q4 -f csv");
    run.run().status(0).stdout(YEAR_AS_CSV);
}

#[test]
fn a_report_that_names_nobody_is_one_voice_and_cannot_be_compared_by_team() {
    let report = year().args("council -f json 2026-Q3 --anonymous").run().status(0).stdout_text();
    let run =
        year().file("third.json", report).args("trend third.json 2026-Q4").env("COLUMNS", "200");
    let text = run.run().status(0).stdout_text();
    assert_eq!(
        text.lines().nth(1).unwrap(),
        "  All who answered in 2026-Q3 are one voice, so what changed since 2026-Q3 cannot be told."
    );
}

#[test]
fn what_is_no_report_on_one_council_is_refused_with_its_place() {
    let report = year().args("council -f json 2026-Q3").run().status(0).stdout_text();
    let wrong = |from: &str, to: &str| {
        assert!(report.contains(from), "{from}");
        let files = Align::new()
            .file("a.json", &report)
            .file("b.json", report.replacen(from, to, 1))
            .args("trend a.json b.json");
        files.run().status(2).stdout("").stderr_text()
    };
    for (from, to, says) in [
        ("\"version\": 1", "\"version\": 2", "version 2"),
        ("\"status\": \"agreed\"", "\"status\": \"likely\"", "unknown variant `likely`"),
        ("\"answer\": \"no\"", "\"answer\": null", "agreed without an answer"),
        ("\"marketing\": 2", "\"marketing\": -2", "b.json:9:21"),
    ] {
        let errors = wrong(from, to);
        assert!(errors.contains(says) && errors.contains("b.json"), "{says}: {errors}");
    }
    let trend = year().args(YEAR).args("-f json").run().stdout_text();
    let run =
        Align::new().file("a.json", &report).file("b.json", trend).args("trend a.json b.json");
    let errors = run.run().status(2).stderr_text();
    assert!(errors.contains("b.json") && errors.contains("trend"), "{errors}");
}

#[test]
fn what_fail_on_names_is_told_by_the_exit_code() {
    for (list, code) in [("new", 1), ("unsettled", 1), ("reopened", 1), ("new,reopened", 1)] {
        let run = year().args(YEAR).args("-f csv --fail-on").arg(list).run();
        run.status(code).stdout(YEAR_AS_CSV);
    }
    // Nothing of the kind between two councils that cannot be compared.
    let run = year().args("trend 2026-Q1 2026-Q2 --fail-on new,unsettled,reopened");
    run.run().status(0);
    let run = year().args("trend 2026-Q1 2026-Q2 --fail-on opposed").run().status(2);
    assert!(run.stderr_text().contains("invalid value 'opposed'"), "{}", run.stderr_text());
}

const SIX: &str = "y\ny\ny\ny\ny\ny\n";

#[test]
fn what_the_last_council_decided_can_be_named() {
    let run = Align::new()
        .file("old.yaml", SIX)
        .file("new.yaml", "n\nn\nn\nn\nn\nn\n")
        .file("said.yaml", "decisions: {traffic: {answer: yes}}\n")
        .args("trend old.yaml new.yaml --decisions said.yaml -f csv")
        .run()
        .status(0);
    let rows = run.stdout_text();
    let rows: Vec<_> = rows.lines().skip(1).take(2).collect();
    assert_eq!(rows, ["traffic,More visitors,yes,yes,standing", "closing,More closing,yes,no,met"]);
}

#[test]
fn councils_of_the_same_name_are_told_apart_by_the_folders_above() {
    let run = Align::new()
        .file("2026/Q1/answers.yaml", SIX)
        .file("2026/Q2/answers.yaml", SIX)
        .file("last/2026/Q2/answers.yaml", SIX)
        .args("trend 2026/Q1/answers.yaml 2026/Q2/answers.yaml last/2026/Q2/answers.yaml -f csv")
        .run()
        .status(0);
    let header = run.stdout_text().lines().next().unwrap().to_owned();
    assert!(header.starts_with("id,need,Q1/answers,"), "{header}");
    assert!(header.ends_with("/2026/Q2/answers,last/2026/Q2/answers,change"), "{header}");
}

#[test]
fn the_problems_of_all_councils_are_told_at_once() {
    let run = Align::new()
        .file("a/x.yaml", "answers: {traffic: perhaps}\n")
        .file("a/questions.yaml", "title: T\n")
        .file("b/x.yaml", "answers: {traffik: yes}\n")
        .file("b/decisions.yaml", "decisions: {closing: {answer: later}}\n")
        .file("c.yaml", SIX)
        .args("trend a b c.yaml --allow-missing")
        .run()
        .status(2)
        .stdout("");
    let errors = run.stderr_text();
    for place in ["a/questions.yaml:1:1", "b/x.yaml:1:11", "b/decisions.yaml:1:31"] {
        assert!(errors.contains(place), "no {place} in\n{errors}");
    }
}

#[test]
fn a_council_is_not_compared_with_itself() {
    for (args, name) in [("2026-Q1 2026-Q2 ./2026-Q1", "./2026-Q1"), ("- -", "-")] {
        let run = year().args("trend").args(args).run().status(2).stdout("");
        let error = format!("error: this council is named twice\n--> {name}\n");
        assert!(run.stderr_text().starts_with(&error), "{}", run.stderr_text());
    }
}

#[test]
fn one_council_has_no_trend() {
    let run = year().args("trend 2026-Q1").run().status(2).stdout("");
    assert!(run.stderr_text().contains("2 values required"), "{}", run.stderr_text());
}

#[test]
fn councils_without_a_common_question_are_not_said_to_be_alike() {
    let questions = |id: &str| {
        format!(
            "title: T\nteams: {{a: A, b: B}}\n\
             questions:\n- {{id: {id}, need: Need {id}, question: Is {id}?, lead: a}}\n"
        )
    };
    let run = Align::new()
        .file("one/questions.yaml", questions("x"))
        .file("one/all.txt", "Ana (A): yes\nBen (B): yes\n")
        .file("two/questions.yaml", questions("y"))
        .file("two/all.txt", "Ana (A): yes\nBen (B): yes \n")
        .args("trend one two")
        .run()
        .status(0);
    let headline = run.stdout_text().lines().nth(1).map(str::to_owned);
    assert_eq!(headline.as_deref(), Some("  one and two have no question in common."));
}
