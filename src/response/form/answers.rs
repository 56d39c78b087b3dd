//! What a cell says.

use crate::{questionnaire::Words, response::Answer, text::fold};

/// What somebody said in a cell that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said<'a> {
    Answer(Answer),
    /// `1` or `0`, which are answers in a form that has no others.
    Code(Answer, &'a str),
    /// An answer and words behind it.
    Explained(Answer, &'a str),
    /// Something that is no answer.
    Other,
}

impl Said<'_> {
    pub(super) const fn answer(self) -> Option<Answer> {
        match self {
            Self::Answer(answer) | Self::Code(answer, _) | Self::Explained(answer, _) => {
                Some(answer)
            }
            Self::Other => None,
        }
    }
}

/// What a spreadsheet writes for a character that its encoding lacks.
pub(super) const LOST: &str = "?";

/// What a cell says. The questionnaire's own words win.
pub(super) fn said<'a>(cell: &'a str, words: &Words) -> Said<'a> {
    let word = cell.trim_end_matches(|c: char| c == ';' || c == '.' || c.is_whitespace());
    let word = whole_number(word).unwrap_or(word);
    if let Some(answer) = words.own(cell).or_else(|| words.own(word)) {
        return Said::Answer(answer);
    }
    match (word, words.answer(word)) {
        (LOST, _) => Said::Other,
        ("1" | "0", Some(answer)) => Said::Code(answer, word),
        (_, Some(answer)) => Said::Answer(answer),
        (_, None) => explained(cell, words),
    }
}

/// The figure in `1.0`, `1.00` or, in many languages, `1,0`: what data tools and spreadsheets write
/// where somebody ticked 1.
fn whole_number(word: &str) -> Option<&str> {
    let (number, decimals) = word.split_once(['.', ','])?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = !decimals.is_empty() && decimals.bytes().all(|byte| byte == b'0');
    (is_number && is_whole).then_some(number)
}

/// An answer before a comma or the like, with what follows. `No idea` is no such thing, nor is an
/// answer behind which another one stands.
fn explained<'a>(cell: &'a str, words: &Words) -> Said<'a> {
    const BREAKS_AT_MOST: usize = 4;
    let breaks = cell.char_indices().filter(|(at, c)| is_break(cell, *at, *c));
    for (at, c) in breaks.take(BREAKS_AT_MOST) {
        let word = cell[..at].trim();
        // A single letter or figure may be the beginning of anything.
        let is_word = word.chars().nth(1).is_some();
        let Some(answer) = words.answer(word).filter(|_| is_word) else {
            continue;
        };
        let start = if c == '(' { at } else { at + c.len_utf8() };
        let rest = &cell[start..];
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
    let others = words.all().filter(|word| words.answer(word) != Some(answer)).map(fold);
    let mut others = others.filter(|word| word.chars().nth(1).is_some());
    others.any(|word| holds_word(&text, &word))
}

fn holds_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        [before, after].into_iter().flatten().all(|c| !c.is_alphanumeric())
    })
}
