//! Signs for a terminal whose locale is not UTF-8.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A text in signs that say the same, a letter without its
/// accent, and `?` for what has no likeness.
pub(super) fn to_ascii(line: &str) -> String {
    let plain = line.nfkd().filter(|c| !is_combining_mark(*c));
    plain.map(ascii_sign).collect()
}

const fn ascii_sign(c: char) -> char {
    match c {
        '✓' => '*',
        '━' => '=',
        '─' | '–' => '-',
        '·' => '|',
        '❯' | '→' => '>',
        '←' => '<',
        '↑' => '^',
        '↓' => 'v',
        '“' | '”' => '"',
        '’' => '\'',
        c if c.is_ascii() => c,
        _ => '?',
    }
}
