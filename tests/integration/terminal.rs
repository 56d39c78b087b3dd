//! The interview on a real pseudo-terminal: what is on the screen, whether the cursor shows, and
//! whether the terminal is as it was found.

use rustix::process::Signal;

use crate::{
    harness::{Align, SIX_LINES},
    pty::{ABOVE, Terminal},
};

/// The last words on the screen of a question, so that what stands before them is there as well.
const KEYS: &str = "? help · q leave";

/// The last words on the screen of the review.
const REVIEW: &str = "b back · q leave";

/// What stays on the screen when the program has left with a code.
fn left(code: i32) -> String {
    format!("{ABOVE}<{code}>")
}

fn first_question(align: Align) -> Terminal {
    let mut terminal = align.start();
    terminal.sees("1 of 6").sees(KEYS);
    terminal
}

mod answering {
    use super::*;

    #[test]
    fn six_keys_and_enter_give_the_same_report_as_a_pipe() {
        let report = Align::new().args("-f json").stdin(SIX_LINES).run().status(0).stdout_text();
        let mut terminal = Align::new().args("-f json").on_terminal().redirect(">report").start();
        for (key, number) in ["y", "n", "n", "y", "y", "u"].iter().zip(1..) {
            terminal.sees(&format!("{number} of 6")).press(key);
        }
        terminal.sees(REVIEW).press("\r").leaves(0).shows(&left(0));
        assert_eq!(terminal.read("report"), report);
    }

    #[test]
    fn the_first_question_comes_below_what_was_there() {
        let screen = format!(
            "{ABOVE}  Who takes the reins, sales or marketing?\n\n\n  1 of 6  ────────────────────────\n\n\
             \x20 Do we need to attract more visitors to our website?\n\n   Yes    No    Not sure\n\n\
             \x20 y yes · n no · u not sure · b back · ? help · q leave"
        );
        let mut terminal = Align::new().start();
        terminal.shows(&screen);
        assert!(terminal.screen().hide_cursor() && terminal.screen().bracketed_paste());
        assert!(!terminal.is_as_found());
    }

    #[test]
    fn an_answered_question_shrinks_to_a_line() {
        let mut terminal = first_question(Align::new());
        terminal.press("y").sees("✓ More visitors      yes").sees("2 of 6").misses("attract");
    }

    #[test]
    fn arrows_highlight_and_enter_takes_what_is_highlighted() {
        let mut terminal = first_question(Align::new());
        terminal.press("\r?").sees("takes the lead").sees("1 of 6");
        for (arrow, highlighted) in
            [("\x1b[C", "[Yes]"), ("\x1bOC", "[No]"), ("\x1b[B", "[Not sure]"), ("\x1b[D", "[No]")]
        {
            terminal.press(arrow).sees(highlighted);
        }
        terminal.press("\r").sees("2 of 6").sees("✓ More visitors      no");
    }

    #[test]
    fn back_keeps_an_answer_until_another_is_given() {
        for back in ["b", "\x7f", "\x08"] {
            let mut terminal = first_question(Align::new());
            terminal.press("yn").sees("3 of 6").press(back).sees("2 of 6").sees("[No]");
            terminal.press(back).sees("1 of 6").sees("[Yes]");
            terminal.press("\r").sees("3 of 6").sees("More visitors      yes");
            terminal.press(back).press("u").sees("3 of 6").sees("More closing       not sure");
        }
    }

    #[test]
    fn help_comes_and_goes() {
        let mut terminal = first_question(Align::new());
        let before = terminal.text();
        terminal.press("?").sees("too few of the right people").sees("If yes, Marketing takes the lead.");
        terminal.press("?").shows(&before);
    }

    #[test]
    fn the_review_changes_one_answer_and_comes_back() {
        let mut terminal = first_question(Align::new().args("-f csv"));
        terminal.press("yyyyyy").sees("❯ These are my answers").sees(REVIEW);
        terminal.press("\x1b[A\x1b[A").sees("❯ New content offer  yes").press("\r").sees("5 of 6");
        terminal.press("\x1b[C\r").sees("New content offer  no").sees("❯ These are my answers");
        terminal.press("\r").leaves(0).sees("content-offers,New content offer,no");
    }

    #[test]
    fn a_half_filled_document_goes_on_where_it_stopped() {
        let mut terminal = Align::new().answers("traffic: no\nsurveys: yes\n").args("-f csv").start();
        terminal.sees("2 of 6").sees("✓ More visitors      no").press("y").sees("4 of 6").press("yyy");
        terminal.sees(REVIEW).press("\r").leaves(0).sees("traffic,More visitors,no");
    }

    #[test]
    fn nothing_is_asked_when_everything_is_answered() {
        let mut terminal = Align::new().answers(SIX_LINES).on_terminal().redirect(">report").start();
        terminal.leaves(0).shows(&left(0));
    }

    #[test]
    fn a_key_writes_less_than_a_kibibyte() {
        let mut terminal = first_question(Align::new());
        for (key, seen) in
            [("?", "takes the lead"), ("\x1b[C", "[Yes]"), ("y", "2 of 6"), ("n", "3 of 6"), ("b", "2 of 6")]
        {
            let before = terminal.written().len();
            terminal.press(key).sees(seen);
            let bytes = terminal.written().len() - before;
            assert!(bytes < 1024, "{key:?} wrote {bytes} bytes");
        }
    }
}

mod leaving {
    use super::*;

    const SAVED: &str = "--save saved.yaml";

