//! Where a council's answers come from: files, folders and standard input, told apart by what they
//! hold.

mod council_builder;
mod folder;
mod input;
mod kind;
mod seen;

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use super::{Context, announce_stdin};
use crate::{
    council::{
        Tally, counts,
        report::{self, Content, Named},
    },
    decision::Decisions,
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText},
    questionnaire::{QuestionIndex, Questionnaire},
    response::{
        Entry, EntryPosition, Missing, document,
        form::{self, Notes},
        lines,
    },
    storage,
    text::sanitize,
};
use council_builder::{CouncilBuilder, Origin};
use input::Input;
use kind::{Foreign, Kind};

/// The most bytes a report may have: the answers and notes of a thousand people.
const REPORT_AT_MOST: u64 = 256 << 20;

/// How sources are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Options {
    pub(super) missing: Missing,
    /// Whether the later of one person's answers counts; else answering twice is a problem.
    pub(super) latest: bool,
}

/// What the sources of one council hold.
pub(super) struct Council<'q> {
    pub(super) tally: Tally<'q>,
    /// What was decided by what reports say.
    pub(super) reported: Decisions,
    /// How many sources of each kind were read, the files of folders included.
    pub(super) found: BTreeMap<&'static str, u64>,
}

/// Reads the sources of one council. With [`Options::latest`] they are read again where somebody
/// answered twice, so that nothing of a row need be kept for the case that it is left out.
///
/// # Errors
///
/// Everything that is wrong with any of them.
pub(super) fn council<'q>(
    context: &Context<'_>,
    questionnaire: &'q Questionnaire,
    sources: &[PathBuf],
    options: Options,
) -> Result<Council<'q>, Diagnostics> {
    let builder = CouncilBuilder::new(questionnaire, options.latest);
    let mut reading = Reading::new(context, questionnaire, options, builder);
    reading.sources(sources);
    for note in &reading.notes {
        context.note(note);
    }
    if !options.latest {
        reading.diagnostics.append(reading.builder.repetitions());
        return reading.council();
    }
    let (outdated, notes) = reading.builder.outdated();
    for note in notes {
        context.note(note);
    }
    if outdated.is_empty() || reading.diagnostics.count() > 0 {
        return reading.council();
    }
    let builder = CouncilBuilder::without(questionnaire, outdated);
    let mut again = Reading {
        kept: reading.kept,
        ..Reading::new(context, questionnaire, options, builder)
    };
    again.sources(sources);
    again.council()
}

/// The text of a file that is a report; `None` where it is another source.
pub(super) fn report(
    path: &Path,
    questionnaire: &Questionnaire,
) -> Option<Result<SourceText, Diagnostic>> {
    if is_stdin(path) || !path.is_file() {
        return None;
    }
    let input = Input::open(path).ok()?;
    let kind = Kind::of(&input, &ending(path), questionnaire)?;
    matches!(kind, Kind::Report).then(|| report_text(input))
}

fn report_text(input: Input) -> Result<SourceText, Diagnostic> {
    let name = input.name.clone();
    match String::from_utf8(input.into_bytes(REPORT_AT_MOST)?) {
        Ok(text) => Ok(SourceText::new(name, text)),
        Err(_) => Err(Diagnostic::of(name, DiagnosticKind::NotUtf8)),
    }
}

