//! What a meeting decided about the needs.

mod document;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    questionnaire::{QuestionIndex, Questionnaire, TeamIndex},
    response::Position,
};

pub(crate) use document::{read, write};

/// The JSON Schema of that file.
pub(crate) const SCHEMA: &str = include_str!("decision/schema.json");

/// What was decided about one need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) answer: Position,
    /// The team that takes it on, where it is another than the question's own.
    pub(crate) lead: Option<TeamIndex>,
    /// Who sees to it.
    pub(crate) owner: Option<String>,
    pub(crate) by: Option<Date>,
    /// How the team will see that it worked.
    pub(crate) promise: Option<String>,
}

impl Decision {
    /// Yes or no, and nothing more yet.
    pub(crate) const fn new(answer: Position) -> Self {
        Self { answer, lead: None, owner: None, by: None, promise: None }
    }
}

/// A decision as a report has it, without its questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Decided {
    pub(crate) answer: Position,
    /// The id of the team that takes the need on; none where it is not needed.
    pub(crate) lead: Option<String>,
    pub(crate) owner: Option<String>,
    /// The date, as it is written: 2026-12-15.
    pub(crate) by: Option<String>,
    pub(crate) promise: Option<String>,
}

impl Decided {
    pub(crate) fn new(decision: &Decision, lead: Option<String>) -> Self {
        Self {
            answer: decision.answer,
            lead,
            owner: decision.owner.clone(),
            by: decision.by.map(|date| date.to_string()),
            promise: decision.promise.clone(),
        }
    }
}

/// What was decided, by question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decisions(Vec<Option<Decision>>);

impl Decisions {
    /// Nothing decided yet.
    pub(crate) fn new(questionnaire: &Questionnaire) -> Self {
        Self(vec![None; questionnaire.questions().len()])
    }

    pub(crate) fn get(&self, question: QuestionIndex) -> Option<&Decision> {
        self.0[question.position()].as_ref()
    }

    /// The same with nobody named.
    #[must_use]
    pub(crate) fn without_owners(mut self) -> Self {
        for decision in self.0.iter_mut().flatten() {
            decision.owner = None;
        }
        self
    }

    /// Takes over what is undecided here, up to a question on which the two decide otherwise.
    pub(crate) fn join(
        &mut self,
        other: &Self,
        questionnaire: &Questionnaire,
    ) -> Result<(), QuestionIndex> {
        for (index, _) in questionnaire.questions() {
            match (self.get(index), other.get(index)) {
                (Some(one), Some(other)) if one != other => return Err(index),
                (None, theirs) => self.set(index, theirs.cloned()),
                _ => {}
            }
        }
        Ok(())
    }

    /// The same, and of another what is undecided here.
    #[must_use]
    pub(crate) fn or(self, other: Self) -> Self {
        let both = self.0.into_iter().zip(other.0);
        Self(both.map(|(mine, theirs)| mine.or(theirs)).collect())
    }

    /// How many needs are decided.
    pub(crate) fn count(&self) -> usize {
        self.0.iter().flatten().count()
    }

    pub(crate) fn set(&mut self, question: QuestionIndex, decision: Option<Decision>) {
        self.0[question.position()] = decision;
    }
}
