//! The bytes of a source: a file or standard input. A long form is read as a stream.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, Cursor, Read},
    path::Path,
};

use crate::{
    diagnostic::{Diagnostic, SourceText},
    storage,
};

pub(super) struct Input {
    pub(super) name: String,
    /// All of it, or its first [`HEAD`] bytes.
    pub(super) head: Vec<u8>,
    rest: Box<dyn Read>,
    /// The length of an ordinary file, which can be read again.
    pub(super) length: Option<u64>,
}

/// How much of a source tells what it is.
const HEAD: u64 = 64 << 10;

impl Input {
    pub(super) fn open(path: &Path) -> Result<Self, Diagnostic> {
        let file = storage::open(path)?;
        let metadata = file.metadata().ok().filter(std::fs::Metadata::is_file);
        let input = Self::read(storage::name(path), Box::new(file))?;
        Ok(Self { length: metadata.map(|metadata| metadata.len()), ..input })
    }

    pub(super) fn stdin() -> Result<Self, Diagnostic> {
        Self::read(storage::STDIN.to_owned(), Box::new(io::stdin()))
    }

    fn read(name: String, mut rest: Box<dyn Read>) -> Result<Self, Diagnostic> {
        let mut head = Vec::new();
        let read = rest.by_ref().take(HEAD).read_to_end(&mut head);
        read.map_err(|error| storage::unreadable(&name, &error))?;
        Ok(Self { name, head, rest, length: None })
    }

    pub(super) fn of(name: String, head: Vec<u8>) -> Self {
        Self { name, head, rest: Box::new(io::empty()), length: None }
    }

    /// What two files of the same bytes have in common: the length and a hash of the head.
    pub(super) fn fingerprint(&self) -> Option<(u64, u64)> {
        let mut hasher = DefaultHasher::new();
        self.head.hash(&mut hasher);
        Some((self.length?, hasher.finish()))
    }

    pub(super) fn into_text(self, limit: u64) -> Result<SourceText, Diagnostic> {
        let name = self.name.clone();
        storage::text(&name, self.into_bytes(limit)?)
    }

    pub(super) fn into_bytes(self, limit: u64) -> Result<Vec<u8>, Diagnostic> {
        let name = self.name.clone();
        storage::read_bytes(self.into_reader(), &name, limit)
    }

    pub(super) fn into_reader(self) -> impl Read {
        Cursor::new(self.head).chain(self.rest)
    }
}
