//! What the frames show, and that they fit.

use super::*;
use crate::{
    diagnostic::SourceText, interview::Move, questionnaire::Questionnaire, response::Draft,
};

const WIDE: Size = Size {
    width: 72,
    height: 24,
};

fn at_third(questionnaire: &Questionnaire) -> Interview<'_> {
    let mut interview = Interview::new(questionnaire, Draft::new(questionnaire), Keeping::Nowhere);
    interview.make(Move::Give(Answer::Yes));
    interview.make(Move::Give(Answer::No));
    interview
}

#[test]
fn a_question_shows_what_is_done_where_it_stands_and_what_to_press() {
    let questionnaire = Questionnaire::built_in().unwrap();
    let mut interview = at_third(&questionnaire);
    interview.make(Move::Next);
    insta::assert_snapshot!(frame(&interview, WIDE, None).join("\n"));
}

#[test]
fn the_review_shows_every_answer() {
    let questionnaire = Questionnaire::built_in().unwrap();
    let mut interview = at_third(&questionnaire);
    (0..4).for_each(|_| drop(interview.make(Move::Give(Answer::Unsure))));
    insta::assert_snapshot!(frame(&interview, WIDE, None).join("\n"));
}

#[test]
fn every_step_fits_every_terminal() {
    let wide = "日本の顧客は私たちの会社の何を愛していますか、そして次に何を必要としますか";
    let each = format!("need: {wide}, question: {wide}, lead: a, help: {wide}");
    let questions: Vec<_> = (0..40).map(|n| format!("- {{id: q{n}, {each}}}")).collect();
    let yaml = format!(
        "title: {wide}\nteams: {{a: {wide}, b: B}}\nquestions:\n{}",
        questions.join("\n")
    );
    let questionnaire = Questionnaire::read(&SourceText::new("q", yaml)).unwrap();
    let mut interview =
        Interview::new(&questionnaire, Draft::new(&questionnaire), Keeping::InAFile);
    let mut moves = vec![Move::Help, Move::Next];
    moves.extend([Move::Give(Answer::Unsure); 40]);
    moves.extend([
        Move::Previous,
        Move::Next,
        Move::Accept,
        Move::Type('語'),
        Move::Accept,
        Move::Leave,
    ]);
    for made in moves {
        for (width, height) in [(200, 60), (80, 24), (40, 12), (20, 10), (20, 5), (1, 1)] {
            let lines = frame(&interview, Size { width, height }, Some("Not saved: no"));
            assert!(
                lines.len() <= height,
                "{:?} at {width}x{height}",
                interview.step()
            );
            for line in lines {
                assert!(
                    measure_text_width(&line) < width.max(2),
                    "{line:?} at {width}"
                );
            }
        }
        interview.make(made);
    }
}
