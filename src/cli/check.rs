//! `align check`: whether the questionnaire and any answers hold together.

use std::io::{self, Write};

use super::{Context, args::CheckArgs, source};
use crate::{
    diagnostic::{Error, Exit},
    text::Count,
};

pub(super) fn run(context: &Context<'_>, options: &CheckArgs) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    let reading = options.reading.options();
    let council = source::council(context, &questionnaire, &options.sources, reading)?;
    let questions = Count(questionnaire.questions().len() as u64, "question");
    let teams = Count(questionnaire.teams().len() as u64, "team");
    let answered = match options.sources.len() {
        0 => String::new(),
        _ => format!(", {}", Count(council.tally.count(), "complete response")),
    };
    // Whether all is well is in the exit code; a note that cannot be written is no failure.
    let _ = writeln!(io::stderr(), "all is well: {questions}, {teams}{answered}");
    Ok(Exit::Done)
}
