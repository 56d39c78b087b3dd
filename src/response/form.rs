//! A form export: a table with one person a row, as form tools and spreadsheets write it.
//!
//! Where it can be read in one way only, it is read, and [`Notes`] say what was left out or taken
//! for granted; where it can be read in two, that is a problem. Nothing of a row is kept.

mod answers;
mod columns;
mod header;
mod notes;
mod refused;
mod roles;
mod rows;
#[cfg(test)]
mod tests;
mod time;
mod title;

use std::io::Read;

use super::{Entry, Missing};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location},
    grid::{self, Assumed, Broken, HEADER_WITHIN, Row},
    questionnaire::Questionnaire,
};
pub(crate) use notes::Notes;
use rows::Rows;
use title::Names;

/// How many rows and bytes are looked at before the first is handed on: a column may tell what it
/// is by its values.
const HEAD_ROWS: usize = 1000;
const HEAD_BYTES: usize = 256 << 10;

/// Reads a form and hands on what each person in it said, in the order of the rows.
///
/// # Errors
///
/// Everything that is wrong with it. Some entries have been handed on by then.
pub(crate) fn read(
    input: impl Read,
    file: &str,
    questionnaire: &Questionnaire,
    missing: Missing,
    take: &mut dyn FnMut(&Entry<'_>),
) -> Result<Notes, Diagnostics> {
    let names = Names::of(questionnaire);
    let source = Source {
        file,
        questionnaire,
        missing,
    };
    let mut form = Form {
        source,
        names: &names,
        head: Vec::new(),
        bytes: 0,
        rows: None,
        take,
    };
    let read = grid::read(input, &|row| names.asked_in(row), &mut |row| form.row(row));
    form.finish(read)
}

/// What is read, and how.
#[derive(Clone, Copy)]
struct Source<'a> {
    file: &'a str,
    questionnaire: &'a Questionnaire,
    missing: Missing,
}

impl Source<'_> {
    fn problem(
        self,
        (row, line): (u64, u64),
        title: Option<&str>,
        kind: DiagnosticKind,
    ) -> Diagnostic {
        let at = Location::Cell {
            file: self.file.to_owned(),
            row,
            line,
            column: title.map(str::to_owned),
        };
        Diagnostic { kind, at }
    }
}

/// A form that is being read.
struct Form<'a> {
    source: Source<'a>,
    names: &'a Names,
    /// The first rows, until the columns are known.
    head: Vec<Row>,
    bytes: usize,
    rows: Option<Result<Rows<'a>, Diagnostics>>,
    take: &'a mut dyn FnMut(&Entry<'_>),
}

impl Form<'_> {
    fn row(&mut self, row: &Row) {
        match &mut self.rows {
            Some(Ok(rows)) => rows.row(row, self.take),
            Some(Err(_)) => {}
            None => {
                self.bytes += row.bytes();
                self.head.push(row.clone());
                let is_long = self.head.len() >= HEAD_ROWS || self.bytes >= HEAD_BYTES;
                if is_long && row.number > HEADER_WITHIN {
                    self.begin();
                }
            }
        }
    }

    /// Finds out what the columns say, and reads the first rows.
    fn begin(&mut self) {
        let head = std::mem::take(&mut self.head);
        let rows = begin(self.source, &head, self.names);
        self.rows = Some(rows.map(|(mut rows, below)| {
            below.iter().for_each(|row| rows.row(row, self.take));
            rows
        }));
    }

    fn finish(mut self, read: Result<Option<Assumed>, Broken>) -> Result<Notes, Diagnostics> {
        match read {
            Ok(assumed) => {
                if self.rows.is_none() {
                    self.begin();
                }
                let rows = self.rows.unwrap_or(Err(Diagnostics::default()));
                rows?.finish(assumed)
            }
            Err(broken) => Err(self.broken(broken)),
        }
    }

    /// A file that cannot be read to its end; what else is wrong with it may follow from that.
    fn broken(&self, broken: Broken) -> Diagnostics {
        let Some(place) = broken.row else {
            return Diagnostic::of(self.source.file, broken.kind).into();
        };
        let below = match &self.rows {
            Some(Ok(rows)) => Some(rows.title(broken.column)),
            _ => header::find(&self.head, self.names)
                .map(|header| header.title(broken.column).map(str::to_owned)),
        };
        let title = below.flatten();
        self.source
            .problem(place, title.as_deref(), broken.kind)
            .into()
    }
}

/// What the columns of a form say, and its first rows below the header.
fn begin<'a, 'h>(
    source: Source<'a>,
    head: &'h [Row],
    names: &Names,
) -> Result<(Rows<'a>, &'h [Row]), Diagnostics> {
    let Some(header) = header::find(head, names) else {
        return Err(Diagnostic::of(source.file, DiagnosticKind::EmptyForm).into());
    };
    let place = (header.row.number, header.row.line);
    let below = &head[header.below..];
    let columns =
        columns::find(&header, below, names, source.questionnaire).map_err(|problems| {
            let problems = problems.into_iter();
            problems
                .map(|kind| source.problem(place, None, kind))
                .collect::<Diagnostics>()
        })?;
    Ok((Rows::new(source, header, columns, below), below))
}
