//! A dialogue on a screen, without the screen: keys are turned into commands here.

use std::ops::ControlFlow::{self, Continue};

use super::{
    decoder::{Burst, Pressed},
    dialogue::{Dialogue, Steps},
    editor::Editor,
    view::{Control, Key, View, row_of},
};
use crate::{diagnostic::Error, interview::Command, text::sanitize};

pub(super) struct Session<'d, 'a, S: Steps> {
    dialogue: &'d mut Dialogue<'a, S>,
    pub(super) view: View,
    pub(super) ui: Ui,
}

impl<'d, 'a, S: Steps> Session<'d, 'a, S> {
    pub(super) fn new(dialogue: &'d mut Dialogue<'a, S>) -> Self {
        let view = dialogue.view();
        let ui = Ui::new(&view);
        Self { dialogue, view, ui }
    }

    pub(super) fn take(&mut self, burst: Burst) -> ControlFlow<Result<(), Error>> {
        if let Some(command) = self.ui.take(burst, &self.view) {
            let step = self.dialogue.steps.step();
            let notice = self.dialogue.take(command, self.ui.at.unwrap_or_default())?;
            self.view = self.dialogue.view();
            if self.dialogue.steps.step() != step {
                self.ui = Ui::new(&self.view);
            }
            self.ui.notice = notice;
        }
        Continue(())
    }
}

/// What a screen remembers during a step: highlight, typed text, help, scrolling.
#[derive(Debug, Default)]
pub(super) struct Ui {
    /// The highlighted option or row.
    pub(super) at: Option<usize>,
    pub(super) editor: Editor,
    pub(super) help: bool,
    /// The first line of the text that is shown.
    pub(super) top: usize,
    /// What the last key led to, until the next.
    pub(super) notice: Option<String>,
    pub(super) too_small: bool,
    /// Whether the prompt has been on the screen to its end.
    pub(super) read: bool,
    /// Rows that one page holds.
    pub(super) page: usize,
    /// The last `top` that shows anything more.
    pub(super) last_top: usize,
    /// Digits typed so far, of the number of a row.
    digits: String,
}

impl Ui {
    fn new(view: &View) -> Self {
        let (at, typed) = match &view.control {
            Control::Choice { at, .. } => (*at, ""),
            Control::List { at, .. } => (Some(*at), ""),
            Control::Text { typed, .. } => (None, typed.as_str()),
            Control::None => (None, ""),
        };
        Self { at, editor: Editor::new(typed.to_owned()), ..Self::default() }
    }

    /// What a burst of keys asks for, if it is anything.
    fn take(&mut self, burst: Burst, view: &View) -> Option<Command> {
        self.notice = None;
        match (burst, &view.control) {
            _ if self.too_small => {}
            (Burst::Paste(text), Control::Text { limit, .. }) => self.insert(&text, *limit),
            (Burst::Paste(_), _) => self.tell("a paste answers nothing: press one key"),
            (Burst::Keys(keys), control) => match (keys.as_slice(), control) {
                ([key], _) => return self.press(*key, view),
                // Within a paste without marks, a line's end accepts nothing.
                (keys, Control::Text { limit, .. }) => {
                    let keys = keys.iter().filter(|key| **key != Pressed::Enter);
                    keys.for_each(|key| self.edit(*key, *limit));
                }
                (keys, _) if keys.iter().all(|key| moves(*key)) => {
                    keys.iter().for_each(|key| drop(self.press(*key, view)));
                }
                _ => self.tell("several keys at once answer nothing: press one"),
            },
        }
        None
    }

    fn press(&mut self, key: Pressed, view: &View) -> Option<Command> {
        let digits = std::mem::take(&mut self.digits);
        if let Some(bound) = view.keys.iter().find(|bound| bound.is(key)) {
            return Some(bound.command.clone());
        }
        match (&view.control, key) {
            (_, Pressed::Esc) => self.help = false,
            (_, Pressed::Char('?')) if view.help.is_some() => self.help = !self.help,
            (Control::Choice { options, .. }, _) => return self.choose(key, options),
            (Control::Text { offer, .. }, Pressed::Enter) => {
                let typed = Some(self.editor.text().trim()).filter(|typed| !typed.is_empty());
                return Some(Command::Text(typed.unwrap_or(offer).to_owned()));
            }
            (Control::Text { limit, .. }, _) => self.edit(key, *limit),
            (Control::List { enter, .. }, Pressed::Enter) => return Some(enter.clone()),
            (Control::List { rows, .. }, Pressed::Char(digit @ '0'..='9')) => {
                self.go_to(digits, digit, rows.len());
            }
            (Control::List { rows, .. }, _) => {
                match moved(self.at.unwrap_or_default(), self.page, key) {
                    Some(to) => self.at = Some(to.min(rows.len().saturating_sub(1))),
                    None => self.refuse(key),
                }
            }
            (Control::None, _) => self.scroll(key),
        }
        None
    }

