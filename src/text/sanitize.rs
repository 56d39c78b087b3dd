//! What is safe to show of a text that came from a file.

use std::borrow::Cow;

/// Text from a file, fit for a terminal, a page or a spreadsheet: characters that are
/// [unsafe to print](is_unsafe_to_print) are written out (`\u{1b}`), the others are as they were.
pub(crate) fn sanitize(text: &str) -> Cow<'_, str> {
    let shown = |c: char| match is_unsafe_to_print(c) {
        true => c.escape_unicode().to_string(),
        false => c.to_string(),
    };
    match text.chars().any(is_unsafe_to_print) {
        true => Cow::Owned(text.chars().map(shown).collect()),
        false => Cow::Borrowed(text),
    }
}

/// What joins letters or emoji and is seen only by what it does to its neighbours.
pub(super) const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0f}')
}

/// Whether a character instructs what shows it, or hides in it, instead of being shown. All of
/// Unicode's `Default_Ignorable_Code_Point` is, but for the joiners that Persian, Indic scripts
/// and emoji are written with.
pub(crate) fn is_unsafe_to_print(c: char) -> bool {
    // Most text is plain, and every character of it comes by here.
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    if is_joiner(c) {
        return false;
    }
    matches!(c,
        // C1 controls: U+009B begins a terminal's escape sequence as ESC [ does.
        '\u{80}'..='\u{9f}'
        // Soft hyphen: not shown within a line, so it hides in a word.
        | '\u{ad}'
        // Combining grapheme joiner: shows nothing.
        | '\u{34f}'
        // Arabic letter mark, left-to-right and right-to-left marks: change the direction.
        | '\u{61c}' | '\u{200e}' | '\u{200f}'
        // Fillers of Hangul, Khmer vowels that show nothing: blank, and no white space.
        | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}'
        // Mongolian variation selectors and vowel separator.
        | '\u{180b}'..='\u{180f}'
        // Zero-width space.
        | '\u{200b}'
        // Line and paragraph separators end a line; embeddings and overrides ("trojan source").
        | '\u{2028}'..='\u{202e}'
        // Word joiner, invisible operators, isolates, deprecated format characters.
        | '\u{2060}'..='\u{206f}'
        // Braille blank: looks like a space and is none.
        | '\u{2800}'
        // Variation selectors 1 to 15 (16 is the emoji's): 240 more below carry hidden text.
        | '\u{fe00}'..='\u{fe0e}'
        // Zero-width no-break space, the byte-order mark.
        | '\u{feff}'
        // Unassigned ignorables, interlinear annotation; U+FFFE and U+FFFF are no characters,
        // and YAML has no place for them.
        | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        // Shorthand and musical format controls.
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        // Tags, which spell hidden ASCII, and the variation selectors 17 to 256.
        | '\u{e0000}'..='\u{e0fff}')
}
