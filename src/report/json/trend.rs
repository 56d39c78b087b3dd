//! A trend as JSON, version 1.

use std::io::{self, Write};

use serde::Serialize;

use super::{DecisionReport, Entries, VERSION};
use crate::{
    council::{Position, Status},
    json,
    questionnaire::Team,
    trend::{Change, Council, Decided, NeedOverTime, State, Trend},
};

/// Writes the report on several councils.
///
/// # Errors
///
/// What `out` says.
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
    json::write(&report, out)
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
    decision: Option<DecisionReport<'a>>,
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
            lead: id(council.lead.as_ref()),
            agreed: council.agreed,
        }
    }
}

impl<'a> NeedReport<'a> {
    fn new(need: &'a NeedOverTime) -> Self {
        Self {
            id: &need.id,
            need: &need.need,
            states: need
                .states
                .iter()
                .map(|state| StateReport::new(state.as_ref()))
                .collect(),
            change: need.change.map(Change::word),
            decision: need.decision.as_ref().map(|(_, decided)| decision(decided)),
        }
    }
}

impl<'a> StateReport<'a> {
    fn new(state: Option<&'a State>) -> Self {
        Self {
            asked: state.is_some(),
            status: state.map(|state| state.status),
            answer: state.and_then(|state| state.answer),
            lead: state.and_then(|state| id(state.lead.as_ref())),
        }
    }
}

fn decision(decided: &Decided) -> DecisionReport<'_> {
    DecisionReport {
        answer: decided.answer,
        lead: id(decided.lead.as_ref()),
        owner: decided.owner.as_deref(),
        by: decided.by.clone(),
        promise: decided.promise.as_deref(),
    }
}

fn id(team: Option<&Team>) -> Option<&str> {
    team.map(|team| team.id.as_str())
}
