//! Words in a form that are no answers and no teams: one problem a word, however often it is there.

use std::collections::{HashMap, hash_map::Entry};

use super::{answers::LOST, layout::Layout};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics},
    grid::RowPlace,
    response::document,
    text::{List, Quoted},
};

/// How many different words are told apart, and how much of each is kept.
const WORDS_AT_MOST: usize = 1000;
const LENGTH_AT_MOST: usize = 200;

/// The lines of a questionnaire that say what words mean, and how many words are named beside.
const WORDS: &str = "\n    words:\n      yes: []\n      no: []\n      unsure: []\n";
const NAMED_AT_MOST: usize = 12;

/// What a word was to be.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Meant {
    Answer,
    /// `1` or `0`, which is an answer in a form that has no others.
    Code,
    Team,
}

/// Words that are refused.
#[derive(Default)]
pub(super) struct Refused {
    /// In how many cells each is, and the row, line and column of the first.
    words: HashMap<(Meant, String), (u64, (RowPlace, usize))>,
    /// How many cells are refused for certain, which those of codes are not.
    pub(super) cells: u64,
    /// Whether there are answers other than codes, right or wrong.
    pub(super) has_other_answers: bool,
}

impl Refused {
    pub(super) fn add(&mut self, meant: Meant, word: &str, place: (RowPlace, usize)) {
        self.cells += u64::from(meant != Meant::Code);
        let is_full = self.words.len() >= WORDS_AT_MOST;
        let word = word.chars().take(LENGTH_AT_MOST).collect();
        match self.words.entry((meant, word)) {
            Entry::Occupied(known) => known.into_mut().0 += 1,
            Entry::Vacant(new) if !is_full => _ = new.insert((1, place)),
            Entry::Vacant(_) => {}
        }
    }

    /// One problem a word, in the order of their places, and what to write into the questionnaire.
    pub(super) fn into_diagnostics(mut self, layout: &Layout<'_>) -> Diagnostics {
        let has_zero = self.words.contains_key(&(Meant::Code, "0".to_owned()));
        if has_zero && !self.has_other_answers {
            self.words.retain(|(meant, _), _| *meant != Meant::Code);
        }
        let mut words: Vec<_> = self.words.into_iter().collect();
        words.sort_unstable_by_key(|(_, (_, place))| *place);
        let mut found = Diagnostics::default();
        for ((meant, word), (cells, (row, column))) in &words {
            let kind = || problem(*meant, word, *cells, layout);
            found.add(|| layout.problem(*row, Some(*column), kind()));
        }
        let to_explain = words.iter().map(|(word, _)| word);
        let to_explain = to_explain.filter(|(meant, word)| *meant != Meant::Team && word != LOST);
        let to_explain: Vec<_> =
            to_explain.take(NAMED_AT_MOST).map(|(_, word)| Quoted(word)).collect();
        if to_explain.is_empty() {
            return found;
        }
        let words = List(&to_explain, "or");
        let hint = format!("where {words} is an answer, say in the questionnaire which:");
        found.hint(hint).example(WORDS)
    }
}

fn problem(meant: Meant, word: &str, cells: u64, layout: &Layout<'_>) -> DiagnosticKind {
    let questionnaire = layout.source.questionnaire;
    let nearest = || document::nearest_answer(word, questionnaire);
    match meant {
        Meant::Team => document::unknown_team(word, questionnaire),
        Meant::Code => DiagnosticKind::Code { word: word.to_owned(), cells },
        Meant::Answer if word == LOST => DiagnosticKind::LostCharacter { cells },
        Meant::Answer => {
            DiagnosticKind::NotAnswers { word: word.to_owned(), cells, nearest: nearest() }
        }
    }
}
