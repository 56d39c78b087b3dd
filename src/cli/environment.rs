//! The surroundings that the program heeds, read once: terminals, environment, width.

use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal},
    path::PathBuf,
};

/// What of the surroundings the program heeds.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone)]
pub struct Environment {
    pub(crate) stdin_is_terminal: bool,
    pub(crate) stdout_is_terminal: bool,
    pub(crate) stderr_is_terminal: bool,
    /// `ALIGN_QUESTIONS`, if it is set and not empty.
    pub(crate) questions: Option<PathBuf>,
    /// `HOME`, or `USERPROFILE` on Windows.
    pub(crate) home: Option<PathBuf>,
    /// Whether variables ask for colour or for none; `None` leaves it to the stream.
    pub(crate) color: Option<bool>,
    /// `TERM` is `dumb`, or not set where it should be, or `ACCESSIBLE` is set and not 0.
    pub(crate) is_plain: bool,
    /// Whether the locale's characters are UTF-8, so that signs outside ASCII can be shown.
    pub(crate) is_utf8: bool,
    /// How wide a report may be that goes to no terminal: `COLUMNS`, if it is a number from 1,
    /// else 80.
    pub(crate) columns: usize,
}

impl Environment {
    /// The surroundings of this process.
    pub fn here() -> Self {
        let is_on = |name: &str| variable(name).is_some_and(|value| value != *"0");
        let term = variable("TERM");
        // What terminfo calls `unknown` can do as little.
        let is_dumb = term.as_ref().is_some_and(|term| term == "dumb" || term == "unknown");
        let columns = variable("COLUMNS").and_then(|columns| columns.to_str()?.parse().ok());
        Self {
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
            questions: variable("ALIGN_QUESTIONS").map(PathBuf::from),
            home: env::home_dir().filter(|home| home.is_absolute()),
            // A wish for none goes before one for some.
            color: match () {
                () if variable("NO_COLOR").is_some() => Some(false),
                () if is_on("CLICOLOR_FORCE") => Some(true),
                () if is_dumb || variable("CLICOLOR").is_some_and(|value| value == *"0") => {
                    Some(false)
                }
                () => None,
            },
            is_plain: is_dumb || is_on("ACCESSIBLE") || (cfg!(unix) && term.is_none()),
            is_utf8: cfg!(windows) || has_utf8_locale(),
            columns: columns.filter(|columns| *columns > 0).unwrap_or(80),
        }
    }

    /// The columns that a report on standard output may take: the terminal's, which may have
    /// changed since the start.
    pub(crate) fn width(&self) -> usize {
        let terminal = self.stdout_is_terminal.then(terminal_width).flatten();
        terminal.unwrap_or(self.columns)
    }

    /// Whether there is somebody at a terminal who can be asked.
    pub(crate) const fn can_ask(&self) -> bool {
        self.stdin_is_terminal && self.stderr_is_terminal
    }
}

/// An environment variable that is set and not empty.
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// Whether the locale of characters, looked for in the order of POSIX, names UTF-8 as its encoding:
/// `en_US.UTF-8`, `C.utf8`.
fn has_utf8_locale() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    let locale = locale.unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

/// What the kernel says. console would run `tput` from `$PATH` where it says nothing.
#[cfg(unix)]
fn terminal_width() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|width| *width > 0)
}

#[cfg(not(unix))]
fn terminal_width() -> Option<usize> {
    let (_, width) = console::Term::stdout().size_checked()?;
    Some(usize::from(width)).filter(|width| *width > 0)
}
