//! The schemas, held against what the program reads and writes.

use serde_json::Value;

use crate::{
    council::three,
    harness::{Align, SIX_LINES},
    json_schema,
};

/// A schema as `align schema` prints it.
struct Checker(Value);

impl Checker {
    fn of(file: &str) -> Self {
        let align = Align::new().args("schema").arg(file);
        let text = align.run().status(0).stderr("").stdout_text();
        Self(serde_json::from_str(&text).unwrap())
    }

    #[track_caller]
    fn accepts(&self, file: &str) {
        assert_eq!(json_schema::mismatch(&self.0, &value(file)), None, "{file}");
    }

    fn refuses(&self, file: &str) -> bool {
        json_schema::mismatch(&self.0, &value(file)).is_some()
    }
}

/// A file as an editor's YAML of version 1.2 has it.
fn value(file: &str) -> Value {
    serde_yaml::from_str(file).unwrap()
}

#[test]
fn the_schemas_accept_what_the_program_comes_with_and_saves() {
    Checker::of("questions").accepts(include_str!("../../questions.yaml"));
    let answers = Checker::of("answers");
    answers.accepts(&Align::new().args("sheet").run().status(0).stdout_text());
    for name in ["ana.yaml", "ana.json"] {
        let align = Align::new().args("--name Ana --team Sales --save").arg(name).stdin(SIX_LINES);
        answers.accepts(&align.run().status(0).read(name));
    }
    answers.accepts("traffic: yes\nclosing: NO\nsurveys: true\npersona-research: 0\ncontent-offers: ' Not Sure '\nmql-contact:\n");
    answers.accepts("answers: {traffic: '?', closing: Maybe}\nnotes: {traffic: 2026}\nteam: marketing\ndate: 2026-11-24\n");
}

#[test]
fn the_report_schema_accepts_every_report() {
    let report = Checker::of("report");
    let one = |args: &str| Align::new().args(args).stdin(SIX_LINES).run().status(0).stdout_text();
    report.accepts(&one("-f json"));
    report.accepts(
        &Align::new().args("-f json --no-input --allow-missing").run().status(0).stdout_text(),
    );
    let council = |args: &str| {
        let align = Align::new().file(
            "q1/a.yaml",
            "name: A\nteam: sales\nanswers: {traffic: yes}\nnotes: {traffic: Why}\n",
        );
        let align = align
            .file("q1/b.yaml", "answers: {traffic: no}\n")
            .file("q1/c.yaml", "answers: {traffic: unsure}\n")
            .file(
                "q1/decisions.yaml",
                "decisions: {closing: {answer: yes, owner: B, by: 2026-12-15}}\n",
            )
            .file("q2/a.yaml", "traffic: yes\nclosing: yes\n");
        align.args(args).args("-f json --allow-missing").run().status(0).stdout_text()
    };
    for args in ["council q1", "council --anonymous q1", "council q2", "trend q1 q2", "trend q2 q1"]
    {
        report.accepts(&council(args));
    }
}

/// What the schema says must be there is what is written, no less and no more.
#[test]
fn the_report_schema_knows_every_field_that_is_written() {
    let schema = Checker::of("report").0;
    let report = three().args("council c -f json").run().status(0);
    let report: Value = serde_json::from_str(&report.stdout_text()).unwrap();
    let (council, need) = (&schema["$defs"]["council"], &schema["$defs"]["need"]);
    let first = &report["needs"][0];
    for (described, written) in [
        (council, &report),
        (&council["properties"]["respondents"], &report["respondents"]),
        (&council["properties"]["summary"], &report["summary"]),
        (need, first),
        (&need["properties"]["answers"]["items"], &first["answers"][0]),
    ] {
        let mut required: Vec<_> = described["required"].as_array().unwrap().iter().collect();
        let mut keys: Vec<_> = written.as_object().unwrap().keys().collect();
        required.sort_by_key(|key| key.as_str());
        keys.sort();
        assert_eq!(required, keys);
    }
}

#[test]
fn the_report_schema_refuses_what_no_report_is() {
    let report = Checker::of("report");
    let good = Align::new().args("-f json").stdin(SIX_LINES).run().status(0).stdout_text();
    for (from, to) in [
        ("\"version\": 1", "\"version\": 2"),
        ("\"agenda\"", "\"agendum\""),
        ("\"status\": \"agreed\"", "\"status\": \"settled\""),
        ("\"answer\": \"yes\"", "\"answer\": \"maybe\""),
    ] {
        assert!(good.contains(from), "{from}");
        assert!(report.refuses(&good.replace(from, to)), "{to}");
    }
}

