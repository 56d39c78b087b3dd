//! A terminal on Unix.

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

use super::{
    output::Output,
    settings,
    signals::{self, Signals, Told},
};
use crate::{
    diagnostic::Error,
    terminal::{
        decoder::{Burst, Decoder},
        frame::Size,
    },
};

/// Erases what is drawn from the cursor's line on. Not with `ESC [ J` in the first column: in the
/// first row, tmux would take that for clearing the screen, and keep it all in its history.
pub(crate) const ERASE: &str = "\r\x1b[K\x1b[C\x1b[J\r";

/// Hides the cursor, and has pastes marked as such.
const ENTER: &str = "\x1b[?25l\x1b[?2004h";

/// Undoes [`ENTER`].
const LEAVE: &str = "\x1b[?2004l\x1b[?25h";

/// How long what belongs together may take to arrive: the bytes of one sequence or paste, the keys
/// of one burst. Fingers take longer than a burst, slow lines at most half of a sequence's time.
const SEQUENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
const BURST: Timespec = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };

/// The terminal on standard input and standard error.
pub(crate) struct Device {
    signals: Signals,
    output: Output,
    decoder: Decoder,
    /// Signals that came while keys were collected.
    told: Option<Told>,
    is_screen: bool,
}

/// What comes from a terminal whose keys are read one by one.
pub(crate) enum Input {
    Burst(Burst),
    /// All must be drawn anew: the window has another size, or the program went on after a stop.
    Redraw,
    /// Nothing could continue the program, so it was not stopped.
    NotStopped,
}

/// The exit code of a window that is shut: 128 + SIGHUP, as for any signal.
const HUNG_UP: Told = Told::End(129);

impl Device {
    /// Takes the terminal over, to draw on.
    pub(crate) fn screen() -> io::Result<Self> {
        static FIRST: Once = Once::new();
        FIRST.call_once(|| {
            give_back_on_panic();
            settings::wait_for_pager();
        });
        let mut device = Self::open(true)?;
        device.enter()?;
        device.start_line();
        forget_typed();
        Ok(device)
    }

    /// Reads lines as the terminal gives them, and writes plain ones.
    pub(crate) fn lines() -> io::Result<Self> {
        forget_typed();
        Self::open(false)
    }

    fn open(is_screen: bool) -> io::Result<Self> {
        Ok(Self {
            signals: Signals::catch(is_screen)?,
            output: Output::start()?,
            decoder: Decoder::default(),
            told: None,
            is_screen,
        })
    }

    pub(crate) fn size() -> Size {
        match tcgetwinsize(io::stderr()).map(|size| (size.ws_col.into(), size.ws_row.into())) {
            Ok((width @ 1.., height @ 1..)) => Size { width, height },
            _ => Size { width: 80, height: 24 },
        }
    }

    pub(crate) fn write(&mut self, text: &str) {
        self.output.write(text);
    }

    /// Waits for keys, until the terminal is silent again, or for something else to do.
    pub(crate) fn input(&mut self) -> Result<Input, Error> {
        loop {
            let input = match self.next() {
                Err(Told::Redraw) => Some(Input::Redraw),
                Err(Told::Stop) => self.stop()?,
                Err(Told::Continued) => self.go_on()?,
                Err(Told::End(code)) => return Err(Error::Signal(code)),
                Ok(bytes) => {
                    self.collect(&bytes);
                    self.decoder.take().map(Input::Burst)
                }
            };
            if let Some(input) = input {
                return Ok(input);
            }
        }
    }

    /// Reads on until nothing more belongs to these bytes.
    fn collect(&mut self, bytes: &[u8]) {
        self.decoder.feed(bytes);
        while !self.decoder.ends_in_ctrl_c() {
            let patience = if self.decoder.is_unfinished() { SEQUENCE } else { BURST };
            match self.wait(Some(patience)) {
                Ok(Some(bytes)) => self.decoder.feed(&bytes),
                Ok(None) => return,
                Err(told) => {
                    // Only what ends outweighs what came before.
                    let is_end = matches!(told, Told::End(_));
                    self.told = Some(told);
                    if is_end {
                        return;
                    }
                }
            }
        }
    }

