//! The report as JSON, version 1: what a script may rely on.
//!
//! A later version may add fields; it renames or drops one only with another [`VERSION`].

mod council;
mod trend;

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer, ser::SerializeMap};

use self::{council::CouncilReport, trend::TrendReport};
use super::Report;
use crate::{
    council::Verdict,
    json,
    questionnaire::{Questionnaire, TeamIndex},
    schema::of_written,
};

/// The version of the shape.
pub const VERSION: u32 = 1;

/// Writes the report as indented JSON.
///
/// # Errors
///
/// What `out` says.
pub fn write(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    let report = match report {
        Report::Council(assessment) => AnyReport::Council(CouncilReport::of(assessment)),
        Report::Trend(trend) => AnyReport::Trend(TrendReport::of(trend)),
    };
    json::write(&report, out)
}

/// The JSON Schema of the report.
pub fn schema() -> Schema {
    of_written::<AnyReport<'_>>()
}

/// What `--format json` writes. A later version may add fields; it renames or drops one only with
/// another `version`.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "align report, version 1")]
enum AnyReport<'a> {
    /// The report on one council, of one or of many.
    Council(CouncilReport<'a>),
    /// The report on several councils.
    Trend(TrendReport<'a>),
}

/// The majority's answer.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum VerdictWord {
    Yes,
    No,
}

impl From<Verdict> for VerdictWord {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Yes => Self::Yes,
            Verdict::No => Self::No,
        }
    }
}

/// A value for every team, under the team's id, in the questionnaire's order.
struct ByTeam<'a, T>(Vec<(&'a str, T)>);

impl<T: JsonSchema> JsonSchema for ByTeam<'_, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("ByTeam_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<String, T>::json_schema(generator)
    }
}

impl<'a, T> ByTeam<'a, T> {
    fn of(questionnaire: &'a Questionnaire, values: impl IntoIterator<Item = T>) -> Self {
        Self(
            questionnaire
                .teams()
                .map(|(_, team)| team.id.as_str())
                .zip(values)
                .collect(),
        )
    }
}

impl<T: Serialize> Serialize for ByTeam<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (team, value) in &self.0 {
            map.serialize_entry(team, value)?;
        }
        map.end()
    }
}

fn team_id(questionnaire: &Questionnaire, team: Option<TeamIndex>) -> Option<&str> {
    team.map(|team| questionnaire[team].id.as_str())
}
