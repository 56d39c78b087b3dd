//! JSON whose text instructs nothing: what JSON itself leaves as it is, but a terminal obeys (DEL,
//! C1 controls, changes of direction), is written as `\u` escapes, which every reader turns back.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use serde::Serialize;

use crate::text::is_unsafe_to_print;

#[cfg(test)]
mod tests;

/// Writes a value as indented JSON with a line end behind it, piece by piece.
pub(crate) fn write(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(Escaping(&mut *out), value)?;
    writeln!(out)
}

/// A value as [`write()`] writes it.
pub(crate) fn text(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    // Only a map whose keys are no text could not be written; there is none.
    let _ = write(value, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

/// Escapes the pieces that `serde_json` writes, each of whole characters.
struct Escaping<W>(W);

impl<W: Write> Write for Escaping<W> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let text = str::from_utf8(piece).map_err(io::Error::other)?;
        self.0.write_all(escape(text).as_bytes())?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A text as JSON has it, quotes included.
pub(crate) fn string(text: &str) -> String {
    escape(&serde_json::Value::from(text).to_string()).into_owned()
}

/// Escapes in JSON what `serde_json` leaves as it is. Such characters stand within strings only;
/// the line ends between values are not in one.
fn escape(json: &str) -> Cow<'_, str> {
    let is_escaped = |c| c != '\n' && is_unsafe_to_print(c);
    if !json.chars().any(is_escaped) {
        return Cow::Borrowed(json);
    }
    let escape = |unit: &mut u16| format!("\\u{unit:04x}");
    let escaped = json.chars().map(|c| match is_escaped(c) {
        true => c.encode_utf16(&mut [0; 2]).iter_mut().map(escape).collect(),
        false => c.to_string(),
    });
    Cow::Owned(escaped.collect())
}
