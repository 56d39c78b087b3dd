//! A folder that is a council: which of the files in it are sources.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    super::{decisions::is_decisions, questions},
    Input, Kind, Reading, ending,
    kind::is_foreign,
};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, reason},
    storage,
    text::{List, Quoted, sanitize},
};

/// The endings of what may be a source.
const ENDINGS: [&str; 7] = ["yaml", "yml", "json", "csv", "tsv", "xlsx", "txt"];

impl Reading<'_, '_> {
    /// Reads the files directly in a folder, by name, and notes what is passed over.
    pub(super) fn folder(&mut self, folder: &Path) -> Result<(), Diagnostics> {
        let paths = visible(folder).map_err(|error| {
            let kind = DiagnosticKind::Unreadable(reason(&error));
            Diagnostic::of(storage::name(folder), kind)
        })?;
        let mut passed_over = Vec::new();
        let mut has_sources = false;
        for path in paths {
            if self.is_known(&path) {
                continue;
            }
            match self.file_of_folder(&path) {
                None => passed_over.push(path),
                Some(read) => {
                    has_sources = true;
                    self.diagnostics.keep(read);
                }
            }
        }
        self.note_passed_over(folder, &passed_over);
        match has_sources {
            true => Ok(()),
            false => Err(Diagnostic::of(storage::name(folder), DiagnosticKind::NoSources).into()),
        }
    }

    /// Whether this is the council's questionnaire or what it decided.
    fn is_known(&self, path: &Path) -> bool {
        let in_use = self.context.questions.as_deref();
        let is_in_use = || in_use.is_some_and(|questions| storage::is_same(questions, path));
        is_decisions(path)
            || questions::FILE_NAMES.iter().any(|name| path.ends_with(name))
            || is_in_use()
    }

    /// Reads a file that nobody named; `None` where it is no source.
    fn file_of_folder(&mut self, path: &Path) -> Option<Result<(), Diagnostics>> {
        if !path.is_file() || !ENDINGS.contains(&ending(path).as_str()) {
            return None;
        }
        match self.open(path) {
            Ok(input) => self.input_of_folder(input, path),
            Err(diagnostic) => Some(Err(diagnostic.into())),
        }
    }

    fn input_of_folder(&mut self, input: Input, path: &Path) -> Option<Result<(), Diagnostics>> {
        let kind = Kind::of(&input, &ending(path), self.questionnaire)?;
        if matches!(kind, Kind::NotRead(_)) {
            return None;
        }
        if let Err(diagnostic) = self.first_time(path, &input) {
            return Some(Err(diagnostic.into()));
        }
        let is_document = matches!(kind, Kind::Document);
        let read = self.read(input, kind, path);
        let is_foreign = read.as_ref().is_err_and(|problems| match is_document {
            true => storage::read(path).is_ok_and(|text| is_foreign(&text, self.questionnaire)),
            false => self.has_no_column(problems),
        });
        (!is_foreign).then_some(read)
    }

    /// Whether these are the problems of a table that has nothing to do with the questions.
    fn has_no_column(&self, problems: &Diagnostics) -> bool {
        let no_column = |kind| matches!(kind, &DiagnosticKind::NoColumn { nearest: None, .. });
        let all = problems.count() == self.questionnaire.questions().len() as u64;
        all && problems.kinds().all(no_column)
    }

    fn note_passed_over(&mut self, folder: &Path, paths: &[PathBuf]) {
        const AT_MOST: usize = 50;
        if paths.is_empty() {
            return;
        }
        let mut names: Vec<_> = paths.iter().take(AT_MOST).map(|path| passed_over(path)).collect();
        if let Some(more @ 1..) = paths.len().checked_sub(AT_MOST) {
            names.push(format!("{more} more"));
        }
        let folder = storage::name(folder);
        let names = List(&names, "and");
        self.notes.push(format!("{}: passed over {names}", sanitize(&folder)));
    }
}

/// A name in a folder, and what would make it a source.
fn passed_over(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let remedy = match ending(path).as_str() {
        _ if path.is_dir() => " (a folder)",
        "zip" => " (unzip it, if it holds answers)",
        "xls" | "ods" | "numbers" => " (save it as .xlsx, if it holds answers)",
        _ => "",
    };
    format!("{}{remedy}", Quoted(name))
}

/// What is in a folder, by name, but for names that begin with a dot.
fn visible(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_hidden = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default();
        name.as_encoded_bytes().starts_with(b".")
    };
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = entries.collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| !is_hidden(path));
    paths.sort();
    Ok(paths)
}
