//! `align`: take the answers that are given, ask for the rest, and report.

use std::path::{Path, PathBuf};

use super::{
    Context, announce_stdin,
    args::AnswerArgs,
    draft_file::{self, DraftFile, today},
    source, verdict,
};
use crate::{
    council::{Privacy, Tally},
    decision::Decisions,
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Error, Exit, SourceText},
    interview::Interview,
    questionnaire::{Limit, QuestionIndex, Questionnaire},
    report::Report,
    response::{Draft, Missing, document},
    storage,
    terminal::{self, Dialogue, DraftStore, Questions, not_saved},
    text::ShellWord,
};

pub(super) fn run(context: &Context<'_>, options: &AnswerArgs) -> Result<Exit, Error> {
    let questionnaire = &context.questionnaire()?;
    let mut file = draft_file::open(options, questionnaire)?;
    let answering = Answering { context, options, questionnaire };
    let draft = answering.given(&mut file)?;
    if answering.can_ask() && draft.missing(questionnaire).next().is_some() {
        answering.ask(draft, &mut file)
    } else {
        answering.take(draft, &mut file)
    }
}

struct Answering<'a> {
    context: &'a Context<'a>,
    options: &'a AnswerArgs,
    questionnaire: &'a Questionnaire,
}

impl Answering<'_> {
    /// Saves and reports what is given, and asks nobody.
    fn take(&self, mut draft: Draft, file: &mut DraftFile<'_>) -> Result<Exit, Error> {
        let mut failed = Diagnostics::default();
        if self.options.save.is_some() && draft.answered() > 0 {
            draft.date = draft.date.or_else(|| Some(today()));
            failed.keep(file.save(&draft));
        }
        let missing = self.no_answer(&draft, &[]);
        if let Some(missing) = missing.filter(|_| !self.options.allow_missing) {
            let mut diagnostics = Diagnostics::from(missing);
            diagnostics.append(failed);
            // Without `--save` the answers are where they came from.
            let farewell = file.farewell(&draft);
            if let Some(farewell) = farewell.filter(|_| self.options.save.is_some()) {
                self.context.note(farewell);
            }
            return Err(diagnostics.hint(self.how_to_answer()).into());
        }
        // What could not be saved is reported all the same, so that it is not lost as well.
        let exit = failed.keep(self.report(draft)).unwrap_or(Exit::Nothing);
        Ok(failed.into_result(exit)?)
    }

    /// Asks what is missing, reports, and sees to it that the answers are kept if they are worth
    /// it to the person. A report that goes elsewhere comes last: a pager that shows it reads the
    /// same keyboard.
    fn ask(&self, draft: Draft, file: &mut DraftFile<'_>) -> Result<Exit, Error> {
        let wrong = file.try_place().err().map(|diagnostic| not_saved(&diagnostic));
        let is_kept = self.options.save.is_some();
        let interview = Interview::new(self.questionnaire, draft, is_kept);
        let steps = Questions { interview, lists_answers: false };
        let dialogue = Dialogue { steps, store: file, wrong };
        let mut draft = terminal::hold(dialogue, self.context.ability())?.interview.draft;
        draft.date = Some(today());
        let kept = file.keep(&draft);
        let is_here = self.context.environment.stdout_is_terminal;
        let mut failed = Diagnostics::default();
        let mut exit = None;
        if is_here {
            exit = failed.keep(self.report(draft.clone()));
        }
        if self.options.save.is_none() || kept.is_err() {
            self.offer_to_keep(draft.clone(), file, kept.as_ref().err(), &failed)?;
        }
        if let Some(other) = file.kept().filter(|kept| self.options.save.as_deref() != Some(kept)) {
            self.context.note(format_args!("your answers are in {}", storage::shown(other)));
        }
        failed.keep(kept);
        if !is_here {
            exit = failed.keep(self.report(draft));
        }
        Ok(failed.into_result(exit.unwrap_or(Exit::Nothing))?)
    }

    /// Asks whether to keep answers that are in no file.
    fn offer_to_keep(
        &self,
        draft: Draft,
        file: &mut DraftFile<'_>,
        failed_save: Option<&Diagnostic>,
        not_reported: &Diagnostics,
    ) -> Result<(), Error> {
        let has_failed = not_reported.count() > 0;
        let wrong = match failed_save {
            Some(diagnostic) => Some(not_saved(diagnostic)),
            None => has_failed.then(|| "The report could not be written.".to_owned()),
        };
        let interview = Interview::to_keep(self.questionnaire, draft);
        let lists_answers = wrong.is_some() || !self.context.environment.stdout_is_terminal;
        let dialogue =
            Dialogue { steps: Questions { interview, lists_answers }, store: file, wrong };
        match terminal::hold(dialogue, self.context.ability()) {
            // What failed before is what must be told.
            Err(Error::Left) if has_failed => Ok(()),
            held => held.map(drop),
        }
    }

    fn report(&self, draft: Draft) -> Result<Exit, Diagnostics> {
        let date = draft.date;
        let Some(mut response) = draft.complete(Missing::IsBlank) else {
            return Ok(Exit::Nothing);
        };
        // A document without a name goes by its file's, as in a council.
        let file = self.options.answers.as_deref().filter(|path| !storage::is_stdin(path));
        response.respondent.name = response.respondent.name.or_else(|| file.map(source::label));
        let mut tally = Tally::new(self.questionnaire);
        tally.add(&response);
        if let Some(date) = date {
            tally.add_date(date);
        }
        let decisions = Decisions::new();
        let assessment = tally.assess(&decisions, Privacy::Named);
        let report =
            Report::Council { assessment: &assessment, label: self.options.label.as_deref() };
        let from = [&self.options.answers, &self.options.save];
        let from: Vec<_> = from.into_iter().flatten().map(PathBuf::as_path).collect();
        self.context.report(&report, &self.options.output, &from)?;
        Ok(verdict(&assessment, &self.options.fail_on))
    }

    /// Everything that options and documents say, with all that is wrong with it.
    fn given(&self, file: &mut DraftFile<'_>) -> Result<Draft, Error> {
        let mut said = self.said();
        let read = self.document(&said.draft).and_then(|text| {
            let Some(text) = text else { return Ok(()) };
            let reading = document::read(&text, self.questionnaire)?;
            said.diagnostics.append(reading.diagnostics);
            said.spoiled.extend(reading.spoiled);
            if let (Some(answers), Some(_)) = (&self.options.answers, &self.options.save) {
                file.go_on(answers, &text, reading.draft.clone());
            }
            said.draft.fill(reading.draft);
            Ok(())
        });
        if said.diagnostics.keep(read).is_none() {
            return Err(said.diagnostics.into());
        }
        let asks = self.can_ask() || self.options.allow_missing;
        let missing = self.no_answer(&said.draft, &said.spoiled);
        if let Some(missing) = missing.filter(|_| said.diagnostics.count() > 0 && !asks) {
            said.diagnostics.append(Diagnostics::from(missing).hint(self.how_to_answer()));
        }
        Ok(said.diagnostics.into_result(said.draft)?)
    }

    fn said(&self) -> document::Reading {
        let (options, questionnaire) = (self.options, self.questionnaire);
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
            let team = document::team(team, questionnaire);
            draft.respondent.team =
                diagnostics.keep(team.map_err(|kind| Diagnostic::of("--team", kind)));
        }
        document::Reading { draft, diagnostics, spoiled }
    }

    /// The document's text, if there is a document: the file that was named, or standard input
    /// where that is no terminal and an answer is still missing.
    fn document(&self, draft: &Draft) -> Result<Option<SourceText>, Diagnostics> {
        let environment = self.context.environment;
        let is_complete = draft.missing(self.questionnaire).next().is_none();
        match &self.options.answers {
            Some(path) if !storage::is_stdin(path) => return read_file(path).map(Some),
            None if environment.stdin_is_terminal || is_complete => return Ok(None),
            _ => announce_stdin(environment),
        }
        Ok(Some(storage::read_stdin()?))
    }

    const fn can_ask(&self) -> bool {
        self.context.environment.can_ask() && !self.options.no_input
    }

    /// The problem of the questions that nobody answered, if there are any but the spoiled ones.
    fn no_answer(&self, draft: &Draft, spoiled: &[QuestionIndex]) -> Option<Diagnostic> {
        let missing = draft.missing(self.questionnaire);
        let missing = missing.filter(|index| !spoiled.contains(index));
        let ids: Vec<_> = missing.map(|index| self.questionnaire[index].id.clone()).collect();
        (!ids.is_empty()).then(|| Diagnostic::nowhere(DiagnosticKind::NoAnswer(ids)))
    }

    /// What to type next when answers are missing and nobody can be asked.
    fn how_to_answer(&self) -> String {
        let environment = self.context.environment;
        let how = match &self.options.answers {
            _ if environment.stdin_is_terminal && !environment.stderr_is_terminal => {
                "questions are asked on standard error, which is redirected".to_owned()
            }
            Some(path) if !storage::is_stdin(path) => format!(
                "`align --answers {}` at a terminal asks only what is missing",
                ShellWord(path)
            ),
            _ => {
                "`align` at a terminal asks; `align sheet` prints a document to fill in".to_owned()
            }
        };
        format!("{how}; `--allow-missing` leaves a missing answer blank")
    }
}

/// Reads the document that was named; one that is not there may be meant to become one.
fn read_file(path: &Path) -> Result<SourceText, Diagnostics> {
    storage::read(path).map_err(|diagnostic| match path.exists() {
        true => diagnostic.into(),
        false => Diagnostics::from(diagnostic)
            .hint(format!("`align --save {}` asks and writes it", ShellWord(path))),
    })
}