    /// Every screen: the options and keys that lead there, and words by which it is known.
    const SCREENS: [(&str, &str, &str); 10] = [
        ("", "", "1 of 6"),
        ("", "yn", "3 of 6"),
        ("", "y?", "takes the lead"),
        ("", "yyyyyy", REVIEW),
        ("", "yyyyyy\x1b[A\r", "6 of 6"),
        ("", "yq", "n leave without saving · b go on"),
        ("", "yqyabc", "answers.yamlabc"),
        (SAVED, "yq", "y leave · b go on"),
        (SAVED, "yyyyyy\rAna", "Your name"),
        (SAVED, "yyyyyy\rAna\r", "Enter accept · Backspace back"),
    ];

    fn at((args, keys, seen): (&str, &str, &str)) -> Terminal {
        let mut terminal = first_question(Align::new().args(args));
        terminal.press(keys).sees(seen);
        terminal
    }

    #[test]
    fn control_c_and_control_d_leave_every_screen_as_it_was_found() {
        for screen in SCREENS {
            for key in ["\x03", "\x04"] {
                at(screen).press(key).leaves(130).shows(&left(130));
            }
        }
    }

    #[test]
    fn signals_leave_every_screen_as_it_was_found() {
        for screen in SCREENS {
            for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
                at(screen).signal(signal).leaves(code).shows(&left(code));
            }
        }
    }

    #[test]
    fn the_terminal_is_given_back_at_its_last_line_and_on_a_small_one() {
        let above = "line\r\n".repeat(40);
        for (columns, rows) in [(80, 24), (80, 5), (20, 10)] {
            let mut terminal = Align::new().on_terminal().size(columns, rows).above(&above).start();
            terminal.sees("q leave").press("y").sees("2 of 6").press("\x03");
            terminal.leaves(130).shows(&format!("{above}<130>"));
        }
    }

    #[test]
    fn a_prompt_that_stood_in_the_line_stays() {
        let mut terminal = Align::new().on_terminal().above("typed halfway").start();
        terminal.sees("1 of 6").sees(KEYS).press("q").leaves(130).shows("typed halfway\n<130>");
    }

    #[test]
    fn q_and_escape_leave_at_once_with_nothing_answered() {
        for key in ["q", "\x1b"] {
            first_question(Align::new()).press(key).leaves(130).shows(&left(130));
        }
    }

    #[test]
    fn q_and_escape_ask_first_with_something_answered() {
        for key in ["q", "\x1b"] {
            let mut terminal = first_question(Align::new());
            terminal.press("y").press(key).sees("Save your 1 answer before you leave?");
            terminal.press("b").sees("2 of 6").press(key).sees("n leave").press(key).sees("2 of 6");
            terminal.press(key).sees("n leave").press("n").leaves(130).shows(&left(130));
        }
    }

    #[test]
    fn leaving_saves_under_the_name_that_is_typed() {
        let mut terminal = at(("", "ynq", "b go on"));
        terminal.press("y").sees("answers.yaml").press("\x7f".repeat(12)).misses("answers.yaml");
        terminal.press("mine.yaml\r").leaves(130).shows(&left(130));
        let saved = terminal.read("mine.yaml");
        assert!(saved.contains("traffic: yes") && saved.contains("closing: no"), "{saved}");
    }

    #[test]
    fn leaving_replaces_no_file_and_says_so() {
        let mut terminal = first_question(Align::new().file("answers.yaml", "mine"));
        terminal.press("yqy").sees("answers.yaml").press("\r").sees("Not saved").press("2\r");
        terminal.leaves(130);
        assert_eq!(terminal.read("answers.yaml"), "mine");
        assert!(terminal.read("answers.yaml2").contains("traffic: yes"));
    }

    #[test]
    fn what_was_saved_goes_on_where_it_stopped() {
        let mut terminal = at((SAVED, "yn", "3 of 6"));
        terminal.press("\x03").leaves(130);
        let saved = terminal.read("saved.yaml");
        let mut again = Align::new().answers(saved).args("--save answers.yaml").start();
        again.sees("3 of 6").sees("✓ More closing       no");
    }
}

mod saving {
    use super::*;

    #[test]
    fn the_file_is_written_anew_after_every_answer() {
        let mut terminal = first_question(Align::new().args("--save saved.yaml --name Ana --team sales"));
        let ids = ["traffic", "closing", "surveys", "persona-research", "content-offers", "mql-contact"];
        for (id, number) in ids.iter().zip(2..=7) {
            terminal.press("y");
            terminal.sees(&if number > 6 { REVIEW.to_owned() } else { format!("{number} of 6") });
            assert!(terminal.read("saved.yaml").contains(&format!("{id}: yes")));
        }
        terminal.press("\x1b[A\rn").sees("Contact with MQLs  no").press("\r").leaves(0);
        assert!(terminal.read("saved.yaml").contains("mql-contact: no"));
    }

    #[test]
    fn name_and_team_are_asked_once_and_kept() {
        let mut terminal = first_question(Align::new().args("--save saved.yaml"));
        terminal.press("yyyyyy\r").sees("Your name").press("Zoë 張\r").sees("❯ Marketing");
        terminal.press("\x1b[B").sees("❯ Sales").press("\r").leaves(0);
        let saved = terminal.read("saved.yaml");
        assert!(saved.contains("name: Zoë 張") && saved.contains("team: sales"), "{saved}");
        let again = Align::new().answers(saved.replace("mql-contact: yes", "")).args("--save answers.yaml --force");
        let mut again = again.start();
        again.sees("6 of 6").press("y").sees(REVIEW).press("\r").leaves(0);
    }

    #[test]
    fn a_file_that_exists_is_a_problem_before_the_first_question() {
        let mut terminal = Align::new().file("saved.yaml", "mine").args("--save saved.yaml").start();
        terminal.leaves(2).sees("saved.yaml").misses("1 of 6");
        assert_eq!(terminal.read("saved.yaml"), "mine");
    }
}

