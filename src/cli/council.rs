//! `align council`: several people's answers put together.

use super::{Plan, args::Council as Options, source, verdict};
use crate::{
    problem::{Error, Exit},
    report::Report,
};

pub(super) fn run(plan: &Plan<'_>, options: &Options) -> Result<Exit, Error> {
    let questionnaire = plan.questionnaire()?;
    let mut reading = source::Reading::new(plan, &questionnaire, options.missing.meaning());
    let tally = reading.council(&options.sources);
    reading.finish()?;
    let tally = if options.anonymous {
        tally.anonymous()
    } else {
        tally
    };
    let assessment = tally.assess();
    plan.report(&Report::Council(&assessment), options.format.format)?;
    Ok(verdict(&assessment, &options.gate.fail_on))
}
