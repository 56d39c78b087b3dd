//! The three answers, and the words that count as one: built-in ones and the questionnaire's own.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{diagnostic::DiagnosticKind, text::fold};

/// An answer to "do we need this?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Answer {
    Yes,
    No,
    /// An answer too: it counts neither as yes nor as no nor as agreement.
    Unsure,
}

impl Answer {
    /// All three, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unsure];

    /// The word that files have for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }

    /// The words that people read.
    pub(crate) const fn spoken(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "not sure",
        }
    }
}

const BUILT_IN: [(Answer, [&str; 4]); 3] = [
    (Answer::Yes, ["yes", "y", "true", "1"]),
    (Answer::No, ["no", "n", "false", "0"]),
    (Answer::Unsure, ["unsure", "not sure", "maybe", "?"]),
];

/// A questionnaire's own words for the answers, and what an empty cell of a form says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    own: Vec<(Answer, String)>,
    folded: HashMap<String, Answer>,
    pub(crate) blank: Option<Answer>,
}

impl Words {
    /// Adds a word of the questionnaire, unless it says another answer already. The built-in words
    /// but for `yes`, `no` and `unsure`, which are what is saved, may be given another meaning.
    pub(super) fn add(&mut self, answer: Answer, word: String) -> Result<(), DiagnosticKind> {
        let folded = fold(&word);
        let reserved = Answer::ALL.into_iter().find(|other| other.word() == folded);
        let other = self.folded.get(&folded).copied().or(reserved);
        if let Some(other) = other.filter(|other| *other != answer) {
            let other = other.word();
            return Err(DiagnosticKind::AmbiguousWord { word, other });
        }
        self.folded.insert(folded, answer);
        self.own.push((answer, word));
        Ok(())
    }

    /// The answer that a word gives, white space and case aside. The questionnaire's own words win.
    pub(crate) fn answer(&self, word: &str) -> Option<Answer> {
        self.own(word).or_else(|| built_in(&fold(word)))
    }

    /// The answer that a word of the questionnaire's own gives.
    pub(crate) fn own(&self, word: &str) -> Option<Answer> {
        self.folded.get(&fold(word)).copied()
    }

    /// What people see for an answer: the first of the questionnaire's own words, or ours.
    pub(crate) fn shown(&self, answer: Answer) -> &str {
        self.of(answer).next().unwrap_or(answer.spoken())
    }

    pub(crate) fn of(&self, answer: Answer) -> impl Iterator<Item = &str> {
        let own = self.own.iter().filter(move |(of, _)| *of == answer);
        own.map(|(_, word)| word.as_str())
    }

    /// Every word that counts, the questionnaire's own first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        let own = self.own.iter().map(|(_, word)| word.as_str());
        own.chain(BUILT_IN.iter().flat_map(|(_, words)| *words))
    }
}

fn built_in(word: &str) -> Option<Answer> {
    let found = BUILT_IN.iter().find(|(_, words)| words.contains(&word));
    found.map(|(answer, _)| *answer)
}
