//! `align`: take the answers that are given, ask for the rest, and report.

use std::path::Path;

use super::{Context, args::AnswerArgs, draft_file::DraftFile, read_stdin, source, verdict};
use crate::{
    council::{Privacy, Tally},
    decision::Decisions,
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Error, Exit, SourceText},
    interview::Interview,
    questionnaire::{Limit, QuestionIndex, Questionnaire},
    report::Report,
    response::{Draft, Missing, document},
    storage,
    terminal::{self, DraftStore, Questions},
    text::ShellWord,
};

pub(super) fn run(context: &Context<'_>, options: &AnswerArgs) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    let mut file = DraftFile::new(options, &questionnaire)?;
    let draft = given(context, options, &questionnaire, &mut file)?;
    let answering = Answering {
        context,
        options,
        questionnaire: &questionnaire,
    };
    if can_ask(context, options) && draft.missing(&questionnaire).next().is_some() {
        answering.ask(draft, &mut file)
    } else {
        answering.take(draft, &mut file)
    }
}

/// What to do with answers, whoever gave them.
struct Answering<'a> {
    context: &'a Context<'a>,
    options: &'a AnswerArgs,
    questionnaire: &'a Questionnaire,
}

impl Answering<'_> {
    /// Saves and reports what is given, and asks nobody.
    fn take(&self, mut draft: Draft, file: &mut DraftFile<'_>) -> Result<Exit, Error> {
        let kept = match draft.answered() {
            0 => Ok(()),
            _ => file.save(&mut draft).map(drop),
        };
        let missing = no_answer(&draft, &[], self.questionnaire);
        if let Some(missing) = missing.filter(|_| !self.options.missing.allow_missing) {
            let mut diagnostics = Diagnostics::from(missing);
            diagnostics.keep(kept);
            let farewell = file.farewell(&draft);
            // Without `--save` the answers are where they came from.
            if let Some(farewell) = farewell.filter(|_| self.options.save.is_some()) {
                self.context.note(farewell);
            }
            let how = how_to_answer(self.context, self.options);
            return Err(diagnostics.hint(how).into());
        }
        // What could not be saved is reported all the same, so that it is not lost as well.
        let mut failed = Diagnostics::default();
        failed.keep(kept);
        let exit = failed.keep(self.report(draft)).unwrap_or(Exit::Nothing);
        Ok(failed.into_result(exit)?)
    }

    /// Asks what is missing, reports, and sees to it that the answers are kept if they are worth
    /// it to the person. A report that goes elsewhere comes last: a pager that shows it reads the
    /// same keyboard.
    fn ask(&self, draft: Draft, file: &mut DraftFile<'_>) -> Result<Exit, Error> {
        let warning = file.saved.try_place().err();
        let interview = Interview::new(self.questionnaire, draft, file.saved.keeping());
        let mut questions = Questions::new(interview, file, warning.as_ref());
        terminal::hold(&mut questions, self.context.ability())?;
        let mut draft = questions.into_draft();
        let kept = file.keep(&mut draft).map(drop);
        let is_kept = self.options.save.is_some() && kept.is_ok();
        let is_here = self.context.environment.stdout_is_terminal;
        let mut failed = Diagnostics::default();
        let report =
            |failed: &mut Diagnostics, draft: &Draft| failed.keep(self.report(draft.clone()));
        let mut exit = is_here.then(|| report(&mut failed, &draft)).flatten();
        if !is_kept {
            let wrong = match (&kept, is_here && exit.is_none()) {
                (Err(diagnostic), _) => Some(format!("Not saved: {}", diagnostic.kind)),
                (Ok(()), true) => Some("The report could not be written.".to_owned()),
                (Ok(()), false) => None,
            };
            let is_listed = wrong.is_some() || !is_here;
            self.offer_to_keep(&draft, file, is_listed, wrong, &failed)?;
        }
        failed.keep(kept);
        if !is_here {
            exit = report(&mut failed, &draft);
        }
        Ok(failed.into_result(exit.unwrap_or(Exit::Nothing))?)
    }

    /// Asks whether to keep answers that are in no file.
    fn offer_to_keep(
        &self,
        draft: &Draft,
        file: &mut DraftFile<'_>,
        is_listed: bool,
        wrong: Option<String>,
        failed: &Diagnostics,
    ) -> Result<(), Error> {
        let interview = Interview::to_keep(self.questionnaire, draft.clone());
        let mut questions = Questions::new(interview, file, None);
        if is_listed {
            questions = questions.listing_answers(wrong);
        }
        match terminal::hold(&mut questions, self.context.ability()) {
            // What failed before is what must be told.
            Err(Error::Left) if failed.count() > 0 => Ok(()),
            held => held,
        }?;
        if let Some(kept) = file.saved.kept() {
            self.context
                .note(format_args!("your answers are in {kept}"));
        }
        Ok(())
    }

    fn report(&self, draft: Draft) -> Result<Exit, Diagnostics> {
        let date = draft.date;
        let Some(mut response) = draft.complete(Missing::IsBlank) else {
            return Ok(Exit::Nothing);
        };
        let name = file_name(self.options);
        response.respondent.name = response.respondent.name.or(name);
        let mut tally = Tally::new(self.questionnaire);
        tally.add(&response);
        if let Some(date) = date {
            tally.add_date(date);
        }
        let decisions = Decisions::new(self.questionnaire);
        let assessment = tally.assess(&decisions, Privacy::Named);
        let report = Report::Council {
            assessment: &assessment,
            label: self.options.label.as_deref(),
        };
        self.context.report(&report, &self.options.output)?;
        Ok(verdict(&assessment, &self.options.fail_on.fail_on))
    }
}

/// Everything that options and documents say, with all that is wrong with it.
fn given(
    context: &Context<'_>,
    options: &AnswerArgs,
    questionnaire: &Questionnaire,
    file: &mut DraftFile<'_>,
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
        file.read(options, &text, &reading.draft);
        said.draft = said.draft.or(reading.draft);
    }
    let asks = can_ask(context, options) || options.missing.allow_missing;
    if said.diagnostics.count() > 0 && !asks {
        let missing = no_answer(&said.draft, &said.spoiled, questionnaire);
        if let Some(missing) = missing.map(Diagnostics::from) {
            said.diagnostics
                .append(missing.hint(how_to_answer(context, options)));
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
    let name = name.filter(|name| !name.is_empty());
    let length = Limit::Name.check("a name", name.unwrap_or_default());
    diagnostics.keep(length.map_err(|kind| Diagnostic::of("--name", kind)));
    draft.respondent.name = name.map(str::to_owned);
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
            ShellWord(&name)
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
fn how_to_answer(context: &Context<'_>, options: &AnswerArgs) -> String {
    let environment = context.environment;
    let how = match &options.answers {
        _ if environment.stdin_is_terminal && !environment.stderr_is_terminal => {
            "questions are asked on standard error, which is redirected".to_owned()
        }
        Some(path) if !is_stdin(path) => format!(
            "`align --answers {}` at a terminal asks only what is missing",
            ShellWord(&storage::name(path))
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
