//! `align decide`: the meeting on a council's agenda.

use std::path::{Path, PathBuf};

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
    decision::{self, Decision, Decisions},
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Error, Exit, SourceText},
    interview::Keeping,
    meeting::Meeting,
    questionnaire::Questionnaire,
    report::page::council as page,
    storage,
    terminal::{self, Agenda, AgendaText, DraftStore, Kept},
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
    let mut file = DecisionFile::new(args, &questionnaire)?;
    let (council, decided) = Diagnostics::both(
        source::council(context, &questionnaire, &args.sources, &args.reading),
        file.read(&questionnaire),
    )?;
    // What was decided before is on the agenda as well, to be seen and changed.
    let nothing = Decisions::new(&questionnaire);
    let assessment = council.tally.assess(&nothing, Privacy::Named);
    if assessment.agenda.is_empty() {
        context.note("there is nothing to decide: no need is open");
        return Ok(Exit::Done);
    }
    let warning = file.saved.try_place().err();
    let meeting = Meeting::new(
        &questionnaire,
        assessment.agenda.clone(),
        decided.or(council.reported),
        file.keeping(),
        today(),
    );
    let text = file.text(context, &assessment);
    let mut agenda = Agenda::new(meeting, text, &mut file, warning.as_ref());
    terminal::hold(&mut agenda, context.ability())?;
    if let Some(kept) = file.saved.kept() {
        context.note(format_args!("what was decided is in {kept}"));
    }
    Ok(Exit::Done)
}

/// How to write down without a meeting what was decided.
fn no_terminal() -> Diagnostics {
    let hint = "write what was decided to `decisions.yaml` in the council's folder, as below; \
                `align check` reads it over";
    Diagnostics::from(Diagnostic::nowhere(DiagnosticKind::NoMeeting)).hint(hint).example(EXAMPLE)
}

/// Owner, date and promise.
fn describe(decision: &Decision) -> String {
    one_line(&page::task(decision).line())
}

/// Where decisions are saved.
struct DecisionFile<'a> {
    args: &'a DecideArgs,
    saved: SavedFile<'a, Decisions>,
    /// The file that says what was decided before.
    before: Option<PathBuf>,
}

impl<'a> DecisionFile<'a> {
    /// Makes sure that saving will not replace a file that nobody said to replace.
    fn new(args: &'a DecideArgs, questionnaire: &'a Questionnaire) -> Result<Self, Diagnostics> {
        let before = decisions::file(args.decisions.as_deref(), &args.sources)?;
        let file = args.save.as_deref();
        let file = Self { saved: SavedFile::new(file, args.force, questionnaire)?, args, before };
        if !args.save.as_ref().is_some_and(|save| file.goes_on(save)) {
            file.saved.must_be_free(|save| file.command(save, true))?;
        }
        Ok(file)
    }

    fn goes_on(&self, save: &Path) -> bool {
        let before = self.before.as_deref();
        before.is_some_and(|before| storage::is_same(before, save))
    }

    /// What was decided before.
    fn read(&mut self, questionnaire: &Questionnaire) -> Result<Decisions, Diagnostics> {
        let Some(before) = &self.before else {
            return Ok(Decisions::new(questionnaire));
        };
        let text = storage::read(before)?;
        let decisions = decision::read(&text, questionnaire)?;
        if self.args.save.as_ref().is_none_or(|save| self.goes_on(save)) {
            self.saved.go_on(before, &text, decisions.clone());
        }
        Ok(decisions)
    }

    /// Without a place to save there is nothing to lose as long as nothing has changed.
    fn keeping(&self) -> Keeping {
        match self.saved.keeping() {
            Keeping::Nowhere => Keeping::Saved,
            keeping => keeping,
        }
    }

    fn text<'q>(&self, context: &Context<'_>, assessment: &Assessment<'q>) -> AgendaText<'q> {
        let questionnaire = assessment.questionnaire;
        let label = self.args.label.clone();
        let label = label.or_else(|| source::label_of(&self.args.sources));
        let title = Some(questionnaire.title().to_owned()).into_iter().chain(label);
        let title: Vec<_> = title.collect();
        let unicode = context.environment.is_utf8;
        let needs = assessment.needs.iter();
        let expected = questionnaire.people();
        let expected = expected.iter().map(|person| (one_line(&person.name), Some(person.team)));
        let who = assessment.respondents.who.iter().flatten();
        let who = who.filter_map(|who| Some((one_line(who.name.as_deref()?), who.team)));
        AgendaText {
            questionnaire,
            title: one_line(&title.join(" · ")),
            said: needs.map(|need| page::said(assessment, need, unicode)).collect(),
            people: match questionnaire.people().len() {
                0 => who.collect(),
                _ => expected.collect(),
            },
            describe,
            offered_file: sanitize(&storage::name(&self.offered())).into_owned(),
            saves: self.args.save.is_some(),
        }
    }

    /// The file to save in where none is named.
    fn offered(&self) -> PathBuf {
        let save = self.args.save.as_ref().or(self.before.as_ref());
        let folder = || self.args.sources.iter().find(|source| source.is_dir());
        let in_folder = || folder().map(|folder| folder.join(decisions::FILE_NAMES[0]));
        save.cloned().or_else(in_folder).unwrap_or_else(|| decisions::FILE_NAMES[0].into())
    }

    /// What to type to hold the meeting with a file, which may hold decisions already.
    fn command(&self, file: &Path, holds_some: bool) -> String {
        let word = |path: &Path| ShellWord(&storage::name(path)).to_string();
        let sources: Vec<_> = self.args.sources.iter().map(|path| word(path)).collect();
        let found = decisions::file(None, &self.args.sources).ok().flatten();
        let is_found = found.is_some_and(|found| storage::is_same(&found, file));
        let before = match holds_some && !is_found {
            true => format!(" --decisions {}", word(file)),
            false => String::new(),
        };
        let sources = sources.join(" ");
        format!("align decide {sources}{before} --save {}", word(file))
    }
}

impl Growing for Decisions {
    const PART: &'static str = "decision";

    fn parts(&self) -> u64 {
        self.count()
    }

    fn read(text: &SourceText, questionnaire: &Questionnaire) -> Option<Self> {
        decision::read(text, questionnaire).ok()
    }

    fn write(&self, _: &Path, questionnaire: &Questionnaire) -> String {
        decision::write(self, questionnaire)
    }

    fn merged(&self, base: &Self, theirs: &Self) -> Option<Self> {
        self.merged(base, theirs)
    }

    fn ending_is_wrong(ending: &str) -> Option<DiagnosticKind> {
        let is_yaml = ["", "yaml", "yml"].contains(&ending);
        (!is_yaml).then_some(DiagnosticKind::NotADecisionsFile)
    }
}

impl DraftStore<Decisions> for DecisionFile<'_> {
    fn keep(&mut self, decisions: &mut Decisions) -> Result<Kept, Diagnostic> {
        self.saved.save(decisions)
    }

    fn keep_as(&mut self, name: &str, decisions: &Decisions) -> Result<(), Diagnostic> {
        self.saved.save_as(Path::new(name), decisions)
    }

    fn farewell(&self, decisions: &Decisions) -> Option<String> {
        let go_on = |file: &Path| self.command(file, true);
        let to_keep = self.command(&self.offered(), false);
        self.saved.farewell(decisions, go_on, &to_keep)
    }
}
