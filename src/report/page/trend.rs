//! A trend for people: a [`Trend`] as a [`Page`].

mod councils;
mod decisions;
mod headline;

use super::{Cell, Column, Page, Row, Section, Table, Tone};
use crate::{
    council::Status,
    trend::{Change, NeedOverTime, State, Trend},
};

/// The report on several councils.
pub(crate) fn page(trend: &Trend) -> Page {
    let last = trend.councils.last();
    let mut tables = decisions::tables(trend);
    tables.push(table(trend));
    Page {
        language: last.and_then(|council| council.language.clone()),
        title: last.map_or_else(String::new, |council| council.title.clone()),
        label: label(trend),
        headline: headline::headline(trend),
        summary: headline::summary(trend),
        tables,
    }
}

/// From which council to which: `2026-Q1 → 2026-Q4`.
fn label(trend: &Trend) -> Option<String> {
    let (first, last) = (trend.councils.first()?, trend.councils.last()?);
    Some(format!("{} → {}", first.label, last.label))
}

fn table(trend: &Trend) -> Table {
    let councils = trend.councils.iter();
    let mut columns = vec![Column::new("Need", Tone::Plain)];
    columns.extend(councils.map(|council| Column::new(council.label.as_str(), Tone::Plain)));
    columns.push(Column::new("Change", Tone::Plain));
    let section = |heading: Option<&str>, rows| Section {
        heading: heading.map(str::to_owned),
        rows,
        ..Section::default()
    };
    let needs = trend.needs.iter().map(|need| row(trend, need)).collect();
    let is_decided = |state: &Option<State>| {
        let status = state.as_ref().map(|state| state.status);
        status == Some(Status::Decided)
    };
    let mut states = trend.needs.iter().flat_map(|need| &need.states);
    let note = if states.any(is_decided) {
        "* decided in the meeting"
    } else {
        ""
    };
    Table {
        columns,
        sections: vec![
            section(None, needs),
            section(Some("The councils"), councils::rows(trend)),
        ],
        legend: councils::legend(trend),
        legend_note: note.to_owned(),
    }
}

fn row(trend: &Trend, need: &NeedOverTime) -> Row {
    let mut cells = vec![Cell::text(need.need.as_str())];
    cells.extend(need.states.iter().map(|state| cell(trend, state.as_ref())));
    cells.push(Cell::text(need.change.map_or("–", words)));
    Row {
        cells,
        ..Row::default()
    }
}

/// Who leads it, or why nobody does.
fn cell(trend: &Trend, state: Option<&State>) -> Cell {
    let Some(state) = state else {
        return Cell {
            tone: Tone::Soft,
            ..Cell::text("not asked")
        };
    };
    let (text, tone) = match (&state.lead, state.answer, state.status) {
        (Some(team), ..) => (trend.team_label(team), hue(trend, team)),
        (None, Some(_), _) => ("no", Tone::Plain),
        (None, None, Status::Opposed) => ("differ", Tone::Plain),
        (None, None, _) => ("unclear", Tone::Plain),
    };
    let star = if state.status == Status::Decided {
        "*"
    } else {
        ""
    };
    Cell {
        tone,
        ..Cell::text(format!("{text}{star}"))
    }
}

/// A change in the words that people read.
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

/// The hue that a team has in the last council's report.
fn hue(trend: &Trend, team: &str) -> Tone {
    let mut teams = trend
        .councils
        .last()
        .into_iter()
        .flat_map(|council| &council.teams);
    let position = teams.position(|count| count.team.id == team);
    position.map_or(Tone::Plain, Tone::Hue)
}
