//! Text as a value in a document being written, in quotes where it needs them.

use crate::json;

/// Text as a YAML value that every reader takes for the same text: plain where that is safe,
/// otherwise in JSON's quotes, which YAML shares.
pub(crate) fn quoted(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { json::string(text) }
}

/// Words that some reader of YAML takes for something else than text.
const NOT_TEXT: [&str; 10] = ["yes", "no", "true", "false", "on", "off", "y", "n", "null", "nan"];

fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && text.chars().all(|c| c.is_alphanumeric() || " .,'()/!-_".contains(c))
        && !NOT_TEXT.contains(&text.to_lowercase().as_str())
}
