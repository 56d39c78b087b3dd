//! A folder that is a council: which of the files in it are sources.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    super::{decisions::is_decisions, questions},
    Kind, Reading,
    kind::is_foreign,
};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics},
    storage,
    text::{List, Quoted, up_to},
};

const ENDINGS: [&str; 7] = ["yaml", "yml", "json", "csv", "tsv", "xlsx", "txt"];

const NAMED_AT_MOST: usize = 50;

impl Reading<'_, '_> {
    /// Reads the files directly in a folder, by name, and notes what is passed over.
    pub(super) fn folder(&mut self, folder: &Path) -> Result<(), Diagnostics> {
        let unreadable = |error| storage::unreadable(storage::name(folder), &error);
        let mut paths = visible(folder).map_err(unreadable)?;
        paths.retain(|path| !self.is_known(path));
        let all = paths.len();
        let mut passed_over = Vec::new();
        for path in paths {
            let read = self.file_of_folder(&path);
            if self.diagnostics.keep(read) == Some(false) {
                passed_over.push(passing_over(&path));
            }
        }
        let has_sources = passed_over.len() < all;
        if !passed_over.is_empty() {
            let names = up_to(NAMED_AT_MOST, passed_over);
            let names = List(&names, "and");
            self.notes.push(format!("{}: passed over {names}", storage::shown(folder)));
        }
        match has_sources {
            true => Ok(()),
            false => Err(Diagnostic::of(storage::name(folder), DiagnosticKind::NoSources).into()),
        }
    }

    /// Whether this is the council's questionnaire or what it decided.
    fn is_known(&self, path: &Path) -> bool {
        let in_use = self.context.questions.as_deref();
        is_decisions(path)
            || questions::FILE_NAMES.iter().any(|name| path.ends_with(name))
            || in_use.is_some_and(|questions| storage::is_same(questions, path))
    }

    /// Reads a file that nobody named, and says whether it is a source.
    fn file_of_folder(&mut self, path: &Path) -> Result<bool, Diagnostics> {
        if !path.is_file() || !ENDINGS.contains(&storage::ending(path).as_str()) {
            return Ok(false);
        }
        let input = self.open(path)?;
        let kind = Kind::of(&input, self.builder.questionnaire);
        let is_document = matches!(kind, Kind::Document);
        if matches!(kind, Kind::NotRead(_)) {
            return Ok(false);
        }
        let Err(problems) = self.read(input, kind) else {
            return Ok(true);
        };
        let is_other = match is_document {
            true => {
                storage::read(path).is_ok_and(|text| is_foreign(&text, self.builder.questionnaire))
            }
            false => self.has_no_column(&problems),
        };
        if is_other { Ok(false) } else { Err(problems) }
    }

    /// Whether these are the problems of a table that has nothing to do with the questions.
    fn has_no_column(&self, problems: &Diagnostics) -> bool {
        let no_column = |kind| matches!(kind, &DiagnosticKind::NoColumn { nearest: None, .. });
        let all = problems.count() == self.builder.questionnaire.questions().len() as u64;
        all && problems.kinds().all(no_column)
    }
}

/// A name in a folder, and what would make it a source.
fn passing_over(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let remedy = match storage::ending(path).as_str() {
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
