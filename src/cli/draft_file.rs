//! Where the interview's draft is kept: the file that `--save` names, or the one that is named on
//! leaving.

use std::path::Path;

use jiff::{ZonedDateTime, civil::Date, tz::TimeZone};

use super::{
    args::AnswerArgs,
    saved_file::{Growing, SavedFile},
};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics},
    questionnaire::Questionnaire,
    response::{Draft, document},
    storage,
    text::ShellWord,
};

pub(super) type DraftFile<'a> = SavedFile<'a, Draft>;

/// Where the draft is saved, which replaces no file that nobody said to replace.
pub(super) fn open<'a>(
    args: &AnswerArgs,
    questionnaire: &'a Questionnaire,
) -> Result<DraftFile<'a>, Diagnostics> {
    let command = |file: Option<&Path>| match file.map(ShellWord) {
        Some(file) => format!("align --answers {file} --save {file}"),
        None => "align --save answers.yaml".to_owned(),
    };
    let (save, answers) = (args.save.as_deref(), args.answers.as_deref());
    SavedFile::new(save, answers, args.force, questionnaire, command)
}

impl Growing for Draft {
    const PART: &'static str = "answer";

    fn parts(&self) -> usize {
        self.answered()
    }

    fn touched(&self) -> Self {
        let mut draft = self.clone();
        draft.date = Some(today());
        draft
    }

    fn write(&self, file: &Path, questionnaire: &Questionnaire) -> String {
        match storage::ending(file) == "json" {
            true => document::write_json(self, questionnaire),
            false => document::write(self, questionnaire),
        }
    }

    fn ending_is_wrong(ending: &str) -> Option<DiagnosticKind> {
        const OTHERS: [&str; 8] = ["csv", "tsv", "xlsx", "txt", "md", "markdown", "html", "htm"];
        OTHERS.contains(&ending).then_some(DiagnosticKind::NotADocument)
    }
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
