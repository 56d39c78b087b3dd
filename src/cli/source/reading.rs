//! One reading of all sources of a council.

use std::{
    collections::{BTreeMap, HashMap},
    io::Cursor,
    mem,
    path::{Path, PathBuf},
};

use jiff::civil::DateTime;

use super::{
    super::{Context, announce_stdin, args::SourceArgs},
    Council, Input, Kind, REPORT_AT_MOST,
    council_builder::{CouncilBuilder, Origin},
    label,
};
use crate::{
    council::{
        counts,
        report::{self, Reported},
    },
    decision::Decisions,
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics},
    grid::RowPlace,
    questionnaire::Questionnaire,
    response::{Entry, Response, document, form, lines},
    storage,
    text::sanitize,
};

pub(super) struct Reading<'a, 'q> {
    pub(super) context: &'a Context<'a>,
    args: &'a SourceArgs,
    pub(super) builder: CouncilBuilder<'q>,
    found: BTreeMap<&'static str, u64>,
    /// Those that do not name everybody, by their files.
    reports: Vec<(String, Reported)>,
    /// The files that were read, by [`Input::fingerprint`].
    files: HashMap<(u64, u64), Vec<PathBuf>>,
    /// What a second reading needs of sources that can be read only once.
    pub(super) kept: HashMap<PathBuf, Vec<u8>>,
    reported: Decisions,
    pub(super) notes: Vec<String>,
    pub(super) diagnostics: Diagnostics,
}

impl<'a, 'q> Reading<'a, 'q> {
    pub(super) fn new(
        context: &'a Context<'_>,
        questionnaire: &'q Questionnaire,
        args: &'a SourceArgs,
    ) -> Self {
        Self {
            context,
            args,
            builder: CouncilBuilder::new(questionnaire, args.latest),
            found: BTreeMap::new(),
            reports: Vec::new(),
            files: HashMap::new(),
            kept: HashMap::new(),
            reported: Decisions::new(),
            notes: Vec::new(),
            diagnostics: Diagnostics::default(),
        }
    }

