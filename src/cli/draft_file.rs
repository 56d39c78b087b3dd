//! Where the interview's draft is kept: the file that `--save` names, or the one that is named on
//! leaving.

use std::path::{Path, PathBuf};

use jiff::{ZonedDateTime, civil::Date, tz::TimeZone};

use super::{args::AnswerArgs, source};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText},
    interview::Keeping,
    questionnaire::Questionnaire,
    response::{Draft, document},
    storage::{self, Version},
    terminal::{DraftStore, Kept},
    text::{Count, ShellWord, sanitize},
};

/// Where the draft is saved.
pub(super) struct DraftFile<'a> {
    file: Option<&'a Path>,
    questionnaire: &'a Questionnaire,
    /// Whether a file that exists at first may be replaced.
    replaces: bool,
    /// The text that the file held when it was last read or written here, and the draft in it.
    known: Option<(Version, Draft)>,
    /// The file that holds the draft, once there is one.
    holding: Option<PathBuf>,
}

impl<'a> DraftFile<'a> {
    /// Makes sure that saving will not replace a file that nobody said to replace.
    ///
    /// # Errors
    ///
    /// A name that is taken, that is no file's, or whose ending says that something else is in it.
    pub(super) fn new(
        options: &'a AnswerArgs,
        questionnaire: &'a Questionnaire,
    ) -> Result<Self, Diagnostics> {
        let file = options.save.as_deref();
        if let Some(file) = file {
            must_be_documents(file)?;
            if !options.force && !goes_on(options) {
                storage::must_be_free(file).map_err(|diagnostic| or_go_on(diagnostic, file))?;
            }
        }
        Ok(Self {
            file,
            questionnaire,
            replaces: options.force,
            known: None,
            holding: None,
        })
    }

    /// The document that was read, where it is the one that the draft goes on in.
    pub(super) fn read(&mut self, options: &AnswerArgs, text: &SourceText, draft: &Draft) {
        if goes_on(options) {
            self.known = Some((Version::of(text), draft.clone()));
            self.holding = self.file.map(Path::to_owned);
        }
    }

    /// Tries the place before the first question is asked.
    pub(super) fn try_place(&self) -> Result<(), Diagnostic> {
        self.file.map_or(Ok(()), storage::must_be_writable)
    }

    /// What the interview should know of it.
    pub(super) const fn keeping(&self) -> Keeping {
        match (self.file, &self.known) {
            (None, _) => Keeping::Nowhere,
            (Some(_), None) => Keeping::Unsaved,
            (Some(_), Some(_)) => Keeping::Saved,
        }
    }

    /// Saves the draft, if it is to be saved, with the date that it has or else today's.
    pub(super) fn save(&mut self, draft: &mut Draft) -> Result<Kept, Diagnostic> {
        let Some(file) = self.file else {
            return Ok(Kept::AsItIs);
        };
        draft.date = draft.date.or_else(|| Some(today()));
        match self.write(file, draft) {
            Err(diagnostic) if diagnostic.kind == DiagnosticKind::ChangedMeanwhile => {
                self.merge(file, draft, diagnostic)
            }
            written => written.map(|()| Kept::AsItIs),
        }
    }

    fn write(&mut self, file: &Path, draft: &Draft) -> Result<(), Diagnostic> {
        let text = match source::is_json(file) {
            true => document::write_json(draft, self.questionnaire),
            false => document::write(draft, self.questionnaire),
        };
        let version = match &self.known {
            Some((version, _)) => storage::replace(file, &text, Some(version))?,
            None if self.replaces => storage::replace(file, &text, None)?,
            None => storage::write_new(file, &text)?,
        };
        self.known = Some((version, draft.clone()));
        self.holding = Some(file.to_owned());
        Ok(())
    }

    /// Adds what somebody else wrote into the file to the draft, and saves both. Where the two
    /// contradict each other, or theirs cannot be read, their file stays as it is.
    fn merge(
        &mut self,
        file: &Path,
        draft: &mut Draft,
        changed: Diagnostic,
    ) -> Result<Kept, Diagnostic> {
        let Some((_, base)) = &self.known else {
            return Err(changed);
        };
        if !storage::exists(file) {
            self.known = None;
            self.write(file, draft)?;
            return Ok(Kept::AsItIs);
        }
        let text = storage::read(file)?;
        let theirs = document::read(&text, self.questionnaire).ok();
        let theirs = theirs.and_then(|reading| reading.sound().ok());
        let merged = theirs
            .as_ref()
            .and_then(|theirs| draft.merged(base, theirs));
        let (Some(theirs), Some(merged)) = (theirs, merged) else {
            return Err(changed);
        };
        self.known = Some((Version::of(&text), theirs));
        *draft = merged;
        self.write(file, draft)?;
        Ok(Kept::Merged)
    }

