//! `align council`: several people's answers put together.

use super::{Context, args::Council as Options, source, verdict};
use crate::{
    diagnostic::{Error, Exit},
    report::Report,
};

pub(super) fn run(context: &Context<'_>, options: &Options) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    let mut reading = source::Reading::new(context, &questionnaire, options.missing.meaning());
    let tally = reading.council(&options.sources);
    reading.finish()?;
    let tally = if options.anonymous {
        tally.anonymous()
    } else {
        tally
    };
    let assessment = tally.assess();
    context.report(&Report::Council(&assessment), options.format.format)?;
    Ok(verdict(&assessment, &options.gate.fail_on))
}
