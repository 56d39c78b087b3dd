//! A trend as CSV: one row a need, one column a council.

use std::io::{self, Write};

use super::{text, write};
use crate::{
    council::Position,
    trend::{Change, NeedOverTime, State, Trend},
};

pub(in crate::report) fn trend(trend: &Trend, out: &mut impl Write) -> io::Result<()> {
    let mut header = vec!["id".to_owned(), "need".to_owned()];
    header.extend(trend.councils.iter().map(|council| text(&council.label)));
    header.push("change".to_owned());
    let mut rows = vec![header];
    rows.extend(trend.needs.iter().map(row));
    write(&rows, out)
}

fn row(need: &NeedOverTime) -> Vec<String> {
    let answers = need.states.iter().map(|state| answer(state.as_ref()));
    let mut row = vec![text(&need.id), text(&need.need)];
    row.extend(answers.map(str::to_owned));
    row.push(need.change.map_or("", Change::word).to_owned());
    row
}

/// Yes, no, or nothing where there is no answer.
fn answer(state: Option<&State>) -> &'static str {
    state.map_or("not asked", |state| state.answer.map_or("", Position::word))
}
