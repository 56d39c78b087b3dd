//! The meeting on a real pseudo-terminal: what each screen shows, what a step leaves in the file,
//! and what becomes of it when the meeting ends in the middle.

use std::fs;

use rustix::process::Signal;

use crate::{
    harness::Align,
    pty::{ABOVE, Terminal},
};

const INES: &str = "name: Ines\nteam: marketing\nanswers: {traffic: yes, closing: no, surveys: yes, \
                    persona-research: yes, content-offers: yes, mql-contact: no}\n\
                    notes: {closing: We hand over 120 names a month.}\n";
const BEN: &str = "name: Ben\nteam: sales\nanswers: {traffic: no, closing: yes, surveys: unsure, \
                   persona-research: no, content-offers: yes, mql-contact: yes}\n";

/// Two who differ on four needs: traffic, closing, persona research and contact with MQLs are on
/// the agenda, and then the surveys, which are not clear yet.
fn council() -> Align {
    Align::new().file("q/ines.yaml", INES).file("q/ben.yaml", BEN)
}

fn meeting(align: Align) -> Terminal {
    let mut terminal = align.start();
    terminal.sees("of 5").sees("· q leave").redraws();
    terminal
}

fn saved() -> Align {
    council().args("decide q --save q/decisions.yaml")
}

/// The file of what was decided, after these keys.
fn after(keys: &str, seen: &str) -> String {
    let mut terminal = meeting(saved());
    terminal.letters(keys).sees(seen);
    terminal.signal(Signal::KILL).sees("<137>");
    terminal.read("q/decisions.yaml")
}

const TRAFFIC: &str = "decisions:\n  traffic:\n    answer: yes\n";
const OWNED: &str = "decisions:\n  traffic:\n    answer: yes\n    owner: Ben\n";
const DATED: &str = "decisions:\n  traffic:\n    answer: yes\n    owner: Ben\n    by: 2031-12-15\n";
const PROMISED: &str = "decisions:\n  traffic:\n    answer: yes\n    owner: Ben\n    \
                        by: 2031-12-15\n    promise: \"500 visitors a day\"\n";

#[test]
fn an_item_shows_who_said_what_and_what_can_be_decided() {
    let mut terminal = meeting(saved());
    let screen = format!(
        "{ABOVE}  Who takes the reins, sales or marketing? · q\n\n  \
         ✓ More visitors  we do not\n\n  2 of 5  ━━━━────────────────────\n\n  \
         More closing: Do we need more calling and emailing people to close?\n  \
         Sales would lead. Sales offers; Marketing sees no need.\n\n  \
         Marketing        ○ no: Ines\n  Sales            ● yes: Ben\n  \
         Ines, Marketing  “We hand over 120 names a month.”\n\n  \
         What did you see? What would change your mind?\n\n   \
         We need it    We do not    Later\n\n  \
         y we need it · n we do not · l later · ← → Enter · t other team · b back\n  \
         · ? help · q leave"
    );
    terminal.types(["n"]).sees("2 of 5").shows(&screen);
}

#[test]
fn teams_have_the_hues_of_the_report_where_there_is_colour() {
    const HUED: [&str; 2] = ["\x1b[36mMarketing\x1b[0m  ●", "\x1b[35mSales\x1b[0m      ○"];
    for (options, has_hues) in [("", true), (" --color never", false)] {
        let terminal = meeting(council().args(&format!("decide q{options}")));
        let written = String::from_utf8_lossy(terminal.written());
        assert!(HUED.iter().all(|team| written.contains(team) == has_hues), "{written:?}");
    }
}

#[test]
fn owner_date_and_promise_are_taken_and_what_is_no_date_is_refused_kindly() {
    let mut terminal = meeting(saved());
    terminal
        .types(["y"])
        .sees("1 Ines, 2 Ben. A number or a name; empty or - for nobody yet.")
        .letters("2\r")
        .sees("By:")
        .letters("someday\r")
        .sees("someday is no date; try 2026-12-15, 15 dec, friday or in 2 weeks")
        .types(["\x15"])
        .letters("15 Dec 2031\r")
        .sees("Promise:")
        .letters("500 visitors a day\r")
        .sees("2 of 5")
        .sees("✓ More visitors  we need it  Ben, by 2031-12-15: 500 visitors a day")
        .letters("nlll")
        .sees("What was decided")
        .press("\r")
        .leaves(0)
        .sees("note: what was decided is in q/decisions.yaml");
    assert_eq!(
        terminal.read("q/decisions.yaml"),
        format!("{PROMISED}  closing:\n    answer: no\n")
    );
}

