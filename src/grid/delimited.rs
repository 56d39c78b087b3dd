//! CSV and TSV as a stream of rows.
//!
//! The `csv` crate hides two things that a form needs to know: whether the file ended within a
//! quoted cell, and how many blank lines were passed over.

use std::{
    io::{self, Read},
    iter,
};

use super::{Broken, Encoding, HEADER_WITHIN, ROW_AT_MOST, Row, encoding};
use crate::diagnostic::DiagnosticKind;

/// How many bytes are read at once.
const CHUNK: usize = 64 << 10;

/// Hands on the rows of a file that begins with `head`.
pub(super) fn read(
    head: &[u8],
    rest: impl Read,
    matches: &dyn Fn(&Row) -> usize,
    take: &mut dyn FnMut(&mut Row),
) -> Result<Encoding, Broken> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mut row = Row::default();
    let mut rows = match declared(head) {
        Some((separator, length)) => Rows::new(head[length..].chain(rest), separator, 2),
        None => Rows::new(head.chain(rest), separator(head, matches), 1),
    };
    while rows.next(&mut row)? {
        take(&mut row);
    }
    Ok(rows.encoding)
}

/// The separator that a first line `sep=;` declares, and that line's length with its end.
fn declared(text: &[u8]) -> Option<(u8, usize)> {
    let length = text.iter().position(|byte| b"\r\n".contains(byte))?;
    let line = text[..length].to_ascii_lowercase();
    let quoted = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\""));
    let [b's', b'e', b'p', b'=', separator] = quoted.unwrap_or(&line) else {
        return None;
    };
    let end = if text[length..].starts_with(b"\r\n") { 2 } else { 1 };
    (separator.is_ascii() && *separator != b'"').then_some((*separator, length + end))
}

/// The separator with which a row near the top matches most, or else has most cells.
fn separator(head: &[u8], matches: &dyn Fn(&Row) -> usize) -> u8 {
    let score = |separator: &u8| {
        let (mut rows, mut row) = (Rows::new(head, *separator, 1), Row::default());
        let near = iter::from_fn(|| {
            let is_row = rows.next(&mut row).unwrap_or_default();
            (is_row && row.number <= HEADER_WITHIN).then(|| (matches(&row), row.len()))
        });
        near.max()
    };
    // The last of equals is taken.
    b"\t;,".iter().copied().max_by_key(score).unwrap_or(b',')
}

/// The rows of a CSV or TSV file.
struct Rows<R> {
    input: R,
    separator: u8,
    /// What was read: from `start` on it belongs to the row that comes next.
    buffer: Vec<u8>,
    start: usize,
    /// The cells of that row without their quotes, and where they end.
    cells: Vec<u8>,
    ends: Vec<usize>,
    number: u64,
    line: u64,
    encoding: Encoding,
}

/// What stands at the beginning of a text.
enum Parsed {
    /// A row, its end included; how many lines end within its cells, and whether a quoted one goes
    /// on behind its closing quote.
    Row { bytes: usize, lines: u64, is_torn: bool },
    /// A row that goes on behind the text.
    Cut { in_quotes: bool },
}

impl<R: Read> Rows<R> {
    fn new(input: R, separator: u8, line: u64) -> Self {
        Self {
            input,
            separator,
            buffer: Vec::with_capacity(2 * CHUNK),
            start: 0,
            cells: Vec::new(),
            ends: Vec::new(),
            number: 1,
            line,
            encoding: Encoding::Unicode,
        }
    }

    /// Reads the next row that is not a blank line; false at the end.
    fn next(&mut self, row: &mut Row) -> Result<bool, Broken> {
        loop {
            match self.parse() {
                // A stray quote swallowed the rows up to the next quoted cell.
                Parsed::Row { lines: lines @ 1.., is_torn: true, .. } => {
                    return Err(self.broken(DiagnosticKind::StrayQuote { lines }));
                }
                Parsed::Row { bytes, lines, .. } => {
                    let is_blank = b"\r\n".contains(&self.buffer[self.start]);
                    (row.number, row.line) = (self.number, self.line);
                    self.start += bytes;
                    self.number += 1;
                    self.line += 1 + lines;
                    if !is_blank {
                        self.decode(row);
                        return Ok(true);
                    }
                }
                Parsed::Cut { in_quotes } if !self.read_on(in_quotes)? => return Ok(false),
                Parsed::Cut { .. } => {}
            }
        }
    }

