//! What titles, cells and times say, and forms of every shape against their counts.

use std::{
    cell::Cell,
    io::{self, Read},
};

use proptest::prelude::*;

use super::{
    Source,
    answers::{Said, said},
    read,
    roles::{Role, roles},
    time::{is_day_first, parse},
    title::{Match, Names, asks_why, plain},
};
use crate::{
    checks,
    diagnostic::SourceText,
    questionnaire::Questionnaire,
    response::{Answer, Entry, Missing},
};

const QUESTIONS: &str = "
title: What do we need?
teams: {marketing: Marketing, sales: Sales}
words: {yes: [Ja, 5], no: [Nein]}
questions:
- {id: traffic, need: More visitors, question: 'Don''t we need visitors - soon?', lead: marketing}
- {id: mql-contact, need: Contact, question: 'Do we need calls, or mails?', lead: sales}
";

fn questionnaire() -> Questionnaire {
    Questionnaire::read(&SourceText::new("q.yaml", QUESTIONS)).unwrap()
}

/// The answers of each row that is somebody's, as letters, and what is noted or wrong.
fn outcome(form: &str, missing: Missing) -> (Vec<String>, Vec<String>) {
    let mut people = Vec::new();
    let letter =
        |answer: &Option<Answer>| answer.map_or("-", |answer| &answer.word()[..1]).to_owned();
    let questionnaire = &questionnaire();
    let source = Source { file: "f.csv", questionnaire, missing, keeps_times: false };
    let read = read(form.as_bytes(), source, &mut |entry| {
        let letters: String = entry.response.answers.iter().map(letter).collect();
        people.push(format!(
            "{} {letters}",
            entry.response.respondent.name.as_deref().unwrap_or("?")
        ));
    });
    match read {
        Ok(notes) => (people, notes),
        Err(problems) => (Vec::new(), problems.lines()),
    }
}

#[test]
fn titles_are_compared_without_what_tools_and_keyboards_add() {
    for title in [
        "Don't we need visitors - soon?",
        " don’t we need visitors – soon?  ",
        "1. Don't we need visitors - soon?",
        "Q12: Don't we need  visitors - soon? *",
        "G01Q03. Don't we need\nvisitors\u{a0}- soon?",
        "<p><b>Don't we need</b> visitors - soon?</p>",
        "_Don't we need visitors_ - **soon?**",
        "(3) Don‘t we need visitors \u{2011} soon?",
    ] {
        assert_eq!(plain(title), "don't we need visitors - soon?", "{title}");
    }
    assert_eq!(plain("Do “we” need „it“, «now»?"), "do \"we\" need \"it\", \"now\"?");
    // Longer than any question.
    assert_eq!(plain(&"a".repeat(8 << 10)).len(), 8 << 10);
    assert_eq!(plain(&"a".repeat((8 << 10) + 1)), "");
    // Neither is a number, nor an element.
    assert_eq!(plain("abcdefghijklmnopqrstuvwxyz. Rest"), "abcdefghijklmnopqrstuvwxyz. rest");
    assert_eq!(plain("Who. Is it?"), "is it?");
    assert_eq!(plain("Is 1 < 2 > 0?"), "is 1 < 2 > 0?");
}

#[test]
fn a_title_asks_a_question_exactly_or_in_a_part() {
    let questionnaire = questionnaire();
    let names = Names::of(&questionnaire);
    let asked = |title: &str| {
        let (how, question) = names.asked(title).pop_first()?;
        Some((how, questionnaire[question].id.as_str()))
    };
    assert_eq!(asked("TRAFFIC"), Some((Match::Exact, "traffic")));
    assert_eq!(asked("mql_contact"), Some((Match::Plain, "mql-contact")));
    for title in [
        "What do we need? [Contact]",
        "What do we need? (Contact)",
        "Contact (yes or no)",
        "needs-mql-contact",
        "a-b-mql_contact",
        "Needs/Contact",
        "What do we need? - Contact",
        "q1[mql-contact]",
    ] {
        assert_eq!(asked(title), Some((Match::Part, "mql-contact")), "{title}");
    }
    assert_eq!(asked("Contacts"), None);
    assert_eq!(asked(""), None);
}

