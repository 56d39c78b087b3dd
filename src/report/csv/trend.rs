//! A trend as CSV: one row a need, one column a council.

use std::io::{self, Write};

use super::{text, write};
use crate::{
    council::Position,
    trend::{Change, NeedOverTime, State, Trend},
};

/// Writes the report on several councils.
///
/// # Errors
///
/// What `out` says.
pub(in crate::report) fn trend(trend: &Trend, out: &mut impl Write) -> io::Result<()> {
    let labels = trend.councils.iter().map(|council| text(&council.label));
    let mut header = vec!["id".to_owned(), "need".to_owned()];
    header.extend(labels);
    header.push("change".to_owned());
    let rows = [header].into_iter().chain(trend.needs.iter().map(row));
    write(&rows.collect::<Vec<_>>(), out)
}

fn row(need: &NeedOverTime) -> Vec<String> {
    let mut row = vec![text(&need.id), text(&need.need)];
    row.extend(
        need.states
            .iter()
            .map(|state| answer(state.as_ref()).to_owned()),
    );
    row.push(need.change.map_or("", Change::word).to_owned());
    row
}

/// Yes, no, or nothing where there is no answer.
fn answer(state: Option<&State>) -> &'static str {
    state.map_or("not asked", |state| state.answer.map_or("", Position::word))
}
