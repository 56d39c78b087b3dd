//! What a decisions document may say, what is wrong with others, and that what is written reads
//! back the same.

use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    document::{FILE_KEYS, KEYS},
    *,
};
use crate::{diagnostic::SourceText, questionnaire::Questionnaire};

const QUESTIONS: &str = "
title: T
teams: {marketing: Marketing, sales: Sales}
people: {Ana: marketing, Ben: sales}
questions:
- {id: traffic, need: N0, question: Q0, lead: marketing}
- {id: closing, need: N1, question: Q1, lead: sales}
- {id: surveys, need: N2, question: Q2, lead: sales}
";

fn questionnaire() -> Questionnaire {
    Questionnaire::read(&SourceText::new("q", QUESTIONS)).unwrap()
}

/// A questionnaire that expects nobody in particular, so that anybody may own a decision.
fn open_questionnaire() -> Questionnaire {
    let text = QUESTIONS.replace("people: {Ana: marketing, Ben: sales}\n", "");
    Questionnaire::read(&SourceText::new("q", text)).unwrap()
}

fn read(text: &str) -> Result<Decisions, Vec<String>> {
    let text = SourceText::new("decisions.yaml", text);
    super::read(&text, &questionnaire()).map_err(|diagnostics| {
        let places = diagnostics.places();
        let line = |(span, kind): (crate::diagnostic::Span, &crate::diagnostic::DiagnosticKind)| {
            let remedy = kind.remedy().map(|remedy| format!(" ({remedy})"));
            format!("{span}: {kind}{}", remedy.unwrap_or_default())
        };
        places.map(line).collect()
    })
}

#[test]
fn a_decision_says_what_who_until_when_and_how_it_will_be_seen() {
    let questionnaire = questionnaire();
    let decisions = read(
        "decisions:\n  closing:\n    answer: yes\n    lead: Marketing\n    owner: ' ben '\n    \
         by: 2026-12-15\n    promise: Every demo request is called within 24 hours.\n  \
         traffic:\n    answer: No\n    owner:\n",
    );
    let mut expected = Decisions::new();
    let closing = Decision {
        answer: Position::Yes,
        lead: questionnaire.team("marketing"),
        owner: Some("Ben".to_owned()),
        by: Some(date(2026, 12, 15)),
        promise: Some("Every demo request is called within 24 hours.".to_owned()),
    };
    expected.insert(questionnaire.question("closing").unwrap(), closing);
    let traffic = Decision::new(Position::No);
    expected.insert(questionnaire.question("traffic").unwrap(), traffic);
    assert_eq!(decisions, Ok(expected));
}

#[test]
fn nothing_may_be_decided_yet() {
    let nothing = Decisions::new();
    for text in ["", "# later\n", "decisions:\n", "decisions: {}\n"] {
        assert_eq!(read(text).as_ref(), Ok(&nothing), "{text:?}");
    }
    assert_eq!(write(&nothing, &questionnaire()), "decisions: {}\n");
}

#[test]
fn every_problem_has_its_place_and_what_would_be_right() {
    let problems = read(
        "decisions:\n  closng: {answer: yes}\n  closing:\n    answer: unsure\n    lead: slaes\n    \
         owner: Bem\n    by: 31 December\n    promise: [a]\n    until: now\n  traffic: yes\n  \
         surveys: {owner: Ana}\n",
    );
    assert_eq!(
        problems.unwrap_err(),
        [
            "2:3: unknown question id `closng` (did you mean `closing`?)",
            "4:13: `unsure` is not a decision (a decision is `yes` or `no`; what is still open is left out)",
            "5:11: unknown team `slaes` (did you mean `sales`?)",
            "6:12: `Bem` is not among the `people` who are asked (did you mean `Ben`?)",
            "7:9: `31 December` is not a date (a date is written as in 2026-11-24)",
            "8:14: `promise` must be a single value, not a list",
            "9:5: unknown key `until` (the keys here are `answer`, `lead`, `owner`, `by` and `promise`)",
            "10:12: a decision must be a mapping, not a single value",
            "11:12: no `answer`",
        ]
    );
}

