//! Dialogues at a terminal. Keys, screens, signals and terminal settings live here and nowhere
//! else; what is asked comes as a [`Dialogue`].

mod agenda;
mod decoder;
#[cfg_attr(not(unix), path = "terminal/lines.rs")]
mod device;
mod editor;
mod frame;
mod plain;
mod questions;
mod saving;
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

use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Error},
    interview::Command,
};
use ui::Ui;
use view::{Dialogue, Flow, View};

pub(crate) use agenda::{Agenda, AgendaText};
pub(crate) use questions::Questions;
pub(crate) use saving::{DraftStore, Saving, not_saved};
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

/// Holds a dialogue to its end. Whoever leaves it before is told what the dialogue has to say
/// about that.
pub(crate) fn hold<D: Dialogue>(dialogue: &mut D, ability: Ability) -> Result<(), Error> {
    console::set_colors_enabled_stderr(ability.color);
    let held = match ability.is_plain {
        true => plain::hold(dialogue, ability.unicode),
        false => screen::hold(dialogue, ability.unicode),
    };
    if held.is_err()
        && let Some(farewell) = dialogue.farewell()
    {
        // Nobody is left to tell where it cannot be written.
        let _ = io::stderr().write_all(format!("{farewell}\n").as_bytes());
    }
    held
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Diagnostic::nowhere(DiagnosticKind::Terminal(error.to_string())).into()
    }
}

/// A dialogue on a screen, without the screen.
struct Session<'d, D: Dialogue> {
    dialogue: &'d mut D,
    view: View,
    ui: Ui,
}

impl<'d, D: Dialogue> Session<'d, D> {
    fn new(dialogue: &'d mut D) -> Self {
        let view = dialogue.view();
        let ui = Ui::new(&view);
        Self { dialogue, view, ui }
    }

    fn take(&mut self, command: Command) -> Flow {
        let step = self.dialogue.step();
        let flow = self.dialogue.take(command);
        self.view = self.dialogue.view();
        if self.dialogue.step() != step {
            self.ui = Ui::new(&self.view);
        }
        if let Flow::Going(notice) = &flow {
            self.ui.notice.clone_from(notice);
        }
        flow
    }
}
