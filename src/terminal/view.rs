//! What a step shows and what it takes, without a screen or a keyboard.

use super::decoder::Pressed;
use crate::interview::Command;

/// A step as it is shown. Texts are safe to print and of one line each.
#[derive(Default)]
pub(crate) struct View {
    pub(crate) title: String,
    /// What is done already, the latest last.
    pub(crate) done: Vec<Row>,
    pub(crate) progress: Option<Progress>,
    pub(crate) prompt: String,
    pub(crate) details: Vec<String>,
    /// Shown on `?`.
    pub(crate) help: Option<String>,
    pub(crate) control: Control,
    pub(crate) keys: Vec<Key>,
    /// What is wrong for as long as it is.
    pub(crate) warning: Option<String>,
}

impl View {
    /// A step with nothing to operate but its keys.
    pub(crate) fn new(prompt: impl Into<String>, keys: Vec<Key>) -> Self {
        Self { prompt: prompt.into(), keys, ..Self::default() }
    }

    /// A line of so many characters at most to type, on which Esc goes back.
    pub(crate) fn typing(prompt: &str, typed: &str, verb: &'static str, limit: usize) -> Self {
        let control = Control::Text { typed: typed.to_owned(), offer: String::new(), limit, verb };
        let back = Key::new(None, "back", Command::Back).or(Pressed::Esc);
        Self { control, ..Self::new(prompt, vec![back]) }
    }

    /// A file's name to type, with one that is taken where nothing is typed.
    pub(crate) fn file_name(offer: String) -> Self {
        let control = Control::Text { typed: String::new(), offer, limit: 1000, verb: "save" };
        Self { control, ..Self::typing("Save as", "", "", 0) }
    }

    /// Whether a key does something with the highlighted row.
    pub(crate) const fn is_about_row(&self, key: &Key) -> bool {
        matches!(self.control, Control::List { .. }) && key.command.is_about_row()
    }
}

/// A line of a table: the label is cut before the value is, and what is more before that.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) more: String,
}

/// `number` of `all`, of which `done` are done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Progress {
    pub(crate) number: usize,
    pub(crate) all: usize,
    pub(crate) done: usize,
}

/// What is operated at a step, apart from its keys.
#[derive(Default)]
pub(crate) enum Control {
    #[default]
    None,
    /// Answers side by side. Taken by key, by number, or highlighted and taken with Enter, but only
    /// once the prompt has been on the screen to its end.
    Choice { options: Vec<Key>, at: Option<usize> },
    List {
        rows: Vec<Row>,
        at: usize,
        enter: Command,
        /// What Enter does, in a word or two.
        verb: &'static str,
    },
    Text {
        typed: String,
        /// Taken where nothing is typed.
        offer: String,
        /// The most characters.
        limit: usize,
        verb: &'static str,
    },
}

/// A key and its hint. The hint, or its first word, is also the plain mode's word for it.
pub(crate) struct Key {
    /// In either case.
    pub(crate) letter: Option<char>,
    /// Another key that does the same.
    pub(crate) also: Option<Pressed>,
    pub(crate) word: String,
    pub(crate) command: Command,
}

impl Key {
    pub(crate) fn new(
        letter: impl Into<Option<char>>,
        word: impl Into<String>,
        command: Command,
    ) -> Self {
        Self { letter: letter.into(), also: None, word: word.into(), command }
    }

    pub(crate) fn back() -> Self {
        Self::new('b', "back", Command::Back).or(Pressed::Backspace)
    }

    pub(crate) const fn or(mut self, also: Pressed) -> Self {
        self.also = Some(also);
        self
    }

    pub(crate) fn is(&self, key: Pressed) -> bool {
        self.also == Some(key) || matches!(key, Pressed::Char(c) if self.has_letter(c))
    }

    pub(crate) fn has_letter(&self, c: char) -> bool {
        self.letter.is_some_and(|own| own == c || own.to_lowercase().eq(c.to_lowercase()))
    }
}

/// The row of a number, which counts from 1.
pub(crate) fn row_of(number: &str) -> Option<usize> {
    number.parse::<usize>().ok()?.checked_sub(1)
}
