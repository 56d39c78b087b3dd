//! The bytes of a source: a file or standard input. A long form is read as a stream.

use std::{
    fs::File,
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, BufReader, Cursor, Read},
    path::Path,
};

use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, SourceText, reason},
    storage,
};

/// A source that is open for reading.
pub(super) struct Input {
    /// What messages call it.
    pub(super) name: String,
    /// All of it, or its first [`HEAD`] bytes.
    head: Vec<u8>,
    /// What follows the head of a longer one.
    rest: Option<Box<dyn Read>>,
    /// The length of a file.
    length: Option<u64>,
}

/// How much of a source tells what it is.
const HEAD: u64 = 64 << 10;

impl Input {
    pub(super) fn open(path: &Path) -> Result<Self, Diagnostic> {
        let file = storage::open(path)?;
        let metadata = file.metadata().ok().filter(std::fs::Metadata::is_file);
        let length = metadata.map(|metadata| metadata.len());
        let reader = Box::new(file);
        let input = Self::read(storage::name(path), reader)?;
        Ok(Self { length, ..input })
    }

    pub(super) fn stdin() -> Result<Self, Diagnostic> {
        Self::read(storage::STDIN.to_owned(), Box::new(io::stdin()))
    }

    fn read(name: String, mut reader: Box<dyn Read>) -> Result<Self, Diagnostic> {
        let mut head = Vec::new();
        let read = (&mut reader).take(HEAD).read_to_end(&mut head);
        read.map_err(|error| unreadable(&name, &error))?;
        Ok(Self {
            rest: (head.len() as u64 == HEAD).then_some(reader),
            head,
            name,
            length: None,
        })
    }

    /// The beginning, as far as it was read.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// The same with all of its bytes in memory, and these bytes: what is no file can be read only
    /// once.
    pub(super) fn kept(self) -> Result<(Self, Vec<u8>), Diagnostic> {
        let name = self.name.clone();
        let bytes = self.into_bytes(u64::MAX)?;
        Ok((Self::of(name, bytes.clone()), bytes))
    }

    pub(super) fn of(name: String, head: Vec<u8>) -> Self {
        Self {
            name,
            head,
            rest: None,
            length: None,
        }
    }

    /// Whether it is an ordinary file, which can be read again.
    pub(super) const fn is_file(&self) -> bool {
        self.length.is_some()
    }

    /// What two files of the same bytes have in common: the length and a hash of the head.
    pub(super) fn fingerprint(&self) -> Option<(u64, u64)> {
        let mut hasher = DefaultHasher::new();
        self.head.hash(&mut hasher);
        Some((self.length?, hasher.finish()))
    }

    /// # Errors
    ///
    /// More bytes than a document may have, or what keeps them from being text.
    pub(super) fn into_text(self) -> Result<SourceText, Diagnostic> {
        let name = self.name.clone();
        storage::text(&name, self.into_bytes(storage::BYTES_AT_MOST)?)
    }

    /// # Errors
    ///
    /// More bytes than these, or a failed read.
    pub(super) fn into_bytes(self, limit: u64) -> Result<Vec<u8>, Diagnostic> {
        let mut bytes = self.head;
        if let Some(rest) = self.rest {
            let more = limit.saturating_sub(bytes.len() as u64).saturating_add(1);
            let read = rest.take(more).read_to_end(&mut bytes);
            read.map_err(|error| unreadable(&self.name, &error))?;
        }
        if bytes.len() as u64 > limit {
            let kind = DiagnosticKind::TooLarge { limit };
            return Err(Diagnostic::of(self.name, kind));
        }
        Ok(bytes)
    }

    pub(super) fn into_reader(self) -> impl Read {
        let rest = self.rest.unwrap_or_else(|| Box::new(io::empty()));
        Cursor::new(self.head).chain(rest)
    }
}

fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::of(name, DiagnosticKind::Unreadable(reason(error)))
}

/// Whether two files have the same bytes.
pub(super) fn are_equal(one: &Path, other: &Path) -> bool {
    let bytes = |path| {
        Some(
            BufReader::new(File::open(path).ok()?)
                .bytes()
                .map(Result::ok),
        )
    };
    match (bytes(one), bytes(other)) {
        (Some(one), Some(other)) => one.eq(other),
        _ => false,
    }
}
