//! The words that count as an answer: the built-in ones and the questionnaire's own.

use crate::{response::Answer, text::fold};

/// The built-in words, in lower case.
const BUILT_IN: [(Answer, [&str; 4]); 3] = [
    (Answer::Yes, ["yes", "y", "true", "1"]),
    (Answer::No, ["no", "n", "false", "0"]),
    (Answer::Unsure, ["unsure", "not sure", "maybe", "?"]),
];

/// A questionnaire's own words for the answers, and what an empty cell of a form says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub(super) own: Vec<(Answer, String)>,
    pub(super) blank: Option<Answer>,
}

impl Words {
    /// The answer that a word gives, white space and case aside. The questionnaire's own words win.
    pub(crate) fn answer(&self, word: &str) -> Option<Answer> {
        let word = fold(word);
        let own = self.own.iter().find(|(_, own)| fold(own) == word);
        own.map(|(answer, _)| *answer).or_else(|| built_in(&word))
    }

    /// What people see for an answer: the first of the questionnaire's own words, or ours.
    pub(crate) fn shown(&self, answer: Answer) -> &str {
        let own = self.own.iter().find(|(of, _)| *of == answer);
        own.map_or(answer.spoken(), |(_, word)| word)
    }

    /// What an empty cell of a form says, where the questionnaire says that it says something.
    pub(crate) const fn blank(&self) -> Option<Answer> {
        self.blank
    }

    /// Every word that counts, the questionnaire's own first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        let built_in = BUILT_IN.iter().flat_map(|(_, words)| words.iter().copied());
        self.own
            .iter()
            .map(|(_, word)| word.as_str())
            .chain(built_in)
    }
}

fn built_in(word: &str) -> Option<Answer> {
    let found = BUILT_IN.iter().find(|(_, words)| words.contains(&word));
    found.map(|(answer, _)| *answer)
}
