//! What earlier councils decided, and what became of it.

use super::{Cell, Column, Row, Section, Table, Tone, hue};
use crate::{
    council::{Position, Status},
    report::page::Task,
    trend::{Change, Decided, NeedOverTime, Trend},
};

/// A table for each council of which there are decisions to look back on, the earlier one first.
pub(super) fn tables(trend: &Trend) -> Vec<Table> {
    let councils = 0..trend.councils.len();
    councils
        .filter_map(|council| table(trend, council))
        .collect()
}

fn table(trend: &Trend, council: usize) -> Option<Table> {
    let rows: Vec<_> = trend
        .needs
        .iter()
        .filter_map(|need| Some((need, need.decision.as_ref()?)))
        .filter(|(_, (of, _))| *of == council)
        .map(|(need, (_, decided))| row(trend, need, decided, council))
        .collect();
    let label = |council: usize| {
        trend
            .councils
            .get(council)
            .map(|council| council.label.as_str())
    };
    let mut titles = vec![format!("Decided in {}", label(council)?)];
    titles.extend(["Lead", "Promise"].map(str::to_owned));
    if !is_last(trend, council) {
        titles.push(format!("In {}", label(trend.councils.len() - 1)?));
    }
    let columns = titles
        .into_iter()
        .map(|title| Column::new(title, Tone::Plain));
    (!rows.is_empty()).then(|| Table {
        columns: columns.collect(),
        sections: vec![Section {
            rows,
            ..Section::default()
        }],
        ..Table::default()
    })
}

const fn is_last(trend: &Trend, council: usize) -> bool {
    council + 1 == trend.councils.len()
}

fn row(trend: &Trend, need: &NeedOverTime, decided: &Decided, council: usize) -> Row {
    let lead = decided.lead.as_deref().map_or_else(
        || Cell::text("not needed"),
        |team| Cell {
            tone: hue(trend, team),
            ..Cell::text(trend.team_label(team))
        },
    );
    let task = Task {
        owner: decided.owner.clone(),
        by: decided.by.clone(),
        promise: decided.promise.clone(),
        ..Task::default()
    };
    let mut cells = vec![
        Cell::text(need.need.as_str()),
        lead,
        Cell::text(task.line()),
    ];
    if !is_last(trend, council) {
        cells.push(Cell::text(since(need, decided)));
    }
    Row {
        cells,
        ..Row::default()
    }
}

/// What the need says in the last council.
fn since(need: &NeedOverTime, decided: &Decided) -> String {
    let said = match need.now().map(|state| (state.status, state.answer)) {
        None => "not asked",
        Some((Status::Opposed, _)) => "the teams differ",
        Some((_, None)) => "not clear yet",
        Some((_, Some(Position::Yes))) if decided.answer == Position::Yes => "still needed",
        Some((_, Some(Position::Yes))) => "needed",
        Some((_, Some(Position::No))) if decided.answer == Position::Yes => "no longer needed",
        Some((_, Some(Position::No))) => "still not needed",
    };
    match need.change {
        Some(Change::Incomparable) => format!("{said}, by other teams"),
        _ => said.to_owned(),
    }
}
