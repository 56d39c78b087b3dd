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
pub(super) use {
    signals::ask_all_to_stop,
    unix::{Device, ERASE, Input},
};
