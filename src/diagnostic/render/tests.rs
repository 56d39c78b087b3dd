//! How a place looks.

use super::*;
use crate::diagnostic::DiagnosticKind;

/// A problem at a place, as it is shown; the fault's own words are not looked at.
fn shown(text: &str, line: usize, column: usize, length: usize) -> String {
    let span = Span { line, column, length };
    let text = SourceText::new("a.yaml", text);
    let diagnostic = Diagnostic::at(&text, span, DiagnosticKind::BadDate(String::new()));
    let shown = notice(&diagnostic, &Renderer::plain());
    let (_, below) = shown.split_once('\n').unwrap();
    below.replace(" a date is written as in 2026-11-24", "")
}

#[test]
fn the_place_is_marked_by_what_is_seen() {
    assert_eq!(shown("a: b\n  c: dd\n", 2, 6, 2), " --> a.yaml:2:6\n  |\n2 |   c: dd\n  |      ^^");
    // Wide characters take two columns each and count for one.
    assert_eq!(
        shown("日本: 語語\n", 1, 5, 2),
        " --> a.yaml:1:5\n  |\n1 | 日本: 語語\n  |       ^^^^"
    );
    // A tab is shown as one space.
    assert_eq!(shown("\ta: b\n", 1, 5, 1), " --> a.yaml:1:5\n  |\n1 |  a: b\n  |     ^");
    // A byte-order mark is no column.
    assert_eq!(shown("\u{feff}a: b\n", 1, 4, 1), " --> a.yaml:1:4\n  |\n1 | a: b\n  |    ^");
    assert_eq!(shown("a: b\r\nc: d\r\n", 2, 4, 1), " --> a.yaml:2:4\n  |\n2 | c: d\n  |    ^");
}

#[test]
fn what_is_escaped_keeps_its_true_column() {
    assert_eq!(
        shown("a\u{1b}: b\n", 1, 5, 1),
        " --> a.yaml:1:5\n  |\n1 | a\\u{1b}: b\n  |          ^"
    );
}

#[test]
fn of_a_long_line_only_the_part_around_the_place_is_shown() {
    let line = format!("{}HERE{}", "a".repeat(500), "b".repeat(500));
    let shown = shown(&line, 1, 501, 4);
    let before = "a".repeat(BEFORE);
    let after = "b".repeat(AFTER);
    assert_eq!(
        shown,
        format!(
            " --> a.yaml:1:501\n  |\n1 | …{before}HERE{after}…\n  | {}^^^^",
            " ".repeat(BEFORE + 1)
        )
    );
}

#[test]
fn a_place_past_the_end_is_still_a_place() {
    assert_eq!(shown("a: b", 1, 5, 0), " --> a.yaml:1:5\n  |\n1 | a: b\n  |     ^");
    assert_eq!(shown("a: b", 7, 1, 1), "--> a.yaml:7:1");
}

#[test]
fn lines_may_end_in_cr_alone() {
    assert_eq!(shown("a: b\rc: d\r", 2, 4, 1), " --> a.yaml:2:4\n  |\n2 | c: d\n  |    ^");
}

#[test]
fn a_cell_is_told_by_row_line_and_column_and_its_header_is_cut() {
    let diagnostic = |column: &str| Diagnostic {
        kind: DiagnosticKind::BlankCell,
        at: Location::Cell {
            file: "survey.csv".to_owned(),
            row: 2,
            line: 4,
            column: Some(column.to_owned()),
        },
    };
    let shown = |column| notice(&diagnostic(column), &Renderer::plain());
    assert!(shown("Comments").contains("--> survey.csv, row 2 (line 4), column `Comments`\n"));
    assert!(shown(&"w ".repeat(450_000)).len() < 300);
}

#[test]
fn a_hint_is_sanitized() {
    let diagnostics = Diagnostics::default().hint("a\u{9b}2J\u{200b}");
    let error = Error::Diagnostics(diagnostics);
    assert_eq!(error.render(false), "hint: a\\u{9b}2J\\u{200b}\n");
}
