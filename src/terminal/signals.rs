//! Signals from outside, while the terminal is ours.

use std::{io, process, thread};

use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH},
    iterator::Signals,
    low_level,
};

/// Watches for signals in a thread of its own. `give_back` gives the terminal back before the
/// process ends or stops, and `take` takes it over again when it goes on.
pub(super) fn watch(give_back: fn(), take: fn() -> io::Result<()>) -> io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in &mut signals {
                match signal {
                    SIGTSTP => {
                        give_back();
                        let _ = stop();
                    }
                    SIGCONT => {
                        // The interview draws everything anew after a resize, which is what is
                        // wanted here as well.
                        let _ = take();
                        let _ = low_level::raise(SIGWINCH);
                    }
                    ending => {
                        give_back();
                        process::exit(128 + ending);
                    }
                }
            }
        })?;
    Ok(())
}

/// Watches for the signals that end the process where no terminal settings have to be put back.
pub(super) fn watch_for_the_end() -> io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            if let Some(signal) = signals.forever().next() {
                process::exit(128 + signal);
            }
        })?;
    Ok(())
}

/// Stops the process until it is told to go on.
pub(super) fn stop() -> io::Result<()> {
    low_level::emulate_default_handler(SIGTSTP)
}
