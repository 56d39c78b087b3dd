//! Which questionnaire is in use.

use std::path::{Path, PathBuf};

use super::Environment;
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText},
    questionnaire, storage,
    text::ShellWord,
};

/// The names under which a questionnaire is found, the better one first.
const FILE_NAMES: [&str; 2] = [questionnaire::FILE_NAME, "questions.yml"];

/// Where the questionnaire comes from.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Questions {
    File(PathBuf),
    BuiltIn,
}

impl Questions {
    /// The one that is named, else the one in the last folder that is a source, else the one of
    /// the current directory or the nearest above it.
    pub(super) fn find(
        named: Option<PathBuf>,
        sources: &[PathBuf],
        environment: &Environment,
    ) -> Self {
        let file = named
            .or_else(|| environment.questions.clone())
            .or_else(|| sources.iter().rev().find_map(|source| file_in(source)))
            .or_else(|| file_in(Path::new("")))
            .or_else(|| file_above(environment.home.as_deref()));
        file.map_or(Self::BuiltIn, Self::File)
    }

    pub(super) fn text(&self) -> Result<SourceText, Diagnostics> {
        let Self::File(path) = self else {
            let name = "the built-in questionnaire";
            return Ok(SourceText::new(name, questionnaire::BUILT_IN));
        };
        storage::read(path).map_err(|diagnostic| unreadable(path, diagnostic))
    }

    /// The file, unless the questionnaire is the built-in one.
    pub(super) fn file(&self) -> Option<&PathBuf> {
        match self {
            Self::File(path) => Some(path),
            Self::BuiltIn => None,
        }
    }
}

/// A questionnaire that cannot be read, with what to type.
fn unreadable(path: &Path, mut diagnostic: Diagnostic) -> Diagnostics {
    let name = storage::name(path);
    let hint = match (file_in(path), path.exists()) {
        (Some(file), _) => {
            diagnostic.kind = DiagnosticKind::FolderForQuestions;
            format!(
                "`-q {}` names the one in it",
                ShellWord(&storage::name(&file))
            )
        }
        (None, false) => format!("`align init {}` writes one to edit", ShellWord(&name)),
        (None, true) if path.is_dir() => {
            diagnostic.kind = DiagnosticKind::FolderForQuestions;
            let file = storage::name(&path.join(questionnaire::FILE_NAME));
            format!("`align init {}` writes one to edit", ShellWord(&file))
        }
        (None, true) => return diagnostic.into(),
    };
    Diagnostics::from(diagnostic).hint(hint)
}

fn file_in(folder: &Path) -> Option<PathBuf> {
    let files = FILE_NAMES.iter().map(|name| folder.join(name));
    files.into_iter().find(|file| file.is_file())
}

/// The questionnaire nearest above the current directory, up to the root of the repository or the
/// home. Outside both nothing is looked for: a folder above could be somebody else's, as `/tmp` is.
fn file_above(home: Option<&Path>) -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let is_root = |folder: &Path| folder.join(".git").exists() || home == Some(folder);
    let root = here.ancestors().find(|folder| is_root(folder))?;
    let above = here.ancestors().skip(1);
    above
        .take_while(|folder| folder.starts_with(root))
        .find_map(file_in)
}
