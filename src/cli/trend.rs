//! `align trend`: what changed from council to council.

use super::{Context, args::TrendArgs, source};
use crate::{
    council::Privacy,
    decision::Decisions,
    diagnostic::{Diagnostics, Error, Exit},
    report::Report,
    trend::Trend,
};

pub(super) fn run(context: &Context<'_>, options: &TrendArgs) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    let reading = options.reading.options();
    let mut diagnostics = Diagnostics::default();
    let mut councils = Vec::new();
    for path in &options.sources {
        let council = source::council(context, &questionnaire, std::slice::from_ref(path), reading);
        if let Some(council) = diagnostics.keep(council) {
            let decisions = Decisions::new(&questionnaire);
            let assessment = council.tally.assess(&decisions, Privacy::Named);
            councils.push((source::label(path), assessment));
        }
    }
    diagnostics.into_result(())?;
    context.report(&Report::Trend(&Trend { councils }), &options.output)?;
    Ok(Exit::Done)
}
