//! The councils of a trend side by side: who answered, who led, and all needs at a glance.

use super::{Cell, Row};
use crate::{
    council::{Position, report::NeedReport},
    questionnaire::Team,
    report::page::Sign,
    trend::{Council, Trend},
};

/// Each sign, and what it says of a need.
const SIGNS: [(Sign, &str); 4] = [
    (Sign::Filled, "needed"),
    (Sign::Hollow, "not needed"),
    (Sign::Dash, "no answer"),
    (Sign::Dot, "not asked"),
];

/// The rows below those of the needs, a cell a council.
pub(super) fn rows(trend: &Trend) -> Vec<Row> {
    let councils = || trend.councils.iter();
    let glance = (0..trend.councils.len()).map(|council| at_a_glance(trend, council));
    let glance = row("At a glance", glance.collect());
    let mut rows = vec![Row { is_drawn: true, ..glance }];
    rows.extend(teams(trend).into_iter().map(|team| {
        let answered = councils().map(|council| answered(council, team));
        row(&format!("{} answered", team.label), answered.collect())
    }));
    let reins = councils().map(|council| match &council.lead {
        Some(lead) => super::team(trend, lead, ""),
        None => Cell::text("–"),
    });
    rows.push(row("Takes the reins", reins.collect()));
    rows
}

pub(super) fn legend() -> Vec<(Sign, String)> {
    SIGNS.map(|(sign, text)| (sign, text.to_owned())).into()
}

fn row(name: &str, councils: Vec<Cell>) -> Row {
    let mut cells = vec![Cell::text(name)];
    cells.extend(councils);
    cells.push(Cell::default());
    Row::new(cells)
}

fn at_a_glance(trend: &Trend, council: usize) -> Cell {
    let needs = trend.needs.iter();
    let states = needs.filter_map(|need| need.states.get(council));
    Cell { marks: states.map(|state| (sign(state.as_ref()), 1)).collect(), ..Cell::default() }
}

fn sign(state: Option<&NeedReport>) -> Sign {
    match state.map(|state| state.answer) {
        None => Sign::Dot,
        Some(None) => Sign::Dash,
        Some(Some(Position::Yes)) => Sign::Filled,
        Some(Some(Position::No)) => Sign::Hollow,
    }
}

/// The teams of all councils, the last one's first.
fn teams(trend: &Trend) -> Vec<&Team> {
    let councils = trend.councils.iter().rev();
    let mut teams: Vec<&Team> = Vec::new();
    for count in councils.flat_map(|council| &council.teams) {
        if !teams.iter().any(|team| team.id == count.team.id) {
            teams.push(&count.team);
        }
    }
    teams
}

/// How many of a team answered; a dash where nobody did.
fn answered(council: &Council, team: &Team) -> Cell {
    let count = council.teams.iter().find(|count| count.team.id == team.id);
    match count.map_or(0, |count| count.respondents) {
        0 => Cell::text("–"),
        respondents => Cell::text(respondents.to_string()),
    }
}
