//! The bytes of a terminal as keys and pastes.
//!
//! Bytes come in pieces, and not only from a keyboard: late replies to another program's query,
//! mode and mouse reports, pastes whose end is lost. crossterm 0.29 takes a sequence for whole
//! where a read happens to end, so cut ones come out as Esc and letters, and a mode report makes it
//! swallow every later key (crossterm issue 1104). vte is the parser that alacritty and vt100 use,
//! a state machine over all of ECMA-48: a sequence is whole or it is nothing, however it is cut.

use vte::{Params, Parser, Perform};

/// A key, as far as a dialogue tells keys apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pressed {
    Char(char),
    Ctrl(char),
    Alt(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Left,
    Right,
    WordLeft,
    WordRight,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
}

/// What came until the terminal fell silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Burst {
    /// Several keys that no finger could have pressed one after the other are a paste in disguise.
    Keys(Vec<Pressed>),
    Paste(String),
}

const ESC: u8 = 0x1b;
const CTRL_C: u8 = 0x03;

/// Collects keys until they are [taken](Self::take).
#[derive(Default)]
pub(super) struct Decoder {
    parser: Parser,
    found: Found,
    /// The bytes of the sequence that is not whole yet.
    unfinished: Vec<u8>,
}

#[derive(Default)]
struct Found {
    keys: Vec<Pressed>,
    pasted: Option<String>,
    is_pasting: bool,
    /// How many bytes of an old mouse report or of a Linux console's function key are to come.
    skip: usize,
    /// After SS3 (`ESC O`), which says what the next character means.
    shifted: bool,
    /// Whether the last byte ended what began before it.
    is_whole: bool,
}

impl Decoder {
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.byte(byte, bytes.len() == 1);
        }
    }

    fn byte(&mut self, byte: u8, is_alone: bool) {
        // Ctrl-C ends whatever keeps it from being heard. Within a paste it comes alone if it is
        // a key, and with the rest of the text if it is not.
        if byte == CTRL_C && (is_alone || !self.found.is_pasting) {
            *self = Self::default();
            self.found.keys.push(Pressed::Ctrl('c'));
            return;
        }
        self.found.is_whole = false;
        if self.found.skip > 0 && byte >= b' ' {
            self.found.skip -= 1;
            self.found.is_whole = self.found.skip == 0;
        } else {
            self.found.skip = 0;
            self.parser.advance(&mut self.found, &[byte]);
        }
        if self.found.is_whole && byte != ESC {
            self.unfinished.clear();
        } else {
            self.unfinished.push(byte);
            self.unfinished.truncate(3);
        }
    }

    /// Whether more must come: a sequence or a paste is not whole.
    pub(super) const fn is_unfinished(&self) -> bool {
        !self.unfinished.is_empty() || self.found.is_pasting
    }

    pub(super) fn ends_in_ctrl_c(&self) -> bool {
        self.found.keys.last() == Some(&Pressed::Ctrl('c'))
    }

    /// What came, once the terminal is silent: nothing is added to it any more. Esc is a key if
    /// nothing followed; other sequences that stopped half-way are nothing, and so is the text of a
    /// paste.
    pub(super) fn take(&mut self) -> Option<Burst> {
        let Self { found, unfinished, .. } = std::mem::take(self);
        let Found { mut keys, pasted, is_pasting, .. } = found;
        if !unfinished.is_empty() && unfinished.iter().all(|byte| *byte == ESC) {
            keys.push(Pressed::Esc);
        }
        match pasted {
            Some(_) if is_pasting => Some(Burst::Paste(String::new())),
            Some(text) => Some(Burst::Paste(text)),
            None if keys.is_empty() => None,
            None => Some(Burst::Keys(keys)),
        }
    }
}

impl Found {
    /// Takes a key, or the character of a paste.
    fn key(&mut self, key: Option<Pressed>) {
        match (&mut self.pasted, key) {
            (Some(text), Some(Pressed::Char(c))) if self.is_pasting => text.push(c),
            (_, key) if !self.is_pasting => self.keys.extend(key),
            _ => {}
        }
    }

    /// `ESC [ … ~`: keys by number, the marks of a paste, xterm's modifyOtherKeys.
    fn numbered(&mut self, codes: &[u16]) {
        let key = match codes {
            [200, ..] => {
                self.pasted.get_or_insert_default();
                return self.is_pasting = true;
            }
            [201, ..] => return self.is_pasting = false,
            [27, modifiers, code, ..] => with_modifiers(*code, *modifiers),
            [1 | 7, ..] => Some(Pressed::Home),
            [4 | 8, ..] => Some(Pressed::End),
            [3, ..] => Some(Pressed::Delete),
            [5, ..] => Some(Pressed::PageUp),
            [6, ..] => Some(Pressed::PageDown),
            _ => None,
        };
        self.key(key);
    }
}

