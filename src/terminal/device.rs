//! The terminal itself, on Unix: its settings, what it sends, and the signals that concern it.

mod output;
mod settings;
mod signals;

use std::{
    io::{self, Write},
    panic,
    sync::Once,
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
    termios::{QueueSelector, tcflush, tcgetwinsize},
};

use self::{
    output::Output,
    signals::{Signals, Told},
};
use super::{
    ascii::to_ascii,
    decoder::{Burst, Pressed, decode},
    frame::Size,
};
use crate::diagnostic::Error;

/// Erases what is drawn from the cursor's line on. Not with `ESC [ J` in the first column: in the
/// first row, tmux would take that for clearing the screen, and keep it all in its history.
pub(super) const ERASE: &str = "\r\x1b[K\x1b[C\x1b[J\r";

/// Hides the cursor, and has pastes marked as such.
const ENTER: &str = "\x1b[?25l\x1b[?2004h";

/// Undoes [`ENTER`].
const LEAVE: &str = "\x1b[?2004l\x1b[?25h";

/// How long what belongs together may take to arrive: the bytes of one sequence or paste, the keys
/// of one burst. Fingers take longer than a burst, slow lines at most half of a sequence's time.
const SEQUENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
const BURST: Timespec = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };

/// The terminal on standard input and standard error.
pub(super) struct Device {
    signals: Signals,
    output: Output,
    is_screen: bool,
    unicode: bool,
}

/// What comes from a terminal whose keys are read one by one.
pub(super) enum Input {
    Burst(Burst),
    /// All must be drawn anew: the window has another size, or the program went on after a stop.
    Redraw,
    /// Nothing could continue the program, so it was not stopped.
    NotStopped,
}

/// The exit code of a window that is shut: 128 + SIGHUP, as for any signal.
const HUNG_UP: Told = Told::End(129);

impl Device {
    /// Takes the terminal over, to draw on; or leaves it as it is, for lines as it gives them.
    pub(super) fn open(is_screen: bool, unicode: bool) -> io::Result<Self> {
        static FIRST: Once = Once::new();
        let signals = Signals::catch(is_screen)?;
        let device = Self { signals, output: Output::start()?, is_screen, unicode };
        if is_screen {
            FIRST.call_once(|| {
                give_back_on_panic();
                settings::wait_for_pager();
            });
            device.enter()?;
            // Starts a fresh line unless the cursor is in column 0 (zsh's `PROMPT_SP` trick):
            // width-1 spaces wrap only if it is not.
            let spaces = " ".repeat(Self::size().width - 1);
            device.output.write(format!("{spaces}\r\x1b[K"));
        }
        // What was typed before the first question was on the screen was not meant for it.
        let _ = tcflush(io::stdin(), QueueSelector::IFlush);
        Ok(device)
    }

    pub(super) fn size() -> Size {
        match tcgetwinsize(io::stderr()).map(|size| (size.ws_col.into(), size.ws_row.into())) {
            Ok((width @ 1.., height @ 1..)) => Size { width, height },
            _ => Size { width: 80, height: 24 },
        }
    }

    pub(super) fn write(&mut self, text: &str) {
        self.output.write(if self.unicode { text.to_owned() } else { to_ascii(text) });
    }

    /// Waits for keys, until the terminal is silent again, or for something else to do.
    pub(super) fn input(&mut self) -> Result<Input, Error> {
        let mut told = None;
        loop {
            match told.take().map_or_else(|| self.wait(None), Err) {
                Ok(bytes) => {
                    if let Some(input) = self.pressed(bytes.unwrap_or_default())? {
                        return Ok(input);
                    }
                }
                Err(Told::End(code)) => return Err(Error::Signal(code)),
                Err(Told::Redraw) => return Ok(Input::Redraw),
                Err(Told::Stop) => {
                    self.give_back();
                    told = self.signals.stop_now();
                    if told.is_none() {
                        self.enter()?;
                        return Ok(Input::NotStopped);
                    }
                }
                Err(Told::Continued) => {
                    told = self.signals.until_in_foreground();
                    if told.is_none() {
                        self.enter()?;
                        return Ok(Input::Redraw);
                    }
                }
            }
        }
    }

