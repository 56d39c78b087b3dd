//! The rows of a form: which are somebody's, and what is to be said of them all.

use std::mem;

use super::{
    layout::Layout,
    roles::Role,
    row::{Findings, Reader},
};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics},
    grid::{Encoding, Row},
    response::Entry,
    text::{Count, List, Names, one_line},
};

/// Reads rows and hands on what each person said.
#[derive(Default)]
pub(super) struct Rows {
    findings: Findings,
    /// The row before that has answers; a total's name in it matters only if it is the last.
    held: Row,
    people: u64,
    /// How many rows were left out for each reason, in the order they were met.
    left_out: Vec<(&'static str, u64)>,
}

impl Rows {
    pub(super) fn row(
        &mut self,
        layout: &Layout<'_>,
        row: &mut Row,
        take: &mut dyn FnMut(&Entry<'_>),
    ) {
        if row.is_blank() {
            return self.leave_out("blank");
        }
        let mut columns = layout.answers.iter().flat_map(|place| &place.columns);
        // What a tool says of itself below the sums leaves them the last row.
        if columns.any(|column| !row.cell(*column).is_empty()) {
            mem::swap(row, &mut self.held);
        }
        if row.place.row > 0 {
            self.person(layout, row, take);
        }
    }

    /// What is to be said of the form as a whole.
    ///
    /// # Errors
    ///
    /// All that is wrong with its rows, or that they are nobody's.
    pub(super) fn finish(
        mut self,
        layout: &Layout<'_>,
        encoding: Encoding,
        take: &mut dyn FnMut(&Entry<'_>),
    ) -> Result<Vec<String>, Diagnostics> {
        let last = mem::take(&mut self.held);
        let mut reader = Reader { layout, row: &last, findings: &mut self.findings };
        match reader.total() {
            Some(name) => reader.problem(None, DiagnosticKind::TotalRow(name.to_owned())),
            None if last.place.row > 0 => self.person(layout, &last, take),
            None => {}
        }
        let Findings { mut diagnostics, refused, .. } = self.findings;
        diagnostics.append(refused.into_diagnostics(layout));
        let left_out = (!self.left_out.is_empty()).then(|| left_out(&self.left_out));
        if self.people == 0 && diagnostics.count() == 0 {
            let kind = DiagnosticKind::FormWithoutRows;
            diagnostics.push(layout.problem(layout.header.place, None, kind));
            if let Some(left_out) = &left_out {
                diagnostics = diagnostics.hint(left_out);
            }
        }
        diagnostics.sort();
        let windows = "read as Windows-1252, since it is not UTF-8; look at names with accents";
        let windows = (encoding == Encoding::Windows1252).then(|| windows.to_owned());
        let notes = windows.into_iter().chain(of_layout(layout)).chain(left_out);
        diagnostics.into_result(notes.collect())
    }

    /// Reads a row that is not blank.
    fn person(&mut self, layout: &Layout<'_>, row: &Row, take: &mut dyn FnMut(&Entry<'_>)) {
        let mut reader = Reader { layout, row, findings: &mut self.findings };
        match reader.read(take) {
            Ok(()) => self.people += 1,
            Err(why) => self.leave_out(why),
        }
    }

    fn leave_out(&mut self, why: &'static str) {
        match self.left_out.iter_mut().find(|(known, _)| *known == why) {
            Some((_, rows)) => *rows += 1,
            None => self.left_out.push((why, 1)),
        }
    }
}

/// What was recognised in the header, and what was not, in sentences.
fn of_layout(layout: &Layout<'_>) -> Vec<String> {
    let titled = |column: &usize| {
        let title = layout.header.shown(*column);
        (!title.is_empty()).then(|| one_line(title))
    };
    let mut notes = Vec::new();
    let row = layout.header.place.row;
    if row > 1 {
        notes.push(format!("row {row} is the header; what stands above is no answer"));
    }
    let team: Vec<_> = layout.team.columns.iter().filter_map(titled).collect();
    if !team.is_empty() && layout.of(Role::Team).next().is_none() {
        notes.push(format!("column {} gives the team, by what it holds", Names(&team)));
    }
    let without: Vec<_> = layout.without_column().map(|question| &question.id).collect();
    if !without.is_empty() {
        notes.push(format!("no column for {}, so it counts as blank", Names(&without)));
    }
    let ignored: Vec<_> = layout.free.iter().filter_map(titled).collect();
    match &ignored[..] {
        [] => {}
        [_] => notes.push(format!("column {} answers no question", Names(&ignored))),
        _ => notes.push(format!("columns {} answer no question", Names(&ignored))),
    }
    notes
}

/// How many rows were left out and why, in a sentence.
fn left_out(rows_by_reason: &[(&str, u64)]) -> String {
    let rows = rows_by_reason.iter().map(|(_, rows)| rows).sum();
    let reasons: Vec<_> = match rows_by_reason {
        [(why, _)] => vec![(*why).to_owned()],
        several => several.iter().map(|(why, rows)| format!("{rows} {why}")).collect(),
    };
    format!("{} left out: {}", Count(rows, "row"), List(&reasons, "and"))
}
