//! A whole interview by its moves, without keys or a screen.

use super::*;
use crate::response::Respondent;

fn six() -> Questionnaire {
    Questionnaire::built_in().unwrap()
}

fn interview(questionnaire: &Questionnaire) -> Interview<'_> {
    Interview::new(questionnaire, Draft::new(questionnaire), Keeping::Nowhere)
}

/// The question being asked, counted from 1, or what stands in its place.
fn at(interview: &Interview<'_>) -> String {
    match interview.step() {
        Step::Question { question, .. } => (question.position() + 1).to_string(),
        Step::Review { row: None } => "review".to_owned(),
        Step::Review { row: Some(row) } => format!("row {}", row.position() + 1),
        Step::Name { typed } => format!("name {typed}"),
        Step::Team { choice } => format!("team {:?}", choice.map(TeamIndex::position)),
        Step::Leaving => "leaving".to_owned(),
        Step::FileName { typed } => format!("file {typed}"),
    }
}

fn walk(interview: &mut Interview<'_>, moves: &[Move]) -> Vec<String> {
    moves
        .iter()
        .map(|made| {
            interview.make(*made);
            at(interview)
        })
        .collect()
}

const YES: Move = Move::Give(Answer::Yes);
const NO: Move = Move::Give(Answer::No);

#[test]
fn six_answers_lead_to_the_review_and_accepting_it_is_the_end() {
    let questionnaire = six();
    let mut interview = interview(&questionnaire);
    assert_eq!(
        walk(&mut interview, &[YES; 6]),
        ["2", "3", "4", "5", "6", "review"]
    );
    assert_eq!(interview.make(Move::Accept), Outcome::Done);
}

#[test]
fn back_keeps_the_answer_until_another_is_given() {
    let questionnaire = six();
    let mut interview = interview(&questionnaire);
    let moves = [
        Move::Back,
        YES,
        YES,
        Move::Back,
        Move::Back,
        Move::Accept,
        NO,
    ];
    assert_eq!(
        walk(&mut interview, &moves),
        ["1", "2", "3", "2", "1", "3", "4"]
    );
    let first = questionnaire.question_at(0).unwrap();
    assert_eq!(interview.draft().answer(first), Some(Answer::Yes));
}

#[test]
fn enter_does_nothing_until_something_is_highlighted() {
    let questionnaire = six();
    let mut interview = interview(&questionnaire);
    let moves = [
        Move::Accept,
        Move::Next,
        Move::Next,
        Move::Previous,
        Move::Accept,
    ];
    assert_eq!(walk(&mut interview, &moves), ["1", "1", "1", "1", "2"]);
    let first = questionnaire.question_at(0).unwrap();
    assert_eq!(interview.draft().answer(first), Some(Answer::Yes));
}

#[test]
fn a_half_filled_draft_goes_on_where_it_stopped() {
    let questionnaire = six();
    let mut draft = Draft::new(&questionnaire);
    for position in [0, 1, 3, 4, 5] {
        draft.set(questionnaire.question_at(position).unwrap(), Answer::No);
    }
    let mut interview = Interview::new(&questionnaire, draft, Keeping::Nowhere);
    assert_eq!(at(&interview), "3");
    assert_eq!(
        walk(&mut interview, &[YES, Move::Accept]),
        ["review", "review"]
    );
}

#[test]
fn the_review_changes_one_answer_and_comes_back() {
    let questionnaire = six();
    let mut interview = interview(&questionnaire);
    walk(&mut interview, &[YES; 6]);
    let moves = [
        Move::Previous,
        Move::Previous,
        Move::Next,
        Move::Accept,
        NO,
        Move::Back,
    ];
    assert_eq!(
        walk(&mut interview, &moves),
        ["row 6", "row 5", "row 6", "6", "review", "6"]
    );
    let last = questionnaire.question_at(5).unwrap();
    assert_eq!(interview.draft().answer(last), Some(Answer::No));
}

#[test]
fn leaving_asks_where_there_is_something_to_lose() {
    let questionnaire = six();
    let mut none = interview(&questionnaire);
    assert_eq!(none.make(Move::Leave), Outcome::Left);
    let mut some = interview(&questionnaire);
    assert_eq!(
        walk(&mut some, &[YES, Move::Leave, Move::Back]),
        ["2", "leaving", "2"]
    );
    assert_eq!(walk(&mut some, &[Move::Leave, YES]), ["leaving", "file "]);
    assert_eq!(
        some.make(Move::Accept),
        Outcome::SaveAs("answers.yaml".to_owned())
    );
    assert_eq!(walk(&mut some, &[Move::Leave]), ["leaving"]);
    assert_eq!(some.make(NO), Outcome::Left);
}

#[test]
fn what_is_kept_says_whose_it_is() {
    let questionnaire = six();
    let mut kept = Interview::new(&questionnaire, Draft::new(&questionnaire), Keeping::InAFile);
    walk(&mut kept, &[YES; 6]);
    let moves = [
        Move::Accept,
        Move::Type('A'),
        Move::Type('x'),
        Move::Erase,
        Move::Accept,
        Move::Next,
    ];
    let steps = [
        "name ",
        "name A",
        "name Ax",
        "name A",
        "team Some(0)",
        "team Some(1)",
    ];
    assert_eq!(walk(&mut kept, &moves), steps);
    assert_eq!(kept.make(Move::Accept), Outcome::Done);
    assert_eq!(kept.draft().respondent.name.as_deref(), Some("A"));
    assert_eq!(kept.draft().respondent.team, questionnaire.team("sales"));
}

