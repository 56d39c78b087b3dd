//! A dialogue on the part of the terminal that is drawn anew with every key.
//!
//! The cursor rests on the first line of what is drawn. Whatever a resize does to the lines,
//! wrapping them anew or cutting them, a terminal keeps the cursor with its line; so what is below
//! it is ours to draw again, and what is above it is never touched.

use std::{fmt::Write, ops::ControlFlow::Break, process};

use super::{
    device::{Device, ERASE, Input},
    dialogue::{Dialogue, Steps},
    frame::{Frame, frame},
    plain::to_ascii,
    ui::Session,
};
use crate::diagnostic::Error;

pub(super) fn hold<S: Steps>(dialogue: &mut Dialogue<'_, S>, unicode: bool) -> Result<(), Error> {
    let mut device = Device::screen()?;
    let held = go_through(dialogue, &mut device, unicode);
    if device.close() {
        return held;
    }
    // The terminal takes no bytes any more, so a word of farewell would never be over.
    let error = held.err().unwrap_or(Error::Left);
    process::exit(error.code().into())
}

fn go_through<S: Steps>(
    dialogue: &mut Dialogue<'_, S>,
    device: &mut Device,
    unicode: bool,
) -> Result<(), Error> {
    let mut screen = Screen { drawn: Vec::new(), unicode };
    let mut session = Session::new(dialogue);
    loop {
        screen.draw(device, frame(&session.view, &mut session.ui, Device::size()));
        let input = device.input()?;
        if !matches!(input, Input::Burst(_)) {
            screen.drawn.clear();
            session.ui.read = false;
        }
        match input {
            Input::Burst(burst) => {
                if let Break(held) = session.take(burst) {
                    return held;
                }
            }
            Input::Redraw => {}
            Input::NotStopped => {
                session.ui.tell("no shell could bring this back, so it goes on");
            }
        }
    }
}

struct Screen {
    drawn: Vec<String>,
    unicode: bool,
}

impl Screen {
    /// Draws a frame. Only lines that changed are written, all in one go.
    fn draw(&mut self, device: &mut Device, Frame { mut lines, cursor }: Frame) {
        if !self.unicode {
            lines = lines.iter().map(|line| to_ascii(line)).collect();
        }
        let mut text = String::from("\x1b[?25l\r");
        if lines.len() < self.drawn.len() || self.drawn.is_empty() {
            text.push_str(ERASE);
            self.drawn.clear();
        }
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                text.push_str("\r\n");
            }
            if self.drawn.get(index) != Some(line) {
                text.push_str("\x1b[K");
                text.push_str(line);
            }
        }
        text.push('\r');
        // Writing into a string cannot fail.
        if let Some(up @ 1..) = lines.len().checked_sub(1) {
            let _ = write!(text, "\x1b[{up}A");
        }
        if let Some(column) = cursor {
            let _ = write!(text, "\x1b[{}G\x1b[?25h", column + 1);
        }
        self.drawn = lines;
        device.write(&text);
    }
}
