use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::{
    council::{Position, Privacy, Tally},
    report::{self, Format, RenderOptions, Report},
    response::Answer,
};

const YAML: &str = "title: T\nteams: {marketing: Marketing, sales: Sales}\n\
                    questions:\n- {id: a, need: A, question: Q, lead: sales}\n\
                    - {id: b, need: B, question: R, lead: marketing}\n";

fn questionnaire() -> Questionnaire {
    Questionnaire::read(&SourceText::new("q.yaml", YAML)).unwrap()
}

fn written(tally: Tally<'_>, decisions: &Decisions, privacy: Privacy, format: Format) -> String {
    let assessment = tally.assess(decisions, privacy);
    let report = Report::Council { assessment: &assessment, label: None };
    let options = RenderOptions { width: 80, color: false, unicode: true };
    let mut bytes = Vec::new();
    report::write(&report, format, options, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn json(tally: Tally<'_>, privacy: Privacy) -> String {
    let decisions = Decisions::new();
    written(tally, &decisions, privacy, Format::Json)
}

fn csv(tally: Tally<'_>) -> String {
    let decisions = Decisions::new();
    written(tally, &decisions, Privacy::Named, Format::Csv)
}

fn read_text(json: &str, questionnaire: &Questionnaire) -> Reported {
    read(&SourceText::new("report.json", json), questionnaire).unwrap()
}

/// A tally of these people, the number of each being part of the name.
fn tally<'q>(questionnaire: &'q Questionnaire, people: &[(usize, Response)]) -> Tally<'q> {
    let mut tally = Tally::new(questionnaire);
    people.iter().for_each(|(_, response)| tally.add(response));
    tally
}

fn join(tally: &mut Tally<'_>, report: &Reported) {
    assert!(report.is_by_team);
    if let Some(responses) = &report.responses {
        return responses.iter().for_each(|each| tally.add(each));
    }
    tally.add_counts(&report.counts, None);
    for (question, writer, text) in &report.notes {
        tally.add_note(*question, writer, text);
    }
}

/// The report without names, as one of more than a thousand people is.
fn without_names(json: &str) -> String {
    let mut report: serde_json::Value = serde_json::from_str(json).unwrap();
    report["respondents"]["who"] = serde_json::Value::Null;
    for need in report["needs"].as_array_mut().unwrap() {
        need["answers"] = serde_json::Value::Null;
        need["notes"] = serde_json::Value::Null;
    }
    report.to_string()
}

/// Up to thirty people, each with the office it answered in.
fn people() -> impl Strategy<Value = Vec<(usize, Response)>> {
    let questionnaire = questionnaire();
    let teams: Vec<_> = questionnaire.teams().map(|(team, _)| team).collect();
    let questions: Vec<_> = questionnaire.questions().map(|(index, _)| index).collect();
    let answer = || option::of(select(Answer::ALL.to_vec()));
    let person = (
        0..3_usize,
        option::of(select(teams)),
        vec(answer(), 2),
        option::of("[a-z \u{e9}\"]{1,9}"),
    );
    vec(person, 1..30).prop_map(move |people| {
        let named =
            |(number, (office, team, answers, note)): (usize, (_, _, _, Option<String>))| {
                let respondent = Respondent { name: Some(format!("P{number}")), team };
                let notes = note.map(|note| (questions[number % 2], note));
                let notes = notes.into_iter().collect();
                (office, Response { respondent, answers, notes })
            };
        people.into_iter().enumerate().map(named).collect()
    })
}

proptest! {
    #[test]
    fn any_split_of_a_council_joins_to_the_same_report(people in people()) {
        let questionnaire = questionnaire();
        let mut named = Tally::new(&questionnaire);
        let mut counted = Tally::new(&questionnaire);
        for office in 0..3 {
            let part: Vec<_> = people.iter().filter(|(of, _)| *of == office).cloned().collect();
            if part.is_empty() {
                continue;
            }
            let json = json(tally(&questionnaire, &part), Privacy::Named);
            join(&mut named, &read_text(&json, &questionnaire));
            join(&mut counted, &read_text(&without_names(&json), &questionnaire));
        }
        let whole = || tally(&questionnaire, &people);
        prop_assert_eq!(json(named, Privacy::Named), json(whole(), Privacy::Named));
        let counted = json(counted, Privacy::Named);
        prop_assert_eq!(without_names(&counted), without_names(&json(whole(), Privacy::Named)));
        let mut again = Tally::new(&questionnaire);
        join(&mut again, &read_text(&counted, &questionnaire));
        prop_assert_eq!(csv(again), csv(whole()));
    }
}

fn person(name: &str, team: &str, answers: [Option<Answer>; 2]) -> (usize, Response) {
    let respondent = Respondent { name: Some(name.to_owned()), team: questionnaire().team(team) };
    let answers = answers.to_vec();
    (0, Response { respondent, answers, ..Response::default() })
}

