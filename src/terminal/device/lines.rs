//! A terminal that gives and takes lines, as standard input and output have it.

use std::io::{self, Write};

use super::Line;

pub(crate) struct Device;

impl Device {
    #[expect(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
    pub(crate) fn lines() -> io::Result<Self> {
        Ok(Self)
    }

    pub(crate) fn write(&mut self, text: &str) {
        let _ = io::stderr().write_all(text.as_bytes());
    }

    pub(crate) fn line(&mut self) -> Line {
        let mut line = String::new();
        match io::stdin().read_line(&mut line) {
            Ok(0) | Err(_) => Line::Nothing,
            Ok(_) => Line::Text(line),
        }
    }

    pub(crate) fn close(self) -> bool {
        true
    }
}
