//! The interview on a real pseudo-terminal: what is on the screen, whether the cursor shows, and
//! whether the terminal is as it was found.

use std::env;

use align::{
    diagnostic::Diagnostic,
    interview::{Interview, Keeping, Outcome},
    questionnaire::Questionnaire,
    response::Draft,
    terminal::{DraftStore, Press, Size, UiMode, frame, hold, press},
};
use crossterm::event::{KeyCode, KeyEvent};
use rustix::process::Signal;

use crate::{
    harness::{ALIGN, Align, SIX_LINES},
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

/// The same with the note on where the answers are.
fn left_saved(file: &str, code: i32) -> String {
    format!("{ABOVE}saved; `align --answers {file} --save {file}` goes on with it\n<{code}>")
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
        let report = Align::new()
            .args("-f json")
            .stdin(SIX_LINES)
            .run()
            .status(0)
            .stdout_text();
        let mut terminal = Align::new()
            .args("-f json")
            .on_terminal()
            .redirect(">report")
            .start();
        for (key, number) in ["y", "n", "n", "y", "y", "u"].iter().zip(1..) {
            terminal.sees(&format!("{number} of 6")).press(key);
        }
        terminal.sees(REVIEW).press("\r").leaves(0).shows(&left(0));
        assert_eq!(terminal.read("report"), report);
    }

    #[test]
    fn the_first_question_comes_below_what_was_there() {
        let screen = format!(
            "{ABOVE}  Who takes the reins, sales or marketing?\n\n  1 of 6  ────────────────────────\n\n\
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
        terminal
            .press("y")
            .sees("✓ More visitors      yes")
            .sees("2 of 6")
            .misses("attract");
    }

    #[test]
    fn arrows_highlight_and_enter_takes_what_is_highlighted() {
        let mut terminal = first_question(Align::new());
        terminal.press("\r?").sees("takes the lead").sees("1 of 6");
        for (arrow, highlighted) in [
            ("\x1b[C", "[Yes]"),
            ("\x1bOC", "[No]"),
            ("\x1b[C", "[Not sure]"),
            ("\x1b[D", "[No]"),
        ] {
            terminal.press(arrow).sees(highlighted);
        }
        terminal
            .press("\r")
            .sees("2 of 6")
            .sees("✓ More visitors      no");
    }

    #[test]
    fn back_keeps_an_answer_until_another_is_given() {
        for back in ["b", "\x7f", "\x08"] {
            let mut terminal = first_question(Align::new());
            terminal
                .press("yn")
                .sees("3 of 6")
                .press(back)
                .sees("2 of 6")
                .sees("[No]");
            terminal.press(back).sees("1 of 6").sees("[Yes]");
            terminal
                .press("\r")
                .sees("3 of 6")
                .sees("More visitors      yes");
            terminal
                .press(back)
                .press("u")
                .sees("3 of 6")
                .sees("More closing       not sure");
        }
    }

    #[test]
    fn help_comes_and_goes() {
        let mut terminal = first_question(Align::new());
        let before = terminal.text();
        terminal
            .press("?")
            .sees("too few of the right people")
            .sees("If yes, Marketing takes the lead.");
        terminal.press("?").shows(&before);
    }

    #[test]
    fn the_review_changes_one_answer_and_comes_back() {
        let mut terminal = first_question(Align::new().args("-f csv"));
        terminal
            .press("yyyyyy")
            .sees("❯ Accept my answers")
            .sees(REVIEW);
        terminal
            .press("\x1b[A\x1b[A")
            .sees("❯ New content offer  yes")
            .press("\r")
            .sees("5 of 6");
        terminal
            .press("\x1b[C\r")
            .sees("New content offer  no")
            .sees("❯ Accept my answers");
        terminal
            .press("\r")
            .leaves(0)
            .sees("content-offers,New content offer,no");
    }

    #[test]
    fn a_half_filled_document_goes_on_where_it_stopped() {
        let mut terminal = Align::new()
            .answers("traffic: no\nsurveys: yes\n")
            .args("-f csv")
            .start();
        terminal
            .sees("2 of 6")
            .sees("✓ More visitors      no")
            .press("y")
            .sees("4 of 6")
            .press("yyy");
        terminal
            .sees(REVIEW)
            .press("\r")
            .leaves(0)
            .sees("traffic,More visitors,no");
    }

    #[test]
    fn nothing_is_asked_when_everything_is_answered() {
        let mut terminal = Align::new()
            .answers(SIX_LINES)
            .on_terminal()
            .redirect(">report")
            .start();
        terminal.leaves(0).shows(&left(0));
    }

    #[test]
    fn a_key_writes_less_than_a_kibibyte() {
        let mut terminal = first_question(Align::new());
        for (key, seen) in [
            ("?", "takes the lead"),
            ("\x1b[C", "[Yes]"),
            ("y", "2 of 6"),
            ("n", "3 of 6"),
            ("b", "2 of 6"),
        ] {
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
        ("", "yqyabc", " abc_"),
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
                let end = if screen.0 == SAVED {
                    left_saved("saved.yaml", 130)
                } else {
                    left(130)
                };
                at(screen).press(key).leaves(130).shows(&end);
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
            let mut terminal = Align::new()
                .on_terminal()
                .size(columns, rows)
                .above(&above)
                .start();
            terminal
                .sees("q leave")
                .press("y")
                .sees("2 of 6")
                .press("\x03");
            terminal.leaves(130).shows(&format!("{above}<130>"));
        }
    }

    #[test]
    fn a_prompt_that_stood_in_the_line_stays() {
        let mut terminal = Align::new().on_terminal().above("typed halfway").start();
        terminal
            .sees("1 of 6")
            .sees(KEYS)
            .press("q")
            .leaves(130)
            .shows("typed halfway\n<130>");
    }

    #[test]
    fn q_and_escape_leave_at_once_with_nothing_answered() {
        for key in ["q", "\x1b"] {
            first_question(Align::new())
                .press(key)
                .leaves(130)
                .shows(&left(130));
        }
    }

    #[test]
    fn q_and_escape_ask_first_with_something_answered() {
        for key in ["q", "\x1b"] {
            let mut terminal = first_question(Align::new());
            terminal
                .press("y")
                .press(key)
                .sees("Save your 1 answer before you leave?");
            terminal
                .press("b")
                .sees("2 of 6")
                .press(key)
                .sees("n leave")
                .press(key)
                .sees("2 of 6");
            terminal
                .press(key)
                .sees("n leave")
                .press("n")
                .leaves(130)
                .shows(&left(130));
        }
    }

    #[test]
    fn leaving_saves_under_the_name_that_is_typed() {
        let mut terminal = at(("", "ynq", "b go on"));
        terminal
            .press("y")
            .sees("answers.yaml")
            .press("yours\x7f\x7f\x7f\x7f\x7f")
            .misses("yours");
        terminal
            .press("mine.yaml\r")
            .leaves(130)
            .shows(&left_saved("mine.yaml", 130));
        let saved = terminal.read("mine.yaml");
        assert!(
            saved.contains("traffic: yes") && saved.contains("closing: no"),
            "{saved}"
        );
    }

    #[test]
    fn leaving_replaces_no_file_and_says_so() {
        let mut terminal = first_question(Align::new().file("answers.yaml", "mine"));
        terminal
            .press("yqy")
            .sees("answers.yaml")
            .press("\r")
            .sees("Not saved")
            .press("2.yaml\r");
        terminal.leaves(130);
        assert_eq!(terminal.read("answers.yaml"), "mine");
        assert!(terminal.read("2.yaml").contains("traffic: yes"));
    }

    #[test]
    fn what_was_saved_goes_on_where_it_stopped() {
        let mut terminal = at((SAVED, "yn", "3 of 6"));
        terminal.press("\x03").leaves(130);
        let saved = terminal.read("saved.yaml");
        let mut again = Align::new()
            .answers(saved)
            .args("--save answers.yaml")
            .start();
        again.sees("3 of 6").sees("✓ More closing       no");
    }

    #[test]
    fn a_panic_gives_the_terminal_back_and_is_read_below_what_was_there() {
        let mut terminal = Align::new()
            .args("--exact terminal::leaving::panics --ignored --nocapture")
            .on_terminal()
            .program(env::current_exe().unwrap())
            .start();
        terminal.sees("1 of 6").sees(KEYS).press("y").leaves(101);
        terminal
            .sees("above")
            .sees("the keeper lost it")
            .misses("1 of 6");
    }

    #[test]
    #[ignore = "the test above runs it on a terminal"]
    fn panics() {
        struct Panics;
        impl DraftStore for Panics {
            fn keep(&mut self, _: &Draft) -> Result<(), Diagnostic> {
                panic!("the keeper lost it")
            }
            fn keep_as(&mut self, _: &str, draft: &Draft) -> Result<(), Diagnostic> {
                self.keep(draft)
            }
        }
        if env::var_os("PID_FILE").is_some() {
            let questionnaire = Questionnaire::built_in().unwrap();
            let draft = Draft::new(&questionnaire);
            let interview = Interview::new(&questionnaire, draft, Keeping::InAFile);
            let _ = hold(interview, UiMode::Screen, false, &mut Panics);
        }
    }

    /// What becomes of a process whose terminal is gone can be looked up on Linux only.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_window_that_is_shut_ends_the_program() {
        for screen in SCREENS {
            let setup = Align::new()
                .args(screen.0)
                .on_terminal()
                .before("stty eof undef\n");
            for setup in [
                setup,
                Align::new()
                    .args(screen.0)
                    .on_terminal()
                    .before("stty eof undef\n")
                    .without_session(),
            ] {
                let mut terminal = setup.start();
                terminal
                    .sees("1 of 6")
                    .sees(KEYS)
                    .press(screen.1)
                    .sees(screen.2)
                    .hang_up();
                terminal.is(None);
            }
        }
    }
}

