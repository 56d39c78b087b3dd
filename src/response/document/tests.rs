//! All shapes of a document say the same, and what is written reads back.

use jiff::civil::Date;

use super::*;
use crate::response::Answer;

fn six() -> Questionnaire {
    Questionnaire::built_in().unwrap()
}

/// What is said about a document that has one problem, with its place and the help.
fn told(text: &str) -> String {
    let diagnostics = match read(&SourceText::new("a.yaml", text), &six()) {
        Ok(reading) => reading.diagnostics,
        Err(diagnostic) => diagnostic.into(),
    };
    let said = diagnostics.places().map(|(span, kind)| {
        let remedy = kind.remedy().map_or_else(String::new, |remedy| format!("; {remedy}"));
        format!("{span} {kind}{remedy}")
    });
    said.collect::<Vec<_>>().join("\n")
}

fn words(text: &str) -> Vec<&'static str> {
    let questionnaire = six();
    let draft = read(&SourceText::new("a.yaml", text), &questionnaire).unwrap().sound().unwrap();
    questionnaire
        .questions()
        .map(|(index, _)| draft.answer(index).map_or("", Answer::word))
        .collect()
}

fn faults(text: &str) -> Vec<String> {
    let diagnostics = read(&SourceText::new("a.yaml", text), &six()).unwrap().diagnostics;
    diagnostics.places().map(|(span, kind)| format!("{span} {kind}")).collect()
}

#[test]
fn a_questionnaire_is_told_to_be_one_and_nothing_else_is() {
    let is_told = |text: &str| {
        let diagnostics = read(&SourceText::new("a.yaml", text), &six()).unwrap().diagnostics;
        // A mapping begins at a point; one character is shown there.
        diagnostics.places().all(|(span, _)| span.length == 1)
            && diagnostics.lines() == ["this is a questionnaire, which is not read here"]
    };
    assert!(is_told(crate::questionnaire::BUILT_IN));
    assert!(is_told("teams: {}\nquestions: []\n"));
    for other in [
        "questions: []\n",
        "teams: {}\n",
        "teams: {}\nquestions: []\nanswers: {}\n",
        "[teams, questions]\n",
    ] {
        assert!(!is_told(other), "{other}");
    }
}

#[test]
fn all_shapes_say_the_same() {
    let wanted = ["yes", "no", "no", "yes", "yes", "unsure"];
    let mapping = "traffic: y\nclosing: NO\nsurveys: false\npersona-research: true\ncontent-offers: 1\nmql-contact: not sure\n";
    let indented =
        mapping.lines().fold("answers:\n".to_owned(), |all, line| all + "  " + line + "\n");
    for document in [
        "yes\nno\nno\nyes\nyes\nunsure\n",
        "\u{feff}# six\r\n\r\nYES\r\nn # why not\r\n0\r\ntrue\r\n1\r\n?\r\n",
        mapping,
        &indented,
        &format!("name: Ana\nteam: Sales\ndate: 2026-11-24\n{indented}notes:\n  closing: a\n"),
        r#"{"traffic":true,"closing":false,"surveys":"no","persona-research":1,"content-offers":"Yes","mql-contact":"?"}"#,
        r#"{"name":null,"answers":{"traffic":true,"closing":0,"surveys":"n","persona-research":"y","content-offers":1,"mql-contact":"maybe"}}"#,
    ] {
        assert_eq!(words(document), wanted, "{document}");
    }
}

#[test]
fn what_is_blank_is_missing() {
    assert_eq!(words(""), [""; 6]);
    assert_eq!(words("# nothing yet\n"), [""; 6]);
    assert_eq!(words("answers:\n"), [""; 6]);
    assert_eq!(
        words("traffic:\nclosing: ~\nsurveys: ''\nmql-contact: no"),
        ["", "", "", "", "", "no"]
    );
    assert_eq!(words("no"), ["no", "", "", "", "", ""]);
    assert_eq!(words(&sheet(&six())), [""; 6]);
}

