//! The councils of a trend side by side: who answered, who led, and all needs at a glance.

use super::{Cell, Row, hue};
use crate::{
    council::Position,
    questionnaire::Team,
    report::page::{Mark, Sign},
    trend::{Council, State, Trend},
};

/// Up to how many needs have a sign of their own; more are counted by sign.
const SIGNS_UP_TO: usize = 12;

/// Each sign, and what it says of a need.
const SIGNS: [(Sign, &str); 4] = [
    (Sign::Filled, "needed"),
    (Sign::Hollow, "not needed"),
    (Sign::Dash, "no answer"),
    (Sign::Dot, "not asked"),
];

/// The rows below those of the needs, a cell a council.
pub(super) fn rows(trend: &Trend) -> Vec<Row> {
    let glance = (0..trend.councils.len()).map(|council| at_a_glance(trend, council));
    let mut rows = vec![row("At a glance", glance.collect())];
    rows.extend(teams(trend).into_iter().map(|team| {
        let answered = trend.councils.iter().map(|council| answered(council, team));
        row(&format!("{} answered", team.label), answered.collect())
    }));
    let reins = trend.councils.iter().map(|council| reins(trend, council));
    rows.push(row("Takes the reins", reins.collect()));
    rows
}

/// What the signs stand for, as far as they are there.
pub(super) fn legend(trend: &Trend) -> Vec<(Sign, String)> {
    let states = || trend.needs.iter().flat_map(|need| &need.states);
    let is_there = |sign: Sign| states().any(|state| self::sign(state.as_ref()) == sign);
    let signs = SIGNS.iter().filter(|(sign, _)| is_there(*sign));
    signs
        .map(|(sign, text)| (*sign, (*text).to_owned()))
        .collect()
}

fn row(name: &str, mut cells: Vec<Cell>) -> Row {
    cells.insert(0, Cell::text(name));
    cells.push(Cell::default());
    Row {
        cells,
        ..Row::default()
    }
}

fn at_a_glance(trend: &Trend, council: usize) -> Cell {
    let states = trend
        .needs
        .iter()
        .filter_map(|need| need.states.get(council));
    let signs: Vec<Sign> = states.map(|state| sign(state.as_ref())).collect();
    let counted = SIGNS.iter().filter_map(|(sign, _)| {
        let count = signs.iter().filter(|other| *other == sign).count();
        let count = u64::try_from(count).ok().filter(|count| *count > 0);
        count.map(|count| Mark {
            sign: *sign,
            count: Some(count),
        })
    });
    Cell {
        marks: match signs.len() > SIGNS_UP_TO {
            true => counted.collect(),
            false => signs.iter().map(|sign| Mark::from(*sign)).collect(),
        },
        ..Cell::default()
    }
}

fn sign(state: Option<&State>) -> Sign {
    match state.map(|state| state.answer) {
        None => Sign::Dot,
        Some(None) => Sign::Dash,
        Some(Some(Position::Yes)) => Sign::Filled,
        Some(Some(Position::No)) => Sign::Hollow,
    }
}

/// The teams of all councils, the last one's first.
fn teams(trend: &Trend) -> Vec<&Team> {
    let counts = trend
        .councils
        .iter()
        .rev()
        .flat_map(|council| &council.teams);
    let mut teams: Vec<&Team> = Vec::new();
    for count in counts {
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

fn reins(trend: &Trend, council: &Council) -> Cell {
    council.lead.as_ref().map_or_else(
        || Cell::text("–"),
        |team| Cell {
            tone: hue(trend, team),
            ..Cell::text(trend.team_label(team))
        },
    )
}
