//! What breaks the grammar of YAML: the library's problems in our own words, and where a person
//! should look.

use serde_yaml::granit_parser::{ErrorKind, Marker, ScanError};

use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, SourceText, Span},
    text::{is_unsafe_to_print, lines},
};

pub(super) const ALIAS: &str =
    "`*` stands for a value written elsewhere; write that value here, or put the text in quotes";
const NO_BREAK_SPACE: char = '\u{a0}';
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
        ErrorKind::ExpectedDocumentStart => "what the file holds ends before this",
        ErrorKind::MisplacedFlowCollectionEnd => "no bracket opens that this would close",
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
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape => {
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

/// The first line that people write as if it were YAML, and that is read as something else, so that
/// one error says what to type where several would say what follows. It is asked only about a text
/// that has a problem, as each of these can be meant.
pub(super) fn habit(text: &SourceText) -> Option<Diagnostic> {
    lines(text.as_str()).enumerate().find_map(|(index, line)| {
        let (column, kind) = in_line(line)?;
        let span = Span { line: index + 1, column: column + 1, length: 1 };
        Some(Diagnostic::at(text, span, kind))
    })
}

/// What is wrong with a line, and behind how many of its characters.
fn in_line(line: &str) -> Option<(usize, DiagnosticKind)> {
    let indent = line.chars().take_while(|c| c.is_whitespace()).count();
    let content = line.trim_start();
    if content.starts_with("```") {
        return Some((indent, DiagnosticKind::Fence));
    }
    if let Some(column) = line.chars().take(indent).position(|c| c == NO_BREAK_SPACE) {
        return Some((column, DiagnosticKind::NoBreakSpace));
    }
    let is_in_key = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let (key, behind) = content.split_at(content.find(|c| !is_in_key(c))?);
    if !key.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let value = behind.trim_start_matches([' ', ':', '=', '：']).trim();
    let unseparated =
        || DiagnosticKind::Unseparated { key: key.to_owned(), value: value.to_owned() };
    let behind = behind.trim_start_matches(' ');
    let column = line.chars().count() - behind.chars().count();
    let mut marks = behind.chars();
    match (marks.next()?, marks.next()?) {
        (':', NO_BREAK_SPACE) => Some((column + 1, DiagnosticKind::NoBreakSpace)),
        (':', next) if next.is_whitespace() || "/:".contains(next) => None,
        (':' | '=' | '：', _) => Some((column, unseparated())),
        _ => None,
    }
}
