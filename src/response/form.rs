//! A form export: CSV with one response a row, as Google Forms and Typeform write it.
//!
//! The rows are streamed. Nothing of a row is kept once it has been handed on, so a form of any
//! length takes the memory of one row.

mod columns;
mod rows;
#[cfg(test)]
mod tests;

use std::{
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

use simd_csv::{ErrorKind, ZeroCopyReaderBuilder};

use self::{columns::columns, rows::Form};
use super::{Missing, Respondent, Stance};
use crate::{
    problem::{Fault, Problem, Problems, reason},
    questionnaire::Questionnaire,
};

/// The most bytes that a row may have. A quote that is never closed makes one of all that follows.
const ROW_AT_MOST: u64 = 1 << 20;

/// One row of a form: somebody's complete answers.
pub struct Row<'a> {
    /// Who answered.
    pub respondent: Respondent,
    /// The answers, in the questionnaire's order.
    pub stances: &'a [Stance],
    /// The row's number; the header's is 1.
    pub number: u64,
}

/// Reads a form and hands on every row that is sound. Gives the headers of the columns that say
/// nothing to any question.
///
/// `take` may refuse a row with a fault, which becomes a problem of that row.
///
/// # Errors
///
/// Everything that is wrong, by row and column.
pub fn read(
    file: impl Read,
    name: &str,
    questionnaire: &Questionnaire,
    missing: Missing,
    mut take: impl FnMut(&Row<'_>) -> Result<(), Fault>,
) -> Result<Vec<String>, Problems> {
    let in_row = Rc::new(Cell::new(0));
    let bounded = Bounded {
        file,
        in_row: Rc::clone(&in_row),
    };
    let mut rows = ZeroCopyReaderBuilder::with_capacity(1 << 16)
        .flexible(true)
        .from_reader(bounded);
    let columns = columns(&mut rows, name, questionnaire)?;
    let mut form = Form {
        name,
        questionnaire,
        missing,
        columns,
        number: 1,
        teams: Vec::new(),
        stances: Vec::new(),
        problems: Problems::default(),
    };
    loop {
        in_row.set(0);
        match rows.read_byte_record() {
            Ok(Some(record)) => form.row(&record, &mut take),
            Ok(None) => break,
            Err(error) => {
                form.number += 1;
                form.problem(None, fault(error));
                break;
            }
        }
    }
    if form.number == 1 {
        form.problems
            .push(Problem::of(name, Fault::FormWithoutRows));
    }
    form.problems.unless(form.columns.ignored)
}

fn fault(error: simd_csv::Error) -> Fault {
    match error.into_kind() {
        ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Fault::NotCsv("a row without an end; is there a quote that is never closed?".to_owned())
        }
        ErrorKind::Io(error) => Fault::Unreadable(reason(&error)),
        other => Fault::NotCsv(format!("{other:?}")),
    }
}

/// A file that fails once a row takes more bytes than a row may have.
struct Bounded<R> {
    file: R,
    in_row: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.in_row.get() > ROW_AT_MOST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.file.read(bytes)?;
        self.in_row.set(self.in_row.get() + count as u64);
        Ok(count)
    }
}
