//! What earlier councils decided, and what became of it.

use super::{Cell, Column, Row, Section, Table};
use crate::{
    council::{Position, Status},
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
    cells.extend((!is_last).then(|| Cell::text(since(need, decided))));
    Row::new(cells)
}

/// What the need says in the last council.
fn since(need: &NeedOverTime, decided: &Decided) -> String {
    let was_needed = decided.answer == Position::Yes;
    let said = match need.now().map(|state| (state.status, state.answer)) {
        None => "not asked",
        Some((Status::Opposed, _)) => "the teams differ",
        Some((_, None)) => "not clear yet",
        Some((_, Some(Position::Yes))) if was_needed => "still needed",
        Some((_, Some(Position::Yes))) => "needed",
        Some((_, Some(Position::No))) if was_needed => "no longer needed",
        Some((_, Some(Position::No))) => "still not needed",
    };
    match need.change {
        Some(Change::Incomparable) => format!("{said}, by other teams"),
        _ => said.to_owned(),
    }
}
