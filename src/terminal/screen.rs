//! The part of the terminal that a dialogue draws on.
//!
//! The cursor rests on the first line of what is drawn. Whatever a resize does to the lines,
//! wrapping them anew or cutting them, a terminal keeps the cursor with its line; so what is below
//! it is ours to draw again, and what is above it is never touched.

use std::fmt::Write;

use super::{
    device::{Device, ERASE, Size},
    frame::Frame,
};

/// What is on the screen.
pub(super) struct Screen {
    drawn: Vec<String>,
    unicode: bool,
}

impl Screen {
    pub(super) const fn new(unicode: bool) -> Self {
        Self {
            drawn: Vec::new(),
            unicode,
        }
    }

    /// Draws a frame for the window's size. Only lines that changed are written, all in one go.
    pub(super) fn draw(&mut self, device: &mut Device, frame: impl FnOnce(Size) -> Frame) {
        let Frame { mut lines, cursor } = frame(Device::size());
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

    /// Draws everything anew next time, whatever became of it since.
    pub(super) fn forget(&mut self) {
        self.drawn.clear();
    }
}

/// A line for a terminal whose locale is not UTF-8: signs that say the same, a letter without its
/// accent, and `?` for what has no likeness.
pub(super) fn to_ascii(line: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    let plain = line.nfkd().filter(|c| !is_combining_mark(*c));
    plain.map(ascii_sign).collect()
}

const fn ascii_sign(c: char) -> char {
    match c {
        '✓' => '*',
        '━' => '=',
        '─' | '–' => '-',
        '·' => '|',
        '❯' | '→' => '>',
        '←' => '<',
        '↑' => '^',
        '↓' => 'v',
        '“' | '”' => '"',
        '’' => '\'',
        c if c.is_ascii() => c,
        _ => '?',
    }
}
