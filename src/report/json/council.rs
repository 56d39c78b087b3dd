//! The report on one council as it is written.

use schemars::JsonSchema;
use serde::Serialize;

use super::{ByTeam, VERSION, VerdictWord, team_id};
use crate::{
    council::{Assessment, Need, Ratio, Status, Summary, TeamSummary, Votes},
    questionnaire::Questionnaire,
};

/// The report on one council.
#[derive(Serialize, JsonSchema)]
pub(super) struct CouncilReport<'a> {
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

/// Whether those who took a position are at one.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum StatusWord {
    Agreed,
    Disputed,
    Open,
}

impl<'a> CouncilReport<'a> {
    pub(super) fn of(assessment: &'a Assessment<'_>) -> Self {
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

impl From<Votes> for VotesEntry {
    fn from(Votes { yes, no, unsure }: Votes) -> Self {
        Self { yes, no, unsure }
    }
}

impl From<TeamSummary> for PartEntry {
    fn from(
        TeamSummary {
            leads,
            undecided,
            of,
        }: TeamSummary,
    ) -> Self {
        Self {
            leads,
            undecided,
            of,
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