#[test]
fn four_decisions_take_little_more_than_their_words() {
    let mut presses = 0;
    let mut terminal = meeting(saved());
    let mut type_in = |terminal: &mut Terminal, keys: &str| {
        presses += keys.chars().count();
        terminal.letters(keys);
    };
    let words = ["15 dec", "friday", "in 2 weeks", "2031-01-31"];
    for (number, by) in (2..=5).zip(words) {
        type_in(&mut terminal, "y");
        terminal.sees("Owner:");
        type_in(&mut terminal, &format!("2\r{by}\rBy the board\r"));
        terminal.sees(&format!("{number} of 5"));
    }
    type_in(&mut terminal, "l");
    terminal.sees("What was decided").press("\r").leaves(0);
    // Five keys a decision beside its date and its promise, and one for the item put off.
    let typed: usize = words.iter().map(|by| by.len() + "By the board".len()).sum();
    assert_eq!(presses, 4 * 5 + typed + 1);
    let saved = terminal.read("q/decisions.yaml");
    assert_eq!(saved.matches("answer: yes").count(), 4, "{saved}");
    // The second of two is of the team that would not lead.
    assert_eq!(saved.matches("owner: Ben").count(), 2, "{saved}");
    assert_eq!(saved.matches("owner: Ines").count(), 2, "{saved}");
    assert_eq!(saved.matches("by: 20").count(), 4, "{saved}");
}

#[test]
fn nothing_is_lost_at_a_kill_in_any_step() {
    for (keys, seen, saved) in [
        ("y", "Owner:", TRAFFIC),
        ("yBe", "Owner: Be", TRAFFIC),
        ("y2\r", "By:", OWNED),
        ("y2\r2031-12-15\r", "Promise:", DATED),
        ("y2\r2031-12-15\r500", "Promise: 500", DATED),
        ("y2\r2031-12-15\r500 visitors a day\r", "2 of 5", PROMISED),
        ("y2\r2031-12-15\r500 visitors a day\rllll", "What was decided", PROMISED),
    ] {
        assert_eq!(after(keys, seen), saved, "{keys:?}");
    }
    let answered_no = format!("{TRAFFIC}  closing:\n    answer: no\n");
    assert_eq!(after("y\r\r\rn", "3 of 5"), answered_no);
    assert_eq!(after("nb", "[We do not]"), TRAFFIC.replace("yes", "no"));
    assert_eq!(after("nbl", "2 of 5"), "decisions: {}\n");
}

#[test]
fn the_meeting_goes_on_where_it_stopped_and_what_was_decided_can_be_changed() {
    let align = saved().file("q/decisions.yaml", PROMISED);
    let mut terminal = meeting(align);
    terminal
        .sees("2 of 5")
        .types(["b"])
        .sees("Decided: Ben, by 2031-12-15: 500 visitors a day")
        .sees("[We need it]")
        .types(["\r"])
        .sees("Owner: Ben")
        .types(["\x15"])
        .letters("Ines\r")
        .sees("By: 2031-12-15")
        .types(["\x1b"])
        .sees("Owner: Ines")
        .types(["\x1b"])
        .sees("1 of 5")
        .types(["q"])
        .sees("Leave now? Your 1 decision so far is saved.")
        .types(["b"])
        .sees("1 of 5")
        .types(["q"])
        .press("y")
        .leaves(130)
        .sees("saved; `align decide q --save q/decisions.yaml` goes on with it");
    let changed = PROMISED.replace("Ben", "Ines");
    assert_eq!(terminal.read("q/decisions.yaml"), changed);
}

