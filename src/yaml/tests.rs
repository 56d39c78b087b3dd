//! What is read is what was written, and what cannot be read is named in its place.

use super::*;
use crate::problem::{Problems, Text};

fn wrong(text: &str) -> String {
    let problem = read(&Text::new("a.yaml", text)).unwrap_err();
    let problems: Problems = problem.into();
    let (place, fault) = problems.places().next().unwrap();
    format!("{place} {fault}").replace("cannot read this as YAML: ", "")
}

#[test]
fn a_scalar_is_what_was_written_and_knows_where() {
    let root = read(&Text::new(
        "a.yaml",
        "\u{feff}a: 007\nb: TRUE\nc: 'x'\nd:\n",
    ))
    .unwrap();
    let Value::Mapping(entries) = root.value else {
        panic!("a mapping");
    };
    let values: Vec<_> = entries
        .iter()
        .map(|(_, value)| (value.place.to_string(), value.value.clone()))
        .collect();
    let scalar = |text: &str| Value::Scalar(text.to_owned());
    assert_eq!(values[0], ("1:4".to_owned(), scalar("007")));
    assert_eq!(values[1], ("2:4".to_owned(), scalar("TRUE")));
    assert_eq!(values[2], ("3:4".to_owned(), scalar("x")));
    assert_eq!(values[3].1, Value::Empty);
}

#[test]
fn an_open_quote_or_bracket_is_shown_where_it_opens() {
    let quote = "the quote that opens here is never closed";
    assert_eq!(wrong("a: b\nc: \"d\ne: f\n"), format!("2:4 {quote}"));
    assert_eq!(wrong("a: 'b\n"), format!("1:4 {quote}"));
    assert_eq!(
        wrong("a: {b: c,\n d: e\n"),
        "1:4 the `{` here is never closed"
    );
    assert_eq!(wrong("a: [b,\n c\n"), "1:4 the `[` here is never closed");
    assert_eq!(
        wrong("a: [b\nc: d\n"),
        "2:2 a `:` within `[…]`; is that bracket closed?"
    );
    assert_eq!(wrong("a: {b: c]\n"), "1:4 a `{` is closed with `]`");
    assert_eq!(wrong("a: ]\n"), "1:4 this bracket closes nothing");
}

#[test]
fn a_tab_is_shown_where_it_is() {
    let tab = "a tab stands where only spaces may be";
    assert_eq!(wrong("a:\n\tb: c\n"), format!("2:1 {tab}"));
    assert_eq!(wrong("a:\n  b: c\n\td: e\n"), format!("3:1 {tab}"));
}

#[test]
fn a_line_out_of_line_is_told_so() {
    let spaces = "this does not stand under what it belongs to; mind the spaces before it";
    assert_eq!(wrong("a:\n  b: c\n d: e\n"), format!("3:2 {spaces}"));
    let colon =
        "a second `:` in one value; put the text in quotes, or mind the spaces before the line";
    assert_eq!(wrong("a:\n  b: c\n   d: e\n"), format!("3:5 {colon}"));
    assert_eq!(wrong("a: b: c\n"), format!("1:5 {colon}"));
    assert_eq!(
        wrong("a: b\nc d\ne: f\n"),
        "2:1 a key without a `:` behind it"
    );
}

#[test]
fn text_that_needs_quotes_is_told_so() {
    let plain = "no plain text begins like this; put it in quotes";
    assert_eq!(wrong("a: @b\n"), format!("1:4 {plain}"));
    assert_eq!(wrong("a: `b`\n"), format!("1:4 {plain}"));
    assert_eq!(
        wrong("a: \"b\u{1b}\"\n"),
        "1:6 the invisible character `\\u{1b}` cannot stand here"
    );
    assert_eq!(
        wrong("a: 'it's'\n"),
        "1:8 there is text behind the closing quote; between single quotes one is written \
         twice, as in 'it''s'"
    );
    assert_eq!(
        wrong("{\"a\": \"b\" \"c\": \"d\"}"),
        "1:11 there is text behind the closing quote; is a comma missing, or a `\\` before a \
         quote?"
    );
    assert_eq!(
        wrong("a: \"b\\q\"\n"),
        "1:4 between double quotes `\\` is special; write `\\\\`, or use single quotes"
    );
}

#[test]
fn one_file_holds_one_document_and_not_too_deep() {
    assert_eq!(
        wrong("a: b\n---\nc: d\n"),
        "2:1 a second document begins here, and a file holds one"
    );
    assert!(wrong(&"[".repeat(40)).ends_with("lists and mappings nest too deep"));
}
