//! The report as JSON, version 1: what a script may rely on. A later version may add fields; it
//! renames or drops one only with another version. `schema.json` describes it.

mod trend;

use std::io::{self, Write};

use num_traits::ToPrimitive;
use serde::{Serialize, Serializer};

use super::page;
use crate::{
    council::{Assessment, Group, Need, Position, Privacy, Status, Votes},
    decision::Decision,
    json,
    questionnaire::TeamIndex,
    response::{Answer, Respondent},
};

pub(super) use trend::trend;

pub(super) const VERSION: u32 = 1;

/// The JSON Schema of what is written.
pub(crate) const SCHEMA: &str = include_str!("json/schema.json");

/// Writes the report on one council.
///
/// # Errors
///
/// What `out` says.
pub(super) fn council(
    assessment: &Assessment<'_>,
    label: Option<&str>,
    out: &mut impl Write,
) -> io::Result<()> {
    let ids = |teams: &[TeamIndex]| teams.iter().map(|team| id(assessment, *team)).collect();
    let summary = &assessment.summary;
    let report = CouncilReport {
        version: VERSION,
        title: assessment.questionnaire.title(),
        label,
        headline: page::council::headline(assessment),
        respondents: RespondentsReport {
            count: assessment.respondents.count,
            teams: by_team(assessment, assessment.respondents.teams.iter().copied()),
            without_team: assessment.respondents.without_team,
            absent: ids(&assessment.respondents.absent),
            missing: missing(assessment),
            who: who(assessment),
        },
        needs: Needs(assessment),
        summary: SummaryReport {
            lead: summary.lead.map(|team| id(assessment, team)),
            agreed: summary.agreed,
            decided: summary.decided,
            opposed: summary.opposed,
            unclear: summary.unclear,
            teams: by_team(
                assessment,
                summary.teams.iter().map(|team| TeamReport {
                    leads: team.leads,
                    undecided: team.undecided,
                    of: team.of,
                }),
            ),
        },
        agenda: (assessment.agenda.iter())
            .map(|index| assessment.questionnaire[*index].id.as_str())
            .collect(),
    };
    json::write(&report, out)
}

#[derive(Serialize)]
struct CouncilReport<'a> {
    version: u32,
    title: &'a str,
    label: Option<&'a str>,
    headline: String,
    respondents: RespondentsReport<'a>,
    needs: Needs<'a>,
    summary: SummaryReport<'a>,
    agenda: Vec<&'a str>,
}

#[derive(Serialize)]
struct RespondentsReport<'a> {
    count: u64,
    teams: Entries<'a, u64>,
    without_team: u64,
    absent: Vec<&'a str>,
    missing: Option<Vec<&'a str>>,
    who: Option<Vec<Who<'a>>>,
}

#[derive(Serialize)]
struct Who<'a> {
    name: Option<&'a str>,
    team: Option<&'a str>,
}

#[derive(Serialize)]
struct SummaryReport<'a> {
    lead: Option<&'a str>,
    agreed: usize,
    decided: usize,
    opposed: usize,
    unclear: usize,
    teams: Entries<'a, TeamReport>,
}

#[derive(Serialize)]
struct TeamReport {
    leads: usize,
    undecided: usize,
    of: usize,
}

/// The needs, each made when it is written: a thousand with the answers of a thousand people are
/// more than memory should hold.
struct Needs<'a>(&'a Assessment<'a>);

impl Serialize for Needs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(
            self.0
                .needs
                .iter()
                .map(|need| NeedReport::new(self.0, need)),
        )
    }
}

#[derive(Serialize)]
struct NeedReport<'a> {
    id: &'a str,
    /// A trend follows it where this report stands for its council.
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<&'a str>,
    need: &'a str,
    question: &'a str,
    team: &'a str,
    status: Status,
    answer: Option<Position>,
    lead: Option<&'a str>,
    votes: Votes,
    by_team: Option<Entries<'a, GroupReport>>,
    distance: Option<f64>,
    answers: Option<Vec<AnswerReport<'a>>>,
    notes: Option<Vec<NoteReport<'a>>>,
    decision: Option<DecisionReport<'a>>,
}

#[derive(Serialize)]
struct GroupReport {
    #[serde(flatten)]
    votes: Votes,
    position: Option<Position>,
}

#[derive(Serialize)]
struct AnswerReport<'a> {
    #[serde(flatten)]
    who: Who<'a>,
    answer: Option<Answer>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct NoteReport<'a> {
    #[serde(flatten)]
    writer: Who<'a>,
    note: &'a str,
}

