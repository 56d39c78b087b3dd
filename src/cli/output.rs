//! Where a report goes: standard output, or files.

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use super::{Context, args::OutputArgs};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Error, Exit, reason},
    report::{self, Format, RenderOptions, Report},
    storage,
};

/// A file that a report is written to, and the format that its ending gives.
#[derive(Debug, Clone)]
pub(super) struct OutputFile {
    path: PathBuf,
    format: Format,
}

impl OutputFile {
    pub(super) fn new(path: PathBuf) -> Result<Self, &'static str> {
        let format = match storage::ending(&path).as_str() {
            "html" | "htm" => Format::Html,
            "md" | "markdown" => Format::Markdown,
            "json" => Format::Json,
            "csv" => Format::Csv,
            "txt" => Format::Table,
            _ => return Err("a report ends in .html, .md, .json, .csv or .txt"),
        };
        Ok(Self { path, format })
    }

    /// Whether it is one of these files, or in one of these folders and of a kind that is read.
    fn is_among(&self, sources: &[&Path]) -> bool {
        let is_read = matches!(self.format, Format::Json | Format::Csv) && self.path.exists();
        let folder = self.path.parent().filter(|_| is_read);
        let folder = folder.map(|folder| Path::new(".").join(folder));
        let mut sources = sources.iter();
        sources.any(|source| {
            let is_folder = |folder: &PathBuf| storage::is_same(folder, source);
            storage::is_same(&self.path, source) || folder.as_ref().is_some_and(is_folder)
        })
    }
}

impl Context<'_> {
    /// Writes a report to the files that are named, and to standard output where none is or a
    /// format is asked for. Each is tried, whatever becomes of the others.
    ///
    /// # Errors
    ///
    /// What cannot be written, and before anything is, a file that the report is made `from`.
    pub(super) fn report(
        &self,
        report: &Report<'_>,
        output: &OutputArgs,
        from: &[&Path],
    ) -> Result<(), Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        for file in output.output.iter().filter(|file| file.is_among(from)) {
            let kind = DiagnosticKind::OverItsSource;
            diagnostics.push(Diagnostic::of(storage::name(&file.path), kind));
        }
        diagnostics.into_result(())?;
        let mut diagnostics = Diagnostics::default();
        if output.output.is_empty() || output.format.is_some() {
            let format = output.format.unwrap_or_default();
            let options = RenderOptions {
                width: self.environment.width(),
                color: self.color_on_stdout,
                unicode: self.environment.is_utf8,
            };
            diagnostics.keep(print_with(|out| report::write(report, format, options, out)));
        }
        for file in &output.output {
            if diagnostics.keep(self.write(report, file)).is_some() {
                self.note(format_args!("wrote {}", storage::shown(&file.path)));
            }
        }
        diagnostics.into_result(())
    }

    fn write(&self, report: &Report<'_>, file: &OutputFile) -> Result<(), Diagnostic> {
        let options =
            RenderOptions { width: self.environment.columns, color: false, unicode: true };
        let mut bytes = Vec::new();
        report::write(report, file.format, options, &mut bytes)
            .map_err(|error| unwritable(storage::name(&file.path), &error))?;
        storage::write(&file.path, &bytes)
    }
}

pub(super) fn unwritable(name: impl Into<String>, error: &io::Error) -> Diagnostic {
    Diagnostic::of(name, DiagnosticKind::Unwritable(reason(error)))
}

pub(super) fn print(text: &str) -> Result<Exit, Error> {
    print_with(|out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Done)
}

/// Writes to standard output, buffered and to the end. A reader that closed it is no failure.
fn print_with(
    write: impl FnOnce(&mut BufWriter<io::StdoutLock<'static>>) -> io::Result<()>,
) -> Result<(), Diagnostic> {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush());
    // What a failed write left in the buffer would be tried again, and fail again.
    drop(out.into_parts());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(unwritable("standard output", &error))
        }
        _ => Ok(()),
    }
}
