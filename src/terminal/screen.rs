//! The part of the terminal that the interview draws on, and the terminal's settings.
//!
//! The cursor rests, hidden, on the first line of what is drawn. Whatever a resize does to the
//! lines, wrapping them anew or cutting them, a terminal keeps the cursor with its line; so what
//! is below it is ours to draw again, and what is above it is never touched.

use std::{
    io::{self, Write},
    panic,
    sync::Once,
    time::Duration,
};

use crossterm::{
    cursor::{Hide, MoveToColumn, MoveUp, Show},
    event::{self, DisableBracketedPaste, EnableBracketedPaste},
    queue,
    terminal::{Clear, ClearType, disable_raw_mode, enable_raw_mode, size},
};

#[cfg(unix)]
use super::signals::{self, Stops};

/// Columns and rows of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    /// Columns.
    pub(crate) width: usize,
    /// Rows.
    pub(crate) height: usize,
}

/// What a terminal has that does not say.
const USUAL: Size = Size {
    width: 80,
    height: 24,
};

/// The terminal while it is ours. It is given back when this is dropped.
pub(super) struct Screen {
    drawn: Vec<String>,
    #[cfg(unix)]
    stops: Stops,
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn enter() -> io::Result<Self> {
        give_back_on_panic();
        #[cfg(unix)]
        let stops = signals::watch(give_back, take)?;
        take()?;
        begin_a_line()?;
        // What was typed before the first question was on the screen was not meant for it.
        #[cfg(unix)]
        let _ = rustix::termios::tcflush(io::stdin(), rustix::termios::QueueSelector::IFlush);
        // The first look at events is what makes resizes known from now on.
        while event::poll(Duration::ZERO)? {
            event::read()?;
        }
        Ok(Self {
            drawn: Vec::new(),
            #[cfg(unix)]
            stops,
        })
    }

    /// Draws the lines that `frame` gives for the terminal's size. Only those that changed are
    /// written, all in one go.
    pub(super) fn draw(&mut self, frame: impl FnOnce(Size) -> Vec<String>) -> io::Result<()> {
        let lines = frame(terminal_size());
        let mut bytes = Vec::with_capacity(1024);
        if lines.len() < self.drawn.len() {
            self.forget();
        }
        if self.drawn.is_empty() {
            queue!(bytes, Clear(ClearType::FromCursorDown))?;
        }
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                bytes.extend(b"\r\n");
            }
            if self.drawn.get(index) != Some(line) {
                queue!(bytes, Clear(ClearType::CurrentLine))?;
                bytes.extend(line.as_bytes());
            }
        }
        queue!(bytes, MoveToColumn(0))?;
        if let Some(up @ 1..) = lines.len().checked_sub(1) {
            queue!(bytes, MoveUp(u16::try_from(up).unwrap_or(u16::MAX)))?;
        }
        self.drawn = lines;
        write(&bytes)
    }

    /// Stops the program until a shell lets it go on, where there are such shells.
    pub(super) fn stop(&mut self) {
        #[cfg(unix)]
        self.stops.stop();
        self.forget();
    }

    /// Draws everything anew next time, whatever became of it since.
    pub(super) fn forget(&mut self) {
        self.drawn.clear();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn terminal_size() -> Size {
    match size() {
        Ok((width @ 1.., height @ 1..)) => Size {
            width: width.into(),
            height: height.into(),
        },
        _ => USUAL,
    }
}

/// Goes to the next line if something stands before the cursor in this one, and stays otherwise:
/// a line's worth of spaces wraps in the one case and not in the other.
fn begin_a_line() -> io::Result<()> {
    let mut bytes = vec![b' '; terminal_size().width - 1];
    queue!(bytes, MoveToColumn(0), Clear(ClearType::CurrentLine))?;
    write(&bytes)
}

fn take() -> io::Result<()> {
    let _ours = io::stderr().lock();
    // The library believes the terminal raw if it was once; a shell may have set it otherwise.
    disable_raw_mode()?;
    enable_raw_mode()?;
    let mut bytes = Vec::new();
    queue!(bytes, Hide, EnableBracketedPaste)?;
    write(&bytes)
}

/// Erases what is drawn, shows the cursor and puts the settings back. Safe to call at any time,
/// from any thread, and more than once.
fn give_back() {
    let mut bytes = Vec::new();
    // Nothing can be done about a terminal that takes no bytes any more.
    let _ = queue!(
        bytes,
        MoveToColumn(0),
        Clear(ClearType::FromCursorDown),
        DisableBracketedPaste,
        Show
    );
    let _ = write(&bytes);
    let _ = disable_raw_mode();
}

fn write(bytes: &[u8]) -> io::Result<()> {
    let mut stderr = io::stderr().lock();
    stderr.write_all(bytes)?;
    stderr.flush()
}

/// A panic's message is readable only once the terminal is itself again.
fn give_back_on_panic() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            give_back();
            before(panic);
        }));
    });
}
