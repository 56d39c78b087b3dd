//! A form export: a table with one person a row, as form tools and spreadsheets write it.
//!
//! Where it can be read in one way only, it is read, and notes say what was left out or taken for
//! granted; where it can be read in two, that is a problem. Nothing of a row is kept.

mod answers;
mod header;
mod layout;
mod questions;
mod refused;
mod roles;
mod row;
mod rows;
#[cfg(test)]
mod tests;
mod time;
mod title;

use std::{io::Read, mem};

use super::{Entry, Missing};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location},
    grid::{self, Broken, HEADER_WITHIN, Row, RowPlace},
    questionnaire::Questionnaire,
};
use header::Header;
use layout::Layout;
use rows::Rows;
use title::Names;

/// How many rows and bytes are looked at before the first row is handed on: a column may tell what
/// it is by its values.
const HEAD_ROWS: usize = 1000;
const HEAD_BYTES: usize = 256 << 10;

/// Reads a form, hands on what each person in it said, in the order of the rows, and says what
/// whoever gave it may want to know, in sentences that are safe to print.
///
/// # Errors
///
/// Everything that is wrong with it. Some entries have been handed on by then.
pub(crate) fn read(
    input: impl Read,
    source: Source<'_>,
    take: &mut dyn FnMut(&Entry<'_>),
) -> Result<Vec<String>, Diagnostics> {
    let names = Names::of(source.questionnaire);
    let mut form = Form {
        source,
        names: &names,
        head: Vec::new(),
        bytes: 0,
        layout: None,
        rows: Rows::default(),
        take,
    };
    let read = grid::read(input, &|row| names.asked_in(row), &mut |row| form.row(row));
    let encoding = read.map_err(|broken| form.broken(broken))?;
    let layout = form.layout.take().unwrap_or_else(|| form.begin())?;
    form.rows.finish(&layout, encoding, form.take)
}

/// What is read, and how.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    /// What it is called in messages.
    pub(crate) file: &'a str,
    pub(crate) questionnaire: &'a Questionnaire,
    pub(crate) missing: Missing,
    /// Whether times are read, which takes as long as the rest of a row.
    pub(crate) keeps_times: bool,
}

impl Source<'_> {
    /// A problem in a row, and in the column of a title if there is one.
    fn problem(
        self,
        RowPlace { row, line }: RowPlace,
        title: &str,
        kind: DiagnosticKind,
    ) -> Diagnostic {
        let column = Some(title.to_owned()).filter(|title| !title.is_empty());
        Diagnostic { kind, at: Location::Cell { file: self.file.to_owned(), row, line, column } }
    }
}

/// A form that is being read.
struct Form<'a> {
    source: Source<'a>,
    names: &'a Names,
    /// The first rows, until the columns are known, and how many bytes they have.
    head: Vec<Row>,
    bytes: usize,
    layout: Option<Result<Layout<'a>, Diagnostics>>,
    rows: Rows,
    take: &'a mut dyn FnMut(&Entry<'_>),
}

impl<'a> Form<'a> {
    fn row(&mut self, row: &mut Row) {
        match &self.layout {
            Some(Ok(layout)) => self.rows.row(layout, row, self.take),
            Some(Err(_)) => {}
            None => {
                self.bytes += row.bytes();
                self.head.push(row.clone());
                let is_long = self.head.len() >= HEAD_ROWS || self.bytes >= HEAD_BYTES;
                if is_long && row.place.row >= HEADER_WITHIN {
                    self.layout = Some(self.begin());
                }
            }
        }
    }

    /// A file that cannot be read to its end. What else is wrong with it may follow from that.
    fn broken(&self, Broken { kind, place, column }: Broken) -> Diagnostic {
        let Some(place) = place else {
            return Diagnostic::of(self.source.file, kind);
        };
        let of_head = Header::find(&self.head, self.names);
        let header = match &self.layout {
            Some(Ok(layout)) => Some(&layout.header),
            _ => of_head.as_ref(),
        };
        let title = column.and_then(|column| Some(header?.shown(column)));
        self.source.problem(place, title.unwrap_or_default(), kind)
    }

    /// Finds out what the columns say, and reads the first rows.
    fn begin(&mut self) -> Result<Layout<'a>, Diagnostics> {
        let mut head = mem::take(&mut self.head);
        let layout = Layout::find(self.source, &head, self.names)?;
        for row in &mut head[layout.header.rows..] {
            self.rows.row(&layout, row, self.take);
        }
        Ok(layout)
    }
}
