//! `align init`: the built-in questionnaire as a file to edit.

use std::path::Path;

use super::Context;
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Error, Exit},
    questionnaire::{BUILT_IN, FILE_NAME},
    storage,
    text::ShellWord,
};

pub(super) fn run(context: &Context<'_>, file: &Path, force: bool) -> Result<Exit, Error> {
    if let Some(named) = &context.named_questions {
        let diagnostic = Diagnostic::nowhere(DiagnosticKind::InitReadsNone);
        let hint = format!("`align init {}` writes it there", ShellWord(named));
        return Err(Diagnostics::from(diagnostic).hint(hint).into());
    }
    storage::must_be_writable(file)?;
    match force {
        true => storage::replace(file, BUILT_IN, None)?,
        false => storage::write_new(file, BUILT_IN)?,
    }
    let check = match file == Path::new(FILE_NAME) {
        true => "align check".to_owned(),
        false => format!("align check -q {}", ShellWord(file)),
    };
    let name = storage::shown(file);
    context
        .say(format_args!("wrote {name}; edit it, then `{check}` tells whether it holds together"));
    Ok(Exit::Done)
}
