//! Files that are saved while a dialogue goes on: the one that `--save` names, or the one that is
//! named at its end.

use std::path::{Path, PathBuf};

use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText},
    interview::Keeping,
    questionnaire::Questionnaire,
    storage,
    terminal::Kept,
    text::{Count, sanitize},
};

/// What is saved while it grows, and put together with what somebody else wrote meanwhile.
pub(super) trait Growing: Clone + PartialEq {
    /// What it grows by.
    const PART: &'static str;

    /// How much of it there is.
    fn parts(&self) -> u64;

    /// `None` where the text is not sound.
    fn read(text: &SourceText, questionnaire: &Questionnaire) -> Option<Self>;

    fn write(&self, file: &Path, questionnaire: &Questionnaire) -> String;

    /// This with what somebody else made of `base`; `None` if the two contradict each other.
    fn merged(&self, base: &Self, theirs: &Self) -> Option<Self>;

    /// What is wrong with a file's ending, given in lower case.
    fn ending_is_wrong(ending: &str) -> Option<DiagnosticKind>;
}

/// A file that is written anew after every step, and never over what somebody else wrote.
pub(super) struct SavedFile<'a, T> {
    file: Option<&'a Path>,
    questionnaire: &'a Questionnaire,
    /// Whether a file that exists at first may be replaced.
    replaces: bool,
    held: Option<Held<T>>,
}

/// What a file held when it was last read or written here.
struct Held<T> {
    file: PathBuf,
    text: String,
    value: T,
}

impl<'a, T: Growing> SavedFile<'a, T> {
    /// # Errors
    ///
    /// A name that is no file's, or whose ending says that something else is in it.
    pub(super) fn new(
        file: Option<&'a Path>,
        replaces: bool,
        questionnaire: &'a Questionnaire,
    ) -> Result<Self, Diagnostic> {
        file.map_or(Ok(()), must_be_a_name::<T>)?;
        Ok(Self { file, questionnaire, replaces, held: None })
    }

    /// Fails for a name that is taken and is not to be replaced, and says which command goes on
    /// with what has it.
    pub(super) fn must_be_free(&self, go_on: impl Fn(&Path) -> String) -> Result<(), Diagnostics> {
        let Some(file) = self.file.filter(|_| !self.replaces) else {
            return Ok(());
        };
        storage::must_be_free(file).map_err(|diagnostic| match diagnostic.kind {
            DiagnosticKind::Exists => {
                Diagnostics::from(diagnostic).hint(format!("`{}` goes on with it", go_on(file)))
            }
            _ => diagnostic.into(),
        })
    }

    /// Goes on with what a file holds.
    pub(super) fn go_on(&mut self, file: &Path, text: &SourceText, value: T) {
        self.held = Some(Held { file: file.to_owned(), text: text.as_str().to_owned(), value });
    }

    /// Tries the place before the first question is asked.
    pub(super) fn try_place(&self) -> Result<(), Diagnostic> {
        self.file.map_or(Ok(()), storage::must_be_writable)
    }

    /// What the dialogue should know of it.
    pub(super) const fn keeping(&self) -> Keeping {
        match (self.file, &self.held) {
            (None, _) => Keeping::Nowhere,
            (Some(_), None) => Keeping::Unsaved,
            (Some(_), Some(_)) => Keeping::Saved,
        }
    }

    /// The name of the file that was read or written, safe to show.
    pub(super) fn kept(&self) -> Option<String> {
        let held = self.held.as_ref();
        held.map(|held| sanitize(&storage::name(&held.file)).into_owned())
    }

    /// What the file holds, as far as it was read or written here.
    pub(super) fn known(&self) -> Option<&T> {
        self.held.as_ref().map(|held| &held.value)
    }

