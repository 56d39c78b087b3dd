//! CSV, TSV and XLSX as rows of text cells. What a file is, is told by its first bytes and not by
//! its name. CSV is read as a stream, so memory does not grow with its rows.

mod delimited;
mod encoding;
#[cfg(test)]
mod tests;
mod xlsx;

use std::io::{self, Cursor, Read};

use crate::{
    diagnostic::{DiagnosticKind, reason},
    text,
};

/// The most bytes a row may have.
const ROW_AT_MOST: usize = 1 << 20;

/// In how many rows a header is looked for.
pub(crate) const HEADER_WITHIN: u64 = 10;

/// How much of a file is looked at to find its separator.
const HEAD: usize = 256 << 10;

/// One row of text cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// All cells, one after the other.
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
    pub(crate) place: RowPlace,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowPlace {
    /// Its number in a spreadsheet, from 1, blank rows counted.
    pub(crate) row: u64,
    /// The line in which it begins, from 1.
    pub(crate) line: u64,
}

impl Row {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many bytes its cells have.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// A cell's text without what is [outer](is_outer); blank past the last one.
    pub(crate) fn cell(&self, column: usize) -> &str {
        let Some(end) = self.ends.get(column) else {
            return "";
        };
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        let cell = &self.text[start..*end];
        // `trim` decodes characters, and most cells have nothing to trim.
        let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
        match is_plain(cell.as_bytes().first()) && is_plain(cell.as_bytes().last()) {
            true => cell,
            false => cell.trim_matches(is_outer),
        }
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// The cells that are not blank, with their columns.
    pub(crate) fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        self.cells().enumerate().filter(|(_, cell)| !cell.is_empty())
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.filled().next().is_none()
    }

    fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }
}

/// Whether a character around a text is no part of it: white space, and what nobody sees or types,
/// such as the marks that spreadsheets put beside Arabic and Hebrew, and those of a pasted text.
/// An override (U+202D, U+202E) is no such mark: it is there to deceive, and shown.
const fn is_outer(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{202a}'..='\u{202c}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
}

/// Why a file cannot be read on.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) kind: DiagnosticKind,
    pub(crate) place: Option<RowPlace>,
    /// The column, where the row is known and the column is.
    pub(crate) column: Option<usize>,
}

impl From<DiagnosticKind> for Broken {
    fn from(kind: DiagnosticKind) -> Self {
        Self { kind, place: None, column: None }
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        DiagnosticKind::Unreadable(reason(&error)).into()
    }
}

/// How a file's bytes were read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Unicode,
    /// Assumed, since not all of it is UTF-8.
    Windows1252,
}

/// Hands on every row but blank lines.
///
/// `matches` says how much sense a row makes as a header: the separator is the one with which a
/// row near the top makes most. Whoever takes a row may keep it, and leave another in its place.
///
/// # Errors
///
/// A file that is neither text nor XLSX, or that cannot be read to its end.
pub(crate) fn read(
    mut input: impl Read,
    matches: &dyn Fn(&Row) -> usize,
    take: &mut dyn FnMut(&mut Row),
) -> Result<Encoding, Broken> {
    let mut head = Vec::with_capacity(HEAD);
    input.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if xlsx::is_container(&head) {
        return xlsx::read(Cursor::new(head).chain(input), take).map(|()| Encoding::Unicode);
    }
    if text::utf16(&head).is_some() {
        let text = encoding::utf16(Cursor::new(head).chain(input))?;
        return delimited::read(text.as_bytes(), io::empty(), matches, take);
    }
    delimited::read(&head, input, matches, take)
}
