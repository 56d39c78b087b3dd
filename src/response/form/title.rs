//! Titles of columns as they are compared, and the questions that they ask.

use std::collections::{HashMap, HashSet};

use crate::{
    grid::Row,
    questionnaire::{QuestionIndex, Questionnaire},
    text::fold,
};

/// Longer titles than any question are not compared.
const TITLE_AT_MOST: usize = 8 << 10;

/// How far a title may be from a name of the question, the strictest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// Case and outer space aside.
    Exact,
    /// Marks, numbering and the form of quotes, dashes and white space aside.
    Plain,
    /// In a part of it: in brackets, behind a slash or a group's name.
    Part,
}

impl Match {
    pub(super) const ALL: [Self; 3] = [Self::Exact, Self::Plain, Self::Part];
}

/// What the questions go by.
pub(super) struct Names {
    exact: HashMap<String, Vec<QuestionIndex>>,
    plain: HashMap<String, Vec<QuestionIndex>>,
    ids: HashMap<String, QuestionIndex>,
}

impl Names {
    pub(super) fn of(questionnaire: &Questionnaire) -> Self {
        let mut names = Self {
            exact: HashMap::new(),
            plain: HashMap::new(),
            ids: HashMap::new(),
        };
        for (index, question) in questionnaire.questions() {
            for text in [&question.id, &question.question, &question.need] {
                put(&mut names.exact, exact(text), index);
                put(&mut names.plain, plain(text), index);
            }
            names.ids.insert(question.id.clone(), index);
        }
        names
    }

    /// The questions that a title may ask.
    pub(super) fn asked(&self, title: &str, how: Match) -> Vec<QuestionIndex> {
        if title.trim().is_empty() || title.len() > TITLE_AT_MOST {
            return Vec::new();
        }
        match how {
            Match::Exact => self.exact.get(&exact(title)).cloned().unwrap_or_default(),
            Match::Plain => self.plain(&plain(title)),
            Match::Part => {
                let title = plain(title);
                let parts = parts(&title);
                let mut found: Vec<_> = parts.iter().flat_map(|part| self.plain(part)).collect();
                found.extend(self.behind_group(&title));
                found.sort_unstable();
                found.dedup();
                found
            }
        }
    }

    fn plain(&self, title: &str) -> Vec<QuestionIndex> {
        let by_id = || self.ids.get(&title.replace('_', "-")).map(|id| vec![*id]);
        let found = self.plain.get(title).cloned();
        found.or_else(by_id).unwrap_or_default()
    }

    /// ODK writes `group-id`, with any number of groups.
    fn behind_group(&self, title: &str) -> Option<QuestionIndex> {
        const ID_AT_MOST: usize = 64;
        let title = title.replace('_', "-");
        let mut starts = title.match_indices('-').map(|(at, _)| at + 1);
        starts.find_map(|at| {
            let id = title.get(at..).filter(|id| id.len() <= ID_AT_MOST)?;
            self.ids.get(id).copied()
        })
    }

    /// How many questions the cells of a row ask.
    pub(super) fn asked_in(&self, row: &Row) -> usize {
        let cells = || row.filled();
        let all =
            cells().flat_map(|cell| Match::ALL.into_iter().flat_map(|how| self.asked(cell, how)));
        all.collect::<HashSet<_>>().len()
    }
}

fn put(names: &mut HashMap<String, Vec<QuestionIndex>>, name: String, index: QuestionIndex) {
    let questions = names.entry(name).or_default();
    if !questions.contains(&index) {
        questions.push(index);
    }
}

fn exact(title: &str) -> String {
    title.trim().to_lowercase()
}

/// A title without what form tools, their users and keyboards add to it.
pub(super) fn plain(title: &str) -> String {
    let text: String = without_tags(title).chars().filter_map(straight).collect();
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| {
            if word.ends_with('_') || word.starts_with('_') {
                word.trim_matches('_')
            } else {
                word
            }
        })
        .collect();
    without_number(&fold(&words.join(" "))).to_owned()
}

