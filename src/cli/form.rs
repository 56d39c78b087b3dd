//! `align form`: one page on which people without a terminal answer.

use std::path::Path;

use super::{Context, print};
use crate::{
    answer_page,
    diagnostic::{Error, Exit},
    storage,
};

pub(super) fn run(context: &Context<'_>, output: Option<&Path>) -> Result<Exit, Error> {
    let page = answer_page::render(&context.questionnaire()?);
    let Some(file) = output else {
        return print(&page);
    };
    storage::write(file, page.as_bytes())?;
    Ok(Exit::Done)
}
