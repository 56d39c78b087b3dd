//! The meeting on a real pseudo-terminal.

use rustix::process::Signal;

use crate::{harness::Align, pty::Terminal};

/// Two who differ on five of six needs: traffic and closing come first on the agenda.
fn council() -> Align {
    Align::new()
        .file(
            "q/ines.yaml",
            "name: Ines\nteam: marketing\nanswers: {traffic: yes, closing: no, surveys: yes, \
             persona-research: yes, content-offers: yes, mql-contact: no}\n\
             notes: {closing: We hand over 120 names a month.}\n",
        )
        .file(
            "q/ben.yaml",
            "name: Ben\nteam: sales\nanswers: {traffic: no, closing: yes, surveys: unsure, \
             persona-research: no, content-offers: yes, mql-contact: yes}\n",
        )
}

fn meeting(args: &str) -> Terminal {
    let mut terminal = council().args(args).start();
    terminal.sees("1 of 5").sees("· q leave");
    terminal
}

const SAVED: &str = "decide q --save q/decisions.yaml";

#[test]
fn an_item_shows_who_said_what_and_takes_decision_owner_date_and_promise() {
    let mut terminal = meeting(SAVED);
    terminal
        .sees("Marketing would lead.")
        .sees("Marketing  ●  yes: Ines")
        .sees("Sales      ○  no: Ben")
        .press("y")
        .sees("Who sees to it: Ines or Ben?")
        .letters("Ben\r")
        .sees("By:")
        .letters("someday\r")
        .sees("someday is no date")
        .types(["\x15"])
        .letters("2031-12-15\r")
        .sees("Promise:")
        .letters("500 visitors a day\r");
    terminal
        .sees("2 of 5")
        .sees("Ines: “We hand over 120 names a month.”")
        .letters("nlll")
        .sees("What was decided")
        .sees("More visitors      we need it  Ben, 2031-12-15, 500 visitors a day")
        .sees("More closing       we do not")
        .press("\r")
        .leaves(0)
        .sees("note: the decisions are in q/decisions.yaml");
    assert_eq!(
        terminal.read("q/decisions.yaml"),
        "decisions:\n  traffic:\n    answer: yes\n    owner: Ben\n    by: 2031-12-15\n    \
         promise: \"500 visitors a day\"\n  closing:\n    answer: no\n"
    );
}

#[test]
fn nothing_decided_is_lost_at_a_kill_and_the_meeting_goes_on_where_it_stopped() {
    let mut terminal = meeting(SAVED);
    terminal.press("y").sees("Owner:").signal(Signal::KILL);
    terminal.sees("<137>");
    let saved = terminal.read("q/decisions.yaml");
    assert_eq!(saved, "decisions:\n  traffic:\n    answer: yes\n");
    let mut again = council()
        .file("q/decisions.yaml", saved)
        .args(SAVED)
        .start();
    again
        .sees("2 of 5")
        .sees("· q leave")
        .press("b")
        .sees("[We need it]");
}

#[test]
fn what_is_not_saved_is_offered_to_be_kept() {
    let mut terminal = meeting("decide q");
    terminal
        .letters("nq")
        .sees("Keep these decisions?")
        .press("y")
        .sees("Save as: q/decisions.yaml")
        .press("\r")
        .leaves(130)
        .sees("saved in q/decisions.yaml");
    let saved = terminal.read("q/decisions.yaml");
    assert_eq!(saved, "decisions:\n  traffic:\n    answer: no\n");
}

#[test]
fn a_file_that_exists_and_is_not_the_councils_is_not_replaced() {
    let align = council()
        .file("other.yaml", "mine")
        .args("decide q --save other.yaml");
    let mut terminal = align.start();
    terminal.leaves(2).sees("this file exists already");
    assert_eq!(terminal.read("other.yaml"), "mine");
}

#[test]
fn without_a_terminal_it_says_how_to_write_the_file() {
    let run = council().args("decide q").run().status(2).stdout("");
    assert!(
        run.stderr_text()
            .contains("write what was decided to `decisions.yaml`")
    );
}
