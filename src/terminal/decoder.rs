//! The bytes of a terminal as keys and pastes.
//!
//! Bytes come in pieces, and not only from a keyboard: late replies to another program's query,
//! mode and mouse reports, pastes whose end is lost. crossterm 0.29 takes a sequence for whole
//! where a read happens to end, so cut ones come out as Esc and letters, and a mode report makes it
//! swallow every later key (crossterm issue 1104). So all bytes up to a silence are read at once,
//! and a sequence is whole or it is nothing, however it was cut.

use std::ops::RangeInclusive;

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

impl Burst {
    pub(super) const fn keys(&self) -> Option<&[Pressed]> {
        match self {
            Self::Keys(keys) => Some(keys.as_slice()),
            Self::Paste(_) => None,
        }
    }
}

const ESC: char = '\x1b';
const PASTE: &str = "\x1b[200~";
const PASTE_END: &str = "\x1b[201~";

/// What these bytes are, all that came up to now, and whether more must come: the end of a
/// character, a sequence or a paste is missing. Of a paste without its end, nothing is there.
pub(super) fn decode(bytes: &[u8]) -> (Burst, bool) {
    let is_cut = str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none());
    let text = String::from_utf8_lossy(bytes);
    let text = heard(&text);
    let pastes = text.split(PASTE).skip(1).map(|paste| Some(paste.split_once(PASTE_END)?.0));
    match pastes.collect::<Option<Vec<_>>>().as_deref() {
        None => (Burst::Paste(String::new()), true),
        Some([]) => {
            let (keys, rest) = keys(text);
            (Burst::Keys(keys), is_cut || !rest.is_empty())
        }
        Some(pastes) => {
            let text = pastes.concat().replace(['\n', '\r', '\t'], " ");
            (Burst::Paste(text.replace(char::is_control, "")), is_cut)
        }
    }
}

/// The text from the last Ctrl-C on, which ends whatever keeps it from being heard. In a paste it
/// is a key only if nothing comes behind it.
fn heard(text: &str) -> &str {
    let is_pasting = |before: &str| before.rfind(PASTE) > before.rfind(PASTE_END);
    match text.rfind('\x03') {
        Some(at) if text.ends_with('\x03') || !is_pasting(&text[..at]) => &text[at..],
        _ => text,
    }
}

/// The keys, and the sequence that is not whole behind them. It is no key, but for Esc.
fn keys(mut text: &str) -> (Vec<Pressed>, &str) {
    let mut keys = Vec::new();
    while let Some(length) = length(text) {
        let (sequence, rest) = text.split_at(length);
        keys.extend(key(sequence));
        text = rest;
    }
    keys.extend((text == "\x1b").then_some(Pressed::Esc));
    (keys, text)
}

/// How long the character or the escape sequence (ECMA-48) is that a text begins with; `None` where
/// its end is missing.
fn length(text: &str) -> Option<usize> {
    let count = |count: usize| text.char_indices().map(|(at, c)| at + c.len_utf8()).nth(count - 1);
    // Any other character than a final one cuts a sequence.
    let to_final = |start: usize, others: RangeInclusive<char>| {
        let end = start + text[start..].find(|c| !others.contains(&c))?;
        Some(end + usize::from(text[end..].starts_with(|c| ('0'..='~').contains(&c))))
    };
    let mut chars = text.chars();
    match (chars.next()?, chars.next(), chars.next()) {
        // CR LF is one Enter.
        ('\r', Some('\n'), _) => Some(2),
        (ESC, None, _) => None,
        (ESC, Some(ESC), _) => Some(1),
        // Linux console, F1 to F5.
        (ESC, Some('['), Some('[')) => count(4),
        // X10 mouse report: three characters, which may be any letters.
        (ESC, Some('['), Some('M')) => count(6),
        (ESC, Some('['), _) => to_final(2, ' '..='?'),
        (ESC, Some('O'), _) => count(3),
        (ESC, Some('P' | ']' | 'X' | '^' | '_'), _) => {
            let ends = ["\x07", "\x1b\\"].into_iter();
            ends.filter_map(|end| Some(text.find(end)? + end.len())).min()
        }
        (ESC, Some(' '..='/'), _) => to_final(1, ' '..='/'),
        (ESC, Some(_), _) => count(2),
        _ => count(1),
    }
}

fn key(sequence: &str) -> Option<Pressed> {
    let mut chars = sequence.chars();
    match (chars.next()?, chars.next(), chars.as_str()) {
        (ESC, Some('['), csi) => numbered(csi),
        (ESC, Some('O'), c) => keypad(c.chars().next()?),
        (ESC, Some(c), "") => Some(Pressed::Alt(c)),
        (ESC, ..) => None,
        (c, ..) => character(c),
    }
}

/// What follows CSI (`ESC [`): numbers, and a character that tells of what. Reports have marks
/// beside their numbers; no key has one.
fn numbered(csi: &str) -> Option<Pressed> {
    const RELEASED: &str = ":3";
    let (at, action) = csi.char_indices().next_back()?;
    let parts = csi[..at].split(';');
    if parts.clone().nth(1).is_some_and(|modifiers| modifiers.ends_with(RELEASED)) {
        return None;
    }
    let number = |part: &str| match part.split(':').next() {
        None | Some("") => Some(0),
        Some(number) => number.parse().ok(),
    };
    let codes: Vec<u16> = parts.map(number).collect::<Option<_>>()?;
    let modifiers = codes.get(1).copied().unwrap_or(1);
    match (action, codes.as_slice()) {
        // xterm's modifyOtherKeys.
        ('~', [27, modifiers, code, ..]) => with_modifiers(*code, *modifiers),
        ('~', [1 | 7, ..]) => Some(Pressed::Home),
        ('~', [4 | 8, ..]) => Some(Pressed::End),
        ('~', [3, ..]) => Some(Pressed::Delete),
        ('~', [5, ..]) => Some(Pressed::PageUp),
        ('~', [6, ..]) => Some(Pressed::PageDown),
        ('u', [code, ..]) => with_modifiers(*code, modifiers),
        (letter, _) => arrow(letter, modifiers),
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

fn character(c: char) -> Option<Pressed> {
    Some(match c {
        '\r' | '\n' => Pressed::Enter,
        '\t' => Pressed::Tab,
        '\x08' | '\x7f' => Pressed::Backspace,
        '\x01'..='\x1a' => Pressed::Ctrl((c as u8 - 1 + b'a') as char),
        c if c.is_control() => return None,
        c => Pressed::Char(c),
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
        (true, _) => character((c as u8 & 0x1f) as char),
        (_, true) => Some(Pressed::Alt(c)),
        _ if shift => c.to_uppercase().next().map(Pressed::Char),
        _ => Some(Pressed::Char(c)),
    }
}

#[cfg(test)]
mod tests;
