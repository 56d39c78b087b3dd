//! The report as JSON, version 1: what a script may rely on.
//!
//! A later version may add fields; it renames or drops one only with another [`VERSION`].

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::Report;
use crate::{
    council::{Assessment, Need, Part, Ratio, Status, Summary, Verdict, Votes},
    json,
    questionnaire::{Questionnaire, TeamIndex},
    schema::of_written,
    trend::{Change, Changes, NeedOverTime, Trend},
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

/// The report on one council.
#[derive(Serialize, JsonSchema)]
pub struct CouncilReport<'a> {
    /// The version of this shape.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// What the council is about.
    title: &'a str,
    /// Who answered.
    respondents: RespondentsEntry<'a>,
    /// The needs, in the questionnaire's order.
    needs: Vec<NeedEntry<'a>>,
    /// The whole council in a few figures.
    summary: SummaryEntry<'a>,
    /// The ids of the needs to talk over, in order.
    agenda: Vec<&'a str>,
}

/// Who answered.
#[derive(Serialize, JsonSchema)]
struct RespondentsEntry<'a> {
    /// How many.
    count: u64,
    /// How many of each team; whoever has no team is in none.
    teams: ByTeam<'a, u64>,
}

/// One need.
#[derive(Serialize, JsonSchema)]
struct NeedEntry<'a> {
    /// The question's id.
    id: &'a str,
    /// The need in two or three words.
    need: &'a str,
    /// The question as it was asked.
    question: &'a str,
    /// Whether those who took a position are at one.
    status: StatusWord,
    /// The majority's answer; null where no more than half took a position, or for a tie.
    answer: Option<VerdictWord>,
    /// The id of the team that takes the need on; null unless the answer is yes.
    lead: Option<&'a str>,
    /// All the votes.
    votes: VotesEntry,
    /// The votes of each team.
    by_team: ByTeam<'a, VotesEntry>,
    /// The chance that two who took a position said the same; null with fewer than two.
    #[schemars(range(min = 0, max = 1))]
    agreement: Option<f64>,
    /// The largest minus the smallest share of yes among the teams that took a position; null with
    /// fewer than two such teams.
    #[schemars(range(min = 0, max = 1))]
    gap: Option<f64>,
    /// What was noted on it.
    notes: Vec<NoteEntry<'a>>,
}

/// How often each answer was given.
#[derive(Serialize, JsonSchema)]
struct VotesEntry {
    /// For yes.
    yes: u64,
    /// For no.
    no: u64,
    /// For neither.
    unsure: u64,
}

/// A respondent's note.
#[derive(Serialize, JsonSchema)]
struct NoteEntry<'a> {
    /// Who wrote it; null where that is not known or may not be said.
    name: Option<&'a str>,
    /// The note.
    note: &'a str,
}

/// The whole council in a few figures.
#[derive(Serialize, JsonSchema)]
struct SummaryEntry<'a> {
    /// The id of the team that takes the reins; null if they are balanced.
    lead: Option<&'a str>,
    /// The mean of the needs' agreements; null if none has one.
    #[schemars(range(min = 0, max = 1))]
    agreement: Option<f64>,
    /// Each team's part in the needs.
    teams: ByTeam<'a, PartEntry>,
    /// How many needs have each status.
    status: StatusCounts,
}

/// A team's part in the needs.
#[derive(Serialize, JsonSchema)]
struct PartEntry {
    /// Needs that it leads now.
    leads: usize,
    /// Needs of its own without an answer.
    undecided: usize,
    /// Needs of its own.
    of: usize,
}

/// How many needs have each status.
#[derive(Serialize, JsonSchema)]
struct StatusCounts {
    /// As many as the consensus asks for say the same.
    agreed: usize,
    /// They do not.
    disputed: usize,
    /// No more than half took a position.
    open: usize,
}

/// The report on several councils.
#[derive(Serialize, JsonSchema)]
pub struct TrendReport<'a> {
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

/// Whether those who took a position are at one.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum StatusWord {
    Agreed,
    Disputed,
    Open,
}

/// The majority's answer.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum VerdictWord {
    Yes,
    No,
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

impl<'a> CouncilReport<'a> {
    fn of(assessment: &'a Assessment<'_>) -> Self {
        let questionnaire = assessment.questionnaire;
        Self {
            version: VERSION,
            title: questionnaire.title(),
            respondents: RespondentsEntry {
                count: assessment.respondents.count,
                teams: ByTeam::of(questionnaire, assessment.respondents.teams.iter().copied()),
            },
            needs: assessment
                .needs
                .iter()
                .map(|need| NeedEntry::of(need, questionnaire))
                .collect(),
            summary: SummaryEntry::of(&assessment.summary, questionnaire),
            agenda: assessment
                .agenda
                .iter()
                .map(|index| questionnaire[*index].id.as_str())
                .collect(),
        }
    }
}

impl<'a> NeedEntry<'a> {
    fn of(need: &'a Need<'_>, questionnaire: &'a Questionnaire) -> Self {
        Self {
            id: &need.question.id,
            need: &need.question.need,
            question: &need.question.question,
            status: need.status.into(),
            answer: need.verdict.map(VerdictWord::from),
            lead: team_id(questionnaire, need.lead),
            votes: need.votes.into(),
            by_team: ByTeam::of(
                questionnaire,
                need.by_team.iter().map(|votes| (*votes).into()),
            ),
            agreement: need.agreement.map(Ratio::value),
            gap: need.gap.map(Ratio::value),
            notes: need
                .notes
                .iter()
                .map(|note| NoteEntry {
                    name: note.name.as_deref(),
                    note: &note.note,
                })
                .collect(),
        }
    }
}

impl<'a> SummaryEntry<'a> {
    fn of(summary: &Summary, questionnaire: &'a Questionnaire) -> Self {
        Self {
            lead: team_id(questionnaire, summary.lead),
            agreement: summary.agreement,
            teams: ByTeam::of(
                questionnaire,
                summary.teams.iter().map(|part| (*part).into()),
            ),
            status: StatusCounts {
                agreed: summary.agreed,
                disputed: summary.disputed,
                open: summary.open,
            },
        }
    }
}

impl<'a> TrendReport<'a> {
    fn of(trend: &'a Trend<'_>) -> Self {
        let questionnaire = trend.questionnaire;
        let council = |council: &'a crate::trend::Council| TrendCouncil {
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

impl From<Votes> for VotesEntry {
    fn from(Votes { yes, no, unsure }: Votes) -> Self {
        Self { yes, no, unsure }
    }
}

impl From<Part> for PartEntry {
    fn from(
        Part {
            leads,
            undecided,
            of,
        }: Part,
    ) -> Self {
        Self {
            leads,
            undecided,
            of,
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

impl From<Status> for StatusWord {
    fn from(status: Status) -> Self {
        match status {
            Status::Agreed => Self::Agreed,
            Status::Disputed => Self::Disputed,
            Status::Open => Self::Open,
        }
    }
}

impl From<Verdict> for VerdictWord {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Yes => Self::Yes,
            Verdict::No => Self::No,
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
