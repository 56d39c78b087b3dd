//! What a meeting decided about the needs.

use jiff::civil::Date;

use crate::{
    questionnaire::{QuestionIndex, Questionnaire, TeamIndex},
    response::Position,
};

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

    pub(crate) fn set(&mut self, question: QuestionIndex, decision: Option<Decision>) {
        self.0[question.position()] = decision;
    }
}
