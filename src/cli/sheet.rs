//! `align sheet`: a blank answers document.

use std::io::Write;

use super::{Context, print};
use crate::{
    diagnostic::{Error, Exit},
    response::document,
};

pub(super) fn run(context: &Context<'_>) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    print(|out| out.write_all(document::sheet(&questionnaire).as_bytes()))?;
    Ok(Exit::Done)
}
