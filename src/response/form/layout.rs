//! What is known of a form before its rows are read, and what that makes of a row.

use std::borrow::Cow;

use super::{
    Source,
    columns::Columns,
    header::Header,
    roles::Role,
    time,
    title::{Names, is_one_of},
};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics},
    grid::Row,
    text::{Names as Quotes, Quoted, fold, one_line},
};

/// What a row is called that sums up the others.
const TOTALS: [&str; 11] = [
    "total",
    "totals",
    "grand total",
    "sum",
    "average",
    "mean",
    "count",
    "summe",
    "gesamt",
    "durchschnitt",
    "mittelwert",
];

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

pub(super) struct Layout<'a> {
    pub(super) source: Source<'a>,
    pub(super) header: Header,
    pub(super) columns: Columns,
    /// Whether `3/4/2026` is the third of April.
    pub(super) is_day_first: bool,
}

impl<'a> Layout<'a> {
    /// What the columns of a form say, by its first rows.
    pub(super) fn find(
        source: Source<'a>,
        head: &[Row],
        names: &Names,
    ) -> Result<Self, Diagnostics> {
        let Some(header) = Header::find(head, names) else {
            return Err(Diagnostic::of(source.file, DiagnosticKind::EmptyForm).into());
        };
        let below = &head[header.rows..];
        let place = (header.row.number, header.row.line);
        let problem = |kind| source.problem(place, None, kind);
        let columns = Columns::find(&header, below, names, source.questionnaire, source.missing)
            .map_err(|problems| problems.into_iter().map(problem).collect::<Diagnostics>())?;
        let is_day_first = columns
            .time
            .is_some_and(|column| time::is_day_first(below.iter().map(|row| row.cell(column))));
        Ok(Self { source, header, columns, is_day_first })
    }

    /// What a row is called that sums up others, if it is one.
    pub(super) fn total<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let names = self.columns.names.iter().filter_map(|columns| match columns[..] {
            [column] => Some(row.cell(column)),
            _ => None,
        });
        let name = names.into_iter().find(|name| !name.is_empty());
        let name = name.or_else(|| row.filled().next().map(|(_, cell)| cell));
        name.filter(|name| TOTALS.iter().any(|total| name.eq_ignore_ascii_case(total)))
    }

    /// The name in a row; `anonymous` is none.
    pub(super) fn name(&self, row: &Row) -> Option<String> {
        let mut names = self.columns.names.iter().map(|columns| match columns[..] {
            [column] => Cow::Borrowed(row.cell(column)),
            _ => {
                let parts: Vec<_> = columns.iter().map(|column| row.cell(*column)).collect();
                Cow::Owned(parts.join(" ").trim().to_owned())
            }
        });
        let is_name = |name: &Cow<str>| !name.is_empty() && !name.eq_ignore_ascii_case("anonymous");
        names.find(is_name).map(Cow::into_owned)
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
        let mut states = self.columns.states.iter();
        states.find_map(|(column, role)| {
            match (role, fold(row.cell(*column)).as_str()) {
                (Role::Submitted, "" | "n") => Some("never submitted"),
                (Role::Finished, "false" | "0" | "no") => Some(UNFINISHED),
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

    /// What was recognised in the header, in sentences.
    pub(super) fn recognised(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.header.row.number > 1 {
            let row = self.header.row.number;
            notes.push(format!("row {row} is the header; what stands above is no answer"));
        }
        let team_column = self.columns.team_by_values;
        if let Some(title) = team_column.and_then(|column| self.header.title(column)) {
            let title = Quoted(one_line(title));
            notes.push(format!("column {title} gives the team, by what it holds"));
        }
        let questions = self.source.questionnaire.questions().zip(&self.columns.answers);
        let without = questions.filter(|(_, place)| place.is_empty());
        let without: Vec<_> = without.map(|((_, question), _)| &question.id).collect();
        if !without.is_empty() {
            notes.push(format!("no column for {}, so it counts as blank", Quotes(&without)));
        }
        notes
    }

    /// A sentence about the columns that answer no question and are no form tool's own.
    pub(super) fn ignored(&self) -> Option<String> {
        let columns = self.columns.ignored.iter();
        let titles: Vec<_> = columns.map(|column| one_line(self.header.shown(*column))).collect();
        let quoted = Quotes(&titles);
        match titles.len() {
            0 => None,
            1 => Some(format!("column {quoted} answers no question")),
            _ => Some(format!("columns {quoted} answer no question")),
        }
    }

    /// A problem in a cell.
    pub(super) fn problem(
        &self,
        (row, line, column): (u64, u64, usize),
        kind: DiagnosticKind,
    ) -> Diagnostic {
        self.source.problem((row, line), self.header.title(column), kind)
    }
}
