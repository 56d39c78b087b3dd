//! One council, as much of it as a trend compares.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    council::{Assessment, Need, Position, Privacy, Status},
    decision::Decision,
    questionnaire::{Team, TeamIndex},
    text::fold,
};

/// A council by itself, without its questionnaire.
#[derive(Debug, Clone)]
pub(crate) struct Council {
    pub(crate) label: String,
    pub(crate) title: String,
    /// The language of its texts, a BCP 47 tag.
    pub(crate) language: Option<String>,
    pub(crate) respondents: u64,
    /// All that its questionnaire names, in that order.
    pub(crate) teams: Vec<TeamCount>,
    /// The ids of the teams that are a voice; none where everybody is one voice.
    pub(crate) voices: BTreeSet<String>,
    /// Who answered; `None` where that is not known of everybody.
    pub(crate) people: Option<BTreeSet<Person>>,
    /// The id of the team that took the reins.
    pub(crate) lead: Option<String>,
    /// How many needs were agreed.
    pub(crate) agreed: usize,
    /// In its questionnaire's order.
    pub(crate) needs: Vec<Asked>,
}

/// How many of a team answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TeamCount {
    pub(crate) team: Team,
    pub(crate) respondents: u64,
}

/// Somebody by name, as names are compared, and by the id of the team: one first name in two
/// teams is two people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Person {
    name: String,
    team: Option<String>,
}

/// One need as a council asked for it, and as its report has it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Asked {
    pub(crate) id: String,
    /// The id that it had before.
    pub(crate) was: Option<String>,
    pub(crate) need: String,
    #[serde(flatten)]
    pub(crate) state: State,
    pub(crate) decision: Option<Decided>,
}

/// What a council said about a need.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct State {
    pub(crate) status: Status,
    pub(crate) answer: Option<Position>,
    /// The id of the team that takes it on.
    pub(crate) lead: Option<String>,
}

/// A decision, without its questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Decided {
    pub(crate) answer: Position,
    /// The id of the team that takes the need on; none where it is not needed.
    pub(crate) lead: Option<String>,
    pub(crate) owner: Option<String>,
    /// The date, as it is written: 2026-12-15.
    pub(crate) by: Option<String>,
    pub(crate) promise: Option<String>,
}

impl Person {
    pub(crate) fn new(name: &str, team: Option<&str>) -> Self {
        Self {
            name: fold(name),
            team: team.map(str::to_owned),
        }
    }
}

impl Council {
    pub(crate) fn new(label: String, assessment: &Assessment<'_>) -> Self {
        let questionnaire = assessment.questionnaire;
        let counts = questionnaire.teams().zip(&assessment.respondents.teams);
        let teams: Vec<_> = counts
            .map(|((_, team), respondents)| TeamCount {
                team: team.clone(),
                respondents: *respondents,
            })
            .collect();
        Self {
            label,
            title: questionnaire.title().to_owned(),
            language: questionnaire.language().map(str::to_owned),
            respondents: assessment.respondents.count,
            voices: match assessment.privacy {
                Privacy::Together => BTreeSet::new(),
                Privacy::Named | Privacy::ByTeam => voices(&teams),
            },
            teams,
            people: people(assessment),
            lead: team(assessment, assessment.summary.lead),
            agreed: assessment.summary.agreed,
            needs: assessment
                .needs
                .iter()
                .map(|need| asked(assessment, need))
                .collect(),
        }
    }
}

/// The ids of the teams that somebody answered for.
pub(crate) fn voices(teams: &[TeamCount]) -> BTreeSet<String> {
    let voices = teams.iter().filter(|team| team.respondents > 0);
    voices.map(|team| team.team.id.clone()).collect()
}

/// How many answered in both councils; `None` where it is not known of one who did.
pub(super) fn answered_both(before: &Council, now: &Council) -> Option<usize> {
    let (before, now) = (before.people.as_ref()?, now.people.as_ref()?);
    Some(before.intersection(now).count())
}

fn people(assessment: &Assessment<'_>) -> Option<BTreeSet<Person>> {
    let who = assessment.respondents.who.as_ref()?.iter();
    let person = |respondent: &crate::response::Respondent| {
        let team = respondent
            .team
            .map(|team| assessment.team(team).id.as_str());
        Some(Person::new(respondent.name.as_deref()?, team))
    };
    who.map(person).collect()
}

fn asked(assessment: &Assessment<'_>, need: &Need<'_>) -> Asked {
    Asked {
        id: need.question.id.clone(),
        was: need.question.was.clone(),
        need: need.question.need.clone(),
        state: State {
            status: need.status,
            answer: need.answer,
            lead: team(assessment, need.lead),
        },
        decision: need
            .decision
            .as_ref()
            .map(|decision| decided(assessment, need, decision)),
    }
}

fn decided(assessment: &Assessment<'_>, need: &Need<'_>, decision: &Decision) -> Decided {
    Decided {
        answer: decision.answer,
        lead: team(assessment, need.lead),
        owner: decision.owner.clone(),
        by: decision.by.map(|date| date.to_string()),
        promise: decision.promise.clone(),
    }
}

fn team(assessment: &Assessment<'_>, team: Option<TeamIndex>) -> Option<String> {
    team.map(|team| assessment.team(team).id.clone())
}
