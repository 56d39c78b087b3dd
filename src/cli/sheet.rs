//! `align sheet`: a blank answers document.

use std::io::Write;

use super::{Plan, print};
use crate::{
    problem::{Error, Exit},
    response::document,
};

pub(super) fn run(plan: &Plan<'_>) -> Result<Exit, Error> {
    let questionnaire = plan.questionnaire()?;
    print(|out| out.write_all(document::sheet(&questionnaire).as_bytes()))?;
    Ok(Exit::Done)
}
