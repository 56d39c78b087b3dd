//! The header of a form: which column says what.

use std::str;

use simd_csv::ByteRecord;

use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location},
    questionnaire::{Question, Questionnaire},
    text::nearest,
};

/// Which column says what.
pub(super) struct Columns {
    pub(super) headers: Vec<String>,
    /// The column of each question, in the questionnaire's order.
    pub(super) answers: Vec<usize>,
    pub(super) name: Option<usize>,
    pub(super) team: Option<usize>,
    pub(super) ignored: Vec<String>,
}

/// Finds the column of every question in the first row.
pub(super) fn columns(
    header: &ByteRecord,
    file: &str,
    questionnaire: &Questionnaire,
) -> Result<Columns, Diagnostics> {
    let headers = headers(header, file)?;
    let mut finder = Finder {
        file,
        headers: &headers,
        taken: vec![false; headers.len()],
        diagnostics: Diagnostics::default(),
    };
    let answers: Vec<_> = questionnaire
        .questions()
        .map(|(_, question)| finder.question(question))
        .collect();
    let name = finder.one("name", &["name"]);
    let team = finder.one("team", &["team"]);
    finder.all(&["date", "timestamp"]);
    let ignored = finder.rest();
    let answers: Option<Vec<usize>> = answers.into_iter().collect();
    let diagnostics = finder.diagnostics;
    let columns = Columns {
        headers,
        answers: answers.unwrap_or_default(),
        name,
        team,
        ignored,
    };
    diagnostics.into_result(columns)
}

fn headers(header: &ByteRecord, file: &str) -> Result<Vec<String>, Diagnostic> {
    let at = |kind| Diagnostic {
        kind,
        at: Location::Cell {
            file: file.to_owned(),
            row: 1,
            column: None,
        },
    };
    if header.iter().all(|cell| cell.trim_ascii().is_empty()) {
        return Err(Diagnostic::of(file, DiagnosticKind::EmptyForm));
    }
    if header.len() == 1
        && header
            .iter()
            .any(|cell| cell.iter().any(|byte| b";\t".contains(byte)))
    {
        let reason = "its columns are not divided by commas; save it as CSV with commas";
        return Err(at(DiagnosticKind::NotCsv(reason)));
    }
    let text = |cell: &[u8]| str::from_utf8(cell).map(|cell| cell.trim().to_owned());
    header
        .iter()
        .map(text)
        .collect::<Result<_, _>>()
        .map_err(|_| at(DiagnosticKind::NotUtf8))
}

/// Finds columns by their headers, each of them once.
struct Finder<'a> {
    file: &'a str,
    headers: &'a [String],
    taken: Vec<bool>,
    diagnostics: Diagnostics,
}

impl Finder<'_> {
    /// The column of a question: by its id, its text or its need.
    fn question(&mut self, question: &Question) -> Option<usize> {
        let names = [question.id.as_str(), &question.question, &question.need];
        let column = self.one(&question.id, &names);
        if column.is_none() && !self.is_named(&names) {
            let headers = self.headers.iter().map(String::as_str);
            let near = names.iter().find_map(|name| nearest(name, headers.clone()));
            let kind = DiagnosticKind::NoColumn {
                id: question.id.clone(),
                nearest: near.map(str::to_owned),
            };
            self.diagnostic(kind);
        }
        column
    }

    /// The one free column with one of these names; two of them are a problem.
    fn one(&mut self, what: &str, names: &[&str]) -> Option<usize> {
        let found = self.all(names);
        if let [one, other, ..] = found[..] {
            let headers = [one, other].map(|column| self.headers[column].clone());
            self.diagnostic(DiagnosticKind::TwoColumns {
                what: what.to_owned(),
                headers,
            });
            return None;
        }
        found.first().copied()
    }

    /// All free columns with one of these names, which are taken by that.
    fn all(&mut self, names: &[&str]) -> Vec<usize> {
        let found: Vec<usize> = (0..self.headers.len())
            .filter(|column| !self.taken[*column] && is_one_of(&self.headers[*column], names))
            .collect();
        for column in &found {
            self.taken[*column] = true;
        }
        found
    }

    fn is_named(&self, names: &[&str]) -> bool {
        self.headers.iter().any(|header| is_one_of(header, names))
    }

    fn rest(&self) -> Vec<String> {
        let free = self
            .headers
            .iter()
            .zip(&self.taken)
            .filter(|(_, taken)| !**taken);
        free.map(|(header, _)| header.clone()).collect()
    }

    fn diagnostic(&mut self, kind: DiagnosticKind) {
        let at = Location::Cell {
            file: self.file.to_owned(),
            row: 1,
            column: None,
        };
        self.diagnostics.push(Diagnostic { kind, at });
    }
}

fn is_one_of(header: &str, names: &[&str]) -> bool {
    names
        .iter()
        .any(|name| header.to_lowercase() == name.trim().to_lowercase())
}
