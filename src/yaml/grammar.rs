//! What breaks the grammar of YAML: the library's problems in our own words, and where a person
//! should look.

use serde_yaml::granit_parser::{ErrorKind, Marker, ScanError};

use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, SourceText, Span},
    text::{is_unsafe_to_print, lines},
};

pub(super) const ALIAS: &str =
    "`*` stands for a value written elsewhere; write that value here, or put the text in quotes";
const TAB: &str = "a tab stands where only spaces may be";

/// The library's problem in our own words where people meet it, in its words elsewhere.
pub(super) fn diagnostic(error: &ScanError, text: &SourceText) -> Diagnostic {
    let span = span(*error.marker());
    let (span, kind) = match (error.kind(), reason(error.kind())) {
        (ErrorKind::UnexpectedCharacter { character }, _) if is_unsafe_to_print(*character) => {
            let what = "this line".to_owned();
            (span, DiagnosticKind::UnsafeText { what, character: *character })
        }
        (_, Some(TAB)) => (tab(text, span), DiagnosticKind::NotYaml(TAB.to_owned())),
        (_, Some(reason)) => (span, DiagnosticKind::NotYaml(reason.to_owned())),
        (_, None) => (span, DiagnosticKind::NotYaml(error.info().to_lowercase())),
    };
    Diagnostic::at(text, span, kind)
}

/// The one character at a marker.
pub(super) fn span(marker: Marker) -> Span {
    Span { line: marker.line(), column: marker.col() + 1, length: 1 }
}

/// What breaks YAML's grammar, for the mistakes that people make.
fn reason(kind: &ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::UnexpectedCharacter { .. } | ErrorKind::InvalidBlockScalarHeader => {
            "no plain text begins like this; put it in quotes"
        }
        ErrorKind::UnknownAnchor => ALIAS,
        ErrorKind::MappingKeyNotAllowed => {
            "a `?` alone begins a key; write `unsure`, or put it in quotes: `\"?\"`"
        }
        ErrorKind::UnclosedFlowCollection { .. } => "the bracket that opens here is never closed",
        ErrorKind::InvalidColonPlacement => "a `:` within `[…]`; is that bracket closed?",
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            "a comma or the closing bracket is missing before this"
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            "the quote that opens here is never closed"
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            "there is text behind the closing quote; is a comma missing, or is a quote within not \
             written as `''` or `\\\"`?"
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            "between double quotes `\\` is special; write `\\\\`, or use single quotes"
        }
        ErrorKind::RecursionLimitExceeded => "lists and mappings nest too deep",
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => TAB,
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent => {
            "this does not stand under what it belongs to; mind the spaces before it"
        }
        ErrorKind::MappingValueNotAllowed => {
            "a second `:` in one value; put the text in quotes, or mind the spaces before the line"
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            "a key without a `:` behind it"
        }
        _ => return None,
    })
}

/// Where the tab is. The library names the text that the line with the tab would carry on, so it
/// is the first from there on that is indented by one.
fn tab(text: &SourceText, found: Span) -> Span {
    let mut lines = (1..).zip(lines(text.as_str())).skip(found.line.saturating_sub(1));
    let tab = lines.find_map(|(line, text)| {
        let mut indent = text.chars().take_while(|c| c.is_whitespace());
        Some(Span { line, column: 1 + indent.position(|c| c == '\t')?, length: 1 })
    });
    tab.unwrap_or(found)
}
