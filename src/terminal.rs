//! Dialogues at a terminal. Keys, screens, signals and terminal settings live here and nowhere
//! else; what is asked comes as a [`Dialogue`].

mod agenda;
mod decoder;
mod device;
mod editor;
mod frame;
mod plain;
mod questions;
mod saving;
mod screen;
#[cfg(any(test, fuzzing))]
mod tests;
mod ui;
mod view;

use std::{io, process};

use crate::diagnostic::{Diagnostic, DiagnosticKind, Error, Exit};
use decoder::Burst;
use device::{Device, Input, Size, Stopped};
use frame::{Frame, frame};
use screen::Screen;
use ui::{Asked, Ui};
use view::{Dialogue, Flow, View};

pub(crate) use agenda::{Agenda, AgendaText};
pub(crate) use questions::Questions;
pub(crate) use saving::{DraftStore, Kept};
#[cfg(any(test, fuzzing))]
pub(crate) use tests::{Nowhere, Rehearsal, questions};

/// How questions are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UiMode {
    /// On a screen that is drawn anew with every key.
    Screen,
    /// Line by line, fit for a screen reader and for terminals that can do no more.
    Plain,
}

/// How a terminal is to be used.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ability {
    pub(crate) mode: UiMode,
    pub(crate) color: bool,
    /// Whether the locale's encoding is UTF-8.
    pub(crate) unicode: bool,
}

/// How a dialogue ended before its end.
enum Ended {
    Left,
    /// With this exit code, for a signal or a terminal that is gone.
    Signal(u8),
    Failed(io::Error),
}

impl From<io::Error> for Ended {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Holds a dialogue to its end. Whoever leaves it before is told what the dialogue has to say
/// about that.
///
/// # Errors
///
/// [`Error::Left`] if the person leaves, [`Error::Signal`] if a signal ends it; the terminal's own
/// failures.
pub(crate) fn hold<D: Dialogue>(dialogue: &mut D, ability: Ability) -> Result<(), Error> {
    console::set_colors_enabled_stderr(ability.color);
    let held = match ability.mode {
        UiMode::Screen => on_screen(dialogue, ability.unicode),
        UiMode::Plain => plain::hold(dialogue, ability.unicode),
    };
    let Err(ended) = held else {
        return Ok(());
    };
    if let Some(farewell) = dialogue.farewell() {
        // Nobody is left to tell where it cannot be written.
        let _ = io::Write::write_all(&mut io::stderr(), format!("{farewell}\n").as_bytes());
    }
    Err(match ended {
        Ended::Left => Error::Left,
        Ended::Signal(code) => Error::Signal(code),
        Ended::Failed(error) => {
            Diagnostic::nowhere(DiagnosticKind::Terminal(error.to_string())).into()
        }
    })
}

fn on_screen<D: Dialogue>(dialogue: &mut D, unicode: bool) -> Result<(), Ended> {
    let mut device = Device::screen()?;
    let held = go_through(dialogue, &mut device, unicode);
    if device.close() {
        return held;
    }
    // The terminal takes no bytes any more, so a word of farewell would never be over.
    process::exit(match held {
        Ok(()) | Err(Ended::Left | Ended::Failed(_)) => Exit::Left.code().into(),
        Err(Ended::Signal(code)) => code.into(),
    })
}

fn go_through<D: Dialogue>(
    dialogue: &mut D,
    device: &mut Device,
    unicode: bool,
) -> Result<(), Ended> {
    let mut screen = Screen::new(unicode);
    let mut session = Session::new(dialogue);
    loop {
        screen.draw(device, |size| session.frame(size));
        let next = match device.input() {
            Input::Burst(burst) => session.take(burst),
            Input::Redraw => Next::Redraw,
            Input::Stop => match device.stop() {
                Stopped::Continued => Next::Redraw,
                Stopped::Not => {
                    let notice = "no shell could bring this back, so it goes on";
                    session.ui.tell(notice);
                    Next::Redraw
                }
                Stopped::End(code) => return Err(Ended::Signal(code)),
            },
            Input::End(code) => return Err(Ended::Signal(code)),
        };
        match next {
            Next::Going => {}
            Next::Redraw => {
                screen.forget();
                session.ui.shown.read = false;
            }
            Next::Stop => Device::ask_all_to_stop(),
            Next::Done => return Ok(()),
            Next::Left => return Err(Ended::Left),
        }
    }
}

/// A dialogue on a screen, without the screen.
struct Session<'d, D: Dialogue> {
    dialogue: &'d mut D,
    view: View<D::Command>,
    ui: Ui,
}

/// What a burst of keys leads to.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    Going,
    Redraw,
    Stop,
    Done,
    Left,
}

impl<'d, D: Dialogue> Session<'d, D> {
    fn new(dialogue: &'d mut D) -> Self {
        let view = dialogue.view();
        let ui = Ui::new(&view);
        Self { dialogue, view, ui }
    }

    fn frame(&mut self, size: Size) -> Frame {
        frame(&self.view, &mut self.ui, size)
    }

    fn take(&mut self, burst: Burst) -> Next {
        let command = match self.ui.take(burst, &self.view) {
            Asked::Command(command) => command,
            Asked::Nothing => return Next::Going,
            Asked::Redraw => return Next::Redraw,
            Asked::Stop => return Next::Stop,
            Asked::Leave => return Next::Left,
        };
        let step = self.dialogue.step();
        let notice = match self.dialogue.take(command) {
            Flow::Going(notice) => notice,
            Flow::Done => return Next::Done,
            Flow::Left => return Next::Left,
        };
        self.view = self.dialogue.view();
        if self.dialogue.step() != step {
            self.ui = Ui::new(&self.view);
        }
        self.ui.notice = notice;
        Next::Going
    }
}
