//! What the screens show, whole.

use crate::{
    diagnostic::SourceText,
    questionnaire::Questionnaire,
    terminal::{Nowhere, Rehearsal, questions},
};

/// The screen after some keys, each pressed by itself.
fn screen(questionnaire: &Questionnaire, keys: &[&str], (width, height): (usize, usize)) -> String {
    let mut store = Nowhere;
    let mut questions = questions(questionnaire, true, &mut store);
    let mut rehearsal = Rehearsal::new(&mut questions);
    for key in keys {
        rehearsal.lines(width, height);
        assert!(rehearsal.press(key.as_bytes()), "it is over after {key:?}");
    }
    rehearsal.lines(width, height).join("\n")
}

fn built_in(keys: &[&str], size: (usize, usize)) -> String {
    screen(&Questionnaire::built_in().unwrap(), keys, size)
}

const REVIEW: [&str; 6] = ["y", "n", "u", "y", "n", "y"];

#[test]
fn a_question_shows_what_is_done_where_it_stands_and_what_to_press() {
    insta::assert_snapshot!(built_in(&["y", "w", "Ads", "\r", "n", "\x1b[C"], (80, 24)));
}

#[test]
fn help_says_who_would_lead_only_after_the_answer() {
    let before = built_in(&["?"], (80, 24));
    assert!(!before.contains("would lead"), "{before}");
    let after = built_in(&["y", "b", "?"], (80, 24));
    assert!(after.contains("If the answer is yes, Marketing would lead."), "{after}");
}

#[test]
fn the_review_shows_every_answer_and_changes_the_marked_one() {
    let keys: Vec<&str> = REVIEW.into_iter().chain(["\x1b[B", "u", "4"]).collect();
    insta::assert_snapshot!(built_in(&keys, (80, 24)));
}

#[test]
fn a_list_is_a_window_that_says_how_much_is_above_and_below() {
    let question = |n| format!("- {{id: q{n}, need: Need {n}, question: Q{n}, lead: a}}");
    let questions: Vec<String> = (1..=250).map(question).collect();
    let questions = questions.join("\n");
    let yaml = format!("title: T\nteams: {{a: A, b: B}}\nquestions:\n{questions}");
    let questionnaire = Questionnaire::read(&SourceText::new("q", yaml)).unwrap();
    let mut keys = vec!["y"; 250];
    keys.extend(["1", "2", "3", "n"]);
    insta::assert_snapshot!(screen(&questionnaire, &keys, (40, 12)));
}

#[test]
fn a_long_question_scrolls_and_is_not_answered_before_its_end() {
    let words = "customers ".repeat(60);
    let yaml = format!(
        "title: T\nteams: {{a: A, b: B}}\nquestions:\n\
         - {{id: x, need: N, question: Begin {words}End?, lead: a}}"
    );
    let questionnaire = Questionnaire::read(&SourceText::new("q", yaml)).unwrap();
    insta::assert_snapshot!(screen(&questionnaire, &["\x1b[6~", "y"], (40, 12)));
    let read = screen(&questionnaire, &["\x1b[F", "y"], (40, 12));
    assert!(read.contains("Your answers"), "{read}");
}

#[test]
fn a_window_too_small_takes_no_answer() {
    assert_eq!(built_in(&["y"], (40, 5)), "the window is too small");
    assert_eq!(built_in(&["y"], (10, 8)), "the\nwindow is\ntoo small");
    assert!(built_in(&[], (20, 6)).contains("Do we need"));
}

#[test]
fn a_name_is_typed_where_the_cursor_is() {
    let keys = [&REVIEW[..], &["\r", "Amna", "\x1b[D", "\x1b[D", "\x7f", "n"]].concat();
    assert_eq!(
        built_in(&keys, (40, 12)),
        "Your name: Anna\n  Empty for no name.\n\n  Enter take it · Esc back"
    );
}

#[test]
fn the_questionnaires_words_are_shown_and_their_letters_answer() {
    let yaml = "title: T\nteams: {a: A, b: B}\nwords: {yes: [Ja], no: [Nein], unsure: [Weiß nicht]}\n\
                questions:\n- {id: x, need: N, question: Q, lead: a}\n- {id: z, need: M, question: R, lead: a}\n";
    let questionnaire = Questionnaire::read(&SourceText::new("q", yaml)).unwrap();
    insta::assert_snapshot!(screen(&questionnaire, &["w"], (80, 24)));
}

#[test]
fn a_key_that_does_nothing_says_so() {
    for (key, notice) in [
        ("z", "z does nothing here"),
        ("н", "н does nothing here: is the keyboard in another layout?"),
        ("\u{202e}", "\\u{202e} does nothing here: is the keyboard in another layout?"),
        ("\r", "choose with the arrows first, or by letter"),
        ("yes", "several keys at once answer nothing: press one"),
        ("\x1b[200~yes\x1b[201~", "a paste answers nothing: press one key"),
    ] {
        let screen = built_in(&[key], (80, 24));
        assert!(screen.contains(notice) && screen.contains("1 of 6"), "{screen}");
    }
}