#[test]
fn the_review_opens_an_item_again() {
    let mut terminal = meeting(saved());
    terminal
        .letters("nllll")
        .sees("❯ More visitors      we do not")
        .types(["2", "c"])
        .sees("2 of 5")
        .types(["n"])
        .sees("More closing       we do not")
        .press("\r")
        .leaves(0);
    let both = "decisions:\n  traffic:\n    answer: no\n  closing:\n    answer: no\n";
    assert_eq!(terminal.read("q/decisions.yaml"), both);
}

#[test]
fn another_team_may_lead() {
    let mut terminal = meeting(saved());
    terminal
        .sees("Marketing would lead.")
        .types(["t"])
        .sees("Sales would lead.")
        .types(["y"])
        .sees("More visitors: we need it; Sales leads.")
        // Those of the team that leads come first.
        .sees("1 Ben, 2 Ines.")
        .types(["\x1b"])
        .sees("Decided: Sales leads")
        .types(["t"])
        .sees("Marketing would lead.")
        .types(["t"])
        .sees("Sales would lead.");
    assert_eq!(terminal.read("q/decisions.yaml"), format!("{TRAFFIC}    lead: sales\n"));
}

#[test]
fn only_expected_people_can_own_a_decision() {
    let questions = include_str!("../../questions.yaml");
    let people = "people:\n  Ines: marketing\n  Ben: sales\n  Jo: sales\nquestions:";
    let align = saved().questions(&questions.replace("questions:", people));
    let mut terminal = meeting(align);
    terminal
        .types(["y"])
        .sees("1 Ines, 2 Ben, 3 Jo.")
        .letters("Bem\r")
        .sees("Bem is not expected; did you mean Ben?")
        .types(["\x15"])
        .letters("jo\r")
        .sees("By:");
    assert_eq!(terminal.read("q/decisions.yaml"), OWNED.replace("Ben", "Jo"));
}

#[test]
fn without_a_place_to_save_one_is_offered_at_the_end() {
    let mut terminal = meeting(council().args("decide q"));
    terminal
        .letters("nllll\r")
        .sees("Keep these decisions?")
        .types(["y"])
        .sees("Save as: q/decisions.yaml")
        .press("\r")
        .leaves(0)
        .sees("note: what was decided is in q/decisions.yaml");
    let decided = TRAFFIC.replace("yes", "no");
    assert_eq!(terminal.read("q/decisions.yaml"), decided);
}

#[test]
fn what_a_folder_says_was_decided_is_changed_in_its_file() {
    let align = council().file("q/decisions.yaml", PROMISED);
    let mut terminal = meeting(align.args("decide q"));
    terminal
        .letters("nlll\r")
        .sees("Keep these decisions?")
        .types(["y"])
        .sees("Save as: q/decisions.yaml")
        .press("\r")
        .leaves(0);
    let both = format!("{PROMISED}  closing:\n    answer: no\n");
    assert_eq!(terminal.read("q/decisions.yaml"), both);
}

#[test]
fn what_was_not_kept_is_not_said_to_be_in_the_file() {
    let align = council().file("q/decisions.yaml", PROMISED);
    let mut terminal = meeting(align.args("decide q"));
    terminal.letters("nlll\r").sees("Keep these decisions?").press("n");
    terminal.leaves(0).shows(&format!("{ABOVE}<0>"));
    assert_eq!(terminal.read("q/decisions.yaml"), PROMISED);
}

#[test]
fn leaving_says_what_is_true() {
    let keeps = "`align decide q --save q/decisions.yaml` keeps them as you go";
    let goes_on = "`align decide q --save q/decisions.yaml` goes on with it";
    for (align, keys, seen, said) in [
        (council().args("decide q"), "l", "2 of 5", String::new()),
        (
            council().args("decide q"),
            "nn",
            "3 of 5",
            format!("your 2 decisions were not kept; {keeps}\n"),
        ),
        (saved(), "nn", "3 of 5", format!("saved; {goes_on}\n")),
    ] {
        let mut terminal = align.on_terminal().size(120, 24).start();
        terminal.sees("· q leave").redraws().letters(keys).sees(seen);
        terminal.press("\x03").leaves(130).shows(&format!("{ABOVE}{said}<130>"));
    }
}

