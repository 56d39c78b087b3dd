//! What people write that looks like YAML and is read as something else, so that one error says
//! what to type where otherwise several would say what follows from it.

use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, SourceText, Span},
    text::lines,
};

const NO_BREAK_SPACE: char = '\u{a0}';

/// The first line that shows such a habit. It is asked only about a text that has a problem, as
/// each of these can be meant.
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
