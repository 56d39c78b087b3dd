//! What is known of a form before its rows are read, and what that makes of a row.

use super::{
    Source,
    columns::Columns,
    header::Header,
    roles::Role,
    title::{Names, is_one_of},
};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics},
    grid::Row,
    text::{Names as Quotes, fold, one_line},
};

/// What a row is called that sums up the others.
const TOTALS: &str = "total|totals|grand total|grand totals|total responses|sum|average|avg|mean|\
     count|summe|gesamt|gesamtsumme|gesamtergebnis|durchschnitt|mittelwert|total général|\
     total general|somme|moyenne|promedio|totale|totaal|итого|合計|合计|합계";

/// What form tools call the state of a response that is nobody's, and how a note says it.
const STATES: [(&str, &str); 5] = [
    ("survey preview|survey test|survey preview spam|offline survey preview|preview|test", PREVIEW),
    ("partial|partially completed|partially complete", "partial"),
    ("started", "only started"),
    ("incomplete|in progress|draft|unfinished|not finished", UNFINISHED),
    (
        "rejected|not approved|validation_status_not_approved|spam|disqualified|screened out|\
         deleted",
        "rejected",
    ),
];
const PREVIEW: &str = "of a preview or test";
const UNFINISHED: &str = "not finished";

/// What is known of a form before its rows are read.
pub(super) struct Layout<'a> {
    pub(super) source: Source<'a>,
    pub(super) header: Header,
    pub(super) columns: Columns,
}

impl<'a> Layout<'a> {
    /// What the columns of a form say, by its first rows.
    pub(super) fn find(
        source: Source<'a>,
        head: &[Row],
        names: &Names,
    ) -> Result<Self, Diagnostics> {
        let empty = || Diagnostic::of(source.file, DiagnosticKind::EmptyForm);
        let header = Header::find(head, names).ok_or_else(empty)?;
        let columns = Columns::find(source, &header, &head[header.rows..], names)?;
        Ok(Self { source, header, columns })
    }

    /// What a row is called that sums up others, if it is one.
    pub(super) fn total<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let names = self.columns.names.iter().map(|column| row.cell(*column));
        let mut cells = names.chain(row.cells()).filter(|cell| !cell.is_empty());
        let name = cells.next()?;
        is_one_of(name.trim_end_matches([':', '.']).to_lowercase().trim_end(), TOTALS)
            .then_some(name)
    }

    /// The name in a row; `anonymous` is none.
    pub(super) fn name(&self, row: &Row) -> Option<String> {
        let cell = |column: &usize| row.cell(*column);
        let is_name = |name: &&str| !name.is_empty() && !name.eq_ignore_ascii_case("anonymous");
        if let Some(name) = self.columns.names.iter().map(cell).find(is_name) {
            return Some(name.to_owned());
        }
        let mut parts = self.columns.name_parts.iter().map(cell).filter(|part| !part.is_empty());
        let first = parts.next()?.to_owned();
        let name = parts.fold(first, |name, part| format!("{name} {part}"));
        Some(name).filter(|name| is_name(&name.as_str()))
    }

    pub(super) fn email<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let mut cells = self.columns.emails.iter().map(|column| row.cell(*column));
        cells.find(|cell| cell.contains('@'))
    }

    /// The form tool's own id of a response. A short one counts from 1 in each file, and is made
    /// one that no other file's can be.
    pub(super) fn response_id(&self, row: &Row) -> Option<String> {
        const SHORT: usize = 6;
        let id = row.cell(self.columns.response_id?);
        match id.len() {
            0 => None,
            1..SHORT => Some(format!("{id} {}", self.source.file)),
            _ => Some(id.to_owned()),
        }
    }

    /// Why a row is nobody's, by what the form tool says of it.
    pub(super) fn left_out(&self, row: &Row) -> Option<&'static str> {
        if self.header.is_repeated(row) {
            return Some("with the header again");
        }
        self.columns.states.iter().find_map(|(column, role)| {
            match (role, fold(row.cell(*column)).as_str()) {
                (Role::Submitted, "" | "n") => Some("never submitted"),
                (Role::Finished, "false" | "0" | "no" | "incomplete") => Some(UNFINISHED),
                // Qualtrics' figures for previews and tests, with and without spam.
                (Role::Status, "1" | "2" | "9" | "17") if self.columns.is_qualtrics => {
                    Some(PREVIEW)
                }
                (Role::Status, state) => {
                    let why = STATES.iter().find(|(words, _)| is_one_of(state, words));
                    why.map(|(_, why)| *why)
                }
                _ => None,
            }
        })
    }

    /// Fails for a row with cells beyond the header's, or too short to hold an answer.
    pub(super) fn check_shape(&self, row: &Row, has_answers: bool) -> Result<(), DiagnosticKind> {
        let (wanted, found) = (self.header.titles.len(), row.len());
        let is_over = (wanted..found).any(|column| !row.cell(column).is_empty());
        match is_over || !has_answers && found < wanted {
            true => Err(DiagnosticKind::RaggedRow { wanted, found }),
            false => Ok(()),
        }
    }

    /// What was recognised in the header, and what was not, in sentences.
    pub(super) fn notes(&self) -> Vec<String> {
        let titles = |columns: &[usize]| -> Vec<String> {
            columns.iter().map(|column| one_line(self.header.shown(*column))).collect()
        };
        let mut notes = Vec::new();
        if self.header.place.0 > 1 {
            let row = self.header.place.0;
            notes.push(format!("row {row} is the header; what stands above is no answer"));
        }
        if self.columns.is_team_by_values {
            let title = titles(&self.columns.team.columns);
            notes.push(format!("column {} gives the team, by what it holds", Quotes(&title)));
        }
        let questions = self.source.questionnaire.questions().zip(&self.columns.answers);
        let without = questions.filter(|(_, place)| place.columns.is_empty());
        let without: Vec<_> = without.map(|((_, question), _)| &question.id).collect();
        if !without.is_empty() {
            notes.push(format!("no column for {}, so it counts as blank", Quotes(&without)));
        }
        let ignored = titles(&self.columns.ignored);
        let quoted = Quotes(&ignored);
        match ignored.len() {
            0 => {}
            1 => notes.push(format!("column {quoted} answers no question")),
            _ => notes.push(format!("columns {quoted} answer no question")),
        }
        notes
    }

    /// A problem in a row, and in one of its cells.
    pub(super) fn problem(
        &self,
        row: (u64, u64),
        column: Option<usize>,
        kind: DiagnosticKind,
    ) -> Diagnostic {
        self.source.problem(row, column.map_or("", |column| self.header.shown(column)), kind)
    }
}
