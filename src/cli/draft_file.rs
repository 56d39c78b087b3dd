//! Where the interview's draft is kept: the file that `--save` names, or the one that is named on
//! leaving.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use jiff::ZonedDateTime;

use super::{args::AnswerArgs, source};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics},
    interview::Keeping,
    questionnaire::Questionnaire,
    response::{Draft, document},
    storage,
    terminal::DraftStore,
    text::sanitize,
};

/// Where the draft is saved.
pub(super) struct DraftFile<'a> {
    file: Option<&'a PathBuf>,
    questionnaire: &'a Questionnaire,
    /// The file that holds the draft as it is now, once there is one.
    holding: Option<PathBuf>,
}

impl<'a> DraftFile<'a> {
    /// Makes sure that saving will not replace a file that nobody said to replace.
    pub(super) fn new(
        options: &'a AnswerArgs,
        questionnaire: &'a Questionnaire,
    ) -> Result<Self, Diagnostics> {
        let file = options.save.as_ref();
        if let Some(folder) = file.filter(|file| file.is_dir()) {
            return Err(Diagnostic::of(storage::name(folder), DiagnosticKind::NotAFile).into());
        }
        let goes_on = |file: &Path| {
            options
                .answers
                .as_ref()
                .is_some_and(|answers| storage::is_same(file, answers))
        };
        if let Some(file) = file.filter(|file| !options.force && !goes_on(file)) {
            storage::must_be_free(file).map_err(|diagnostic| or_go_on(diagnostic, file))?;
        }
        Ok(Self {
            file,
            questionnaire,
            holding: None,
        })
    }

    /// What the interview should know of it.
    pub(super) const fn keeping(&self) -> Keeping {
        match self.file {
            Some(_) => Keeping::InAFile,
            None => Keeping::Nowhere,
        }
    }

    /// Tells whoever leaves before the end where their answers are, and how to go on.
    pub(super) fn farewell(&self) {
        if let Some(file) = &self.holding {
            let name = storage::name(file);
            let name = sanitize(&name);
            // A note that cannot be written is no failure.
            let _ = writeln!(
                io::stderr(),
                "saved; `align --answers {name} --save {name}` goes on with it"
            );
        }
    }

    fn write(&mut self, file: &Path, draft: &Draft) -> Result<(), Diagnostic> {
        let today = ZonedDateTime::now().date();
        let mut draft = draft.clone();
        draft.date = draft.date.or(Some(today));
        let text = if source::is_json(file) {
            document::write_json(&draft, self.questionnaire)
        } else {
            document::write(&draft, self.questionnaire)
        };
        storage::write(file, &text)?;
        self.holding = Some(file.to_owned());
        Ok(())
    }
}

/// The problem of a name that is taken, and how to go on with what has it if it is a draft.
fn or_go_on(diagnostic: Diagnostic, file: &Path) -> Diagnostics {
    let exists = diagnostic.kind == DiagnosticKind::Exists;
    let diagnostics = Diagnostics::from(diagnostic);
    if exists {
        let name = storage::name(file);
        let name = sanitize(&name);
        diagnostics.hint(format!(
            "`align --answers {name} --save {name}` goes on with it"
        ))
    } else {
        diagnostics
    }
}

impl DraftStore for DraftFile<'_> {
    fn keep(&mut self, draft: &Draft) -> Result<(), Diagnostic> {
        self.file.map_or(Ok(()), |file| self.write(file, draft))
    }

    fn keep_as(&mut self, name: &str, draft: &Draft) -> Result<(), Diagnostic> {
        let file = Path::new(name);
        storage::must_be_free(file)?;
        self.write(file, draft)
    }
}
