//! Small pieces of wording: counts, lists, quoted names, the nearest right name, and text from a
//! file made safe to show.

use std::{
    borrow::Cow,
    fmt::{self, Display, Formatter},
};

use console::{AnsiCodeIterator, measure_text_width};
use unicode_normalization::UnicodeNormalization;

/// A number and its noun: `1 answer`, `3 answers`.
pub(crate) struct Count(pub(crate) u64, pub(crate) &'static str);

impl Display for Count {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(number, noun) = self;
        match (number, noun.strip_suffix('y')) {
            (1, _) => write!(f, "1 {noun}"),
            (_, Some(stem)) => write!(f, "{number} {stem}ies"),
            (_, None) => write!(f, "{number} {noun}s"),
        }
    }
}

/// Several things in a sentence: `a`, `a and b`, `a, b and c`.
pub(crate) struct List<'a, T>(pub(crate) &'a [T], pub(crate) &'static str);

impl<T: Display> Display for List<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(items, conjunction) = self;
        for (index, item) in items.iter().enumerate() {
            match index {
                0 => {}
                _ if index + 1 == items.len() => write!(f, " {conjunction} ")?,
                _ => f.write_str(", ")?,
            }
            item.fmt(f)?;
        }
        Ok(())
    }
}

/// A name as it was written, between backticks, escaped and never longer than a line can bear.
pub(crate) struct Quoted<T>(pub(crate) T);

/// The most characters of somebody's text that a message repeats.
const QUOTED_AT_MOST: usize = 60;

impl<T: AsRef<str>> Display for Quoted<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = self.0.as_ref();
        match text.char_indices().nth(QUOTED_AT_MOST) {
            Some((end, _)) => write!(f, "`{}…`", sanitize(&text[..end])),
            None => write!(f, "`{}`", sanitize(text)),
        }
    }
}

/// Text from a file, fit for a terminal, a page or a spreadsheet: characters that would steer
/// them are written out (`\u{1b}`), everything else is as it was.
pub(crate) fn sanitize(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_unsafe_to_print) {
        Cow::Owned(
            text.chars()
                .map(Sanitized)
                .fold(String::new(), |mut all, c| {
                    all.push_str(&c.to_string());
                    all
                }),
        )
    } else {
        Cow::Borrowed(text)
    }
}

/// A name or word as it is compared: NFC, in lower case, every run of white space one space. So
/// what reads the same is the same, however a keyboard or a form tool wrote it.
pub(crate) fn fold(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let words: Vec<&str> = composed.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// One line of [`sanitize`] text: every run of white space, line ends included, is one space.
pub(crate) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    sanitize(&words.join(" ")).into_owned()
}

/// One character as [`sanitize`] shows it.
struct Sanitized(char);

impl Display for Sanitized {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if is_unsafe_to_print(self.0) {
            write!(f, "\\u{{{:x}}}", u32::from(self.0))
        } else {
            write!(f, "{}", self.0)
        }
    }
}

/// Whether a character steers what shows it instead of being shown: controls (C0, DEL, C1), line
/// and paragraph separators, everything that changes the direction of writing, and the invisible
/// characters and fillers that hide text. The joiners of emoji, Arabic and Indic words are not
/// among them.
pub(crate) fn is_unsafe_to_print(c: char) -> bool {
    // Most text is plain, and every character of it comes by here.
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Text in lines of at most `width` columns (one or more), broken at spaces where it can be and
/// within a word where it must. Wide characters count for two columns, escape sequences for none.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let taken = measure_text_width(&line);
        if taken > 0 && taken + 1 + measure_text_width(word) <= width {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        if taken > 0 {
            lines.push(std::mem::take(&mut line));
        }
        line = break_word(word, width, &mut lines);
    }
    lines.push(line);
    lines
}

/// Pushes as many whole lines as a word fills, broken behind a hyphen where there is one, and
/// gives what is left of it. Escape sequences and joined emoji stay whole.
fn break_word(word: &str, width: usize, lines: &mut Vec<String>) -> String {
    if measure_text_width(word) <= width {
        return word.to_owned();
    }
    let mut line = String::new();
    let mut taken = 0;
    for (part, is_escape) in AnsiCodeIterator::new(word) {
        if is_escape {
            line.push_str(part);
            continue;
        }
        let mut characters = part.chars().peekable();
        while let Some(c) = characters.next() {
            let columns = columns(c, characters.peek().copied(), line.chars().next_back());
            if columns > 0 && taken > 0 && taken + columns > width {
                let end = line.rfind('-').map_or(line.len(), |hyphen| hyphen + 1);
                let rest = line.split_off(end);
                lines.push(std::mem::replace(&mut line, rest));
                taken = measure_text_width(&line);
            }
            line.push(c);
            taken += columns;
        }
    }
    line
}

