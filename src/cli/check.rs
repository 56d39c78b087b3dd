//! `align check`: whether the questionnaire and any answers hold together.

use std::io::{self, Write};

use super::{Context, args::CheckArgs, decisions, source};
use crate::{
    diagnostic::{Diagnostics, Error, Exit},
    text::{Count, List},
};

pub(super) fn run(context: &Context<'_>, options: &CheckArgs) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    let (decisions, sources) = decisions::part(&options.sources);
    let mut diagnostics = Diagnostics::default();
    let council = diagnostics.keep(source::council(
        context,
        &questionnaire,
        &sources,
        &options.reading,
    ));
    for file in &decisions {
        diagnostics.keep(decisions::read_file(file, &questionnaire));
    }
    diagnostics.into_result(())?;
    let questions = Count(questionnaire.questions().len() as u64, "question");
    let teams = Count(questionnaire.teams().len() as u64, "team");
    let answered = council.filter(|_| !sources.is_empty()).map(|council| {
        let responses = Count(council.tally.count(), "complete response");
        let found = council
            .found
            .iter()
            .map(|(kind, count)| Count(*count, kind));
        let found: Vec<_> = found.collect();
        format!(", {responses} in {}", List(&found, "and"))
    });
    let answered = answered.unwrap_or_default();
    if !context.quiet {
        // Whether all is well is in the exit code; a note that cannot be written is no failure.
        let _ = writeln!(io::stderr(), "all is well: {questions}, {teams}{answered}");
    }
    Ok(Exit::Done)
}
