//! `align init`: the built-in questionnaire as a file to edit.

use std::{
    io::{self, Write},
    path::Path,
};

use super::{Context, args::InitArgs};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Error, Exit},
    questionnaire::{BUILT_IN, FILE_NAME},
    storage,
    text::{ShellWord, sanitize},
};

pub(super) fn run(context: &Context<'_>, options: &InitArgs) -> Result<Exit, Error> {
    if let Some(named) = &context.named_questions {
        let name = storage::name(named);
        let diagnostic = Diagnostic::nowhere(DiagnosticKind::InitReadsNone);
        let hint = format!("`align init {}` writes it there", ShellWord(&name));
        return Err(Diagnostics::from(diagnostic).hint(hint).into());
    }
    let file = &options.file;
    storage::must_be_writable(file)?;
    match options.force {
        true => storage::replace(file, BUILT_IN, None)?,
        false => storage::write_new(file, BUILT_IN)?,
    }
    if !context.quiet {
        // The file is written; a note that cannot be is no failure.
        let _ = writeln!(io::stderr(), "{}", written(file));
    }
    Ok(Exit::Done)
}

fn written(file: &Path) -> String {
    let name = storage::name(file);
    let check = match file == Path::new(FILE_NAME) {
        true => "align check".to_owned(),
        false => format!("align check -q {}", ShellWord(&name)),
    };
    format!(
        "wrote {}; edit it, then `{check}` tells whether it holds together",
        sanitize(&name)
    )
}