/// What a council is called after its source: the file's name without its ending.
pub(super) fn label(path: &Path) -> String {
    if is_stdin(path) {
        return storage::STDIN.to_owned();
    }
    let path = if path.is_dir() {
        path.canonicalize().unwrap_or(path.to_owned())
    } else {
        path.with_extension("")
    };
    path.file_name().map_or_else(
        || storage::name(&path),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// What a council of these sources is called, where they are one folder or one file.
pub(super) fn label_of(sources: &[PathBuf]) -> Option<String> {
    match sources {
        [source] if source != Path::new("-") => Some(label(source)),
        _ => None,
    }
}

/// Whether a file's name says that it is JSON.
pub(super) fn is_json(path: &Path) -> bool {
    ending(path) == "json"
}

/// The ending of a file's name, in lower case; empty where it has none.
fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default();
    ending.to_string_lossy().to_lowercase()
}

/// One reading of all sources.
struct Reading<'a, 'q> {
    context: &'a Context<'a>,
    questionnaire: &'q Questionnaire,
    options: Options,
    builder: CouncilBuilder<'q>,
    found: BTreeMap<&'static str, u64>,
    /// A report that cannot be put together with others.
    alone: Option<String>,
    /// The files that were read, by [`Input::fingerprint`].
    files: HashMap<(u64, u64), Vec<PathBuf>>,
    /// What a second reading needs of sources that can be read only once.
    kept: HashMap<PathBuf, Vec<u8>>,
    reported: Decisions,
    notes: Vec<String>,
    diagnostics: Diagnostics,
}

impl<'a, 'q> Reading<'a, 'q> {
    fn new(
        context: &'a Context<'_>,
        questionnaire: &'q Questionnaire,
        options: Options,
        builder: CouncilBuilder<'q>,
    ) -> Self {
        Self {
            context,
            questionnaire,
            options,
            builder,
            found: BTreeMap::new(),
            alone: None,
            files: HashMap::new(),
            kept: HashMap::new(),
            reported: Decisions::new(questionnaire),
            notes: Vec::new(),
            diagnostics: Diagnostics::default(),
        }
    }

    fn council(mut self) -> Result<Council<'q>, Diagnostics> {
        if let Some(report) = self
            .alone
            .take()
            .filter(|_| self.found.values().sum::<u64>() > 1)
        {
            let kind = DiagnosticKind::ReportByNoTeam;
            self.diagnostics.push(Diagnostic::of(report, kind));
        }
        self.diagnostics.into_result(Council {
            tally: self.builder.finish(),
            reported: self.reported,
            found: self.found,
        })
    }

    fn sources(&mut self, sources: &[PathBuf]) {
        let stdins = sources.iter().filter(|path| is_stdin(path));
        if stdins.count() > 1 {
            let kind = DiagnosticKind::StdinTwice;
            return self.diagnostics.push(Diagnostic::nowhere(kind));
        }
        for path in sources {
            let read = match path.is_dir() {
                true => self.folder(path),
                false => self.file(path),
            };
            self.diagnostics.keep(read);
        }
    }

    /// Reads a file or standard input that was named, of which nothing is passed over.
    fn file(&mut self, path: &Path) -> Result<(), Diagnostics> {
        let input = self.open(path)?;
        self.first_time(path, &input)?;
        let kind = Kind::of(&input, &ending(path), self.questionnaire);
        let kind = kind.unwrap_or_else(|| {
            // A text that somebody hands over as answers is most likely misspelt.
            let may_be_text = is_stdin(path) || ending(path) == "txt";
            // The head may end within a character.
            let is_text = std::str::from_utf8(input.head())
                .map_or_else(|e| e.error_len().is_none(), |_| true);
            match may_be_text && is_text {
                true => Kind::Document,
                false => Kind::NotRead(DiagnosticKind::UnknownEnding),
            }
        });
        self.read(input, kind, path)
    }

    fn open(&mut self, path: &Path) -> Result<Input, Diagnostic> {
        if let Some(bytes) = self.kept.get(path) {
            return Ok(Input::of(name(path), bytes.clone()));
        }
        let environment = self.context.environment;
        let input = if is_stdin(path) {
            announce_stdin(environment);
            Input::stdin()?
        } else {
            Input::open(path)?
        };
        if input.is_file() || !self.options.latest {
            return Ok(input);
        }
        let (input, bytes) = input.kept()?;
        self.kept.insert(path.to_owned(), bytes);
        Ok(input)
    }

    /// Notes that a file is read.
    ///
    /// # Errors
    ///
    /// [`DiagnosticKind::SameBytes`] where one of the same bytes was read before, be it the same
    /// file under another name.
    fn first_time(&mut self, path: &Path, input: &Input) -> Result<(), Diagnostic> {
        let Some(fingerprint) = input.fingerprint() else {
            return Ok(());
        };
        let others = self.files.entry(fingerprint).or_default();
        if let Some(other) = others.iter().find(|other| input::are_equal(other, path)) {
            let kind = DiagnosticKind::SameBytes(storage::name(other));
            return Err(Diagnostic::of(storage::name(path), kind));
        }
        others.push(path.to_owned());
        Ok(())
    }

    fn read(&mut self, input: Input, kind: Kind, path: &Path) -> Result<(), Diagnostics> {
        let word = kind.word();
        match kind {
            Kind::Document => self.document(&input.into_text()?, path),
            Kind::Lines => self.lines(&input.into_text()?),
            Kind::Report => self.report(input),
            Kind::Form => self.form(input),
            Kind::Counts => self.counts(input),
            Kind::NotRead(kind) => Err(Diagnostic::of(input.name, kind).into()),
        }?;
        *self.found.entry(word).or_default() += 1;
        Ok(())
    }

    fn form(&mut self, input: Input) -> Result<(), Diagnostics> {
        let name = input.name.clone();
        self.builder.begin(Origin::Table(name.clone()));
        let mut unknown = Diagnostics::default();
        let Options { missing, latest } = self.options;
        let builder = &mut self.builder;
        let read = form::read(
            input.into_reader(),
            &name,
            self.questionnaire,
            missing,
            latest,
            &mut |entry| {
                unknown.keep(builder.add(entry));
            },
        );
        let notes = unknown.keep(read);
        let sentences = notes.iter().flat_map(Notes::sentences);
        let file = sanitize(&name);
        self.notes
            .extend(sentences.map(|note| format!("{file}: {note}")));
        unknown.sort();
        unknown.into_result(())
    }

    fn counts(&mut self, input: Input) -> Result<(), Diagnostics> {
        let name = input.name.clone();
        let counts = counts::read(input.into_reader(), &name, self.questionnaire)?;
        for counts in &counts {
            self.builder.add_counts(counts);
        }
        Ok(())
    }

    fn lines(&mut self, text: &SourceText) -> Result<(), Diagnostics> {
        self.builder.begin(Origin::Lines(text.clone()));
        let mut unknown = Diagnostics::default();
        let missing = self.options.missing;
        let builder = &mut self.builder;
        let mut found = lines::read(text, self.questionnaire, missing, &mut |entry| {
            unknown.keep(builder.add(entry));
        });
        found.append(unknown);
        found.sort();
        found.into_result(())
    }

    /// Reads a document; one without a name has its file's.
    fn document(&mut self, text: &SourceText, path: &Path) -> Result<(), Diagnostics> {
        let read = document::read(text, self.questionnaire).map_err(Diagnostics::from);
        let read = read.and_then(document::Reading::sound);
        let mut draft = read.map_err(|problems| match Foreign::of(text, self.questionnaire) {
            Some(Foreign::Decisions) => {
                Diagnostic::of(text.name(), DiagnosticKind::Decisions).into()
            }
            _ => problems,
        })?;
        let name = || Some(label(path)).filter(|_| !is_stdin(path));
        draft.respondent.name = draft.respondent.name.or_else(name);
        let time = draft.date.map(|date| date.at(0, 0, 0, 0));
        let missing: Vec<_> = draft.missing(self.questionnaire).collect();
        let Some(response) = draft.complete(self.options.missing) else {
            return Err(self.incomplete(text, &missing));
        };
        let questions = self.questionnaire.questions().map(|(index, _)| index);
        let notes: Vec<_> = questions
            .filter_map(|index| Some((index, response.note(index)?.to_owned())))
            .collect();
        self.builder.begin(Origin::Document(text.name().to_owned()));
        let entry = Entry {
            respondent: &response.respondent,
            answers: response.answers(),
            notes: &notes,
            email: None,
            response_id: None,
            time,
            position: EntryPosition { row: 1, line: 1 },
        };
        Ok(self.builder.add(&entry)?)
    }

    /// Reads a report: who said what, where it says so, else the counts.
    fn report(&mut self, input: Input) -> Result<(), Diagnostics> {
        let name = input.name.clone();
        let report = report::read(&report_text(input)?, self.questionnaire)?;
        let joined = self.reported.join(&report.decisions, self.questionnaire);
        joined.map_err(|question| {
            let id = self.questionnaire[question].id.clone();
            Diagnostic::of(&name, DiagnosticKind::DecidedTwice(id))
        })?;
        let (counts, notes) = match report.content {
            Content::Named(named) => return self.named(&name, &named),
            Content::Counts(counts, notes) => (counts, notes),
            Content::Together(counts, notes) => {
                self.alone = Some(name);
                (vec![counts], notes)
            }
        };
        for counts in &counts {
            self.builder.add_counts(counts);
        }
        for (question, writer, text) in &notes {
            self.builder.add_note(*question, writer, text);
        }
        Ok(())
    }

    fn named(&mut self, report: &str, named: &[Named]) -> Result<(), Diagnostics> {
        self.builder.begin(Origin::Document(report.to_owned()));
        let mut unknown = Diagnostics::default();
        for each in named {
            unknown.keep(self.builder.add(&Entry {
                respondent: &each.respondent,
                answers: &each.answers,
                notes: &each.notes,
                email: None,
                response_id: None,
                time: None,
                position: EntryPosition { row: 1, line: 1 },
            }));
        }
        unknown.into_result(())
    }

    fn incomplete(&self, text: &SourceText, missing: &[QuestionIndex]) -> Diagnostics {
        let ids = missing
            .iter()
            .map(|index| self.questionnaire[*index].id.clone());
        let diagnostic = Diagnostic::of(text.name(), DiagnosticKind::NoAnswer(ids.collect()));
        Diagnostics::from(diagnostic).hint("`--allow-missing` counts a missing answer as blank")
    }
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

fn name(path: &Path) -> String {
    match is_stdin(path) {
        true => storage::STDIN.to_owned(),
        false => storage::name(path),
    }
}
