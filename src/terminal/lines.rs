//! A terminal that gives and takes lines, as standard input and output have it.

use std::io::{self, Write};

use super::ascii::to_ascii;
use crate::diagnostic::Error;

pub(super) struct Device {
    unicode: bool,
}

impl Device {
    #[expect(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
    pub(super) fn open(_is_screen: bool, unicode: bool) -> io::Result<Self> {
        Ok(Self { unicode })
    }

    pub(super) fn write(&mut self, text: &str) {
        let text = if self.unicode { text.to_owned() } else { to_ascii(text) };
        let _ = io::stderr().write_all(text.as_bytes());
    }

    pub(super) fn line(&mut self) -> Result<Option<String>, Error> {
        let mut line = String::new();
        match io::stdin().read_line(&mut line) {
            Ok(0) | Err(_) => Err(Error::Left),
            Ok(_) => Ok(Some(line)),
        }
    }

    pub(super) fn close(self) -> bool {
        true
    }
}
