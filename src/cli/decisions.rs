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

pub(super) fn is_decisions(path: &Path) -> bool {
    FILE_NAMES.iter().any(|name| path.ends_with(name))
}

/// What the meeting decided, by [`file()`]; nothing without one.
pub(super) fn read(
    named: Option<&Path>,
    sources: &[PathBuf],
    questionnaire: &Questionnaire,
) -> Result<Decisions, Diagnostics> {
    match file(named, sources)? {
        Some(file) => read_file(&file, questionnaire),
        None => Ok(Decisions::new()),
    }
}

/// The file that says what was decided: the one that is named, else the one in a folder that is a
/// source, if there is one. Several are a problem.
pub(super) fn file(
    named: Option<&Path>,
    sources: &[PathBuf],
) -> Result<Option<PathBuf>, Diagnostic> {
    if let Some(named) = named {
        return Ok(Some(named.to_owned()));
    }
    match &found(sources)[..] {
        [first, second, ..] => {
            let kind = DiagnosticKind::DecisionsTwice(storage::name(first));
            Err(Diagnostic::of(storage::name(second), kind))
        }
        found => Ok(found.first().cloned()),
    }
}

pub(super) fn read_file(file: &Path, of: &Questionnaire) -> Result<Decisions, Diagnostics> {
    decision::read(&storage::read(file)?, of)
}

/// All files of decisions that are named or are in a folder that is, and the sources of answers.
pub(super) fn part(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let paths = paths.iter().cloned();
    let (mut decisions, sources): (Vec<_>, Vec<_>) = paths.partition(|path| is_decisions(path));
    decisions.extend(found(&sources));
    (decisions, sources)
}

fn found(sources: &[PathBuf]) -> Vec<PathBuf> {
    let folders = sources.iter().filter(|source| source.is_dir());
    let files = folders.flat_map(|folder| FILE_NAMES.map(|name| folder.join(name)));
    files.filter(|file| file.is_file()).collect()
}
