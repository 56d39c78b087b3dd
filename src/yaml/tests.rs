//! What is read is what was written, and what cannot be read is named in its place.

use std::mem::size_of;

use super::{reader::TREE_AT_MOST, *};
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
        right("[~, null, Null, NULL, '', 'null', nUll, !!str , !!str null, !x ~]"),
        "[1:2 -, 1:5 -, 1:11 -, 1:17 -, 1:23 , 1:27 null, 1:35 nUll, 1:46 , 1:55 null, 1:64 -]"
    );
    assert_eq!(right("a:\nb: \n"), "{1:1 a: 1:2 -, 2:1 b: 2:2 -}");
    assert_eq!(right(""), "1:1 -");
    assert_eq!(right("# nothing\n---\n"), "2:4 -");
}

#[test]
fn an_alias_is_what_it_stands_for_in_its_own_place() {
    assert_eq!(
        right("a: &x [yes, &y no]\nb: *x\nc: *y\n"),
        "{1:1 a: [1:8 yes, 1:16 no], 2:1 b: [1:8 yes, 1:16 no], 3:1 c: 3:4 no}"
    );
    assert_eq!(wrong("a: &x [*x]\n"), "1:8 an alias stands within what it stands for");
    assert_eq!(
        wrong("a: *x\n"),
        "1:4 `*` refers to a value named before, and there is none; put the text in quotes"
    );
}

#[test]
fn a_tree_does_not_outgrow_its_text() {
    let intricate = "it is too intricate for what it should say";
    let text = "x".repeat(1 << 20);
    // A value with a name is kept twice, and so there is no room for it a fourth time.
    let twice = |aliases: &str| format!("- &x {text}\n{aliases}");
    assert!(read(&SourceText::new("a.yaml", twice("- *x\n"))).is_ok());
    assert_eq!(wrong(&twice("- *x\n- *x\n")), format!("3:3 {intricate}"));
    assert_eq!(wrong(&format!("- &x {text}\n- &y {text}\n")), format!("2:6 {intricate}"));
    // What stands before it does not count for its size.
    assert!(read(&SourceText::new("a.yaml", format!("- {text}\n- &x {text}\n"))).is_ok());
    let just = "x".repeat(TREE_AT_MOST - 2 * size_of::<Node>());
    assert!(read(&SourceText::new("a.yaml", format!("[{just}]"))).is_ok());
    assert!(wrong(&format!("[{just}y]")).ends_with(intricate));
    let many = "[],".repeat(90_000);
    assert!(wrong(&format!("[{many}]")).ends_with(intricate));
    assert!(read(&SourceText::new("a.yaml", format!("[{}]", &many[..99_999]))).is_ok());
}

#[test]
fn an_open_quote_or_bracket_is_shown_where_it_opens() {
    let quote = "the quote that opens here is never closed";
    assert_eq!(wrong("a: b\nc: \"d\ne: f\n"), format!("2:4 {quote}"));
    assert_eq!(wrong("a: 'b\n"), format!("1:4 {quote}"));
    assert_eq!(wrong("a: {b: c,\n d: e\n"), "1:4 the `{` here is never closed");
    assert_eq!(wrong("a: [b,\n c\n"), "1:4 the `[` here is never closed");
    assert_eq!(wrong("a: [b\nc: d\n"), "2:2 a `:` within `[…]`; is that bracket closed?");
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
    assert_eq!(wrong("a: b\nc d\ne: f\n"), "2:1 a key without a `:` behind it");
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
    let deep = "lists and mappings nest too deep";
    assert!(wrong(&"[".repeat(40)).ends_with(deep));
    let nested =
        |block: usize, flow: usize| "- ".repeat(block) + &"[".repeat(flow) + &"]".repeat(flow);
    assert_eq!(right(&nested(16, 16)), nested(0, 32));
    assert_eq!(wrong(&nested(16, 17)), format!("1:49 {deep}"));
    assert_eq!(wrong(&format!("{}a: {{}}", "- ".repeat(31))), format!("1:66 {deep}"));
    // What an alias stands for is as deep as it is, wherever it stands.
    let aliased = |depth: usize| format!("- &x {}\n{}*x\n", nested(0, 15), "- ".repeat(depth));
    assert!(right(&aliased(17)).ends_with(&"]".repeat(32)));
    assert_eq!(wrong(&aliased(18)), format!("2:37 {deep}"));
    assert_eq!(
        wrong(&format!("- &x {{? [] : a}}\n{}*x\n", "- ".repeat(31))),
        format!("2:63 {deep}")
    );
}
