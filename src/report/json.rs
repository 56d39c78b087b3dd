//! The report as JSON, version 1: what a script may rely on. A later version may add fields; it
//! renames or drops one only with another version. `json/schema.json` describes it.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::page;
use crate::{
    council::{
        Assessment,
        report::{CouncilReport, NeedReport, VERSION},
    },
    json,
    trend::{Change, Council, NeedOverTime, Trend},
};

pub(crate) const SCHEMA: &str = include_str!("json/schema.json");

pub(super) fn council(
    assessment: &Assessment<'_>,
    label: Option<&str>,
    out: &mut impl Write,
) -> io::Result<()> {
    let headline = page::council::headline(assessment);
    json::write(&CouncilReport::new(assessment, label, headline, Needs(assessment)), out)
}

/// The needs, each made when it is written.
struct Needs<'a>(&'a Assessment<'a>);

impl Serialize for Needs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let needs = self.0.needs.iter();
        serializer.collect_seq(needs.map(|need| NeedReport::whole(self.0, need)))
    }
}

pub(super) fn trend(trend: &Trend, out: &mut impl Write) -> io::Result<()> {
    let count = |change: Change| (change.word().to_owned(), json!(trend.count(change)));
    let report = json!({
        "version": VERSION,
        "title": trend.councils.last().map_or("", |council| &council.title),
        "councils": trend.councils.iter().map(council_of_trend).collect::<Vec<_>>(),
        "answered_both": trend.answered_both,
        "needs": trend.needs.iter().map(need).collect::<Vec<_>>(),
        "summary": Change::ALL.into_iter().map(count).collect::<Map<_, _>>(),
    });
    json::write(&report, out)
}

fn council_of_trend(council: &Council) -> Value {
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

fn state(state: Option<&NeedReport>) -> Value {
    json!({
        "asked": state.is_some(),
        "status": state.map(|state| state.status),
        "answer": state.and_then(|state| state.answer),
        "lead": state.and_then(|state| state.lead.as_ref()),
    })
}
