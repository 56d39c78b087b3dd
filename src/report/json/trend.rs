//! A trend as JSON, version 1.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::VERSION;
use crate::{
    json,
    trend::{Change, Council, NeedOverTime, State, Trend},
};

pub(in crate::report) fn trend(trend: &Trend, out: &mut impl Write) -> io::Result<()> {
    let count = |change: Change| (change.word().to_owned(), json!(trend.count(change)));
    let report = json!({
        "version": VERSION,
        "title": trend.councils.last().map_or("", |council| &council.title),
        "councils": trend.councils.iter().map(council).collect::<Vec<_>>(),
        "answered_both": trend.answered_both,
        "needs": trend.needs.iter().map(need).collect::<Vec<_>>(),
        "summary": Change::ALL.into_iter().map(count).collect::<Map<_, _>>(),
    });
    json::write(&report, out)
}

fn council(council: &Council) -> Value {
    let teams = council.teams.iter();
    let teams = teams.map(|count| (count.team.id.clone(), json!(count.respondents)));
    json!({
        "label": council.label,
        "respondents": council.respondents,
        "teams": teams.collect::<Map<_, _>>(),
        "lead": council.lead,
        "agreed": council.agreed,
    })
}

fn need(need: &NeedOverTime) -> Value {
    json!({
        "id": need.id,
        "need": need.need,
        "states": need.states.iter().map(|each| state(each.as_ref())).collect::<Vec<_>>(),
        "change": need.change.map(Change::word),
        "decision": need.decision.as_ref().map(|(_, decided)| decided),
    })
}

fn state(state: Option<&State>) -> Value {
    json!({
        "asked": state.is_some(),
        "status": state.map(|state| state.status),
        "answer": state.and_then(|state| state.answer),
        "lead": state.and_then(|state| state.lead.as_ref()),
    })
}