#[test]
fn what_somebody_else_wrote_meanwhile_is_left_alone_and_the_decisions_go_on_beside_it() {
    let mut terminal = meeting(saved());
    terminal.types(["n"]).sees("2 of 5");
    let theirs = terminal.read("q/decisions.yaml") + "  surveys:\n    answer: no\n";
    fs::write(terminal.path("q/decisions.yaml"), &theirs).unwrap();
    terminal
        .types(["n"])
        .sees("3 of 5")
        .sees("Somebody else changed q/decisions.yaml; yours goes on in q/decisions-2.yaml");
    let go_on = "align decide q --decisions q/decisions-2.yaml --save q/decisions-2.yaml";
    terminal.press("\x03").leaves(130).sees(&format!("saved; `{go_on}`"));
    assert_eq!(terminal.read("q/decisions.yaml"), theirs);
    let ours = "decisions:\n  traffic:\n    answer: no\n  closing:\n    answer: no\n";
    assert_eq!(terminal.read("q/decisions-2.yaml"), ours);
}

#[test]
fn decisions_are_kept_as_yaml_only() {
    let mut terminal = meeting(council().args("decide q"));
    terminal
        .types(["n"])
        .sees("2 of 5")
        .types(["q"])
        .sees("Save your 1 decision before you leave?")
        .types(["y"])
        .letters("mine.txt\r")
        .sees("Not saved: decisions are written as YAML, which this ending is not")
        .types(["\x15"])
        .letters("mine.yaml")
        .press("\r")
        .leaves(130);
    assert!(terminal.read("mine.yaml").contains("traffic"));
}

#[test]
fn a_file_that_exists_is_replaced_only_with_force() {
    let align = council().file("other.yaml", PROMISED);
    let mut terminal = align.args("decide q --save other.yaml").start();
    terminal
        .leaves(2)
        .sees("this file exists already")
        .sees("`align decide q --decisions other.yaml --save other.yaml` goes on with");
    assert_eq!(terminal.read("other.yaml"), PROMISED);
    let align = council().file("other.yaml", PROMISED);
    let mut terminal = meeting(align.args("decide q --save other.yaml --force"));
    terminal.sees("1 of 5").types(["n"]).sees("2 of 5");
    assert_eq!(terminal.read("other.yaml"), TRAFFIC.replace("yes", "no"));
}

#[test]
fn what_cannot_be_saved_is_said_from_the_first_item_on() {
    let mut terminal = meeting(council().args("decide q --save no/such/d.yaml"));
    terminal.sees("Not saved").letters("nn").sees("3 of 5");
    terminal.sees("Not saved").press("\x03").leaves(130);
    terminal.sees("your 2 decisions were not kept");
}

#[test]
fn plain_lines_ask_the_same() {
    for (name, value) in [("TERM", "dumb"), ("TERM", ""), ("ACCESSIBLE", "1")] {
        let mut terminal = saved().env(name, value).start();
        terminal
            .sees("Question 1 of 5: More visitors: Do we need to attract")
            .sees("Marketing  ● yes: Ines")
            .line("Your answer (we need it, we do not, later, other team, back, leave, help", "yes")
            .line("1 Ines, 2 Ben. A number or a name; empty or - for nobody yet.", "2")
            .line("By\n", "someday")
            .line("someday is no date", "2031-12-15")
            .line("Promise\n", "500 visitors a day")
            .line("Question 2 of 5", "n")
            .line("Question 3 of 5", "later")
            .line("Question 4 of 5", "l")
            .line("Question 5 of 5", "later")
            .sees("1. More visitors: we need it, Ben, by 2031-12-15: 500 visitors a day")
            .line("2. More closing: we do not", "")
            .leaves(0);
        assert!(!terminal.written().contains(&0x1b), "there are escape sequences");
        let both = format!("{PROMISED}  closing:\n    answer: no\n");
        assert_eq!(terminal.read("q/decisions.yaml"), both);
    }
}

#[test]
fn plain_lines_say_which_other_team_would_lead() {
    let mut terminal = saved().env("TERM", "dumb").start();
    terminal
        .line("Marketing would lead.", "other team")
        .line("Sales would lead.", "leave")
        .leaves(130);
}

