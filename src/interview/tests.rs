//! A whole interview by its commands, without keys or a screen.

use super::*;
use crate::diagnostic::SourceText;

fn six() -> Questionnaire {
    Questionnaire::built_in().unwrap()
}

fn interview(questionnaire: &Questionnaire) -> Interview<'_> {
    Interview::new(questionnaire, Draft::new(questionnaire), false)
}

fn kept(questionnaire: &Questionnaire) -> Interview<'_> {
    Interview::new(questionnaire, Draft::new(questionnaire), true)
}

/// The question being asked, counted from 1, or what stands in its place.
fn at(interview: &Interview<'_>) -> String {
    match interview.step {
        Step::Question(question) => (question.position() + 1).to_string(),
        Step::Note(question) => format!("note {}", question.position() + 1),
        step => format!("{step:?}").to_lowercase(),
    }
}

fn walk(interview: &mut Interview<'_>, commands: &[Command]) -> Vec<String> {
    let step = |command: &Command| {
        interview.take(command.clone(), 0);
        at(interview)
    };
    commands.iter().map(step).collect()
}

const YES: Command = Command::Answer(Answer::Yes);
const NO: Command = Command::Answer(Answer::No);
const SIX: [Command; 6] = [YES, NO, YES, NO, YES, NO];

fn text(text: &str) -> Command {
    Command::Text(text.to_owned())
}

#[test]
fn six_answers_lead_to_the_review_and_accepting_it_is_the_end() {
    let questionnaire = six();
    let mut interview = interview(&questionnaire);
    assert_eq!(walk(&mut interview, &SIX), ["2", "3", "4", "5", "6", "review"]);
    assert_eq!(interview.take(Command::Accept, 0), Outcome::Done);
}

#[test]
fn back_keeps_the_answer_until_another_is_given() {
    let questionnaire = six();
    let mut interview = interview(&questionnaire);
    let commands = [Command::Back, YES, YES, Command::Back, Command::Back, NO];
    assert_eq!(walk(&mut interview, &commands), ["1", "2", "3", "2", "1", "3"]);
    let answers = [0, 1].map(|at| interview.draft.answer(questionnaire.question_at(at).unwrap()));
    assert_eq!(answers, [Some(Answer::No), Some(Answer::Yes)]);
}

#[test]
fn a_half_filled_draft_goes_on_where_it_stopped() {
    let questionnaire = six();
    let mut draft = Draft::new(&questionnaire);
    for position in [0, 1, 3, 4, 5] {
        draft.set(questionnaire.question_at(position).unwrap(), Answer::No);
    }
    let mut interview = Interview::new(&questionnaire, draft, false);
    assert_eq!(at(&interview), "3");
    assert_eq!(walk(&mut interview, &[YES]), ["review"]);
}

#[test]
fn the_review_changes_an_answer_in_place_and_leads_back_to_the_questions() {
    let questionnaire = six();
    let mut interview = interview(&questionnaire);
    walk(&mut interview, &SIX);
    let changed = interview.take(Command::Answer(Answer::Unsure), 4);
    assert_eq!((changed, interview.row), (Outcome::Changed, 4));
    let fifth = questionnaire.question_at(4).unwrap();
    assert_eq!(interview.draft.answer(fifth), Some(Answer::Unsure));
    assert_eq!(interview.take(NO, 6), Outcome::Going);
    assert_eq!(walk(&mut interview, &[Command::Back, YES, Command::Back]), ["6", "review", "6"]);
    let all_the_way = vec![Command::Back; 6];
    assert_eq!(walk(&mut interview, &all_the_way), ["5", "4", "3", "2", "1", "review"]);
}

#[test]
fn a_note_comes_back_to_where_it_was_asked_for() {
    let questionnaire = six();
    let mut interview = interview(&questionnaire);
    let commands = [Command::Note, text(" Ads "), Command::Note, Command::Back];
    assert_eq!(walk(&mut interview, &commands), ["note 1", "1", "note 1", "1"]);
    let first = questionnaire.question_at(0).unwrap();
    assert_eq!(interview.draft.note(first), Some("Ads"));
    walk(&mut interview, &SIX);
    assert_eq!(walk(&mut interview, &[Command::Note, text("")]), ["note 1", "review"]);
    assert_eq!(interview.draft.note(first), None);
}

