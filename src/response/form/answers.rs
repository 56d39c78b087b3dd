//! What a cell says.

use crate::{questionnaire::Words, response::Answer, text::fold};

/// What somebody said in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said<'a> {
    Nothing,
    Answer(Answer),
    /// `1` or `0`, which are answers in a form that has no others.
    Code(Code),
    /// An answer and words behind it.
    Explained(Answer, &'a str),
    /// Something that is no answer.
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    One,
    Zero,
}

impl Code {
    pub(super) const fn answer(self) -> Answer {
        match self {
            Self::One => Answer::Yes,
            Self::Zero => Answer::No,
        }
    }
}

/// What a spreadsheet writes for a character that its encoding lacks.
pub(super) const LOST: &str = "?";

/// What a cell says. The questionnaire's own words win.
pub(super) fn said<'a>(cell: &'a str, words: &Words) -> Said<'a> {
    let text = cell.trim();
    if text.is_empty() {
        return Said::Nothing;
    }
    let word = text.trim_end_matches(|c: char| c == ';' || c == '.' || c.is_whitespace());
    let word = whole_number(word).unwrap_or(word);
    if let Some(answer) = words.own(text).or_else(|| words.own(word)) {
        return Said::Answer(answer);
    }
    match word {
        "1" => Said::Code(Code::One),
        "0" => Said::Code(Code::Zero),
        LOST => Said::Other,
        _ => match words.answer(word) {
            Some(answer) => Said::Answer(answer),
            None => explained(text, words),
        },
    }
}

/// `1` where a data tool wrote `1.0`.
fn whole_number(word: &str) -> Option<&str> {
    let number = word.strip_suffix(".0")?;
    number
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(number)
}

/// An answer before a comma or the like, with what follows. `No idea` is no such thing, nor is an
/// answer behind which another one stands.
fn explained<'a>(text: &'a str, words: &Words) -> Said<'a> {
    const BREAKS_AT_MOST: usize = 4;
    let breaks = text
        .char_indices()
        .filter(|(at, c)| is_break(text, *at, *c));
    for (at, c) in breaks.take(BREAKS_AT_MOST) {
        let word = text[..at].trim();
        // A single letter may be the beginning of anything.
        let is_word = word.chars().nth(1).is_some();
        let Some(answer) = words.answer(word).filter(|_| is_word) else {
            continue;
        };
        let rest = if c == '(' {
            &text[at..]
        } else {
            &text[at + c.len_utf8()..]
        };
        let rest = rest.trim_matches(|c: char| c.is_whitespace() || "-–—;,!:".contains(c));
        return match rest.trim_matches('.') {
            _ if holds_other(rest, answer, words) => Said::Other,
            "" => Said::Answer(answer),
            _ => Said::Explained(answer, rest),
        };
    }
    Said::Other
}

/// Whether a word ends at a character: a comma or the like, a hyphen between spaces.
fn is_break(text: &str, at: usize, c: char) -> bool {
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let before = || is_space(text[..at].chars().next_back());
    let after = || is_space(text[at + c.len_utf8()..].chars().next());
    match c {
        ',' | ';' | ':' | '!' | '–' | '—' | '\n' | '\r' => true,
        '-' => before() && after(),
        '(' => before(),
        '.' => after(),
        _ => false,
    }
}

/// Whether a text holds a word for another answer.
fn holds_other(text: &str, answer: Answer, words: &Words) -> bool {
    let text = fold(text);
    let mut others = words
        .all()
        .filter(|word| words.answer(word) != Some(answer));
    others.any(|word| {
        let word = fold(word);
        word.chars().nth(1).is_some() && holds_word(&text, &word)
    })
}

fn holds_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        [before, after]
            .into_iter()
            .flatten()
            .all(|c| !c.is_alphanumeric())
    })
}
