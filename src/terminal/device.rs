//! The terminal itself: its settings, what it sends, and the signals that concern it.

#[cfg(unix)]
mod output;
#[cfg(unix)]
mod settings;
#[cfg(unix)]
mod signals;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(super) use unix::Device;
#[cfg(windows)]
pub(super) use windows::Device;

use super::decoder::Burst;

/// Columns and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) width: usize,
    pub(crate) height: usize,
}

/// What a terminal has that does not say.
pub(super) const USUAL: Size = Size {
    width: 80,
    height: 24,
};

/// What comes from a terminal whose keys are read one by one.
pub(super) enum Input {
    Burst(Burst),
    /// All must be drawn anew: the window has another size, or the program went on after a stop.
    Redraw,
    /// Somebody else wants the program to stop for now.
    Stop,
    /// It must end with this exit code.
    End(u8),
}

/// What became of a stop.
pub(super) enum Stopped {
    Continued,
    /// Nothing could continue the program, so it was not stopped.
    Not,
    End(u8),
}

/// What comes from a terminal whose lines are read.
pub(super) enum Line {
    Text(String),
    /// More than one line at once: nobody has seen what the second one would answer.
    Several,
    /// Ctrl-D, or the end of a file in the terminal's place.
    Nothing,
    End(u8),
}

/// Erases what is drawn from the cursor's line on. Not with `ESC [ J` in the first column: in the
/// first row, tmux would take that for clearing the screen, and keep it all in its history.
pub(super) const ERASE: &str = "\r\x1b[K\x1b[C\x1b[J\r";

/// Hides the cursor, and has pastes marked as such.
const ENTER: &str = "\x1b[?25l\x1b[?2004h";

/// Undoes [`ENTER`].
const LEAVE: &str = "\x1b[?2004l\x1b[?25h";
