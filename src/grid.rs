//! CSV, TSV and XLSX as rows of text cells.
//!
//! What a file is, is told by its first bytes and not by its name. CSV is read as a stream, so
//! memory does not grow with its rows; a row is at most [`ROW_AT_MOST`] bytes.

mod delimited;
mod encoding;
#[cfg(test)]
mod tests;
mod xlsx;

use std::io::{self, Cursor, Read};

use crate::diagnostic::DiagnosticKind;
use delimited::Delimited;
use encoding::Utf16;

/// The most bytes a row may have.
pub(crate) const ROW_AT_MOST: usize = 1 << 20;

/// How many rows a header is looked for in.
pub(crate) const HEADER_WITHIN: u64 = 10;

/// How much of a file is looked at to find its separator.
const HEAD: u64 = 256 << 10;

/// One row of text cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// All cells, one after the other.
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
    /// The row's number in a spreadsheet, from 1, blank rows counted.
    pub(crate) number: u64,
    /// The line in which it begins, from 1.
    pub(crate) line: u64,
}

impl Row {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell's text; blank past the last one.
    pub(crate) fn cell(&self, column: usize) -> &str {
        let Some(end) = self.ends.get(column) else {
            return "";
        };
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..*end]
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// The cells that are not blank.
    pub(crate) fn filled(&self) -> impl Iterator<Item = &str> {
        self.cells().map(str::trim).filter(|cell| !cell.is_empty())
    }

    /// The same row with each cell's text changed.
    pub(crate) fn map<'a>(&'a self, text: impl Fn(&'a str) -> &'a str) -> Self {
        let mut row = Self {
            number: self.number,
            line: self.line,
            ..Self::default()
        };
        self.cells().for_each(|cell| row.push(text(cell)));
        row
    }

    /// How many bytes its cells have.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }
}

/// Why a file cannot be read on, and where.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) kind: DiagnosticKind,
    /// The number and the line of the row.
    pub(crate) row: Option<(u64, u64)>,
    pub(crate) column: Option<usize>,
}

impl From<DiagnosticKind> for Broken {
    fn from(kind: DiagnosticKind) -> Self {
        Self {
            kind,
            row: None,
            column: None,
        }
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        DiagnosticKind::Unreadable(crate::diagnostic::reason(&error)).into()
    }
}

/// Something about a file that whoever gave it may want to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Assumed {
    /// Bytes that are not UTF-8 were read as Windows-1252.
    Windows1252,
}

/// Hands on every row that is not blank as a whole line.
///
/// `matches` says how much sense a row makes as a header: the separator is the one with which a
/// row near the top makes most.
///
/// # Errors
///
/// A file that is neither text nor XLSX, or that cannot be read to its end.
pub(crate) fn read(
    mut input: impl Read,
    matches: &dyn Fn(&Row) -> usize,
    take: &mut dyn FnMut(&Row),
) -> Result<Option<Assumed>, Broken> {
    let mut head = Vec::new();
    input.by_ref().take(HEAD).read_to_end(&mut head)?;
    if xlsx::is_container(&head) {
        return xlsx::read(Cursor::new(head).chain(input), take).map(|()| None);
    }
    match encoding::utf16_order(&head) {
        Some(order) => {
            let text = Utf16::new(Cursor::new(head).chain(input), order);
            read_delimited(text, matches, take)
        }
        None => read_delimited(Cursor::new(head).chain(input), matches, take),
    }
}

fn read_delimited(
    mut input: impl Read,
    matches: &dyn Fn(&Row) -> usize,
    take: &mut dyn FnMut(&Row),
) -> Result<Option<Assumed>, Broken> {
    let mut head = Vec::new();
    input.by_ref().take(HEAD).read_to_end(&mut head)?;
    let dialect = delimited::Dialect::find(&head, matches);
    let text = Cursor::new(&head[dialect.skipped..]).chain(input);
    let mut rows = Delimited::new(text, &dialect);
    let mut row = Row::default();
    while rows.next(&mut row)? {
        take(&row);
    }
    Ok(rows.is_windows_1252.then_some(Assumed::Windows1252))
}
