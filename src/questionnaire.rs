//! The questions of the council and the teams that may lead.
//!
//! A [`Questionnaire`] is valid by construction: it is the built-in one or comes from
//! [`Questionnaire::read`], which checks `questions.yaml` as a whole. Inside the program a team or
//! a question is an index that only a questionnaire hands out, so it always resolves.

mod document;
mod words;

pub(crate) use words::{Answer, Words};

use std::{collections::HashMap, ops::Index};

use crate::{
    diagnostic::{DiagnosticKind, Diagnostics, SourceText},
    text::{fold, nearest},
    yaml::{Checker, Node},
};

/// The questionnaire that is compiled in, which `align init` writes: the repository's own.
pub(crate) const BUILT_IN: &str = include_str!("../questions.yaml");

/// The JSON Schema of `questions.yaml`. What it refuses the reader refuses too.
pub(crate) const SCHEMA: &str = include_str!("questionnaire/schema.json");

/// The file that is looked for in the current directory.
pub(crate) const FILE_NAME: &str = "questions.yaml";

/// How many characters a text may have, in a questionnaire, a document or a form alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    Id = 64,
    /// A name, a team's label, a need.
    Name = 200,
    /// A title or a question.
    Question = 2000,
    /// A help or a note.
    Note = 5000,
}

impl Limit {
    /// Fails with [`DiagnosticKind::TooLong`] where a text has more characters; `what` names it
    /// in the message.
    pub(crate) fn check(self, what: &'static str, text: &str) -> Result<(), DiagnosticKind> {
        let limit = self as usize;
        match text.chars().count() > limit {
            true => Err(DiagnosticKind::TooLong { what, limit }),
            false => Ok(()),
        }
    }

    /// A single value that may be empty and is not longer than this.
    pub(crate) fn text(
        self,
        checker: &mut Checker<'_>,
        node: Option<&Node>,
        what: &'static str,
    ) -> Option<String> {
        let text = checker.optional_scalar(node, what)?;
        checker.keep(node?.span, self.check(what, text))?;
        Some(text.to_owned())
    }
}

/// What is asked, of whom, and from when on a need counts as agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Questionnaire {
    pub(crate) title: String,
    /// The language of its texts, a BCP 47 tag.
    pub(crate) language: Option<String>,
    /// How many in a hundred of those who took a position must say the same for a need to be
    /// agreed, from 51 to 100.
    pub(crate) consensus: u8,
    teams: Vec<Team>,
    /// Who is expected to answer; nobody in particular where it is empty.
    pub(crate) people: Vec<Person>,
    /// Where each of `people` is, by folded name: a form may have a row for each of them.
    by_name: HashMap<String, usize>,
    pub(crate) words: Words,
    questions: Vec<Question>,
}

/// A team that may take a need on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Team {
    pub(crate) id: String,
    pub(crate) label: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) team: TeamIndex,
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "the keys of the file")]
pub(crate) struct Question {
    /// What answers and history hang on.
    pub(crate) id: String,
    /// The id that it had in earlier councils.
    pub(crate) was: Option<String>,
    /// The need in two or three words.
    pub(crate) need: String,
    pub(crate) question: String,
    pub(crate) lead: TeamIndex,
    pub(crate) help: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TeamIndex(usize);

impl TeamIndex {
    pub(crate) const fn position(self) -> usize {
        self.0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct QuestionIndex(usize);

impl QuestionIndex {
    pub(crate) const fn position(self) -> usize {
        self.0
    }
}

impl Questionnaire {
    pub(crate) fn built_in() -> Result<Self, Diagnostics> {
        Self::read(&SourceText::new(FILE_NAME, BUILT_IN))
    }

    /// The expected person of this name; white space, case and the form of Unicode aside.
    pub(crate) fn person(&self, name: &str) -> Option<&Person> {
        // A form may have two million names and expect none.
        let name = (!self.people.is_empty()).then(|| fold(name))?;
        self.by_name.get(&name).map(|index| &self.people[*index])
    }

    /// The name of the expected person whom a wrong name comes nearest to.
    pub(crate) fn nearest_person(&self, wrong: &str) -> Option<String> {
        let names = self.people.iter().map(|person| person.name.as_str());
        nearest(wrong, names).map(str::to_owned)
    }

    /// The teams, in the questionnaire's order; two or more.
    pub(crate) fn teams(&self) -> impl ExactSizeIterator<Item = (TeamIndex, &Team)> {
        let teams = self.teams.iter().enumerate();
        teams.map(|(index, team)| (TeamIndex(index), team))
    }

    /// The questions in the order in which they are asked; one or more.
    pub(crate) fn questions(
        &self,
    ) -> impl DoubleEndedIterator<Item = (QuestionIndex, &Question)> + ExactSizeIterator {
        let questions = self.questions.iter().enumerate();
        questions.map(|(index, question)| (QuestionIndex(index), question))
    }

    pub(crate) fn question(&self, id: &str) -> Option<QuestionIndex> {
        let mut questions = self.questions.iter();
        questions.position(|question| question.id == id).map(QuestionIndex)
    }

    /// The question at a position, counted from 0.
    pub(crate) fn question_at(&self, position: usize) -> Option<QuestionIndex> {
        (position < self.questions.len()).then_some(QuestionIndex(position))
    }

    /// The team with this id or label; white space, case and the form of Unicode aside. No two
    /// teams share one.
    pub(crate) fn team(&self, name: &str) -> Option<TeamIndex> {
        let name = fold(name);
        let has = |team: &Team| team.id == name || fold(&team.label) == name;
        self.teams.iter().position(has).map(TeamIndex)
    }
}

impl Index<TeamIndex> for Questionnaire {
    type Output = Team;

    fn index(&self, team: TeamIndex) -> &Team {
        &self.teams[team.0]
    }
}

impl Index<QuestionIndex> for Questionnaire {
    type Output = Question;

    fn index(&self, question: QuestionIndex) -> &Question {
        &self.questions[question.0]
    }
}

#[cfg(test)]
mod tests;
