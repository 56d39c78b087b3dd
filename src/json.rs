//! JSON whose text steers nothing: what JSON itself leaves as it is, but a terminal obeys (DEL, C1
//! controls, changes of direction), is written as `\u` escapes, which every reader turns back.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{
    Serializer,
    ser::{CharEscape, Formatter, PrettyFormatter},
};

use crate::text::is_unsafe_to_print;

/// Writes a value as indented JSON with a line end behind it.
///
/// # Errors
///
/// What `out` says.
pub(crate) fn write(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, Calm(PrettyFormatter::new()));
    value.serialize(&mut serializer)?;
    writeln!(out)
}

/// A value as [`write()`] writes it.
pub(crate) fn text(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    // Writing into memory cannot fail; were it to, nothing would be written.
    if write(value, &mut bytes).is_err() {
        bytes.clear();
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// A text as JSON has it, quotes included.
pub(crate) fn string(text: &str) -> String {
    let mut quoted = self::text(&text);
    quoted.truncate(quoted.trim_end().len());
    quoted
}

struct Calm(PrettyFormatter<'static>);

impl Formatter for Calm {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        text: &str,
    ) -> io::Result<()> {
        let mut rest = text;
        while let Some((index, c)) = rest.char_indices().find(|(_, c)| is_unsafe_to_print(*c)) {
            out.write_all(&rest.as_bytes()[..index])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[index + c.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        self.0.write_char_escape(out, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_escaped_and_comes_back() {
        let text = "a\"\u{9b}\u{202e}\u{e0041}\u{7f}\u{1b}é\n";
        let quoted = string(text);
        assert_eq!(quoted, r#""a\"\u009b\u202e\udb40\udc41\u007f\u001bé\n""#);
        assert_eq!(serde_json::from_str::<String>(&quoted).unwrap(), text);
    }
}
