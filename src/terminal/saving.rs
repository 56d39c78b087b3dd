//! What a dialogue saves while it goes on.

use super::view::Flow;
use crate::{
    diagnostic::Diagnostic,
    interview::{Keeping, Outcome},
    text::one_line,
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

/// A store, and why the draft is not in it for as long as it is not.
pub(super) struct Saving<'a, T> {
    pub(super) store: &'a mut dyn DraftStore<T>,
    pub(super) not_saved: Option<String>,
}

impl<'a, T> Saving<'a, T> {
    /// `warning` is what is wrong with the place where the draft is to be kept.
    pub(super) fn new(store: &'a mut dyn DraftStore<T>, warning: Option<&Diagnostic>) -> Self {
        Self { store, not_saved: warning.map(not_saved) }
    }

    /// Saves the draft. One that cannot be saved now is no reason to lose it: the person is told,
    /// and the next step tries again.
    pub(super) fn keep(&mut self, draft: &T) -> (Keeping, Option<String>) {
        match self.store.keep(draft) {
            Ok(notice) => {
                self.not_saved = None;
                (Keeping::Saved, notice)
            }
            Err(diagnostic) => {
                self.not_saved = Some(not_saved(&diagnostic));
                (Keeping::Unsaved, None)
            }
        }
    }

    /// Saves the draft under a name, or says why not.
    pub(super) fn keep_as(&mut self, name: &str, draft: &T) -> Result<(), String> {
        let kept = self.store.keep_as(name, draft);
        kept.map_err(|diagnostic| not_saved(&diagnostic))?;
        self.not_saved = None;
        Ok(())
    }
}

fn not_saved(diagnostic: &Diagnostic) -> String {
    one_line(&format!("Not saved: {}", diagnostic.kind))
}

/// What a person sees of an outcome that changes nothing.
pub(super) fn told(outcome: Outcome) -> Flow {
    Flow::Going(match outcome {
        Outcome::Going | Outcome::Changed | Outcome::SaveAs(_) => None,
        Outcome::NotExpected { name, nearest } => Some(not_expected(&name, nearest.as_deref())),
        Outcome::NotADate(text) => Some(format!(
            "{} is no date; try 2026-12-15, 15 dec, friday or in 2 weeks",
            one_line(&text)
        )),
        Outcome::Done => return Flow::Done,
        Outcome::Left => return Flow::Left,
    })
}

fn not_expected(name: &str, nearest: Option<&str>) -> String {
    let nearest = nearest.map(|nearest| format!("; did you mean {}?", one_line(nearest)));
    format!("{} is not expected{}", one_line(name), nearest.unwrap_or_default())
}
