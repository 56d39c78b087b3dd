//! Titles of columns as they are compared, and the questions that they ask.

use std::collections::{BTreeSet, HashMap};

use crate::{
    grid::Row,
    questionnaire::{Limit, QuestionIndex, Questionnaire},
    text::fold,
};

/// How far a title may be from a name of the question, the strictest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    /// Case and outer space aside.
    Exact,
    /// Marks, numbering and the form of quotes, dashes and white space aside.
    Plain,
    /// In a part of it: in brackets, behind a slash or a group's name.
    Part,
}

/// What the questions go by: id, question and need.
#[derive(Default)]
pub(super) struct Names {
    exact: HashMap<String, Vec<QuestionIndex>>,
    plain: HashMap<String, Vec<QuestionIndex>>,
    /// An id may have `_` for `-`, which is none that a form tool takes in a name.
    ids: HashMap<String, QuestionIndex>,
}

impl Names {
    pub(super) fn of(questionnaire: &Questionnaire) -> Self {
        let mut names = Self::default();
        for (index, question) in questionnaire.questions() {
            for text in [&question.id, &question.question, &question.need] {
                names.exact.entry(text.trim().to_lowercase()).or_default().push(index);
                names.plain.entry(plain(text)).or_default().push(index);
            }
            names.ids.insert(question.id.replace('-', "_"), index);
        }
        // A need of nothing but marks goes by its exact text alone.
        names.plain.remove("");
        names
    }

    /// The questions that a title may ask, the surest first.
    pub(super) fn asked(&self, title: &str) -> BTreeSet<(Match, QuestionIndex)> {
        let exact = self.exact.get(&title.to_lowercase()).into_iter().flatten();
        let plain = plain(title);
        let parts = parts(&plain).into_iter().flat_map(|part| self.plain(part));
        let parts = parts.chain(self.behind_group(&plain));
        let exact = exact.map(|question| (Match::Exact, *question));
        let plain = self.plain(&plain).map(|question| (Match::Plain, question));
        exact.chain(plain).chain(parts.map(|question| (Match::Part, question))).collect()
    }

    fn plain(&self, title: &str) -> impl Iterator<Item = QuestionIndex> {
        let by_text = self.plain.get(title).into_iter().flatten();
        by_text.chain(self.ids.get(&title.replace('-', "_"))).copied()
    }

    /// ODK writes `group-id`, with any number of groups.
    fn behind_group(&self, title: &str) -> Option<QuestionIndex> {
        let title = title.replace('-', "_");
        let ids = title.match_indices('_').map(|(at, _)| &title[at + 1..]);
        let mut ids = ids.filter(|id| id.len() <= Limit::Id as usize);
        ids.find_map(|id| self.ids.get(id).copied())
    }

    /// How many questions the cells of a row ask.
    pub(super) fn asked_in(&self, row: &Row) -> usize {
        let asked = row.filled().flat_map(|(_, cell)| self.asked(cell));
        asked.map(|(_, question)| question).collect::<BTreeSet<_>>().len()
    }
}

/// A title without what form tools, their users and keyboards add to it; nothing of one that is
/// longer than any question.
pub(super) fn plain(title: &str) -> String {
    const AT_MOST: usize = 8 << 10;
    let title = if title.len() > AT_MOST { "" } else { title };
    let text: String = without_tags(title).chars().filter_map(straight).collect();
    let words: Vec<_> = text.split_whitespace().map(|word| word.trim_matches('_')).collect();
    without_number(&fold(&words.join(" "))).to_owned()
}

/// Straight quotes and dashes for curly ones; nothing for stars and invisible characters.
fn straight(c: char) -> Option<char> {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '`' | '´' => Some('\''),
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => Some('"'),
        '‐'..='―' | '−' => Some('-'),
        '*' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        _ => Some(c),
    }
}

/// The text of a title in HTML.
fn without_tags(title: &str) -> String {
    let mut pieces = title.split('<');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let is_tag = piece.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
        match piece.split_once('>').filter(|_| is_tag) {
            Some((_, after)) => text.extend([" ", after]),
            None => text.extend(["<", piece]),
        }
    }
    text.replace("&nbsp;", " ").replace("&amp;", "&")
}

/// A title without its leading number or code: `1. `, `Q1: `, `G01Q03. `, `(2) `.
fn without_number(title: &str) -> &str {
    const AT_MOST: usize = 24;
    let Some((number, rest)) = title.split_once(' ') else {
        return title;
    };
    let code = number.trim_start_matches(['(', '[']).trim_end_matches(['.', ':', ')', ']']);
    let is_code = |c: char| c.is_alphanumeric() || "_-.[]".contains(c);
    match (1..number.len()).contains(&code.len()) && code.chars().all(is_code) {
        true if number.len() <= AT_MOST => rest.trim_start_matches(['-', ' ']),
        _ => title,
    }
}

/// The parts of a plain title that may be a question by themselves.
fn parts(title: &str) -> Vec<&str> {
    let bracketed = bracketed(title).into_iter().flat_map(|(before, within)| [before, within]);
    let marks = ["/", " - ", ">>"].into_iter();
    let behind = marks.filter_map(|mark| Some(title.rsplit_once(mark)?.1));
    let parts = bracketed.chain(behind).map(|part| without_number(part.trim()));
    parts.filter(|part| !part.is_empty()).collect()
}

/// What stands before a final `[…]` or `(…)`, and what in it.
fn bracketed(title: &str) -> Option<(&str, &str)> {
    let within = |close, open| title.strip_suffix(close)?.rsplit_once(open);
    within(']', '[').or_else(|| within(')', '('))
}

/// Whether a title asks for the reasons of the answer before it, such as `Why?` or `… [Comment]`.
pub(super) fn asks_why(title: &str) -> bool {
    const WORDS: &str = "why|why not|why or why not|why / why not|why/why not|comment|comments|please explain|\
         explain|please explain your answer|explanation|reason|reasons|your reason|note|notes|\
         remarks|warum|kommentar|begründung|bemerkung|pourquoi";
    let title = plain(title);
    let is_why = |text: &str| {
        let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || " .:?!".contains(c));
        is_one_of(text.trim(), WORDS)
    };
    let behind = ['-', '_', ':', '/'].into_iter().filter_map(|mark| title.rsplit_once(mark));
    let mut parts = behind.chain(bracketed(&title)).map(|(_, part)| part).chain([title.as_str()]);
    parts.any(is_why)
}

/// Whether a word is in a list of them between bars.
pub(super) fn is_one_of(word: &str, words: &str) -> bool {
    words.split('|').any(|known| known == word)
}

/// Whether a column stands beside a question's, with words for it: a reason, or what `LimeSurvey`
/// calls `[other]`.
pub(super) fn is_aside(title: &str) -> bool {
    title.to_lowercase().ends_with("[other]") || asks_why(title)
}

/// A title as those of form tools are known: letters, digits and `#` only.
pub(super) fn compact(title: &str) -> String {
    plain(title).chars().filter(|c| c.is_alphanumeric() || *c == '#').collect()
}
