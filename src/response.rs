//! Answers, who gave them, and when they are complete.
//!
//! While somebody is still answering there is a [`Draft`]; once nothing is missing it becomes a
//! [`Response`], and only responses are tallied.

pub(crate) mod document;
pub(crate) mod form;
pub(crate) mod lines;
pub(crate) mod schema;

use std::{cmp::Ordering, collections::BTreeMap};

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

pub(crate) use crate::questionnaire::Answer;
use crate::{
    grid::RowPlace,
    questionnaire::{QuestionIndex, Questionnaire, TeamIndex},
};

/// Yes or no, of one voice or of the council.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Position {
    Yes,
    No,
}

impl Position {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

/// Who answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Respondent {
    /// A consultant has none.
    pub(crate) team: Option<TeamIndex>,
    pub(crate) name: Option<String>,
}

/// By team, then name; those without a team last.
impl Ord for Respondent {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |who: &Self| (who.team.is_none(), who.team);
        key(self).cmp(&key(other)).then_with(|| self.name.cmp(&other.name))
    }
}

impl PartialOrd for Respondent {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What is answered so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) respondent: Respondent,
    /// The day of the answers.
    pub(crate) date: Option<Date>,
    answers: Vec<Option<Answer>>,
    notes: BTreeMap<QuestionIndex, String>,
}

impl Draft {
    pub(crate) fn new(questionnaire: &Questionnaire) -> Self {
        let count = questionnaire.questions().len();
        Self {
            respondent: Respondent::default(),
            date: None,
            answers: vec![None; count],
            notes: BTreeMap::new(),
        }
    }

    pub(crate) fn answer(&self, question: QuestionIndex) -> Option<Answer> {
        self.answers[question.position()]
    }

    pub(crate) fn set(&mut self, question: QuestionIndex, answer: Answer) {
        self.answers[question.position()] = Some(answer);
    }

    pub(crate) fn note(&self, question: QuestionIndex) -> Option<&str> {
        self.notes.get(&question).map(String::as_str)
    }

    /// Puts a note to a question, or takes it away.
    pub(crate) fn set_note(&mut self, question: QuestionIndex, note: impl Into<Option<String>>) {
        match note.into() {
            Some(note) => self.notes.insert(question, note),
            None => self.notes.remove(&question),
        };
    }

    /// How many questions have an answer.
    pub(crate) fn answered(&self) -> usize {
        self.answers.iter().flatten().count()
    }

    /// The questions without an answer, in the questionnaire's order.
    pub(crate) fn missing<'a>(
        &'a self,
        questionnaire: &'a Questionnaire,
    ) -> impl Iterator<Item = QuestionIndex> + 'a {
        let questions = questionnaire.questions().map(|(index, _)| index);
        questions.filter(|index| self.answer(*index).is_none())
    }

    /// Takes from another draft what this one does not say itself.
    pub(crate) fn fill(&mut self, other: Self) {
        let who = &mut self.respondent;
        who.name = who.name.take().or(other.respondent.name);
        who.team = who.team.or(other.respondent.team);
        self.date = self.date.or(other.date);
        for (answer, other) in self.answers.iter_mut().zip(other.answers) {
            *answer = answer.or(other);
        }
        for (question, note) in other.notes {
            self.notes.entry(question).or_insert(note);
        }
    }

    /// The response, if nothing is missing or what is missing may be left blank.
    pub(crate) fn complete(self, missing: Missing) -> Option<Response> {
        let is_complete = self.answers.iter().all(Option::is_some);
        (is_complete || missing == Missing::IsBlank).then_some(Response {
            respondent: self.respondent,
            answers: self.answers,
            notes: self.notes,
        })
    }
}

/// What a missing answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// Something to report; there is no response.
    IsAProblem,
    /// It was allowed, and counts as a blank, which is no answer.
    IsBlank,
}

/// One respondent's complete answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Response {
    pub(crate) respondent: Respondent,
    /// In the questionnaire's order; `None` is a blank that was allowed.
    pub(crate) answers: Vec<Option<Answer>>,
    pub(crate) notes: BTreeMap<QuestionIndex, String>,
}

/// A response as it stands in a source, with what tells whether the same person answered before.
pub(crate) struct Entry<'a> {
    pub(crate) response: &'a Response,
    pub(crate) email: Option<&'a str>,
    /// The form tool's own id of the response.
    pub(crate) response_id: Option<&'a str>,
    /// When it was given, where the source says so: the later one counts with `--latest`.
    pub(crate) time: Option<DateTime>,
    pub(crate) place: RowPlace,
}
