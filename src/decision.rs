//! What a meeting decided about the needs.

mod document;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    questionnaire::{QuestionIndex, TeamIndex},
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
pub(crate) type Decisions = BTreeMap<QuestionIndex, Decision>;
