//! Signals from outside, while the terminal is ours.

use std::{
    io, process,
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, poll},
    io::Errno,
    process::{Signal, getpgrp, kill_current_process_group},
    termios::tcgetpgrp,
};
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGTTIN, SIGWINCH},
    iterator::Signals,
    low_level,
};

/// Told whenever the process goes on after a stop that was asked for.
pub(super) struct Stops(Receiver<()>);

/// Watches for signals in a thread of its own. `give_back` gives the terminal back before the
/// process ends or stops, and `take` takes it over again when it goes on.
pub(super) fn watch(give_back: fn(), take: fn() -> io::Result<()>) -> io::Result<Stops> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT])?;
    let (going_on, stops) = mpsc::channel();
    spawn("signals", move || {
        loop {
            for signal in signals.wait() {
                match signal {
                    SIGTSTP => {
                        stop(&mut signals, give_back, take);
                        // Nobody waits for it where the signal came from outside.
                        let _ = going_on.send(());
                    }
                    SIGCONT => go_on(&mut signals, give_back, take),
                    ending => end(ending, give_back),
                }
            }
        }
    })?;
    spawn("hang-up", move || {
        if is_hung_up_at_last() {
            end(SIGHUP, give_back);
        }
    })?;
    Ok(Stops(stops))
}

impl Stops {
    /// Asks everything that runs in front to stop, as the terminal itself does where it is not
    /// ours, and waits until it goes on. A read of the terminal from behind, in the moment before
    /// it is stopped again, would outlast that and keep the screen from being drawn.
    pub(super) fn stop(&self) {
        while self.0.try_recv().is_ok() {}
        if kill_current_process_group(Signal::TSTP).is_ok() {
            let _ = self.0.recv();
        }
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let builder = thread::Builder::new().name(name.to_owned());
    builder.spawn(work).map(drop)
}

/// Gives the terminal back and stops until a shell lets the process go on. Nobody draws meanwhile.
fn stop(signals: &mut Signals, give_back: fn(), take: fn() -> io::Result<()>) {
    let _ours = io::stderr().lock();
    give_back();
    stop_at_once();
    go_on(signals, give_back, take);
}

/// The signal to stop is handled here, so another one does it, and not the one that nothing can
/// refuse: where no shell could let the process go on, the kernel spares it from this one only.
fn stop_at_once() {
    let _ = low_level::raise(SIGTTIN);
}

/// Takes the terminal over again, once it is nobody else's. The interview draws everything anew
/// after a resize, which is what is wanted here as well.
///
/// From behind, touching the terminal would stop the process where it takes note of nothing. Yet
/// whoever ends a stopped program sends the signal that ends it and then lets it go on, and the two
/// may be told in any order; so it looks for the first a moment later, and stops by itself.
fn go_on(signals: &mut Signals, give_back: fn(), take: fn() -> io::Result<()>) {
    const A_MOMENT: Duration = Duration::from_millis(10);
    while is_behind() {
        thread::sleep(A_MOMENT);
        if let Some(signal) = signals.pending().find(|signal| is_ending(*signal)) {
            end(signal, give_back);
        }
        if is_behind() {
            stop_at_once();
        }
    }
    let _ = take();
    let _ = low_level::raise(SIGWINCH);
}

const fn is_ending(signal: i32) -> bool {
    !matches!(signal, SIGTSTP | SIGCONT)
}

/// Gives the terminal back and ends. Nobody draws or takes it over again after that. One that was
/// stopped has given it back already, and would be stopped again for touching it from behind.
fn end(signal: i32, give_back: fn()) -> ! {
    let _ours = io::stderr().lock();
    if !is_behind() {
        give_back();
    }
    process::exit(128 + signal)
}

/// Whether the terminal is the shell's or another program's at the moment. One that belongs to no
/// session is nobody else's.
fn is_behind() -> bool {
    tcgetpgrp(io::stdin()).is_ok_and(|front| front != getpgrp())
}

/// Waits until the terminal is gone. A signal tells of that only those whose session it is, and
/// the reader of events would ask a terminal that is gone again and again.
fn is_hung_up_at_last() -> bool {
    let stdin = io::stdin();
    let mut terminal = [PollFd::new(&stdin, PollFlags::empty())];
    loop {
        match poll(&mut terminal, None) {
            Err(Errno::INTR) => {}
            _ => return terminal[0].revents().contains(PollFlags::HUP),
        }
    }
}

/// Watches for the signals that end the process where no terminal settings have to be put back.
pub(super) fn watch_for_the_end() -> io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    spawn("signals", move || {
        if let Some(signal) = signals.forever().next() {
            process::exit(128 + signal);
        }
    })
}
