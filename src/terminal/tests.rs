//! Dialogues without a terminal: bytes in, lines out.

use super::{
    decoder::decode,
    frame::{Size, frame},
    ui::Session,
    *,
};
use crate::{
    diagnostic::DiagnosticKind, interview::Interview, questionnaire::Questionnaire, response::Draft,
};

/// An interview that is played from the keyboard.
pub(crate) struct Rehearsal<'d, 'a, 'q>(Session<'d, 'a, Questions<'q>>);

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

    fn holds(&self, _: &Draft) -> bool {
        false
    }

    fn farewell(&self, _: &Draft) -> Option<String> {
        None
    }
}

/// An interview from its start.
pub(crate) fn questions<'a, 'q>(
    questionnaire: &'q Questionnaire,
    is_kept: bool,
    store: &'a mut Nowhere,
) -> Dialogue<'a, Questions<'q>> {
    console::set_colors_enabled_stderr(false);
    let draft = Draft::new(questionnaire);
    let interview = Interview::new(questionnaire, draft, is_kept);
    Dialogue { steps: Questions { interview, lists_answers: false }, store, wrong: None }
}

impl<'d, 'a, 'q> Rehearsal<'d, 'a, 'q> {
    pub(crate) fn new(questions: &'d mut Dialogue<'a, Questions<'q>>) -> Self {
        Self(Session::new(questions))
    }

    pub(crate) fn lines(&mut self, width: usize, height: usize) -> Vec<String> {
        frame(&self.0.view, &mut self.0.ui, Size { width, height }).lines
    }

    /// Bytes, then silence. False once it is over.
    pub(crate) fn press(&mut self, bytes: &[u8]) -> bool {
        self.0.take(decode(bytes).0).is_continue()
    }
}
