//! `align trend`: what changed from council to council.

use std::path::{Path, PathBuf};

use super::{Context, args::TrendArgs, decisions, source};
use crate::{
    council::{Privacy, report},
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Error, Exit},
    report::Report,
    storage,
    trend::{Council, Trend},
};

pub(super) fn run(context: &Context<'_>, args: &TrendArgs) -> Result<Exit, Error> {
    each_once(&args.sources)?;
    let mut diagnostics = Diagnostics::default();
    let mut councils = Vec::new();
    let last = args.sources.len().saturating_sub(1);
    for (index, path) in args.sources.iter().enumerate() {
        let decisions = args.decisions.as_deref().filter(|_| index == last);
        councils.extend(diagnostics.keep(council(context, args, path, decisions)));
    }
    diagnostics.into_result(())?;
    tell_apart(&mut councils, &args.sources);
    let trend = Trend::new(councils);
    let from: Vec<_> = args.sources.iter().chain(&args.decisions).map(PathBuf::as_path).collect();
    context.report(&Report::Trend(&trend), &args.output, &from)?;
    Ok(Exit::failed_if(args.fail_on.iter().any(|change| trend.count(*change) > 0)))
}

/// Fails where a council is named twice: nothing changes from it to itself.
fn each_once(paths: &[PathBuf]) -> Result<(), Diagnostics> {
    let mut repeated = Diagnostics::default();
    for (index, path) in paths.iter().enumerate() {
        let mut before = paths[..index].iter();
        if before.any(|other| other == path || storage::is_same(other, path)) {
            repeated.push(Diagnostic::of(storage::name(path), DiagnosticKind::CouncilTwice));
        }
    }
    repeated.into_result(())
}

/// One council, with its own questionnaire and what it decided; a report stands for its council as
/// it is.
fn council(
    context: &Context<'_>,
    args: &TrendArgs,
    path: &Path,
    decisions: Option<&Path>,
) -> Result<Council, Diagnostics> {
    let questionnaire = context.questionnaire_of(path)?;
    let label = source::label(path);
    if decisions.is_none()
        && let Some(text) = source::report(path, &questionnaire)
    {
        return Ok(Council::of_report(report::parse(&text?)?, &questionnaire, label));
    }
    let sources = [path.to_owned()];
    let (council, decisions) = Diagnostics::both(
        source::council(context, &questionnaire, &sources, &args.reading),
        decisions::read(decisions, &sources, &questionnaire),
    )?;
    let mut known = council.reported;
    known.extend(decisions);
    let assessment = council.tally.assess(&known, Privacy::Named);
    Ok(Council::new(label, &assessment))
}

/// Puts the names of the folders above before equal names of councils.
fn tell_apart(councils: &mut [Council], paths: &[PathBuf]) {
    const FOLDERS_AT_MOST: usize = 8;
    let full = |path: &PathBuf| path.canonicalize().unwrap_or(path.clone());
    let mut folders: Vec<_> = paths.iter().map(full).collect();
    for _ in 0..FOLDERS_AT_MOST {
        let labels: Vec<_> = councils.iter().map(|council| council.label.clone()).collect();
        for ((council, folder), label) in councils.iter_mut().zip(&mut folders).zip(&labels) {
            let is_taken = labels.iter().filter(|other| *other == label).count() > 1;
            if is_taken
                && folder.pop()
                && let Some(name) = folder.file_name()
            {
                council.label = format!("{}/{label}", name.to_string_lossy());
            }
        }
    }
}
