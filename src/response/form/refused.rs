//! Words in a form that are no answers and no teams, once each however often they are there.

use std::collections::HashMap;

use super::answers::{Code, LOST};
use crate::{
    diagnostic::{DiagnosticKind, SHOWN_AT_MOST},
    questionnaire::Questionnaire,
    text::{List, Quoted, nearest},
};

/// How many different words are told apart, and how much of each is kept.
const WORDS_AT_MOST: usize = 1000;
const LENGTH_AT_MOST: usize = 200;

/// A cell's place: its row, line and column.
pub(super) type Place = (u64, u64, usize);

/// Words with how often each is there and where first.
#[derive(Default)]
pub(super) struct Refused {
    /// How many cells there are.
    pub(super) cells: u64,
    words: HashMap<String, (u64, Place)>,
}

impl Refused {
    pub(super) fn add(&mut self, word: &str, place: Place) {
        self.cells += 1;
        let word = word.trim();
        let cut = word
            .char_indices()
            .map(|(at, _)| at)
            .find(|at| *at > LENGTH_AT_MOST);
        let word = &word[..cut.unwrap_or(word.len())];
        if let Some((cells, _)) = self.words.get_mut(word) {
            *cells += 1;
        } else if self.words.len() < WORDS_AT_MOST {
            self.words.insert(word.to_owned(), (1, place));
        }
    }

    /// Each word with its count and place, in the order of the places.
    pub(super) fn into_sorted(self) -> Vec<(String, u64, Place)> {
        let mut words: Vec<_> = self
            .words
            .into_iter()
            .map(|(word, (cells, place))| (word, cells, place))
            .collect();
        words.sort_unstable_by_key(|(.., place)| *place);
        words
    }
}

/// The cells with `1` and `0`, which are answers only in a form that has nothing else.
#[derive(Default)]
pub(super) struct Codes {
    ones: Option<(u64, Place)>,
    zeros: Option<(u64, Place)>,
    /// Whether there are other answers.
    pub(super) has_others: bool,
}

impl Codes {
    pub(super) fn add(&mut self, code: Code, place: Place) {
        let seen = match code {
            Code::One => &mut self.ones,
            Code::Zero => &mut self.zeros,
        };
        seen.get_or_insert((0, place)).0 += 1;
    }

    /// Those that may mean anything.
    pub(super) fn refused(&self) -> Vec<(String, u64, Place)> {
        if !self.has_others && self.zeros.is_some() {
            return Vec::new();
        }
        let word = |word: &str, seen: Option<(u64, Place)>| {
            seen.map(|(cells, place)| (word.to_owned(), cells, place))
        };
        [word("1", self.ones), word("0", self.zeros)]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// The problem of a word that is no answer; `shown` problems are there already.
pub(super) fn not_answers(
    word: String,
    cells: u64,
    shown: usize,
    questionnaire: &Questionnaire,
) -> DiagnosticKind {
    const LETTERS_AT_LEAST: usize = 5;
    if word == LOST {
        return DiagnosticKind::LostCharacter { cells };
    }
    let is_long = word.chars().count() >= LETTERS_AT_LEAST;
    let nearest = (is_long && shown < SHOWN_AT_MOST)
        .then(|| nearest(&word, questionnaire.words().all()))
        .flatten();
    DiagnosticKind::NotAnswers {
        nearest: nearest.map(str::to_owned),
        word,
        cells,
    }
}

/// The lines of a questionnaire that say what words mean, for each to be put where it belongs.
pub(super) fn words_hint(words: &[String]) -> String {
    const NAMED_AT_MOST: usize = 12;
    let named: Vec<_> = words.iter().take(NAMED_AT_MOST).map(Quoted).collect();
    format!(
        "where {} is an answer, the questionnaire says which:\n\n\
         words:\n  yes: []\n  no: []\n  unsure: []",
        List(&named, "or")
    )
}
