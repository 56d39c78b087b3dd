//! A tree's mappings by their keys, and its single values as text, with all that is wrong in them.

use std::collections::HashMap;

use super::{Node, Value, grammar::habit};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText, Span},
    text::nearest,
};

#[derive(Clone, Copy)]
pub(crate) struct Key<'n> {
    pub(crate) text: &'n str,
    pub(crate) span: Span,
}

/// Gives each part of a tree as far as it is sound. A part that is not has left a problem behind;
/// one that is not there has not.
pub(crate) struct Checker<'t> {
    text: &'t SourceText,
    diagnostics: Diagnostics,
}

impl<'t> Checker<'t> {
    pub(crate) fn new(text: &'t SourceText) -> Self {
        Self { text, diagnostics: Diagnostics::default() }
    }

    /// All that was found wrong, in the order of the text, or in its place the habit that
    /// explains it.
    pub(crate) fn finish(mut self) -> Diagnostics {
        self.diagnostics.sort();
        match self.diagnostics.count() {
            0 => self.diagnostics,
            _ => habit(self.text).map_or(self.diagnostics, Diagnostics::from),
        }
    }

    /// Adds a problem, which is described only if it will be shown, in the place of a value.
    pub(crate) fn fail<T>(
        &mut self,
        span: Span,
        kind: impl FnOnce() -> DiagnosticKind,
    ) -> Option<T> {
        self.diagnostics.add(|| Diagnostic::at(self.text, span, kind()));
        None
    }

    pub(crate) fn diagnose(&mut self, span: Span, kind: DiagnosticKind) {
        self.diagnostics.push(Diagnostic::at(self.text, span, kind));
    }

    /// The value of a result, or its problem at this place.
    pub(crate) fn keep<T>(&mut self, span: Span, result: Result<T, DiagnosticKind>) -> Option<T> {
        result.map_err(|kind| self.diagnose(span, kind)).ok()
    }

    /// A mapping, which `what` names, whose keys are fields. One that is not `known`, and one that
    /// is `needed` and not there, is a problem of its own.
    pub(crate) fn fields<'n>(
        &mut self,
        node: &'n Node,
        what: &str,
        known: &'static [&'static str],
        needed: &[&'static str],
    ) -> Option<&'n Node> {
        for (Key { text: key, span }, _) in self.entries(Some(node), what)? {
            if !known.contains(&key) {
                let nearest = nearest(key, known.iter().copied()).map(str::to_owned);
                let key = key.to_owned();
                self.diagnose(span, DiagnosticKind::UnknownKey { key, nearest, known });
            }
        }
        for key in needed.iter().filter(|key| node.get(key).is_none()) {
            self.diagnose(node.span, DiagnosticKind::MissingKey(key));
        }
        Some(node)
    }

    /// The entries of a mapping whose keys are single values. Of a key that is there twice the
    /// first value is read on.
    pub(crate) fn entries<'n>(
        &mut self,
        node: Option<&'n Node>,
        what: &str,
    ) -> Option<Vec<(Key<'n>, &'n Node)>> {
        let Value::Mapping(mapping) = &node?.value else {
            return self.shape(node?, what, "a mapping");
        };
        let mut lines: HashMap<&str, usize> = HashMap::new();
        let mut entries = Vec::new();
        for (key, value) in mapping {
            let span = key.span;
            let Some(text) = self.scalar(Some(key), "a key") else {
                continue;
            };
            match lines.get(text) {
                Some(first) => {
                    let (key, first) = (text.to_owned(), *first);
                    self.diagnose(span, DiagnosticKind::RepeatedKey { key, first });
                }
                None => {
                    lines.insert(text, span.line);
                    entries.push((Key { text, span }, value));
                }
            }
        }
        Some(entries)
    }

    /// A single value that is not empty.
    pub(crate) fn scalar<'n>(&mut self, node: Option<&'n Node>, what: &str) -> Option<&'n str> {
        let node = node?;
        if node.is_blank() {
            return self.fail(node.span, || DiagnosticKind::EmptyValue(what.to_owned()));
        }
        match &node.value {
            Value::Scalar(scalar) => Some(scalar.trim()),
            _ => self.shape(node, what, "a single value"),
        }
    }

    /// A single value that may be empty: a blank line of a form left as it was.
    pub(crate) fn optional_scalar<'n>(
        &mut self,
        node: Option<&'n Node>,
        what: &str,
    ) -> Option<&'n str> {
        self.scalar(node.filter(|node| !node.is_blank()), what)
    }

    /// The problem of a value that is of another kind than wanted, in that value's place.
    pub(crate) fn shape<T>(&mut self, node: &Node, what: &str, wanted: &'static str) -> Option<T> {
        let found = node.value.kind();
        let what = what.to_owned();
        self.fail(node.span, || DiagnosticKind::Shape { what, wanted, found })
    }
}
