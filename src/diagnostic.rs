//! What can go wrong, where, and what to do about it.
//!
//! A [`Diagnostic`] is a value: one [`DiagnosticKind`] and the [`Location`] where it was found.
//! Readers gather them, so that a person mends a file once and not once a mistake. [`Error`] is
//! what a command ends with instead of a result. All wording is in `kind.rs` and `remedy.rs`.

mod kind;
mod remedy;
mod render;
#[cfg(test)]
mod tests;

use std::{
    fmt::{self, Display, Formatter},
    io,
    sync::Arc,
};

pub(crate) use kind::{DiagnosticKind, SameBy};

use crate::text::{Quoted, sanitize};

/// How many problems are shown one by one; the rest are counted.
pub(crate) const SHOWN_AT_MOST: usize = 20;

/// What a command ends with, as scripts see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Done = 0,
    /// Done, and what `--fail-on` names is the case.
    Failed = 1,
    Nothing = 2,
}

impl Exit {
    pub(crate) const fn failed_if(is_case: bool) -> Self {
        if is_case { Self::Failed } else { Self::Done }
    }

    pub(crate) const fn code(self) -> u8 {
        self as u8
    }
}

/// A file's text and the name it goes by in messages. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct SourceText(Arc<(String, String)>);

impl SourceText {
    pub(crate) fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self(Arc::new((name.into(), text.into())))
    }

    pub(crate) fn name(&self) -> &str {
        &self.0.0
    }

    /// The text itself, without a byte-order mark.
    pub(crate) fn as_str(&self) -> &str {
        let text = self.0.1.as_str();
        text.strip_prefix('\u{feff}').unwrap_or(text)
    }
}

/// A stretch of one line. Lines and columns count from 1, columns and length in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// How many characters; 0 points between two.
    pub(crate) length: usize,
}

/// Where a problem was found.
#[derive(Debug, Clone)]
pub(crate) enum Location {
    /// At a place in a text that can be shown.
    Line(SourceText, Span),
    Cell {
        file: String,
        /// The row as a spreadsheet numbers it: from 1, header and blank rows included.
        row: u64,
        /// The line in which the row begins, which is another where a cell above has line ends.
        line: u64,
        column: Option<String>,
    },
    File(String),
    Nowhere,
}

/// The place as a sentence names it: `ana.yaml`, `chat.txt, line 3`.
impl Display for Location {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nowhere => Ok(()),
            Self::File(name) => f.write_str(&sanitize(name)),
            Self::Line(text, span) => write!(f, "{}, line {}", sanitize(text.name()), span.line),
            Self::Cell { file, row, line, column } => {
                write!(f, "{}, row {row} (line {line})", sanitize(file))?;
                column.as_ref().map_or(Ok(()), |header| write!(f, ", column {}", Quoted(header)))
            }
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Diagnostic {
    pub(crate) kind: DiagnosticKind,
    pub(crate) at: Location,
}

impl Diagnostic {
    pub(crate) fn at(text: &SourceText, span: Span, kind: DiagnosticKind) -> Self {
        Self { kind, at: Location::Line(text.clone(), span) }
    }

    pub(crate) fn of(file: impl Into<String>, kind: DiagnosticKind) -> Self {
        Self { kind, at: Location::File(file.into()) }
    }

    pub(crate) fn nowhere(kind: DiagnosticKind) -> Self {
        Self { kind, at: Location::Nowhere }
    }
}

/// What a command ends with when it cannot give what was asked for.
#[derive(Debug)]
pub(crate) enum Error {
    /// Something in what was given is wrong; nothing was done.
    Diagnostics(Diagnostics),
    /// The person left the interview; there is nothing to say.
    Left,
    /// A signal, or a terminal that is gone, ended the interview. The exit code says which.
    Signal(u8),
}

impl Error {
    /// What the process exits with: for [`Self::Left`], what shells have for Ctrl-C.
    pub(crate) const fn code(&self) -> u8 {
        match self {
            Self::Diagnostics(_) => Exit::Nothing.code(),
            Self::Left => 130,
            Self::Signal(code) => *code,
        }
    }

