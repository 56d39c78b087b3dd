//! A dialogue on the part of the terminal that is drawn anew with every key.
//!
//! The cursor rests on the first line of what is drawn. Whatever a resize does to the lines,
//! wrapping them anew or cutting them, a terminal keeps the cursor with its line; so what is below
//! it is ours to draw again, and what is above it is never touched.

use std::{
    fmt::Write,
    ops::ControlFlow::{Break, Continue},
    process,
};

use super::{
    device::{Device, ERASE, Input},
    dialogue::{Dialogue, Steps},
    frame::{Frame, frame},
    ui::Session,
};
use crate::diagnostic::Error;

pub(super) fn hold<S: Steps>(dialogue: &mut Dialogue<'_, S>, unicode: bool) -> Result<(), Error> {
    let mut device = Device::open(true, unicode)?;
    let held = go_through(dialogue, &mut device);
    if device.close() {
        return held;
    }
    // The terminal takes no bytes any more, so a word of farewell would never be over.
    let error = held.err().unwrap_or(Error::Left);
    process::exit(error.code().into())
}

fn go_through<S: Steps>(dialogue: &mut Dialogue<'_, S>, device: &mut Device) -> Result<(), Error> {
    let mut session = Session::new(dialogue);
    let mut drawn = Vec::new();
    loop {
        let frame = frame(&session.view, &mut session.ui, Device::size());
        device.write(&drawing(&frame, &drawn));
        drawn = frame.lines;
        match device.input()? {
            Input::Burst(burst) => match session.take(burst) {
                Continue(()) => continue,
                Break(held) => return held,
            },
            Input::Redraw => {}
            Input::NotStopped => session.ui.tell("no shell could bring this back, so it goes on"),
        }
        drawn.clear();
        session.ui.read = false;
    }
}

/// What draws a frame where there are these lines: only those that changed.
fn drawing(frame: &Frame, drawn: &[String]) -> String {
    let mut text = String::from("\x1b[?25l\r");
    let is_new = frame.lines.len() < drawn.len() || drawn.is_empty();
    if is_new {
        text.push_str(ERASE);
    }
    for (index, line) in frame.lines.iter().enumerate() {
        if index > 0 {
            text.push_str("\r\n");
        }
        if is_new || drawn.get(index) != Some(line) {
            text.push_str("\x1b[K");
            text.push_str(line);
        }
    }
    text.push('\r');
    // Writing into a string cannot fail.
    if let Some(up @ 1..) = frame.lines.len().checked_sub(1) {
        let _ = write!(text, "\x1b[{up}A");
    }
    if let Some(column) = frame.cursor {
        let _ = write!(text, "\x1b[{}G\x1b[?25h", column + 1);
    }
    text
}
