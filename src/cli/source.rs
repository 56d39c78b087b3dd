//! Where a council's answers come from: files, folders and standard input, told apart by what they
//! hold.

mod council_builder;
mod folder;
mod input;
mod kind;
mod reading;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{Context, args::SourceArgs};
use crate::{
    council::Tally,
    decision::Decisions,
    diagnostic::{Diagnostic, Diagnostics, SourceText},
    questionnaire::Questionnaire,
    storage,
};
use input::Input;
use kind::Kind;
use reading::Reading;

/// The most bytes a report may have: the answers and notes of a thousand people.
const REPORT_AT_MOST: u64 = 256 << 20;

pub(super) struct Council<'q> {
    pub(super) tally: Tally<'q>,
    /// What was decided by what reports say.
    pub(super) reported: Decisions,
    /// How many sources of each kind were read, the files of folders included.
    pub(super) found: BTreeMap<&'static str, u64>,
}

/// Reads the sources of one council. With `--latest` they are read again where somebody
/// answered twice, so that nothing of a row need be kept for the case that it is left out.
pub(super) fn council<'q>(
    context: &Context<'_>,
    questionnaire: &'q Questionnaire,
    sources: &[PathBuf],
    args: &SourceArgs,
) -> Result<Council<'q>, Diagnostics> {
    let mut reading = Reading::new(context, questionnaire, args);
    reading.sources(sources);
    let mut outdated = BTreeMap::new();
    if args.latest {
        outdated = reading.builder.outdated();
        reading.notes.extend(reading.builder.notes(&outdated));
    } else {
        reading.diagnostics.append(reading.builder.repetitions());
    }
    for note in &reading.notes {
        context.note(note);
    }
    if outdated.is_empty() || reading.diagnostics.count() > 0 {
        return reading.council();
    }
    let mut again = Reading::new(context, questionnaire, args);
    again.kept = reading.kept;
    again.builder.skipped = outdated;
    again.sources(sources);
    again.council()
}

/// The text of a file that is a report; `None` where it is another source.
pub(super) fn report(
    path: &Path,
    questionnaire: &Questionnaire,
) -> Option<Result<SourceText, Diagnostic>> {
    if storage::is_stdin(path) || !path.is_file() {
        return None;
    }
    let input = Input::open(path).ok()?;
    let is_report = matches!(Kind::of(&input, questionnaire), Kind::Report);
    is_report.then(|| input.into_text(REPORT_AT_MOST))
}

/// What a council is called after its source: the file's name without its ending.
pub(super) fn label(path: &Path) -> String {
    if storage::is_stdin(path) {
        return storage::STDIN.to_owned();
    }
    let path = match path.is_dir() {
        true => path.canonicalize().unwrap_or(path.to_owned()),
        false => path.with_extension(""),
    };
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// What a council of these sources is called, where they are one folder or one file.
pub(super) fn label_of(sources: &[PathBuf]) -> Option<String> {
    match sources {
        [source] if !storage::is_stdin(source) => Some(label(source)),
        _ => None,
    }
}