#[test]
fn a_dash_takes_an_owner_back() {
    let align = saved().file("q/decisions.yaml", OWNED);
    let mut terminal = align.env("TERM", "dumb").start();
    terminal
        .line("Question 2 of 5", "back")
        .line("for we need it", "")
        .line("for Ben", "-")
        .line("By\n", "leave")
        .leaves(130);
    assert_eq!(terminal.read("q/decisions.yaml"), TRAFFIC);
}

#[test]
fn every_step_fits_every_window() {
    for (columns, rows) in [(20, 6), (30, 8), (40, 12), (200, 60)] {
        let mut terminal = saved().on_terminal().size(columns, rows).start();
        terminal.sees("y we").redraws();
        if !terminal.text().contains("mind?") {
            terminal.types(["\x1b[F"]);
        }
        terminal.sees("mind?").types(["y"]).sees("Owner:");
        terminal.letters("2\r").sees("By:").letters("\r").sees("Promise:");
        terminal.letters("\r").sees("More closing");
        assert_eq!(terminal.read("q/decisions.yaml"), OWNED);
    }
}

#[test]
fn outside_utf_8_every_sign_is_ascii() {
    let mut terminal = saved().env("LC_ALL", "C").start();
    terminal.sees("| q leave").sees("Marketing  + yes: Ines").sees("Sales      - no: Ben");
    assert!(terminal.written().is_ascii());
}

#[test]
fn a_council_with_nothing_open_has_no_meeting() {
    let agreed = "answers: {traffic: yes, closing: no, surveys: yes, persona-research: yes, \
                  content-offers: yes, mql-contact: no}\n";
    let mut terminal = Align::new()
        .file("q/a.yaml", format!("name: A\nteam: sales\n{agreed}"))
        .file("q/b.yaml", format!("name: B\nteam: marketing\n{agreed}"))
        .args("decide q")
        .start();
    terminal.leaves(0).sees("note: there is nothing to decide: no need is open");
}

#[test]
fn a_council_shows_what_was_decided() {
    let mut terminal = meeting(saved());
    terminal.letters("y2\r2031-12-15\r500 visitors a day\rnlll").press("\r").leaves(0);
    let run = council()
        .file("q/decisions.yaml", terminal.read("q/decisions.yaml"))
        .args("council q --fail-on opposed -f csv")
        .run()
        .status(1);
    let report = run.stdout_text();
    let rows: Vec<_> = report.lines().skip(1).take(2).collect();
    assert_eq!(
        rows,
        [
            "traffic,More visitors,yes,marketing,decided,1,1,0,0,1.0",
            "closing,More closing,no,,decided,1,1,0,0,1.0"
        ]
    );
    let table = run.again().args("council q").run().status(0).stdout_text();
    assert!(table.contains("Ben, by 2031-12-15: 500 visitors a day"), "{table}");
}

#[test]
fn without_a_terminal_it_says_how_to_write_the_file() {
    let run = council().args("decide q").run().status(2).stdout("");
    let run = run.stderr(
        "error: a meeting needs a terminal to be held at\n\nhint: write what was decided to \
         `decisions.yaml` in the council's folder, as below; `align check` reads it over\n\n    \
         decisions:\n      closing:\n        answer: yes\n        owner: Ben\n        \
         by: 2026-12-15\n        promise: Every demo request is called within 24 hours.\n",
    );
    as_it_says(council(), &run.stderr_text());
    let own = "title: T\nteams: {a: A, b: B}\nquestions:\n\
               - {id: \"on\", need: N, question: 'Q?', lead: a}\n";
    let own = || {
        Align::new().file("q/questions.yaml", own).file("q/ana.yaml", "answers: {\"on\": yes}\n")
    };
    as_it_says(own(), &own().args("decide q").run().status(2).stderr_text());
}

/// Writes the example of a message to a council's folder, where it is in order.
fn as_it_says(council: Align, message: &str) {
    let (_, example) = message.split_once("\n\n    ").unwrap();
    let council = council.file("q/decisions.yaml", example.replace("\n    ", "\n"));
    council.args("check q").run().status(0);
}
