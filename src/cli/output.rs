//! Where a report goes: standard output, or files.

use std::{
    io::{self, BufWriter, Write},
    path::PathBuf,
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
}

impl Context<'_> {
    /// Writes a report to the files that are named, and to standard output where none is or a
    /// format is asked for. Each is tried, whatever becomes of the others.
    pub(super) fn report(
        &self,
        report: &Report<'_>,
        output: &OutputArgs,
    ) -> Result<(), Diagnostics> {
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

fn unwritable(name: impl Into<String>, error: &io::Error) -> Diagnostic {
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
