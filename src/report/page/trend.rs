//! A trend for people: a [`Trend`] as a [`Page`].

mod councils;
mod decisions;
mod headline;

use super::{Cell, Column, Page, Row, Section, Table, Tone};
use crate::{
    council::{Status, report::NeedReport},
    trend::{Change, NeedOverTime, Trend},
};

pub(crate) fn page(trend: &Trend) -> Page {
    let (Some(first), Some(last)) = (trend.councils.first(), trend.councils.last()) else {
        return Page::default();
    };
    let mut tables = decisions::tables(trend);
    tables.push(table(trend));
    Page {
        language: last.language.clone(),
        title: last.title.clone(),
        label: format!("{} → {}", first.label, last.label),
        headline: headline::headline(trend),
        summary: headline::summary(trend),
        tables,
    }
}

fn table(trend: &Trend) -> Table {
    let councils = trend.councils.iter().map(|council| council.label.as_str());
    let titles = ["Need"].into_iter().chain(councils).chain(["Change"]);
    let needs = trend.needs.iter().map(|need| row(trend, need));
    let needs = Section { rows: needs.collect(), ..Section::default() };
    let councils = Section {
        heading: Some("The councils"),
        rows: councils::rows(trend),
        ..Section::default()
    };
    let mut states = trend.needs.iter().flat_map(|need| &need.states).flatten();
    let note = match states.any(|state| state.status == Status::Decided) {
        true => "* decided in the meeting",
        false => "",
    };
    Table {
        columns: titles.map(Column::new).collect(),
        sections: vec![needs, councils],
        legend: councils::legend(),
        legend_note: note.to_owned(),
        tasks: None,
    }
}

fn row(trend: &Trend, need: &NeedOverTime) -> Row {
    let states = need.states.iter();
    let mut cells = vec![Cell::text(&need.need)];
    cells.extend(states.map(|state| cell(trend, state.as_ref())));
    cells.push(Cell::text(need.change.map_or("–", words)));
    Row::new(cells)
}

/// Who leads it, or why nobody does.
fn cell(trend: &Trend, state: Option<&NeedReport>) -> Cell {
    let Some(state) = state else {
        return Cell::text("not asked").toned(Tone::Soft);
    };
    let star = match state.status {
        Status::Decided => "*",
        _ => "",
    };
    match (&state.lead, state.answer, state.status) {
        (Some(lead), ..) => team(trend, lead, star),
        (None, Some(_), _) => Cell::text(format!("no{star}")),
        (None, None, Status::Opposed) => Cell::text("differ"),
        (None, None, _) => Cell::text("unclear"),
    }
}

/// A team's label, in the hue that it has in the last council's report.
fn team(trend: &Trend, id: &str, star: &str) -> Cell {
    let last = trend.councils.last().into_iter();
    let mut teams = last.flat_map(|council| &council.teams);
    let position = teams.position(|count| count.team.id == id);
    let label = format!("{}{star}", trend.team_label(id));
    Cell::text(label).toned(position.map_or(Tone::Plain, Tone::Hue))
}

fn words(change: Change) -> &'static str {
    match change {
        Change::New => "new",
        Change::Standing => "still needed",
        Change::Met => "no longer needed",
        Change::Settled => "not needed",
        Change::Unsettled => "unsettled",
        Change::Reopened => "reopened",
        Change::Incomparable => "not comparable",
    }
}
