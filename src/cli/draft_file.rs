//! Where the interview's draft is kept: the file that `--save` names, or the one that is named on
//! leaving.

use std::path::Path;

use jiff::{ZonedDateTime, civil::Date, tz::TimeZone};

use super::{
    args::AnswerArgs,
    saved_file::{Growing, SavedFile},
    source,
};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText},
    questionnaire::Questionnaire,
    response::{Draft, document},
    storage,
    terminal::{DraftStore, Kept},
    text::ShellWord,
};

/// Where the draft is saved.
pub(super) type DraftFile<'a> = SavedFile<'a, Draft>;

/// Makes sure that saving will not replace a file that nobody said to replace.
pub(super) fn open<'a>(
    options: &'a AnswerArgs,
    questionnaire: &'a Questionnaire,
) -> Result<DraftFile<'a>, Diagnostics> {
    let file = SavedFile::new(options.save.as_deref(), options.force, questionnaire)?;
    if !goes_on(options) {
        file.must_be_free(command_to_go_on)?;
    }
    Ok(file)
}

impl Growing for Draft {
    const PART: &'static str = "answer";

    fn parts(&self) -> u64 {
        self.answered() as u64
    }

    fn read(text: &SourceText, questionnaire: &Questionnaire) -> Option<Self> {
        document::read(text, questionnaire).ok()?.sound().ok()
    }

    fn write(&self, file: &Path, questionnaire: &Questionnaire) -> String {
        match source::is_json(file) {
            true => document::write_json(self, questionnaire),
            false => document::write(self, questionnaire),
        }
    }

    fn merged(&self, base: &Self, theirs: &Self) -> Option<Self> {
        self.merged(base, theirs)
    }

    fn ending_is_wrong(ending: &str) -> Option<DiagnosticKind> {
        const OTHERS: [&str; 8] = ["csv", "tsv", "xlsx", "txt", "md", "markdown", "html", "htm"];
        OTHERS.contains(&ending).then_some(DiagnosticKind::NotADocument)
    }
}

impl DraftStore<Draft> for DraftFile<'_> {
    fn keep(&mut self, draft: &mut Draft) -> Result<Kept, Diagnostic> {
        draft.date = Some(today());
        self.save(draft)
    }

    fn keep_as(&mut self, name: &str, draft: &Draft) -> Result<(), Diagnostic> {
        let mut draft = draft.clone();
        draft.date = Some(today());
        self.save_as(Path::new(name), &draft)
    }

    fn farewell(&self, draft: &Draft) -> Option<String> {
        let mut draft = draft.clone();
        // The day on which it was saved is none of its answers.
        draft.date = self.known().and_then(|known| known.date);
        Self::farewell(self, &draft, command_to_go_on, "align --save answers.yaml")
    }
}

/// Whether the draft goes on in the document that it comes from.
pub(super) fn goes_on(options: &AnswerArgs) -> bool {
    match (&options.save, &options.answers) {
        (Some(save), Some(answers)) => storage::is_same(save, answers),
        _ => false,
    }
}

fn command_to_go_on(file: &Path) -> String {
    let name = storage::name(file);
    let name = ShellWord(&name);
    format!("align --answers {name} --save {name}")
}

/// Today in the local time zone. jiff reads the file that TZ names to its end, which a device or a
/// fifo does not have; then it is today in UTC.
pub(super) fn today() -> Date {
    let variable = |name| std::env::var(name).ok();
    let name = variable("TZ").unwrap_or_default();
    let folder = variable("TZDIR").unwrap_or_else(|| "/usr/share/zoneinfo".to_owned());
    let file = Path::new(&folder).join(name.trim_start_matches(':'));
    if !name.is_empty() && file.metadata().is_ok_and(|file| !file.is_file()) {
        return jiff::Timestamp::now().to_zoned_datetime(TimeZone::UTC).date();
    }
    ZonedDateTime::now().date()
}
