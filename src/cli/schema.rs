//! `align schema`: the JSON Schema of a file that the program reads or writes.

use super::{Context, args::Shape, print};
use crate::{
    decision,
    diagnostic::{Error, Exit},
    json, questionnaire, report, response,
};

pub(super) fn run(context: &Context<'_>, of: Shape) -> Result<Exit, Error> {
    match of {
        Shape::Questions => print(questionnaire::SCHEMA),
        Shape::Answers => print(&json::text(&response::schema::schema(&context.questionnaire()?))),
        Shape::Decisions => print(decision::SCHEMA),
        Shape::Report => print(report::json::SCHEMA),
    }
}
