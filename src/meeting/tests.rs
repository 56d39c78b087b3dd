//! Meetings as walks: what is said, and what is decided then.

use jiff::civil::date;

use super::{
    Command::{Accept, Back, Discard, Keep, Leave, Open, Team, Text},
    *,
};
use crate::diagnostic::SourceText;

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

/// A meeting on all three needs, the last one first, on 24 November 2026, a Tuesday.
fn meeting(questionnaire: &Questionnaire) -> Meeting<'_> {
    with(questionnaire, Decisions::new())
}

fn with(questionnaire: &Questionnaire, decisions: Decisions) -> Meeting<'_> {
    let agenda = ["surveys", "traffic", "closing"];
    let agenda = agenda.map(|id| questionnaire.question(id).unwrap());
    let today = date(2026, 11, 24);
    Meeting::new(questionnaire, agenda.to_vec(), decisions, today)
}

fn said(text: &str) -> Command {
    Text(text.to_owned())
}

/// Takes every command, each of which must change what is decided or go on without a word.
#[track_caller]
fn walk(meeting: &mut Meeting<'_>, commands: impl IntoIterator<Item = Command>) {
    for command in commands {
        let outcome = meeting.take(command.clone(), 0);
        assert!(matches!(outcome, Outcome::Going | Outcome::Changed), "{command:?}: {outcome:?}");
    }
}

/// The step by the question's id: `owner of closing`.
fn step(meeting: &Meeting<'_>) -> String {
    let of = |item: QuestionIndex| meeting.questionnaire[item].id.clone();
    match meeting.step {
        Step::Item(item) => of(item),
        Step::Owner(item) => format!("owner of {}", of(item)),
        Step::By(item) => format!("by of {}", of(item)),
        Step::Promise(item) => format!("promise of {}", of(item)),
        Step::Review => "review".to_owned(),
        Step::Leaving => "leaving".to_owned(),
        Step::Keeping => "keeping".to_owned(),
        Step::FileName => "file name".to_owned(),
    }
}

fn written(meeting: &Meeting<'_>) -> String {
    crate::decision::write(&meeting.decisions, meeting.questionnaire)
}

const YES: Command = Command::Answer(Answer::Yes);
const NO: Command = Command::Answer(Answer::No);
const LATER: Command = Command::Answer(Answer::Unsure);

#[test]
fn a_meeting_goes_through_its_agenda_and_writes_down_what_is_decided() {
    let questionnaire = questionnaire();
    let mut meeting = meeting(&questionnaire);
    assert_eq!(step(&meeting), "surveys");
    walk(&mut meeting, [YES, said("ben"), said("15 dec"), said("Called within a day.")]);
    assert_eq!(step(&meeting), "traffic");
    walk(&mut meeting, [NO]);
    assert_eq!(step(&meeting), "closing");
    walk(&mut meeting, [LATER]);
    assert_eq!(step(&meeting), "review");
    assert_eq!(
        written(&meeting),
        "decisions:\n  traffic:\n    answer: no\n  surveys:\n    answer: yes\n    owner: Ben\n    \
         by: 2026-12-15\n    promise: Called within a day.\n"
    );
    assert_eq!(meeting.take(Accept, 0), Outcome::Done);
}

#[test]
fn owner_date_and_promise_may_be_left_out() {
    let questionnaire = questionnaire();
    let mut meeting = meeting(&questionnaire);
    walk(&mut meeting, [YES, said(""), said(" "), said("")]);
    assert_eq!(step(&meeting), "traffic");
    assert_eq!(written(&meeting), "decisions:\n  surveys:\n    answer: yes\n");
}

#[test]
fn what_was_decided_is_decided_otherwise() {
    let questionnaire = questionnaire();
    let mut meeting = meeting(&questionnaire);
    walk(&mut meeting, [YES, Back, NO]);
    assert_eq!(written(&meeting), "decisions:\n  surveys:\n    answer: no\n");
}

#[test]
fn another_team_may_lead_until_the_own_one_does_again() {
    let questionnaire = questionnaire();
    let mut meeting = meeting(&questionnaire);
    walk(&mut meeting, [Team, YES]);
    assert_eq!(step(&meeting), "owner of surveys");
    assert!(written(&meeting).contains("lead: marketing"), "{}", written(&meeting));
    walk(&mut meeting, [Back, Team, YES]);
    assert!(!written(&meeting).contains("lead"), "{}", written(&meeting));
}

