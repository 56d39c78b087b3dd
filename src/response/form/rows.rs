//! The rows of a form: one row's answers at a time, each cell checked.

use std::str;

use simd_csv::ZeroCopyByteRecord;

use super::{Form, Passed, Row};
use crate::{
    diagnostic::DiagnosticKind,
    questionnaire::TeamIndex,
    response::{Answer, Missing, Respondent, Stance, document},
};

/// A block being read, with one row's answers in memory.
pub(super) struct Rows<'a> {
    form: &'a Form<'a>,
    /// The teams' cells seen so far, as they were written.
    teams: Vec<(Vec<u8>, TeamIndex)>,
    stances: Vec<Stance>,
    pub(super) passed: Passed,
}

impl<'a> Rows<'a> {
    /// None of the rows yet, but for this many.
    pub(super) fn new(form: &'a Form<'a>, rows: u64) -> Self {
        Self {
            form,
            teams: Vec::new(),
            stances: Vec::new(),
            passed: Passed {
                rows,
                ..Passed::default()
            },
        }
    }

    /// The next row, if it is sound.
    pub(super) fn next(&mut self, record: &ZeroCopyByteRecord<'_>) -> Option<Row<'_>> {
        self.passed.rows += 1;
        let wanted = self.form.columns.headers.len();
        if record.len() != wanted {
            let found = record.len();
            self.diagnostic(None, DiagnosticKind::RaggedRow { wanted, found });
            return None;
        }
        let before = self.passed.diagnostics.count();
        let respondent = self.respondent(record);
        self.answers(record);
        (self.passed.diagnostics.count() == before).then_some(Row {
            respondent,
            stances: &self.stances,
            number: self.passed.rows,
        })
    }

    fn respondent(&mut self, record: &ZeroCopyByteRecord<'_>) -> Respondent {
        let columns = &self.form.columns;
        Respondent {
            name: columns.name.and_then(|column| self.text(record, column)),
            team: columns.team.and_then(|column| self.team(record, column)),
        }
    }

    /// A form has few teams and many rows, so that a team's cell is looked up once and then known.
    fn team(&mut self, record: &ZeroCopyByteRecord<'_>, column: usize) -> Option<TeamIndex> {
        let cell = record.get(column).unwrap_or_default();
        if let Some((_, team)) = self.teams.iter().find(|(known, _)| known == cell) {
            return Some(*team);
        }
        let name = self.text(record, column)?;
        match document::team(&name, self.form.questionnaire) {
            Ok(team) => {
                self.teams.push((cell.to_owned(), team));
                Some(team)
            }
            Err(kind) => {
                self.diagnostic(Some(column), kind);
                None
            }
        }
    }

    /// A cell's text, unless it is blank.
    fn text(&mut self, record: &ZeroCopyByteRecord<'_>, column: usize) -> Option<String> {
        let cell = record.unescape(column).unwrap_or_default();
        match str::from_utf8(&cell) {
            Ok(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Err(_) => {
                self.diagnostic(Some(column), DiagnosticKind::NotUtf8);
                None
            }
        }
    }

    /// Nearly every cell is an answer as it stands; only others are looked at closely.
    fn answers(&mut self, record: &ZeroCopyByteRecord<'_>) {
        self.stances.clear();
        for column in &self.form.columns.answers {
            match record.get(*column).and_then(Answer::from_bytes) {
                Some(answer) => self.stances.push(Stance::Given(answer)),
                None => self.unusual(record, *column),
            }
        }
    }

    /// A cell that is in quotes, blank, or no answer.
    fn unusual(&mut self, record: &ZeroCopyByteRecord<'_>, column: usize) {
        let cell = record.unescape(column).unwrap_or_default();
        let kind = match (str::from_utf8(&cell).map(str::trim), self.form.missing) {
            (Ok(""), Missing::CountsAsUnsure) => return self.stances.push(Stance::NoAnswer),
            (Ok(""), Missing::IsAProblem) => DiagnosticKind::BlankCell,
            (Ok(word), _) => match document::answer(word) {
                Ok(answer) => return self.stances.push(Stance::Given(answer)),
                Err(kind) => kind,
            },
            (Err(_), _) => DiagnosticKind::NotUtf8,
        };
        self.diagnostic(Some(column), kind);
    }

    /// What was read before the block could not be read on.
    pub(super) fn broken_off(mut self, kind: DiagnosticKind) -> Passed {
        self.passed.rows += 1;
        self.diagnostic(None, kind);
        self.passed
    }

    fn diagnostic(&mut self, column: Option<usize>, kind: DiagnosticKind) {
        let diagnostic = self.form.diagnostic(self.passed.rows, column, kind);
        self.passed.diagnostics.push(diagnostic);
    }
}
