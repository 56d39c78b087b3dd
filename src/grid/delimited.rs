//! CSV and TSV as a stream of rows.
//!
//! The parser is `csv-core`, the one in the `csv` crate, because that crate hides two things that a
//! form needs to know: whether the file ended within a quoted cell, and how many blank lines it
//! passed over.

use std::io::{self, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{Broken, HEADER_WITHIN, ROW_AT_MOST, Row, encoding};
use crate::diagnostic::DiagnosticKind;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How a file separates its cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dialect {
    separator: u8,
    /// How many bytes stand before the first row: a byte-order mark, a line `sep=;`.
    pub(super) skipped: usize,
    /// How many lines those are.
    lines: u64,
}

impl Dialect {
    /// What a first line `sep=;` says, else the separator with which a row near the top matches
    /// most; the comma where all do equally.
    pub(super) fn find(head: &[u8], matches: &dyn Fn(&Row) -> usize) -> Self {
        let mark = match head.starts_with(BYTE_ORDER_MARK) {
            true => BYTE_ORDER_MARK.len(),
            false => 0,
        };
        let text = &head[mark..];
        if let Some((separator, length)) = declared(text) {
            return Self {
                separator,
                skipped: mark + length,
                lines: 1,
            };
        }
        let dialect = |separator| Self {
            separator,
            skipped: mark,
            lines: 0,
        };
        let all = [b',', b';', b'\t'].map(dialect);
        let score = |dialect: &Self| dialect.score(text, matches);
        // `max_by_key` gives the last of equals.
        let best = all.iter().rev().max_by_key(|dialect| score(dialect));
        best.copied().unwrap_or(dialect(b','))
    }

    /// How much sense the best of the first rows makes, then how many cells it has.
    fn score(&self, text: &[u8], matches: &dyn Fn(&Row) -> usize) -> (usize, usize) {
        let mut rows = Delimited::new(text, self);
        let mut row = Row::default();
        let mut best = (0, 0);
        while let Ok(true) = rows.next(&mut row) {
            if row.number > HEADER_WITHIN {
                break;
            }
            best = best.max((matches(&row), row.len()));
        }
        best
    }
}

/// The separator that a first line `sep=;` declares, and that line's length with its end.
fn declared(text: &[u8]) -> Option<(u8, usize)> {
    let length = text.iter().position(|byte| b"\r\n".contains(byte))?;
    let line = text[..length].trim_ascii_end();
    let line = if line.is_empty() {
        &text[..length]
    } else {
        line
    };
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let line = line.strip_suffix(b"\"").unwrap_or(line);
    // The separator may be a tab, which is white space at the end of the line.
    let separator = match line.to_ascii_lowercase().strip_prefix(b"sep=")? {
        [] => *text.get(4)?,
        [separator] => *separator,
        _ => return None,
    };
    let end = match &text[length..] {
        [b'\r', b'\n', ..] => 2,
        _ => 1,
    };
    (separator.is_ascii() && !b"\"\r\n".contains(&separator)).then_some((separator, length + end))
}

/// The rows of a CSV or TSV file.
pub(super) struct Delimited<R> {
    input: R,
    parser: Reader,
    separator: u8,
    /// What was read and not yet handed on: `buffer[start..end]`.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// The cells of the row that is being read, without their quotes.
    cells: Vec<u8>,
    ends: Vec<usize>,
    number: u64,
    line: u64,
    pub(super) is_windows_1252: bool,
}

/// What one call of the parser did with a row.
struct Parsed {
    /// Bytes of the file.
    bytes: usize,
    /// Bytes and number of its cells.
    written: usize,
    cells: usize,
    is_closed: bool,
}

impl<R: Read> Delimited<R> {
    pub(super) fn new(input: R, dialect: &Dialect) -> Self {
        Self {
            input,
            parser: ReaderBuilder::new().delimiter(dialect.separator).build(),
            separator: dialect.separator,
            buffer: vec![0; 64 << 10],
            start: 0,
            end: 0,
            cells: vec![0; 256],
            ends: vec![0; 32],
            number: 1,
            line: 1 + dialect.lines,
            is_windows_1252: false,
        }
    }

    /// Reads the next row that is not a blank line; false at the end.
    pub(super) fn next(&mut self, row: &mut Row) -> Result<bool, Broken> {
        while self.passes_line_end()? {
            self.number += 1;
            self.line += 1;
        }
        if self.start == self.end {
            return Ok(false);
        }
        (row.number, row.line) = (self.number, self.line);
        let parsed = self.parse()?;
        self.text(&parsed, row);
        // Without quotes, the file has one byte more than each cell, and one line.
        if parsed.bytes > parsed.written + parsed.cells {
            let raw = &self.buffer[self.start..self.start + parsed.bytes];
            let lines = line_ends(&self.cells[..parsed.written]);
            if lines > 0 && is_torn(raw, self.separator) {
                return Err(self.broken(DiagnosticKind::StrayQuote { lines }, None));
            }
            self.line += lines;
        }
        self.start += parsed.bytes;
        if parsed.is_closed {
            self.passes_line_end()?;
        }
        self.number += 1;
        self.line += 1;
        Ok(true)
    }

    /// Parses one row, without its line end where that is more than one byte.
    fn parse(&mut self) -> Result<Parsed, Broken> {
        let (mut bytes, mut written, mut cells) = (0, 0, 0);
        loop {
            if self.start + bytes == self.end && bytes <= ROW_AT_MOST {
                self.fill()?;
            }
            let rest = &self.buffer[self.start + bytes..self.end];
            // At the end of the file a line end closes the last row, unless a quote is open.
            let is_end = rest.is_empty();
            let input = if is_end { b"\n".as_slice() } else { rest };
            let (result, read, wrote, ended) =
                self.parser
                    .read_record(input, &mut self.cells[written..], &mut self.ends[cells..]);
            bytes += if is_end { 0 } else { read };
            written += wrote;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty if is_end => {
                    let lines = line_ends(&self.cells[..written]);
                    return Err(self.broken(DiagnosticKind::OpenQuote { lines }, Some(cells)));
                }
                _ if bytes > ROW_AT_MOST => return Err(self.too_long(cells)),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.cells.resize(2 * self.cells.len(), 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(2 * self.ends.len(), 0),
                ReadRecordResult::Record | ReadRecordResult::End => {
                    return Ok(Parsed {
                        bytes,
                        written,
                        cells,
                        is_closed: self.buffer[..self.start + bytes].ends_with(b"\r"),
                    });
                }
            }
        }
    }

    /// What is wrong with a row that is too long: most often a quote that is never closed.
    fn too_long(&mut self, mut cells: usize) -> Broken {
        let mut lines = line_ends(&self.buffer[self.start..self.end]);
        let row = (self.number, self.line);
        let column = cells;
        loop {
            self.start = self.end;
            if let Err(error) = self.fill() {
                return error.into();
            }
            let is_end = self.start == self.end;
            let input = match is_end {
                true => b"\n".as_slice(),
                false => &self.buffer[self.start..self.end],
            };
            lines += line_ends(&self.buffer[self.start..self.end]);
            let mut rest = input;
            while !rest.is_empty() {
                let (result, read, _, ended) =
                    self.parser
                        .read_record(rest, &mut self.cells, &mut self.ends);
                rest = &rest[read..];
                cells += ended;
                if let ReadRecordResult::Record = result {
                    let mut broken = Broken::from(DiagnosticKind::RowTooLong);
                    broken.row = Some(row);
                    return broken;
                }
            }
            if is_end {
                return self.broken(DiagnosticKind::OpenQuote { lines }, Some(column));
            }
        }
    }

    fn broken(&self, kind: DiagnosticKind, column: Option<usize>) -> Broken {
        Broken {
            kind,
            row: Some((self.number, self.line)),
            column,
        }
    }

    fn text(&mut self, parsed: &Parsed, row: &mut Row) {
        let cells = &self.cells[..parsed.written];
        let ends = &self.ends[..parsed.cells];
        row.clear();
        match std::str::from_utf8(cells) {
            // Halves of a character in two cells make a whole one only when put together.
            Ok(text) if ends.iter().all(|end| text.is_char_boundary(*end)) => {
                row.text.push_str(text);
                row.ends.extend_from_slice(ends);
            }
            _ => {
                self.is_windows_1252 = true;
                let mut start = 0;
                for end in ends {
                    row.push(&encoding::windows_1252(&cells[start..*end]));
                    start = *end;
                }
            }
        }
    }

    /// Passes over one line end, if one comes next.
    fn passes_line_end(&mut self) -> io::Result<bool> {
        if self.end - self.start < 2 {
            self.fill()?;
        }
        let length = match &self.buffer[self.start..self.end] {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        self.start += length;
        Ok(length > 0)
    }

    /// Reads on, behind what is in the buffer already.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        if self.end + 4 > self.buffer.len() {
            self.buffer.resize(2 * self.buffer.len(), 0);
        }
        loop {
            match self.input.read(&mut self.buffer[self.end..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => {
                    self.end += read?;
                    return Ok(());
                }
            }
        }
    }
}

/// How many lines end in a text: LF, CRLF and a lone CR each end one.
fn line_ends(text: &[u8]) -> u64 {
    let is_end = |(at, byte): (usize, &u8)| match byte {
        b'\n' => at == 0 || text[at - 1] != b'\r',
        byte => *byte == b'\r',
    };
    text.iter()
        .enumerate()
        .filter(|place| is_end(*place))
        .count() as u64
}

/// Whether a quoted cell of a row goes on behind its closing quote. In a cell of several lines
/// that means that a stray quote swallowed the rows up to the next quoted cell.
fn is_torn(row: &[u8], separator: u8) -> bool {
    let ends_cell = |byte: &u8| *byte == separator || b"\r\n".contains(byte);
    let mut rest = row;
    loop {
        if let Some(quoted) = rest.strip_prefix(b"\"") {
            rest = behind_quote(quoted);
            if rest.first().is_some_and(|byte| !ends_cell(byte)) {
                return true;
            }
        }
        match rest.iter().position(ends_cell) {
            Some(end) => rest = &rest[end + 1..],
            None => return false,
        }
    }
}

/// What follows the closing quote of a cell.
fn behind_quote(mut quoted: &[u8]) -> &[u8] {
    loop {
        let Some(quote) = quoted.iter().position(|byte| *byte == b'"') else {
            return &[];
        };
        quoted = &quoted[quote + 1..];
        match quoted.strip_prefix(b"\"") {
            Some(rest) => quoted = rest,
            None => return quoted,
        }
    }
}
