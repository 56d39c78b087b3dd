//! Answers, who gave them, and when they are complete.
//!
//! While somebody is still answering there is a [`Draft`]; once nothing is missing it becomes a
//! [`Response`], and only responses are tallied.

pub mod document;
pub mod form;
pub mod schema;

use std::{fmt, ops::Index, str::FromStr};

use jiff::civil::Date;

use crate::questionnaire::{QuestionIndex, Questionnaire, TeamIndex};

/// An answer to "do we need this?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// We need this.
    Yes,
    /// We do not.
    No,
    /// An answer too: it counts neither as yes nor as no nor as agreement.
    Unsure,
}

impl Answer {
    /// All three, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unsure];

    /// The words that can be typed for an answer, in lower case.
    pub const WORDS: [&'static str; 12] = [
        "yes", "y", "true", "1", "no", "n", "false", "0", "unsure", "not sure", "maybe", "?",
    ];

    /// The word that files have for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }

    /// The words that people read.
    pub const fn spoken(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "not sure",
        }
    }

    /// The answer that a cell's bytes give; the same as parsing.
    #[inline]
    pub fn from_bytes(word: &[u8]) -> Option<Self> {
        Self::from_lower(word).or_else(|| {
            // The longest word has eight letters; a longer cell is no answer.
            let word = word.trim_ascii();
            let mut lower = [0; 8];
            let lower = lower.get_mut(..word.len())?;
            lower.copy_from_slice(word);
            lower.make_ascii_lowercase();
            Self::from_lower(lower)
        })
    }

    #[inline]
    const fn from_lower(word: &[u8]) -> Option<Self> {
        match word {
            b"yes" | b"y" | b"true" | b"1" => Some(Self::Yes),
            b"no" | b"n" | b"false" | b"0" => Some(Self::No),
            b"unsure" | b"not sure" | b"maybe" | b"?" => Some(Self::Unsure),
            _ => None,
        }
    }
}

/// A word that is none of [`Answer::WORDS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnAnswer;

impl FromStr for Answer {
    type Err = NotAnAnswer;

    fn from_str(word: &str) -> Result<Self, NotAnAnswer> {
        Self::from_bytes(word.as_bytes()).ok_or(NotAnAnswer)
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Who answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Respondent {
    /// The name, if it is known.
    pub name: Option<String>,
    /// The team; a consultant has none.
    pub team: Option<TeamIndex>,
}

/// What is answered so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Who is answering.
    pub respondent: Respondent,
    /// The day of the answers.
    pub date: Option<Date>,
    answers: Vec<Option<Answer>>,
    notes: Vec<Option<String>>,
}

impl Draft {
    /// A draft without any answer.
    pub fn new(questionnaire: &Questionnaire) -> Self {
        let count = questionnaire.questions().len();
        Self {
            respondent: Respondent::default(),
            date: None,
            answers: vec![None; count],
            notes: vec![None; count],
        }
    }

    /// The answer to a question, if there is one yet.
    pub fn answer(&self, question: QuestionIndex) -> Option<Answer> {
        self.answers[question.position()]
    }

    /// Gives or changes an answer.
    pub fn set(&mut self, question: QuestionIndex, answer: Answer) {
        self.answers[question.position()] = Some(answer);
    }

    /// The note on a question, if there is one.
    pub fn note(&self, question: QuestionIndex) -> Option<&str> {
        self.notes[question.position()].as_deref()
    }

    /// Puts a note to a question.
    pub fn set_note(&mut self, question: QuestionIndex, note: String) {
        self.notes[question.position()] = Some(note);
    }

    /// How many questions have an answer.
    pub fn answered(&self) -> usize {
        self.answers.iter().flatten().count()
    }

    /// The questions without an answer, in the questionnaire's order.
    pub fn missing<'a>(
        &'a self,
        questionnaire: &'a Questionnaire,
    ) -> impl Iterator<Item = QuestionIndex> + 'a {
        questionnaire
            .questions()
            .map(|(index, _)| index)
            .filter(|index| self.answer(*index).is_none())
    }

    /// Takes from another draft what this one does not say itself.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        fn each<T>(these: Vec<Option<T>>, others: Vec<Option<T>>) -> Vec<Option<T>> {
            these
                .into_iter()
                .zip(others)
                .map(|(this, other)| this.or(other))
                .collect()
        }
        Self {
            respondent: Respondent {
                name: self.respondent.name.or(other.respondent.name),
                team: self.respondent.team.or(other.respondent.team),
            },
            date: self.date.or(other.date),
            answers: each(self.answers, other.answers),
            notes: each(self.notes, other.notes),
        }
    }

    /// The response, if nothing is missing or what is may count as unsure.
    pub fn complete(self, missing: Missing) -> Option<Response> {
        let stances = self
            .answers
            .into_iter()
            .map(|answer| match (answer, missing) {
                (Some(answer), _) => Some(Stance::Given(answer)),
                (None, Missing::CountsAsUnsure) => Some(Stance::NoAnswer),
                (None, Missing::IsAProblem) => None,
            });
        Some(Response {
            stances: stances.collect::<Option<_>>()?,
            respondent: self.respondent,
            notes: self.notes,
        })
    }
}

