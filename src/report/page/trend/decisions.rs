//! What earlier councils decided, and what became of it.

use super::{Cell, Column, Row, Section, Table};
use crate::{
    report::page::Task,
    trend::{Change, Council, Decided, NeedOverTime, Trend},
};

/// A table for each council of which there are decisions to look back on, the earlier one first.
pub(super) fn tables(trend: &Trend) -> Vec<Table> {
    let councils = trend.councils.iter().enumerate();
    councils.filter_map(|(index, council)| table(trend, index, council)).collect()
}

fn table(trend: &Trend, index: usize, council: &Council) -> Option<Table> {
    let last = &trend.councils.last()?.label;
    let is_last = index + 1 == trend.councils.len();
    let rows = trend.needs.iter().filter_map(|need| {
        let (of, decided) = need.decision.as_ref()?;
        (*of == index).then(|| row(trend, need, decided, is_last))
    });
    let rows: Vec<_> = rows.collect();
    let decided = format!("Decided in {}", council.label);
    let mut titles = vec![decided, "Lead".to_owned(), "Promise".to_owned()];
    titles.extend((!is_last).then(|| format!("In {last}")));
    (!rows.is_empty()).then(|| Table {
        columns: titles.into_iter().map(Column::new).collect(),
        sections: vec![Section { rows, ..Section::default() }],
        ..Table::default()
    })
}

fn row(trend: &Trend, need: &NeedOverTime, decided: &Decided, is_last: bool) -> Row {
    let lead = match &decided.lead {
        Some(lead) => super::team(trend, lead, ""),
        None => Cell::text("not needed"),
    };
    let task = Task {
        owner: decided.owner.clone(),
        by: decided.by.clone(),
        promise: decided.promise.clone(),
        is_to_do: false,
    };
    let mut cells = vec![Cell::text(&need.need), lead, Cell::text(task.line())];
    cells.extend((!is_last).then(|| since(trend, need)));
    Row::new(cells)
}

/// What became of it, or else what the last council says.
fn since(trend: &Trend, need: &NeedOverTime) -> Cell {
    match need.change {
        None | Some(Change::Incomparable) => super::cell(trend, need.now()),
        Some(change) => Cell::text(super::words(change)),
    }
}