    /// Reads more of a row that is not whole; false at the end of the file.
    fn read_on(&mut self, in_quotes: bool) -> Result<bool, Broken> {
        let is_too_long = self.buffer.len() - self.start > ROW_AT_MOST;
        if !is_too_long && self.fill()? {
            return Ok(true);
        }
        match (in_quotes, is_too_long) {
            (true, _) => Err(self.open_quote()?),
            (false, true) => Err(self.broken(DiagnosticKind::RowTooLong)),
            (false, false) => Ok(false),
        }
    }

    /// Parses what was read into `cells` and `ends`. A quote counts at the beginning of a cell and
    /// within quotes.
    fn parse(&mut self) -> Parsed {
        let text = &self.buffer[self.start..];
        let separator = self.separator;
        // Most bytes are letters, which come behind all three.
        let last = separator.max(b'\r');
        let is_end =
            |byte: &u8| *byte <= last && (*byte == separator || *byte == b'\n' || *byte == b'\r');
        let (mut at, mut copied, mut lines, mut is_torn) = (0, 0, 0, false);
        self.cells.clear();
        self.ends.clear();
        loop {
            if text.get(at) == Some(&b'"') {
                self.cells.extend_from_slice(&text[copied..at]);
                let Some(length) = unquote(&text[at..], &mut self.cells) else {
                    return Parsed::Cut { in_quotes: true };
                };
                lines += line_ends(&text[at..at + length]);
                at += length;
                copied = at;
                is_torn |= text.get(at).is_some_and(|byte| !is_end(byte));
            }
            let Some(length) = text[at..].iter().position(is_end) else {
                return Parsed::Cut { in_quotes: false };
            };
            at += length;
            self.ends.push(self.cells.len() + at - copied);
            if text[at] == separator {
                at += 1;
                continue;
            }
            self.cells.extend_from_slice(&text[copied..at]);
            return match behind_line_end(text, at) {
                Some(bytes) => Parsed::Row { bytes, lines, is_torn },
                None => Parsed::Cut { in_quotes: false },
            };
        }
    }

    /// Looks how much a quote swallows that is not closed within the longest row.
    fn open_quote(&mut self) -> io::Result<Broken> {
        let mut lines = 0;
        loop {
            lines += line_ends(&self.buffer[self.start..]);
            // Whether a line ends with the last byte depends on the next.
            self.start = self.buffer.len() - 1;
            if !self.fill()? {
                return Ok(self.broken(DiagnosticKind::OpenQuote { lines }));
            }
            if self.buffer[1..].contains(&b'"') {
                return Ok(self.broken(DiagnosticKind::RowTooLong));
            }
        }
    }

    fn broken(&self, kind: DiagnosticKind) -> Broken {
        Broken { kind, place: Some((self.number, self.line)) }
    }

    fn decode(&mut self, row: &mut Row) {
        row.text.clear();
        row.ends.clear();
        if let Ok(text) = str::from_utf8(&self.cells) {
            row.text.push_str(text);
            row.ends.extend_from_slice(&self.ends);
            return;
        }
        self.encoding = Encoding::Windows1252;
        let mut start = 0;
        for end in &self.ends {
            row.push(&encoding::windows_1252(&self.cells[start..*end]));
            start = end + 1;
        }
    }

    /// Reads on; false at the end of the file, whose last row is given the line end that it lacks.
    fn fill(&mut self) -> io::Result<bool> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let read = self.input.by_ref().take(CHUNK as u64).read_to_end(&mut self.buffer)?;
        let lacks_end = read == 0 && self.buffer.last().is_some_and(|last| *last != b'\n');
        self.buffer.extend(lacks_end.then_some(b'\n'));
        Ok(read > 0 || lacks_end)
    }
}

/// What is behind the line end at a place; `None` where a CR may be the half of one.
fn behind_line_end(text: &[u8], at: usize) -> Option<usize> {
    match (text[at], text.get(at + 1)) {
        (b'\r', None) => None,
        (b'\r', Some(b'\n')) => Some(at + 2),
        _ => Some(at + 1),
    }
}

/// Takes the quotes off the quoted beginning of a text and says how long that is, if it is whole.
fn unquote(text: &[u8], cells: &mut Vec<u8>) -> Option<usize> {
    let mut at = 1;
    loop {
        let length = text[at..].iter().position(|byte| *byte == b'"')?;
        cells.extend_from_slice(&text[at..at + length]);
        at += length + 1;
        if text.get(at) != Some(&b'"') {
            return Some(at);
        }
        // Two quotes stand for one.
        cells.push(b'"');
        at += 1;
    }
}

/// How many lines end in a text before its last byte: at LF, CRLF or a lone CR.
fn line_ends(text: &[u8]) -> u64 {
    let ends = |pair: &&[u8]| pair[0] == b'\n' || pair[0] == b'\r' && pair[1] != b'\n';
    text.windows(2).filter(ends).count() as u64
}
