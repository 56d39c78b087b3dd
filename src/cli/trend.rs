//! `align trend`: what changed from council to council.

use std::path::{Path, PathBuf};

use super::{Context, args::TrendArgs, decisions, source};
use crate::{
    council::Privacy,
    diagnostic::{Diagnostics, Error, Exit},
    report::Report,
    trend::{Council, Trend},
};

pub(super) fn run(context: &Context<'_>, args: &TrendArgs) -> Result<Exit, Error> {
    let mut diagnostics = Diagnostics::default();
    let mut councils = Vec::new();
    let last = args.sources.len().saturating_sub(1);
    for (index, (path, label)) in args.sources.iter().zip(labels(&args.sources)).enumerate() {
        let decisions = args.decisions.as_deref().filter(|_| index == last);
        let council = council(context, args, path, decisions, label);
        councils.extend(diagnostics.keep(council));
    }
    diagnostics.into_result(())?;
    let trend = Trend::new(councils);
    context.report(&Report::Trend(&trend), &args.output)?;
    let fails = args
        .fail_on
        .iter()
        .any(|change| trend.count(change.change()) > 0);
    Ok(if fails { Exit::Failed } else { Exit::Done })
}

/// One council, with its own questionnaire and what it decided.
fn council(
    context: &Context<'_>,
    args: &TrendArgs,
    path: &Path,
    decisions: Option<&Path>,
    label: String,
) -> Result<Council, Diagnostics> {
    let questionnaire = context.questionnaire_of(path)?;
    let sources = [path.to_owned()];
    let (council, decisions) = Diagnostics::both(
        source::council(context, &questionnaire, &sources, args.reading.options()),
        decisions::read(decisions, &sources, &questionnaire),
    )?;
    let decisions = decisions.or(council.reported);
    let assessment = council.tally.assess(&decisions, Privacy::Named);
    Ok(Council::new(label, &assessment))
}

/// What the councils are called. Equal names are told apart by the folders above.
fn labels(paths: &[PathBuf]) -> Vec<String> {
    let mut labels: Vec<String> = paths.iter().map(|path| source::label(path)).collect();
    let mut folders: Vec<PathBuf> = paths.iter().map(|path| above(path)).collect();
    for _ in 0..FOLDERS_AT_MOST {
        let same: Vec<usize> = (0..labels.len())
            .filter(|index| {
                labels
                    .iter()
                    .filter(|label| **label == labels[*index])
                    .count()
                    > 1
            })
            .collect();
        for index in same {
            if let Some(name) = folders[index].file_name() {
                labels[index] = format!("{}/{}", name.to_string_lossy(), labels[index]);
                folders[index].pop();
            }
        }
    }
    labels
}

/// How many folders above may be needed to tell two councils apart.
const FOLDERS_AT_MOST: usize = 8;

/// The folder that a source is in.
fn above(path: &Path) -> PathBuf {
    let path = path.canonicalize().unwrap_or(path.to_owned());
    path.parent().map_or_else(PathBuf::new, Path::to_owned)
}