/// What a missing answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Something to report; there is no response.
    IsAProblem,
    /// It was allowed, and counts as [`Answer::Unsure`].
    CountsAsUnsure,
}

/// What a response says to one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// An answer that was given.
    Given(Answer),
    /// No answer, where that was allowed.
    NoAnswer,
}

impl Stance {
    /// The answer it counts as.
    pub const fn answer(self) -> Answer {
        match self {
            Self::Given(answer) => answer,
            Self::NoAnswer => Answer::Unsure,
        }
    }

    /// The words that people read.
    pub const fn spoken(self) -> &'static str {
        match self {
            Self::Given(answer) => answer.spoken(),
            Self::NoAnswer => "no answer",
        }
    }
}

/// One respondent's complete answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Who answered.
    pub respondent: Respondent,
    stances: Vec<Stance>,
    notes: Vec<Option<String>>,
}

impl Response {
    /// The note on a question, if there is one.
    pub fn note(&self, question: QuestionIndex) -> Option<&str> {
        self.notes[question.position()].as_deref()
    }
}

impl Index<QuestionIndex> for Response {
    type Output = Stance;

    fn index(&self, question: QuestionIndex) -> &Stance {
        &self.stances[question.position()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_an_answer_in_any_case() {
        for (index, word) in Answer::WORDS.iter().enumerate() {
            let answer = Answer::ALL[index / 4];
            assert_eq!(word.parse(), Ok(answer));
            assert_eq!(word.to_uppercase().parse(), Ok(answer));
            assert_eq!(format!(" {word}\t").parse(), Ok(answer));
        }
        for word in ["", "yess", "ja", "on", "2", "not  sure", "unsurely"] {
            assert_eq!(word.parse::<Answer>(), Err(NotAnAnswer), "{word}");
        }
    }

    #[test]
    fn files_and_people_have_their_words_for_an_answer() {
        let words = Answer::ALL.map(|answer| answer.to_string());
        assert_eq!(words, ["yes", "no", "unsure"]);
        assert_eq!(Answer::ALL.map(Answer::word), ["yes", "no", "unsure"]);
        let spoken = Answer::ALL.map(|answer| Stance::Given(answer).spoken());
        assert_eq!(spoken, ["yes", "no", "not sure"]);
        assert_eq!(Stance::NoAnswer.spoken(), "no answer");
    }

    #[test]
    fn a_draft_takes_from_another_only_what_it_does_not_say() {
        let questionnaire = Questionnaire::built_in().unwrap();
        let [first, second, third] =
            [0, 1, 2].map(|position| questionnaire.question_at(position).unwrap());
        let mut draft = Draft::new(&questionnaire);
        draft.respondent.name = Some("Ana".to_owned());
        draft.set(first, Answer::Yes);
        draft.set_note(first, "mine".to_owned());
        let mut other = Draft::new(&questionnaire);
        other.respondent.name = Some("Bo".to_owned());
        other.respondent.team = questionnaire.team("sales");
        other.date = Some(Date::constant(2026, 11, 24));
        other.set(first, Answer::No);
        other.set(second, Answer::Unsure);
        other.set_note(first, "theirs".to_owned());
        other.set_note(second, "theirs".to_owned());
        let both = draft.or(other);
        assert_eq!(both.respondent.name.as_deref(), Some("Ana"));
        assert_eq!(both.respondent.team, questionnaire.team("sales"));
        assert_eq!(both.date, Some(Date::constant(2026, 11, 24)));
        let answers = [first, second, third].map(|question| both.answer(question));
        assert_eq!(answers, [Some(Answer::Yes), Some(Answer::Unsure), None]);
        let notes = [first, second, third].map(|question| both.note(question));
        assert_eq!(notes, [Some("mine"), Some("theirs"), None]);
        assert_eq!(both.answered(), 2);
        let missing: Vec<_> = both
            .missing(&questionnaire)
            .map(QuestionIndex::position)
            .collect();
        assert_eq!(missing, [2, 3, 4, 5]);
        let response = both.complete(Missing::CountsAsUnsure).unwrap();
        assert_eq!(response.note(first), Some("mine"));
        assert_eq!(response.note(third), None);
    }

    #[test]
    fn a_draft_is_complete_once_nothing_is_missing() {
        let questionnaire = Questionnaire::built_in().unwrap();
        let mut draft = Draft::new(&questionnaire);
        let questions: Vec<_> = questionnaire.questions().map(|(index, _)| index).collect();
        questions[1..]
            .iter()
            .for_each(|question| draft.set(*question, Answer::No));
        assert_eq!(draft.clone().complete(Missing::IsAProblem), None);
        let allowed = draft.clone().complete(Missing::CountsAsUnsure).unwrap();
        assert_eq!(allowed[questions[0]], Stance::NoAnswer);
        assert_eq!(allowed[questions[0]].answer(), Answer::Unsure);
        draft.set(questions[0], Answer::Yes);
        let response = draft.complete(Missing::IsAProblem).unwrap();
        assert_eq!(response[questions[0]], Stance::Given(Answer::Yes));
    }
}
