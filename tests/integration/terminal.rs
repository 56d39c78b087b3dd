//! The interview on a real pseudo-terminal: what is on the screen, whether the cursor shows, and
//! whether the terminal is as it was found.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::{
    harness::{ALIGN, Align, SIX_LINES},
    pty::{ABOVE, Terminal},
};

/// The last words on the screen of a question and of the review.
const LEAVE: &str = "· q leave";

/// The question after the last answer is accepted.
const KEEP: &str = "Keep these answers, for the council?";

/// What stays on the screen when the program has left with a code.
fn left(code: i32) -> String {
    format!("{ABOVE}<{code}>")
}

/// The same with a line about the answers.
fn left_saying(words: &str, code: i32) -> String {
    format!("{ABOVE}{words}\n<{code}>")
}

fn goes_on(file: &str) -> String {
    format!("saved; `align --answers {file} --save {file}` goes on with it")
}

const NOT_KEPT: &str =
    "your 2 answers were not kept; `align --save answers.yaml` keeps them as you go";

fn first_question(align: Align) -> Terminal {
    let mut terminal = align.start();
    terminal.sees("1 of 6").sees(LEAVE);
    terminal
}

mod answering {
    use super::*;

    #[test]
    fn six_keys_and_enter_give_the_same_report_as_a_pipe() {
        let report = Align::new().args("-f json").stdin(SIX_LINES).run().status(0).stdout_text();
        let mut terminal = Align::new().args("-f json").on_terminal().redirect(">report").start();
        terminal.sees("1 of 6").sees(LEAVE).letters("ynnyyu");
        terminal.sees("Your answers").press("\r").sees(KEEP).press("n").leaves(0).shows(&left(0));
        assert_eq!(terminal.read("report"), report);
    }

    #[test]
    fn the_first_question_comes_below_what_was_there() {
        let screen = format!(
            "{ABOVE}  Who takes the reins, sales or marketing?\n\n  1 of 6  ────────────────────────\n\n\
             \x20 Do we need to attract more visitors to our website?\n\n   Yes    No    Not sure\n\n\
             \x20 y yes · n no · u not sure · ← → Enter · w why · ? help · q leave"
        );
        let mut terminal = Align::new().start();
        terminal.shows(&screen);
        assert!(terminal.screen().hide_cursor() && terminal.screen().bracketed_paste());
        assert!(!terminal.is_as_found());
    }

    #[test]
    fn arrows_highlight_and_enter_takes_what_is_highlighted() {
        let mut terminal = first_question(Align::new());
        for (arrow, highlighted) in
            [("\x1b[C", "[Yes]"), ("\x1bOC", "[No]"), ("\t", "[Not sure]"), ("\x1b[D", "[No]")]
        {
            terminal.press(arrow).sees(highlighted);
        }
        terminal.press("\n").sees("2 of 6").sees("✓ More visitors  no").misses("attract");
    }

    #[test]
    fn back_keeps_an_answer_until_another_is_given() {
        for back in ["b", "\x7f", "\x08"] {
            let mut terminal = first_question(Align::new());
            terminal.letters("yn").sees("3 of 6");
            terminal.press(back).sees("2 of 6").sees("[No]");
            terminal.press(back).sees("1 of 6").sees("[Yes]");
            terminal.press("\r").sees("3 of 6").sees("More visitors  yes");
        }
    }

    #[test]
    fn help_comes_and_goes() {
        let mut terminal = first_question(Align::new());
        let before = terminal.text();
        terminal.press("?").sees("too few of the right people").press("\x1b").shows(&before);
    }

    #[test]
    fn a_half_filled_document_goes_on_where_it_stopped() {
        let mut terminal =
            Align::new().answers("traffic: no\nsurveys: yes\n").args("-f csv").start();
        terminal
            .sees("2 of 6")
            .sees("✓ More visitors  no")
            .sees(LEAVE)
            .letters("yyyy")
            .press("\r")
            .sees(KEEP)
            .press("n")
            .leaves(0)
            .sees("traffic,More visitors,no");
    }

    #[test]
    fn nothing_is_asked_when_everything_is_answered() {
        let mut terminal =
            Align::new().answers(SIX_LINES).on_terminal().redirect(">report").start();
        terminal.leaves(0).shows(&left(0));
    }