mod saving {
    use super::*;

    #[test]
    fn the_file_is_written_anew_after_every_answer() {
        let mut terminal =
            first_question(Align::new().args("--save saved.yaml --name Ana --team sales"));
        let ids = [
            "traffic",
            "closing",
            "surveys",
            "persona-research",
            "content-offers",
            "mql-contact",
        ];
        for (id, number) in ids.iter().zip(2..=7) {
            terminal.press("y");
            terminal.sees(&if number > 6 {
                REVIEW.to_owned()
            } else {
                format!("{number} of 6")
            });
            assert!(terminal.read("saved.yaml").contains(&format!("{id}: yes")));
        }
        terminal
            .press("\x1b[A\rn")
            .sees("Contact with MQLs  no")
            .press("\r")
            .leaves(0);
        assert!(terminal.read("saved.yaml").contains("mql-contact: no"));
    }

    #[test]
    fn name_and_team_are_asked_once_and_kept() {
        let mut terminal = first_question(Align::new().args("--save saved.yaml"));
        terminal
            .press("yyyyyy\r")
            .sees("Your name")
            .press("Zoë 張\r")
            .sees("❯ Marketing");
        terminal
            .press("\x1b[B")
            .sees("❯ Sales")
            .press("\r")
            .leaves(0);
        let saved = terminal.read("saved.yaml");
        assert!(
            saved.contains("name: Zoë 張") && saved.contains("team: sales"),
            "{saved}"
        );
        let again = Align::new()
            .answers(saved.replace("mql-contact: yes", ""))
            .args("--save answers.yaml --force");
        let mut again = again.start();
        again
            .sees("6 of 6")
            .press("y")
            .sees(REVIEW)
            .press("\r")
            .leaves(0);
    }

