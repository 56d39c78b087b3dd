//! A trend as JSON, version 1.

use std::io::{self, Write};

use serde::Serialize;

use super::{Entries, VERSION};
use crate::{
    council::{Position, Status},
    json,
    trend::{Change, Council, Decided, NeedOverTime, State, Trend},
};

pub(in crate::report) fn trend(trend: &Trend, out: &mut impl Write) -> io::Result<()> {
    let count = |change: Change| (change.word(), trend.count(change));
    let report = TrendReport {
        version: VERSION,
        title: trend.councils.last().map_or("", |council| &council.title),
        councils: trend.councils.iter().map(CouncilEntry::new).collect(),
        answered_both: trend.answered_both,
        needs: trend.needs.iter().map(NeedReport::new).collect(),
        summary: Entries(Change::ALL.map(count).to_vec()),
    };
    out.write_all(json::text(&report).as_bytes())
}

#[derive(Serialize)]
struct TrendReport<'a> {
    version: u32,
    title: &'a str,
    councils: Vec<CouncilEntry<'a>>,
    answered_both: Option<usize>,
    needs: Vec<NeedReport<'a>>,
    summary: Entries<'a, usize>,
}

#[derive(Serialize)]
struct CouncilEntry<'a> {
    label: &'a str,
    respondents: u64,
    teams: Entries<'a, u64>,
    lead: Option<&'a str>,
    agreed: usize,
}

#[derive(Serialize)]
struct NeedReport<'a> {
    id: &'a str,
    need: &'a str,
    states: Vec<StateReport<'a>>,
    change: Option<&'static str>,
    decision: Option<&'a Decided>,
}

#[derive(Serialize)]
struct StateReport<'a> {
    asked: bool,
    status: Option<Status>,
    answer: Option<Position>,
    lead: Option<&'a str>,
}

impl<'a> CouncilEntry<'a> {
    fn new(council: &'a Council) -> Self {
        let teams = council.teams.iter();
        let teams = teams.map(|count| (count.team.id.as_str(), count.respondents));
        Self {
            label: &council.label,
            respondents: council.respondents,
            teams: Entries(teams.collect()),
            lead: council.lead.as_deref(),
            agreed: council.agreed,
        }
    }
}

impl<'a> NeedReport<'a> {
    fn new(need: &'a NeedOverTime) -> Self {
        let state = |state: &'a Option<State>| StateReport {
            asked: state.is_some(),
            status: state.as_ref().map(|state| state.status),
            answer: state.as_ref().and_then(|state| state.answer),
            lead: state.as_ref().and_then(|state| state.lead.as_deref()),
        };
        Self {
            id: &need.id,
            need: &need.need,
            states: need.states.iter().map(state).collect(),
            change: need.change.map(Change::word),
            decision: need.decision.as_ref().map(|(_, decided)| decided),
        }
    }
}
