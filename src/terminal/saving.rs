//! What a dialogue saves while it goes on.

use super::{
    decoder::Pressed,
    view::{Flow, Key, View},
};
use crate::{
    diagnostic::{Diagnostic, Error},
    interview::{Command, Keeping, Outcome},
    text::{Count, one_line},
};

/// Where drafts are kept while a dialogue goes on.
pub(crate) trait DraftStore<T> {
    /// Saves the draft where it is saved after every step. Gives what to say of it, if anything.
    fn keep(&mut self, draft: &T) -> Result<Option<String>, Diagnostic>;

    /// Saves the draft under a name that the person typed.
    fn keep_as(&mut self, name: &str, draft: &T) -> Result<(), Diagnostic>;

    /// What to say to whoever leaves with such a draft before the end.
    fn farewell(&self, draft: &T) -> Option<String>;
}

/// A store, and what is wrong, such as why the draft is not in it, until the draft is saved.
pub(crate) struct Saving<'a, T> {
    pub(crate) store: &'a mut dyn DraftStore<T>,
    pub(crate) wrong: Option<String>,
}

impl<T> Saving<'_, T> {
    /// Does what follows from a command, and says what the person sees of it.
    pub(super) fn follow(&mut self, outcome: Outcome, draft: &T, keeping: &mut Keeping) -> Flow {
        Flow::Going(match outcome {
            Outcome::Going => None,
            Outcome::Changed => self.keep(draft, keeping),
            Outcome::SaveAs { file, is_over } => match self.store.keep_as(&file, draft) {
                Ok(()) if is_over => return Flow::Over(Ok(())),
                Ok(()) => return Flow::Over(Err(Error::Left)),
                Err(diagnostic) => Some(not_saved(&diagnostic)),
            },
            Outcome::Refused(why) => Some(why),
            Outcome::Done => return Flow::Over(Ok(())),
            Outcome::Left => return Flow::Over(Err(Error::Left)),
        })
    }

    /// Saves the draft, if it is to be saved. One that cannot be saved now is no reason to lose it:
    /// the person is told, and the next step tries again.
    fn keep(&mut self, draft: &T, keeping: &mut Keeping) -> Option<String> {
        if *keeping == Keeping::Nowhere {
            return None;
        }
        let kept = self.store.keep(draft);
        self.wrong = kept.as_ref().err().map(not_saved);
        *keeping = if kept.is_ok() { Keeping::Saved } else { Keeping::Unsaved };
        kept.ok().flatten()
    }
}

/// Whether to leave, with so much given.
pub(super) fn leaving(count: &Count, keeping: Keeping) -> View {
    let is_are = if count.0 == 1 { "is" } else { "are" };
    let go_on = Key::new('b', "go on", Command::Back).or(Pressed::Esc);
    match keeping {
        Keeping::Saved => View::new(
            format!("Leave now? Your {count} so far {is_are} saved."),
            vec![Key::new('y', "leave", Command::Discard), go_on],
        ),
        Keeping::Nowhere | Keeping::Unsaved => View::new(
            format!("Save your {count} before you leave?"),
            vec![
                Key::new('y', "save", Command::Keep),
                Key::new('n', "leave without saving", Command::Discard),
                go_on,
            ],
        ),
    }
}

pub(crate) fn not_saved(diagnostic: &Diagnostic) -> String {
    one_line(&format!("Not saved: {}", diagnostic.kind))
}
