//! What is escaped comes back.

use super::*;

#[test]
fn what_a_terminal_would_obey_is_escaped_and_comes_back() {
    let text = "a\"\u{9b}\u{202e}\u{e0041}\u{7f}\u{1b}\u{fffe}é\n";
    let quoted = string(text);
    assert_eq!(quoted, r#""a\"\u009b\u202e\udb40\udc41\u007f\u001b\ufffeé\n""#);
    assert_eq!(serde_json::from_str::<String>(&quoted).unwrap(), text);
}

#[test]
fn a_value_is_indented_and_ends_its_line() {
    let value = serde_json::json!({"a": ["\u{9b}", 1]});
    assert_eq!(text(&value), "{\n  \"a\": [\n    \"\\u009b\",\n    1\n  ]\n}\n");
}
