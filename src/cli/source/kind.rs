//! What a source is, told by what it holds.

use std::path::Path;

use super::input::Input;
use crate::{
    council::counts,
    diagnostic::{DiagnosticKind, SourceText},
    questionnaire::{Question, Questionnaire},
    response::{document, lines},
    storage,
    text::{fold, nearest, utf16},
    yaml::{self, Value},
};

pub(super) enum Kind {
    /// YAML, JSON or one answer a line; or what stands in its place by mistake, such as a
    /// questionnaire, which its reader tells.
    Document,
    Lines,
    Form,
    Counts,
    Report,
    /// What holds answers in a way that is not read.
    NotRead(DiagnosticKind),
}

impl Kind {
    /// What the source is; `None` where nothing tells.
    pub(super) fn of(input: &Input, path: &Path, questionnaire: &Questionnaire) -> Option<Self> {
        let ending = storage::ending(path);
        if let Some(kind) = of_binary(&input.head, &ending) {
            return Some(kind);
        }
        let text = SourceText::new(&input.name, glance(&input.head));
        match ending.as_str() {
            "yaml" | "yml" => Some(Self::Document),
            "csv" | "tsv" => Some(Self::table(&text)),
            "json" => Some(Self::json(&text)),
            _ if text.as_str().trim_start().starts_with(['{', '[']) => Some(Self::json(&text)),
            _ => Self::of_text(&text, questionnaire),
        }
    }

    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::Document => "answers document",
            Self::Lines => "answer list",
            Self::Form => "form export",
            Self::Counts => "counts file",
            Self::Report => "report",
            Self::NotRead(_) => "other file",
        }
    }

    fn of_text(text: &SourceText, questionnaire: &Questionnaire) -> Option<Self> {
        let written = text.as_str();
        match () {
            () if lines::is_lines(text, questionnaire) => Some(Self::Lines),
            () if is_form(written, questionnaire) || is_counts(written) => Some(Self::table(text)),
            () if is_document(written, questionnaire) => Some(Self::Document),
            () => None,
        }
    }

    fn table(text: &SourceText) -> Self {
        const REPORT: &str = "id,need,answer,lead,status,";
        match text.as_str() {
            text if is_counts(text) => Self::Counts,
            text if text.starts_with(REPORT) => Self::NotRead(DiagnosticKind::NotRead {
                what: "a report in CSV",
                remedy: "`-f json` writes the one that joins a council",
            }),
            _ => Self::Form,
        }
    }

    /// A report has keys that a document has not; other programs may have sorted them.
    fn json(text: &SourceText) -> Self {
        const KEYS: [&str; 5] = ["agenda", "headline", "needs", "respondents", "version"];
        let has = |key: &&&str| text.as_str().contains(&format!("\"{key}\":"));
        match KEYS.iter().filter(has).count() {
            0 | 1 => Self::Document,
            _ => Self::Report,
        }
    }
}

/// Workbooks and archives, by their first bytes.
fn of_binary(head: &[u8], ending: &str) -> Option<Kind> {
    let not_read = |what, remedy| Some(Kind::NotRead(DiagnosticKind::NotRead { what, remedy }));
    let holds = |name: &[u8]| head.windows(name.len()).any(|bytes| bytes == name);
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) || ending == "xls" {
        return not_read("an old Excel file", "save it as .xlsx or CSV UTF-8");
    }
    if !head.starts_with(b"PK\x03\x04") {
        return None;
    }
    if holds(b"application/vnd.oasis.opendocument.spreadsheet") {
        return not_read("an OpenDocument sheet", "save it as .xlsx or CSV UTF-8");
    }
    if ending == "xlsx" || (ending != "zip" && holds(b"xl/")) {
        return Some(Kind::Form);
    }
    not_read("a zip archive", "unzip it and name the file in it")
}

/// The beginning of a text. What is not UTF-8 is still good enough to tell what it is.
fn glance(head: &[u8]) -> String {
    match utf16(head) {
        Some(units) => String::from_utf16_lossy(&units),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

/// What stands between these separators, without the quotes.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let cells = line.split([',', ';', '\t']);
    cells.map(|cell| cell.trim_matches([' ', '"', '\u{feff}']))
}

/// Whether one of the first lines, between which titles may stand, is a header with a question.
fn is_form(text: &str, questionnaire: &Questionnaire) -> bool {
    let is_header = |line: &str| {
        let folded = fold(line);
        let is_named = |question: &Question| {
            let is_name = |cell| cell == question.id || fold(cell) == fold(&question.need);
            folded.contains(&fold(&question.question)) || cells(line).any(is_name)
        };
        cells(line).nth(1).is_some() && questionnaire.questions().any(|(_, each)| is_named(each))
    };
    text.split(['\n', '\r']).take(10).any(is_header)
}

fn is_counts(text: &str) -> bool {
    counts::header(cells(text.lines().next().unwrap_or_default())).is_some()
}

/// Whether the first line that says something is one of a document.
fn is_document(text: &str, questionnaire: &Questionnaire) -> bool {
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| {
        let key = line.split(':').next().unwrap_or_default();
        let is_key = document::KEYS.contains(&key) || questionnaire.question(key).is_some();
        line.starts_with("---") || is_key || questionnaire.words.answer(line).is_some()
    })
}

/// Whether a text in YAML or JSON is no answers document: a questionnaire, or what has no key that
/// is a question's id or near one.
pub(super) fn is_foreign(text: &SourceText, questionnaire: &Questionnaire) -> bool {
    let Ok(Value::Mapping(entries)) = yaml::read(text).map(|root| root.value) else {
        return false;
    };
    let keys: Vec<_> = entries.iter().filter_map(|(key, _)| key.scalar()).collect();
    let has = |key| keys.contains(&key);
    let ids = questionnaire.questions().map(|(_, question)| question.id.as_str());
    let known: Vec<_> = ids.chain(["answers"]).collect();
    let is_of_answers = |key: &&str| nearest(key, known.iter().copied()).is_some();
    let is_questionnaire = has("questions") && has("teams");
    !has("answers") && (is_questionnaire || !keys.iter().any(is_of_answers))
}
