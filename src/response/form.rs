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

use std::io::Read;

use simd_csv::{ZeroCopyReader, ZeroCopyReaderBuilder};

pub use self::blocks::{Block, Blocks};
use self::{
    columns::{Columns, columns},
    rows::Rows,
};
use super::{Missing, Respondent, Stance};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location},
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
    pub diagnostics: Diagnostics,
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
    ) -> Result<Self, Diagnostics> {
        let mut rows = rows_of(first);
        let header = rows
            .byte_headers()
            .map_err(|error| Diagnostic::of(file, kind(&error)))?;
        Ok(Self {
            file,
            questionnaire,
            missing,
            columns: columns(header, file, questionnaire)?,
        })
    }

    /// The headers of the columns that say nothing to any question.
    pub fn ignored(&self) -> &[String] {
        &self.columns.ignored
    }

    /// Hands on every row of a block that is sound.
    pub fn read(&self, block: &Block, mut take: impl FnMut(&Row<'_>)) -> Passed {
        let mut records = rows_of(block);
        let mut rows = Rows::new(self, block.has_header.into());
        loop {
            match records.read_byte_record() {
                Ok(Some(record)) => {
                    if let Some(row) = rows.next(&record) {
                        take(&row);
                    }
                }
                Ok(None) => return rows.passed,
                Err(error) => return rows.broken_off(kind(&error)),
            }
        }
    }

    /// The form's name in messages.
    pub const fn file(&self) -> &str {
        self.file
    }

    /// A problem of a row as a whole.
    pub fn row_problem(&self, row: u64, kind: DiagnosticKind) -> Diagnostic {
        self.diagnostic(row, None, kind)
    }

    /// A problem of the name in a row.
    pub fn name_problem(&self, row: u64, kind: DiagnosticKind) -> Diagnostic {
        self.diagnostic(row, self.columns.name, kind)
    }

    fn diagnostic(&self, row: u64, column: Option<usize>, kind: DiagnosticKind) -> Diagnostic {
        let at = Location::Cell {
            file: self.file.to_owned(),
            row,
            column: column.map(|column| self.columns.headers[column].clone()),
        };
        Diagnostic { kind, at }
    }
}

/// The rows of a block, cell by cell. A byte-order mark stands before a header only: anywhere else
/// it is text, which is why a blank line, which counts for nothing, goes before a block without.
fn rows_of(block: &Block) -> ZeroCopyReader<impl Read> {
    let blank: &[u8] = match block.has_header {
        true => b"",
        false => b"\n",
    };
    ZeroCopyReaderBuilder::with_capacity(1 << 16)
        .flexible(true)
        .has_headers(block.has_header)
        .from_reader(blank.chain(block.bytes.as_slice()))
}

/// The fault of a block that cannot be read on, which the library knows of and memory does not.
fn kind(error: &simd_csv::Error) -> DiagnosticKind {
    DiagnosticKind::Unreadable(error.to_string())
}
