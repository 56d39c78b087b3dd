//! The report as CSV (RFC 4180, lines ending in CRLF).

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use num_traits::ToPrimitive;

use crate::{
    council::{Assessment, Need, Position, report::NeedReport},
    text::one_line,
    trend::{Change, NeedOverTime, Trend},
};

const HEADER: [&str; 10] =
    ["id", "need", "answer", "lead", "status", "yes", "no", "unsure", "blank", "distance"];

/// Where a spreadsheet may begin a cell: it asks whoever opens a file which of these part cells.
const SEPARATORS: [char; 4] = [';', '\t', '|', ','];

/// What makes a spreadsheet take a cell for a formula, the full-width forms included.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// One council: a row a need.
pub(super) fn council(assessment: &Assessment<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut rows = vec![HEADER.map(str::to_owned).to_vec()];
    rows.extend(assessment.needs.iter().map(|need| row(assessment, need)));
    write(&rows, out)
}

fn row(assessment: &Assessment<'_>, need: &Need<'_>) -> Vec<String> {
    let distance = need.distance.as_ref().and_then(ToPrimitive::to_f64);
    let lead = need.lead.map(|team| text(&assessment.team(team).id));
    vec![
        text(&need.question.id),
        text(&need.question.need),
        need.answer.map_or("", Position::word).to_owned(),
        lead.unwrap_or_default(),
        need.status.word().to_owned(),
        need.votes.yes.to_string(),
        need.votes.no.to_string(),
        need.votes.unsure.to_string(),
        need.votes.blank.to_string(),
        // As JSON has it: 1.0, and not 1.
        distance.map_or(String::new(), |distance| format!("{distance:?}")),
    ]
}

/// Several councils: a row a need, a column a council.
pub(super) fn trend(trend: &Trend, out: &mut impl Write) -> io::Result<()> {
    let mut header = vec!["id".to_owned(), "need".to_owned()];
    header.extend(trend.councils.iter().map(|council| text(&council.label)));
    header.push("change".to_owned());
    let mut rows = vec![header];
    rows.extend(trend.needs.iter().map(row_over_time));
    write(&rows, out)
}

fn row_over_time(need: &NeedOverTime) -> Vec<String> {
    let answer = |state: &NeedReport| state.answer.map_or("", Position::word);
    let states = need.states.iter();
    let answers = states.map(|state| state.as_ref().map_or("not asked", answer));
    let mut row = vec![text(&need.id), text(&need.need)];
    row.extend(answers.map(str::to_owned));
    row.push(need.change.map_or("", Change::word).to_owned());
    row
}

/// Writes rows of cells, behind a byte-order mark where a spreadsheet needs one to see UTF-8.
fn write(rows: &[Vec<String>], out: &mut impl Write) -> io::Result<()> {
    if !rows.iter().flatten().all(|cell| cell.is_ascii()) {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    for row in rows {
        csv.write_record(row)?;
    }
    csv.flush()
}

/// A text that a spreadsheet shows and does not compute, wherever it parts cells: what it would
/// take for a formula stands behind an apostrophe.
fn text(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    let mut may_begin = true;
    for c in one_line(text).chars() {
        if may_begin && FORMULA.contains(&c) {
            cell.push('\'');
        }
        // Blanks and quotes before a formula are passed over.
        may_begin = SEPARATORS.contains(&c) || (may_begin && (c == '"' || c.is_whitespace()));
        cell.push(c);
    }
    cell
}

#[cfg(test)]
mod tests;