    #[test]
    fn a_file_that_exists_is_a_problem_before_the_first_question() {
        let mut terminal = Align::new()
            .file("saved.yaml", "mine")
            .args("--save saved.yaml")
            .start();
        terminal.leaves(2).sees("saved.yaml").misses("1 of 6");
        assert_eq!(terminal.read("saved.yaml"), "mine");
    }
}

/// A shell with job control, which is bash here; `sh go` starts the program.
mod stopping {
    use super::*;

    /// The screen once the program is stopped. It ends with a prompt.
    const STOPPED: &str = "Stopped";

    fn shell(line: &str) -> Option<Terminal> {
        if !std::path::Path::new("/bin/bash").exists() {
            eprintln!("left out: there is no /bin/bash");
            return None;
        }
        let go = format!("echo $$ > \"$PID_FILE\"; exec {ALIGN} \"$@\"");
        let bash = "HISTFILE= PS1='$ ' exec /bin/bash --norc --noprofile --noediting -i";
        let mut terminal = Align::new()
            .file("go", go)
            .on_terminal()
            .above("")
            .shell(bash)
            .start();
        terminal.until("a prompt", |it| it.text() == "$");
        terminal
            .press(format!("{line}\n"))
            .sees("1 of 6")
            .sees(KEYS);
        Some(terminal)
    }

    fn is_at_prompt(terminal: &mut Terminal) -> &mut Terminal {
        terminal
            .until("a prompt", |it| it.text().ends_with("\n$"))
            .is_given_back()
    }

    #[test]
    fn control_z_stops_and_comes_back_to_the_same_question() {
        let Some(mut terminal) = shell("sh go") else {
            return;
        };
        terminal.press("yn?").sees("3 of 6").sees("takes the lead");
        for _ in 0..3 {
            is_at_prompt(terminal.press("\x1a").sees(STOPPED).misses("of 6"));
            terminal.press("fg\n").sees("3 of 6").sees("takes the lead");
            assert!(terminal.screen().hide_cursor() && terminal.screen().bracketed_paste());
        }
        terminal
            .press("y")
            .sees("4 of 6")
            .press("\x03")
            .misses("of 6");
        is_at_prompt(&mut terminal)
            .press("echo left $?\n")
            .sees("left 130");
    }

