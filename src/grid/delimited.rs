//! CSV and TSV as a stream of rows.
//!
//! The parser is `csv-core`, the one in the `csv` crate, which hides two things that a form needs
//! to know: whether the file ended within a quoted cell, and how many blank lines were passed over.

use std::{
    io::{self, Read},
    iter,
};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{Broken, Encoding, HEADER_WITHIN, ROW_AT_MOST, Row, RowPlace, encoding};
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
            (is_row && row.place.row <= HEADER_WITHIN).then(|| (matches(&row), row.len()))
        });
        near.max()
    };
    // The last of equals is taken.
    b"\t;,".iter().copied().max_by_key(score).unwrap_or(b',')
}

/// The rows of a CSV or TSV file.
struct Rows<R> {
    input: R,
    parser: Reader,
    separator: u8,
    /// What was read: from `start` on it belongs to the row that comes next.
    buffer: Vec<u8>,
    start: usize,
    /// The cells of that row without their quotes, and where they end.
    cells: Vec<u8>,
    ends: Vec<usize>,
    place: RowPlace,
    encoding: Encoding,
}

/// How long a row is.
#[derive(Default)]
struct Length {
    /// In the file.
    bytes: usize,
    /// Of its cells, without what is between them.
    text: usize,
    cells: usize,
}

impl<R: Read> Rows<R> {
    fn new(input: R, separator: u8, line: u64) -> Self {
        Self {
            input,
            parser: ReaderBuilder::new().delimiter(separator).build(),
            separator,
            buffer: Vec::with_capacity(2 * CHUNK),
            start: 0,
            cells: vec![0; 256],
            ends: vec![0; 32],
            place: RowPlace { row: 1, line },
            encoding: Encoding::Unicode,
        }
    }

    /// Reads the next row that is not a blank line; false at the end.
    fn next(&mut self, row: &mut Row) -> Result<bool, Broken> {
        while self.passes_line_end()? {
            self.place.row += 1;
            self.place.line += 1;
        }
        if self.start == self.buffer.len() {
            return Ok(false);
        }
        let length = self.parse()?;
        row.place = self.place;
        self.decode(&length, row);
        // Without quotes, a row has one byte more than each of its cells, and one line.
        if length.bytes > length.text + length.cells {
            let lines = self.cells(&length).map(line_ends).sum();
            let bytes = &self.buffer[self.start..self.start + length.bytes];
            if lines > 0 && is_torn(bytes, self.separator) {
                return Err(self.broken(DiagnosticKind::StrayQuote { lines }, None));
            }
            self.place.line += lines;
        }
        self.start += length.bytes;
        // The parser takes the first byte of CRLF only.
        if self.buffer[..self.start].ends_with(b"\r") {
            self.passes(b'\n')?;
        }
        self.place.row += 1;
        self.place.line += 1;
        Ok(true)
    }

    /// Parses one row into `cells` and `ends`. Of one that is too long only its lines are counted.
    fn parse(&mut self) -> Result<Length, Broken> {
        let mut length = Length::default();
        let (mut too_long, mut last) = (None, 0);
        loop {
            if self.start + length.bytes == self.buffer.len() {
                self.fill()?;
            }
            let rest = &self.buffer[self.start + length.bytes..];
            // At the end of the file a line end closes the last row, unless a quote is open.
            let is_end = rest.is_empty();
            let (result, bytes, text, cells) = self.parser.read_record(
                if is_end { b"\n" } else { rest },
                &mut self.cells[length.text..],
                &mut self.ends[length.cells..],
            );
            last = rest[..bytes.min(rest.len())].last().copied().unwrap_or(last);
            length.bytes += if is_end { 0 } else { bytes };
            length.text += text;
            length.cells += cells;
            match result {
                ReadRecordResult::InputEmpty if is_end => {
                    let (lines, column) = too_long.unwrap_or((0, length.cells));
                    let lines = lines + line_ends(&self.cells[..length.text]);
                    // Neither the added line end nor the last one has a row below it.
                    let lines = lines.saturating_sub(1 + u64::from(last == b'\n'));
                    return Err(self.broken(DiagnosticKind::OpenQuote { lines }, Some(column)));
                }
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.cells.resize(2 * self.cells.len(), 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(2 * self.ends.len(), 0),
                ReadRecordResult::Record | ReadRecordResult::End if too_long.is_some() => {
                    return Err(self.broken(DiagnosticKind::RowTooLong, None));
                }
                ReadRecordResult::Record | ReadRecordResult::End => return Ok(length),
            }
            if length.bytes > ROW_AT_MOST {
                let (lines, _) = too_long.get_or_insert((0, length.cells));
                *lines += line_ends(&self.cells[..length.text]);
                self.start += length.bytes;
                length = Length::default();
            }
        }
    }

    /// The cells of the row that was parsed.
    fn cells(&self, length: &Length) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends[..length.cells].iter().map(move |end| {
            let cell = &self.cells[start..*end];
            start = *end;
            cell
        })
    }

    fn broken(&self, kind: DiagnosticKind, column: Option<usize>) -> Broken {
        Broken { kind, place: Some(self.place), column }
    }

    fn decode(&mut self, length: &Length, row: &mut Row) {
        let cells = &self.cells[..length.text];
        let ends = &self.ends[..length.cells];
        row.text.clear();
        row.ends.clear();
        match str::from_utf8(cells) {
            // Halves of a character in two cells make a whole one only when put together.
            Ok(text) if ends.iter().all(|end| text.is_char_boundary(*end)) => {
                row.text.push_str(text);
                row.ends.extend_from_slice(ends);
            }
            _ => {
                self.encoding = Encoding::Windows1252;
                self.cells(length).for_each(|cell| row.push(&encoding::windows_1252(cell)));
            }
        }
    }

    fn passes_line_end(&mut self) -> io::Result<bool> {
        let is_return = self.passes(b'\r')?;
        Ok(self.passes(b'\n')? || is_return)
    }

    fn passes(&mut self, byte: u8) -> io::Result<bool> {
        if self.start == self.buffer.len() {
            self.fill()?;
        }
        let passes = self.buffer.get(self.start) == Some(&byte);
        self.start += usize::from(passes);
        Ok(passes)
    }

    /// Reads on, behind what is in the buffer already; no more of it at the end of the file.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.input.by_ref().take(CHUNK as u64).read_to_end(&mut self.buffer)?;
        Ok(())
    }
}

/// How many lines end in a text: at LF, CRLF or a lone CR.
fn line_ends(text: &[u8]) -> u64 {
    let mut before = 0;
    let ends = text.iter().filter(|byte| {
        let is_second = **byte == b'\n' && before == b'\r';
        before = **byte;
        b"\r\n".contains(byte) && !is_second
    });
    ends.count() as u64
}

/// Whether a quoted cell goes on behind its closing quote. In a cell of several lines that means
/// that a stray quote swallowed the rows up to the next quoted cell.
fn is_torn(row: &[u8], separator: u8) -> bool {
    #[derive(PartialEq)]
    enum Within {
        Nothing,
        Plain,
        Quotes,
        Closed,
    }
    let mut within = Within::Nothing;
    for byte in row {
        within = match (within, *byte) {
            (Within::Quotes, b'"') => Within::Closed,
            (Within::Nothing | Within::Closed, b'"') | (Within::Quotes, _) => Within::Quotes,
            (_, byte) if byte == separator || b"\r\n".contains(&byte) => Within::Nothing,
            (Within::Closed, _) => return true,
            _ => Within::Plain,
        };
    }
    false
}
