//! Text that Markdown shows and does not read.

use crate::text::one_line;

/// A text in one line, in which nothing is Markdown, in any of its dialects: whatever could begin
/// emphasis, a link, code, HTML, an entity, a cell, an attribute or a list stands behind a
/// backslash, and what GitHub looks for in the shown text (mentions, references, addresses) cannot
/// join up.
pub(super) fn escape(text: &str) -> String {
    let text = one_line(text);
    let mut escaped = String::with_capacity(text.len());
    // The character before this one, and whether all before it could number a list. At the
    // beginning `:` would make a definition, a `div` or a table's delimiter row.
    let mut before = None;
    let mut is_number = true;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let next = rest.as_str();
        match c {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            // Mentions are looked for in what is shown, so an entity alone hides none.
            '@' => escaped.push_str("&#64;&#8203;"),
            // `#12` and `org/repo#12`; a `#` at the end would close a heading.
            '#' if next.starts_with(|c: char| c.is_ascii_digit()) => {
                escaped.push_str("&#35;&#8203;");
            }
            ':' if is_emoji(next) => escaped.push_str("&#58;&#8203;"),
            ':' if next.starts_with("//") => escaped.push_str("&#58;"),
            '.' if ends_with(&escaped, b"www") => escaped.push_str("&#46;"),
            // `GH-12` is a reference of GitHub's.
            '-' if ends_with(&escaped, b"gh") => escaped.push_str("-&#8203;"),
            _ if is_special(c, before.is_none(), is_number) => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
        is_number &= c.is_ascii_digit() || is_numeral(c) || (before.is_none() && c.is_alphabetic());
        before = Some(c);
    }
    escaped
}

/// Whether what follows a colon makes a `:smile:` of it. The longest name has 36 letters.
fn is_emoji(next: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    let end = next.chars().take(40).position(|c| !is_name(c));
    end.is_some_and(|end| end > 0 && next[end..].starts_with(':'))
}

/// Whether pandoc may number a list with it: `iv.`
const fn is_numeral(c: char) -> bool {
    matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm')
}

/// Whether Markdown would read a character: anywhere, at the beginning, or behind a number there.
const fn is_special(c: char, is_first: bool, is_number: bool) -> bool {
    match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '|' | '~' | '>' | '$' | '^' | '#' => true,
        '(' | ':' | '+' | '-' | '=' | '%' => is_first,
        '.' | ')' => is_number && !is_first,
        _ => false,
    }
}

/// Whether a text ends with these ASCII letters, in any case; no more of it is looked at.
fn ends_with(text: &str, letters: &[u8]) -> bool {
    let bytes = text.as_bytes();
    let start = bytes.len().checked_sub(letters.len());
    start.is_some_and(|start| bytes[start..].eq_ignore_ascii_case(letters))
}