#[test]
fn a_name_that_is_nobodys_and_a_text_that_is_no_date_are_asked_again() {
    let questionnaire = questionnaire();
    let mut meeting = meeting(&questionnaire);
    walk(&mut meeting, [YES]);
    let refused = |why: &str| Outcome::Refused(why.to_owned());
    let nearest = refused("Bem is not expected; did you mean Ben?");
    assert_eq!(meeting.take(said("Bem"), 0), nearest);
    assert_eq!(meeting.take(said("Zacharias"), 0), refused("Zacharias is not expected"));
    assert_eq!(step(&meeting), "owner of surveys");
    walk(&mut meeting, [said("Ben")]);
    let no_date = refused("soon is no date; try 2026-12-15, 15 dec, friday or in 2 weeks");
    assert_eq!(meeting.take(said("soon"), 0), no_date);
    assert_eq!(step(&meeting), "by of surveys");
}

#[test]
fn where_nobody_in_particular_is_expected_anybody_may_own_a_decision() {
    let text = QUESTIONS.replace("people: {Ana: marketing, Ben: sales}\n", "");
    let questionnaire = Questionnaire::read(&SourceText::new("q", text)).unwrap();
    let mut meeting = meeting(&questionnaire);
    walk(&mut meeting, [YES, said(" Zacharias ")]);
    assert!(written(&meeting).contains("owner: Zacharias\n"));
}

#[test]
fn back_leads_to_every_step_before_and_loses_nothing() {
    let questionnaire = questionnaire();
    let mut meeting = meeting(&questionnaire);
    walk(&mut meeting, [YES, said("Ben"), said("tomorrow"), said("P"), YES, said("Ana"), said("")]);
    let before = written(&meeting);
    let mut steps = Vec::new();
    for _ in 0..5 {
        walk(&mut meeting, [Back]);
        steps.push(step(&meeting));
    }
    assert_eq!(steps, ["by of traffic", "owner of traffic", "traffic", "surveys", "surveys"]);
    assert_eq!(written(&meeting), before);
    walk(&mut meeting, [LATER, LATER, LATER, Back]);
    assert_eq!(step(&meeting), "closing");
}

#[test]
fn what_is_put_off_comes_back_when_it_is_decided_again() {
    let questionnaire = questionnaire();
    let mut meeting = meeting(&questionnaire);
    walk(&mut meeting, [YES, said("Ben"), said("in 2 weeks"), said("P")]);
    let before = written(&meeting);
    walk(&mut meeting, [Back, LATER]);
    assert_eq!(written(&meeting), "decisions: {}\n");
    walk(&mut meeting, [Back, NO, Back, YES]);
    assert_eq!(step(&meeting), "owner of surveys");
    assert_eq!(written(&meeting), before);
}

#[test]
fn an_item_of_the_review_is_opened_and_leads_back_to_it() {
    let questionnaire = questionnaire();
    let mut meeting = meeting(&questionnaire);
    let open = |meeting: &mut Meeting<'_>, row| assert_eq!(meeting.take(Open, row), Outcome::Going);
    walk(&mut meeting, [LATER, LATER, LATER]);
    open(&mut meeting, 1);
    walk(&mut meeting, [YES, said(""), said(""), said("")]);
    assert_eq!(step(&meeting), "review");
    open(&mut meeting, 0);
    walk(&mut meeting, [Back]);
    assert_eq!(step(&meeting), "review");
    open(&mut meeting, 3);
    open(&mut meeting, 2);
    walk(&mut meeting, [NO]);
    assert_eq!(step(&meeting), "review");
    assert_eq!(
        written(&meeting),
        "decisions:\n  traffic:\n    answer: yes\n  closing:\n    answer: no\n"
    );
}

#[test]
fn a_meeting_goes_on_where_an_earlier_one_ended() {
    let questionnaire = questionnaire();
    let mut decisions = Decisions::new();
    for id in ["surveys", "traffic"] {
        let decision = Decision::new(Position::Yes);
        decisions.insert(questionnaire.question(id).unwrap(), decision);
    }
    let mut meeting = with(&questionnaire, decisions);
    assert_eq!(step(&meeting), "closing");
    walk(&mut meeting, [NO]);
    let meeting = with(&questionnaire, meeting.decisions.clone());
    assert_eq!(step(&meeting), "review");
}

