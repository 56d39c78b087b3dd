//! `align`: take the answers that are given, ask for the rest, and report.

use std::path::Path;

use super::{Context, args::AnswerArgs, draft_file::DraftFile, read_stdin, source, verdict};
use crate::{
    council::{Privacy, Tally},
    decision::Decisions,
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Error, Exit, SourceText},
    interview::Interview,
    questionnaire::{QuestionIndex, Questionnaire},
    report::Report,
    response::{Draft, Missing, document},
    storage,
    terminal::{self, DraftStore, UiMode},
    text::sanitize,
};

pub(super) fn run(context: &Context<'_>, options: &AnswerArgs) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    let mut draft_file = DraftFile::new(options, &questionnaire)?;
    let draft = given(context, options, &questionnaire)?;
    let draft = if can_ask(context, options) {
        ask(context, &questionnaire, draft, &mut draft_file)?
    } else {
        draft
    };
    let kept = if draft.answered() > 0 {
        draft_file.keep(&draft)
    } else {
        Ok(())
    };
    let Some(mut response) = draft.clone().complete(options.missing.meaning()) else {
        let mut diagnostics = Diagnostics::from_iter(no_answer(&draft, &[], &questionnaire));
        diagnostics.extend(kept.err());
        draft_file.farewell();
        return Err(diagnostics.hint(how_to_answer(options)).into());
    };
    response.respondent.name = response.respondent.name.or_else(|| file_name(options));
    let mut tally = Tally::new(&questionnaire);
    tally.add(&response);
    if let Some(date) = draft.date {
        tally.add_date(date);
    }
    let assessment = tally.assess(&Decisions::new(&questionnaire), Privacy::Named);
    let label = options.label.clone().or_else(|| file_name(options));
    let report = Report::Council {
        assessment: &assessment,
        label: label.as_deref(),
    };
    // What could not be saved has been reported all the same, so that it is not lost as well.
    let mut failed = Diagnostics::default();
    failed.keep(kept);
    failed.keep(context.report(&report, &options.output));
    Ok(failed.into_result(verdict(&assessment, &options.fail_on.fail_on))?)
}

/// Everything that options and documents say, with all that is wrong with it.
fn given(
    context: &Context<'_>,
    options: &AnswerArgs,
    questionnaire: &Questionnaire,
) -> Result<Draft, Error> {
    let mut said = said(options, questionnaire);
    let text = document_text(context, options, &said.draft, questionnaire);
    let Some(text) = said.diagnostics.keep(text) else {
        return Err(said.diagnostics.into());
    };
    if let Some(text) = text {
        let Some(reading) = said.diagnostics.keep(document::read(&text, questionnaire)) else {
            return Err(said.diagnostics.into());
        };
        said.diagnostics.append(reading.diagnostics);
        said.spoiled.extend(reading.spoiled);
        said.draft = said.draft.or(reading.draft);
    }
    let asks = can_ask(context, options) || options.missing.allow_missing;
    if said.diagnostics.count() > 0 && !asks {
        let missing = no_answer(&said.draft, &said.spoiled, questionnaire);
        if let Some(missing) = missing.map(Diagnostics::from) {
            said.diagnostics
                .append(missing.hint(how_to_answer(options)));
        }
    }
    Ok(said.diagnostics.into_result(said.draft)?)
}

/// What the options say, read like a document.
fn said(options: &AnswerArgs, questionnaire: &Questionnaire) -> document::Reading {
    let mut diagnostics = Diagnostics::default();
    let mut draft = Draft::new(questionnaire);
    let mut spoiled = Vec::new();
    for pair in &options.each {
        let text = SourceText::new("--answer", pair.as_str());
        if let Err(diagnostic) = document::read_pair(&text, questionnaire, &mut draft) {
            diagnostics.push(diagnostic);
            let id = pair.split_once('=').map_or(pair.as_str(), |(id, _)| id);
            spoiled.extend(questionnaire.question(id.trim()));
        }
    }
    let name = options.name.as_deref().map(str::trim);
    draft.respondent.name = name.filter(|name| !name.is_empty()).map(str::to_owned);
    if let Some(team) = &options.team {
        let team =
            document::team(team, questionnaire).map_err(|kind| Diagnostic::of("--team", kind));
        draft.respondent.team = diagnostics.keep(team);
    }
    document::Reading {
        draft,
        diagnostics,
        spoiled,
    }
}

