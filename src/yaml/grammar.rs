//! What breaks the grammar of YAML: the library's problems in our own words, and where a person
//! should look.

use serde_yaml::granit_parser::{ErrorKind, Marker, ScanError};

use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, SourceText, Span},
    text::{Quoted, is_unsafe_to_print, lines},
};

pub(super) const TOO_DEEP: &str = "lists and mappings nest too deep";

/// The library's problem in our own words where people meet it, in its words elsewhere.
pub(super) fn diagnostic(error: &ScanError, text: &SourceText) -> Diagnostic {
    let span = span(*error.marker());
    let span = match is_tab(error.kind()) {
        true => tab(text, span),
        false => span,
    };
    let reason = reason(error.kind()).unwrap_or_else(|| error.info().to_lowercase());
    Diagnostic::at(text, span, DiagnosticKind::NotYaml(reason))
}

/// The one character at a marker.
pub(super) fn span(marker: Marker) -> Span {
    Span { line: marker.line(), column: marker.col() + 1, length: 1 }
}

/// What breaks YAML's grammar, for the mistakes that people make.
fn reason(kind: &ErrorKind) -> Option<String> {
    let words = match kind {
        ErrorKind::UnclosedFlowCollection { open } => {
            return Some(format!("the `{open}` here is never closed"));
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            return Some(format!("a `{open}` is closed with `{close}`"));
        }
        ErrorKind::UnexpectedCharacter { character } if is_unsafe_to_print(*character) => {
            return Some(format!(
                "the invisible character {} cannot stand here",
                Quoted(character.to_string())
            ));
        }
        ErrorKind::UnexpectedCharacter { .. } => "no plain text begins like this; put it in quotes",
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            "the quote that opens here is never closed"
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar => {
            "there is text behind the closing quote; between single quotes one is written \
             twice, as in 'it''s'"
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            "there is text behind the closing quote; is a comma missing, or a `\\` before a quote?"
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            "between double quotes `\\` is special; write `\\\\`, or use single quotes"
        }
        ErrorKind::MisplacedFlowCollectionEnd => "this bracket closes nothing",
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            "a comma or the closing bracket is missing before this"
        }
        ErrorKind::InvalidColonPlacement => "a `:` within `[…]`; is that bracket closed?",
        ErrorKind::UnexpectedEof
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::ExpectedNodeContent => "something is missing before this",
        ErrorKind::RecursionLimitExceeded => TOO_DEEP,
        ErrorKind::UnknownAnchor => {
            "`*` refers to a value named before, and there is none; put the text in quotes"
        }
        ErrorKind::InvalidBlockScalarHeader => {
            "a text that begins with `|` or `>` goes on in the next line; put it in quotes"
        }
        kind if is_tab(kind) => "a tab stands where only spaces may be",
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
        ErrorKind::BlockSequenceEntryNotAllowed | ErrorKind::BlockEntryInFlowCollection => {
            "no list item can begin here"
        }
        _ => return None,
    };
    Some(words.to_owned())
}

const fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
    )
}

/// Where the tab is. The library names the text that the line with the tab would carry on, so it
/// is the first from there on that is indented by one.
fn tab(text: &SourceText, found: Span) -> Span {
    let mut lines = lines(text.as_str()).enumerate().skip(found.line.saturating_sub(1));
    let tab = lines.find_map(|(index, line)| {
        let mut indent = line.chars().take_while(|c| c.is_whitespace());
        let column = indent.position(|c| c == '\t')?;
        Some((index + 1, column + 1))
    });
    tab.map_or(found, |(line, column)| Span { line, column, length: 1 })
}
