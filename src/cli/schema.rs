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
        Shape::Decisions => {
            print(|out| out.write_all(decision::SCHEMA.as_bytes()))?;
            return Ok(Exit::Done);
        }
        Shape::Questions => questionnaire::schema::schema(),
        Shape::Answers => response::schema::schema(&context.questionnaire()?),
        Shape::Report => {
            print(|out| out.write_all(report::json::SCHEMA.as_bytes()))?;
            return Ok(Exit::Done);
        }
    };
    print(|out| json::write(&schema, out))?;
    Ok(Exit::Done)
}