const TEAMS: &str = "title: T\nteams: {a: A, b: B}\n";

/// What the schema refuses, `align check` refuses too.
#[test]
fn the_questions_schema_is_no_stricter_than_the_reader() {
    let schema = Checker::of("questions");
    let question = |fields: &str| format!("{TEAMS}questions: [{{{fields}}}]\n");
    let head =
        |head: &str| format!("{head}\nquestions: [{{id: x, need: N, question: Q, lead: a}}]\n");
    for file in [
        question("id: x, need: N, question: Q"),
        question("id: X, need: N, question: Q, lead: a"),
        question("id: x y, need: N, question: Q, lead: a"),
        question("id: x, need: '', question: Q, lead: a"),
        question("id: x, need: , question: Q, lead: a"),
        question("id: x, need: [N], question: Q, lead: a"),
        question("id: x, need: N, question: \"a\\nb\", lead: a"),
        question("id: x, need: \"N\\e[2J\", question: Q, lead: a"),
        question("id: x, need: \"N\\u202e\", question: Q, lead: a"),
        question("id: x, need: N, question: Q, lead: a, help: [no]"),
        question("id: x, need: N, question: Q, lead: a, hint: no"),
        format!("{TEAMS}questions: []\n"),
        format!("{TEAMS}questions: x\n"),
        TEAMS.to_owned(),
        head("teams: {a: A, b: B}"),
        head("title: T\nteams: {a: A}"),
        head("title: T\nteams: {A: A, b: B}"),
        head("title: T\nteams: {a: , b: B}"),
        head("title: T\nteams: [a, b]"),
        head("title: T\nconsensus: 50\nteams: {a: A, b: B}"),
        head("title: T\nconsensus: 101\nteams: {a: A, b: B}"),
        head("title: T\nconsensus: 75.5\nteams: {a: A, b: B}"),
        head("title: T\nconsensus: most\nteams: {a: A, b: B}"),
        head("title: T\nconsensus:\nteams: {a: A, b: B}"),
        head("title: T\nteams: {a: A, b: B}\nowner: me"),
        "just a text".to_owned(),
    ] {
        assert!(schema.refuses(&file), "the schema takes\n{file}");
        Align::new().questions(&file).args("check").run().status(2);
    }
    for file in [
        head("title: 2026\nconsensus: '0080'\nteams: {a: 1, 7: true}"),
        head("title: \" T \"\nconsensus: +80\nteams: {a: A, b: 日本}"),
        question("id: 7, need: 1.5, question: Q, lead: a, help: "),
        question("id: x, need: N, question: Q, lead: a, help: \"a\\nb\""),
    ] {
        schema.accepts(&file);
        Align::new().questions(&file).args("check").run().status(0);
    }
}

/// What the schema refuses, `align check` refuses too, even where answers may be missing.
#[test]
fn the_answers_schema_is_no_stricter_than_the_reader() {
    let schema = Checker::of("answers");
    for file in [
        "traffic: perhaps",
        "traffic: 2",
        "traffic: [yes]",
        "trafic: yes",
        "traffic: yes\nname: Ana",
        "answers: {trafic: yes}",
        "answers: {traffic: yess}",
        "answers: [yes, no]",
        "answers: yes",
        "answers: {traffic: yes}\nnotes: {trafic: a}",
        "answers: {traffic: yes}\nnotes: {traffic: [a]}",
        "answers: {traffic: yes}\nname: [Ana]",
        "answers: {traffic: yes}\nteam: {}",
        "answers: {traffic: yes}\ndate: [2026]",
        "answers: {traffic: yes}\nnom: Ana",
        "[yes, no]",
    ] {
        assert!(schema.refuses(file), "the schema takes\n{file}");
        let align = Align::new().file("a.yaml", file);
        align.args("check --allow-missing a.yaml").run().status(2);
    }
}

#[test]
fn an_editor_is_offered_the_questionnaire_in_use() {
    let questions =
        format!("{TEAMS}questions: [{{id: budget, need: N, question: Is there one?, lead: a}}]\n");
    let schema =
        Align::new().questions(&questions).args("schema answers").run().status(0).stdout_text();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let answers = &schema["$defs"]["Answers"]["properties"];
    assert_eq!(answers["budget"]["description"], "Is there one?");
    assert_eq!(schema["$defs"]["TeamName"]["anyOf"][0]["enum"], serde_json::json!(["a", "b"]));
}