    /// What to say to whoever leaves with such a value before the end. `go_on` is the command that
    /// goes on with a file, `to_keep` the one that saves from the start.
    pub(super) fn farewell(
        &self,
        value: &T,
        go_on: impl Fn(&Path) -> String,
        to_keep: &str,
    ) -> Option<String> {
        let parts = Count(value.parts(), T::PART);
        Some(match &self.held {
            _ if parts.0 == 0 => return None,
            Some(Held { file, value: held, .. }) if held == value => {
                format!("saved; `{}` goes on with it", go_on(file))
            }
            Some(Held { file, value: held, .. }) => format!(
                "not saved: the last of your {parts}; `{}` goes on with {} of them",
                go_on(file),
                held.parts()
            ),
            None => format!(
                "your {parts} {} not kept; `{to_keep}` keeps them as you go",
                if parts.0 == 1 { "was" } else { "were" }
            ),
        })
    }

    /// Saves the value where it is saved after every step, if there is such a place, with what
    /// somebody else wrote there and what does not contradict it.
    ///
    /// # Errors
    ///
    /// [`DiagnosticKind::ChangedMeanwhile`] where the two contradict each other.
    pub(super) fn save(&mut self, value: &mut T) -> Result<Kept, Diagnostic> {
        let Some(file) = self.file else {
            return Ok(Kept::AsItIs);
        };
        let before = self.held.as_ref().map(|held| held.text.clone());
        match self.write(file, value, before, self.replaces) {
            Err(diagnostic) if diagnostic.kind == DiagnosticKind::ChangedMeanwhile => {
                self.merge(file, value, diagnostic)
            }
            written => written.map(|()| Kept::AsItIs),
        }
    }

    /// Saves the value under another name: a new file, or the one it was read from.
    pub(super) fn save_as(&mut self, file: &Path, value: &T) -> Result<(), Diagnostic> {
        must_be_a_name::<T>(file)?;
        let known = self.held.as_ref().filter(|held| storage::is_same(&held.file, file));
        let before = known.map(|held| held.text.clone());
        self.write(file, value, before, false)
    }

    /// Writes over what was there before, over whatever is there if it may be replaced, or else a
    /// new file.
    fn write(
        &mut self,
        file: &Path,
        value: &T,
        before: Option<String>,
        replaces: bool,
    ) -> Result<(), Diagnostic> {
        let text = value.write(file, self.questionnaire);
        let written = SourceText::new(storage::name(file), text.as_str());
        if T::read(&written, self.questionnaire).is_none() {
            let reason = "it could not be read back: a name or a note is too long";
            let kind = DiagnosticKind::Unwritable(reason.to_owned());
            return Err(Diagnostic::of(storage::name(file), kind));
        }
        match before {
            None if !replaces => storage::write_new(file, &text)?,
            before => storage::replace(file, &text, before.as_deref())?,
        }
        self.held = Some(Held { file: file.to_owned(), text, value: value.clone() });
        Ok(())
    }

    /// Adds what somebody else wrote into the file, and saves both. Where the two contradict each
    /// other, or theirs cannot be read, their file stays as it is.
    fn merge(
        &mut self,
        file: &Path,
        value: &mut T,
        changed: Diagnostic,
    ) -> Result<Kept, Diagnostic> {
        let Some(Held { value: base, .. }) = &self.held else {
            return Err(changed);
        };
        if !file.exists() {
            self.write(file, value, None, self.replaces)?;
            return Ok(Kept::AsItIs);
        }
        let text = storage::read(file)?;
        let theirs = T::read(&text, self.questionnaire);
        let merged = theirs.as_ref().and_then(|theirs| value.merged(base, theirs));
        let (Some(theirs), Some(merged)) = (theirs, merged) else {
            return Err(changed);
        };
        self.go_on(file, &text, theirs);
        *value = merged;
        self.write(file, value, Some(text.as_str().to_owned()), false)?;
        Ok(Kept::Merged)
    }
}

/// Fails for the name of a folder, of standard output, or with an ending that is wrong.
fn must_be_a_name<T: Growing>(file: &Path) -> Result<(), Diagnostic> {
    let ending = file.extension().unwrap_or_default().to_string_lossy();
    let kind = match file {
        _ if file == Path::new("-") => Some(DiagnosticKind::NotStdout),
        _ if file.is_dir() => Some(DiagnosticKind::NotAFile),
        _ => T::ending_is_wrong(&ending.to_lowercase()),
    };
    kind.map_or(Ok(()), |kind| Err(Diagnostic::of(storage::name(file), kind)))
}