    #[test]
    fn a_key_writes_less_than_a_kibibyte() {
        let mut terminal = first_question(Align::new());
        for key in ["?", "\x1b[C", "?", "y", "n", "b"] {
            let before = terminal.written().len();
            terminal.types([key]);
            let bytes = terminal.written().len() - before;
            assert!(bytes < 1024, "{key:?} wrote {bytes} bytes");
        }
    }
}

mod keeping {
    use super::*;

    #[test]
    fn answers_are_kept_after_the_report_in_a_file_named_after_the_person() {
        let mut terminal = first_question(Align::new().args("-f csv"));
        terminal.letters("ynuynu").press("\r").sees("id,need").sees(KEEP);
        terminal
            .press("y")
            .sees("Your name:")
            .types(["\x1b[200~Zoë 張\x1b[201~"])
            .sees("Your name: Zoë 張");
        terminal
            .press("\r")
            .sees("❯ Marketing")
            .press("\x1b[B")
            .sees("❯ Sales")
            .press("\r")
            .sees("Save as: zoë-張.yaml")
            .press("\r")
            .leaves(0)
            .sees("note: your answers are in zoë-張.yaml");
        let kept = terminal.read("zoë-張.yaml");
        assert!(kept.starts_with("name: Zoë 張\nteam: sales\n"), "{kept}");
        assert!(kept.contains("surveys: unsure"), "{kept}");
    }

