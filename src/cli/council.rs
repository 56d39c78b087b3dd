//! `align council`: several people's answers put together.

use std::path::PathBuf;

use super::{Context, args::CouncilArgs, decisions, source, verdict};
use crate::{
    council::Privacy,
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Error, Exit},
    report::Report,
};

pub(super) fn run(context: &Context<'_>, args: &CouncilArgs) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    let (council, decisions) = Diagnostics::both(
        source::council(context, &questionnaire, &args.sources, &args.reading),
        decisions::read(args.decisions.as_deref(), &args.sources, &questionnaire),
    )?;
    let mut known = council.reported;
    known.extend(decisions);
    let tally = council.tally;
    let assessment = match args.anonymous {
        false => tally.assess(&known, Privacy::Named),
        true if tally.count() < Privacy::GROUP_AT_LEAST => {
            let kind = DiagnosticKind::TooFewToBeAnonymous(tally.count());
            return Err(Diagnostic::nowhere(kind).into());
        }
        true => {
            known.values_mut().for_each(|decision| decision.owner = None);
            tally.assess(&known, Privacy::ByTeam)
        }
    };
    let label = args.label.clone().or_else(|| source::label_of(&args.sources));
    let report = Report::Council { assessment: &assessment, label: label.as_deref() };
    let from: Vec<_> = args.sources.iter().chain(&args.decisions).map(PathBuf::as_path).collect();
    context.report(&report, &args.output, &from)?;
    Ok(verdict(&assessment, &args.fail_on))
}
