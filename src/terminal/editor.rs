//! A line that is typed and edited, as shells edit theirs.

use console::measure_text_width;
use unicode_segmentation::UnicodeSegmentation;

use super::decoder::Pressed;
use crate::text::is_unsafe_to_print;

#[derive(Debug, Clone, Default)]
pub(super) struct Editor {
    text: String,
    /// In bytes; always between two grapheme clusters.
    cursor: usize,
}

impl Editor {
    pub(super) fn new(text: String) -> Self {
        let cursor = text.len();
        Self { text, cursor }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Inserts what can be printed of a text, line ends as spaces, up to `limit` characters in
    /// all. False if some of it had no room.
    pub(super) fn insert(&mut self, text: &str, limit: usize) -> bool {
        let room = limit.saturating_sub(self.text.chars().count());
        let mut rest = text.chars().filter(|c| !is_unsafe_to_print(*c));
        let fitting: String = rest.by_ref().take(room).collect();
        self.text.insert_str(self.cursor, &fitting);
        self.cursor += fitting.len();
        rest.next().is_none()
    }

    pub(super) fn press(&mut self, key: Pressed) {
        match key {
            Pressed::Left | Pressed::Ctrl('b') => self.cursor = self.before(),
            Pressed::Right | Pressed::Ctrl('f') => self.cursor = self.after(),
            Pressed::WordLeft | Pressed::Alt('b') => self.cursor = self.word_before(),
            Pressed::WordRight | Pressed::Alt('f') => self.cursor = self.word_after(),
            Pressed::Home | Pressed::Up | Pressed::Ctrl('a') => self.cursor = 0,
            Pressed::End | Pressed::Down | Pressed::Ctrl('e') => self.cursor = self.text.len(),
            Pressed::Backspace => self.erase_from(self.before()),
            Pressed::Ctrl('w') => self.erase_from(self.word_before()),
            Pressed::Ctrl('u') => self.erase_from(0),
            Pressed::Delete => self.erase_to(self.after()),
            Pressed::Ctrl('k') => self.erase_to(self.text.len()),
            _ => {}
        }
    }

    fn erase_from(&mut self, start: usize) {
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    fn erase_to(&mut self, end: usize) {
        self.text.replace_range(self.cursor..end, "");
    }

    fn before(&self) -> usize {
        let mut before = self.text[..self.cursor].grapheme_indices(true);
        before.next_back().map_or(0, |(start, _)| start)
    }

    fn after(&self) -> usize {
        let mut after = self.text[self.cursor..].graphemes(true);
        self.cursor + after.next().map_or(0, str::len)
    }

    /// The start of the word before the cursor, words being what white space parts.
    fn word_before(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before.len() - before.rsplit(char::is_whitespace).next().map_or(0, str::len)
    }

    fn word_after(&self) -> usize {
        let after = &self.text[self.cursor..];
        let word = after.trim_start();
        let behind = word.find(char::is_whitespace).map_or("", |end| &word[end..]);
        self.text.len() - behind.len()
    }

    /// As much of the text as fits `width` columns, the cursor in it, and the column of the cursor.
    pub(super) fn window(&self, width: usize) -> (String, usize) {
        let mut start = 0;
        let column = |start: usize| measure_text_width(&self.text[start..self.cursor]);
        while column(start) >= width.max(1) {
            start += self.text[start..].graphemes(true).next().map_or(1, str::len);
        }
        let mut shown = String::new();
        for cluster in self.text[start..].graphemes(true) {
            if measure_text_width(&shown) + measure_text_width(cluster) > width {
                break;
            }
            shown.push_str(cluster);
        }
        (shown, column(start))
    }
}

#[cfg(test)]
mod tests;
