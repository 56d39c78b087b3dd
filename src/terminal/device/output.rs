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
    /// One for each empty write, once all before it is written.
    written: Receiver<()>,
}

impl Output {
    pub(super) fn start() -> io::Result<Self> {
        let (bytes, to_write) = channel::<Vec<u8>>();
        let (done, written) = channel();
        thread::Builder::new().spawn(move || {
            for bytes in to_write {
                if bytes.is_empty() {
                    let _ = done.send(());
                }
                // Nothing can be done about a terminal that is gone; its end is heard as input.
                let _ = write_all(&bytes);
            }
        })?;
        Ok(Self { bytes, written })
    }

    pub(super) fn write(&self, bytes: impl Into<Vec<u8>>) {
        let _ = self.bytes.send(bytes.into());
    }

    /// Waits until all is written, or for as long as one has patience. False if it is not, and
    /// then what the terminal has not taken is thrown away.
    pub(super) fn flush(&self) -> bool {
        const PATIENCE: Duration = Duration::from_millis(500);
        self.write([]);
        let is_written = self.written.recv_timeout(PATIENCE).is_ok();
        if !is_written {
            let _ = tcflush(io::stderr(), QueueSelector::OFlush);
        }
        is_written
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