    #[test]
    fn control_z_stops_the_whole_pipeline() {
        let Some(mut terminal) = shell("sh go -f csv | cat") else {
            return;
        };
        is_at_prompt(terminal.press("y\x1a").sees(STOPPED).misses("of 6"));
        terminal
            .press("fg\n")
            .sees("2 of 6")
            .press("yyyyy")
            .sees(REVIEW)
            .press("\r");
        is_at_prompt(terminal.sees("traffic,More visitors,yes"));
    }

    #[test]
    fn going_on_in_the_background_waits_for_the_foreground() {
        let Some(mut terminal) = shell("sh go") else {
            return;
        };
        is_at_prompt(terminal.press("y\x1a").sees(STOPPED).misses("of 6"));
        // A shell that brings it back before it has stopped again would see it stop after all.
        terminal.press("bg\n").sees("&");
        terminal
            .press("while jobs | grep -q Running; do :; done; fg\n")
            .sees("2 of 6")
            .press("n")
            .sees("3 of 6")
            .press("\x03")
            .misses("of 6");
        is_at_prompt(&mut terminal);
    }

    #[test]
    fn a_stop_from_outside_gives_the_terminal_back() {
        let Some(mut terminal) = shell("sh go") else {
            return;
        };
        is_at_prompt(
            terminal
                .press("y")
                .sees("2 of 6")
                .signal(Signal::TSTP)
                .sees(STOPPED)
                .misses("of 6"),
        );
        terminal
            .press("fg\n")
            .sees("2 of 6")
            .press("\x03")
            .misses("of 6");
        is_at_prompt(&mut terminal);
    }

    #[test]
    fn a_stop_that_nobody_can_see_coming_is_survived() {
        let Some(mut terminal) = shell("sh go") else {
            return;
        };
        terminal
            .press("y")
            .sees("2 of 6")
            .signal(Signal::STOP)
            .sees(STOPPED);
        terminal
            .press("fg\n")
            .sees("fg")
            .press("?")
            .sees("takes the lead")
            .press("\x03")
            .misses("of 6");
        is_at_prompt(&mut terminal);
    }

    #[test]
    fn ending_a_stopped_program_leaves_the_shell_its_terminal() {
        let Some(mut terminal) = shell("sh go") else {
            return;
        };
        is_at_prompt(terminal.press("y\x1a").sees(STOPPED).misses("of 6"));
        is_at_prompt(
            terminal
                .press("kill %1; while wait %1 2> errors; left=$?; [ $left -gt 148 ]; do :; done; echo left $left\n")
                .sees("left 143"),
        );
    }

    #[test]
    fn ending_a_program_that_waits_behind_needs_no_terminal() {
        let Some(mut terminal) = shell("sh go") else {
            return;
        };
        is_at_prompt(terminal.press("y\x1a").sees(STOPPED).misses("of 6"));
        terminal.press("bg; while jobs | grep -q Running; do :; done; echo be''hind\n");
        is_at_prompt(terminal.sees("behind"));
        is_at_prompt(
            terminal
                .press("kill %1; while wait %1 2> errors; left=$?; [ $left -gt 148 ]; do :; done; echo left $left\n")
                .sees("left 143"),
        );
    }

    #[test]
    fn a_terminal_that_belongs_to_no_session_is_neither_stuck_nor_left_as_it_is() {
        let start = || {
            let mut terminal = Align::new().on_terminal().without_session().start();
            terminal.sees("1 of 6").sees(KEYS);
            terminal
        };
        start()
            .press("y\x1a")
            .press("y")
            .sees("3 of 6")
            .press("\x03")
            .leaves(130);
        start()
            .press("y")
            .sees("2 of 6")
            .signal(Signal::TERM)
            .leaves(143);
    }

    #[test]
    fn control_z_does_nothing_where_no_shell_could_bring_it_back() {
        let mut terminal = first_question(Align::new());
        terminal
            .press("\x1ay")
            .sees("2 of 6")
            .press("\x03")
            .leaves(130)
            .shows(&left(130));
    }
}

mod counting {
    use super::*;