#[test]
fn cells_say_an_answer_with_or_without_words_behind_it() {
    let questionnaire = questionnaire();
    let said = |cell: &'static str| said(cell, &questionnaire.words);
    for cell in ["Yes", "y", "TRUE", "Ja", "ja;", "Yes.", "5", "5.0", "yes!", "Yes;"] {
        assert_eq!(said(cell), Said::Answer(Answer::Yes), "{cell}");
    }
    assert_eq!(said("1"), Said::Code(Answer::Yes, "1"));
    for cell in ["0.0", "0.", "0;"] {
        assert_eq!(said(cell), Said::Code(Answer::No, "0"), "{cell}");
    }
    for (cell, why) in [
        ("No, too dear", "too dear"),
        ("Nein – zu teuer.", "zu teuer."),
        ("no - too dear", "too dear"),
        ("No\ntoo dear", "too dear"),
        ("No (too dear)", "(too dear)"),
        ("No. Too dear", "Too dear"),
    ] {
        assert_eq!(said(cell), Said::Explained(Answer::No, why), "{cell}");
    }
    for cell in [
        "?",
        "No idea",
        "N/A",
        "N. A.",
        "-",
        "Yes and no",
        "Yes, no",
        "No / not sure",
        "2",
        "Yes, maybe in spring",
        "Yes-ish",
        "no -idea",
        "1.5",
        "Ja.0",
        "no one",
        "Ja, nein",
        "Yes/No",
    ] {
        assert_eq!(said(cell), Said::Other, "{cell}");
    }
}

#[test]
fn titles_of_form_tools_are_known() {
    let role = |title: &str| roles(title).first().map(|(role, _)| *role);
    for (title, wanted) in [
        ("What is your name?", Role::Name),
        ("Name1", Role::Name),
        ("Your name (optional)", Role::Name),
        ("about-name", Role::Name),
        ("Vor- und Nachname", Role::Name),
        ("First Name", Role::FirstName),
        ("Which team are you in?", Role::Team),
        ("In what department do you work?", Role::Team),
        ("E-Mail-Adresse", Role::Email),
        ("_uuid", Role::ResponseId),
        ("meta-instanceID", Role::ResponseId),
        ("_submission_time", Role::Time),
        ("Submit Date (UTC)", Role::Time),
        ("_status", Role::Status),
        ("__version__", Role::Tool),
        ("IP Address", Role::Tool),
    ] {
        assert_eq!(role(title), Some(wanted), "{title}");
    }
    assert_eq!(role("Favourite tea"), None);
    assert_eq!(role("Team spirit matters to me"), None);
    assert_eq!(role("Which of the things that your team did last year would you do again?"), None);
    assert_eq!(role(&format!("{:?<60}", "Which team")), Some(Role::Team));
    let rank = |title: &str| roles(title)[0].1;
    assert!(rank("fullname1") > rank("이름") && rank("이름1") > rank("이름"));
}

#[test]
fn a_column_asks_why() {
    for title in [
        "Why?",
        "Why?2",
        "Comments",
        "traffic[comment]",
        "Do we? [Comment]",
        "traffic_comment",
        "Please explain:",
    ] {
        assert!(asks_why(title), "{title}");
    }
    for title in ["Do we know why?", "Anything else?", "traffic"] {
        assert!(!asks_why(title), "{title}");
    }
}

#[test]
fn times_are_read_as_tools_write_them() {
    let time = |text: &str| parse(text, false).map(|time| time.to_string());
    for text in [
        "2026-11-10 14:02:31",
        "2026/11/10 2:02:31 PM GMT+1",
        "11/10/2026 14:02:31",
        "11/10/2026 14:02:31.000",
        "11-10-2026 14:02:31",
        "2026 Nov 10 14:02:31",
        "mardi 10 nov. 2026 14:02:31",
        "11/10/26 14:02:31",
        "11/10/2026 02:02:31 PM",
        "10.11.2026 14:02:31",
        "2026-11-10T14:02:31.000+01:00",
        "Nov 10, 2026 2:02:31 PM",
        "10 November 2026 14:02:31",
    ] {
        assert_eq!(time(text).as_deref(), Some("2026-11-10T14:02:31"), "{text}");
    }
    assert_eq!(time("11/10/2026 2:02pm").as_deref(), Some("2026-11-10T14:02:00"));
    assert_eq!(time("2026-11-10 12:30:00 AM").as_deref(), Some("2026-11-10T00:30:00"));
    assert_eq!(time("11/10/100").as_deref(), Some("0100-11-10T00:00:00"));
    assert_eq!(time("some day"), None);
    assert_eq!(time("99/99/2026"), None);
    let day_first = is_day_first(["3/4/2026", "13/4/2026"].into_iter());
    assert_eq!(parse("3/4/2026", day_first).unwrap().to_string(), "2026-04-03T00:00:00");
}

