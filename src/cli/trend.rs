//! `align trend`: what changed from council to council.

use super::{Plan, args::Trend as Options, source};
use crate::{
    problem::{Error, Exit},
    report::Report,
    trend::Trend,
};

pub(super) fn run(plan: &Plan<'_>, options: &Options) -> Result<Exit, Error> {
    let questionnaire = plan.questionnaire()?;
    let mut reading = source::Reading::new(plan, &questionnaire, options.missing.meaning());
    let councils: Vec<_> = options
        .sources
        .iter()
        .map(|path| {
            (
                source::label(path),
                reading.council(std::slice::from_ref(path)).assess(),
            )
        })
        .collect();
    reading.finish()?;
    let trend = Trend::new(&questionnaire, &councils);
    plan.report(&Report::Trend(&trend), options.format.format)?;
    Ok(Exit::Done)
}
