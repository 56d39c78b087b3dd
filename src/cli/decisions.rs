//! Which decisions belong to a council.

use std::path::{Path, PathBuf};

use crate::{
    decision::{self, Decisions},
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics},
    questionnaire::Questionnaire,
    storage,
};

/// The names under which decisions are found in a council's folder.
pub(super) const FILE_NAMES: [&str; 2] = ["decisions.yaml", "decisions.yml"];

/// Whether a file's name says that it holds decisions.
pub(super) fn is_decisions(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    FILE_NAMES.iter().any(|known| name == *known)
}

/// What the meeting decided: what the file that is named says, else the one in a folder that is a
/// source, else nothing.
///
/// # Errors
///
/// Everything that is wrong with the file, or that there are several.
pub(super) fn read(
    named: Option<&Path>,
    sources: &[PathBuf],
    questionnaire: &Questionnaire,
) -> Result<Decisions, Diagnostics> {
    match file(named, sources)? {
        Some(file) => read_file(&file, questionnaire),
        None => Ok(Decisions::new(questionnaire)),
    }
}

/// The file that says what was decided: the one that is named, else the one in a folder that is a
/// source, if there is one.
///
/// # Errors
///
/// That there are several.
pub(super) fn file(
    named: Option<&Path>,
    sources: &[PathBuf],
) -> Result<Option<PathBuf>, Diagnostic> {
    match (named, found(sources).as_slice()) {
        (Some(file), _) => Ok(Some(file.to_owned())),
        (None, [first, second, ..]) => {
            let kind = DiagnosticKind::DecisionsTwice(storage::name(first));
            Err(Diagnostic::of(storage::name(second), kind))
        }
        (None, found) => Ok(found.first().cloned()),
    }
}

/// What one file says.
///
/// # Errors
///
/// Everything that is wrong with it.
pub(super) fn read_file(
    file: &Path,
    questionnaire: &Questionnaire,
) -> Result<Decisions, Diagnostics> {
    decision::read(&storage::read(file)?, questionnaire)
}

/// All files of decisions that are named or are in a folder that is, and the sources of answers.
pub(super) fn part(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let (mut decisions, sources): (Vec<_>, Vec<_>) =
        paths.iter().cloned().partition(|path| is_decisions(path));
    decisions.extend(found(&sources));
    (decisions, sources)
}

fn found(sources: &[PathBuf]) -> Vec<PathBuf> {
    let folders = sources.iter().filter(|source| source.is_dir());
    let files = folders.flat_map(|folder| FILE_NAMES.map(|name| folder.join(name)));
    files.filter(|file| file.is_file()).collect()
}
