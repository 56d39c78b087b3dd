//! The terminal's settings: as they were found, and as a dialogue needs them.

use std::{
    fs, io,
    os::unix::fs::FileTypeExt,
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// What was found, and the modes that were set instead, while the terminal is ours. Static, because
/// a panic's hook needs it.
static TAKEN: Mutex<Option<(Termios, LocalModes)>> = Mutex::new(None);

/// Has keys sent one by one and unechoed. What the terminal does with output stays as it is.
pub(super) fn take() -> io::Result<()> {
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    let found = tcgetattr(io::stdin())?;
    let mut ours = found.clone();
    ours.make_raw();
    ours.output_modes = found.output_modes;
    tcsetattr(io::stdin(), OptionalActions::Now, &ours)?;
    *taken = Some((found, ours.local_modes));
    Ok(())
}

/// Puts the settings back, unless another program, such as a pager at the other end of our pipe,
/// has set its own since. Safe to call at any time and more than once.
pub(super) fn give_back() {
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((found, ours)) = taken.take()
        && local_modes() == Some(ours)
    {
        // A terminal that is gone has no settings.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &found);
    }
}

/// A pager at the other end of our pipe changes the settings when it starts, and at its end puts
/// back what it found. So let it find them as we did, if it comes soon.
pub(super) fn wait_for_pager() {
    let is_pipe = fs::metadata("/dev/fd/1").is_ok_and(|stdout| stdout.file_type().is_fifo());
    let found = local_modes();
    for _ in 0..15 {
        if !is_pipe || local_modes() != found {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

fn local_modes() -> Option<LocalModes> {
    tcgetattr(io::stdin()).ok().map(|settings| settings.local_modes)
}
