//! `align form`: one page on which people without a terminal answer.

use std::io::Write;

use super::{Context, args::FormArgs, print};
use crate::{
    answer_page,
    diagnostic::{Error, Exit},
    storage,
};

pub(super) fn run(context: &Context<'_>, args: &FormArgs) -> Result<Exit, Error> {
    let page = answer_page::render(&context.questionnaire()?);
    match &args.output {
        Some(file) => storage::write(file, page.as_bytes())?,
        None => print(|out| out.write_all(page.as_bytes()))?,
    }
    Ok(Exit::Done)
}
