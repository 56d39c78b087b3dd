//! `align init`: the built-in questionnaire as a file to edit.

use std::{
    io::{self, Write},
    path::Path,
};

use super::args::InitArgs;
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Error, Exit},
    questionnaire::{BUILT_IN, FILE_NAME},
    storage,
    text::sanitize,
};

pub(super) fn run(options: &InitArgs) -> Result<Exit, Error> {
    let name = storage::name(&options.file);
    if options.file.is_dir() {
        return Err(Diagnostic::of(name, DiagnosticKind::NotAFile).into());
    }
    match options.force {
        true => storage::replace(&options.file, BUILT_IN, None)?,
        false => storage::write_new(&options.file, BUILT_IN)?,
    };
    let check = if options.file == Path::new(FILE_NAME) {
        "align check".to_owned()
    } else {
        format!("align check -q {name}")
    };
    // The file is written; a note that cannot be is no failure.
    let _ = writeln!(
        io::stderr(),
        "wrote {}; edit it, then `{}` tells whether it holds together",
        sanitize(&name),
        sanitize(&check)
    );
    Ok(Exit::Done)
}
