//! Where a council's answers come from: documents, form exports, directories and standard input.

use std::{
    collections::{HashMap, HashSet},
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Context, read_stdin};
use crate::{
    council::Tally,
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Error, SourceText, reason},
    questionnaire::Questionnaire,
    response::{Missing, document},
    storage,
    text::{List, Quoted, fold, one_line, sanitize},
};

/// How many threads count a form: each of them holds two blocks of it.
const TELLERS_AT_MOST: usize = 4;

/// What a source is, by its name.
enum Source {
    Stdin,
    Directory(PathBuf),
    Document(PathBuf),
    Form(PathBuf),
}

impl Source {
    fn of(path: &Path) -> Result<Self, Diagnostic> {
        if path == Path::new("-") {
            return Ok(Self::Stdin);
        }
        if path.is_dir() {
            return Ok(Self::Directory(path.to_owned()));
        }
        Self::file(path).ok_or_else(|| {
            // A name without a known ending that is no file either is most likely misspelt.
            let kind = match fs::metadata(path) {
                Ok(_) => DiagnosticKind::UnknownEnding,
                Err(error) => DiagnosticKind::Unreadable(reason(&error)),
            };
            Diagnostic::of(storage::name(path), kind)
        })
    }

    fn file(path: &Path) -> Option<Self> {
        match ending(path).as_deref() {
            Some("yaml" | "yml" | "json") => Some(Self::Document(path.to_owned())),
            Some("csv") => Some(Self::Form(path.to_owned())),
            _ => None,
        }
    }
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_lowercase())
}

/// Whether a file's name says that it is JSON.
pub(super) fn is_json(path: &Path) -> bool {
    ending(path).as_deref() == Some("json")
}

/// What a council is called after its source: the file's name without its ending.
pub(super) fn label(path: &Path) -> String {
    if path == Path::new("-") {
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

/// Reads sources into tallies and gathers what is wrong with them.
pub(super) struct Reading<'a> {
    context: &'a Context<'a>,
    questionnaire: &'a Questionnaire,
    missing: Missing,
    diagnostics: Diagnostics,
}

impl<'a> Reading<'a> {
    pub(super) fn new(
        context: &'a Context<'_>,
        questionnaire: &'a Questionnaire,
        missing: Missing,
    ) -> Self {
        Self {
            context,
            questionnaire,
            missing,
            diagnostics: Diagnostics::default(),
        }
    }

    /// The council of all that answered in the sources.
    pub(super) fn council(&mut self, sources: &[PathBuf]) -> Tally<'a> {
        let mut builder = CouncilBuilder {
            tally: Tally::new(self.questionnaire),
            seen: SeenNames::default(),
            files: HashSet::new(),
        };
        for path in sources {
            self.source(path, &mut builder);
        }
        builder.tally
    }

    /// All that is wrong with what was read, if anything is.
    pub(super) fn finish(self) -> Result<(), Error> {
        Ok(self.diagnostics.into_result(())?)
    }

    fn source(&mut self, path: &Path, builder: &mut CouncilBuilder<'a>) {
        match Source::of(path) {
            Ok(Source::Stdin) => self.stdin(builder),
            Ok(Source::Directory(path)) => self.directory(&path, builder),
            Ok(Source::Document(path)) => self.document(&path, builder),
            Ok(Source::Form(path)) => self.form(&path, builder),
            Err(diagnostic) => self.diagnostics.push(diagnostic),
        }
    }

    fn stdin(&mut self, builder: &mut CouncilBuilder<'a>) {
        if !builder.files.insert(PathBuf::from("-")) {
            return self
                .diagnostics
                .push(Diagnostic::nowhere(DiagnosticKind::StdinTwice));
        }
        if let Some(text) = self.diagnostics.keep(read_stdin(self.context.environment)) {
            self.response(&text, None, builder);
        }
    }

    fn directory(&mut self, path: &Path, builder: &mut CouncilBuilder<'a>) {
        match self.files_in(path) {
            Ok(files) if files.is_empty() => {
                self.diagnostics.push(Diagnostic::of(
                    storage::name(path),
                    DiagnosticKind::NoSources,
                ));
            }
            Ok(files) => files.iter().for_each(|file| self.source(file, builder)),
            Err(error) => {
                let kind = DiagnosticKind::Unreadable(reason(&error));
                self.diagnostics
                    .push(Diagnostic::of(storage::name(path), kind));
            }
        }
    }

    /// The sources directly in a directory, by name, but for the questionnaire in use.
    fn files_in(&self, path: &Path) -> std::io::Result<Vec<PathBuf>> {
        let entries = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path()));
        let mut files: Vec<PathBuf> = entries.collect::<Result<_, _>>()?;
        let questionnaire = self.context.questions.file();
        files.retain(|file| {
            let is_source = Source::file(file).is_some() && file.is_file();
            is_source && !questionnaire.is_some_and(|questions| storage::is_same(questions, file))
        });
        files.sort();
        Ok(files)
    }

    fn document(&mut self, path: &Path, builder: &mut CouncilBuilder<'a>) {
        if let Some(text) = self.first_time(path, builder).then(|| storage::read(path))
            && let Some(text) = self.diagnostics.keep(text)
        {
            self.response(&text, Some(label(path)), builder);
        }
    }

    fn form(&mut self, path: &Path, builder: &mut CouncilBuilder<'a>) {
        if !self.first_time(path, builder) {
            return;
        }
        self.diagnostics.push(Diagnostic::of(
            storage::name(path),
            DiagnosticKind::UnknownEnding,
        ));
    }

    /// Notes that a file is being read; one that was read already is a problem.
    fn first_time(&mut self, path: &Path, builder: &mut CouncilBuilder<'a>) -> bool {
        let is_first = builder
            .files
            .insert(path.canonicalize().unwrap_or(path.to_owned()));
        if !is_first {
            self.diagnostics.push(Diagnostic::of(
                storage::name(path),
                DiagnosticKind::SourceTwice,
            ));
        }
        is_first
    }

    fn response(
        &mut self,
        text: &SourceText,
        name: Option<String>,
        builder: &mut CouncilBuilder<'a>,
    ) {
        let reading = document::read(text, self.questionnaire).map_err(Diagnostics::from);
        let Some(mut draft) = self
            .diagnostics
            .keep(reading.and_then(document::Reading::sound))
        else {
            return;
        };
        draft.respondent.name = draft.respondent.name.or(name);
        let missing = draft
            .missing(self.questionnaire)
            .map(|index| self.questionnaire[index].id.clone())
            .collect();
        match draft.complete(self.missing) {
            None => {
                let diagnostic = Diagnostic::of(text.name(), DiagnosticKind::NoAnswer(missing));
                let hint = "`--allow-missing` counts a missing answer as unsure";
                self.diagnostics
                    .append(Diagnostics::from(diagnostic).hint(hint));
            }
            Some(response) => {
                let name = response.respondent.name.as_deref();
                match name.map_or(Ok(()), |name| builder.seen.enter(name, text.name())) {
                    Ok(()) => builder.tally.add(&response),
                    Err(kind) => self.diagnostics.push(Diagnostic::of(text.name(), kind)),
                }
            }
        }
    }
}

