//! A terminal that gives and takes lines, as standard input and output have it.

use std::io::{self, Write};

use crate::diagnostic::Error;

pub(super) struct Device;

impl Device {
    #[expect(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
    pub(super) fn lines() -> io::Result<Self> {
        Ok(Self)
    }

    pub(super) fn write(&mut self, text: &str) {
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