    /// Whether another questionnaire might make the difference.
    pub(crate) fn is_about_questions(&self) -> bool {
        let Self::Diagnostics(diagnostics) = self else {
            return false;
        };
        diagnostics.kinds().any(|kind| {
            matches!(
                kind,
                DiagnosticKind::UnknownTeam { .. }
                    | DiagnosticKind::UnknownQuestion { .. }
                    | DiagnosticKind::NotAnAnswer { .. }
                    | DiagnosticKind::TooManyLines { .. }
                    | DiagnosticKind::NoAnswer(_)
                    | DiagnosticKind::NoColumn { .. }
                    | DiagnosticKind::TwoColumns { .. }
            )
        })
    }
}

impl<T: Into<Diagnostics>> From<T> for Error {
    fn from(diagnostics: T) -> Self {
        Self::Diagnostics(diagnostics.into())
    }
}

/// All that was found wrong, in the order it was found. From the 21st on they are only counted.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    shown: Vec<Diagnostic>,
    hidden: u64,
    hint: Option<String>,
    /// Lines to copy, under the hint.
    example: String,
}

impl Diagnostics {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.add(|| diagnostic);
    }

    pub(crate) fn append(&mut self, others: Self) {
        others.shown.into_iter().for_each(|other| self.push(other));
        self.hidden += others.hidden;
        if self.hint.is_none() {
            (self.hint, self.example) = (others.hint, others.example);
        }
    }

    /// Puts those of one text into the order in which they stand there, and those of one table
    /// into the order of its rows.
    pub(crate) fn sort(&mut self) {
        self.shown.sort_by_key(|diagnostic| match diagnostic.at {
            Location::Line(_, span) => (span.line as u64, span.column),
            Location::Cell { row, .. } => (row, 0),
            _ => (0, 0),
        });
    }

    /// Adds a problem that costs work to describe; the work is done only if it will be shown.
    pub(crate) fn add(&mut self, diagnostic: impl FnOnce() -> Diagnostic) {
        if self.shown.len() < SHOWN_AT_MOST {
            self.shown.push(diagnostic());
        } else {
            self.hidden += 1;
        }
    }

    /// Says what to type next, under all the problems. Names in it may hold anything.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl AsRef<str>) -> Self {
        self.hint = Some(sanitize(hint.as_ref()).into_owned());
        self
    }

    #[must_use]
    pub(crate) fn example(mut self, lines: impl Into<String>) -> Self {
        self.example = lines.into();
        self
    }

    pub(crate) fn count(&self) -> u64 {
        self.shown.len() as u64 + self.hidden
    }

    pub(crate) fn kinds(&self) -> impl Iterator<Item = &DiagnosticKind> {
        self.shown.iter().map(|diagnostic| &diagnostic.kind)
    }

    pub(crate) fn into_result<T>(self, value: T) -> Result<T, Self> {
        match self.shown.is_empty() {
            true => Ok(value),
            false => Err(self),
        }
    }

    /// Both values, or all that is wrong with either.
    pub(crate) fn both<A, B>(one: Result<A, Self>, other: Result<B, Self>) -> Result<(A, B), Self> {
        let mut diagnostics = Self::default();
        match (diagnostics.keep(one), diagnostics.keep(other)) {
            (Some(one), Some(other)) => Ok((one, other)),
            _ => Err(diagnostics),
        }
    }

    /// Takes the value out of a result and keeps its problems.
    pub(crate) fn keep<T>(&mut self, result: Result<T, impl Into<Self>>) -> Option<T> {
        result.map_err(|diagnostics| self.append(diagnostics.into())).ok()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::from_iter([diagnostic])
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        let mut all = Self::default();
        for diagnostic in diagnostics {
            all.push(diagnostic);
        }
        all
    }
}

/// An operating system's reason without its number, which helps nobody.
pub(crate) fn reason(error: &io::Error) -> String {
    let reason = error.to_string();
    let reason = reason.split(" (os error").next().unwrap_or_default();
    let mut letters = reason.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}
