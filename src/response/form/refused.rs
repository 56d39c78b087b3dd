//! Words in a form that are no answers and no teams: one problem a word, however often it is there.

use std::collections::HashMap;

/// How many different words are told apart, and how much of each is kept.
const WORDS_AT_MOST: usize = 1000;
const LENGTH_AT_MOST: usize = 200;

/// A cell's place: its row, line and column.
pub(super) type Place = (u64, u64, usize);

/// A word, how many cells hold it, and the first of them.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) cells: u64,
    pub(super) first: Place,
}

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

    pub(super) fn holds(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// Takes the words out, in the order of their places.
    pub(super) fn take(&mut self) -> Vec<Word> {
        let words = self.words.drain();
        let mut words: Vec<_> = words
            .map(|(text, (cells, first))| Word { text, cells, first })
            .collect();
        words.sort_unstable_by_key(|word| word.first);
        words
    }
}
