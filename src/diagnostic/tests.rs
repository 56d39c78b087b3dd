//! What readers' tests ask of problems.

use super::*;

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl Diagnostics {
    /// Those that stand at a place in a text, with that place.
    pub(crate) fn places(&self) -> impl Iterator<Item = (Span, &DiagnosticKind)> {
        self.shown.iter().filter_map(|diagnostic| match diagnostic.at {
            Location::Line(_, span) => Some((span, &diagnostic.kind)),
            _ => None,
        })
    }

    /// Each shown one in a line, without its file.
    pub(crate) fn lines(&self) -> Vec<String> {
        let line = |diagnostic: &Diagnostic| match &diagnostic.at {
            Location::Cell { row, column: Some(column), .. } => {
                format!("row {row} {column}: {}", diagnostic.kind)
            }
            Location::Cell { row, column: None, .. } => format!("row {row}: {}", diagnostic.kind),
            _ => diagnostic.kind.to_string(),
        };
        self.shown.iter().map(line).collect()
    }
}
