//! Which column of a form says what.

use std::collections::BTreeSet;

use super::{
    Source,
    header::{Header, Kind},
    roles::{Role, roles},
    time,
    title::{self, Names},
};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics},
    grid::{Row, RowPlace},
    questionnaire::QuestionIndex,
};

/// What is known of a form before its rows are read.
pub(super) struct Layout<'a> {
    pub(super) source: Source<'a>,
    pub(super) header: Header,
    /// Where each question is answered, in the questionnaire's order.
    pub(super) answers: Vec<Place>,
    /// The columns with the reasons for an answer.
    pub(super) comments: Vec<(usize, QuestionIndex)>,
    /// The columns of each role, the best first.
    roles: [Vec<usize>; Role::COUNT],
    pub(super) team: Place,
    /// Whether `3/4/2026` is the third of April.
    pub(super) is_day_first: bool,
    /// The columns that nothing is known of.
    pub(super) free: BTreeSet<usize>,
}

/// Where the value for something stands: in one column, or in several where the form asks the same
/// twice.
#[derive(Clone, Default)]
pub(super) struct Place {
    pub(super) columns: Vec<usize>,
    /// Whether each column is one choice, and which of them is filled is the value.
    pub(super) is_spread: bool,
}

impl<'a> Layout<'a> {
    /// Finds out what the columns of a form say, by its first rows.
    pub(super) fn find(
        source: Source<'a>,
        head: &[Row],
        names: &Names,
    ) -> Result<Self, Diagnostics> {
        let empty = || Diagnostic::of(source.file, DiagnosticKind::EmptyForm);
        let header = Header::find(head, names).ok_or_else(empty)?;
        let below = &head[header.rows..];
        let mut layout = Self {
            source,
            answers: vec![Place::default(); source.questionnaire.questions().len()],
            comments: Vec::new(),
            roles: Default::default(),
            team: Place::default(),
            is_day_first: false,
            free: (0..header.titles.len()).collect(),
            header,
        };
        layout.find_questions(names)?;
        layout.find_comments();
        layout.find_roles();
        layout.find_team(below);
        let times = layout.of(Role::Time).next();
        let times = times.into_iter().flat_map(|time| below.iter().map(move |row| row.cell(time)));
        layout.is_day_first = time::is_day_first(times);
        Ok(layout)
    }

    /// The columns of a role, the best first.
    pub(super) fn of(&self, role: Role) -> impl Iterator<Item = usize> {
        self.roles[role as usize].iter().copied()
    }

    /// Takes the columns of what has one for each choice, its own and the untitled ones behind it;
    /// else these columns.
    pub(super) fn take_place(
        &mut self,
        columns: Vec<usize>,
        is_choice: impl Fn(&str) -> bool,
    ) -> Place {
        let titles = self.header.titles.iter().enumerate().skip(columns[0]);
        let titles =
            titles.take_while(|(column, title)| *column == columns[0] || title.text.is_empty());
        let choices = titles.filter(|(_, title)| is_choice(&title.other));
        let choices: Vec<_> = choices.map(|(column, _)| column).collect();
        let is_spread = self.header.kind == Kind::Choice && choices.len() > 1;
        let columns = if is_spread { choices } else { columns };
        columns.iter().for_each(|column| _ = self.free.remove(column));
        Place { columns, is_spread }
    }

    /// The column right behind a question's, where it asks why.
    fn find_comments(&mut self) {
        let questions = self.source.questionnaire.questions().zip(&self.answers);
        let behind = questions.flat_map(|((index, _), place)| {
            place.columns.iter().map(move |column| (column + 1, index))
        });
        let asks_why = |(column, _): &(usize, QuestionIndex)| {
            self.free.contains(column) && self.header.titles[*column].texts().any(title::asks_why)
        };
        self.comments = behind.filter(asks_why).collect();
        for (column, _) in &self.comments {
            self.free.remove(column);
        }
    }

    /// Who answered and when, and what the form tool says of it.
    fn find_roles(&mut self) {
        let found = self.free.iter().flat_map(|column| {
            let roles = self.header.titles[*column].texts().flat_map(roles);
            roles.map(|(role, rank)| (role, rank, *column))
        });
        let found: BTreeSet<_> = found.collect();
        for (role, _, column) in found {
            if role != Role::Team {
                self.free.remove(&column);
            }
            self.roles[role as usize].push(column);
        }
        if self.of(Role::Qualtrics).next().is_none() {
            self.roles[Role::QualtricsStatus as usize].clear();
        }
    }

    /// The best column for the team, with those of the same title; else the one free column whose
    /// every filled cell is a team.
    fn find_team(&mut self, below: &[Row]) {
        let questionnaire = self.source.questionnaire;
        let is_team = |name: &str| questionnaire.team(name).is_some();
        let text = |column: usize| &self.header.titles[column].text;
        let best = self.of(Role::Team).next();
        let holds_teams = |column: &usize| {
            let cells = below.iter().map(|row| row.cell(*column));
            let mut filled = cells.filter(|cell| !cell.is_empty()).peekable();
            filled.peek().is_some() && filled.all(is_team)
        };
        let columns: Vec<_> = match best {
            Some(best) => self.of(Role::Team).filter(|one| text(*one) == text(best)).collect(),
            None => self.free.iter().copied().filter(holds_teams).collect(),
        };
        if best.is_some() || columns.len() == 1 {
            self.team = self.take_place(columns, is_team);
        }
    }

    /// A problem in a row, and in one of its cells.
    pub(super) fn problem(
        &self,
        row: RowPlace,
        column: Option<usize>,
        kind: DiagnosticKind,
    ) -> Diagnostic {
        self.source.problem(row, column.map_or("", |column| self.header.shown(column)), kind)
    }
}
