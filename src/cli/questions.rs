//! Which questionnaire is in use.

use std::path::{Path, PathBuf};

use super::Environment;
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics},
    questionnaire::{self, Questionnaire},
    storage,
    text::ShellWord,
};

/// The names under which a questionnaire is found, the better one first.
pub(super) const FILE_NAMES: [&str; 2] = [questionnaire::FILE_NAME, "questions.yml"];

/// The one that is named, else the one in a folder that is a source, else the one of the
/// current directory or the nearest above it; `None` is the built-in one.
pub(super) fn find(
    named: Option<&Path>,
    sources: &[PathBuf],
    environment: &Environment,
) -> Option<PathBuf> {
    let named = named.map(Path::to_owned).or_else(|| environment.questions.clone());
    named
        .or_else(|| sources.iter().find_map(|source| file_in(source)))
        .or_else(|| file_in(Path::new("")))
        .or_else(|| file_above(environment.home.as_deref()))
}

/// Fails where folders that are sources of one council ask different questions.
pub(super) fn must_agree(sources: &[PathBuf]) -> Result<(), Diagnostics> {
    let files: Vec<_> = sources.iter().filter_map(|source| file_in(source)).collect();
    for other in files.iter().skip(1) {
        if read(Some(other))? != read(Some(&files[0]))? {
            let kind = DiagnosticKind::OtherQuestionnaire(storage::name(&files[0]));
            return Err(Diagnostic::of(storage::name(other), kind).into());
        }
    }
    Ok(())
}

/// The questionnaire in a file, or the built-in one.
pub(super) fn read(file: Option<&Path>) -> Result<Questionnaire, Diagnostics> {
    let Some(file) = file else {
        return Questionnaire::built_in();
    };
    let text = storage::read(file).map_err(|diagnostic| unreadable(file, diagnostic))?;
    Questionnaire::read(&text)
}

/// A questionnaire that cannot be read, with what to type.
fn unreadable(path: &Path, diagnostic: Diagnostic) -> Diagnostics {
    let init = |path: &Path| format!("`align init {}` writes one to edit", ShellWord(path));
    let hint = match file_in(path) {
        Some(file) => format!("`-q {}` names the questionnaire in it", ShellWord(&file)),
        None if path.is_dir() => init(&path.join(questionnaire::FILE_NAME)),
        None if !path.exists() => init(path),
        None => return diagnostic.into(),
    };
    Diagnostics::from(diagnostic).hint(hint)
}

fn file_in(folder: &Path) -> Option<PathBuf> {
    FILE_NAMES.iter().map(|name| folder.join(name)).find(|file| file.is_file())
}

/// The questionnaire nearest above the current directory, up to the root of the repository or the
/// home. Outside both nothing is looked for: a folder above could be somebody else's, as `/tmp` is.
fn file_above(home: Option<&Path>) -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let is_root = |folder: &Path| folder.join(".git").exists() || home == Some(folder);
    let root = here.ancestors().find(|folder| is_root(folder))?;
    let mut above = here.ancestors().skip(1).take_while(|folder| folder.starts_with(root));
    above.find_map(file_in)
}
