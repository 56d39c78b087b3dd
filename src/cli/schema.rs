//! `align schema`: the JSON Schema of a file that the program reads or writes.

use std::io::Write;

use super::{
    Context,
    args::{SchemaArgs, Shape},
    print,
};
use crate::{
    decision,
    diagnostic::{Error, Exit},
    json, questionnaire, report, response,
};

pub(super) fn run(context: &Context<'_>, options: &SchemaArgs) -> Result<Exit, Error> {
    let schema = match options.of {
        Shape::Questions => questionnaire::SCHEMA.to_owned(),
        Shape::Answers => json::text(&response::schema::schema(&context.questionnaire()?)),
        Shape::Decisions => decision::SCHEMA.to_owned(),
        Shape::Report => report::json::SCHEMA.to_owned(),
    };
    print(|out| out.write_all(schema.as_bytes()))?;
    Ok(Exit::Done)
}
