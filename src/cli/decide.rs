//! `align decide`: the meeting on a council's agenda.

use std::{
    iter,
    path::{Path, PathBuf},
};

use super::{
    Context,
    args::DecideArgs,
    decisions,
    draft_file::today,
    saved_file::{Growing, SavedFile},
    source,
};
use crate::{
    council::{Assessment, Privacy},
    decision::{self, Decisions},
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Error, Exit},
    meeting::Meeting,
    questionnaire::Questionnaire,
    report::{RenderOptions, page::council as page, table},
    storage,
    terminal::{self, Agenda, AgendaText, Dialogue, DraftStore, not_saved},
    text::{ShellWord, one_line},
    yaml,
};

const EXAMPLE: &str = include_str!("decide/example.yaml");

pub(super) fn run(context: &Context<'_>, args: &DecideArgs) -> Result<Exit, Error> {
    let questionnaire = context.questionnaire()?;
    if !context.environment.can_ask() {
        return Err(no_meeting(&questionnaire).into());
    }
    let before = decisions::file(args.decisions.as_deref(), &args.sources)?;
    let before = before.as_deref();
    let command = |file: Option<&Path>| command(args, before, file);
    let mut file =
        SavedFile::new(args.save.as_deref(), before, args.force, &questionnaire, command)?;
    let (council, decided) = Diagnostics::both(
        source::council(context, &questionnaire, &args.sources, &args.reading),
        read(before, &questionnaire, &mut file),
    )?;
    // What was decided before is on the agenda as well, to be seen and changed.
    let nothing = Decisions::new();
    let assessment = council.tally.assess(&nothing, Privacy::Named);
    if assessment.agenda.is_empty() {
        context.note("there is nothing to decide: no need is open");
        return Ok(Exit::Done);
    }
    let wrong = file.try_place().err().map(|diagnostic| not_saved(&diagnostic));
    let mut known = council.reported;
    known.extend(decided);
    let agenda = assessment.agenda.clone();
    let meeting = Meeting::new(&questionnaire, agenda, known, today());
    let text = text(context, args, before, &assessment);
    let dialogue = Dialogue { steps: Agenda { meeting, text }, store: &mut file, wrong };
    let decisions = terminal::hold(dialogue, context.ability())?.meeting.decisions;
    if let Some(kept) = file.kept().filter(|_| file.holds(&decisions)) {
        context.note(format_args!("what was decided is in {}", storage::shown(kept)));
    }
    Ok(Exit::Done)
}

/// What to do where nobody can be asked, with an example on one of the questions.
fn no_meeting(questionnaire: &Questionnaire) -> Diagnostics {
    let hint = "write what was decided to `decisions.yaml` in the council's folder, as below; \
                `align check` reads it over";
    let problem = Diagnostics::from(Diagnostic::nowhere(DiagnosticKind::NoMeeting));
    let question = questionnaire.questions().take(2).next_back();
    let id = question.map_or_else(String::new, |(_, question)| yaml::quoted(&question.id));
    problem.hint(hint).example(EXAMPLE.replace("closing", &id))
}

/// What was decided before.
fn read(
    before: Option<&Path>,
    questionnaire: &Questionnaire,
    file: &mut SavedFile<'_, Decisions>,
) -> Result<Decisions, Diagnostics> {
    let Some(before) = before else {
        return Ok(Decisions::new());
    };
    let text = storage::read(before)?;
    let decisions = decision::read(&text, questionnaire)?;
    file.go_on(before, &text, decisions.clone());
    Ok(decisions)
}

fn text(
    context: &Context<'_>,
    args: &DecideArgs,
    before: Option<&Path>,
    assessment: &Assessment<'_>,
) -> AgendaText {
    let questionnaire = assessment.questionnaire;
    let label = args.label.clone().or_else(|| source::label_of(&args.sources));
    let title: Vec<_> = iter::once(questionnaire.title.clone()).chain(label).collect();
    let unicode = context.environment.is_utf8;
    let color = context.color_on_stderr && !context.environment.is_plain;
    let said = |need| {
        let (sentence, entries) = page::said(assessment, need, unicode);
        let lines = table::lines(&entries, RenderOptions { width: 0, color, unicode });
        (sentence, lines)
    };
    let expected = questionnaire.people.iter();
    let expected = expected.map(|person| (one_line(&person.name), Some(person.team)));
    let who = assessment.respondents.responses.iter().flatten();
    let who = who.map(|response| &response.respondent);
    let who = who.filter_map(|who| Some((one_line(who.name.as_deref()?), who.team)));
    AgendaText {
        title: one_line(&title.join(" · ")),
        said: assessment.needs.iter().map(said).collect(),
        people: match questionnaire.people[..] {
            [] => who.collect(),
            _ => expected.collect(),
        },
        describe: |decision| one_line(&page::task(decision).line()),
        offered_file: storage::shown(&offered(args, before)),
    }
}

/// The file to save in where none is named.
fn offered(args: &DecideArgs, before: Option<&Path>) -> PathBuf {
    let in_folder = || {
        let folder = args.sources.iter().find(|source| source.is_dir());
        folder.map_or_else(PathBuf::new, PathBuf::clone).join(decisions::FILE_NAMES[0])
    };
    let save = args.save.as_deref().or(before);
    save.map_or_else(in_folder, Path::to_owned)
}

/// What to type to go on with a file, or else to save from the start.
fn command(args: &DecideArgs, before: Option<&Path>, file: Option<&Path>) -> String {
    let sources: Vec<_> = args.sources.iter().map(|path| ShellWord(path).to_string()).collect();
    let found = decisions::file(None, &args.sources).ok().flatten();
    let is_found = |file| found.as_deref().is_some_and(|found| storage::is_same(found, file));
    let named = file.filter(|file| !is_found(file));
    let named = named.map_or_else(String::new, |file| format!(" --decisions {}", ShellWord(file)));
    let save = file.map_or_else(|| offered(args, before), Path::to_owned);
    format!("align decide {}{named} --save {}", sources.join(" "), ShellWord(&save))
}

impl Growing for Decisions {
    const PART: &'static str = "decision";

    fn parts(&self) -> usize {
        self.len()
    }

    fn write(&self, _: &Path, questionnaire: &Questionnaire) -> String {
        decision::write(self, questionnaire)
    }

    fn ending_is_wrong(ending: &str) -> Option<DiagnosticKind> {
        let is_yaml = ["", "yaml", "yml"].contains(&ending);
        (!is_yaml).then_some(DiagnosticKind::NotADecisionsFile)
    }
}
