//! Signals while a dialogue goes on: each that would end the process without giving the terminal
//! back is caught, told to the one who waits for input, and ends it in an orderly way.

use std::{
    io,
    os::unix::net::UnixStream,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicBool, Ordering},
    },
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    process::{Signal, getpgrp, kill_current_process_group},
};
use signal_hook::{
    consts::{
        SIGABRT, SIGALRM, SIGBUS, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGSYS, SIGTERM,
        SIGTRAP, SIGTSTP, SIGTTIN, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU,
    },
    flag,
    iterator::{backend::SignalDelivery, exfiltrator::SignalOnly},
    low_level,
};

/// Signals whose default ends the process, other than those that tell of a fault in it. SIGPIPE
/// and SIGXFSZ are errors of a write here.
const ENDING: [i32; 14] = [
    SIGHUP, SIGINT, SIGQUIT, SIGTRAP, SIGABRT, SIGBUS, SIGSYS, SIGALRM, SIGTERM, SIGXCPU,
    SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2,
];

/// The same, known to Linux only: SIGSTKFLT, SIGIO, SIGPWR, and the real-time signals that libc
/// leaves to programs.
#[cfg(target_os = "linux")]
const ENDING_ON_LINUX: [std::ops::RangeInclusive<i32>; 3] = [16..=16, 29..=30, 35..=64];

/// Whether no dialogue goes on, so that signals do what they do by default. A handler stays
/// installed once it is, so this is part of it.
static BY_DEFAULT: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// What a signal asks for, the weightiest last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Told {
    Redraw,
    /// It goes on after a stop.
    Continued,
    Stop,
    /// It must end with this exit code, the one that shells have for the signal.
    End(u8),
}

pub(super) struct Signals(SignalDelivery<UnixStream, SignalOnly>);

impl Signals {
    /// Catches the signals that end; with `screen`, also those of windows and stops.
    pub(super) fn catch(screen: bool) -> io::Result<Self> {
        let mut signals = ENDING.to_vec();
        #[cfg(target_os = "linux")]
        signals.extend(ENDING_ON_LINUX.into_iter().flatten());
        if screen {
            signals.extend([SIGTSTP, SIGCONT, SIGWINCH]);
        }
        BY_DEFAULT.store(false, Ordering::Release);
        for signal in &signals {
            // Where the default is not known, or is to do nothing, nothing has to be restored.
            let _ = flag::register_conditional_default(*signal, Arc::clone(&BY_DEFAULT));
        }
        let (read, write) = UnixStream::pair()?;
        SignalDelivery::with_pipe(read, write, SignalOnly, signals).map(Self)
    }

    /// What becomes readable when a signal has come.
    pub(super) fn stream(&self) -> &UnixStream {
        self.0.get_read()
    }

    /// The weightiest of what has come since the last look.
    pub(super) fn told(&mut self) -> Option<Told> {
        let told = |signal| match signal {
            SIGWINCH => Told::Redraw,
            SIGCONT => Told::Continued,
            SIGTSTP => Told::Stop,
            signal => Told::End(u8::try_from(128 + signal).unwrap_or(u8::MAX)),
        };
        self.0.pending().map(told).max()
    }

    /// Stops the process, and looks what continues it; `None` where nothing could, so that it was
    /// not stopped. SIGTSTP has our handler, so raise SIGTTIN, whose default also stops. Not
    /// SIGSTOP: that would stop us even in an orphaned process group, where no shell can continue
    /// us.
    pub(super) fn stop_now(&mut self) -> Option<Told> {
        let _ = low_level::raise(SIGTTIN);
        self.told_soon()
    }

    /// Waits until the terminal is nobody else's, or for what is to be done before.
    ///
    /// In the background, touching the terminal would stop the process where it hears nothing. Yet
    /// whoever ends a stopped program sends the signal that ends it and then SIGCONT, and the two
    /// may arrive in any order; so look for the first a moment later, and stop by ourselves.
    pub(super) fn until_in_foreground(&mut self) -> Option<Told> {
        let mut told = None;
        while told.is_none() && is_in_background() {
            told = self.told_soon();
            if told.is_none() && is_in_background() {
                told = self.stop_now();
            }
        }
        told
    }

    /// What has come, or comes within a moment: another thread may be the one that is told.
    fn told_soon(&mut self) -> Option<Told> {
        const A_MOMENT: Timespec = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
        loop {
            let told = self.told();
            let mut from = [PollFd::new(self.stream(), PollFlags::IN)];
            if told.is_some() || poll(&mut from, Some(&A_MOMENT)) == Ok(0) {
                return told;
            }
        }
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        BY_DEFAULT.store(true, Ordering::Release);
    }
}

/// Asks everything that runs in the foreground to stop, as the terminal does itself where its keys
/// are not ours. SIGTSTP then comes to us as well.
pub(super) fn ask_all_to_stop() {
    let _ = kill_current_process_group(Signal::TSTP);
}

/// Whether another program has the terminal at the moment. One that belongs to no session is
/// nobody else's.
pub(super) fn is_in_background() -> bool {
    rustix::termios::tcgetpgrp(io::stdin()).is_ok_and(|foreground| foreground != getpgrp())
}