    #[test]
    fn a_long_form_shows_how_far_it_is_read_and_leaves_no_trace_of_that() {
        let header = "traffic,closing,surveys,persona-research,content-offers,mql-contact\n";
        let row = "yes,no,unsure,yes,no,unsure\n";
        let long = header.to_owned() + &row.repeat((17 << 20) / row.len());
        let mut terminal = Align::new()
            .file("form.csv", long)
            .args("council form.csv -f csv")
            .start();
        terminal
            .sees("traffic,More visitors,yes")
            .leaves(0)
            .misses("% read");
        let written = String::from_utf8_lossy(terminal.written());
        assert!(written.contains("% read ░"), "{written}");
    }

    #[test]
    fn a_short_form_shows_only_the_report() {
        let form =
            "traffic,closing,surveys,persona-research,content-offers,mql-contact\n1,0,?,1,0,?\n";
        let mut terminal = Align::new()
            .file("form.csv", form)
            .args("council form.csv -f csv")
            .start();
        terminal.leaves(0);
        let written = String::from_utf8_lossy(terminal.written());
        assert!(written.starts_with("id,need,answer"), "{written}");
    }
}

mod resizing {
    use super::*;

    /// Options and keys that lead to a screen.
    const SCREENS: [&str; 5] = ["yn", "yn?", "yyyyyy", "ynq", "ynqy"];

    fn at(keys: &str, columns: u16) -> Terminal {
        let mut terminal = Align::new().on_terminal().size(columns, 50).start();
        drawn(&mut terminal).press(keys);
        terminal
    }

    /// Waits until the cursor is back on the first line of a screen that is drawn to its end.
    fn drawn(terminal: &mut Terminal) -> &mut Terminal {
        terminal.until("a screen", |it| {
            let last = it
                .text()
                .split_whitespace()
                .next_back()
                .unwrap_or_default()
                .to_owned();
            it.cursor_line() == 2 && ["leave", "on", "back"].contains(&last.as_str())
        })
    }

    #[test]
    fn a_resize_leaves_what_is_above_and_no_copies_behind() {
        for keys in SCREENS {
            let seen = |columns| {
                model(
                    keys,
                    Size {
                        width: columns,
                        height: 50,
                    },
                )
            };
            for columns in [20, 200, 33] {
                let mut terminal = at(keys, 80);
                terminal.shows(&seen(80));
                drawn(&mut terminal)
                    .resize(columns.try_into().unwrap(), 50)
                    .shows(&seen(columns));
                drawn(&mut terminal).resize(80, 50).shows(&seen(80));
                drawn(&mut terminal)
                    .reflow(columns.try_into().unwrap())
                    .shows(&seen(columns));
                drawn(&mut terminal)
                    .reflow(80)
                    .shows(&seen(80))
                    .press("\x03")
                    .leaves(130)
                    .shows(&left(130));
            }
        }
    }

    /// Whether a process is stopped can be looked up on Linux only.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_key_at_the_very_moment_of_a_resize_counts() {
        let mut terminal = at("", 80);
        drawn(&mut terminal)
            .signal(Signal::STOP)
            .is(Some('T'))
            .resize(30, 50)
            .press("y");
        terminal.signal(Signal::CONT).shows(&model(
            "y",
            Size {
                width: 30,
                height: 50,
            },
        ));
    }

    /// What is on the screen after these keys.
    fn model(keys: &str, size: Size) -> String {
        let questionnaire = Questionnaire::built_in().unwrap();
        let mut interview =
            Interview::new(&questionnaire, Draft::new(&questionnaire), Keeping::Nowhere);
        for key in keys.chars() {
            if let Press::Move(made) = press(KeyCode::Char(key).into(), interview.step()) {
                interview.make(made);
            }
        }
        screen(&interview, size)
    }

    #[test]
    fn every_script_fits_every_window() {
        for words in [
            "日本の顧客は私たちの会社の何を愛していますか",
            "هل نحتاج إلى جذب المزيد من الزوار إلى موقعنا",
            "👩‍💻🇨🇭 ❤️ 👍🏽 Ça va é",
        ] {
            let each = format!("need: {words}, question: {words} {words}, lead: a, help: {words}");
            let yaml = format!(
                "title: {words}\nteams: {{a: {words}, b: B}}\nquestions:\n- {{id: x, {each}}}\n- {{id: y, {each}}}\n"
            );
            for (columns, rows) in [(20, 24), (30, 24), (80, 24), (20, 5), (80, 5)] {
                let mut terminal = Align::new()
                    .questions(&yaml)
                    .on_terminal()
                    .size(columns, rows)
                    .start();
                drawn(&mut terminal).press("y?");
                drawn(&mut terminal).press("y").sees("Enter accept");
                drawn(&mut terminal).resize(columns + 13, rows);
                drawn(&mut terminal)
                    .press("\x03")
                    .leaves(130)
                    .shows(&left(130));
            }
        }
    }
}

