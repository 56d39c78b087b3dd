//! Small pieces of wording: counts, lists, quoted names, the nearest right name; and `sanitize`,
//! which makes text from a file safe to show.

mod sanitize;

use std::{
    fmt::{self, Display, Formatter},
    path::Path,
};

use console::{AnsiCodeIterator, measure_text_width};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

pub(crate) use sanitize::{is_unsafe_to_print, sanitize};

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

/// Names in a sentence, quoted, and cut where the list grows past reading.
pub(crate) struct Names<'a, T>(pub(crate) &'a [T]);

impl<T: AsRef<str>> Display for Names<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        const AT_MOST: usize = 12;
        let names = self.0.iter().map(|name| Quoted(name).to_string());
        List(&up_to(AT_MOST, names), "and").fmt(f)
    }
}

/// The first of some names, and how many more there are.
pub(crate) fn up_to(at_most: usize, names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut names = names.into_iter();
    let mut shown: Vec<_> = names.by_ref().take(at_most).collect();
    let more = names.count();
    shown.extend((more > 0).then(|| format!("{more} more")));
    shown
}

/// A path as a word for a shell, as bash, zsh and POSIX 2024 read it: quoted where it needs to be,
/// so that a command that is shown can be copied whatever a file is called.
pub(crate) struct ShellWord<'a>(pub(crate) &'a Path);

impl Display for ShellWord<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let word = &*self.0.to_string_lossy();
        let is_plain = |c: char| c.is_alphanumeric() || "/._-+:,@%=".contains(c);
        if !word.is_empty() && word.chars().all(is_plain) {
            // A leading `-` would be an option.
            let here = if word.starts_with('-') { "./" } else { "" };
            return write!(f, "{here}{word}");
        }
        if !word.chars().any(is_unsafe_to_print) {
            return write!(f, "'{}'", word.replace('\'', r"'\''"));
        }
        let hex = |byte: u8| format!("\\x{byte:02x}");
        let escaped = word.chars().map(|c| match c {
            '\'' | '\\' => format!("\\{c}"),
            c if is_unsafe_to_print(c) => c.to_string().bytes().map(hex).collect(),
            c => c.to_string(),
        });
        write!(f, "$'{}'", escaped.collect::<String>())
    }
}

/// A name or word as it is compared: NFC, in one case, every run of white space one space, and
/// without the joiners that no reader sees. So what reads the same is the same, however a
/// keyboard or a form tool wrote it.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        let mut words = joined_words(text);
        words.make_ascii_lowercase();
        return words;
    }
    let composed: String = text.nfc().filter(|c| !sanitize::is_joiner(*c)).collect();
    // ẞ and ß are "ss" in capitals.
    joined_words(&composed).to_lowercase().replace('ß', "ss")
}

fn joined_words(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        joined.push_str(if joined.is_empty() { "" } else { " " });
        joined.push_str(word);
    }
    joined
}

/// The lines of a text, ended by LF, CR LF or, as on the first Macs and in YAML, by CR.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\r', '\n']) else {
            return rest.take();
        };
        let (line, behind) = text.split_at(end);
        rest = behind.strip_prefix("\r\n").or_else(|| behind.get(1..));
        Some(line)
    })
}

/// The units of UTF-16 with its mark, which Excel and Windows PowerShell write; `None` where bytes
/// are something else.
pub(crate) fn utf16(bytes: &[u8]) -> Option<Vec<u16>> {
    let unit = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    Some(bytes.as_chunks().0.iter().copied().map(unit).collect())
}

/// One line of text made safe by [`sanitize()`]: every run of white space, line ends included, is
/// one space.
pub(crate) fn one_line(text: &str) -> String {
    sanitize(&joined_words(text)).into_owned()
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
        for cluster in clusters(part) {
            let columns = measure_text_width(cluster);
            if columns > 0 && taken > 0 && taken + columns > width {
                let end = line.rfind('-').map_or(line.len(), |hyphen| hyphen + 1);
                let rest = line.split_off(end);
                lines.push(std::mem::replace(&mut line, rest));
                taken = measure_text_width(&line);
            }
            line.push_str(cluster);
            taken += columns;
        }
    }
    line
}

/// A text in pieces that are drawn as one, such as a letter with its accents or an emoji family.
/// Unicode takes several skin tones without a face for one, which would be drawn side by side.
fn clusters(text: &str) -> impl Iterator<Item = &str> {
    const WIDEST: usize = 2;
    text.graphemes(true).flat_map(|cluster| {
        let is_several = measure_text_width(cluster) > WIDEST;
        cluster.split_inclusive(move |_| is_several)
    })
}

/// The right name nearest to a wrong one, if one is near enough to be what was meant: up to a
/// third of the longer name may differ, case aside. Work is bounded: of names without end, or of
/// long ones in great number, only the first are compared.
pub(crate) fn nearest<'a>(
    wrong: &str,
    right: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    /// Pairs of characters compared.
    const WORK_AT_MOST: usize = 1 << 18;
    let wrong = wrong.trim().to_lowercase();
    let length = wrong.chars().count();
    let is_near = |distance: usize, other: usize| 3 * distance <= length.max(other);
    let mut work = 0;
    let named = right.into_iter().map(|name| (name, name.chars().count()));
    let of_like_length = named.filter(|(_, other)| is_near(length.abs_diff(*other), *other));
    let few = of_like_length.take_while(|(_, other)| {
        work += length * other;
        work <= WORK_AT_MOST
    });
    let distances = few.map(|(name, other)| {
        let distance = strsim::osa_distance(&wrong, &name.to_lowercase());
        (distance, other, name)
    });
    let near = distances.filter(|(distance, other, _)| is_near(*distance, *other));
    near.min_by_key(|(distance, ..)| *distance).map(|(.., name)| name)
}

#[cfg(test)]
mod tests;
