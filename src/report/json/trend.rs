//! The report on several councils as it is written.

use schemars::JsonSchema;
use serde::Serialize;

use super::{VERSION, VerdictWord, team_id};
use crate::{
    questionnaire::Questionnaire,
    trend::{Change, Changes, Council, NeedOverTime, Trend},
};

/// The report on several councils.
#[derive(Serialize, JsonSchema)]
pub(super) struct TrendReport<'a> {
    /// The version of this shape.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// What the councils are about.
    title: &'a str,
    /// The councils, oldest first.
    councils: Vec<TrendCouncil<'a>>,
    /// The needs, in the questionnaire's order.
    needs: Vec<TrendNeed<'a>>,
    /// How often each change occurs.
    summary: ChangeCounts,
}

/// One council among several.
#[derive(Serialize, JsonSchema)]
struct TrendCouncil<'a> {
    /// Its source's file name without the ending.
    label: &'a str,
    /// How many answered.
    respondents: u64,
    /// Its agreement; null if it has none.
    #[schemars(range(min = 0, max = 1))]
    agreement: Option<f64>,
    /// The id of the team that took the reins; null if they were balanced.
    lead: Option<&'a str>,
}

/// One need from council to council.
#[derive(Serialize, JsonSchema)]
struct TrendNeed<'a> {
    /// The question's id.
    id: &'a str,
    /// The need in two or three words.
    need: &'a str,
    /// Each council's answer; null where it had none.
    answers: Vec<Option<VerdictWord>>,
    /// The id of the team that led it in each council; null where none did.
    leads: Vec<Option<&'a str>>,
    /// What changed between the last two councils; null if nothing did.
    change: Option<ChangeWord>,
}

/// How often each change occurs.
#[derive(Serialize, JsonSchema)]
struct ChangeCounts {
    /// Needed now, and not before.
    new: usize,
    /// Needed both times.
    standing: usize,
    /// Needed before, and not now.
    met: usize,
    /// Needed before, without an answer now.
    unsettled: usize,
}

/// What changed between two councils.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum ChangeWord {
    New,
    Standing,
    Met,
    Unsettled,
}

impl<'a> TrendReport<'a> {
    pub(super) fn of(trend: &'a Trend<'_>) -> Self {
        let questionnaire = trend.questionnaire;
        let council = |council: &'a Council| TrendCouncil {
            label: &council.label,
            respondents: council.respondents,
            agreement: council.agreement,
            lead: team_id(questionnaire, council.lead),
        };
        Self {
            version: VERSION,
            title: questionnaire.title(),
            councils: trend.councils.iter().map(council).collect(),
            needs: trend
                .needs
                .iter()
                .map(|need| TrendNeed::of(need, questionnaire))
                .collect(),
            summary: trend.summary.into(),
        }
    }
}

impl<'a> TrendNeed<'a> {
    fn of(need: &'a NeedOverTime<'_>, questionnaire: &'a Questionnaire) -> Self {
        Self {
            id: &need.question.id,
            need: &need.question.need,
            answers: need
                .verdicts
                .iter()
                .map(|verdict| verdict.map(VerdictWord::from))
                .collect(),
            leads: need
                .leads
                .iter()
                .map(|lead| team_id(questionnaire, *lead))
                .collect(),
            change: need.change.map(ChangeWord::from),
        }
    }
}

impl From<Changes> for ChangeCounts {
    fn from(
        Changes {
            new,
            standing,
            met,
            unsettled,
        }: Changes,
    ) -> Self {
        Self {
            new,
            standing,
            met,
            unsettled,
        }
    }
}

impl From<Change> for ChangeWord {
    fn from(change: Change) -> Self {
        match change {
            Change::New => Self::New,
            Change::Standing => Self::Standing,
            Change::Met => Self::Met,
            Change::Unsettled => Self::Unsettled,
        }
    }
}
