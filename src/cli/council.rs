//! `align council`: several people's answers put together.

use super::{Context, args::Council as Options, source, verdict};
use crate::{
    council::Privacy,
    decision::Decisions,
    diagnostic::{Error, Exit},
    report::Report,
};

pub(super) fn run(context: &Context<'_>, options: &Options) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    let mut reading = source::Reading::new(context, &questionnaire, options.missing.meaning());
    let tally = reading.council(&options.sources);
    reading.finish()?;
    let privacy = if options.anonymous {
        Privacy::ByTeam
    } else {
        Privacy::Named
    };
    let assessment = tally.assess(&Decisions::new(&questionnaire), privacy);
    let report = Report::Council {
        assessment: &assessment,
        label: None,
    };
    context.report(&report, options.format.format)?;
    Ok(verdict(&assessment, &options.gate.fail_on))
}