/// What stands on the screen at a step of an interview.
fn screen(interview: &Interview<'_>, size: Size) -> String {
    let lines = frame(interview, size, None);
    format!("{ABOVE}{}", console::strip_ansi_codes(&lines.join("\n")))
}

mod noise {
    use super::*;

    /// What a terminal may send that is no key of ours.
    const NOISE: [&[u8]; 36] = [
        b"\x1b[200~y\x1b[201~",
        b"\x1b[200~yes\nq\x1bq\x03y\r\n\x1b[201~",
        b"\x1bOP",
        b"\x1bOQ",
        b"\x1b[15~",
        b"\x1b[24~",
        b"\x1b[[A",
        b"\x1b[1;2P",
        b"\x1b[H",
        b"\x1b[F",
        b"\x1b[2~",
        b"\x1b[3~",
        b"\x1b[5~",
        b"\x1b[Z",
        b"\t",
        b"\x1b[<0;10;5M",
        b"\x1b[<0;10;5m",
        b"\x1b[M !!",
        b"\x1b[I",
        b"\x1b[O",
        b"\x1b]11;rgb:bbbb/ffff/0000\x07",
        b"\x1b]52;c;eW55\x1b\\",
        b"\x1bP>|xterm(370)yn\x1b\\",
        b"\x1b_Gi=1;by\x1b\\",
        b"\x1b[?62;22c",
        b"\x1b[12;40R",
        b"\x1b[1;99y",
        b"\x1b[0n",
        b"\x1b[8;24;80t",
        b"\x1by",
        b"\x1bn",
        b"\x19",
        b"\x15",
        b"\0",
        b"\xff\xfe",
        "é語👍".as_bytes(),
    ];

    #[test]
    fn what_is_no_key_answers_nothing() {
        let mut terminal = first_question(Align::new());
        let before = terminal.text();
        for noise in NOISE {
            terminal
                .press(noise)
                .press("?")
                .sees("takes the lead")
                .sees("1 of 6");
            terminal.press("?").shows(&before);
        }
        terminal.press("\x03").leaves(130).shows(&left(130));
    }

    #[test]
    fn a_long_paste_answers_nothing() {
        let mut terminal = first_question(Align::new());
        terminal.press(format!("\x1b[200~{}\x1b[201~?", "yes\n".repeat(900)));
        terminal.sees("takes the lead").sees("1 of 6");
    }

    #[test]
    fn what_was_typed_before_the_first_question_answers_nothing() {
        for typed in ["yyyyyy", "y\ny\ny"] {
            let mut terminal = Align::new().on_terminal().type_ahead(typed).start();
            terminal
                .sees("1 of 6")
                .sees(KEYS)
                .press("?")
                .sees("takes the lead")
                .sees("1 of 6");
        }
    }
}

mod plain {
    use super::*;

    fn plain(args: &str) -> Vec<Terminal> {
        let start = |name, value| Align::new().env(name, value).args(args).start();
        vec![start("TERM", "dumb"), start("ACCESSIBLE", "1")]
    }

    /// No escape sequence at all was written.
    fn has_no_escapes(terminal: &Terminal) {
        assert!(
            !terminal.written().contains(&b'\x1b'),
            "{:?}",
            String::from_utf8_lossy(terminal.written())
        );
    }

    #[test]
    fn words_and_enter_answer() {
        for mut terminal in plain("-f csv") {
            terminal
                .sees("Question 1 of 6: Do we need to attract")
                .sees("Your answer:")
                .press("YES\n");
            terminal
                .sees("Question 2 of 6")
                .press("maybe not\n")
                .sees("no answer")
                .press("help\n");
            terminal
                .sees("Sales takes the lead.")
                .press("n\n")
                .sees("Question 3 of 6")
                .press("back\n");
            terminal
                .sees("now no, Enter keeps it")
                .press("\n")
                .press("not sure\n")
                .sees("Question 4 of 6");
            terminal
                .press("1\nno\nfalse\n")
                .sees("Enter accepts them")
                .press("7\n")
                .sees("Type the number");
            terminal
                .press("3\n")
                .sees("now not sure")
                .press("yes\n")
                .sees("3. Customer surveys: yes");
            terminal
                .press("\n")
                .leaves(0)
                .sees("surveys,Customer surveys,yes");
            has_no_escapes(&terminal);
        }
    }

