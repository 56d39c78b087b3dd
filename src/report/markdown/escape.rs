//! Text that Markdown shows and does not read.

use crate::text::one_line;

/// A text in one line, in which nothing is Markdown, in any of its dialects: whatever could begin
/// emphasis, a link, code, HTML, an entity, a cell, an attribute or a list stands behind a
/// backslash, or is an entity. A `:` at the beginning would make a definition, a `div` or a table's
/// delimiter row. What sites look for in the text that is shown, where backslashes and entities are
/// gone, is code: neither GitHub nor GitLab links anything within that.
pub(super) fn escape(text: &str) -> String {
    let text = one_line(text);
    let mut escaped = String::with_capacity(text.len());
    // The character before, and whether all before could number a list.
    let mut before = None;
    let mut is_number = true;
    let mut is_behind_code = false;
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let linked = linked(before, rest);
        let (taken, behind) = rest.split_at(linked.max(c.len_utf8()));
        match c {
            // Two backticks in a row would begin another code, so neighbours share theirs.
            _ if linked > 0 && is_behind_code => {
                escaped.pop();
                escaped.extend([taken, "`"]);
            }
            _ if linked > 0 => escaped.extend(["`", taken, "`"]),
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            // Not every dialect lets a backslash go before these.
            '~' | '$' | '^' => escaped.push_str(&entity(c)),
            ':' | '=' | '%' if before.is_none() => escaped.push_str(&entity(c)),
            _ if is_special(c, before.is_none(), is_number) => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
        is_number &= linked == 0
            && (c.is_ascii_digit() || is_numeral(c) || (before.is_none() && c.is_alphabetic()));
        is_behind_code = linked > 0;
        before = taken.chars().next_back();
        rest = behind;
    }
    escaped
}

/// How many bytes at the beginning of a text are what GitHub or GitLab would link, or draw an emoji
/// for, given the character before.
fn linked(before: Option<char>, text: &str) -> usize {
    let run = |from: usize, is_in: fn(u8) -> bool| {
        from + text.as_bytes()[from..].iter().take_while(|byte| is_in(**byte)).count()
    };
    let is_digit = |byte: u8| byte.is_ascii_digit();
    let is_start = !before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let begins = |with: &str| {
        let start = text.as_bytes().get(..with.len());
        is_start && start.is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
    };
    match text.as_bytes() {
        [b'@', ..] => run(1, is_in_name),
        [b'#', b'0'..=b'9', ..] => run(1, is_digit),
        [b':', b'/', b'/', ..] => 3,
        [b':', ..] => emoji(text),
        _ if begins("gh-") && run(3, is_digit) > 3 => run(3, is_digit),
        _ if begins("www.") => 4,
        _ if is_start => commit(text),
        _ => 0,
    }
}

const fn is_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// The length of a `:smile:`. The longest name has 36 letters.
fn emoji(text: &str) -> usize {
    let name = text.bytes().skip(1).take(40);
    let length = name.take_while(|byte| is_in_name(*byte) || *byte == b'+').count();
    match text.as_bytes().get(1 + length) {
        Some(b':') if length > 0 => length + 2,
        _ => 0,
    }
}

/// The length of what can be the id of a commit: 7 to 40 hexadecimal digits by themselves. Without
/// a decimal one among them it is rather a word.
fn commit(text: &str) -> usize {
    let id = text.bytes().take(41).take_while(u8::is_ascii_hexdigit);
    let length = id.clone().count();
    let ends = !text[length..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let is_id = ends && (7..=40).contains(&length) && id.clone().any(|byte| byte.is_ascii_digit());
    if is_id { length } else { 0 }
}

/// Whether pandoc may number a list with it: `iv.`
const fn is_numeral(c: char) -> bool {
    matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm')
}

fn entity(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// Whether Markdown would read a character: anywhere, at the beginning, or behind a number there.
const fn is_special(c: char, is_first: bool, is_number: bool) -> bool {
    match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '|' | '>' | '#' => true,
        '(' | '+' | '-' => is_first,
        '.' | ')' => is_number && !is_first,
        _ => false,
    }
}