    /// Waits for a line, in plain mode. `None` where several come at once: nobody has seen what the
    /// second one would answer.
    pub(crate) fn line(&mut self) -> Result<Option<String>, Error> {
        let mut line = Vec::new();
        while !line.ends_with(b"\n") {
            match self.next() {
                Ok(bytes) if bytes.is_empty() => return Err(Error::Left),
                Ok(bytes) => line.extend(bytes),
                Err(Told::End(code)) => return Err(Error::Signal(code)),
                Err(_) => {}
            }
        }
        let line = String::from_utf8_lossy(&line).into_owned();
        Ok(Some(line).filter(|_| !self.throw_away_burst()))
    }

    /// Reads what comes at once after a line, and says whether there was any. A terminal that is
    /// gone gives no bytes for ever, and is heard of again at the next line.
    fn throw_away_burst(&mut self) -> bool {
        let mut is_burst = false;
        loop {
            match self.wait(Some(BURST)) {
                Ok(Some(bytes)) if !bytes.is_empty() => is_burst = true,
                Ok(_) => return is_burst,
                Err(told) => {
                    self.told = Some(told);
                    return is_burst;
                }
            }
        }
    }

    fn next(&mut self) -> Result<Vec<u8>, Told> {
        match self.told.take() {
            Some(told) => Err(told),
            None => self.wait(None).map(Option::unwrap_or_default),
        }
    }

    /// Waits for bytes or a signal; `None` where there is silence for so long.
    fn wait(&mut self, patience: Option<Timespec>) -> Result<Option<Vec<u8>>, Told> {
        loop {
            let stdin = io::stdin();
            let mut from = [
                PollFd::new(&stdin, PollFlags::IN),
                PollFd::new(self.signals.stream(), PollFlags::IN),
            ];
            match poll(&mut from, patience.as_ref()) {
                Ok(0) => return Ok(None),
                Ok(_) | Err(Errno::INTR) => {}
                Err(_) => return Err(HUNG_UP),
            }
            let [keyboard, signal] = from.map(|from| !from.revents().is_empty());
            if signal && let Some(told) = self.signals.told() {
                return Err(told);
            }
            if keyboard && let Some(bytes) = read(self.is_screen)? {
                return Ok(Some(bytes));
            }
        }
    }

    /// Gives the terminal back for as long as the program is stopped. SIGCONT tells when it goes on.
    fn stop(&mut self) -> io::Result<Option<Input>> {
        self.erase();
        self.output.flush();
        settings::give_back();
        self.told = self.signals.stop_now();
        if self.told.is_some() {
            return Ok(None);
        }
        self.enter()?;
        Ok(Some(Input::NotStopped))
    }

    /// Takes the terminal over again, once it is nobody else's.
    ///
    /// In the background, touching the terminal would stop the process where it hears nothing. Yet
    /// whoever ends a stopped program sends the signal that ends it and then SIGCONT, and the two
    /// may arrive in any order; so look for the first a moment later, and stop by ourselves.
    fn go_on(&mut self) -> io::Result<Option<Input>> {
        while signals::is_in_background() {
            self.told = self.signals.told_soon();
            if self.told.is_none() && signals::is_in_background() {
                self.told = self.signals.stop_now();
            }
            if self.told.is_some() {
                return Ok(None);
            }
        }
        self.enter()?;
        Ok(Some(Input::Redraw))
    }

    fn enter(&mut self) -> io::Result<()> {
        settings::give_back();
        settings::take()?;
        self.output.write(ENTER);
        Ok(())
    }

    /// Starts a fresh line unless the cursor is in column 0 (zsh's `PROMPT_SP` trick): width-1
    /// spaces wrap only if it is not.
    fn start_line(&mut self) {
        let spaces = " ".repeat(Self::size().width - 1);
        self.output.write(format!("{spaces}\r\x1b[K"));
    }

    fn erase(&mut self) {
        // From the background, writing might stop us for good.
        if self.is_screen && !signals::is_in_background() {
            self.output.write(ERASE.to_owned() + LEAVE);
        }
    }

    /// Gives the terminal back. False if it takes no bytes any more, so that whoever writes to it
    /// would wait for ever.
    pub(crate) fn close(mut self) -> bool {
        self.erase();
        let is_heard = self.output.flush();
        settings::give_back();
        is_heard
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

/// What was typed before the first question was on the screen was not meant for it.
fn forget_typed() {
    let _ = tcflush(io::stdin(), QueueSelector::IFlush);
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
