//! YAML and JSON text as a tree of values that know their place.
//!
//! JSON is read by the same reader, since YAML contains it. The tree keeps every scalar as its
//! text, so nothing between the file and the program turns `yes` into a truth value or `007` into a
//! 7; it keeps every key, a repeated one too, so that whoever reads the tree can report
//! all its problems at once.
//!
//! `reader.rs` and `grammar.rs` are the only files that name the YAML library.

mod checker;
mod grammar;
mod reader;
#[cfg(test)]
mod tests;

use crate::{diagnostic::Span, json};

pub(crate) use checker::{Checker, Key};
pub(crate) use reader::read;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing was written, or `null` or `~`.
    Empty,
    /// Text, a number or a truth value, as it was written.
    Scalar(String),
    List(Vec<Node>),
    /// Keys and values, in the order of the text.
    Mapping(Vec<(Node, Node)>),
}

impl Node {
    /// The first value of a key, if this is a mapping that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Value::Mapping(entries) = &self.value else {
            return None;
        };
        let found = entries.iter().find(|(name, _)| name.scalar().map(str::trim) == Some(key));
        found.map(|(_, value)| value)
    }

    pub(crate) fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    fn is_blank(&self) -> bool {
        self.value == Value::Empty || self.scalar().is_some_and(|text| text.trim().is_empty())
    }
}

impl Value {
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "nothing",
            Self::Scalar(_) => "a single value",
            Self::List(_) => "a list",
            Self::Mapping(_) => "a mapping",
        }
    }
}

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
