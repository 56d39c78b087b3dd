//! The report as JSON, version 1: what a script may rely on.
//!
//! A later version may add fields; it renames or drops one only with another [`VERSION`].

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::Report;
use crate::{
    council::{Assessment, Need, Part, Ratio, Status, Summary, Verdict, Votes},
    json,
    questionnaire::{Questionnaire, TeamIndex},
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
    match report {
        Report::Council(assessment) => json::write(&CouncilReport::of(assessment), out),
        Report::Trend(trend) => json::write(&TrendReport::of(trend), out),
    }
}

/// The report on one council.
#[derive(Serialize)]
pub struct CouncilReport<'a> {
    version: u32,
    title: &'a str,
    respondents: RespondentsEntry<'a>,
    needs: Vec<NeedEntry<'a>>,
    summary: SummaryEntry<'a>,
    agenda: Vec<&'a str>,
}

#[derive(Serialize)]
struct RespondentsEntry<'a> {
    count: u64,
    teams: ByTeam<'a, u64>,
}

#[derive(Serialize)]
struct NeedEntry<'a> {
    id: &'a str,
    need: &'a str,
    question: &'a str,
    status: StatusWord,
    answer: Option<VerdictWord>,
    lead: Option<&'a str>,
    votes: VotesEntry,
    by_team: ByTeam<'a, VotesEntry>,
    agreement: Option<f64>,
    gap: Option<f64>,
    notes: Vec<NoteEntry<'a>>,
}

#[derive(Serialize)]
struct VotesEntry {
    yes: u64,
    no: u64,
    unsure: u64,
}

#[derive(Serialize)]
struct NoteEntry<'a> {
    name: Option<&'a str>,
    note: &'a str,
}

#[derive(Serialize)]
struct SummaryEntry<'a> {
    lead: Option<&'a str>,
    agreement: Option<f64>,
    teams: ByTeam<'a, PartEntry>,
    status: StatusCounts,
}

#[derive(Serialize)]
struct PartEntry {
    leads: usize,
    undecided: usize,
    of: usize,
}

#[derive(Serialize)]
struct StatusCounts {
    agreed: usize,
    disputed: usize,
    open: usize,
}

/// The report on several councils.
#[derive(Serialize)]
pub struct TrendReport<'a> {
    version: u32,
    title: &'a str,
    councils: Vec<TrendCouncil<'a>>,
    needs: Vec<TrendNeed<'a>>,
    summary: ChangeCounts,
}

#[derive(Serialize)]
struct TrendCouncil<'a> {
    label: &'a str,
    respondents: u64,
    agreement: Option<f64>,
    lead: Option<&'a str>,
}

#[derive(Serialize)]
struct TrendNeed<'a> {
    id: &'a str,
    need: &'a str,
    answers: Vec<Option<VerdictWord>>,
    leads: Vec<Option<&'a str>>,
    change: Option<ChangeWord>,
}

#[derive(Serialize)]
struct ChangeCounts {
    new: usize,
    standing: usize,
    met: usize,
    unsettled: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum StatusWord {
    Agreed,
    Disputed,
    Open,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum VerdictWord {
    Yes,
    No,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum ChangeWord {
    New,
    Standing,
    Met,
    Unsettled,
}

/// A value for every team, under the team's id, in the questionnaire's order.
struct ByTeam<'a, T>(Vec<(&'a str, T)>);

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
