//! The bytes of a source: a file or standard input. A long form is read as a stream.

use std::{
    fs::Metadata,
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, Cursor, Read},
    path::{Path, PathBuf},
};

use crate::{
    diagnostic::{Diagnostic, SourceText},
    storage,
};

pub(super) struct Input {
    pub(super) path: PathBuf,
    /// What messages call it.
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
        if storage::is_stdin(path) {
            return Self::read(path, io::stdin());
        }
        let file = storage::open(path)?;
        let metadata = file.metadata().ok().filter(Metadata::is_file);
        let input = Self::read(path, file)?;
        Ok(Self { length: metadata.map(|metadata| metadata.len()), ..input })
    }

    pub(super) fn read(path: &Path, mut rest: impl Read + 'static) -> Result<Self, Diagnostic> {
        let name = match storage::is_stdin(path) {
            true => storage::STDIN.to_owned(),
            false => storage::name(path),
        };
        let mut head = Vec::new();
        let read = rest.by_ref().take(HEAD).read_to_end(&mut head);
        read.map_err(|error| storage::unreadable(&name, &error))?;
        Ok(Self { path: path.to_owned(), name, head, rest: Box::new(rest), length: None })
    }

    /// What two files of the same bytes have in common: the length and a hash of the head. Empty
    /// files have nothing in common.
    pub(super) fn fingerprint(&self) -> Option<(u64, u64)> {
        let mut hasher = DefaultHasher::new();
        self.head.hash(&mut hasher);
        Some((self.length.filter(|length| *length > 0)?, hasher.finish()))
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