#[test]
fn every_problem_is_found_at_once_and_in_its_place() {
    assert_eq!(
        faults(
            "name: [a]\nteam: slaes\ndate: soon\nanswers:\n  trafic: yes\n  closing: ja\n  surveys: {}\n  closing: no\nnotes:\n  x: y\nextra: 1\n"
        ),
        [
            "1:7 `name` must be a single value, not a list",
            "2:7 unknown team `slaes`",
            "3:7 `soon` is not a date",
            "5:3 unknown question id `trafic`",
            "6:12 `ja` is not an answer",
            "7:12 an answer must be a single value, not a mapping",
            "8:3 key `closing` is here twice, first in line 6",
            "10:3 unknown question id `x`",
            "11:1 unknown key `extra`",
        ]
    );
    assert_eq!(faults("yes\n\n  yess\n"), ["3:3 `yess` is not an answer"]);
    assert_eq!(faults("y\ny\ny\ny\ny\ny\ny\n"), ["7:1 more answers than the 6 questions"]);
    assert_eq!(
        faults("- yes\n- no\n"),
        ["1:1 `- yes` is not an answer", "2:1 `- no` is not an answer"]
    );
    assert_eq!(faults("[yes, no]"), ["1:1 an answers document must be a mapping, not a list"]);
}

#[test]
fn a_question_may_be_called_answers() {
    let yaml = "title: T\nteams: {a: A, b: B}\nquestions:\n- {id: answers, need: N, question: Q, lead: a}\n";
    let questionnaire = Questionnaire::read(&SourceText::new("q", yaml)).unwrap();
    for document in ["answers: yes", "answers: {answers: yes}"] {
        let draft = read(&SourceText::new("a", document), &questionnaire).unwrap().draft;
        assert_eq!(draft.answered(), 1, "{document}");
    }
}

#[test]
fn a_pair_is_one_answer() {
    let questionnaire = six();
    let mut draft = Draft::new(&questionnaire);
    let mut pair =
        |pair: &str| read_pair(&SourceText::new("--answer", pair), &questionnaire, &mut draft);
    assert!(pair("traffic=yes").is_ok());
    assert_eq!(pair("traffic=no").unwrap_err().kind.to_string(), "`traffic` is answered twice");
    assert_eq!(pair("closing").unwrap_err().kind.to_string(), "`closing` is not ID=ANSWER");
    assert_eq!(pair("close=no").unwrap_err().kind.to_string(), "unknown question id `close`");
    assert_eq!(pair("closing=ja").unwrap_err().kind.to_string(), "`ja` is not an answer");
    assert_eq!(draft.answered(), 1);
}

#[test]
fn what_is_wrong_with_a_pair_is_shown_in_it() {
    let questionnaire = six();
    let span = |pair: &str| {
        let text = SourceText::new("--answer", pair);
        let diagnostic = read_pair(&text, &questionnaire, &mut Draft::new(&questionnaire));
        let span = Diagnostics::from(diagnostic.unwrap_err()).places().next().unwrap().0;
        (span.line, span.column, span.length)
    };
    assert_eq!(span("closing"), (1, 1, 7));
    assert_eq!(span("close=no"), (1, 1, 5));
    assert_eq!(span("closing=ja"), (1, 9, 2));
}

#[test]
fn a_sheet_says_above_each_place_what_is_asked() {
    let yaml = "title: Who?\nteams: {a: A, b: B}\nquestions:\n\
                - {id: x, need: N, question: Do we?, lead: a, help: Look.}\n\
                - {id: z, need: M, question: And this?, lead: b}\n";
    let questionnaire = Questionnaire::read(&SourceText::new("q", yaml)).unwrap();
    let sheet = sheet(&questionnaire);
    assert!(sheet.starts_with("# Who?\n"));
    let answers = "answers:\n\n# Do we?\n# Look.\n  x:\n\n# And this?\n  z:\n";
    assert!(sheet.contains(answers), "{sheet}");
}