    fn edit(&mut self, key: Pressed, limit: usize) {
        match key {
            Pressed::Char(c) => self.insert(c.encode_utf8(&mut [0; 4]), limit),
            key => self.editor.press(key),
        }
    }

    fn insert(&mut self, text: &str, limit: usize) {
        if !self.editor.insert(text, limit) {
            self.tell(format!("{limit} characters at most"));
        }
    }

    fn choose(&mut self, key: Pressed, options: &[Key]) -> Option<Command> {
        let last = options.len().saturating_sub(1);
        match (key, self.chosen(key, options)) {
            (Pressed::Left | Pressed::WordLeft | Pressed::BackTab, _) => {
                self.at = Some(self.at.map_or(last, |at| at.saturating_sub(1)));
            }
            (Pressed::Right | Pressed::WordRight | Pressed::Tab, _) => {
                self.at = Some(self.at.map_or(0, |at| (at + 1).min(last)));
            }
            (_, Some(chosen)) if self.read => return Some(chosen.command.clone()),
            (_, Some(_)) => self.tell("read on before you answer: Down or Page Down"),
            (Pressed::Enter, None) => self.tell("choose with the arrows first, or by letter"),
            (key, None) => self.scroll(key),
        }
        None
    }

    fn chosen<'o>(&self, key: Pressed, options: &'o [Key]) -> Option<&'o Key> {
        match key {
            Pressed::Enter => options.get(self.at?),
            Pressed::Char(c) => {
                let by_number = || options.get(row_of(c.encode_utf8(&mut [0; 4]))?);
                options.iter().find(|option| option.has_letter(c)).or_else(by_number)
            }
            _ => None,
        }
    }

    fn scroll(&mut self, key: Pressed) {
        match moved(self.top, self.page, key) {
            Some(top) => self.top = top.min(self.last_top),
            None => self.refuse(key),
        }
    }

    /// Goes to the row whose number is typed: 1, then 12 as a second digit follows.
    fn go_to(&mut self, mut digits: String, digit: char, rows: usize) {
        let row = |digits: &str| row_of(digits).filter(|row| *row < rows);
        digits.push(digit);
        if row(&digits).is_none() {
            digits = String::from(digit);
        }
        self.at = row(&digits).or(self.at);
        self.digits = digits;
    }

    /// Says that a key does nothing, if it is one that might.
    fn refuse(&mut self, key: Pressed) {
        match key {
            Pressed::Char(c) => {
                let why = if c.is_ascii() { "" } else { ": is the keyboard in another layout?" };
                let key = c.to_string();
                self.tell(format!("{} does nothing here{why}", sanitize(&key)));
            }
            Pressed::Enter => self.tell("press one of the keys below"),
            _ => {}
        }
    }

    pub(super) fn tell(&mut self, notice: impl Into<String>) {
        self.notice = Some(notice.into());
    }
}

/// Where a key leads from a row, if it is one that moves by rows.
const fn moved(at: usize, page: usize, key: Pressed) -> Option<usize> {
    Some(match key {
        Pressed::Up | Pressed::BackTab => at.saturating_sub(1),
        Pressed::Down | Pressed::Tab => at + 1,
        Pressed::PageUp => at.saturating_sub(page),
        Pressed::PageDown => at + page,
        Pressed::Home => 0,
        Pressed::End => usize::MAX,
        _ => return None,
    })
}

/// Whether a key only moves, so that many at once (a held key on a slow line) are no harm.
const fn moves(key: Pressed) -> bool {
    !matches!(key, Pressed::Tab | Pressed::BackTab)
        && (matches!(key, Pressed::Left | Pressed::Right) || moved(0, 1, key).is_some())
}