    /// The name of the file that holds the draft, if one does.
    pub(super) fn kept(&self) -> Option<String> {
        let file = self.holding.as_deref();
        file.map(|file| sanitize(&storage::name(file)).into_owned())
    }

    /// Whether the draft is in the file as it is.
    fn is_saved(&self, draft: &Draft) -> bool {
        self.known.as_ref().is_some_and(|(_, known)| known == draft)
    }
}

impl DraftStore for DraftFile<'_> {
    fn keep(&mut self, draft: &mut Draft) -> Result<Kept, Diagnostic> {
        draft.date = Some(today());
        self.save(draft)
    }

    fn keep_as(&mut self, name: &str, draft: &Draft) -> Result<(), Diagnostic> {
        let file = Path::new(name);
        must_be_documents(file)?;
        let mut draft = draft.clone();
        draft.date = Some(today());
        let before = (self.known.take(), self.replaces);
        self.replaces = false;
        let written = self.write(file, &draft);
        if written.is_err() {
            (self.known, self.replaces) = before;
        }
        written
    }

    fn farewell(&self, draft: &Draft) -> Option<String> {
        let answered = Count(draft.answered() as u64, "answer");
        let file = self.holding.as_deref();
        let go_on = file.map(|file| format!("`{}` goes on with", command_to_go_on(file)));
        let saved = self.known.as_ref().map_or(0, |(_, known)| known.answered());
        Some(match (go_on, answered.0) {
            (_, 0) => return None,
            (Some(go_on), _) if self.is_saved(draft) || saved == draft.answered() => {
                format!("saved; {go_on} it")
            }
            (Some(go_on), _) => {
                format!("not saved: the last of your {answered}; {go_on} {saved} of them")
            }
            (None, _) => format!(
                "your {answered} {} not kept; `align --save answers.yaml` keeps them as you go",
                if answered.0 == 1 { "was" } else { "were" }
            ),
        })
    }
}

/// Whether the draft goes on in the document that it comes from.
fn goes_on(options: &AnswerArgs) -> bool {
    match (&options.save, &options.answers) {
        (Some(save), Some(answers)) => storage::is_same(save, answers),
        _ => false,
    }
}

/// Fails for the name of a folder, of standard output, or of a file that by its ending holds
/// something else than an answers document.
fn must_be_documents(file: &Path) -> Result<(), Diagnostic> {
    const OTHERS: [&str; 8] = ["csv", "tsv", "xlsx", "txt", "md", "markdown", "html", "htm"];
    let ending = file
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let kind = match ending {
        _ if file == Path::new("-") => DiagnosticKind::NotStdout,
        _ if file.is_dir() => DiagnosticKind::NotAFile,
        Some(ending) if OTHERS.contains(&ending.as_str()) => DiagnosticKind::NotADocument,
        _ => return Ok(()),
    };
    Err(Diagnostic::of(storage::name(file), kind))
}

/// The problem of a name that is taken, and how to go on with what has it if it is a draft.
fn or_go_on(diagnostic: Diagnostic, file: &Path) -> Diagnostics {
    let exists = diagnostic.kind == DiagnosticKind::Exists;
    let diagnostics = Diagnostics::from(diagnostic);
    match exists {
        true => diagnostics.hint(format!("`{}` goes on with it", command_to_go_on(file))),
        false => diagnostics,
    }
}

fn command_to_go_on(file: &Path) -> String {
    let name = storage::name(file);
    let name = ShellWord(&name);
    format!("align --answers {name} --save {name}")
}

/// Today in the local time zone. jiff reads the file that TZ names to its end, which a device or a
/// fifo does not have; then it is today in UTC.
fn today() -> Date {
    let variable = |name| std::env::var(name).ok();
    let name = variable("TZ").unwrap_or_default();
    let folder = variable("TZDIR").unwrap_or_else(|| "/usr/share/zoneinfo".to_owned());
    let file = Path::new(&folder).join(name.trim_start_matches(':'));
    if !name.is_empty() && file.metadata().is_ok_and(|file| !file.is_file()) {
        return jiff::Timestamp::now()
            .to_zoned_datetime(TimeZone::UTC)
            .date();
    }
    ZonedDateTime::now().date()
}