#[test]
fn yaml_as_people_write_it_is_one_problem_that_says_what_to_type() {
    for (document, said) in [
        ("traffic:yes\nclosing:no\n", "1:8 no `: ` between key and value; write `traffic: yes`"),
        (
            "answers:\n  traffic: yes\n  closing:no # why\n",
            "3:10 no `: ` between key and value; write `closing: no # why`",
        ),
        (
            "traffic: yes\nclosing:\u{a0}no\n",
            "2:9 a no-break space where a space belongs; delete it and type a space",
        ),
        (
            "answers:\n\u{a0}\u{a0}traffic: yes\n",
            "2:1 a no-break space where a space belongs; delete it and type a space",
        ),
        (
            "```yaml\ntraffic: yes\n```\n",
            "1:1 this line marks code in a chat or in Markdown; delete the line, and the one like it at the end",
        ),
        (
            "traffic: yes\n```\n",
            "2:1 this line marks code in a chat or in Markdown; delete the line, and the one like it at the end",
        ),
        (
            "name: Ana\nanswer:\n  traffic: yes\n",
            "2:1 unknown key `answer`; did you mean `answers`?",
        ),
        ("Answers:\n  traffic: yes\n", "1:1 unknown key `Answers`; did you mean `answers`?"),
        (
            "traffic: ?\n",
            "1:10 cannot read this as YAML: a `?` alone begins a key; write `unsure`, or put it in quotes: `\"?\"`",
        ),
        (
            "answers:\n  traffic:  ? # who knows\n  closing: no\n",
            "2:13 cannot read this as YAML: a `?` alone begins a key; write `unsure`, or put it in quotes: `\"?\"`",
        ),
        ("traffic=yes\nclosing = no\n", "1:8 no `: ` between key and value; write `traffic: yes`"),
        ("traffic：yes\n", "1:8 no `: ` between key and value; write `traffic: yes`"),
        (
            "- traffic: yes\n- closing: no\n",
            "1:1 an answers document must be a mapping, not a list; write `ID: yes`, one answer a line, and no list",
        ),
    ] {
        assert_eq!(told(document), said, "{document}");
    }
    // What only looks like it is none of it.
    assert_eq!(words("? traffic\n: yes\n")[0], "yes");
    assert_eq!(
        told("answers: {traffic: yes}\nnotes:\n  traffic: see http://a.example, a=b, c:d\n"),
        ""
    );
    assert_eq!(
        told("{\"traffic\":\"yes\",\"closing\":\"ja\"}"),
        "1:28 `ja` is not an answer; an answer is `yes`, `no` or `unsure`"
    );
}

#[test]
fn the_questionnaire_s_own_words_count_in_a_document() {
    let yaml = "title: T\nteams: {a: A, b: B}\nwords: {yes: [Ja, 2], no: 1}\n\
                questions:\n- {id: x, need: N, question: Q, lead: a}\n- {id: z, need: M, question: R, lead: b}\n";
    let questionnaire = Questionnaire::read(&SourceText::new("q", yaml)).unwrap();
    for document in ["x: ja\nz: 1\n", "JA\n1\n", "{\"x\": 2, \"z\": \"no\"}"] {
        let reading = read(&SourceText::new("a", document), &questionnaire).unwrap();
        let draft = reading.sound().unwrap();
        let answers: Vec<_> =
            questionnaire.questions().map(|(index, _)| draft.answer(index)).collect();
        assert_eq!(answers, [Some(Answer::Yes), Some(Answer::No)], "{document}");
    }
}

#[test]
fn a_short_word_is_near_to_everything_and_so_to_nothing() {
    let remedy =
        |word: &str| told(&format!("traffic: {word}\n")).split("; ").nth(1).unwrap().to_owned();
    assert_eq!(remedy("Ano"), "an answer is `yes`, `no` or `unsure`");
    assert_eq!(remedy("unsrue"), "did you mean `unsure`?");
}

#[test]
fn names_and_notes_have_a_limit() {
    let document = |name: usize, note: usize| {
        format!(
            "name: {}\nanswers: {{traffic: yes}}\nnotes: {{traffic: {}}}\n",
            "é".repeat(name),
            "é".repeat(note)
        )
    };
    assert_eq!(told(&document(200, 5000)), "");
    assert_eq!(
        told(&document(201, 5001)),
        "1:7 `name` has more than 200 characters\n3:18 a note has more than 5000 characters"
    );
}

/// Problems that are only counted are not looked into: 10,000 unknown ids beside 1,000 known ones.
#[test]
fn only_shown_problems_are_measured_against_every_id() {
    let id = |n: usize| format!("{n}{}", "x".repeat(60));
    let questions: String = (0..1000)
        .map(|n| format!("- {{id: {}, need: N{n}, question: Q{n}?, lead: a}}\n", id(n)))
        .collect();
    let yaml = format!("title: T\nteams: {{a: A, b: B}}\nquestions:\n{questions}");
    let questionnaire = Questionnaire::read(&SourceText::new("q", yaml)).unwrap();
    let document: String = (0..10_000).map(|n| format!("y{n}{}: yes\n", "y".repeat(58))).collect();
    let before = std::time::Instant::now();
    let reading = read(&SourceText::new("a", document), &questionnaire).unwrap();
    assert_eq!(reading.diagnostics.count(), 10_000);
    assert!(
        before.elapsed().as_secs() < 60,
        "10,000 × 1,000 × 3,600 pairs would take half an hour"
    );
}