/// The document's text, if there is a document: the file that was named, or standard input where
/// that is no terminal and an answer is still missing.
fn document_text(
    context: &Context<'_>,
    options: &AnswerArgs,
    draft: &Draft,
    questionnaire: &Questionnaire,
) -> Result<Option<SourceText>, Diagnostics> {
    let complete = draft.missing(questionnaire).next().is_none();
    let text = match &options.answers {
        Some(path) if is_stdin(path) => read_stdin(context.environment)?,
        Some(path) => read_file(path)?,
        None if context.environment.stdin_is_terminal || complete => return Ok(None),
        None => storage::read_stdin()?,
    };
    Ok(Some(text))
}

/// Reads the document that was named; one that is not there may be meant to become one.
fn read_file(path: &Path) -> Result<SourceText, Diagnostics> {
    storage::read(path).map_err(|diagnostic| {
        let diagnostics = Diagnostics::from(diagnostic);
        if storage::exists(path) {
            return diagnostics;
        }
        let name = storage::name(path);
        diagnostics.hint(format!(
            "`align --save {}` asks and writes it",
            sanitize(&name)
        ))
    })
}

/// The name that a document without one goes by, as in a council.
fn file_name(options: &AnswerArgs) -> Option<String> {
    let file = options.answers.as_deref().filter(|path| !is_stdin(path));
    file.map(source::label)
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

const fn can_ask(context: &Context<'_>, options: &AnswerArgs) -> bool {
    context.environment.can_ask() && !options.no_input
}

/// Asks what is missing, if anything is.
fn ask(
    context: &Context<'_>,
    questionnaire: &Questionnaire,
    draft: Draft,
    draft_file: &mut DraftFile<'_>,
) -> Result<Draft, Error> {
    if draft.missing(questionnaire).next().is_none() {
        return Ok(draft);
    }
    let manner = if context.environment.is_dumb
        || context.environment.lacks_term
        || context.environment.accessible
    {
        UiMode::Plain
    } else {
        UiMode::Screen
    };
    let interview = Interview::new(questionnaire, draft, draft_file.keeping());
    terminal::hold(interview, manner, context.color_on_stderr, draft_file)
        .inspect_err(|_| draft_file.farewell())
}

/// The problem of the questions that nobody answered, if there are any but the spoiled ones.
fn no_answer(
    draft: &Draft,
    spoiled: &[QuestionIndex],
    questionnaire: &Questionnaire,
) -> Option<Diagnostic> {
    let missing = draft
        .missing(questionnaire)
        .filter(|index| !spoiled.contains(index));
    let ids: Vec<_> = missing
        .map(|index| questionnaire[index].id.clone())
        .collect();
    (!ids.is_empty()).then(|| Diagnostic::nowhere(DiagnosticKind::NoAnswer(ids)))
}

/// What to type next when answers are missing and nobody can be asked.
fn how_to_answer(options: &AnswerArgs) -> String {
    let how = match &options.answers {
        Some(path) if !is_stdin(path) => format!(
            "`align --answers {}` at a terminal asks only what is missing",
            sanitize(&storage::name(path))
        ),
        _ => "`align` at a terminal asks; `align sheet` prints a document to fill in".to_owned(),
    };
    format!("{how}; `--allow-missing` leaves a missing answer blank")
}

impl super::args::MissingArgs {
    /// What a missing answer means.
    pub(super) const fn meaning(&self) -> Missing {
        if self.allow_missing {
            Missing::IsBlank
        } else {
            Missing::IsAProblem
        }
    }
}
