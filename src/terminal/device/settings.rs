//! The terminal's settings: as they were found, and as a dialogue needs them.

use std::{
    io,
    sync::{Mutex, PoisonError},
};

use rustix::termios::{
    InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
};

/// What was found and what was set instead, while the terminal is ours. Static, because a panic's
/// hook needs it.
static TAKEN: Mutex<Option<(Termios, Termios)>> = Mutex::new(None);

/// Has keys sent one by one and unechoed. What the terminal does with output stays as it is.
pub(super) fn take() -> io::Result<()> {
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    let found = tcgetattr(io::stdin())?;
    let mut ours = found.clone();
    ours.input_modes -= InputModes::BRKINT
        | InputModes::ICRNL
        | InputModes::INLCR
        | InputModes::IGNCR
        | InputModes::ISTRIP
        | InputModes::IXON;
    ours.local_modes -=
        LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN;
    ours.special_codes[SpecialCodeIndex::VMIN] = 1;
    ours.special_codes[SpecialCodeIndex::VTIME] = 0;
    tcsetattr(io::stdin(), OptionalActions::Now, &ours)?;
    *taken = Some((found, tcgetattr(io::stdin())?));
    Ok(())
}

/// Puts the settings back, unless another program, such as a pager at the other end of our pipe,
/// has set its own since. Safe to call at any time and more than once.
pub(super) fn give_back() {
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((found, ours)) = taken.take()
        && tcgetattr(io::stdin()).is_ok_and(|now| same(&now, &ours))
    {
        // A terminal that is gone has no settings.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &found);
    }
}

/// Whether two settings are the same, as far as a dialogue changes them.
pub(super) fn same(one: &Termios, other: &Termios) -> bool {
    const CODES: [SpecialCodeIndex; 4] = [
        SpecialCodeIndex::VMIN,
        SpecialCodeIndex::VTIME,
        SpecialCodeIndex::VLNEXT,
        SpecialCodeIndex::VINTR,
    ];
    one.input_modes == other.input_modes
        && one.output_modes == other.output_modes
        && one.local_modes == other.local_modes
        && CODES.iter().all(|code| one.special_codes[*code] == other.special_codes[*code])
}