    #[test]
    fn one_key_keeps_them_where_name_and_team_are_known() {
        let mut terminal = first_question(Align::new().args("-f csv --name Ana --team sales"));
        terminal
            .letters("yyyyyy")
            .press("\r")
            .sees("y yes, as ana.yaml · n no")
            .press("y")
            .leaves(0);
        assert!(terminal.read("ana.yaml").contains("mql-contact: yes"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn answers_are_offered_to_be_kept_before_a_report_that_cannot_be_written() {
        let mut terminal = Align::new()
            .args("--name Ana --team sales")
            .on_terminal()
            .redirect(">/dev/full")
            .start();
        terminal.sees("1 of 6").sees(LEAVE).letters("yyyyyy").press("\r");
        terminal
            .sees("✓ Contact with MQLs  yes")
            .sees(KEEP)
            .press("y")
            .leaves(2)
            .sees("standard output");
        assert!(terminal.read("ana.yaml").contains("mql-contact: yes"));
    }

    #[test]
    fn a_note_is_taken_with_the_answer() {
        let mut terminal = first_question(Align::new().args("--save a.yaml --name A --team sales"));
        terminal.press("w").sees("Why:").letters("Ads").press("\r").sees("“Ads”").sees("1 of 6");
        terminal.letters("yyyyyy").sees("Your answers");
        terminal
            .types(["\x1b[F", "w"])
            .sees("Why:")
            .letters("Reps")
            .types(["\r"])
            .sees("❯ Contact with MQLs  yes  “Reps”")
            .press("\r")
            .leaves(0);
        let saved = terminal.read("a.yaml");
        assert!(saved.ends_with("notes:\n  traffic: Ads\n  mql-contact: Reps\n"), "{saved}");
    }

    #[test]
    fn the_file_is_written_anew_after_every_answer() {
        let mut terminal =
            first_question(Align::new().args("--save saved.yaml --name Ana --team sales"));
        for (id, next) in [
            ("traffic", "2 of 6"),
            ("closing", "3 of 6"),
            ("surveys", "4 of 6"),
            ("persona-research", "5 of 6"),
            ("content-offers", "6 of 6"),
            ("mql-contact", "Your answers"),
        ] {
            terminal.press("y").sees(next);
            assert!(terminal.read("saved.yaml").contains(&format!("{id}: yes")));
        }
        terminal.types(["\x1b[F", "n"]).sees("❯ Contact with MQLs  no").press("\r").leaves(0);
        assert!(terminal.read("saved.yaml").contains("mql-contact: no"));
    }

    #[test]
    fn name_and_team_are_asked_and_back_goes_back_through_them() {
        let mut terminal = first_question(Align::new().args("--save saved.yaml"));
        terminal.letters("yyyyyy\r").sees("Your name:");
        terminal.until("a cursor", |it| !it.screen().hide_cursor());
        terminal.letters("Amn\r").sees("Your team");
        terminal
            .press("\x7f")
            .sees("Your name: Amn")
            .types(["\x15"])
            .letters("Ana\r")
            .sees("❯ Marketing")
            .types(["\x1b[B"])
            .press("\r")
            .leaves(0);
        let saved = terminal.read("saved.yaml");
        assert!(saved.starts_with("name: Ana\nteam: sales\n"), "{saved}");
    }

    #[test]
    fn a_name_that_is_not_expected_is_refused_at_once_with_the_nearest_one() {
        let yaml = "title: T\nteams: {a: A, b: B}\npeople: {Ana: a, Ben: b}\n\
                    questions: [{id: x, need: N, question: Q, lead: a}]\n";
        let align = || Align::new().questions(yaml).args("--save saved.yaml");
        let nearest = "Bem is not expected; did you mean Ben?";
        let mut screen = align().start();
        screen.sees("1 of 1").sees(LEAVE).letters("y\r").sees("One of Ana or Ben.");
        screen.letters("Bem\r").sees(nearest).types(["\x7f"]).letters("n").press("\r").leaves(0);
        let mut plain = align().env("TERM", "dumb").start();
        plain.line("Question 1 of 1", "y").line("Your answers", "").line("Your name", "Bem");
        plain.line(nearest, "ben").leaves(0);
        for terminal in [screen, plain] {
            let saved = terminal.read("saved.yaml").to_lowercase();
            assert!(saved.starts_with("name: ben\nteam: b\n"), "{saved}");
        }
    }

    #[test]
    fn a_file_that_exists_is_a_problem_before_the_first_question() {
        let mut terminal =
            Align::new().file("saved.yaml", "mine").args("--save saved.yaml").start();
        terminal.leaves(2).sees("saved.yaml").misses("1 of 6");
        assert_eq!(terminal.read("saved.yaml"), "mine");
    }

    #[test]
    fn what_somebody_else_wrote_meanwhile_is_left_alone_and_the_answers_go_on_beside_it() {
        let align = Align::new().args("--save a.yaml").file("a-2.yaml", "somebody's\n");
        let mut terminal = first_question(align);
        terminal.press("y").sees("2 of 6");
        let theirs = terminal.read("a.yaml") + "notes:\n  traffic: See the board deck.\n";
        std::fs::write(terminal.path("a.yaml"), &theirs).unwrap();
        terminal
            .press("n")
            .sees("3 of 6")
            .sees("Somebody else changed a.yaml; yours goes on in a-3.yaml");
        terminal.press("u").sees("4 of 6").misses("Somebody else");
        terminal.press("\x03").leaves(130).shows(&left_saying(&goes_on("a-3.yaml"), 130));
        assert_eq!(terminal.read("a.yaml"), theirs);
        assert_eq!(terminal.read("a-2.yaml"), "somebody's\n");
        let ours = terminal.read("a-3.yaml");
        assert!(ours.contains("traffic: yes\n  closing: no\n  surveys: unsure\n"), "{ours}");
    }

    #[test]
    fn where_the_answers_went_on_is_said_at_the_end() {
        let align = Align::new().args("--save a.yaml --name Ana --team sales -f csv");
        let mut terminal = first_question(align);
        terminal.press("y").sees("2 of 6");
        std::fs::write(terminal.path("a.yaml"), "traffic: no\n").unwrap();
        terminal.letters("yyyyy").sees("Your answers").press("\r").leaves(0);
        terminal.sees("note: your answers are in a-2.yaml");
        assert_eq!(terminal.read("a.yaml"), "traffic: no\n");
    }

    #[test]
    fn what_cannot_be_saved_is_said_from_the_first_question_on() {
        let mut terminal = Align::new().args("--save no/such/a.yaml").start();
        terminal.sees("1 of 6").sees("Not saved").letters("yn");
        terminal
            .sees("3 of 6")
            .sees("Not saved")
            .press("\x03")
            .leaves(130)
            .shows(&left_saying(NOT_KEPT, 130));
    }
}

mod leaving {
    use super::*;

    const SAVED: &str = "--save saved.yaml";

    /// Every screen: the options and keys that lead there, words by which it is known, and what
    /// is said on leaving it.
    fn screens() -> [(&'static str, &'static str, &'static str, String); 9] {
        let six = NOT_KEPT.replace('2', "6");
        [
            ("", "", "1 of 6", String::new()),
            ("", "yn", "3 of 6", NOT_KEPT.to_owned()),
            ("", "yn?", "Sales talks with them", NOT_KEPT.to_owned()),
            ("", "yyyyyy", "Your answers", six),
            ("", "ynq", "n leave without saving · b go on", NOT_KEPT.to_owned()),
            ("", "ynqyabc", "Save as: abc", NOT_KEPT.to_owned()),
            (SAVED, "yq", "y leave · b go on", goes_on("saved.yaml")),
            (SAVED, "yyyyyy\rAna", "Your name: Ana", goes_on("saved.yaml")),
            (SAVED, "yyyyyy\rAna\r", "Your team", goes_on("saved.yaml")),
        ]
    }

    fn at(args: &str, keys: &str, seen: &str) -> Terminal {
        let mut terminal = first_question(Align::new().args(args));
        terminal.letters(keys).sees(seen);
        terminal
    }

    fn end(words: &str, code: i32) -> String {
        match words {
            "" => left(code),
            words => left_saying(words, code),
        }
    }

    #[test]
    fn control_c_and_control_d_leave_every_screen_as_it_was_found() {
        for (args, keys, seen, words) in screens() {
            for key in ["\x03", "\x04"] {
                let end = end(&words, 130);
                at(args, keys, seen).press(key).leaves(130).shows(&end);
            }
        }
    }

    #[test]
    fn signals_leave_every_screen_as_it_was_found() {
        for (args, keys, seen, words) in screens() {
            let end = end(&words, 143);
            let mut terminal = at(args, keys, seen);
            terminal.signal(Signal::TERM).leaves(143).shows(&end);
        }
    }

    #[test]
    fn every_signal_that_can_be_caught_leaves_the_terminal_as_it_was_found() {
        for signal in [
            Signal::HUP,
            Signal::INT,
            Signal::QUIT,
            Signal::ABORT,
            Signal::ALARM,
            Signal::USR1,
            Signal::USR2,
            Signal::XCPU,
            Signal::VTALARM,
            Signal::PROF,
            Signal::SYS,
            Signal::TRAP,
            Signal::BUS,
        ] {
            let code = 128 + signal.as_raw();
            let mut terminal = first_question(Align::new());
            terminal.signal(signal).leaves(code).shows(&left(code));
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_terminal_that_takes_nothing_any_more_keeps_nothing_alive() {
        for signal in [Signal::TERM, Signal::HUP] {
            let mut terminal = first_question(Align::new());
            terminal.stall().press("?").signal(signal).is(None);
        }
        let mut terminal = first_question(Align::new());
        terminal.stall().press("\x03").is(None);
    }

    #[test]
    fn the_terminal_is_given_back_at_its_last_line_and_on_a_small_one() {
        let above = "line\r\n".repeat(40);
        for (columns, rows) in [(80, 24), (80, 6), (20, 10)] {
            let mut terminal = Align::new().on_terminal().size(columns, rows).above(&above).start();
            terminal.sees("y yes").types(["?"]).press("\x03");
            terminal.leaves(130).shows(&format!("{above}<130>"));
        }
    }

    #[test]
    fn a_prompt_that_stood_in_the_line_stays() {
        let mut terminal = Align::new().on_terminal().above("typed halfway").start();
        terminal.sees("1 of 6").sees(LEAVE).press("q").leaves(130).shows("typed halfway\n<130>");
    }

    #[test]
    fn q_asks_first_where_something_is_answered_and_escape_never_leaves() {
        let mut terminal = first_question(Align::new());
        terminal.letters("yn").press("q");
        terminal
            .sees("Save your 2 answers before you leave?")
            .press("\x1b")
            .sees("3 of 6")
            .sees(LEAVE)
            .press("q")
            .sees("b go on")
            .press("n")
            .leaves(130)
            .shows(&left_saying(NOT_KEPT, 130));
    }

    #[test]
    fn an_answer_that_is_an_option_is_not_said_to_be_in_the_file_before_it_is() {
        let align = Align::new().answers("traffic: no\n").args("--save answers.yaml");
        let mut terminal = align.args("--answer closing=yes").start();
        terminal.sees("3 of 6").sees(LEAVE).types(["q"]);
        terminal.sees("Save your 2 answers before you leave?").types(["b"]);
        terminal.letters("yq").sees("Leave now? Your 3 answers so far are saved.");
        terminal.press("y").leaves(130).sees(&goes_on("answers.yaml"));
    }

    #[test]
    fn leaving_saves_under_the_name_that_is_typed_and_replaces_no_file() {
        let mut terminal = first_question(Align::new().file("answers.yaml", "mine"));
        terminal
            .letters("ynqy")
            .sees("Save as: answers.yaml")
            .types(["\r"])
            .sees("Not saved: this file exists already")
            .letters("2.yaml")
            .press("\r")
            .leaves(130)
            .shows(&left_saying(&goes_on("2.yaml"), 130));
        assert_eq!(terminal.read("answers.yaml"), "mine");
        let saved = terminal.read("2.yaml");
        assert!(saved.contains("traffic: yes") && saved.contains("closing: no"), "{saved}");
    }

    /// What becomes of a process whose terminal is gone can be looked up on Linux only.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_window_that_is_shut_ends_the_program() {
        for with_session in [true, false] {
            let setup = Align::new().on_terminal().before("stty eof undef\n");
            let mut terminal = match with_session {
                true => setup.start(),
                false => setup.without_session().start(),
            };
            terminal.sees("1 of 6").sees(LEAVE).letters("yn").hang_up();
            terminal.is(None);
        }
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
        let mut terminal = Align::new().file("go", go).on_terminal().above("").shell(bash).start();
        terminal.until("a prompt", |it| it.text() == "$");
        terminal.press(format!("{line}\n")).sees("1 of 6").sees(LEAVE).letters("y").sees("2 of 6");
        Some(terminal)
    }

    fn is_at_prompt(terminal: &mut Terminal) -> &mut Terminal {
        terminal.until("a prompt", |it| it.text().ends_with("\n$")).is_given_back()
    }

    fn stop(terminal: &mut Terminal) -> &mut Terminal {
        is_at_prompt(terminal.press("\x1a").sees(STOPPED).misses("of 6"))
    }

    #[test]
    fn control_z_stops_and_comes_back_to_the_same_question() {
        let Some(mut terminal) = shell("sh go") else {
            return;
        };
        terminal.letters("?").sees("To close is");
        for _ in 0..3 {
            stop(&mut terminal).press("fg\n").sees("2 of 6").sees(LEAVE);
            assert!(terminal.screen().hide_cursor() && terminal.screen().bracketed_paste());
        }
        terminal.letters("y").sees("3 of 6").press("\x03");
        is_at_prompt(terminal.misses("of 6")).press("echo left $?\n").sees("left 130");
    }

    #[test]
    fn control_z_stops_the_whole_pipeline() {
        // What `cat` wrote to the terminal might come into the midst of a screen.
        let Some(mut terminal) = shell("sh go -f csv | cat > report") else {
            return;
        };
        let before = stop(&mut terminal).screens();
        terminal.press("fg\n").sees("2 of 6").sees(LEAVE).letters("yyyyy");
        assert_eq!(terminal.screens() - before, 6, "a screen when it goes on, and one an answer");
        terminal.press("\r").sees(KEEP).press("n");
        is_at_prompt(terminal.misses(KEEP));
        let report = terminal.read("report");
        assert!(report.contains("traffic,More visitors,yes"), "{report}");
    }

    #[test]
    fn going_on_in_the_background_waits_for_the_foreground() {
        let Some(mut terminal) = shell("sh go") else {
            return;
        };
        // A shell that brings it back before it has stopped again would see it stop after all.
        stop(&mut terminal).press("bg\n").sees("&");
        terminal
            .press("while jobs | grep -q Running; do :; done; fg\n")
            .sees("2 of 6")
            .sees(LEAVE)
            .letters("n")
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
        is_at_prompt(terminal.signal(Signal::TSTP).sees(STOPPED).misses("of 6"));
        terminal.press("fg\n").sees("2 of 6").press("\x03");
        is_at_prompt(terminal.misses("of 6"));
    }

    #[test]
    fn a_stop_that_nobody_can_see_coming_is_survived() {
        let Some(mut terminal) = shell("sh go") else {
            return;
        };
        terminal.signal(Signal::STOP).sees(STOPPED);
        terminal.press("fg\n").redraws().letters("?").press("\x03").misses("of 6");
        is_at_prompt(&mut terminal);
    }

    #[test]
    fn ending_a_program_that_is_stopped_or_waits_behind_leaves_the_shell_its_terminal() {
        for behind in ["", "bg; while jobs | grep -q Running; do :; done; "] {
            let Some(mut terminal) = shell("sh go") else {
                return;
            };
            stop(&mut terminal).press(format!(
                "{behind}kill %1; while wait %1 2> errors; left=$?; [ $left -gt 148 ]; do :; done; echo left $left\n"
            ));
            is_at_prompt(terminal.sees("left 143"));
        }
    }

    #[test]
    fn a_terminal_that_belongs_to_no_session_is_neither_stuck_nor_left_as_it_is() {
        let mut terminal = Align::new().on_terminal().without_session().start();
        terminal.sees("1 of 6").sees(LEAVE).letters("y");
        terminal.press("\x1a").sees("no shell could bring this back");
        terminal.letters("y").sees("3 of 6").signal(Signal::TERM).leaves(143);
    }

    #[test]
    fn control_z_says_so_where_no_shell_could_bring_it_back() {
        let mut terminal = first_question(Align::new());
        terminal
            .press("\x1a")
            .sees("no shell could bring this back")
            .press("\x03")
            .leaves(130)
            .shows(&left(130));
    }
}

mod resizing {
    use super::*;

    /// Keys that lead to a screen.
    const SCREENS: [&str; 5] = ["yn", "yn?", "yyyyyy", "ynq", "ynqy"];

    fn at(keys: &str, columns: u16) -> Terminal {
        let mut terminal = Align::new().on_terminal().size(columns, 50).start();
        terminal.redraws().letters(keys);
        terminal
    }

    #[test]
    fn a_resize_leaves_what_is_above_and_no_copies_behind() {
        for keys in SCREENS {
            let seen = |columns| at(keys, columns).text();
            let usual = seen(80);
            let mut terminal = at(keys, 80);
            for columns in [20, 200, 33] {
                let other = seen(columns);
                terminal.resize(columns, 50).redraws().shows(&other);
                terminal.resize(80, 50).redraws().shows(&usual);
                terminal.reflow(columns).redraws().shows(&other);
                terminal.reflow(80).redraws().shows(&usual);
            }
            terminal.press("\x03").leaves(130);
            terminal.shows(&left_saying(
                &NOT_KEPT.replace('2', if keys.len() == 6 { "6" } else { "2" }),
                130,
            ));
        }
    }

    /// Whether a process is stopped can be looked up on Linux only.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_key_at_the_very_moment_of_a_resize_counts() {
        let wanted = at("y", 30).text();
        let mut terminal = at("", 80);
        terminal.signal(Signal::STOP).is(Some('T')).resize(30, 50).press("y");
        terminal.signal(Signal::CONT).shows(&wanted);
    }

    #[test]
    fn every_script_fits_every_window() {
        for words in [
            "日本の顧客は私たちの会社の何を愛していますか",
            "هل نحتاج إلى جذب المزيد من الزوار إلى موقعنا",
            "👩‍💻🇨🇭 ❤️ 👍🏽 Ça va é",
        ] {
            let each = format!("lead: a, help: {words}");
            let yaml = format!(
                "title: {words}\nteams: {{a: {words}, b: B}}\nquestions:\n\
                 - {{id: x, need: {words}, question: {words}, {each}}}\n\
                 - {{id: y, need: Y {words}, question: Y {words}, {each}}}\n"
            );
            for (columns, rows) in [(20, 24), (30, 24), (80, 24), (80, 7)] {
                let mut terminal =
                    Align::new().questions(&yaml).on_terminal().size(columns, rows).start();
                terminal.redraws().letters("y?");
                terminal.resize(columns + 13, rows).redraws();
                terminal.press("\x03").leaves(130);
                let said = "your 1 answer was not kept";
                terminal.until("nothing else", |it| {
                    it.text().replace('\n', " ").starts_with(&ABOVE.replace("\r\n", " "))
                        && it
                            .text()
                            .split_whitespace()
                            .collect::<String>()
                            .contains(&said.replace(' ', ""))
                });
            }
        }
    }
}

mod noise {
    use super::*;

    /// What a terminal may send that is no key. `decoder/tests.rs` has more of it.
    #[test]
    fn what_is_no_key_answers_nothing_and_control_c_is_heard() {
        for noise in [
            "\x1b[?2026;2$y",
            "\x1bP>|xterm(370)yn\x1b\\",
            "\x1b]11;rgb:bbbb/ffff/0000",
            "\x1b[M yn",
            "yes",
        ] {
            let mut terminal = first_question(Align::new().args("--save a.yaml"));
            terminal.press(format!("{noise}\x03")).leaves(130);
            assert!(!terminal.path("a.yaml").exists(), "{noise:?}");
        }
    }

    /// The pieces of a sequence come within 200 milliseconds: pressed any slower, because the machine
    /// had other things to do, they are keys of their own and show nothing.
    #[test]
    fn a_sequence_in_pieces_is_the_key_that_it_is() {
        loop {
            let mut terminal = first_question(Align::new());
            let begun = Instant::now();
            terminal.press("\x1b").press("[").press("C");
            if begun.elapsed() < Duration::from_millis(150) {
                terminal.sees("[Yes]");
                return;
            }
        }
    }

    #[test]
    fn a_long_paste_answers_nothing() {
        let mut terminal = first_question(Align::new());
        terminal.press(format!("\x1b[200~{}\x1b[201~", "yes\n".repeat(900)));
        terminal.sees("a paste answers nothing").sees("1 of 6");
    }

    #[test]
    fn what_was_typed_before_the_first_question_answers_nothing() {
        for typed in ["yyyyyy", "y\ny\ny"] {
            let mut terminal = Align::new().on_terminal().type_ahead(typed).start();
            terminal.sees("1 of 6").sees(LEAVE).letters("?").sees("1 of 6");
        }
    }
}

mod plain {
    use super::*;

    fn plain(args: &str) -> Vec<Terminal> {
        let start = |name, value| Align::new().env(name, value).args(args).start();
        let terminals = [("TERM", "dumb"), ("TERM", ""), ("ACCESSIBLE", "1")];
        terminals.map(|(name, value)| start(name, value)).into()
    }

    /// A terminal that is gone gives no bytes for ever, which is no burst of lines without end.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_window_that_is_shut_right_behind_a_line_ends_the_program() {
        for _ in 0..5 {
            let align = Align::new().env("TERM", "dumb").on_terminal();
            let mut terminal = align.before("stty eof undef\n").without_session().start();
            terminal.line("Question 1 of 6", "y").hang_up();
            terminal.is(None);
        }
    }

    /// No escape sequence at all was written.
    fn has_no_escapes(terminal: &Terminal) {
        let written = String::from_utf8_lossy(terminal.written());
        assert!(!written.contains('\x1b'), "{written:?}");
    }

    #[test]
    fn a_name_that_could_not_be_read_back_is_asked_again() {
        let align = Align::new().env("TERM", "dumb").args("--save a.yaml --team sales");
        let mut terminal = align.start();
        for number in 1..=6 {
            terminal.line(&format!("Question {number} of 6"), "y");
        }
        terminal.line("Enter to accept all", "").line("Your name", &"n".repeat(201));
        terminal.line("200 characters at most.", "Ana").leaves(0);
        assert!(terminal.read("a.yaml").starts_with("name: Ana\n"));
    }

    #[test]
    fn words_and_enter_answer() {
        for mut terminal in plain("-f csv") {
            terminal.line("Question 1 of 6: Do we need to attract", "YES");
            terminal.line("Question 2 of 6", "maybe not").sees("That is no answer here");
            terminal.line("Your answer", "help").sees("To close is");
            terminal.line("Your answer", "n");
            terminal.line("Question 3 of 6", "back");
            terminal.line("Enter alone for no", "");
            terminal.line("Question 3 of 6", "why");
            terminal.line("Why", "HELP").sees("There is no help here");
            terminal.line("Your answer", "We know.");
            terminal.line("“We know.”", "not sure");
            for (number, word) in [(4, "1"), (5, "no"), (6, "false")] {
                terminal.line(&format!("Question {number} of 6"), word);
            }
            terminal.line("3. Customer surveys: not sure, “We know.”", "3 yes");
            terminal.line("3. Customer surveys: yes", "");
            terminal.line(KEEP, "no");
            terminal.leaves(0).sees("surveys,Customer surveys,yes");
            has_no_escapes(&terminal);
        }
    }

    #[test]
    fn leaving_asks_and_saves() {
        for mut terminal in plain("") {
            terminal.line("Question 1 of 6", "yes");
            terminal.line("Question 2 of 6", "leave");
            terminal.line("Save your 1 answer", "go on");
            terminal.line("Question 2 of 6", "q");
            terminal.line("Save your 1 answer", "save");
            terminal.line("Enter alone for answers.yaml", "mine.yaml");
            terminal.leaves(130);
            assert!(terminal.read("mine.yaml").contains("traffic: yes"));
            has_no_escapes(&terminal);
        }
    }

    #[test]
    fn name_and_team_are_asked_in_words() {
        for mut terminal in plain("--save saved.yaml") {
            for number in 1..=6 {
                terminal.line(&format!("Question {number} of 6"), "y");
            }
            terminal.line("Your answers", "");
            terminal.line("Your name", "Ana");
            terminal.line("2. Sales", "nobody").sees("That is no answer here");
            terminal.line("Your answer", "sales");
            terminal.leaves(0);
            let saved = terminal.read("saved.yaml");
            assert!(saved.starts_with("name: Ana\nteam: sales\n"), "{saved}");
        }
    }

    #[test]
    fn several_lines_at_once_answer_nothing() {
        let mut terminal = plain("").remove(0);
        terminal.line("Question 1 of 6", "yes\nno\nyes").sees("Several lines at once");
        terminal.line("Your answer", "yes").sees("Question 2 of 6");
    }

    #[test]
    fn every_way_out_leaves_the_terminal_as_it_was() {
        for key in ["\x03", "\x04", "leave\n"] {
            for mut terminal in plain("") {
                terminal.sees("leave, help):").press(key).leaves(130);
                has_no_escapes(&terminal);
            }
        }
        for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
            let mut terminal = plain("").remove(0);
            terminal.sees("leave, help):").signal(signal).leaves(code);
        }
    }

    #[test]
    fn leaving_says_where_the_answers_are() {
        let mut terminal = plain("--save saved.yaml").remove(0);
        terminal.line("Question 1 of 6", "yes").sees("Question 2 of 6");
        terminal.press("\x03").leaves(130).sees(&goes_on("saved.yaml"));
    }
}

mod streams {
    use super::*;

    /// Whether anything was dressed: colour, bold, dim.
    fn is_dressed(terminal: &Terminal) -> bool {
        let text = String::from_utf8_lossy(terminal.written()).into_owned();
        let mut sequences = text.split("\x1b[").skip(1);
        sequences.any(|rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').starts_with('m')
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
            let align = match variable {
                "" => align,
                variable => align.env(variable, "1"),
            };
            let mut terminal = first_question(align);
            terminal.letters("yyyyyy").press("\r").sees(KEEP).press("n").leaves(0);
            assert_eq!(is_dressed(&terminal), dressed, "{variable} {args}");
        }
    }

    #[test]
    fn outside_utf8_every_sign_is_ascii() {
        let mut terminal = Align::new().env("LC_ALL", "C").start();
        terminal.sees("1 of 6").letters("y").sees("* More visitors  yes");
        terminal.press("\x03").leaves(130);
        assert!(terminal.written().is_ascii());
    }

    #[test]
    fn without_a_terminal_to_ask_at_what_is_missing_is_a_problem() {
        for redirection in ["2>errors", "2>errors </dev/null"] {
            let mut terminal = Align::new().on_terminal().redirect(redirection).start();
            terminal.leaves(2).shows(&left(2));
            let errors = terminal.read("errors");
            assert!(errors.contains("traffic") && errors.contains("mql-contact"), "{errors}");
        }
    }
}
