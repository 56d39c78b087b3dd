//! Reads the parts of a questionnaire's tree and gathers what is wrong with them.

use super::distinct::Distinct;
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText, Span},
    questionnaire::Limit,
    text::is_unsafe_to_print,
    yaml::{self, Fields, Node},
};

/// Walks the tree, gathers every problem, and gives each part as far as it is sound. A part that
/// is not has always left a problem behind.
pub(super) struct Reader<'a> {
    pub(super) text: &'a SourceText,
    pub(super) diagnostics: Diagnostics,
}

impl<'a> Reader<'a> {
    pub(super) fn fields(
        &mut self,
        node: &'a Node,
        what: &str,
        known: &'static [&'static str],
    ) -> Option<Fields<'a>> {
        Fields::of(self.text, node, what, known, &mut self.diagnostics)
    }

    pub(super) fn required<T>(
        &mut self,
        fields: &Fields<'a>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &'a Node) -> Option<T>,
    ) -> Option<T> {
        let node = fields.need(key, &mut self.diagnostics)?;
        read(self, node)
    }

    /// None where the key is not there, or where its value has left a problem.
    pub(super) fn optional<T>(
        &mut self,
        fields: &Fields<'a>,
        key: &str,
        read: impl FnOnce(&mut Self, &'a Node) -> Option<T>,
    ) -> Option<T> {
        fields.get(key).and_then(|node| read(self, node))
    }

    pub(super) fn id(&mut self, text: &str, span: Span) -> Option<String> {
        let is_in_id = |c| matches!(c, 'a'..='z' | '0'..='9' | '-');
        if !text.chars().all(is_in_id) {
            self.diagnose(span, DiagnosticKind::BadId(text.to_owned()));
            return None;
        }
        self.checked(text, span, "an id", Limit::Id, |_| false)
    }

    /// A text that will stand in one line of a screen or a table.
    pub(super) fn line(
        &mut self,
        node: &'a Node,
        what: &'static str,
        limit: Limit,
    ) -> Option<String> {
        let text = self.scalar(node, what)?;
        self.checked(text, node.span, what, limit, |_| false)
    }

    /// A text that may have several lines.
    pub(super) fn help(&mut self, node: &'a Node) -> Option<String> {
        let text = yaml::optional_scalar(self.text, Some(node), "`help`", &mut self.diagnostics)?;
        self.checked(text, node.span, "`help`", Limit::Note, |c| c == '\n')
    }

    pub(super) fn scalar(&mut self, node: &'a Node, what: &str) -> Option<&'a str> {
        yaml::scalar(self.text, node, what, &mut self.diagnostics)
    }

    pub(super) fn checked(
        &mut self,
        text: &str,
        span: Span,
        what: &'static str,
        limit: Limit,
        allowed: fn(char) -> bool,
    ) -> Option<String> {
        let is_unsafe = |c: &char| is_unsafe_to_print(*c) && !allowed(*c);
        if let Some(character) = text.chars().find(is_unsafe) {
            let what = what.to_owned();
            self.diagnose(span, DiagnosticKind::UnsafeText { what, character });
            return None;
        }
        match limit.check(what, text) {
            Err(kind) => {
                self.diagnose(span, kind);
                None
            }
            Ok(()) => Some(text.to_owned()),
        }
    }

    /// Enters a name of the thing at `index`, which no other thing may have.
    pub(super) fn distinct(
        &mut self,
        names: &mut Distinct,
        index: usize,
        what: &'static str,
        name: &str,
        span: Span,
    ) {
        if let Some(first) = names.enter(index, name, span.line) {
            let name = name.to_owned();
            self.diagnose(span, DiagnosticKind::SameName { what, name, first });
        }
    }

    pub(super) fn diagnose(&mut self, span: Span, kind: DiagnosticKind) {
        self.diagnostics.push(Diagnostic::at(self.text, span, kind));
    }
}
