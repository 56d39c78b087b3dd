//! A tree's mappings by their keys, and its single values as text: what is there, what is unknown,
//! what is missing.

use std::collections::HashMap;

use super::{Node, Value};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText, Span},
    text::nearest,
};

/// The entries of a mapping, read by key. Every key that is unknown or there twice is a problem
/// of its own; the first value of a repeated key is the one that is read on.
pub(crate) struct Fields<'a> {
    text: &'a SourceText,
    span: Span,
    entries: Vec<(&'a str, &'a Node)>,
}

impl<'a> Fields<'a> {
    /// The entries of `node`, which must be a mapping with none but the `known` keys. `what` names
    /// it in a message.
    pub(crate) fn of(
        text: &'a SourceText,
        node: &'a Node,
        what: &str,
        known: &'static [&'static str],
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut fields = Self {
            text,
            span: node.span,
            entries: Vec::new(),
        };
        for (key, value) in entries(text, node, what, diagnostics)? {
            match known.iter().find(|name| **name == key.text) {
                Some(_) => fields.entries.push((key.text, value)),
                None => diagnostics.push(Diagnostic::at(text, key.span, unknown(key.text, known))),
            }
        }
        Some(fields)
    }

    /// The value of a key, if the key is there.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Node> {
        self.entries
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| *value)
    }

    /// The value of a key that must be there.
    pub(crate) fn need(
        &self,
        key: &'static str,
        diagnostics: &mut Diagnostics,
    ) -> Option<&'a Node> {
        let value = self.get(key);
        if value.is_none() {
            // A mapping begins at a point; one character is shown there.
            let span = Span {
                length: 1,
                ..self.span
            };
            diagnostics.push(Diagnostic::at(
                self.text,
                span,
                DiagnosticKind::MissingKey(key),
            ));
        }
        value
    }
}

fn unknown(key: &str, known: &'static [&'static str]) -> DiagnosticKind {
    DiagnosticKind::UnknownKey {
        key: key.to_owned(),
        nearest: nearest(key, known.iter().copied()).map(str::to_owned),
        known,
    }
}

/// A key of a mapping and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Key<'a> {
    /// The key.
    pub(crate) text: &'a str,
    /// Its place.
    pub(crate) span: Span,
}

/// The entries of `node`, which must be a mapping whose keys are single values, none of them twice.
pub(crate) fn entries<'a>(
    text: &SourceText,
    node: &'a Node,
    what: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<(Key<'a>, &'a Node)>> {
    let Value::Mapping(mapping) = &node.value else {
        diagnostics.push(shape(text, node, what, "a mapping"));
        return None;
    };
    let mut lines: HashMap<&str, usize> = HashMap::new();
    let mut entries = Vec::new();
    for (key, value) in mapping {
        let Some(name) = scalar(text, key, "a key", diagnostics) else {
            continue;
        };
        if let Some(first) = lines.get(name) {
            let kind = DiagnosticKind::RepeatedKey {
                key: name.to_owned(),
                first: *first,
            };
            diagnostics.push(Diagnostic::at(text, key.span, kind));
        } else {
            lines.insert(name, key.span.line);
            entries.push((
                Key {
                    text: name,
                    span: key.span,
                },
                value,
            ));
        }
    }
    Some(entries)
}

/// The text of `node`, which must be a single value and not empty.
pub(crate) fn scalar<'a>(
    text: &SourceText,
    node: &'a Node,
    what: &str,
    diagnostics: &mut Diagnostics,
) -> Option<&'a str> {
    match &node.value {
        Value::Scalar(scalar) if !scalar.trim().is_empty() => Some(scalar.trim()),
        Value::Scalar(_) | Value::Empty => {
            let kind = DiagnosticKind::EmptyValue(what.to_owned());
            diagnostics.push(Diagnostic::at(text, node.span, kind));
            None
        }
        _ => {
            diagnostics.push(shape(text, node, what, "a single value"));
            None
        }
    }
}

/// The text of `node`, or none where nothing is written: a blank line of a form left as it was.
pub(crate) fn optional_scalar<'a>(
    text: &SourceText,
    node: Option<&'a Node>,
    what: &str,
    diagnostics: &mut Diagnostics,
) -> Option<&'a str> {
    match node.map(|node| (node, &node.value))? {
        (_, Value::Empty) => None,
        (_, Value::Scalar(scalar)) if scalar.trim().is_empty() => None,
        (node, _) => scalar(text, node, what, diagnostics),
    }
}

/// The problem of a value that is of another kind than wanted.
pub(crate) fn shape(
    text: &SourceText,
    node: &Node,
    what: &str,
    wanted: &'static str,
) -> Diagnostic {
    let span = Span {
        length: node.span.length.max(1),
        ..node.span
    };
    let kind = DiagnosticKind::Shape {
        what: what.to_owned(),
        wanted,
        found: node.value.kind(),
    };
    Diagnostic::at(text, span, kind)
}