#[test]
fn a_document_that_decides_something_else_is_refused_as_a_whole() {
    for (text, problem) in [
        ("closing: {answer: yes}\n", "1:1: unknown key `closing` (the keys here are `decisions`)"),
        ("- closing\n", "1:1: a decisions document must be a mapping, not a list"),
        ("decisions: [closing]\n", "1:12: `decisions` must be a mapping, not a list"),
    ] {
        assert_eq!(read(text).unwrap_err()[0], problem);
    }
}

/// Documents that the schema and the reader must judge alike.
fn documents() -> Vec<(Value, bool)> {
    vec![
        (json!({"decisions": {}}), true),
        (json!({"decisions": null}), true),
        (json!({"decisions": {"closing": {"answer": "yes"}}}), true),
        (
            json!({"decisions": {"closing": {"answer": "no", "lead": "sales", "owner": "Ben",
            "by": "2026-12-15", "promise": "P"}}}),
            true,
        ),
        (
            json!({"decisions": {"closing": {"answer": true, "lead": null, "owner": null,
            "by": null, "promise": null}}}),
            true,
        ),
        (json!({}), false),
        (json!([]), false),
        (json!({"decisions": []}), false),
        (json!({"decisions": {}, "more": 1}), false),
        (json!({"decisions": {"Closing!": {"answer": "yes"}}}), false),
        (json!({"decisions": {"closing": "yes"}}), false),
        (json!({"decisions": {"closing": {}}}), false),
        (json!({"decisions": {"closing": {"answer": null}}}), false),
        (json!({"decisions": {"closing": {"answer": "yes", "until": "now"}}}), false),
        (json!({"decisions": {"closing": {"answer": "yes", "by": 7}}}), false),
        (json!({"decisions": {"closing": {"answer": "yes", "owner": ["Ben"]}}}), false),
        (json!({"decisions": {"closing": {"answer": "yes", "promise": {"a": 1}}}}), false),
        (json!({"decisions": {"closing": {"answer": "yes", "promise": "é".repeat(5000)}}}), true),
        (json!({"decisions": {"closing": {"answer": "yes", "promise": "é".repeat(5001)}}}), false),
        (json!({"decisions": {"closing": {"answer": "yes", "owner": "B".repeat(201)}}}), false),
    ]
}

#[test]
fn the_schema_and_the_reader_judge_alike() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    for (document, is_sound) in documents() {
        assert_eq!(
            crate::json_schema::mismatch(&schema, &document).is_none(),
            is_sound,
            "schema: {document}"
        );
        assert_eq!(read(&document.to_string()).is_ok(), is_sound, "reader: {document}");
    }
    let keys = |pointer: &str| -> Vec<String> {
        let properties = schema.pointer(pointer).unwrap().as_object().unwrap();
        properties.keys().cloned().collect()
    };
    assert_eq!(keys("/properties"), FILE_KEYS);
    assert_eq!(keys("/$defs/decision/properties"), KEYS);
}

/// Whether it is needed and by which team, the owner, the year and the promise.
type Parts = (bool, Option<bool>, String, Option<i16>, String);

/// Any decision that a meeting can come to, with texts of any characters.
fn decisions() -> impl Strategy<Value = Vec<Option<Parts>>> {
    let text = || "\\PC{0,12}|[\\s\\S]{0,6}|yes|no|2026-12-15|# a|'b|- c|d: e".boxed();
    let decision =
        (any::<bool>(), any::<Option<bool>>(), text(), prop::option::of(1_i16..9999), text());
    prop::collection::vec(prop::option::of(decision), 3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_is_written_reads_back_the_same(parts in decisions()) {
        let questionnaire = open_questionnaire();
        let mut decisions = Decisions::new();
        let text = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        for ((question, _), part) in questionnaire.questions().zip(parts) {
            let decision = part.map(|(is_yes, lead, owner, year, promise)| Decision {
                answer: if is_yes { Position::Yes } else { Position::No },
                lead: lead.and_then(|lead| questionnaire.team(if lead { "sales" } else { "marketing" })),
                owner: text(owner),
                by: year.map(|year| date(year, 2, 28)),
                promise: text(promise),
            });
            decisions.extend(decision.map(|decision| (question, decision)));
        }
        let written = write(&decisions, &questionnaire);
        let read = super::read(&SourceText::new("decisions.yaml", written.clone()), &questionnaire);
        prop_assert_eq!(read.map_err(|problems| problems.lines()), Ok(decisions), "{}", written);
    }
}
