//! A form export: CSV with one response a row, as Google Forms and Typeform write it.
//!
//! A form's file is taken in [`Blocks`] of whole rows. The first of them has the header, which
//! makes a [`Form`]; with it every block can be read for itself, in any order and by any thread.
//! Nothing of a row is kept once it has been handed on, so a form of any length takes the memory
//! of a few blocks.

mod blocks;
mod columns;
mod rows;
#[cfg(test)]
mod tests;

use simd_csv::{ByteRecord, TotalReaderBuilder};

pub use self::blocks::{Block, Blocks};
use self::{
    columns::{Columns, columns},
    rows::Rows,
};
use super::{Missing, Respondent, Stance};
use crate::{
    problem::{Fault, Problem, Problems, Where},
    questionnaire::Questionnaire,
};

/// What the columns of a form say.
pub struct Form<'q> {
    file: &'q str,
    questionnaire: &'q Questionnaire,
    missing: Missing,
    columns: Columns,
}

/// One row of a form: somebody's complete answers.
pub struct Row<'a> {
    /// Who answered.
    pub respondent: Respondent,
    /// The answers, in the questionnaire's order.
    pub stances: &'a [Stance],
    /// The row's number in its block, from 1, a header included.
    pub number: u64,
}

/// What a block held beside the rows that are sound.
#[derive(Debug, Default)]
pub struct Passed {
    /// How many rows it had, a header included.
    pub rows: u64,
    /// What is wrong with them, by the row's number in the block.
    pub problems: Problems,
}

impl<'q> Form<'q> {
    /// The form that begins with this block.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the header.
    pub fn new(
        first: &Block,
        file: &'q str,
        questionnaire: &'q Questionnaire,
        missing: Missing,
    ) -> Result<Self, Problems> {
        let mut rows = TotalReaderBuilder::new().from_bytes(&first.bytes);
        Ok(Self {
            file,
            questionnaire,
            missing,
            columns: columns(rows.byte_headers(), file, questionnaire)?,
        })
    }

    /// The headers of the columns that say nothing to any question.
    pub fn ignored(&self) -> &[String] {
        &self.columns.ignored
    }

    /// Hands on every row of a block that is sound.
    pub fn read(&self, block: &Block, mut take: impl FnMut(&Row<'_>)) -> Passed {
        let mut reader = TotalReaderBuilder::new()
            .has_headers(block.has_header)
            .from_bytes(&block.bytes);
        let mut rows = Rows::new(self, block.has_header.into());
        let mut record = ByteRecord::new();
        while reader.read_byte_record(&mut record) {
            if let Some(row) = rows.next(&record) {
                take(&row);
            }
        }
        rows.passed
    }

    /// The form's name in messages.
    pub const fn file(&self) -> &str {
        self.file
    }

    /// A problem of a row as a whole.
    pub fn row_problem(&self, row: u64, fault: Fault) -> Problem {
        self.problem(row, None, fault)
    }

    /// A problem of the name in a row.
    pub fn name_problem(&self, row: u64, fault: Fault) -> Problem {
        self.problem(row, self.columns.name, fault)
    }

    fn problem(&self, row: u64, column: Option<usize>, fault: Fault) -> Problem {
        let at = Where::Cell {
            file: self.file.to_owned(),
            row,
            column: column.map(|column| self.columns.headers[column].clone()),
        };
        Problem { fault, at }
    }
}