#[test]
fn rows_that_are_nobodys_are_left_out_and_counted() {
    let form = "Name,Status,traffic,mql-contact\nAda,,yes,no\n,,,\nBo,,,\nCem,test,yes,no\n\
                Name,Status,traffic,mql-contact\nDee,,no,\n";
    let people = ["Ada yn", "Dee n-"].map(str::to_owned).to_vec();
    let note = "4 rows left out: 1 blank, 1 without any answer, 1 of a preview or test and 1 with the header again";
    assert_eq!(outcome(form, Missing::IsBlank), (people, vec![note.to_owned()]));
    assert_eq!(outcome(form, Missing::IsAProblem).1, ["row 7 mql-contact: no answer"]);
}

#[test]
fn a_word_is_refused_once_however_often_it_is_there() {
    let form = format!("traffic,mql-contact,Team\n{}", "perhaps,?,Salez\n".repeat(50));
    let problems = [
        "row 2 traffic: `perhaps` is not an answer; it is in 50 cells",
        "row 2 mql-contact: `?` stands for a character that was lost; it is in 50 cells",
        "row 2 Team: unknown team `Salez`",
    ];
    assert_eq!(outcome(&form, Missing::IsAProblem).1, problems);
}

#[test]
fn a_thousand_different_words_are_told_apart() {
    let questionnaire = &questionnaire();
    let source = Source { file: "f", questionnaire, missing: Missing::IsBlank, keeps_times: false };
    let rows: String = (0..1010).map(|number| format!("perhaps {number},ja\n")).collect();
    let form = format!("traffic,mql-contact\n{rows}");
    assert_eq!(read(form.as_bytes(), source, &mut |_| ()).unwrap_err().count(), 1000);
}

#[test]
fn a_short_response_id_is_one_of_its_file_and_an_empty_one_is_none() {
    let questionnaire = &questionnaire();
    let source = Source { file: "f", questionnaire, missing: Missing::IsBlank, keeps_times: false };
    let form = "Response ID,traffic,mql-contact\n7,ja,ja\n,ja,ja\n123456,ja,ja\n";
    let mut ids = Vec::new();
    read(form.as_bytes(), source, &mut |entry| ids.push(entry.response_id.map(str::to_owned)))
        .unwrap();
    assert_eq!(ids, [Some("7 f".to_owned()), None, Some("123456".to_owned())]);
}

#[test]
fn one_column_does_not_answer_two_questions() {
    let form = "Name,Contact\nAda,yes\n";
    let found = outcome(form, Missing::IsAProblem).1;
    assert_eq!(found, ["row 1: no column for question `traffic`"]);
}

#[test]
fn a_header_has_a_second_row_only_where_that_holds_choices() {
    let people = |form: &str| outcome(form, Missing::IsBlank).0;
    assert_eq!(people("Name,traffic,mql-contact\n,,nein\nAda,ja,ja\n"), ["? -n", "Ada yy"]);
    let choices = "Name,traffic,,mql-contact,\n,Ja,Nein,Ja,Other\nAda,Ja,,Nein,\n";
    assert_eq!(people(choices), ["Ada yn"]);
    let mark = "traffic,mql-contact\n#,#\nja,ja\n";
    assert_eq!(outcome(mark, Missing::IsBlank).1.len(), 1);
}

#[test]
fn a_form_that_asks_nothing_is_told_by_its_first_row() {
    let found = outcome("Name,Fruit\nAda,a long word about pears\n", Missing::IsAProblem).1;
    assert_eq!(found[0], "row 1: no column for question `traffic`");
}

