//! `align`: take the answers that are given, ask for the rest, and report.

use std::path::Path;

use super::{Plan, args::Answer as Options, read_stdin, source, vault::Vault, verdict};
use crate::{
    council::Tally,
    interview::Interview,
    problem::{Error, Exit, Fault, Problem, Problems, Text},
    questionnaire::{QuestionIndex, Questionnaire},
    report::Report,
    response::{Draft, Missing, document},
    storage,
    terminal::{self, Keeper, Manner},
    text::visible,
};

pub(super) fn run(plan: &Plan<'_>, options: &Options) -> Result<Exit, Error> {
    let questionnaire = plan.questionnaire()?;
    let mut vault = Vault::new(options, &questionnaire)?;
    let draft = given(plan, options, &questionnaire)?;
    let draft = if can_ask(plan, options) {
        ask(plan, &questionnaire, draft, &mut vault)?
    } else {
        draft
    };
    let kept = if draft.answered() > 0 {
        vault.keep(&draft)
    } else {
        Ok(())
    };
    let Some(mut response) = draft.clone().complete(options.missing.meaning()) else {
        let mut problems = Problems::from_iter(no_answer(&draft, &[], &questionnaire));
        problems.extend(kept.err());
        vault.farewell();
        return Err(problems.hint(how_to_answer(options)).into());
    };
    response.respondent.name = response.respondent.name.or_else(|| file_name(options));
    let mut tally = Tally::new(&questionnaire);
    tally.add(&response);
    let assessment = tally.assess();
    plan.report(&Report::Council(&assessment), options.format.format)?;
    // What could not be saved has been reported all the same, so that it is not lost as well.
    kept?;
    Ok(verdict(&assessment, &options.gate.fail_on))
}

/// Everything that options and documents say, with all that is wrong with it.
fn given(
    plan: &Plan<'_>,
    options: &Options,
    questionnaire: &Questionnaire,
) -> Result<Draft, Error> {
    let mut said = said(options, questionnaire);
    let text = document_text(plan, options, &said.draft, questionnaire);
    let Some(text) = said.problems.keep(text) else {
        return Err(said.problems.into());
    };
    if let Some(text) = text {
        let Some(reading) = said.problems.keep(document::read(&text, questionnaire)) else {
            return Err(said.problems.into());
        };
        said.problems.append(reading.problems);
        said.spoiled.extend(reading.spoiled);
        said.draft = said.draft.or(reading.draft);
    }
    let asks = can_ask(plan, options) || options.missing.allow_missing;
    if said.problems.count() > 0 && !asks {
        let missing = no_answer(&said.draft, &said.spoiled, questionnaire);
        if let Some(missing) = missing.map(Problems::from) {
            said.problems.append(missing.hint(how_to_answer(options)));
        }
    }
    Ok(said.problems.unless(said.draft)?)
}

/// What the options say, read like a document.
fn said(options: &Options, questionnaire: &Questionnaire) -> document::Reading {
    let mut problems = Problems::default();
    let mut draft = Draft::new(questionnaire);
    let mut spoiled = Vec::new();
    for pair in &options.each {
        let text = Text::new("--answer", pair.as_str());
        if let Err(problem) = document::read_pair(&text, questionnaire, &mut draft) {
            problems.push(problem);
            let id = pair.split_once('=').map_or(pair.as_str(), |(id, _)| id);
            spoiled.extend(questionnaire.question(id.trim()));
        }
    }
    let name = options.name.as_deref().map(str::trim);
    draft.respondent.name = name.filter(|name| !name.is_empty()).map(str::to_owned);
    if let Some(team) = &options.team {
        let team =
            document::team(team, questionnaire).map_err(|fault| Problem::of("--team", fault));
        draft.respondent.team = problems.keep(team);
    }
    document::Reading {
        draft,
        problems,
        spoiled,
    }
}

/// The document's text, if there is a document: the file that was named, or standard input where
/// that is no terminal and an answer is still missing.
fn document_text(
    plan: &Plan<'_>,
    options: &Options,
    draft: &Draft,
    questionnaire: &Questionnaire,
) -> Result<Option<Text>, Problems> {
    let complete = draft.missing(questionnaire).next().is_none();
    let text = match &options.answers {
        Some(path) if is_stdin(path) => read_stdin(plan.world)?,
        Some(path) => read_file(path)?,
        None if plan.world.stdin_is_terminal || complete => return Ok(None),
        None => storage::read_stdin()?,
    };
    Ok(Some(text))
}

/// Reads the document that was named; one that is not there may be meant to become one.
fn read_file(path: &Path) -> Result<Text, Problems> {
    storage::read(path).map_err(|problem| {
        let problems = Problems::from(problem);
        if storage::exists(path) {
            return problems;
        }
        let name = storage::name(path);
        problems.hint(format!(
            "`align --save {}` asks and writes it",
            visible(&name)
        ))
    })
}

/// The name that a document without one goes by, as in a council.
fn file_name(options: &Options) -> Option<String> {
    let file = options.answers.as_deref().filter(|path| !is_stdin(path));
    file.map(source::label)
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

const fn can_ask(plan: &Plan<'_>, options: &Options) -> bool {
    plan.world.can_ask() && !options.no_input
}

/// Asks what is missing, if anything is.
fn ask(
    plan: &Plan<'_>,
    questionnaire: &Questionnaire,
    draft: Draft,
    vault: &mut Vault<'_>,
) -> Result<Draft, Error> {
    if draft.missing(questionnaire).next().is_none() {
        return Ok(draft);
    }
    let manner = if plan.world.is_dumb || plan.world.accessible {
        Manner::Plain
    } else {
        Manner::Screen
    };
    let interview = Interview::new(questionnaire, draft, vault.keeping());
    terminal::hold(interview, manner, plan.color_on_stderr, vault).inspect_err(|_| vault.farewell())
}

/// The problem of the questions that nobody answered, if there are any but the spoiled ones.
fn no_answer(
    draft: &Draft,
    spoiled: &[QuestionIndex],
    questionnaire: &Questionnaire,
) -> Option<Problem> {
    let missing = draft
        .missing(questionnaire)
        .filter(|index| !spoiled.contains(index));
    let ids: Vec<_> = missing
        .map(|index| questionnaire[index].id.clone())
        .collect();
    (!ids.is_empty()).then(|| Problem::nowhere(Fault::NoAnswer(ids)))
}

/// What to type next when answers are missing and nobody can be asked.
fn how_to_answer(options: &Options) -> String {
    let how = match &options.answers {
        Some(path) if !is_stdin(path) => format!(
            "`align --answers {}` at a terminal asks only what is missing",
            visible(&storage::name(path))
        ),
        _ => "`align` at a terminal asks; `align sheet` prints a document to fill in".to_owned(),
    };
    format!("{how}; `--allow-missing` counts a missing answer as unsure")
}

impl super::args::AllowMissing {
    /// What a missing answer means.
    pub(super) const fn meaning(&self) -> Missing {
        if self.allow_missing {
            Missing::CountsAsUnsure
        } else {
            Missing::IsAProblem
        }
    }
}
