//! JSON whose text instructs nothing: what JSON itself leaves as it is, but a terminal obeys (DEL,
//! C1 controls, changes of direction), is written as `\u` escapes, which every reader turns back.

use std::fmt::Write;

use serde::Serialize;

use crate::text::is_unsafe_to_print;

#[cfg(test)]
mod tests;

/// A value as indented JSON with a line end behind it.
pub(crate) fn text(value: &impl Serialize) -> String {
    // Only a map whose keys are no text could not be written; there is none.
    escape(&serde_json::to_string_pretty(value).unwrap_or_default()) + "\n"
}

/// A text as JSON has it, quotes included.
pub(crate) fn string(text: &str) -> String {
    escape(&serde_json::Value::from(text).to_string())
}

/// Escapes in JSON what `serde_json` leaves as it is. Such characters stand within strings only;
/// the line ends between values are not in one.
fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_unsafe_to_print(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing into a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}
