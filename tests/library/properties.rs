//! What must hold for any input at all, tried on inputs that come near the real ones: a grammar's
//! own marks, the words of our files, and any characters between.

use proptest::{collection::vec, prelude::*};

use super::checks;

/// Pieces that files are made of, and what makes trouble in them.
const PIECES: &[&str] = &[
    "name",
    "team",
    "date",
    "answers",
    "notes",
    "title",
    "teams",
    "questions",
    "consensus",
    "id",
    "need",
    "question",
    "lead",
    "help",
    "decisions",
    "answer",
    "owner",
    "by",
    "promise",
    "\"version\": 1",
    "null",
    "traffic",
    "closing",
    "surveys",
    "persona-research",
    "content-offers",
    "mql-contact",
    "marketing",
    "yes",
    "no",
    "unsure",
    "2026-11-24",
    "75",
    "~",
    ": ",
    ":\n  ",
    "\n",
    "\n  ",
    "\n- ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "\"",
    "'",
    "|\n  ",
    ">\n ",
    "# ",
    "&a ",
    "*a",
    "<<: ",
    "!!str ",
    "---\n",
    "...",
    "%YAML 1.2\n",
    "? ",
    "\\ud800",
    "\\u0000",
    "\\e[2J",
    "\u{feff}",
    "\r",
    "\r\n",
    "\t",
    "\0",
    "\u{1b}]52;c;YQ==\u{7}",
    "\u{9b}2J",
    "\u{202e}",
    "\u{200b}",
    "=cmd()",
    "<b>",
    "[a](b)",
    "|",
    "語",
    "e\u{301}",
    "👩‍👩‍👧",
    "Timestamp",
    "\"\"",
    ",,,",
    "0x10",
    "1e400",
    ".nan",
];

/// A text of such pieces with anything between.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// An answers document that is sound but for what its texts may hold.
fn answered() -> impl Strategy<Value = String> {
    let quoted = || any::<String>().prop_map(|text| crate::json::string(&text));
    (quoted(), quoted(), "(yes|no|unsure|)").prop_map(|(name, note, answer)| {
        format!("name: {name}\nanswers:\n  closing: {answer}\nnotes:\n  traffic: {note}\n")
    })
}

/// Decisions that are sound but for what their texts may hold.
fn decided() -> impl Strategy<Value = String> {
    let quoted = || any::<String>().prop_map(|text| crate::json::string(&text));
    (quoted(), quoted()).prop_map(|(owner, promise)| {
        format!("decisions: {{closing: {{answer: yes, owner: {owner}, promise: {promise}}}}}\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_questionnaire_or_has_problems(text in text()) {
        checks::questionnaire(&text);
        checks::questionnaire(&format!("title: {text}\nteams: {{a: A, b: B}}\nquestions:\n- {{id: x, need: N, question: Q, lead: a}}\n"));
    }

    #[test]
    fn any_text_is_an_answers_document_or_has_problems(text in text()) {
        checks::answers(&text);
    }

    #[test]
    fn what_is_saved_is_read_back_the_same(text in answered()) {
        checks::answers(&text);
    }

    #[test]
    fn any_text_is_lines_of_answers_or_has_problems(text in text()) {
        checks::lines(&text);
        checks::lines(&format!("Ana (marketing): yes no {text}"));
    }

    #[test]
    fn any_text_is_counts_or_has_problems(text in text(), number in any::<u64>()) {
        let header = "id,team,yes,no,unsure,blank,respondents\n";
        checks::counts(text.as_bytes());
        checks::counts(format!("{header}traffic,sales,{number},1,0,0,{text}").as_bytes());
    }

    #[test]
    fn any_text_is_what_was_decided_or_has_problems(text in text(), decided in decided()) {
        checks::decisions(&text);
        checks::decisions(&format!("decisions: {text}"));
        checks::decisions(&decided);
    }

    #[test]
    fn any_text_in_a_report_is_one_or_has_problems(text in text(), start in 0_usize..3000, length in 0_usize..40) {
        checks::report(&text);
        let report = checks::sound_report();
        let start = start % report.len();
        let end = (start + length).min(report.len());
        checks::report(&report);
        checks::report(&format!("{}{text}{}", &report[..start], &report[end..]));
    }

    #[test]
    fn any_keys_are_an_interview(bytes in vec(any::<u8>(), 0..400)) {
        checks::keys(&bytes);
    }
}

#[test]
fn a_report_with_texts_outside_ascii_is_one() {
    let report = checks::sound_report();
    let other = report.replacen("More visitors", "Más visitas", 1);
    assert_ne!(other, report);
    checks::report(&other);
}