    pub(super) fn council(mut self) -> Result<Council<'q>, Diagnostics> {
        let is_alone = self.found.values().sum::<u64>() <= 1;
        // Two offices may say the same: only answers are what a report may have been made from.
        let are_answers = self.found.keys().any(|kind| *kind != Kind::Report.word());
        for (name, report) in self.reports.into_iter().filter(|_| !is_alone) {
            if !report.is_by_team {
                self.diagnostics.push(Diagnostic::of(name, DiagnosticKind::ReportByNoTeam));
            } else if are_answers && self.builder.tally.is_twice(&report.counts) {
                self.diagnostics.push(Diagnostic::of(name, DiagnosticKind::ReportOfTheOthers));
            }
        }
        self.diagnostics.into_result(Council {
            tally: self.builder.tally,
            reported: self.reported,
            found: self.found,
        })
    }

    pub(super) fn sources(&mut self, sources: &[PathBuf]) {
        if sources.iter().filter(|path| storage::is_stdin(path)).count() > 1 {
            return self.diagnostics.push(Diagnostic::nowhere(DiagnosticKind::StdinTwice));
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
        let may_be_text = storage::is_stdin(path) || storage::ending(path) == "txt";
        let kind = match Kind::of(&input, self.builder.questionnaire) {
            // A text that somebody hands over as answers is most likely misspelt.
            Kind::NotRead(DiagnosticKind::UnknownEnding) if may_be_text && is_text(&input.head) => {
                Kind::Document
            }
            kind => kind,
        };
        self.read(input, kind)
    }

    pub(super) fn open(&mut self, path: &Path) -> Result<Input, Diagnostic> {
        if let Some(bytes) = self.kept.get(path) {
            return Input::read(path, Cursor::new(bytes.clone()));
        }
        if storage::is_stdin(path) {
            announce_stdin(self.context.environment);
        }
        let input = Input::open(path)?;
        if input.length.is_some() || !self.args.latest {
            return Ok(input);
        }
        self.kept.insert(path.to_owned(), input.into_bytes(u64::MAX)?);
        self.open(path)
    }

    pub(super) fn read(&mut self, input: Input, kind: Kind) -> Result<(), Diagnostics> {
        self.first_time(&input)?;
        let word = kind.word();
        let read = match kind {
            Kind::Document => self.document(input),
            Kind::Lines => self.lines(input),
            Kind::Report => self.report(input),
            Kind::Form => self.form(input),
            Kind::Counts => self.counts(input),
            Kind::NotRead(kind) => Err(Diagnostic::of(input.name, kind).into()),
        };
        let mut problems = mem::take(&mut self.builder.unknown);
        problems.keep(read);
        problems.sort();
        problems.into_result(())?;
        *self.found.entry(word).or_default() += 1;
        Ok(())
    }

    /// Fails where a file of the same bytes was read before, be it the same under another name.
    fn first_time(&mut self, input: &Input) -> Result<(), Diagnostic> {
        let Some(fingerprint) = input.fingerprint() else {
            return Ok(());
        };
        let others = self.files.entry(fingerprint).or_default();
        if let Some(other) = others.iter().find(|other| storage::are_equal(other, &input.path)) {
            let kind = DiagnosticKind::SameBytes(storage::name(other));
            return Err(Diagnostic::of(&input.name, kind));
        }
        others.push(input.path.clone());
        Ok(())
    }

    fn form(&mut self, input: Input) -> Result<(), Diagnostics> {
        let name = input.name.clone();
        let source = self.builder.begin(Origin::Table(name.clone()));
        let form = form::Source {
            file: &name,
            questionnaire: self.builder.questionnaire,
            missing: self.args.missing(),
            keeps_times: self.args.latest,
        };
        let add = &mut |entry: &Entry<'_>| self.builder.add(source, entry);
        let read = form::read(input.into_reader(), form, add);
        let file = sanitize(&name);
        self.notes.extend(read?.into_iter().map(|note| format!("{file}: {note}")));
        Ok(())
    }

    fn counts(&mut self, input: Input) -> Result<(), Diagnostics> {
        let name = input.name.clone();
        let counts = counts::read(input.into_reader(), &name, self.builder.questionnaire)?;
        self.builder.tally.add_counts(&counts, None);
        Ok(())
    }

    fn lines(&mut self, input: Input) -> Result<(), Diagnostics> {
        let text = input.into_text(storage::BYTES_AT_MOST)?;
        let source = self.builder.begin(Origin::Lines(text.clone()));
        let (questionnaire, missing) = (self.builder.questionnaire, self.args.missing());
        let add = &mut |entry: &Entry<'_>| self.builder.add(source, entry);
        lines::read(&text, questionnaire, missing, add).into_result(())
    }

    /// Reads a document; one without a name has its file's.
    fn document(&mut self, input: Input) -> Result<(), Diagnostics> {
        let path = input.path.clone();
        let text = input.into_text(storage::BYTES_AT_MOST)?;
        let questionnaire = self.builder.questionnaire;
        let mut draft = document::read(&text, questionnaire)?.sound()?;
        if draft.respondent.name.is_none() && !storage::is_stdin(&path) {
            draft.respondent.name = Some(label(&path));
        }
        let time = draft.date.map(|date| date.at(0, 0, 0, 0));
        let missing = draft.missing(questionnaire);
        let missing: Vec<_> = missing.map(|index| questionnaire[index].id.clone()).collect();
        let Some(response) = draft.complete(self.args.missing()) else {
            let problem = Diagnostic::of(text.name(), DiagnosticKind::NoAnswer(missing));
            let hint = "`--allow-missing` counts a missing answer as blank";
            return Err(Diagnostics::from(problem).hint(hint));
        };
        self.responses(text.name(), [&response], time);
        Ok(())
    }

    /// Adds responses that a source has by themselves.
    fn responses<'r>(
        &mut self,
        source: &str,
        responses: impl IntoIterator<Item = &'r Response>,
        time: Option<DateTime>,
    ) {
        let source = self.builder.begin(Origin::Document(source.to_owned()));
        for (number, response) in (1..).zip(responses) {
            let place = RowPlace { row: number, line: number };
            let entry = Entry { response, email: None, response_id: None, time, place };
            self.builder.add(source, &entry);
        }
    }

    /// Reads a report: who said what, where it says so, else the counts.
    fn report(&mut self, input: Input) -> Result<(), Diagnostics> {
        let name = input.name.clone();
        let questionnaire = self.builder.questionnaire;
        let report = report::read(&input.into_text(REPORT_AT_MOST)?, questionnaire)?;
        for (question, decision) in &report.decisions {
            let known = self.reported.entry(*question).or_insert_with(|| decision.clone());
            if known != decision {
                let id = questionnaire[*question].id.clone();
                return Err(Diagnostic::of(&name, DiagnosticKind::DecidedTwice(id)).into());
            }
        }
        if let Some(responses) = &report.responses {
            self.responses(&name, responses, None);
        } else {
            let tally = &mut self.builder.tally;
            tally.add_counts(&report.counts, report.missing.as_ref());
            for (question, writer, text) in &report.notes {
                tally.add_note(*question, writer, text);
            }
        }
        let is_named = |response: &Response| response.respondent.name.is_some();
        if !report.responses.as_ref().is_some_and(|responses| responses.iter().all(is_named)) {
            self.reports.push((name, report));
        }
        Ok(())
    }
}

/// Whether bytes that may end within a character are UTF-8.
fn is_text(head: &[u8]) -> bool {
    std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true)
}
