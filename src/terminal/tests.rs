//! Dialogues without a terminal: bytes in, lines out.

use super::{
    decoder::decode,
    frame::{Size, frame},
    ui::Asked,
    *,
};
use crate::{
    diagnostic::DiagnosticKind,
    interview::{Interview, Keeping},
    questionnaire::Questionnaire,
    response::Draft,
};

/// An interview that is played from the keyboard.
pub(crate) struct Rehearsal<'d, 'a, 'q>(Session<'d, Questions<'a, 'q>>);

/// A store for drafts that keeps nothing, and says so where a name begins with `x`.
#[derive(Debug)]
pub(crate) struct Nowhere;

impl DraftStore<Draft> for Nowhere {
    fn keep(&mut self, _: &Draft) -> Result<Option<String>, Diagnostic> {
        Ok(None)
    }

    fn keep_as(&mut self, name: &str, _: &Draft) -> Result<(), Diagnostic> {
        match name.starts_with('x') {
            true => Err(Diagnostic::of(name, DiagnosticKind::Exists)),
            false => Ok(()),
        }
    }

    fn farewell(&self, _: &Draft) -> Option<String> {
        None
    }
}

/// An interview from its start.
pub(crate) fn questions<'a, 'q>(
    questionnaire: &'q Questionnaire,
    keeping: Keeping,
    store: &'a mut Nowhere,
) -> Questions<'a, 'q> {
    console::set_colors_enabled_stderr(false);
    let draft = Draft::new(questionnaire);
    let interview = Interview::new(questionnaire, draft, keeping);
    Questions { interview, saving: Saving { store, wrong: None }, lists_answers: false }
}

impl<'d, 'a, 'q> Rehearsal<'d, 'a, 'q> {
    pub(crate) fn new(questions: &'d mut Questions<'a, 'q>) -> Self {
        Self(Session::new(questions))
    }

    pub(crate) fn lines(&mut self, width: usize, height: usize) -> Vec<String> {
        frame(&self.0.view, &mut self.0.ui, Size { width, height }).lines
    }

    /// Bytes, then silence. False once it is over.
    pub(crate) fn press(&mut self, bytes: &[u8]) -> bool {
        match self.0.ui.take(decode(bytes).0, &self.0.view) {
            Asked::Command(command) => matches!(self.0.take(command), Flow::Going(_)),
            Asked::Nothing | Asked::Redraw => true,
        }
    }
}
