//! `align trend`: what changed from council to council.

use super::{Context, args::TrendArgs, source};
use crate::{
    council::Privacy,
    decision::Decisions,
    diagnostic::{Error, Exit},
    report::Report,
    trend::Trend,
};

pub(super) fn run(context: &Context<'_>, options: &TrendArgs) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    let mut reading = source::Reading::new(context, &questionnaire, options.missing.meaning());
    let mut councils = Vec::new();
    for path in &options.sources {
        let tally = reading.council(std::slice::from_ref(path));
        let assessment = tally.assess(&Decisions::new(&questionnaire), Privacy::Named);
        councils.push((source::label(path), assessment));
    }
    reading.finish()?;
    context.report(&Report::Trend(&Trend { councils }), &options.output)?;
    Ok(Exit::Done)
}
