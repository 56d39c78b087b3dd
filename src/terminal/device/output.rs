//! Writes to the terminal in a thread of its own: a terminal that takes no bytes any more (a hung
//! ssh, Ctrl-S in a multiplexer) must not keep the program from hearing keys and signals.

use std::{
    io,
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, poll},
    io::Errno,
    termios::{QueueSelector, tcflush},
};

pub(super) struct Output {
    bytes: Sender<Vec<u8>>,
    /// One for each write that is done.
    written: Receiver<()>,
    waiting: usize,
}

impl Output {
    pub(super) fn start() -> io::Result<Self> {
        let (bytes, to_write) = channel::<Vec<u8>>();
        let (done, written) = channel();
        thread::Builder::new().spawn(move || {
            for bytes in to_write {
                // Nothing can be done about a terminal that is gone; its end is heard as input.
                let _ = write_all(&bytes);
                let _ = done.send(());
            }
        })?;
        Ok(Self { bytes, written, waiting: 0 })
    }

    pub(super) fn write(&mut self, bytes: impl Into<Vec<u8>>) {
        if self.bytes.send(bytes.into()).is_ok() {
            self.waiting += 1;
        }
    }

    /// Waits until all is written, or for as long as one has patience. False if it is not, and
    /// then what the terminal has not taken is thrown away.
    pub(super) fn flush(&mut self) -> bool {
        const PATIENCE: Duration = Duration::from_millis(500);
        while self.waiting > 0 {
            if self.written.recv_timeout(PATIENCE).is_err() {
                let _ = tcflush(io::stderr(), QueueSelector::OFlush);
                return false;
            }
            self.waiting -= 1;
        }
        true
    }
}

/// Writes all of it, also where another program left `O_NONBLOCK` on the terminal.
fn write_all(mut rest: &[u8]) -> rustix::io::Result<()> {
    while !rest.is_empty() {
        match rustix::io::write(io::stderr(), rest) {
            Ok(count) => rest = &rest[count..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                let stderr = io::stderr();
                let _ = poll(&mut [PollFd::new(&stderr, PollFlags::OUT)], None);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