impl Perform for Found {
    fn print(&mut self, c: char) {
        self.is_whole = true;
        let is_shifted = std::mem::take(&mut self.shifted);
        self.key(match c {
            c if is_shifted => keypad(c),
            '\u{7f}' => Some(Pressed::Backspace),
            c => Some(Pressed::Char(c)),
        });
    }

    fn execute(&mut self, byte: u8) {
        self.is_whole = true;
        self.key(match byte {
            b'\n' | b'\r' | b'\t' if self.is_pasting => Some(Pressed::Char(' ')),
            // CR LF is one Enter.
            b'\n' if self.keys.last() == Some(&Pressed::Enter) => None,
            byte => control(byte),
        });
    }

    fn put(&mut self, _: u8) {
        self.is_whole = false;
    }

    fn osc_dispatch(&mut self, _: &[&[u8]], _: bool) {
        self.is_whole = true;
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], _: bool, action: char) {
        const RELEASED: u16 = 3;
        self.is_whole = true;
        let codes: Vec<u16> = params.iter().map(|param| param[0]).collect();
        let is_release = params.iter().nth(1).and_then(|param| param.get(1)) == Some(&RELEASED);
        // Reports have a private mark or an intermediate byte; no key has one.
        if is_release || !intermediates.is_empty() {
            return;
        }
        let modifiers = codes.get(1).copied().unwrap_or(1);
        match (action, codes.as_slice()) {
            // X10 mouse report: three characters follow, which may be any letters.
            ('M', [0]) => (self.skip, self.is_whole) = (3, false),
            // Linux console, F1 to F5: one letter follows.
            ('[', _) => (self.skip, self.is_whole) = (1, false),
            ('~', codes) => self.numbered(codes),
            ('u', [code, ..]) => self.key(with_modifiers(*code, modifiers)),
            (letter, _) => self.key(arrow(letter, modifiers)),
        }
    }

    fn esc_dispatch(&mut self, intermediates: &[u8], _: bool, byte: u8) {
        self.is_whole = true;
        match byte {
            b'O' if intermediates.is_empty() => (self.shifted, self.is_whole) = (true, false),
            // The end of a string (ST).
            b'\\' => {}
            _ => self.key(Some(Pressed::Alt(byte.into()))),
        }
    }
}

/// A key of the keypad or an arrow in application mode.
const fn keypad(c: char) -> Option<Pressed> {
    match c {
        'M' => Some(Pressed::Enter),
        'p'..='y' => Some(Pressed::Char((c as u8 - b'p' + b'0') as char)),
        c => arrow(c, 1),
    }
}

const fn arrow(letter: char, modifiers: u16) -> Option<Pressed> {
    Some(match (letter, modifiers) {
        ('A', _) => Pressed::Up,
        ('B', _) => Pressed::Down,
        ('C', 1 | 2) => Pressed::Right,
        ('C', _) => Pressed::WordRight,
        ('D', 1 | 2) => Pressed::Left,
        ('D', _) => Pressed::WordLeft,
        ('H', _) => Pressed::Home,
        ('F', _) => Pressed::End,
        ('Z', _) => Pressed::BackTab,
        _ => return None,
    })
}

fn control(byte: u8) -> Option<Pressed> {
    Some(match byte {
        b'\r' | b'\n' => Pressed::Enter,
        b'\t' => Pressed::Tab,
        0x08 => Pressed::Backspace,
        0x01..=0x1a => Pressed::Ctrl(char::from(byte - 1 + b'a')),
        _ => return None,
    })
}

/// A key by its code point, as CSI u (kitty, fixterms) and modifyOtherKeys send it. Modifiers are
/// one more than a sum of 1 Shift, 2 Alt, 4 Ctrl, and of locks that do not matter.
fn with_modifiers(code: u16, modifiers: u16) -> Option<Pressed> {
    let modifiers = modifiers.saturating_sub(1);
    let (shift, alt, ctrl) = (modifiers & 1 > 0, modifiers & 2 > 0, modifiers & 4 > 0);
    let c = match code {
        27 => return Some(Pressed::Esc),
        8 | 127 => return Some(Pressed::Backspace),
        13 | 57414 => return Some(Pressed::Enter),
        9 if shift => return Some(Pressed::BackTab),
        9 => return Some(Pressed::Tab),
        // Keys that have no character, as kitty numbers them.
        57344..=63743 => return None,
        code => char::from_u32(code.into())?,
    };
    match (ctrl, alt) {
        _ if modifiers & 0b11_1000 > 0 => None,
        (true, _) => control((c.to_ascii_lowercase() as u32 & 0x1f) as u8),
        (_, true) => Some(Pressed::Alt(c)),
        _ if shift => c.to_uppercase().next().map(Pressed::Char),
        _ => Some(Pressed::Char(c)),
    }
}

#[cfg(test)]
mod tests;