#[test]
fn help_shows_and_hides_again() {
    let questionnaire = six();
    let mut interview = interview(&questionnaire);
    for shown in [true, false, true] {
        assert_eq!(interview.make(Move::Help), Outcome::Going);
        let Step::Question { help, .. } = interview.step() else {
            panic!("no question");
        };
        assert_eq!(*help, shown);
    }
}

#[test]
fn the_review_goes_up_to_the_first_row_and_down_to_accept() {
    let questionnaire = six();
    let mut interview = interview(&questionnaire);
    walk(&mut interview, &[YES; 6]);
    assert_eq!(
        walk(&mut interview, &[Move::Previous; 7]),
        [
            "row 6", "row 5", "row 4", "row 3", "row 2", "row 1", "row 1"
        ]
    );
    assert_eq!(
        walk(&mut interview, &[Move::Accept, Move::Back]),
        ["1", "review"]
    );
    walk(&mut interview, &[Move::Previous; 3]);
    assert_eq!(
        walk(&mut interview, &[Move::Next; 4]),
        ["row 5", "row 6", "review", "review"]
    );
    assert_eq!(
        walk(&mut interview, &[Move::Leave, Move::Leave]),
        ["leaving", "review"]
    );
}

#[test]
fn who_is_known_is_not_asked() {
    let questionnaire = six();
    let mut draft = Draft::new(&questionnaire);
    draft.respondent.team = questionnaire.team("sales");
    let mut of_team = Interview::new(&questionnaire, draft.clone(), Keeping::InAFile);
    walk(&mut of_team, &[YES; 6]);
    walk(&mut of_team, &[Move::Accept, Move::Type('A')]);
    assert_eq!(of_team.make(Move::Accept), Outcome::Done);
    draft.respondent.name = Some("Ana".to_owned());
    let mut named = Interview::new(&questionnaire, draft, Keeping::InAFile);
    walk(&mut named, &[YES; 6]);
    assert_eq!(named.make(Move::Accept), Outcome::Done);
}

#[test]
fn name_and_team_may_stay_unsaid() {
    let questionnaire = six();
    let mut kept = Interview::new(&questionnaire, Draft::new(&questionnaire), Keeping::InAFile);
    walk(&mut kept, &[YES; 6]);
    let moves = [
        Move::Accept,
        Move::Type(' '),
        Move::Accept,
        Move::Previous,
        Move::Next,
        Move::Next,
        Move::Next,
        Move::Previous,
        Move::Next,
    ];
    let steps = [
        "name ",
        "name  ",
        "team Some(0)",
        "team Some(0)",
        "team Some(1)",
        "team None",
        "team None",
        "team Some(1)",
        "team None",
    ];
    assert_eq!(walk(&mut kept, &moves), steps);
    assert_eq!(kept.make(Move::Accept), Outcome::Done);
    assert_eq!(kept.draft().respondent, Respondent::default());
}

#[test]
fn name_and_team_lead_back_and_out() {
    let questionnaire = six();
    let mut kept = Interview::new(&questionnaire, Draft::new(&questionnaire), Keeping::InAFile);
    walk(&mut kept, &[YES; 6]);
    let name = [Move::Accept, Move::Leave, Move::Back, Move::Back];
    assert_eq!(
        walk(&mut kept, &name),
        ["name ", "leaving", "name ", "review"]
    );
    walk(&mut kept, &[Move::Accept, Move::Accept]);
    let team = [Move::Leave, Move::Back, Move::Back];
    assert_eq!(
        walk(&mut kept, &team),
        ["leaving", "team Some(0)", "review"]
    );
    // It is in the file already: no is to stay, and yes has no name to ask for.
    let stay = [Move::Leave, NO, Move::Leave];
    assert_eq!(walk(&mut kept, &stay), ["leaving", "review", "leaving"]);
    assert_eq!(kept.make(YES), Outcome::Left);
}

#[test]
fn a_name_has_at_most_a_hundred_characters() {
    let questionnaire = six();
    let mut kept = Interview::new(&questionnaire, Draft::new(&questionnaire), Keeping::InAFile);
    walk(&mut kept, &[YES; 6]);
    walk(&mut kept, &[Move::Accept]);
    walk(&mut kept, &[Move::Type('é'); 101]);
    assert_eq!(at(&kept), format!("name {}", "é".repeat(100)));
}

#[test]
fn a_blank_file_name_is_the_usual_one() {
    let questionnaire = six();
    let mut some = interview(&questionnaire);
    walk(&mut some, &[YES, Move::Leave, YES]);
    assert_eq!(walk(&mut some, &[Move::Type(' ')]), ["file  "]);
    let usual = Outcome::SaveAs("answers.yaml".to_owned());
    assert_eq!(some.make(Move::Accept), usual);
    assert_eq!(walk(&mut some, &[Move::Type('a')]), ["file  a"]);
    assert_eq!(some.make(Move::Accept), Outcome::SaveAs("a".to_owned()));
    assert_eq!(walk(&mut some, &[Move::Back, Move::Back]), ["leaving", "2"]);
}
