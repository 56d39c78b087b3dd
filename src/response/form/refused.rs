//! Words in a form that are no answers and no teams: one problem a word, however often it is there.

use std::collections::HashMap;

use super::{answers::LOST, layout::Layout};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics},
    response::document,
    text::{List, Quoted},
};

/// How many different words are told apart, and how much of each is kept.
const WORDS_AT_MOST: usize = 1000;
const LENGTH_AT_MOST: usize = 200;

/// The lines of a questionnaire that say what words mean, and how many words are named beside.
const WORDS: &str = "\n    words:\n      yes: []\n      no: []\n      unsure: []\n";
const NAMED_AT_MOST: usize = 12;

/// A cell's row and line, and its column.
pub(super) type CellPlace = ((u64, u64), usize);

/// All that is refused in the cells of a form.
#[derive(Default)]
pub(super) struct Refusals {
    pub(super) answers: Refused,
    pub(super) teams: Refused,
    /// `1` and `0`, which are refused where there are other answers.
    pub(super) codes: Refused,
    pub(super) has_other_answers: bool,
}

impl Refusals {
    /// How many cells are refused for certain.
    pub(super) const fn cells(&self) -> u64 {
        self.answers.cells + self.teams.cells
    }

    /// One problem a word, and what to write into the questionnaire.
    pub(super) fn into_diagnostics(self, layout: &Layout<'_>) -> Diagnostics {
        let are_answers = !self.has_other_answers && self.codes.words.contains_key("0");
        let codes = if are_answers { Refused::default() } else { self.codes };
        let mut words = self.answers.sorted();
        words.extend(codes.sorted());
        let to_explain = words.iter().map(|(word, _)| word).filter(|word| *word != LOST);
        let to_explain: Vec<_> = to_explain.take(NAMED_AT_MOST).map(Quoted).collect();
        let mut found = Diagnostics::default();
        for (word, (cells, (row, column))) in &words {
            found.add(|| layout.problem(*row, Some(*column), not_an_answer(word, *cells, layout)));
        }
        for (team, (_, (row, column))) in self.teams.sorted() {
            let kind = || document::unknown_team(&team, layout.source.questionnaire);
            found.add(|| layout.problem(row, Some(column), kind()));
        }
        if to_explain.is_empty() {
            return found;
        }
        let words = List(&to_explain, "or");
        let hint = format!("where {words} is an answer, say in the questionnaire which:");
        found.hint(hint).example(WORDS)
    }
}

fn not_an_answer(word: &str, cells: u64, layout: &Layout<'_>) -> DiagnosticKind {
    let nearest = document::nearest_answer(word, layout.source.questionnaire);
    let word = word.to_owned();
    match word.as_str() {
        LOST => DiagnosticKind::LostCharacter { cells },
        "1" | "0" => DiagnosticKind::Code { word, cells },
        _ => DiagnosticKind::NotAnswers { word, cells, nearest },
    }
}

/// Words with how often each is there and where first.
#[derive(Default)]
pub(super) struct Refused {
    cells: u64,
    words: HashMap<String, (u64, CellPlace)>,
}

impl Refused {
    pub(super) fn add(&mut self, word: &str, place: CellPlace) {
        self.cells += 1;
        let end = word.char_indices().nth(LENGTH_AT_MOST).map_or(word.len(), |(end, _)| end);
        let word = &word[..end];
        if let Some((cells, _)) = self.words.get_mut(word) {
            *cells += 1;
        } else if self.words.len() < WORDS_AT_MOST {
            self.words.insert(word.to_owned(), (1, place));
        }
    }

    /// The words in the order of their places.
    fn sorted(self) -> Vec<(String, (u64, CellPlace))> {
        let mut words: Vec<_> = self.words.into_iter().collect();
        words.sort_unstable_by_key(|(_, (_, place))| *place);
        words
    }
}
