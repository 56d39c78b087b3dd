//! `align schema`: the JSON Schema of a file that the program reads or writes.

use super::{
    Plan,
    args::{Schema as Options, Shape},
    print,
};
use crate::{
    json,
    problem::{Error, Exit},
    questionnaire, report, response,
};

pub(super) fn run(plan: &Plan<'_>, options: &Options) -> Result<Exit, Error> {
    let schema = match options.of {
        Shape::Questions => questionnaire::schema::schema(),
        Shape::Answers => response::schema::schema(&plan.questionnaire()?),
        Shape::Report => report::json::schema(),
    };
    print(|out| json::write(&schema, out))?;
    Ok(Exit::Done)
}
