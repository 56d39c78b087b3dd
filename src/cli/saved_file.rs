//! Files that are saved while a dialogue goes on: the one that `--save` names, or the one that is
//! named at its end.

use std::path::{Path, PathBuf};

use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText},
    questionnaire::Questionnaire,
    storage,
    terminal::DraftStore,
    text::Count,
};

/// What is saved while it grows by one part after another.
pub(super) trait Growing: Clone + PartialEq {
    const PART: &'static str;
    fn parts(&self) -> usize;
    /// The same with today's date, where it has one.
    fn touched(&self) -> Self {
        self.clone()
    }
    fn write(&self, file: &Path, questionnaire: &Questionnaire) -> String;
    /// What is wrong with a file's ending, given in lower case.
    fn ending_is_wrong(ending: &str) -> Option<DiagnosticKind>;
}

/// A file that is written anew after every step, and never over what somebody else wrote.
pub(super) struct SavedFile<'a, T> {
    file: Option<PathBuf>,
    questionnaire: &'a Questionnaire,
    /// Whether a file that exists at first may be replaced.
    replaces: bool,
    held: Option<Held<T>>,
    command: Command<'a>,
}

/// What to type to go on with a file, or else to save from the start.
type Command<'a> = Box<dyn Fn(Option<&Path>) -> String + 'a>;

/// What a file held when it was last read or written here.
struct Held<T> {
    file: PathBuf,
    text: SourceText,
    value: T,
}

impl<'a, T: Growing> SavedFile<'a, T> {
    /// Fails for a name that is taken, unless that file may be replaced or is where the value comes
    /// from.
    pub(super) fn new(
        file: Option<&Path>,
        origin: Option<&Path>,
        replaces: bool,
        questionnaire: &'a Questionnaire,
        command: impl Fn(Option<&Path>) -> String + 'a,
    ) -> Result<Self, Diagnostics> {
        if let Some(file) = file {
            must_be_a_name::<T>(file)?;
            let is_origin = origin.is_some_and(|origin| storage::is_same(file, origin));
            let is_free = || storage::must_be_free(file);
            let taken = (!replaces && !is_origin).then(is_free).and_then(Result::err);
            if let Some(taken) = taken {
                return Err(match taken.kind {
                    DiagnosticKind::Exists => Diagnostics::from(taken)
                        .hint(format!("`{}` goes on with it", command(Some(file)))),
                    _ => taken.into(),
                });
            }
        }
        let file = file.map(Path::to_owned);
        Ok(Self { file, questionnaire, replaces, held: None, command: Box::new(command) })
    }

    /// Notes what is in the file that the value comes from, unless it is saved in another.
    pub(super) fn go_on(&mut self, origin: &Path, text: &SourceText, value: T) {
        if self.file.as_ref().is_none_or(|file| storage::is_same(file, origin)) {
            self.held = Some(Held { file: origin.to_owned(), text: text.clone(), value });
        }
    }

    /// Tries the place before the first question is asked.
    pub(super) fn try_place(&self) -> Result<(), Diagnostic> {
        self.file.as_deref().map_or(Ok(()), storage::must_be_writable)
    }

    pub(super) fn kept(&self) -> Option<&Path> {
        self.held.as_ref().map(|held| held.file.as_path())
    }

    /// Saves the value in the file that is named, if one is and nobody else has changed it.
    pub(super) fn save(&mut self, value: &T) -> Result<(), Diagnostic> {
        let Some(file) = self.file.clone() else {
            return Ok(());
        };
        self.write(&file, value, self.replaces)
    }

    /// Writes over what is known to be there, over anything if that may be replaced, or else a new
    /// file.
    fn write(&mut self, file: &Path, value: &T, replaces: bool) -> Result<(), Diagnostic> {
        let text = value.write(file, self.questionnaire);
        let text = SourceText::new(storage::name(file), text);
        let is_known = |held: &&Held<T>| held.file == file || storage::is_same(&held.file, file);
        match self.held.as_ref().filter(is_known) {
            None if !replaces => storage::write_new(file, text.as_str())?,
            known => storage::replace(file, text.as_str(), known.map(|held| held.text.as_str()))?,
        }
        self.held = Some(Held { file: file.to_owned(), text, value: value.clone() });
        Ok(())
    }

    /// Goes on in a new file beside the one that somebody else has changed.
    fn save_beside(&mut self, value: &T, changed: Diagnostic) -> Result<String, Diagnostic> {
        let taken = self.file.clone().unwrap_or_default();
        let mut others = (2..=NUMBER_AT_MOST).map(|number| numbered(&taken, number));
        let free = others.find(|other| storage::must_be_free(other).is_ok());
        let free = free.ok_or(changed)?;
        self.write(&free, value, false)?;
        let [taken, kept] = [&taken, &free].map(|file| storage::shown(file));
        self.file = Some(free);
        Ok(format!("Somebody else changed {taken}; yours goes on in {kept}"))
    }
}

/// How many files beside a changed one are tried.
const NUMBER_AT_MOST: u32 = 99;

/// `ana.yaml` as `ana-2.yaml`.
fn numbered(file: &Path, number: u32) -> PathBuf {
    let mut name = file.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    if let Some(ending) = file.extension() {
        name.push(".");
        name.push(ending);
    }
    file.with_file_name(name)
}

impl<T: Growing> DraftStore<T> for SavedFile<'_, T> {
    fn keep(&mut self, value: &T) -> Result<Option<String>, Diagnostic> {
        let value = value.touched();
        match self.save(&value) {
            Err(changed) if changed.kind == DiagnosticKind::ChangedMeanwhile => {
                self.save_beside(&value, changed).map(Some)
            }
            saved => saved.map(|()| None),
        }
    }

    fn keep_as(&mut self, name: &str, value: &T) -> Result<(), Diagnostic> {
        let file = Path::new(name);
        must_be_a_name::<T>(file)?;
        self.write(file, &value.touched(), false)
    }

    fn holds(&self, value: &T) -> bool {
        self.held.as_ref().is_some_and(|held| held.value.touched() == value.touched())
    }

    fn farewell(&self, value: &T) -> Option<String> {
        let parts = Count(value.parts() as u64, T::PART);
        let command = (self.command)(self.kept());
        Some(match &self.held {
            _ if parts.0 == 0 => return None,
            Some(_) if self.holds(value) => format!("saved; `{command}` goes on with it"),
            Some(held) => format!(
                "not saved: the last of your {parts}; `{command}` goes on with {} of them",
                held.value.parts()
            ),
            None => {
                let was = if parts.0 == 1 { "was" } else { "were" };
                format!("your {parts} {was} not kept; `{command}` keeps them as you go")
            }
        })
    }
}

/// Fails for the name of a folder, of standard output, or with an ending that is wrong.
fn must_be_a_name<T: Growing>(file: &Path) -> Result<(), Diagnostic> {
    let kind = match file {
        _ if file == Path::new("-") => Some(DiagnosticKind::NotStdout),
        _ if file.is_dir() => Some(DiagnosticKind::NotAFile),
        _ => T::ending_is_wrong(&storage::ending(file)),
    };
    kind.map_or(Ok(()), |kind| Err(Diagnostic::of(storage::name(file), kind)))
}
