//! A terminal on Windows, where crossterm turns console events into keys.

use std::{
    io::{self, Write},
    time::Duration,
};

use crossterm::{
    event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers},
    terminal::{disable_raw_mode, enable_raw_mode, size},
};

use super::{ENTER, ERASE, Input, LEAVE, Line, Size, Stopped, USUAL};
use crate::terminal::decoder::{Burst, Pressed};

/// Keys that come faster than fingers are a paste.
const BURST: Duration = Duration::from_millis(20);

/// The console.
pub(crate) struct Device {
    is_screen: bool,
}

impl Device {
    pub(crate) fn screen() -> io::Result<Self> {
        enable_raw_mode()?;
        let mut device = Self { is_screen: true };
        device.write(ENTER);
        while event::poll(Duration::ZERO)? {
            event::read()?;
        }
        Ok(device)
    }

    pub(crate) fn lines() -> io::Result<Self> {
        Ok(Self { is_screen: false })
    }

    pub(crate) fn size() -> Size {
        match size() {
            Ok((width @ 1.., height @ 1..)) => Size {
                width: width.into(),
                height: height.into(),
            },
            _ => USUAL,
        }
    }

    pub(crate) fn write(&mut self, text: &str) {
        let mut stderr = io::stderr().lock();
        let _ = stderr.write_all(text.as_bytes());
        let _ = stderr.flush();
    }

    pub(crate) fn input(&mut self) -> Input {
        let mut keys = Vec::new();
        while keys.is_empty() || event::poll(BURST).unwrap_or_default() {
            match event::read() {
                Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => {
                    keys.extend(pressed(key));
                }
                Ok(Event::Paste(text)) => return Input::Burst(Burst::Paste(text)),
                Ok(Event::Resize(..)) if keys.is_empty() => return Input::Redraw,
                Ok(_) => {}
                Err(_) => return Input::End(1),
            }
        }
        Input::Burst(Burst::Keys(keys))
    }

    pub(crate) fn line(&mut self) -> Line {
        let mut line = String::new();
        match io::stdin().read_line(&mut line) {
            Ok(0) | Err(_) => Line::Nothing,
            Ok(_) => Line::Text(line),
        }
    }

    /// Windows stops no programs.
    pub(crate) fn stop(&mut self) -> Stopped {
        Stopped::Not
    }

    pub(crate) fn ask_all_to_stop() {}

    pub(crate) fn close(mut self) -> bool {
        if self.is_screen {
            self.write(&(ERASE.to_owned() + LEAVE));
            let _ = disable_raw_mode();
        }
        true
    }
}

fn pressed(key: KeyEvent) -> Option<Pressed> {
    let is = |modifier| key.modifiers.contains(modifier);
    Some(match key.code {
        KeyCode::Char(c) if is(KeyModifiers::CONTROL) => Pressed::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) if is(KeyModifiers::ALT) => Pressed::Alt(c),
        KeyCode::Char(c) => Pressed::Char(c),
        KeyCode::Left if is(KeyModifiers::CONTROL) => Pressed::WordLeft,
        KeyCode::Right if is(KeyModifiers::CONTROL) => Pressed::WordRight,
        KeyCode::Left => Pressed::Left,
        KeyCode::Right => Pressed::Right,
        KeyCode::Up => Pressed::Up,
        KeyCode::Down => Pressed::Down,
        KeyCode::Home => Pressed::Home,
        KeyCode::End => Pressed::End,
        KeyCode::PageUp => Pressed::PageUp,
        KeyCode::PageDown => Pressed::PageDown,
        KeyCode::Enter => Pressed::Enter,
        KeyCode::Esc => Pressed::Esc,
        KeyCode::Tab => Pressed::Tab,
        KeyCode::BackTab => Pressed::BackTab,
        KeyCode::Backspace => Pressed::Backspace,
        KeyCode::Delete => Pressed::Delete,
        _ => return None,
    })
}
