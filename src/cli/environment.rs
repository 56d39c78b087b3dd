//! The surroundings that the program heeds, read once: terminals, environment, width.

use std::{
    env,
    ffi::OsStr,
    io::{self, IsTerminal},
    num::NonZero,
    path::PathBuf,
    thread,
};

use console::Term;

/// The surroundings.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, found as it is"
)]
#[derive(Debug, Clone)]
pub struct Environment {
    /// Whether standard input is a terminal.
    pub(crate) stdin_is_terminal: bool,
    /// Whether standard output is a terminal.
    pub(crate) stdout_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub(crate) stderr_is_terminal: bool,
    /// `ALIGN_QUESTIONS`, if it is set and not empty.
    pub(crate) questions: Option<PathBuf>,
    /// `NO_COLOR` is set and not empty.
    pub(crate) no_color: bool,
    /// `CLICOLOR_FORCE` is set, not empty and not 0.
    pub(crate) force_color: bool,
    /// `TERM` is `dumb`.
    pub(crate) is_dumb: bool,
    /// `ACCESSIBLE` is set and not empty.
    pub(crate) accessible: bool,
    /// `COLUMNS`, if it is a number.
    pub(crate) columns: Option<usize>,
}

/// The columns of a report whose reader has no width.
const USUAL_WIDTH: usize = 80;

impl Environment {
    /// The surroundings of this process.
    pub fn here() -> Self {
        let variable = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let stdout_is_terminal = io::stdout().is_terminal();
        Self {
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal,
            stderr_is_terminal: io::stderr().is_terminal(),
            questions: variable("ALIGN_QUESTIONS").map(PathBuf::from),
            no_color: variable("NO_COLOR").is_some(),
            force_color: variable("CLICOLOR_FORCE").is_some_and(|value| value != *"0"),
            is_dumb: variable("TERM").is_some_and(|term| term == *OsStr::new("dumb")),
            accessible: variable("ACCESSIBLE").is_some(),
            columns: variable("COLUMNS").and_then(|columns| columns.to_str()?.parse().ok()),
        }
    }

    /// The columns that a report may take: the terminal's, which may have changed since the start.
    pub(crate) fn width(&self) -> usize {
        let terminal = || Some(usize::from(Term::stdout().size_checked()?.1));
        let width = if self.stdout_is_terminal {
            terminal()
        } else {
            None
        };
        width
            .or(self.columns)
            .filter(|width| *width > 0)
            .unwrap_or(USUAL_WIDTH)
    }

    /// How many threads the machine runs at the same time; 1 where that is not known.
    pub(crate) fn threads(&self) -> usize {
        thread::available_parallelism().map_or(1, NonZero::get)
    }

    /// Whether there is somebody at a terminal who can be asked.
    pub(crate) const fn can_ask(&self) -> bool {
        self.stdin_is_terminal && self.stderr_is_terminal
    }

    /// Whether a stream gets colour when nobody said so.
    pub(crate) const fn wants_color(&self, is_terminal: bool) -> bool {
        !self.no_color && (self.force_color || (is_terminal && !self.is_dumb))
    }
}