#[test]
fn leaving_asks_where_there_is_something_to_lose() {
    let questionnaire = six();
    assert_eq!(interview(&questionnaire).take(Command::Leave, 0), Outcome::Left);
    let mut some = interview(&questionnaire);
    let commands = [YES, Command::Leave, Command::Back, Command::Leave, Command::Keep];
    assert_eq!(walk(&mut some, &commands), ["2", "leaving", "2", "leaving", "filename"]);
    let file = "a.yaml".to_owned();
    assert_eq!(some.take(text("a.yaml"), 0), Outcome::SaveAs { file, is_over: false });
    assert_eq!(walk(&mut some, &[Command::Back]), ["leaving"]);
    assert_eq!(some.take(Command::Discard, 0), Outcome::Left);
}

#[test]
fn what_is_kept_says_whose_it_is() {
    let questionnaire = six();
    let mut kept = kept(&questionnaire);
    walk(&mut kept, &SIX);
    let commands = [
        Command::Accept,
        text(" Ana "),
        Command::Back,
        Command::Back,
        Command::Accept,
        text("Ann"),
    ];
    assert_eq!(walk(&mut kept, &commands), ["name", "team", "name", "review", "name", "team"]);
    assert_eq!(kept.take(Command::Team, 1), Outcome::Done);
    let who = &kept.draft.respondent;
    assert_eq!(who.name.as_deref(), Some("Ann"));
    assert_eq!(who.team, questionnaire.team("sales"));
}

#[test]
fn the_team_is_asked_where_only_the_name_is_known() {
    let questionnaire = six();
    let mut draft = Draft::new(&questionnaire);
    draft.respondent.name = Some("Ana".to_owned());
    let mut interview = Interview::new(&questionnaire, draft, true);
    walk(&mut interview, &SIX);
    assert_eq!(
        walk(&mut interview, &[Command::Accept, Command::Back, Command::Accept]),
        ["team", "review", "team"]
    );
    assert_eq!(interview.take(Command::Team, 2), Outcome::Done);
    assert_eq!(interview.draft.respondent.team, None);
}

#[test]
fn an_expected_name_gives_the_team_and_another_is_none() {
    let yaml = "title: T\nteams: {a: A, b: B}\npeople: {Ana: a, Ben: b}\n\
                questions:\n- {id: x, need: N, question: Q, lead: a}\n";
    let questionnaire = Questionnaire::read(&SourceText::new("q.yaml", yaml)).unwrap();
    let mut kept = kept(&questionnaire);
    walk(&mut kept, &[YES, Command::Accept]);
    let refused = Outcome::Refused("Bem is not expected; did you mean Ben?".to_owned());
    assert_eq!(kept.take(text("Bem"), 0), refused);
    assert_eq!(kept.take(text("ben"), 0), Outcome::Done);
    assert_eq!(kept.draft.respondent.team, questionnaire.team("b"));
}

#[test]
fn after_the_report_the_answers_are_kept_under_a_name_or_not() {
    let questionnaire = six();
    let mut draft = Draft::new(&questionnaire);
    let mut asked = Interview::to_keep(&questionnaire, draft.clone());
    let commands = [Command::Back, Command::Keep, text("Ana Pérez"), Command::Team];
    assert_eq!(walk(&mut asked, &commands), ["keeping", "name", "team", "filename"]);
    assert_eq!(asked.offered_file(), "ana-pérez.yaml");
    assert_eq!(
        walk(&mut asked, &[Command::Back, Command::Back, Command::Back]),
        ["team", "name", "keeping"]
    );
    assert_eq!(asked.take(Command::Discard, 0), Outcome::Done);

    let mut unknown = Interview::to_keep(&questionnaire, draft.clone());
    assert_eq!(unknown.take(Command::Keep, 0), Outcome::Going);

    draft.respondent.name = Some("Ana".to_owned());
    draft.respondent.team = questionnaire.team("sales");
    let mut known = Interview::to_keep(&questionnaire, draft);
    let file = "ana.yaml".to_owned();
    assert_eq!(known.take(Command::Keep, 0), Outcome::SaveAs { file, is_over: true });
    assert_eq!(at(&known), "filename");
}

#[test]
fn what_is_listed_is_answered_explained_opened_or_taken_by_its_row() {
    let of_rows = [YES, Command::Note, Command::Open, Command::Team];
    assert!(of_rows.iter().all(Command::is_about_row));
    let others = [text("a"), Command::Accept, Command::Back, Command::Leave, Command::Keep];
    assert!(!others.iter().any(Command::is_about_row));
}
