//! The terminal itself: its settings, what it sends, and the signals that concern it.

#[cfg(not(unix))]
mod lines;
#[cfg(unix)]
mod output;
#[cfg(unix)]
mod settings;
#[cfg(unix)]
mod signals;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(super) use lines::Device;
#[cfg(unix)]
pub(super) use unix::{Device, ERASE, Input};

/// What comes from a terminal whose lines are read.
pub(super) enum Line {
    Text(String),
    /// More than one line at once: nobody has seen what the second one would answer.
    Several,
    /// Ctrl-D, or the end of a file in the terminal's place.
    Nothing,
    End(u8),
}