#[test]
fn columns_beside_a_question_do_not_answer_it() {
    for aside in ["Contact [other]", "Contact [comment]"] {
        let form = format!("Contact (yes or no),{aside},traffic\nja,,nein\n");
        assert_eq!(outcome(&form, Missing::IsAProblem).0, ["? ny"], "{aside}");
    }
}

#[test]
fn a_questions_text_beats_the_name_of_a_variable() {
    let form = "traffic,mql-contact\nContact,More visitors\n\
                {\"ImportId\":1},{\"ImportId\":2}\nja,nein\n";
    assert_eq!(outcome(form, Missing::IsAProblem).0, ["? ny"]);
}

#[test]
fn a_row_with_a_word_that_is_refused_is_not_handed_on() {
    let questionnaire = &questionnaire();
    let source =
        Source { file: "f", questionnaire, missing: Missing::IsAProblem, keeps_times: false };
    let mut rows = Vec::new();
    let form = "traffic,mql-contact\nperhaps,ja\nja,ja\n";
    let read = read(form.as_bytes(), source, &mut |entry| rows.push(entry.place.row));
    assert_eq!(read.unwrap_err().count(), 1);
    assert_eq!(rows, [3]);
}

/// How many bytes of a form are read before its first row is handed on.
fn read_before_the_first(row: &str, rows: usize) -> usize {
    struct Counted<'a>(&'a [u8], &'a Cell<usize>);

    impl Read for Counted<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let read = self.0.read(buffer)?;
            self.1.set(self.1.get() + read);
            Ok(read)
        }
    }

    let form = format!("traffic,mql-contact,Fruit\n{}", row.repeat(rows));
    let (count, first) = (Cell::new(0), Cell::new(None));
    let questionnaire = &questionnaire();
    let source = Source { file: "f", questionnaire, missing: Missing::IsBlank, keeps_times: false };
    let take = &mut |_: &Entry<'_>| first.set(first.get().or(Some(count.get())));
    read(Counted(form.as_bytes(), &count), source, take).unwrap();
    first.get().unwrap()
}

#[test]
fn rows_are_handed_on_while_a_form_is_read() {
    let short = read_before_the_first(&format!("ja,nein{}\n", ",".repeat(100)), 10_000);
    assert!(short < 400_000, "{short}");
    let long = read_before_the_first(&format!("ja,nein,{}\n", "x".repeat(60_000)), 100);
    assert!(long < 1_000_000, "{long}");
}

#[test]
fn a_thousand_rows_tell_what_the_columns_hold() {
    let mut times = Vec::new();
    let row = |time: &str| format!("{time},ja,nein\n");
    let form = format!(
        "Time,traffic,mql-contact\n{}{}",
        row("3/4/2026").repeat(990),
        row("13/4/2026").repeat(100)
    );
    let questionnaire = &questionnaire();
    let source = Source { file: "f", questionnaire, missing: Missing::IsBlank, keeps_times: true };
    read(form.as_bytes(), source, &mut |entry| times.push(entry.time.unwrap())).unwrap();
    assert_eq!(times[0].to_string(), "2026-04-03T00:00:00");
}

#[test]
fn a_quote_left_open_far_below_is_told_with_its_column() {
    let form = format!("Name,traffic,mql-contact\n{}Bo,\"ja,nein\n", "Ada,ja,nein\n".repeat(1100));
    let found = outcome(&form, Missing::IsAProblem).1;
    assert!(found[0].starts_with("row 1102 traffic: "), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Words, separators and line ends in any order are counted or refused, and nothing else.
    #[test]
    fn no_form_makes_it_panic(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "traffic", "mql-contact", "Name", "Team", "Why?", "Status", "yes", "No, x", "1", "0", "?", "sales",
                "Total", "{\"ImportId\"", "#a", "Response", ",", ",", ";", "\t", "\n", "\n", "\"", " ", "é",
            ]),
            0..60,
        ),
    ) {
        checks::form(format!("{QUESTIONS}\n===\n{}", parts.concat()).as_bytes());
    }
}
