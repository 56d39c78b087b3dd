//! `align check`: whether the questionnaire and any answers hold together.

use super::{Context, args::CheckArgs, decisions, source};
use crate::{
    diagnostic::{Diagnostics, Error, Exit},
    text::{Count, List},
};

pub(super) fn run(context: &Context<'_>, options: &CheckArgs) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    let (decisions, sources) = decisions::part(&options.sources);
    let mut diagnostics = Diagnostics::default();
    let council =
        diagnostics.keep(source::council(context, &questionnaire, &sources, &options.reading));
    for file in &decisions {
        diagnostics.keep(decisions::read_file(file, &questionnaire));
    }
    diagnostics.into_result(())?;
    let questions = Count(questionnaire.questions().len() as u64, "question");
    let teams = Count(questionnaire.teams().len() as u64, "team");
    let answered = council.filter(|_| !sources.is_empty()).map(|council| {
        let responses = Count(council.tally.count(), "complete response");
        let found = council.found.iter().map(|(kind, count)| Count(*count, kind));
        format!(", {responses} in {}", List(&found.collect::<Vec<_>>(), "and"))
    });
    let answered = answered.unwrap_or_default();
    context.say(format_args!("all is well: {questions}, {teams}{answered}"));
    Ok(Exit::Done)
}
