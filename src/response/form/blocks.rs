//! A form's file, cut into blocks that can be read one without the other.

use std::{
    io::{self, Read},
    mem,
};

use memchr::{memchr_iter, memchr2_iter};

use crate::diagnostic::{DiagnosticKind, reason};

/// The bytes of a block, and so the most that a row may have.
const SIZE: usize = 1 << 20;

/// A quote that is never closed makes one row of all that follows.
const ENDLESS: &str = "a row without an end; is there a quote that is never closed?";

/// A form's file, from which block after block is taken.
pub struct Blocks<R> {
    file: R,
    size: usize,
    /// The beginning of a row for whose end the last block had no room.
    begun: Vec<u8>,
    is_first: bool,
    /// How it came to its end, once it did.
    end: Option<Result<(), DiagnosticKind>>,
}

/// Whole rows of a form.
#[derive(Debug, Default)]
pub struct Block {
    pub(super) bytes: Vec<u8>,
    /// Whether the first of the rows is the form's header.
    pub(super) has_header: bool,
}

impl Block {
    /// Whether there are no rows in it.
    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

impl<R: Read> Blocks<R> {
    /// The blocks of a file of which nothing is read yet.
    pub const fn new(file: R) -> Self {
        Self {
            file,
            size: SIZE,
            begun: Vec::new(),
            is_first: true,
            end: None,
        }
    }

    /// The same in blocks of another size in bytes, so that a short form has many of them.
    #[must_use]
    pub fn of(self, size: usize) -> Self {
        Self { size, ..self }
    }

    /// Puts the next rows into a block in place of what it held, and gives whether there were any.
    pub fn fill(&mut self, block: &mut Block) -> bool {
        block.has_header = mem::take(&mut self.is_first);
        block.bytes.clear();
        if self.end.is_none() {
            block.bytes.append(&mut self.begun);
            let room = self.size.saturating_sub(block.bytes.len());
            block.bytes.reserve(room);
            let mut next = self.file.by_ref().take(room as u64);
            let read = next.read_to_end(&mut block.bytes);
            self.cut(&mut block.bytes, read.err());
        }
        !block.is_empty()
    }

    /// Leaves what is not a whole row for the next block.
    fn cut(&mut self, bytes: &mut Vec<u8>, error: Option<io::Error>) {
        if error.is_none() && bytes.len() < self.size {
            // All that was left is here, and the last row needs no newline.
            self.end = Some(Ok(()));
            return;
        }
        let whole = whole_rows(bytes);
        self.begun.extend_from_slice(&bytes[whole..]);
        bytes.truncate(whole);
        self.end = match error {
            Some(error) => Some(Err(DiagnosticKind::Unreadable(reason(&error)))),
            None if whole == 0 => Some(Err(DiagnosticKind::NotCsv(ENDLESS))),
            None => None,
        };
    }

    /// Whether the last block taken was the last there is.
    pub const fn is_over(&self) -> bool {
        self.end.is_some()
    }

    /// Why there are no more blocks.
    ///
    /// # Errors
    ///
    /// Unless the file has come to its end: the fault of the row that has none, or of the reading.
    pub fn end(self) -> Result<(), DiagnosticKind> {
        self.end.unwrap_or(Ok(()))
    }
}

/// How many of these bytes are whole rows. A newline ends a row unless it stands between quotes,
/// which is where the quotes before it are odd in number. (The reader sees that otherwise in one
/// case, where a carriage return stands alone between two quotes, which is not CSV.)
fn whole_rows(bytes: &[u8]) -> usize {
    let mut is_quoted = memchr_iter(b'"', bytes).count() % 2 == 1;
    for at in memchr2_iter(b'"', b'\n', bytes).rev() {
        match bytes[at] {
            b'"' => is_quoted = !is_quoted,
            _ if !is_quoted => return at + 1,
            _ => {}
        }
    }
    0
}
