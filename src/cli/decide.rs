//! `align decide`: the meeting on a council's agenda.

use std::path::{Path, PathBuf};

use super::{
    Context,
    args::DecideArgs,
    decisions,
    draft_file::{SavedFile, today},
    source,
};
use crate::{
    council::{Assessment, Privacy},
    decision::{self, Decisions},
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Error, Exit},
    meeting::Meeting,
    questionnaire::Questionnaire,
    report, storage,
    terminal::{self, Agenda, CouncilLines, DecisionStore},
    text::{ShellWord, one_line, sanitize},
};

/// What a file of decisions looks like.
const EXAMPLE: &str = "
    decisions:
      closing:
        answer: yes
        owner: Ben
        by: 2026-12-15
        promise: Every demo request is called within 24 hours.
";

pub(super) fn run(context: &Context<'_>, args: &DecideArgs) -> Result<Exit, Error> {
    if !context.environment.can_ask() {
        return Err(no_terminal().into());
    }
    let questionnaire = context.questionnaire()?;
    let options = args.reading.options();
    let council = source::council(context, &questionnaire, &args.sources, options)?;
    let mut file = DecisionFile::new(args, &questionnaire)?;
    let before = match &file.read {
        Some(path) => decisions::read_file(path, &questionnaire)?,
        None => council.reported,
    };
    // What was decided before is on the agenda again, to be seen and changed.
    let nothing = Decisions::new(&questionnaire);
    let assessment = council.tally.assess(&nothing, Privacy::Named);
    let lines = lines(context, args, &assessment);
    let warning = file.saved.try_place().err();
    let keeping = file.saved.keeping();
    let agenda = assessment.agenda.clone();
    let meeting = Meeting::new(&questionnaire, agenda, before, keeping, today());
    let mut agenda = Agenda::new(meeting, &lines, &mut file, warning.as_ref());
    terminal::hold(&mut agenda, context.ability())?;
    if let Some(kept) = file.saved.kept() {
        context.note(format_args!("the decisions are in {kept}"));
    }
    Ok(Exit::Done)
}

/// How to write down without a meeting what was decided.
fn no_terminal() -> Diagnostics {
    let hint = "write what was decided to `decisions.yaml` in the council's folder, as below; \
                `align check` reads it over";
    Diagnostics::from(Diagnostic::nowhere(DiagnosticKind::NoMeeting))
        .hint(hint)
        .example(EXAMPLE)
}

fn lines<'q>(
    context: &Context<'_>,
    args: &DecideArgs,
    assessment: &Assessment<'q>,
) -> CouncilLines<'q> {
    let who = assessment.respondents.who.iter().flatten();
    let said = assessment.needs.iter();
    CouncilLines {
        questionnaire: assessment.questionnaire,
        label: args
            .label
            .clone()
            .or_else(|| source::label_of(&args.sources)),
        names: who
            .filter_map(|who| Some(one_line(who.name.as_deref()?)))
            .take(12)
            .collect(),
        said: said
            .map(|need| report::said(assessment, need, context.environment.is_utf8))
            .collect(),
    }
}

/// Where decisions are saved, and what they are written for.
struct DecisionFile<'a> {
    saved: SavedFile<'a>,
    questionnaire: &'a Questionnaire,
    /// The file that holds what was decided before.
    read: Option<PathBuf>,
    offered: PathBuf,
}

impl<'a> DecisionFile<'a> {
    fn new(args: &'a DecideArgs, questionnaire: &'a Questionnaire) -> Result<Self, Diagnostics> {
        let (found, _) = decisions::part(&args.sources);
        let read = found.into_iter().next();
        let save = args.save.as_deref();
        let goes_on = |save: &Path| {
            read.as_deref()
                .is_some_and(|read| storage::is_same(read, save))
        };
        let mut saved = SavedFile::new(save, args.force);
        if let Some(save) = save {
            match goes_on(save) {
                true => saved.know(&storage::read(save)?),
                false if !args.force => storage::must_be_free(save)?,
                false => {}
            }
        }
        let folder = args.sources.iter().find(|source| source.is_dir());
        let offered = folder
            .map_or_else(PathBuf::new, Clone::clone)
            .join(decisions::FILE_NAMES[0]);
        Ok(Self {
            saved,
            questionnaire,
            read,
            offered,
        })
    }
}

impl DecisionStore for DecisionFile<'_> {
    fn keep(&mut self, name: Option<&str>, decisions: &Decisions) -> Result<(), Diagnostic> {
        let text = decision::write(decisions, self.questionnaire);
        match name {
            Some(name) => self.saved.write_elsewhere(Path::new(name), &text),
            None => self.saved.write(&text),
        }
    }

    fn offered_file(&self) -> String {
        sanitize(&storage::name(&self.offered)).into_owned()
    }

    fn farewell(&self, decisions: &Decisions) -> Option<String> {
        let text = decision::write(decisions, self.questionnaire);
        match self.saved.kept() {
            Some(kept) if self.saved.holds(&text) => Some(format!("saved in {kept}")),
            _ if *decisions == Decisions::new(self.questionnaire) => None,
            _ => Some(format!(
                "the decisions were not kept; `--save {}` keeps them as you go",
                ShellWord(&storage::name(&self.offered))
            )),
        }
    }
}