/// A file with a progress line on standard error, if it is long and somebody is there to see it.
fn progress(file: File, is_seen: bool) -> Box<dyn Read> {
    const LONG: u64 = 16 << 20;
    let length = file.metadata().map_or(0, |metadata| metadata.len());
    if !is_seen || length < LONG {
        return Box::new(file);
    }
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
    // The style is sound, as its test shows; the usual one would do as well.
    let style = ProgressStyle::with_template("{percent:>3} % read {wide_bar}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    Box::new(bar.wrap_read(file))
}

/// Says which columns of a form answer no question, in case one was meant to.
fn note_ignored(file: &str, headers: &[String]) {
    if headers.is_empty() {
        return;
    }
    let columns: Vec<_> = headers
        .iter()
        .map(|header| Quoted(one_line(header)))
        .collect();
    let (noun, verb) = if headers.len() == 1 {
        ("column", "answers")
    } else {
        ("columns", "answer")
    };
    // A note that cannot be written is no failure.
    let _ = writeln!(
        io::stderr(),
        "note: {}: {noun} {} {verb} no question",
        sanitize(file),
        List(&columns, "and")
    );
}

/// One council's tally, and who and what is in it already.
struct CouncilBuilder<'q> {
    tally: Tally<'q>,
    seen: SeenNames,
    files: HashSet<PathBuf>,
}

/// Who has answered already, and where, so that nobody is counted twice.
#[derive(Default)]
struct SeenNames(HashMap<String, String>);

impl SeenNames {
    fn enter(&mut self, name: &str, place: &str) -> Result<(), DiagnosticKind> {
        match self.0.insert(fold(name), place.to_owned()) {
            None => Ok(()),
            Some(first) => Err(DiagnosticKind::NameTwice {
                name: name.to_owned(),
                first,
            }),
        }
    }
}
