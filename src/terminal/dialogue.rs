//! A state machine as a dialogue: what it shows, what becomes of a command, and what is saved.

use std::ops::ControlFlow::{self, Break, Continue};

use super::{
    decoder::Pressed,
    view::{Key, View},
};
use crate::{
    diagnostic::{Diagnostic, Error},
    interview::{Command, Outcome},
    questionnaire::Questionnaire,
    text::{Count, one_line},
};

/// A state machine that is shown step by step.
pub(crate) trait Steps {
    /// Tells one step from another. What is highlighted, typed, opened or scrolled lasts a step.
    type Step: PartialEq;
    /// What grows with the steps.
    type Draft;

    fn questionnaire(&self) -> &Questionnaire;

    fn step(&self) -> Self::Step;

    fn draft(&self) -> &Self::Draft;

    /// The step as it is shown, where the draft is in a file as it is now or where it is not.
    fn view(&self, is_saved: bool) -> View;

    fn take(&mut self, command: Command, row: usize) -> Outcome;
}

/// Where a draft is kept while a dialogue goes on.
pub(crate) trait DraftStore<T> {
    /// Saves the draft where it is saved after every step, if it is. Gives what to say of it, if
    /// anything.
    fn keep(&mut self, draft: &T) -> Result<Option<String>, Diagnostic>;

    /// Saves the draft under a name that the person typed.
    fn keep_as(&mut self, name: &str, draft: &T) -> Result<(), Diagnostic>;

    /// Whether the draft is in a file, as it is now.
    fn holds(&self, draft: &T) -> bool;

    /// What to say to whoever leaves with such a draft before the end.
    fn farewell(&self, draft: &T) -> Option<String>;
}

pub(crate) struct Dialogue<'a, S: Steps> {
    pub(crate) steps: S,
    pub(crate) store: &'a mut dyn DraftStore<S::Draft>,
    /// What is wrong, such as why the draft is not saved, until it is.
    pub(crate) wrong: Option<String>,
}

impl<S: Steps> Dialogue<'_, S> {
    pub(super) fn view(&self) -> View {
        let is_saved = self.store.holds(self.steps.draft());
        View { warning: self.wrong.clone(), ..self.steps.view(is_saved) }
    }

    /// Does what a command asks for. Gives what to say, or how the dialogue is over.
    pub(super) fn take(
        &mut self,
        command: Command,
        row: usize,
    ) -> ControlFlow<Result<(), Error>, Option<String>> {
        match self.steps.take(command, row) {
            Outcome::Going => Continue(None),
            Outcome::Changed => Continue(self.keep()),
            Outcome::Refused(why) => Continue(Some(why)),
            Outcome::Done => Break(Ok(())),
            Outcome::Left => Break(Err(Error::Left)),
            Outcome::SaveAs { file, is_over } => {
                match self.store.keep_as(&file, self.steps.draft()) {
                    Ok(()) if is_over => Break(Ok(())),
                    Ok(()) => Break(Err(Error::Left)),
                    Err(diagnostic) => Continue(Some(not_saved(&diagnostic))),
                }
            }
        }
    }

    /// A draft that cannot be saved now is no reason to lose it: the person is told, and the next
    /// step tries again.
    fn keep(&mut self) -> Option<String> {
        let draft = self.steps.draft();
        let kept = self.store.keep(draft);
        if self.store.holds(draft) {
            self.wrong = None;
        }
        kept.unwrap_or_else(|diagnostic| {
            self.wrong = Some(not_saved(&diagnostic));
            None
        })
    }
}

/// Whether to leave, with so much given.
pub(super) fn leaving(count: usize, what: &'static str, is_saved: bool) -> View {
    let is_are = if count == 1 { "is" } else { "are" };
    let count = Count(count as u64, what);
    let go_on = Key::new('b', "go on", Command::Back).or(Pressed::Esc);
    match is_saved {
        true => View::new(
            format!("Leave now? Your {count} so far {is_are} saved."),
            vec![Key::new('y', "leave", Command::Discard), go_on],
        ),
        false => View::new(
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