    /// The burst that begins with these bytes. Keys that a terminal sees to itself, where it gives
    /// lines, are seen to here.
    fn pressed(&mut self, bytes: Vec<u8>) -> Result<Option<Input>, Error> {
        let burst = self.collect(bytes);
        match burst.keys() {
            Some([]) => Ok(None),
            Some([Pressed::Ctrl('c'), ..] | [Pressed::Ctrl('d')]) => Err(Error::Left),
            Some([Pressed::Ctrl('l')]) => Ok(Some(Input::Redraw)),
            Some([Pressed::Ctrl('z')]) => {
                signals::ask_all_to_stop();
                Ok(None)
            }
            _ => Ok(Some(Input::Burst(burst))),
        }
    }

    /// Reads on until nothing more belongs to these bytes.
    fn collect(&mut self, mut bytes: Vec<u8>) -> Burst {
        loop {
            let (burst, is_unfinished) = decode(&bytes);
            let is_over = matches!(burst.keys(), Some([Pressed::Ctrl('c'), ..]));
            let patience = if is_unfinished { SEQUENCE } else { BURST };
            match self.wait(Some(&patience)) {
                Ok(Some(more)) if !is_over => bytes.extend(more),
                _ => return burst,
            }
        }
    }

    /// Waits for a line, in plain mode. `None` where several come at once: nobody has seen what the
    /// second one would answer.
    pub(super) fn line(&mut self) -> Result<Option<String>, Error> {
        let mut line = Vec::new();
        while !line.ends_with(b"\n") {
            match self.wait(None) {
                Ok(Some(bytes)) if bytes.is_empty() => return Err(Error::Left),
                Ok(bytes) => line.extend(bytes.unwrap_or_default()),
                Err(Told::End(code)) => return Err(Error::Signal(code)),
                Err(_) => {}
            }
        }
        let mut is_alone = true;
        // A terminal that is gone gives no bytes for ever, and is heard of again at the next line.
        while let Ok(Some(more)) = self.wait(Some(&BURST))
            && !more.is_empty()
        {
            is_alone = false;
        }
        Ok(is_alone.then(|| String::from_utf8_lossy(&line).into_owned()))
    }

    /// Waits for bytes or a signal. With a time to wait it is for bytes only, and `None` where none
    /// come: signals are heard behind what belongs together.
    fn wait(&mut self, patience: Option<&Timespec>) -> Result<Option<Vec<u8>>, Told> {
        loop {
            let stdin = io::stdin();
            let mut from = vec![PollFd::new(&stdin, PollFlags::IN)];
            if patience.is_none() {
                from.push(PollFd::new(self.signals.stream(), PollFlags::IN));
            }
            match poll(&mut from, patience) {
                Ok(0) => return Ok(None),
                Ok(_) | Err(Errno::INTR) => {}
                Err(_) => return Err(HUNG_UP),
            }
            let has_bytes = !from[0].revents().is_empty();
            if patience.is_none()
                && let Some(told) = self.signals.told()
            {
                return Err(told);
            }
            if has_bytes && let Some(bytes) = read(self.is_screen)? {
                return Ok(Some(bytes));
            }
        }
    }

    fn enter(&self) -> io::Result<()> {
        settings::give_back();
        settings::take()?;
        self.output.write(ENTER);
        Ok(())
    }

    /// False if the terminal takes no bytes any more, so that whoever writes to it would wait for
    /// ever.
    fn give_back(&self) -> bool {
        // From the background, writing might stop us for good.
        if self.is_screen && !signals::is_in_background() {
            self.output.write(ERASE.to_owned() + LEAVE);
        }
        let is_heard = self.output.flush();
        settings::give_back();
        is_heard
    }

    /// Gives the terminal back for good; says whether it still takes bytes.
    pub(super) fn close(self) -> bool {
        self.give_back()
    }
}

/// Reads what has come; nothing where another program left `O_NONBLOCK` on and there is nothing. A
/// terminal without canonical mode gives no bytes only when it is gone; with it, that is Ctrl-D.
fn read(is_screen: bool) -> Result<Option<Vec<u8>>, Told> {
    let mut buffer = [0; 4096];
    match rustix::io::read(io::stdin(), &mut buffer) {
        Ok(0) if is_screen => Err(HUNG_UP),
        Ok(count) => Ok(Some(buffer[..count].to_vec())),
        Err(Errno::INTR | Errno::AGAIN) => Ok(None),
        Err(_) => Err(HUNG_UP),
    }
}

/// A panic's message is readable only once the terminal is itself again.
fn give_back_on_panic() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let _ = write!(io::stderr(), "{ERASE}{LEAVE}");
        settings::give_back();
        before(panic);
    }));
}
