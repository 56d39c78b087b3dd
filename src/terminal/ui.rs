//! What a screen remembers during a step: highlight, typed text, help, scrolling. Keys are turned
//! into a dialogue's commands here.

use super::{
    decoder::{Burst, Pressed},
    editor::Editor,
    plain::row_of,
    view::{Control, Key, View},
};
use crate::{interview::Command, text::sanitize};

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

/// What a burst of keys asks for.
pub(super) enum Asked {
    Command(Command),
    Redraw,
    Nothing,
}

impl Ui {
    pub(super) fn new(view: &View) -> Self {
        let (at, typed) = match &view.control {
            Control::Choice { at, .. } => (*at, ""),
            Control::List { at, .. } => (Some(*at), ""),
            Control::Text { typed, .. } => (None, typed.as_str()),
            Control::None => (None, ""),
        };
        Self { at, editor: Editor::new(typed.to_owned()), ..Self::default() }
    }

    pub(super) fn take(&mut self, burst: Burst, view: &View) -> Asked {
        self.notice = None;
        match (burst, &view.control) {
            (Burst::Paste(text), Control::Text { limit, .. }) => self.insert(&text, *limit),
            (Burst::Keys(keys), _) => return self.keys(&keys, view),
            (Burst::Paste(_), _) => self.tell("a paste answers nothing: press one key"),
        }
        Asked::Nothing
    }

    fn keys(&mut self, keys: &[Pressed], view: &View) -> Asked {
        match (keys, &view.control) {
            ([key], _) => return self.press(*key, view),
            (_, Control::Text { limit, .. }) => keys.iter().for_each(|key| match key {
                // Within a paste without marks, a line's end accepts nothing.
                Pressed::Enter => {}
                key => self.edit(*key, *limit),
            }),
            _ if keys.iter().all(|key| moves(*key)) => {
                for key in keys {
                    self.press(*key, view);
                }
            }
            _ => self.tell("several keys at once answer nothing: press one"),
        }
        Asked::Nothing
    }

    fn press(&mut self, key: Pressed, view: &View) -> Asked {
        let digits = std::mem::take(&mut self.digits);
        match key {
            _ if self.too_small => return Asked::Nothing,
            Pressed::Esc if self.help => self.help = false,
            Pressed::Char('?') if view.help.is_some() => self.help = !self.help,
            _ => {}
        }
        match (&view.control, key) {
            (Control::Text { offer, .. }, Pressed::Enter) => {
                let typed = Some(self.editor.text().trim()).filter(|typed| !typed.is_empty());
                return Asked::Command(Command::Text(typed.unwrap_or(offer).to_owned()));
            }
            (Control::Text { limit, .. }, _) if key != Pressed::Esc => {
                self.edit(key, *limit);
                return Asked::Nothing;
            }
            (Control::List { enter, .. }, Pressed::Enter) => {
                return Asked::Command(enter.at(self.at.unwrap_or_default()));
            }
            (Control::List { rows, .. }, Pressed::Char(digit @ '0'..='9')) => {
                self.go_to(digits, digit, rows.len());
                return Asked::Nothing;
            }
            (Control::List { rows, .. }, _) => self.move_row(key, rows.len()),
            (Control::Choice { options, .. }, _) => return self.press_choice(key, options, view),
            (Control::Text { .. } | Control::None, _) => self.scroll(key),
        }
        self.press_key(key, view)
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

    fn press_choice(&mut self, key: Pressed, options: &[Key], view: &View) -> Asked {
        let last = options.len().saturating_sub(1);
        match key {
            Pressed::Left | Pressed::WordLeft | Pressed::BackTab => {
                self.at = Some(self.at.map_or(last, |at| at.saturating_sub(1)));
            }
            Pressed::Right | Pressed::WordRight | Pressed::Tab => {
                self.at = Some(self.at.map_or(0, |at| (at + 1).min(last)));
            }
            key => match self.chosen(key, options) {
                Some(chosen) if self.read => return Asked::Command(chosen.does.at(0)),
                Some(_) => self.tell("read on before you answer: Down or Page Down"),
                None if key == Pressed::Enter => {
                    self.tell("choose with the arrows first, or by letter");
                }
                None => {
                    self.scroll(key);
                    return self.press_key(key, view);
                }
            },
        }
        Asked::Nothing
    }

    fn chosen<'o>(&self, key: Pressed, options: &'o [Key]) -> Option<&'o Key> {
        match key {
            Pressed::Enter => options.get(self.at?),
            Pressed::Char(c) => {
                let by_number = || options.get((c.to_digit(10)? as usize).checked_sub(1)?);
                options.iter().find(|option| option.has_letter(c)).or_else(by_number)
            }
            _ => None,
        }
    }

    fn press_key(&mut self, key: Pressed, view: &View) -> Asked {
        if let Some(key) = view.keys.iter().find(|bound| bound.is(key)) {
            return Asked::Command(key.does.at(self.at.unwrap_or_default()));
        }
        match key {
            Pressed::Char('?') => {}
            Pressed::Char(c) => {
                let why = if c.is_ascii() { "" } else { ": is the keyboard in another layout?" };
                let key = c.to_string();
                self.tell(format!("{} does nothing here{why}", sanitize(&key)));
            }
            Pressed::Enter => self.tell("press one of the keys below"),
            _ => {}
        }
        Asked::Nothing
    }

    fn scroll(&mut self, key: Pressed) {
        if let Some(top) = moved(self.top, self.page, key) {
            self.top = top.min(self.last_top);
        }
    }

    fn move_row(&mut self, key: Pressed, rows: usize) {
        let to = moved(self.at.unwrap_or_default(), self.page, key);
        self.at = to.map(|to| to.min(rows.saturating_sub(1))).or(self.at);
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
