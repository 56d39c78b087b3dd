//! Dialogues at a terminal. Keys, screens, signals and terminal settings live here and nowhere
//! else; what is asked comes as [`Steps`].

mod agenda;
mod ascii;
mod decoder;
#[cfg_attr(not(unix), path = "terminal/lines.rs")]
mod device;
mod dialogue;
mod editor;
mod frame;
mod plain;
mod questions;
#[cfg(unix)]
mod screen;
#[cfg(any(test, fuzzing))]
mod tests;
mod ui;
mod view;

/// The screen is for Unix. Elsewhere the same questions come line by line.
#[cfg(not(unix))]
use plain as screen;

use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, DiagnosticKind, Error};
use dialogue::Steps;

pub(crate) use agenda::{Agenda, AgendaText};
pub(crate) use dialogue::{Dialogue, DraftStore, not_saved};
pub(crate) use questions::Questions;
#[cfg(any(test, fuzzing))]
pub(crate) use tests::{Nowhere, Rehearsal, questions};

/// How a terminal is to be used.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ability {
    /// Whether questions come line by line, fit for a screen reader and for terminals that can do no
    /// more, and not on a screen that is drawn anew with every key.
    pub(crate) is_plain: bool,
    pub(crate) color: bool,
    /// Whether the locale's encoding is UTF-8.
    pub(crate) unicode: bool,
}

/// Holds a dialogue to its end, and gives what was built up in it. Whoever leaves it before is told
/// where the draft is, and how to go on.
pub(crate) fn hold<S: Steps>(mut dialogue: Dialogue<'_, S>, ability: Ability) -> Result<S, Error> {
    console::set_colors_enabled_stderr(ability.color);
    let held = match ability.is_plain {
        true => plain::hold(&mut dialogue, ability.unicode),
        false => screen::hold(&mut dialogue, ability.unicode),
    };
    if held.is_err()
        && let Some(farewell) = dialogue.store.farewell(dialogue.steps.draft())
    {
        // Nobody is left to tell where it cannot be written.
        let _ = io::stderr().write_all(format!("{farewell}\n").as_bytes());
    }
    held.map(|()| dialogue.steps)
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Diagnostic::nowhere(DiagnosticKind::Terminal(error.to_string())).into()
    }
}