#[test]
fn leaving_is_at_once_where_nothing_is_decided_and_asks_first_where_something_is() {
    let questionnaire = questionnaire();
    let begun = || meeting(&questionnaire);
    assert_eq!(begun().take(Leave, 0), Outcome::Left);
    let mut meeting = begun();
    walk(&mut meeting, [YES, Leave]);
    assert_eq!(step(&meeting), "leaving");
    walk(&mut meeting, [Back]);
    assert_eq!(step(&meeting), "owner of surveys");
    walk(&mut meeting, [Leave]);
    assert_eq!(meeting.clone().take(Discard, 0), Outcome::Left);
    walk(&mut meeting, [Keep, Back, Keep, said(" ")]);
    assert_eq!(step(&meeting), "file name");
    let file = "said.yaml".to_owned();
    assert_eq!(meeting.take(said("said.yaml"), 0), Outcome::SaveAs { file, is_over: false });
}

#[test]
fn the_meeting_ends_when_it_is_accepted_or_kept() {
    let questionnaire = questionnaire();
    let mut meeting = meeting(&questionnaire);
    walk(&mut meeting, [LATER, LATER, NO]);
    assert_eq!(meeting.clone().take(Accept, 0), Outcome::Done);
    walk(&mut meeting, [Keep]);
    assert_eq!(step(&meeting), "keeping");
    assert_eq!(meeting.clone().take(Discard, 0), Outcome::Done);
    walk(&mut meeting, [Back]);
    assert_eq!(step(&meeting), "review");
    walk(&mut meeting, [Keep, Keep]);
    let file = "said.yaml".to_owned();
    assert_eq!(meeting.take(said("said.yaml"), 0), Outcome::SaveAs { file, is_over: true });
}

#[test]
fn a_command_that_makes_no_sense_at_a_step_changes_nothing() {
    let questionnaire = questionnaire();
    let mut meeting = meeting(&questionnaire);
    walk(&mut meeting, [said("x"), Open, Accept, Keep, Discard]);
    assert_eq!(step(&meeting), "surveys");
    walk(&mut meeting, [YES, NO, LATER, Team, Open, Accept]);
    assert_eq!(step(&meeting), "owner of surveys");
    assert_eq!(written(&meeting), "decisions:\n  surveys:\n    answer: yes\n");
}

#[test]
fn a_date_is_read_as_people_say_it() {
    let today = date(2026, 11, 24);
    for (text, expected) in [
        ("2026-12-15", date(2026, 12, 15)),
        ("2025-01-31", date(2025, 1, 31)),
        ("15 dec", date(2026, 12, 15)),
        ("15 December", date(2026, 12, 15)),
        ("Dec 15", date(2026, 12, 15)),
        ("December 15, 2027", date(2027, 12, 15)),
        ("15 Dec 2027", date(2027, 12, 15)),
        ("15.12.2026", date(2026, 12, 15)),
        ("15.12.", date(2026, 12, 15)),
        // The next one: today's is today, yesterday's is next year's.
        ("24 nov", today),
        ("23 nov", date(2027, 11, 23)),
        ("29 feb", date(2028, 2, 29)),
        ("today", today),
        ("Tomorrow", date(2026, 11, 25)),
        ("Friday", date(2026, 11, 27)),
        ("tuesday", date(2026, 12, 1)),
        ("in 2 weeks", date(2026, 12, 8)),
        ("10 days", date(2026, 12, 4)),
        ("in 1 month", date(2026, 12, 24)),
        ("in 1 year", date(2027, 11, 24)),
    ] {
        assert_eq!(date::read(text, today), Some(expected), "{text}");
    }
    for text in [
        "",
        "soon",
        "3/4",
        "31 feb",
        "30 feb 2027",
        "2 weeks ago",
        "-3 days",
        "in 0 days",
        "in 99999 years",
        "2026-13-01",
        "15",
        "december",
        "in",
        "next quarter",
        "2026-12-15 and more",
    ] {
        assert_eq!(date::read(text, today), None, "{text}");
    }
}
