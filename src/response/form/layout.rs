//! What is known of a form before its rows are read, and what that makes of a row.

use super::{
    Source,
    columns::{Columns, NameColumn},
    header::Header,
    notes::LeftOut,
    refused::Place,
    roles::Role,
    time::DayFirst,
};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind},
    grid::Row,
    text::fold,
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

/// What is known of a form before its rows are read.
pub(super) struct Layout<'a> {
    pub(super) source: Source<'a>,
    pub(super) header: Header,
    pub(super) columns: Columns,
    pub(super) day_first: DayFirst,
}

impl Layout<'_> {
    /// What a row is called that sums up others, if it is one.
    pub(super) fn total<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let names = self.columns.names.iter().filter_map(|name| match name {
            NameColumn::Whole(column) => Some(row.cell(*column)),
            NameColumn::FirstAndLast(..) => None,
        });
        let name = names.into_iter().find(|name| !name.is_empty());
        let first = || row.filled().next().map(|(_, cell)| cell);
        let is_total = |name: &&str| TOTALS.iter().any(|total| name.eq_ignore_ascii_case(total));
        name.or_else(first).filter(is_total)
    }

    /// The name in a row; `anonymous` is none.
    pub(super) fn name(&self, row: &Row) -> Option<String> {
        let names = self.columns.names.iter().map(|name| match name {
            NameColumn::Whole(column) => row.cell(*column).to_owned(),
            NameColumn::FirstAndLast(first, last) => {
                format!("{} {}", row.cell(*first), row.cell(*last))
                    .trim()
                    .to_owned()
            }
        });
        let mut names =
            names.filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("anonymous"));
        names.next()
    }

    pub(super) fn email<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let mut cells = self.columns.emails.iter().map(|column| row.cell(*column));
        cells.find(|cell| cell.contains('@'))
    }

    /// Why a row is nobody's, by what the form tool says of it.
    pub(super) fn left_out(&self, row: &Row) -> Option<LeftOut> {
        let mut states = self.columns.states.iter();
        states.find_map(
            |(column, role)| match (role, fold(row.cell(*column)).as_str()) {
                (Role::Submitted, "" | "n") => Some(LeftOut::NotSubmitted),
                (Role::Finished, "false" | "0" | "no") => Some(LeftOut::Unfinished),
                // Qualtrics' figures for previews and tests, with and without spam.
                (Role::Status, "1" | "2" | "9" | "17") if self.columns.is_qualtrics => {
                    Some(LeftOut::Preview)
                }
                (Role::Status, state) => LeftOut::of_status(state),
                _ => None,
            },
        )
    }

    /// A problem in a cell.
    pub(super) fn problem(&self, (row, line, column): Place, kind: DiagnosticKind) -> Diagnostic {
        self.source
            .problem((row, line), self.header.title(column), kind)
    }
}
