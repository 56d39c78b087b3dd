//! A form export: a table with one person a row, as form tools and spreadsheets write it.
//!
//! Where it can be read in one way only, it is read, and [`Notes`] say what was left out or taken
//! for granted; where it can be read in two, that is a problem. Nothing of a row is kept.

mod answers;
mod columns;
mod header;
mod layout;
mod notes;
mod refused;
mod roles;
mod rows;
#[cfg(test)]
mod tests;
mod time;
mod title;

use std::{borrow::Cow, cell::OnceCell, io::Read};

use super::{Entry, Missing};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location},
    grid::{self, Broken, HEADER_WITHIN, Row},
    questionnaire::Questionnaire,
};
use columns::Columns;
use header::Header;
use layout::Layout;
pub(crate) use notes::Notes;
use rows::Rows;
use time::DayFirst;
use title::Names;

/// How many rows and bytes are looked at before the first row is handed on: a column may tell what
/// it is by its values.
const HEAD_ROWS: usize = 1000;
const HEAD_BYTES: usize = 256 << 10;

/// Reads a form and hands on what each person in it said, in the order of the rows. Times are read
/// only where somebody asks for them, since that takes as long as the rest of a row.
///
/// # Errors
///
/// Everything that is wrong with it. Some entries have been handed on by then.
pub(crate) fn read(
    input: impl Read,
    file: &str,
    questionnaire: &Questionnaire,
    missing: Missing,
    keeps_times: bool,
    take: &mut dyn FnMut(&Entry<'_>),
) -> Result<Notes, Diagnostics> {
    let names = Names::of(questionnaire);
    let mut form = Form {
        source: Source {
            file,
            questionnaire,
            missing,
            keeps_times,
        },
        names: &names,
        head: Vec::new(),
        bytes: 0,
        layout: &OnceCell::new(),
        rows: None,
        take,
    };
    let read = grid::read(input, &|row| names.asked_in(row), &mut |row| form.row(row));
    let encoding = read.map_err(|broken| form.broken(broken))?;
    if form.rows.is_none() {
        form.begin();
    }
    let rows = form.rows.unwrap_or(Err(Diagnostics::default()))?;
    let notes = rows.finish()?;
    Ok(Notes {
        encoding: Some(encoding),
        ..notes
    })
}

/// What is read, and how.
#[derive(Clone, Copy)]
struct Source<'a> {
    file: &'a str,
    questionnaire: &'a Questionnaire,
    missing: Missing,
    keeps_times: bool,
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
    layout: &'a OnceCell<Layout<'a>>,
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
        let layout = self.source.layout(&head, self.names);
        self.rows = Some(layout.map(|layout| {
            let layout = self.layout.get_or_init(|| layout);
            let mut rows = Rows::new(layout);
            let below = &head[layout.header.rows..];
            for row in below {
                rows.row(row, self.take);
            }
            rows
        }));
    }

    /// A file that cannot be read to its end. What else is wrong with it may follow from that.
    fn broken(&self, Broken { kind, place }: Broken) -> Diagnostics {
        let Some((row, line, column)) = place else {
            return Diagnostic::of(self.source.file, kind).into();
        };
        let of_head = Header::find(&self.head, self.names);
        let header = self
            .layout
            .get()
            .map(|layout| &layout.header)
            .or(of_head.as_ref());
        let title = column.and_then(|column| header?.title(column));
        self.source.problem((row, line), title, kind).into()
    }
}

impl<'a> Source<'a> {
    /// What the columns of a form say, by its first rows.
    fn layout(self, head: &[Row], names: &Names) -> Result<Layout<'a>, Diagnostics> {
        let Some(header) = Header::find(head, names) else {
            return Err(Diagnostic::of(self.file, DiagnosticKind::EmptyForm).into());
        };
        let below = &head[header.rows..];
        let place = (header.row.number, header.row.line);
        let problem = |kind| self.problem(place, None, kind);
        let columns = Columns::find(&header, below, names, self.questionnaire, self.missing)
            .map_err(|problems| problems.into_iter().map(problem).collect::<Diagnostics>())?;
        let times = columns
            .time
            .into_iter()
            .flat_map(|column| below.iter().map(move |row| row.cell(column)));
        let day_first = DayFirst::of(times);
        Ok(Layout {
            source: self,
            header,
            columns,
            day_first,
        })
    }

    /// An id that no other file's can be: short ones count from 1 in each.
    fn unique(self, id: &str) -> Cow<'_, str> {
        const SHORT: usize = 6;
        match id.len() < SHORT {
            true => format!("{id} {}", self.file).into(),
            false => id.into(),
        }
    }
}