/// How many columns a character adds to a line; none if it joins the one before.
fn columns(c: char, next: Option<char>, before: Option<char>) -> usize {
    const JOINER: char = '\u{200d}';
    const AS_EMOJI: char = '\u{fe0f}';
    if before == Some(JOINER) || matches!(c, AS_EMOJI | '\u{1f3fb}'..='\u{1f3ff}') {
        return 0;
    }
    let text: String = [Some(c), next.filter(|next| *next == AS_EMOJI)]
        .into_iter()
        .flatten()
        .collect();
    measure_text_width(&text)
}

/// The right name nearest to a wrong one, if one is near enough to be what was meant.
///
/// Nearness is Damerau-Levenshtein's, ignoring case; up to a third of the longer name may differ.
pub(crate) fn nearest<'a>(
    wrong: &str,
    right: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wrong = wrong.trim().to_lowercase();
    // Nobody mistypes a name into a page of text, and measuring against one takes time.
    if wrong.len() > 200 {
        return None;
    }
    right
        .into_iter()
        .map(|name| (distance(&wrong, name), name))
        .filter(|(distance, name)| 3 * distance <= wrong.chars().count().max(name.chars().count()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

fn distance(wrong: &str, right: &str) -> usize {
    strsim::damerau_levenshtein(wrong, &right.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!(Count(1, "reply").to_string(), "1 reply");
        assert_eq!(Count(0, "need").to_string(), "0 needs");
        assert_eq!(Count(2, "reply").to_string(), "2 replies");
    }

    #[test]
    fn lists_read_as_a_sentence_would() {
        assert_eq!(List(&["a"], "and").to_string(), "a");
        assert_eq!(List(&["a", "b"], "or").to_string(), "a or b");
        assert_eq!(List(&["a", "b", "c"], "and").to_string(), "a, b and c");
    }

    #[test]
    fn steering_characters_are_written_out_and_others_kept() {
        assert_eq!(sanitize("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(
            sanitize("\u{9b}2J\u{202e}\u{feff}"),
            "\\u{9b}2J\\u{202e}\\u{feff}"
        );
        assert_eq!(sanitize("日本語 👩‍👩‍👧 عربي"), "日本語 👩‍👩‍👧 عربي");
        assert_eq!(one_line(" a\n\tb\u{7}"), "a b\\u{7}");
    }

    #[test]
    fn a_quoted_name_is_cut_before_it_fills_the_screen() {
        assert_eq!(Quoted("yes").to_string(), "`yes`");
        assert_eq!(
            Quoted("x".repeat(61)).to_string(),
            format!("`{}…`", "x".repeat(60))
        );
    }

    #[test]
    fn lines_keep_to_their_width_and_lose_nothing() {
        assert_eq!(wrap("do we need more", 7), ["do we", "need", "more"]);
        assert_eq!(wrap("日本語 ab", 4), ["日本", "語", "ab"]);
        assert_eq!(wrap("abcdef", 4), ["abcd", "ef"]);
        assert_eq!(wrap("marketing-qualified", 12), ["marketing-", "qualified"]);
        assert_eq!(wrap("語", 1), ["語"]);
        assert_eq!(wrap("", 5), [""]);
    }

    #[test]
    fn what_belongs_together_is_not_broken() {
        assert_eq!(
            wrap("\u{1b}[36mMarketing\u{1b}[0m", 5),
            ["\u{1b}[36mMarke", "ting\u{1b}[0m"]
        );
        assert_eq!(wrap("👩‍👩‍👧👩‍👩‍👧☎️☎️", 4), ["👩‍👩‍👧👩‍👩‍👧", "☎️☎️"]);
        assert_eq!(wrap("☎️☎️", 3), ["☎️", "☎️"]);
        assert_eq!(
            wrap("e\u{301}e\u{301}e\u{301}", 2),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
    }

    #[test]
    fn the_nearest_name_is_near() {
        let ids = ["traffic", "closing", "surveys", "mql-contact"];
        assert_eq!(nearest("survys", ids), Some("surveys"));
        assert_eq!(nearest("Trafic ", ids), Some("traffic"));
        assert_eq!(nearest("mqlcontact", ids), Some("mql-contact"));
        assert_eq!(nearest("weather", ids), None);
        assert_eq!(nearest("", ids), None);
    }
}
