//! The interview at a terminal. Keys, screens, signals and terminal settings live here and nowhere
//! else.
//!
//! It looks the way dialoguer's prompts look, through dialoguer's own themes, but reads events with
//! crossterm: dialoguer's and console's readers leave the cursor hidden after Ctrl-C (dialoguer
//! issue 77), take a resize for Ctrl-C once any signal is handled (console issue 212), type the
//! letters of escape sequences they do not know, and miscount wide text (dialoguer issue 347).

mod frame;
mod keys;
mod plain;
mod screen;
#[cfg(unix)]
mod signals;

use std::{io, time::Duration};

use crossterm::event::{self, Event};

use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Error},
    interview::{Interview, Keeping, Outcome},
    response::Draft,
};
use keys::ends_message;
use screen::Screen;

pub(crate) use frame::frame;
pub(crate) use keys::{Press, press};
pub(crate) use screen::Size;

/// Where drafts are kept while the interview goes on.
pub(crate) trait DraftStore {
    /// Saves the draft where the interview saves it after every answer, if it does.
    ///
    /// # Errors
    ///
    /// What kept it from being saved.
    fn keep(&mut self, draft: &Draft) -> Result<(), Diagnostic>;

    /// Saves the draft under a name that the person typed.
    ///
    /// # Errors
    ///
    /// What kept it from being saved.
    fn keep_as(&mut self, name: &str, draft: &Draft) -> Result<(), Diagnostic>;
}

/// How questions are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UiMode {
    /// On a screen that is drawn anew with every key.
    Screen,
    /// Line by line, fit for a screen reader and for terminals that can do no more.
    Plain,
}

/// Holds the interview and gives the accepted draft.
///
/// # Errors
///
/// [`Error::Left`] if the person leaves; the terminal's own failures.
pub(crate) fn hold(
    interview: Interview<'_>,
    manner: UiMode,
    color: bool,
    keeper: &mut dyn DraftStore,
) -> Result<Draft, Error> {
    console::set_colors_enabled_stderr(color);
    let held = match manner {
        UiMode::Screen => on_screen(interview, keeper),
        UiMode::Plain => plain::hold(interview, keeper),
    };
    held.map_err(|ended| match ended {
        Ended::Left => Error::Left,
        Ended::Failed(error) => {
            Diagnostic::nowhere(DiagnosticKind::Terminal(error.to_string())).into()
        }
    })
}

/// Why an interview ended without a draft.
enum Ended {
    Left,
    Failed(io::Error),
}

impl From<io::Error> for Ended {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

fn on_screen(mut interview: Interview<'_>, keeper: &mut dyn DraftStore) -> Result<Draft, Ended> {
    let mut screen = Screen::enter()?;
    let mut message = None;
    loop {
        screen.draw(|size| frame(&interview, size, message.as_deref()))?;
        let event = event::read()?;
        let made = match event {
            Event::Resize(..) => {
                screen.forget();
                continue;
            }
            Event::Key(key) => match press(key, interview.step()) {
                Press::Move(made) => made,
                Press::LeaveAtOnce => return Err(Ended::Left),
                Press::Suspend => {
                    screen.stop();
                    continue;
                }
                Press::Message => {
                    skip_message()?;
                    screen.forget();
                    continue;
                }
                Press::Nothing => continue,
            },
            // A paste answers questions that nobody has seen.
            _ => continue,
        };
        message = match follow(interview.make(made), &interview, keeper)? {
            Next::Going(message) => message,
            Next::Done => return Ok(interview.into_draft()),
        };
    }
}

/// Reads on to the end of a message from the terminal, which the event reader takes for letters.
/// It comes all at once; after a person's Alt and a letter, nothing does.
fn skip_message() -> io::Result<()> {
    const AT_ONCE: Duration = Duration::from_millis(10);
    while event::poll(AT_ONCE)? {
        if matches!(event::read()?, Event::Key(key) if ends_message(key)) {
            break;
        }
    }
    Ok(())
}

/// Whether the interview goes on, with what to tell the person, or is done.
enum Next {
    Going(Option<String>),
    Done,
}

/// Does what a move asks of the world: keeps the draft, and ends when it is time. A draft that
/// cannot be saved now is no reason to lose it: the person is told, and the next answer tries
/// again.
fn follow(
    outcome: Outcome,
    interview: &Interview<'_>,
    keeper: &mut dyn DraftStore,
) -> Result<Next, Ended> {
    let draft = interview.draft();
    match outcome {
        Outcome::Going => Ok(Next::Going(None)),
        Outcome::Answered if interview.keeping() == Keeping::Nowhere => Ok(Next::Going(None)),
        Outcome::Answered => Ok(Next::Going(
            keeper.keep(draft).err().map(|diagnostic| told(&diagnostic)),
        )),
        Outcome::Done => Ok(Next::Done),
        Outcome::Left => Err(Ended::Left),
        Outcome::SaveAs(name) => match keeper.keep_as(&name, draft) {
            Ok(()) => Err(Ended::Left),
            Err(diagnostic) => Ok(Next::Going(Some(told(&diagnostic)))),
        },
    }
}

fn told(diagnostic: &Diagnostic) -> String {
    format!("Not saved: {}", diagnostic.kind)
}