    #[test]
    fn leaving_asks_and_saves() {
        for mut terminal in plain("") {
            terminal
                .sees("Your answer:")
                .press("yes\n")
                .sees("2 of 6")
                .press("leave\n");
            terminal
                .sees("Save your answers")
                .press("back\n")
                .sees("2 of 6")
                .press("q\nyes\n");
            terminal
                .sees("Save as (Enter for answers.yaml)")
                .press("mine.yaml\n")
                .leaves(130);
            assert!(terminal.read("mine.yaml").contains("traffic: yes"));
            has_no_escapes(&terminal);
        }
    }

    #[test]
    fn name_and_team_are_asked_in_words() {
        for mut terminal in plain("--save saved.yaml") {
            terminal
                .sees("Your answer:")
                .press("y\ny\ny\ny\ny\ny\n")
                .sees("Enter accepts")
                .press("\n");
            terminal
                .sees("Your name")
                .press("Ana\n")
                .sees("Marketing, Sales")
                .press("nobody\n");
            terminal.sees("no such team").press("sales\n").leaves(0);
            let saved = terminal.read("saved.yaml");
            assert!(
                saved.contains("name: Ana") && saved.contains("team: sales"),
                "{saved}"
            );
        }
    }

    #[test]
    fn every_way_out_leaves_the_terminal_as_it_was() {
        for key in ["\x03", "\x04", "leave\n"] {
            for mut terminal in plain("") {
                terminal.sees("Your answer:").press(key).leaves(130);
                has_no_escapes(&terminal);
            }
        }
        for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
            for mut terminal in plain("") {
                terminal.sees("Your answer:").signal(signal).leaves(code);
                has_no_escapes(&terminal);
            }
        }
    }
}

mod streams {
    use super::*;

    /// Whether anything was dressed: colour, bold, dim.
    fn is_dressed(terminal: &Terminal) -> bool {
        let text = String::from_utf8_lossy(terminal.written()).into_owned();
        let mut sequences = text.split("\x1b[").skip(1);
        sequences.any(|rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';')
                .starts_with('m')
        })
    }

    #[test]
    fn color_is_where_it_is_wanted() {
        let cases = [
            ("", "", true),
            ("NO_COLOR", "", false),
            ("CLICOLOR_FORCE", "", true),
            ("NO_COLOR", "--color always", true),
            ("CLICOLOR_FORCE", "--color never", false),
            ("", "--color never", false),
        ];
        for (variable, args, dressed) in cases {
            let align = Align::new().args(args);
            let align = if variable.is_empty() {
                align
            } else {
                align.env(variable, "1")
            };
            let mut terminal = first_question(align);
            terminal.press("yyyyyy").sees(REVIEW).press("\r").leaves(0);
            assert_eq!(is_dressed(&terminal), dressed, "{variable} {args}");
        }
    }

    #[test]
    fn without_a_terminal_to_ask_at_what_is_missing_is_a_problem() {
        for redirection in ["2>errors", "2>errors </dev/null"] {
            let mut terminal = Align::new().on_terminal().redirect(redirection).start();
            terminal.leaves(2).shows(&left(2));
            let errors = terminal.read("errors");
            assert!(
                errors.contains("traffic") && errors.contains("mql-contact"),
                "{errors}"
            );
        }
    }
}

mod monkey {
    use super::*;

    /// Numbers that look random and are the same every time (`SplitMix64`).
    struct Random(u64);

    impl Random {
        fn below(&mut self, end: usize) -> usize {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap() % end
        }

        fn of<T: Copy>(&mut self, choices: &[T]) -> T {
            choices[self.below(choices.len())]
        }
    }

    /// What a monkey presses, and the key that it is, if it is one.
    const KEYS: [(&str, Option<KeyCode>); 30] = [
        ("y", Some(KeyCode::Char('y'))),
        ("n", Some(KeyCode::Char('n'))),
        ("u", Some(KeyCode::Char('u'))),
        ("Y", Some(KeyCode::Char('Y'))),
        ("b", Some(KeyCode::Char('b'))),
        ("b", Some(KeyCode::Char('b'))),
        ("?", Some(KeyCode::Char('?'))),
        ("q", Some(KeyCode::Char('q'))),
        ("x", Some(KeyCode::Char('x'))),
        (" ", Some(KeyCode::Char(' '))),
        ("語", Some(KeyCode::Char('語'))),
        ("👍", Some(KeyCode::Char('👍'))),
        ("\r", Some(KeyCode::Enter)),
        ("\x7f", Some(KeyCode::Backspace)),
        ("\x1b[A", Some(KeyCode::Up)),
        ("\x1b[A", Some(KeyCode::Up)),
        ("\x1b[B", Some(KeyCode::Down)),
        ("\x1b[C", Some(KeyCode::Right)),
        ("\x1bOD", Some(KeyCode::Left)),
        ("\x1b[200~yes\nq\x1b[201~", None),
        ("\x1b[200~\x1b[201~", None),
        ("\x1bOQ", None),
        ("\x1b[<0;10;5M", None),
        ("\x1b[I", None),
        ("\x1bP1+ry\x1b\\", None),
        ("\x1b[99;99z", None),
        ("\x1by", None),
        ("\x19", None),
        ("\t", None),
        ("\x1b[6~", None),
    ];

