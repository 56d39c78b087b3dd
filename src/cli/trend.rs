//! `align trend`: what changed from council to council.

use super::{Context, args::Trend as Options, source};
use crate::{
    diagnostic::{Error, Exit},
    report::Report,
    trend::Trend,
};

pub(super) fn run(context: &Context<'_>, options: &Options) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    let mut reading = source::Reading::new(context, &questionnaire, options.missing.meaning());
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
    context.report(&Report::Trend(&trend), options.format.format)?;
    Ok(Exit::Done)
}
