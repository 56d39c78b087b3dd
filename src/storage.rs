//! Files: reading within limits, writing as a whole or not at all.

mod rights;
mod write;
#[cfg(test)]
mod tests;

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
    string::FromUtf8Error,
};

use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, SourceText, Span, reason},
    text::{lines, sanitize, utf16},
};
pub(crate) use write::{must_be_free, must_be_writable, replace, write, write_new};

/// The most bytes that a questionnaire or an answers document may have.
pub(crate) const BYTES_AT_MOST: u64 = 1 << 20;

pub(crate) const STDIN: &str = "standard input";

/// Reads a text file of at most [`BYTES_AT_MOST`].
pub(crate) fn read(path: &Path) -> Result<SourceText, Diagnostic> {
    read_from(open(path)?, &name(path))
}

pub(crate) fn read_stdin() -> Result<SourceText, Diagnostic> {
    read_from(io::stdin().lock(), STDIN)
}

/// Opens a file for reading, which a folder is not.
pub(crate) fn open(path: &Path) -> Result<File, Diagnostic> {
    let unreadable = |error| unreadable(name(path), &error);
    let file = File::open(path).map_err(unreadable)?;
    match file.metadata().map_err(unreadable)?.is_dir() {
        true => Err(Diagnostic::of(name(path), DiagnosticKind::NotAFile)),
        false => Ok(file),
    }
}

pub(crate) fn unreadable(name: impl Into<String>, error: &io::Error) -> Diagnostic {
    Diagnostic::of(name, DiagnosticKind::Unreadable(reason(error)))
}

pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The ending of a file's name, in lower case; empty where it has none.
pub(crate) fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default();
    ending.to_string_lossy().to_lowercase()
}

/// A path as it is safe to print.
pub(crate) fn shown(path: &Path) -> String {
    sanitize(&name(path)).into_owned()
}

/// A path as messages name it.
pub(crate) fn name(path: &Path) -> String {
    path.display().to_string()
}

fn read_from(reader: impl Read, name: &str) -> Result<SourceText, Diagnostic> {
    text(name, read_bytes(reader, name, BYTES_AT_MOST)?)
}

pub(crate) fn read_bytes(reader: impl Read, name: &str, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    let read = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(name, &error))?;
    match bytes.len() as u64 > limit {
        true => Err(Diagnostic::of(name, DiagnosticKind::TooLarge { limit })),
        false => Ok(bytes),
    }
}

/// UTF-8, or UTF-16 with its mark, as text.
pub(crate) fn text(name: &str, bytes: Vec<u8>) -> Result<SourceText, Diagnostic> {
    let text = match utf16(&bytes) {
        Some(units) => String::from_utf16(&units).ok().filter(|_| bytes.len().is_multiple_of(2)),
        None => Some(String::from_utf8(bytes).map_err(|error| not_utf8(name, &error))?),
    };
    let text = text.ok_or_else(|| Diagnostic::of(name, DiagnosticKind::NotUtf8))?;
    Ok(SourceText::new(name, text))
}

/// The problem at the first byte that is not UTF-8, with the line as far as it can be shown.
fn not_utf8(name: &str, error: &FromUtf8Error) -> Diagnostic {
    let bytes = error.as_bytes();
    let before = String::from_utf8_lossy(&bytes[..error.utf8_error().valid_up_to()]);
    let before = before.strip_prefix('\u{feff}').unwrap_or(&before);
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let span = Span {
        // The mark stands for the byte, so that a line end before it begins its line.
        line: lines(&format!("{before}?")).count(),
        column: 1 + line.chars().count(),
        length: 1,
    };
    let text = SourceText::new(name, String::from_utf8_lossy(bytes));
    Diagnostic::at(&text, span, DiagnosticKind::NotUtf8)
}

/// Whether two names are of one file that exists.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

pub(crate) fn are_equal(one: &Path, other: &Path) -> bool {
    let bytes = |path| File::open(path).map(|file| BufReader::new(file).bytes().map(Result::ok));
    let equal = bytes(one).and_then(|one| Ok(one.eq(bytes(other)?)));
    equal.unwrap_or(false)
}