#[test]
fn a_sheet_offers_the_words_and_people_of_its_questionnaire() {
    let yaml = "title: T\nteams: {a: A, b: B}\npeople: {Ana: a, Ben: b}\nwords: {yes: [Ja], no: [Nein]}\n\
                questions:\n- {id: x, need: N, question: Q, lead: a}\n";
    let questionnaire = Questionnaire::read(&SourceText::new("q", yaml)).unwrap();
    let sheet = sheet(&questionnaire);
    assert_eq!(
        sheet,
        "# T\n# Write Ja, Nein or unsure behind each question's id. A name and a team help the council.\nname: # Ana or Ben\n\
         team: # a or b\ndate:\nanswers:\n\n# Q\n  x:\n\n\
         # A word on an answer, if you like, behind the same ids.\nnotes:\n"
    );
}

#[test]
fn a_sheet_names_no_more_teams_than_fit_a_line() {
    let sheet = |length: usize| {
        let [a, b] = ["a", "b"].map(|letter| letter.repeat(length));
        let yaml = format!(
            "title: T\nteams: {{{a}: A, {b}: B}}\nquestions:\n- {{id: x, need: N, question: Q, lead: {a}}}\n"
        );
        sheet(&Questionnaire::read(&SourceText::new("q", yaml)).unwrap())
    };
    assert!(sheet(42).contains("\nname:\nteam: # aaa"));
    assert!(sheet(43).contains("\nname:\nteam:\n"));
}

/// Every character of the Basic Multilingual Plane and a sample of the others, 4,000 a note.
#[test]
fn every_character_comes_back_from_what_is_saved() {
    let questionnaire = six();
    let (question, _) = questionnaire.questions().next().unwrap();
    let beyond = ('\u{10000}'..=char::MAX).step_by(101);
    let characters: Vec<char> = ('\0'..='\u{ffff}').chain(beyond).collect();
    for part in characters.chunks(4000) {
        let note: String = std::iter::once('x').chain(part.iter().copied()).chain(['x']).collect();
        let mut draft = Draft::new(&questionnaire);
        draft.set_note(question, note);
        for text in [write(&draft, &questionnaire), write_json(&draft, &questionnaire)] {
            let read = read(&SourceText::new("a", text), &questionnaire).unwrap();
            assert_eq!(read.sound().unwrap(), draft, "{:?}", part[0]);
        }
    }
}

mod round_trip {
    use proptest::prelude::*;

    use super::*;

    fn draft() -> impl Strategy<Value = Draft> {
        let answers = proptest::collection::vec(proptest::option::of(0..3_usize), 6);
        let notes = proptest::collection::vec(proptest::option::of(note()), 6);
        (
            proptest::option::of(note()),
            proptest::option::of(0..2_usize),
            any::<bool>(),
            answers,
            notes,
        )
            .prop_map(|(name, team, dated, answers, notes)| {
                let questionnaire = six();
                let mut draft = Draft::new(&questionnaire);
                draft.respondent.name = name;
                draft.respondent.team =
                    team.and_then(|n| questionnaire.teams().nth(n)).map(|(index, _)| index);
                draft.date = dated.then(|| Date::constant(2026, 11, 24));
                for (index, _) in questionnaire.questions() {
                    let position = index.position();
                    answers[position].iter().for_each(|n| draft.set(index, Answer::ALL[*n]));
                    notes[position].iter().for_each(|note| draft.set_note(index, note.clone()));
                }
                draft
            })
    }

    /// Any text that has something in it and no space around it, which reading takes away.
    fn note() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[a-z:#\"' {}\\[\\]|>&*!%@`\n\t-]{1,12}",
            "(yes|No|null|~|1|0x1f|1e3|-|---)"
        ]
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("a blank note is no note", |text| !text.is_empty())
    }

    proptest! {
        #[test]
        fn a_written_draft_reads_back_the_same(draft in draft()) {
            let questionnaire = six();
            let document = write(&draft, &questionnaire);
            let read = read(&SourceText::new("a.yaml", document.clone()), &questionnaire).unwrap();
            prop_assert_eq!(read.sound().map_err(|_| document), Ok(draft.clone()));
            let json = write_json(&draft, &questionnaire);
            let read = super::read(&SourceText::new("a.json", json.clone()), &questionnaire).unwrap();
            prop_assert_eq!(read.sound().map_err(|_| json), Ok(draft));
        }

        #[test]
        fn no_text_whatever_makes_the_reader_panic(text in any::<String>()) {
            let _ = read(&SourceText::new("a.yaml", text), &six());
        }
    }
}