/// Straight quotes and dashes for curly ones; nothing for stars and invisible characters.
fn straight(c: char) -> Option<char> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '`' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐'..='―' | '−' => '-',
        '*' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => return None,
        _ => c,
    })
}

/// The text of a title in HTML.
fn without_tags(title: &str) -> String {
    let mut text = String::new();
    let mut rest = title;
    while let Some((before, tag)) = rest.split_once('<') {
        let is_tag = tag.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
        text.push_str(before);
        match tag.split_once('>').filter(|_| is_tag) {
            Some((_, after)) => {
                text.push(' ');
                rest = after;
            }
            None => {
                text.push('<');
                rest = tag;
            }
        }
    }
    text.push_str(rest);
    text.replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
}

/// A title without its leading number or code: `1. `, `Q1: `, `G01Q03. `, `(2) `.
fn without_number(title: &str) -> &str {
    let Some((number, rest)) = title.split_once(' ') else {
        return title;
    };
    let code = number
        .trim_start_matches(['(', '['])
        .trim_end_matches(['.', ':', ')', ']']);
    let is_code = |c: char| c.is_alphanumeric() || "_-.[]".contains(c);
    let is_number = number.len() <= 24 && code.len() < number.len() && code.chars().all(is_code);
    match is_number && !code.is_empty() {
        true => rest.trim_start_matches(['-', ' ']),
        false => title,
    }
}

/// The parts of a plain title that may be a question by themselves.
fn parts(title: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    if let Some((before, within)) = bracketed(title) {
        parts.extend([before, within]);
    }
    for separator in ["/", " - ", ">>"] {
        if let Some((_, part)) = title.rsplit_once(separator) {
            parts.push(part);
        }
    }
    let parts = parts.into_iter().map(|part| without_number(part.trim()));
    parts.filter(|part| !part.is_empty()).collect()
}

/// What stands before a final `[…]` or `(…)`, and what in it.
fn bracketed(title: &str) -> Option<(&str, &str)> {
    let open = match title.chars().next_back()? {
        ']' => '[',
        ')' => '(',
        _ => return None,
    };
    title[..title.len() - 1].rsplit_once(open)
}

/// Whether a title asks for the reasons of the answer before it, such as `Why?` or `… [Comment]`.
pub(super) fn asks_why(title: &str) -> bool {
    const WORDS: [&str; 22] = [
        "why",
        "why not",
        "why or why not",
        "why / why not",
        "why/why not",
        "comment",
        "comments",
        "please explain",
        "explain",
        "please explain your answer",
        "explanation",
        "reason",
        "reasons",
        "your reason",
        "note",
        "notes",
        "remarks",
        "warum",
        "kommentar",
        "begründung",
        "bemerkung",
        "pourquoi",
    ];
    if title.len() > TITLE_AT_MOST {
        return false;
    }
    let title = plain(title);
    let bare = |text: &str| {
        let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || " .:?!".contains(c));
        WORDS.contains(&text.trim())
    };
    let behind = ['-', '_', ':', '/']
        .into_iter()
        .filter_map(|mark| title.rsplit_once(mark));
    let mut parts = bracketed(&title)
        .into_iter()
        .chain(behind)
        .map(|(_, part)| part);
    bare(&title) || parts.any(|part| bare(part.trim()) && part.len() < title.len())
}

/// Whether a column holds the free text beside the choices of a question: LimeSurvey's `[other]`.
pub(super) fn is_other(title: &str) -> bool {
    let title = title.trim().to_lowercase();
    title.ends_with("[other]")
}

/// A title as the titles of form tools are known: letters, digits and `#` only.
pub(super) fn compact(title: &str) -> String {
    let title = match title.len() > TITLE_AT_MOST {
        true => "",
        false => title,
    };
    plain(title)
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '#')
        .collect()
}
