//! `align init`: the built-in questionnaire as a file to edit.

use std::io::{self, Write};

use super::args::Init as Options;
use crate::{
    problem::{Error, Exit, Fault, Problem},
    questionnaire::BUILT_IN,
    storage,
    text::visible,
};

pub(super) fn run(options: &Options) -> Result<Exit, Error> {
    let name = storage::name(&options.file);
    if storage::exists(&options.file) && !options.force {
        return Err(Problem::of(name, Fault::Exists).into());
    }
    storage::write(&options.file, BUILT_IN)?;
    // The file is written; a note that cannot be is no failure.
    let _ = writeln!(
        io::stderr(),
        "wrote {}; edit it, then `align check` tells whether it holds together",
        visible(&name)
    );
    Ok(Exit::Done)
}