    const PRESSES: usize = 10_000;

    /// The monkey plays on the terminal and on the state machine, and both show the same screen
    /// after every handful of keys.
    #[test]
    fn a_monkey_sees_what_the_state_machine_says() {
        let seed = env::var("ALIGN_MONKEY").map_or(2026, |seed| seed.parse().unwrap());
        eprintln!("ALIGN_MONKEY={seed}");
        let mut random = Random(seed);
        let mut pressed = 0;
        while pressed < PRESSES {
            pressed += session(&mut random);
        }
    }

    /// Whether nothing is on the screen but what was before, and at most where the answers are. A
    /// narrow screen breaks the lines anywhere.
    fn is_left(text: &str, code: i32) -> bool {
        let joined = |text: &str| text.split_whitespace().collect::<String>();
        let (text, end) = (joined(text), format!("<{code}>"));
        let between = text
            .strip_prefix(&joined(ABOVE))
            .and_then(|rest| rest.strip_suffix(&end));
        between.is_some_and(|note| {
            note.is_empty() || (note.starts_with("saved;`align") && note.ends_with("goesonwithit"))
        })
    }

    /// Plays until the program has left, and gives the number of keys that were pressed.
    fn session(random: &mut Random) -> usize {
        let (args, keeping) = random.of(&[
            ("", Keeping::Nowhere),
            ("--save saved.yaml", Keeping::InAFile),
        ]);
        let questionnaire = Questionnaire::built_in().unwrap();
        let mut interview = Interview::new(&questionnaire, Draft::new(&questionnaire), keeping);
        let mut size = Size {
            width: 80,
            height: 24,
        };
        let mut terminal = Align::new()
            .args(args)
            .on_terminal()
            .redirect(">report")
            .start();
        let at_most = random.of(&[1, 20]);
        let mut pressed = 0;
        let mut seen = String::new();
        loop {
            let now = screen(&interview, size);
            meets(&mut terminal, &now);
            // One key, and it changed the screen: so the program has nothing left to draw, and a
            // resize does not meet lines that are on their way. No program can help those.
            let other = Size {
                width: 20 + random.below(180),
                height: 5 + random.below(40),
            };
            let resized = screen(&interview, other);
            if at_most == 1 && seen != now && resized != now && random.below(4) == 0 {
                size = other;
                terminal.resize(
                    size.width.try_into().unwrap(),
                    size.height.try_into().unwrap(),
                );
                meets(&mut terminal, &resized);
            }
            seen = screen(&interview, size);
            let mut handful = String::new();
            let mut end = None;
            for _ in 0..=random.below(at_most) {
                let (bytes, key) = random.of(&KEYS);
                handful.push_str(bytes);
                pressed += 1;
                end = key.and_then(|key| plays(&mut interview, key.into()));
                if end.is_some() {
                    break;
                }
            }
            terminal.press(handful);
            if let Some(code) = end.or_else(|| (pressed > 500).then(|| leaves(&mut terminal))) {
                terminal
                    .leaves(code)
                    .until("nothing but a note", |it| is_left(&it.text(), code));
                return pressed;
            }
        }
    }

    fn leaves(terminal: &mut Terminal) -> i32 {
        terminal.press("\x03");
        130
    }

    /// Waits until this is on the screen, and the cursor back on its first line.
    fn meets(terminal: &mut Terminal, screen: &str) {
        terminal
            .shows(screen)
            .until("the cursor", |it| it.cursor_line() == 2);
    }

    /// Plays a key on the state machine, and gives the exit code if that is its end.
    fn plays(interview: &mut Interview<'_>, key: KeyEvent) -> Option<i32> {
        let Press::Move(made) = press(key, interview.step()) else {
            return None;
        };
        match interview.make(made) {
            Outcome::Going | Outcome::Answered => None,
            Outcome::Done => Some(0),
            Outcome::Left | Outcome::SaveAs(_) => Some(130),
        }
    }
}