fn three() -> Vec<(usize, Response)> {
    let [yes, no] = [Some(Answer::Yes), Some(Answer::No)];
    vec![
        person("Ana", "sales", [yes, no]),
        person("Ben", "sales", [yes, None]),
        person("Cy", "marketing", [no, no]),
    ]
}

#[test]
fn a_report_that_names_nobody_stands_alone_where_it_has_no_figures_by_team() {
    let questionnaire = questionnaire();
    let json = json(tally(&questionnaire, &three()), Privacy::ByTeam);
    let report = read_text(&json, &questionnaire);
    assert!(!report.is_by_team);
    let [counts] = report.counts.as_slice() else {
        panic!("{json}");
    };
    let [a, b] = counts.votes.as_slice() else {
        panic!("{counts:?}");
    };
    assert_eq!((counts.team, counts.respondents), (None, 3));
    assert_eq!((a.yes, a.no, b.no, b.blank), (2, 1, 2, 1));
}

#[test]
fn what_was_decided_comes_back() {
    let questionnaire = questionnaire();
    let mut decisions = Decisions::new();
    let mut decision = Decision::new(Position::Yes);
    decision.owner = Some("Ben".to_owned());
    decision.by = Some("2026-12-15".parse().unwrap());
    decision.lead = questionnaire.team("marketing");
    decisions.insert(questionnaire.question("a").unwrap(), decision);
    decisions.insert(questionnaire.question("b").unwrap(), Decision::new(Position::No));
    let json = written(tally(&questionnaire, &three()), &decisions, Privacy::Named, Format::Json);
    assert_eq!(read_text(&json, &questionnaire).decisions, decisions);
}

#[test]
fn a_report_that_cannot_be_is_told() {
    let questionnaire = questionnaire();
    let json = json(tally(&questionnaire, &three()), Privacy::Named);
    let problem = |from: &str, to: &str| {
        let text = json.replacen(from, to, 1);
        assert_ne!(text, json, "{from}");
        let read = read(&SourceText::new("r.json", text), &questionnaire);
        read.unwrap_err().lines().join("\n")
    };
    assert_eq!(
        problem("\"version\": 1", "\"version\": 2"),
        "a report of version 2, and only version 1 is read"
    );
    assert_eq!(
        problem("\"id\": \"b\"", "\"id\": \"c\""),
        "a report on other questions: it lacks `b` and has `c` instead"
    );
    assert_eq!(
        problem("\"marketing\": 1", "\"marketing\": 2"),
        "the answers to `a` are not as many as the 2 respondents of `marketing`"
    );
    assert_eq!(
        problem("\"answer\": \"yes\"", "\"answer\": \"no\""),
        "the answers in this report are not what its figures say"
    );
    assert_eq!(
        problem("\"without_team\": 0,", ""),
        "cannot read this as a report: missing field `without_team`"
    );
    assert_eq!(
        problem("\"count\": 3", "\"count\": 4"),
        "the answers in this report are not what its figures say"
    );
    let note = format!("\"note\": \"{}\"", "n".repeat(5001));
    assert_eq!(problem("\"note\": null", &note), "a note has more than 5000 characters");
    let trend = r#"{"version": 1, "councils": [], "needs": []}"#;
    assert_eq!(problem(&json, trend), "this is the report of a trend, which is not read here");
}

#[test]
fn a_report_asks_all_the_questions_and_no_others() {
    let questionnaire = questionnaire();
    let report: serde_json::Value =
        serde_json::from_str(&json(tally(&questionnaire, &three()), Privacy::Named)).unwrap();
    let problem = |needs: serde_json::Value| {
        let mut report = report.clone();
        report["needs"] = needs;
        let read = read(&SourceText::new("r.json", report.to_string()), &questionnaire);
        read.unwrap_err().lines().join("\n")
    };
    let [a, b] = [0, 1].map(|need| report["needs"][need].clone());
    let mut other = b.clone();
    other["id"] = "c".into();
    assert_eq!(problem(vec![a.clone()].into()), "a report on other questions: it lacks `b`");
    assert_eq!(
        problem(vec![a, b, other].into()),
        "a report on other questions: it has `c` as well"
    );
}

#[test]
fn notes_come_back_where_nobodys_answers_do() {
    let questionnaire = questionnaire();
    let mut people = three();
    let question = questionnaire.question("b").unwrap();
    people[2].1.notes.insert(question, "Why?".to_owned());
    let mut report: serde_json::Value =
        serde_json::from_str(&json(tally(&questionnaire, &people), Privacy::Named)).unwrap();
    report["respondents"]["who"] = serde_json::Value::Null;
    let report = read_text(&report.to_string(), &questionnaire);
    assert_eq!(report.responses, None);
    let marketing = questionnaire.team("marketing");
    let writer = Respondent { name: Some("Cy".to_owned()), team: marketing };
    assert_eq!(report.notes, [(question, writer, "Why?".to_owned())]);
}