/// What was decided on a need.
#[derive(Serialize)]
pub(super) struct DecisionReport<'a> {
    answer: Position,
    lead: Option<&'a str>,
    owner: Option<&'a str>,
    by: Option<String>,
    promise: Option<&'a str>,
}

impl<'a> NeedReport<'a> {
    fn new(assessment: &'a Assessment<'_>, need: &'a Need<'_>) -> Self {
        let question = need.question;
        Self {
            id: &question.id,
            was: question.was.as_deref(),
            need: &question.need,
            question: &question.question,
            team: id(assessment, question.lead),
            status: need.status,
            answer: need.answer,
            lead: need.lead.map(|team| id(assessment, team)),
            votes: need.votes,
            by_team: groups(assessment, need),
            distance: need.distance.as_ref().and_then(ToPrimitive::to_f64),
            answers: answers(assessment, need),
            notes: notes(assessment, need),
            decision: decision(assessment, need),
        }
    }
}

/// What was decided on a need, as a report has it.
pub(super) fn decision<'a>(
    assessment: &'a Assessment<'_>,
    need: &'a Need<'_>,
) -> Option<DecisionReport<'a>> {
    let decision: &Decision = need.decision.as_ref()?;
    Some(DecisionReport {
        answer: decision.answer,
        lead: need.lead.map(|team| id(assessment, team)),
        owner: decision.owner.as_deref(),
        by: decision.by.map(|by| by.to_string()),
        promise: decision.promise.as_deref(),
    })
}

fn groups<'a>(assessment: &'a Assessment<'_>, need: &Need<'_>) -> Option<Entries<'a, GroupReport>> {
    let others = need
        .groups
        .iter()
        .filter(|votes| !matches!(votes.group, Group::Team(_)));
    let others = others.map(|votes| GroupReport {
        votes: votes.votes,
        position: votes
            .votes
            .position()
            .filter(|_| votes.group == Group::Everybody),
    });
    let others = others.map(|group| ("", group));
    let teams = assessment.questionnaire.teams().map(|(team, _)| {
        let votes = need.votes_of(team).unwrap_or_default();
        GroupReport {
            votes,
            position: votes.position(),
        }
    });
    let mut entries = by_team(assessment, teams);
    entries.0.extend(others);
    (assessment.privacy != Privacy::Together).then_some(entries)
}

fn answers<'a>(
    assessment: &'a Assessment<'_>,
    need: &'a Need<'_>,
) -> Option<Vec<AnswerReport<'a>>> {
    let all = assessment.respondents.who.as_ref()?;
    let mut notes = vec![None; all.len()];
    for note in need.notes.iter().flatten() {
        if let Some(place) = note.position.and_then(|position| notes.get_mut(position)) {
            *place = Some(note.text.as_str());
        }
    }
    let answers = all.iter().zip(need.answers.as_ref()?).zip(notes);
    let answers = answers.map(|((who, answer), note)| AnswerReport {
        who: Who::new(assessment, who),
        answer: *answer,
        note,
    });
    Some(answers.collect())
}

fn notes<'a>(assessment: &'a Assessment<'_>, need: &'a Need<'_>) -> Option<Vec<NoteReport<'a>>> {
    let notes = need.notes.as_ref()?.iter().map(|note| NoteReport {
        writer: Who::new(assessment, &note.writer),
        note: &note.text,
    });
    Some(notes.collect())
}

fn missing<'a>(assessment: &'a Assessment<'_>) -> Option<Vec<&'a str>> {
    let people = assessment.respondents.missing.as_ref()?.iter();
    let names = people.map(|person| assessment.questionnaire[*person].name.as_str());
    Some(names.collect())
}

fn who<'a>(assessment: &'a Assessment<'_>) -> Option<Vec<Who<'a>>> {
    let who = assessment.respondents.who.as_ref()?.iter();
    Some(who.map(|who| Who::new(assessment, who)).collect())
}

impl<'a> Who<'a> {
    fn new(assessment: &'a Assessment<'_>, who: &'a Respondent) -> Self {
        Self {
            name: who.name.as_deref(),
            team: who.team.map(|team| id(assessment, team)),
        }
    }
}

/// An object whose keys are in this order.
pub(super) struct Entries<'a, T>(pub(super) Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for Entries<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

fn by_team<'a, T>(
    assessment: &'a Assessment<'_>,
    values: impl Iterator<Item = T>,
) -> Entries<'a, T> {
    let ids = assessment
        .questionnaire
        .teams()
        .map(|(_, team)| team.id.as_str());
    Entries(ids.zip(values).collect())
}

pub(super) fn id<'a>(assessment: &'a Assessment<'_>, team: TeamIndex) -> &'a str {
    &assessment.questionnaire[team].id
}
