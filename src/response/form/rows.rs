//! The rows of a form: one row's answers at a time, each cell checked.

use std::str;

use simd_csv::ZeroCopyByteRecord;

use super::{Row, columns::Columns};
use crate::{
    problem::{Fault, Problem, Problems, Where},
    questionnaire::{Questionnaire, TeamIndex},
    response::{Answer, Missing, Respondent, Stance, document},
};

/// A form being read: row by row, with one row's answers in memory.
pub(super) struct Form<'a> {
    pub(super) name: &'a str,
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) missing: Missing,
    pub(super) columns: Columns,
    pub(super) number: u64,
    /// The teams' cells seen so far, as they were written.
    pub(super) teams: Vec<(Vec<u8>, TeamIndex)>,
    pub(super) stances: Vec<Stance>,
    pub(super) problems: Problems,
}

impl Form<'_> {
    pub(super) fn row(
        &mut self,
        record: &ZeroCopyByteRecord<'_>,
        take: &mut impl FnMut(&Row<'_>) -> Result<(), Fault>,
    ) {
        self.number += 1;
        let cells = self.columns.headers.len();
        if record.len() != cells {
            return self.problem(
                None,
                Fault::RaggedRow {
                    wanted: cells,
                    found: record.len(),
                },
            );
        }
        let sound = self.problems.count();
        let respondent = self.respondent(record);
        self.answers(record);
        if self.problems.count() > sound {
            return;
        }
        let row = Row {
            respondent,
            stances: &self.stances,
            number: self.number,
        };
        if let Err(fault) = take(&row) {
            self.problem(self.columns.name, fault);
        }
    }

    fn respondent(&mut self, record: &ZeroCopyByteRecord<'_>) -> Respondent {
        let name = self
            .columns
            .name
            .and_then(|column| self.text(record, column));
        Respondent {
            name,
            team: self
                .columns
                .team
                .and_then(|column| self.team(record, column)),
        }
    }

    /// A form has few teams and many rows, so that a team's cell is looked up once and then known.
    fn team(&mut self, record: &ZeroCopyByteRecord<'_>, column: usize) -> Option<TeamIndex> {
        let cell = record.get(column).unwrap_or_default();
        if let Some((_, team)) = self.teams.iter().find(|(known, _)| known == cell) {
            return Some(*team);
        }
        let name = self.text(record, column)?;
        match document::team(&name, self.questionnaire) {
            Ok(team) => {
                self.teams.push((cell.to_owned(), team));
                Some(team)
            }
            Err(fault) => {
                self.problem(Some(column), fault);
                None
            }
        }
    }

    /// A cell's text, unless it is blank.
    fn text(&mut self, record: &ZeroCopyByteRecord<'_>, column: usize) -> Option<String> {
        let cell = record.unescape(column).unwrap_or_default();
        match str::from_utf8(&cell) {
            Ok(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Err(_) => {
                self.problem(Some(column), Fault::NotUtf8);
                None
            }
        }
    }

    /// Nearly every cell is an answer as it stands; only others are looked at closely.
    fn answers(&mut self, record: &ZeroCopyByteRecord<'_>) {
        self.stances.clear();
        for question in 0..self.columns.answers.len() {
            let column = self.columns.answers[question];
            match record.get(column).and_then(Answer::from_bytes) {
                Some(answer) => self.stances.push(Stance::Given(answer)),
                None => self.unusual(record, column),
            }
        }
    }

    /// A cell that is in quotes, blank, or no answer.
    fn unusual(&mut self, record: &ZeroCopyByteRecord<'_>, column: usize) {
        let cell = record.unescape(column).unwrap_or_default();
        let fault = match (str::from_utf8(&cell).map(str::trim), self.missing) {
            (Ok(""), Missing::CountsAsUnsure) => return self.stances.push(Stance::NoAnswer),
            (Ok(""), Missing::IsAProblem) => Fault::BlankCell,
            (Ok(word), _) => match document::answer(word) {
                Ok(answer) => return self.stances.push(Stance::Given(answer)),
                Err(fault) => fault,
            },
            (Err(_), _) => Fault::NotUtf8,
        };
        self.problem(Some(column), fault);
    }

    pub(super) fn problem(&mut self, column: Option<usize>, fault: Fault) {
        let column = column.map(|column| self.columns.headers[column].clone());
        let at = Where::Cell {
            file: self.name.to_owned(),
            row: self.number,
            column,
        };
        self.problems.push(Problem { fault, at });
    }
}
