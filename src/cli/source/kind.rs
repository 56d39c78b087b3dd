//! What a source is, told by what it holds.

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
    /// What holds answers in a way that is not read, or nothing tells what.
    NotRead(DiagnosticKind),
}

impl Kind {
    pub(super) fn of(input: &Input, questionnaire: &Questionnaire) -> Self {
        let ending = storage::ending(&input.path);
        if let Some(kind) = of_binary(&input.head, &ending) {
            return kind;
        }
        let text = SourceText::new(&input.name, glance(&input.head));
        match ending.as_str() {
            "yaml" | "yml" => Self::Document,
            "csv" | "tsv" => Self::table(text.as_str()),
            "json" => Self::json(text.as_str()),
            _ if text.as_str().trim_start().starts_with(['{', '[']) => Self::json(text.as_str()),
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

    fn of_text(text: &SourceText, questionnaire: &Questionnaire) -> Self {
        match Self::table(text.as_str()) {
            _ if lines::is_lines(text, questionnaire) => Self::Lines,
            Self::Form if is_form(text.as_str(), questionnaire) => Self::Form,
            Self::Form if is_document(text.as_str(), questionnaire) => Self::Document,
            Self::Form => Self::NotRead(DiagnosticKind::UnknownEnding),
            told => told,
        }
    }

    fn table(text: &str) -> Self {
        let header: Vec<_> = cells(text.lines().next().unwrap_or_default()).collect();
        match header[..] {
            _ if counts::header(header.iter().copied()).is_some() => Self::Counts,
            ["id", "need", "answer", "lead", "status", ..] => {
                not_read("a report in CSV", "`-f json` writes the one that joins a council")
            }
            ["id", "need", .., "change"] => {
                not_read("the report of a trend in CSV", "name the reports of its councils")
            }
            _ => Self::Form,
        }
    }

    /// A report has keys that a document has not; other programs may have sorted them.
    fn json(text: &str) -> Self {
        const KEYS: [&str; 5] = ["agenda", "headline", "needs", "respondents", "version"];
        let has = |key: &&&str| text.contains(&format!("\"{key}\":"));
        match KEYS.iter().filter(has).count() {
            0 | 1 => Self::Document,
            _ => Self::Report,
        }
    }
}

const fn not_read(what: &'static str, remedy: &'static str) -> Kind {
    Kind::NotRead(DiagnosticKind::NotRead { what, remedy })
}

/// Workbooks and archives, by their first bytes.
fn of_binary(head: &[u8], ending: &str) -> Option<Kind> {
    let holds = |name: &[u8]| head.windows(name.len()).any(|bytes| bytes == name);
    let is_zip = head.starts_with(b"PK\x03\x04");
    Some(match ending {
        _ if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) || ending == "xls" => {
            not_read("an old Excel file", "save it as .xlsx or CSV UTF-8")
        }
        _ if !is_zip => return None,
        _ if holds(b"application/vnd.oasis.opendocument.spreadsheet") => {
            not_read("an OpenDocument sheet", "save it as .xlsx or CSV UTF-8")
        }
        "xlsx" => Kind::Form,
        ending if ending != "zip" && holds(b"xl/") => Kind::Form,
        "numbers" => not_read("a Numbers document", "export it as CSV or Excel"),
        _ => not_read("a zip archive", "unzip it and name the file in it"),
    })
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
