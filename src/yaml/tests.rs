//! What is read is what was written, and what cannot be read is named in its place.

use super::*;
use crate::diagnostic::{Diagnostics, SourceText};

fn wrong(text: &str) -> String {
    let Err(diagnostic) = read(&SourceText::new("a.yaml", text)) else {
        panic!("nothing is wrong with {}", &text[..text.len().min(80)]);
    };
    let diagnostics: Diagnostics = diagnostic.into();
    let (span, kind) = diagnostics.places().next().unwrap();
    format!("{span} {kind}").replace("cannot read this as YAML: ", "")
}

#[test]
fn a_scalar_is_what_was_written_and_knows_where() {
    let root =
        read(&SourceText::new("a.yaml", "\u{feff}a: 007\nb: TRUE\nc: 'x'\nd: 1e999\n")).unwrap();
    assert_eq!(written(&root), "{1:1 a: 1:4 007, 2:1 b: 2:4 TRUE, 3:1 c: 3:4 x, 4:1 d: 4:4 1e999}");
    let Value::Mapping(entries) = &root.value else {
        panic!("a mapping");
    };
    let lengths = entries.iter().map(|(_, value)| value.span.length);
    assert_eq!(lengths.collect::<Vec<_>>(), [3, 4, 3, 5]);
}

/// A tree with the place of everything in it.
fn written(node: &Node) -> String {
    let span = node.span;
    match &node.value {
        Value::Empty => format!("{span} -"),
        Value::Scalar(text) => format!("{span} {text}"),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(written).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Mapping(entries) => {
            let entry = |(key, value)| format!("{}: {}", written(key), written(value));
            let entries: Vec<_> = entries.iter().map(|(key, value)| entry((key, value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn right(text: &str) -> String {
    written(&read(&SourceText::new("a.yaml", text)).unwrap())
}

#[test]
fn nothing_is_what_is_left_out_or_said_to_be_null() {
    assert_eq!(
        right("[~, null, Null, NULL, '', 'null', nUll, !x ~]"),
        "[1:2 -, 1:5 -, 1:11 -, 1:17 -, 1:23 , 1:27 null, 1:35 nUll, 1:44 -]"
    );
    assert_eq!(right("a:\nb: \n"), "{1:1 a: 1:2 -, 2:1 b: 2:2 -}");
    assert_eq!(right(""), "1:1 -");
    assert_eq!(right("# nothing\n---\n"), "2:4 -");
}

#[test]
fn no_value_stands_for_another() {
    let alias = "`*` stands for a value written elsewhere; write that value here, or put the text in quotes";
    assert_eq!(wrong("a: &x [yes, no]\nb: *x\n"), format!("2:4 {alias}"));
    assert_eq!(wrong("a: *x\n"), format!("1:4 {alias}"));
    assert_eq!(wrong("a: *soon*\n"), format!("1:4 {alias}"));
}

#[test]
fn an_open_quote_or_bracket_is_shown_where_it_opens() {
    let quote = "the quote that opens here is never closed";
    assert_eq!(wrong("a: b\nc: \"d\ne: f\n"), format!("2:4 {quote}"));
    assert_eq!(wrong("a: 'b\n"), format!("1:4 {quote}"));
    assert_eq!(wrong("a: {b: c,\n d: e\n"), "1:4 the bracket that opens here is never closed");
    assert_eq!(wrong("a: [b,\n c\n"), "1:4 the bracket that opens here is never closed");
    assert_eq!(wrong("a: [b\nc: d\n"), "2:2 a `:` within `[…]`; is that bracket closed?");
    assert_eq!(wrong("a: {b: c]\n"), "1:4 mismatched bracket '{' closed by ']'");
    assert_eq!(wrong("a: ]\n"), "1:4 no bracket opens that this would close");
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
    assert_eq!(wrong("a: b\nc d\ne: f\n"), "2:1 a key without a `:` behind it");
}

#[test]
fn text_that_needs_quotes_is_told_so() {
    let plain = "no plain text begins like this; put it in quotes";
    assert_eq!(wrong("a: @b\n"), format!("1:4 {plain}"));
    assert_eq!(wrong("a: `b`\n"), format!("1:4 {plain}"));
    assert_eq!(wrong("a: \"b\u{1b}\"\n"), "1:6 this line holds the invisible character `\\u{1b}`");
    let behind = "there is text behind the closing quote; is a comma missing, or is a quote within \
                  not written as `''` or `\\\"`?";
    assert_eq!(wrong("a: 'it's'\n"), format!("1:8 {behind}"));
    assert_eq!(wrong("{\"a\": \"b\" \"c\": \"d\"}"), format!("1:11 {behind}"));
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
    let deep = "lists and mappings nest too deep";
    assert!(wrong(&"[".repeat(40)).ends_with(deep));
    assert!(wrong(&"- ".repeat(40)).ends_with(deep));
    let mixed = "- ".repeat(16) + &"[".repeat(16) + &"]".repeat(16);
    assert_eq!(right(&mixed).matches('[').count(), 32);
}

#[test]
fn what_stands_behind_the_end_is_told_in_plain_words() {
    let behind = "what the file holds ends before this";
    assert_eq!(wrong("{\"a\": \"b\"}\n{\"a\": \"c\"}\n"), format!("2:1 {behind}"));
    assert_eq!(wrong("a: b\n}\n"), "2:1 no bracket opens that this would close");
    assert_eq!(
        wrong("a: \"\\xq\"\n"),
        "1:4 between double quotes `\\` is special; write `\\\\`, or use single quotes"
    );
}
