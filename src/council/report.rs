//! A report in JSON, version 1: what a council's assessment is written as. Read back, it joins a
//! council like the answers it came from, and stands for its council in a trend.

mod reading;

use indexmap::IndexMap;
use num_traits::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::{Assessment, Group, Need, Position, Privacy, Status, TeamSummary, Votes};
use crate::{
    decision::Decided,
    questionnaire::TeamIndex,
    response::{Answer, Respondent, Response},
};
pub(crate) use reading::{Reported, parse, read};

pub(crate) const VERSION: u64 = 1;

/// A report; teams are told by their ids. `Needs` are a list, or are made as they are written: the
/// answers of a thousand people to a thousand questions are more than memory should hold.
#[derive(Serialize, Deserialize)]
pub(crate) struct CouncilReport<Needs = Vec<NeedReport>> {
    version: u64,
    pub(crate) title: String,
    /// What the council is called.
    pub(crate) label: Option<String>,
    /// The outcome in a few sentences, for people.
    headline: String,
    pub(crate) respondents: RespondentsReport,
    /// In the questionnaire's order.
    pub(crate) needs: Needs,
    pub(crate) summary: SummaryReport,
    /// The ids of the questions to talk over.
    agenda: Vec<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct RespondentsReport {
    pub(crate) count: u64,
    /// By every team, in the questionnaire's order.
    pub(crate) teams: IndexMap<String, u64>,
    without_team: u64,
    absent: Vec<String>,
    missing: Option<Vec<String>>,
    pub(crate) who: Option<Vec<WhoReport>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WhoReport {
    pub(crate) name: Option<String>,
    pub(crate) team: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct NeedReport {
    pub(crate) id: String,
    /// The id that it had before; a trend follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) was: Option<String>,
    pub(crate) need: String,
    question: String,
    team: String,
    pub(crate) status: Status,
    pub(crate) answer: Option<Position>,
    pub(crate) lead: Option<String>,
    votes: Votes,
    /// By every team, and those without one behind the empty id; `None` where kept back.
    pub(crate) by_team: Option<IndexMap<String, GroupReport>>,
    distance: Option<f64>,
    answers: Option<Vec<AnswerReport>>,
    notes: Option<Vec<NoteReport>>,
    pub(crate) decision: Option<Decided>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct GroupReport {
    #[serde(flatten)]
    votes: Votes,
    position: Option<Position>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct AnswerReport {
    #[serde(flatten)]
    who: WhoReport,
    answer: Option<Answer>,
    note: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct NoteReport {
    #[serde(flatten)]
    who: WhoReport,
    note: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct SummaryReport {
    pub(crate) lead: Option<String>,
    pub(crate) agreed: usize,
    decided: usize,
    opposed: usize,
    unclear: usize,
    teams: IndexMap<String, TeamSummary>,
}

impl<Needs> CouncilReport<Needs> {
    pub(crate) fn new(
        assessment: &Assessment<'_>,
        label: Option<&str>,
        headline: String,
        needs: Needs,
    ) -> Self {
        let summary = &assessment.summary;
        let agenda = assessment.agenda.iter();
        Self {
            version: VERSION,
            title: assessment.questionnaire.title.clone(),
            label: label.map(str::to_owned),
            headline,
            respondents: RespondentsReport::new(assessment),
            needs,
            summary: SummaryReport {
                lead: id(assessment, summary.lead),
                agreed: summary.agreed,
                decided: summary.decided,
                opposed: summary.opposed,
                unclear: summary.unclear,
                teams: by_team(assessment, &summary.teams),
            },
            agenda: agenda.map(|index| assessment.questionnaire[*index].id.clone()).collect(),
        }
    }
}

impl RespondentsReport {
    fn new(assessment: &Assessment<'_>) -> Self {
        let respondents = &assessment.respondents;
        let absent = respondents.absent.iter();
        let missing = respondents.missing.as_ref();
        let who = |response: &Response| WhoReport::new(assessment, &response.respondent);
        let responses = respondents.responses.as_ref();
        Self {
            count: respondents.count,
            teams: by_team(assessment, &respondents.teams),
            without_team: respondents.without_team,
            absent: absent.map(|team| assessment.team(*team).id.clone()).collect(),
            missing: missing.map(|people| people.iter().map(|each| each.name.clone()).collect()),
            who: responses.map(|responses| responses.iter().map(who).collect()),
        }
    }
}

impl WhoReport {
    fn new(assessment: &Assessment<'_>, who: &Respondent) -> Self {
        Self { name: who.name.clone(), team: id(assessment, who.team) }
    }
}

impl NeedReport {
    /// A need without the answers and notes of single respondents.
    pub(crate) fn new(assessment: &Assessment<'_>, need: &Need<'_>) -> Self {
        let lead = id(assessment, need.lead);
        let decision = need.decision.as_ref();
        Self {
            id: need.question.id.clone(),
            was: need.question.was.clone(),
            need: need.question.need.clone(),
            question: need.question.question.clone(),
            team: assessment.team(need.question.lead).id.clone(),
            status: need.status,
            answer: need.answer,
            votes: need.votes,
            by_team: (assessment.privacy != Privacy::Together).then(|| groups(assessment, need)),
            distance: need.distance.as_ref().and_then(ToPrimitive::to_f64),
            answers: None,
            notes: None,
            decision: decision.map(|decision| Decided::new(decision, lead.clone())),
            lead,
        }
    }

    /// The same with answers and notes, where they may be shown.
    pub(crate) fn whole(assessment: &Assessment<'_>, need: &Need<'_>) -> Self {
        let responses = assessment.respondents.responses.as_ref();
        let answer = |response: &Response| AnswerReport {
            who: WhoReport::new(assessment, &response.respondent),
            answer: response.answers[need.index.position()],
            note: response.notes.get(&need.index).cloned(),
        };
        let notes = need.notes.as_ref().map(|notes| {
            let notes = notes.iter().map(|note| NoteReport {
                who: WhoReport::new(assessment, &note.writer),
                note: note.text.clone(),
            });
            notes.collect()
        });
        let answers = responses.map(|responses| responses.iter().map(answer).collect());
        Self { answers, notes, ..Self::new(assessment, need) }
    }
}

fn groups(assessment: &Assessment<'_>, need: &Need<'_>) -> IndexMap<String, GroupReport> {
    let teams = assessment.questionnaire.teams().map(|(index, team)| {
        let votes = need.votes_of(index).unwrap_or_default();
        (team.id.clone(), GroupReport { votes, position: votes.position() })
    });
    let others = need.groups.iter().filter_map(|group| {
        let position = match group.group {
            Group::Team(_) => return None,
            Group::WithoutTeam => None,
            Group::Everybody => group.votes.position(),
        };
        Some((String::new(), GroupReport { votes: group.votes, position }))
    });
    teams.chain(others).collect()
}

fn id(assessment: &Assessment<'_>, team: Option<TeamIndex>) -> Option<String> {
    team.map(|team| assessment.team(team).id.clone())
}

fn by_team<T: Clone>(assessment: &Assessment<'_>, values: &[T]) -> IndexMap<String, T> {
    let teams = assessment.questionnaire.teams().zip(values);
    teams.map(|((_, team), value)| (team.id.clone(), value.clone())).collect()
}
