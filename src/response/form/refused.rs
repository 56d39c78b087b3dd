//! Words in a form that are no answers and no teams: one problem a word, however often it is there.

use std::collections::HashMap;

use super::{answers::LOST, layout::Layout};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics, SHOWN_AT_MOST},
    response::document,
    text::{List, Quoted, nearest},
};

/// How many different words are told apart, and how much of each is kept.
const WORDS_AT_MOST: usize = 1000;
const LENGTH_AT_MOST: usize = 200;

/// The lines of a questionnaire that say what words mean, and how many words are named beside.
const WORDS: &str = "\n    words:\n      yes: []\n      no: []\n      unsure: []\n";
const NAMED_AT_MOST: usize = 12;

/// A cell's place: its row, line and column.
pub(super) type Place = (u64, u64, usize);

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
    pub(super) fn into_diagnostics(mut self, layout: &Layout<'_>) -> Diagnostics {
        let questionnaire = layout.source.questionnaire;
        let are_answers = !self.has_other_answers && self.codes.words.contains_key("0");
        let mut words = self.answers.take();
        words.extend(self.codes.take().into_iter().filter(|_| !are_answers));
        let to_explain = words.iter().map(|word| word.text.clone());
        let to_explain: Vec<_> = to_explain.filter(|word| word != LOST).collect();
        let mut found = Diagnostics::default();
        for (index, word) in words.into_iter().enumerate() {
            let place = word.first;
            found.push(layout.problem(place, word.not_an_answer(layout, index < SHOWN_AT_MOST)));
        }
        for team in self.teams.take() {
            if let Err(kind) = document::team(&team.text, questionnaire) {
                found.push(layout.problem(team.first, kind));
            }
        }
        if to_explain.is_empty() {
            return found;
        }
        let words: Vec<_> = to_explain.iter().take(NAMED_AT_MOST).map(Quoted).collect();
        let words = List(&words, "or");
        let hint = format!("where {words} is an answer, say in the questionnaire which:");
        found.hint(hint).example(WORDS)
    }
}

/// A word, how many cells hold it, and the first of them.
struct Word {
    text: String,
    cells: u64,
    first: Place,
}

impl Word {
    /// Only where the problem is shown is it worth to look for the nearest answer, and a short
    /// word is near to too many.
    fn not_an_answer(self, layout: &Layout<'_>, is_shown: bool) -> DiagnosticKind {
        const LETTERS_AT_LEAST: usize = 5;
        let Self {
            text: word, cells, ..
        } = self;
        let is_long = word.chars().count() >= LETTERS_AT_LEAST;
        let words = layout.source.questionnaire.words();
        match word.as_str() {
            LOST => DiagnosticKind::LostCharacter { cells },
            "1" | "0" => DiagnosticKind::Code { word, cells },
            _ => DiagnosticKind::NotAnswers {
                nearest: nearest(&word, words.all().filter(|_| is_shown && is_long))
                    .map(str::to_owned),
                word,
                cells,
            },
        }
    }
}

/// Words with how often each is there and where first.
#[derive(Default)]
pub(super) struct Refused {
    /// How many cells there are.
    cells: u64,
    words: HashMap<String, (u64, Place)>,
}

impl Refused {
    pub(super) fn add(&mut self, word: &str, place: Place) {
        self.cells += 1;
        let end = word
            .char_indices()
            .map(|(at, _)| at)
            .find(|at| *at > LENGTH_AT_MOST);
        let word = &word[..end.unwrap_or(word.len())];
        if let Some((cells, _)) = self.words.get_mut(word) {
            *cells += 1;
        } else if self.words.len() < WORDS_AT_MOST {
            self.words.insert(word.to_owned(), (1, place));
        }
    }

    /// Takes the words out, in the order of their places.
    fn take(&mut self) -> Vec<Word> {
        let words = self.words.drain();
        let mut words: Vec<_> = words
            .map(|(text, (cells, first))| Word { text, cells, first })
            .collect();
        words.sort_unstable_by_key(|word| word.first);
        words
    }
}
