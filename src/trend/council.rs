//! One council, as much of it as a trend compares.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::{
    council::{Assessment, Need, Position, Privacy, Status},
    decision::Decided,
    questionnaire::{Team, TeamIndex},
    response::Respondent,
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

impl Person {
    pub(crate) fn new(name: &str, team: Option<String>) -> Self {
        Self { name: fold(name), team }
    }
}

impl Council {
    pub(crate) fn new(label: String, assessment: &Assessment<'_>) -> Self {
        let questionnaire = assessment.questionnaire;
        let counts = questionnaire.teams().zip(&assessment.respondents.teams);
        let count = |((_, team), respondents): ((_, &Team), &u64)| TeamCount {
            team: team.clone(),
            respondents: *respondents,
        };
        let teams: Vec<_> = counts.map(count).collect();
        Self {
            label,
            title: questionnaire.title.clone(),
            language: questionnaire.language.clone(),
            respondents: assessment.respondents.count,
            voices: match assessment.privacy {
                Privacy::Together => BTreeSet::new(),
                Privacy::Named | Privacy::ByTeam => voices(&teams),
            },
            teams,
            people: people(assessment),
            lead: id(assessment, assessment.summary.lead),
            agreed: assessment.summary.agreed,
            needs: assessment.needs.iter().map(|need| Asked::new(assessment, need)).collect(),
        }
    }
}

impl Asked {
    fn new(assessment: &Assessment<'_>, need: &Need<'_>) -> Self {
        let lead = id(assessment, need.lead);
        let decision = need.decision.as_ref();
        Self {
            id: need.question.id.clone(),
            was: need.question.was.clone(),
            need: need.question.need.clone(),
            decision: decision.map(|decision| Decided::new(decision, lead.clone())),
            state: State { status: need.status, answer: need.answer, lead },
        }
    }
}

/// The ids of the teams that somebody answered for.
pub(crate) fn voices(teams: &[TeamCount]) -> BTreeSet<String> {
    let voices = teams.iter().filter(|team| team.respondents > 0);
    voices.map(|team| team.team.id.clone()).collect()
}

fn people(assessment: &Assessment<'_>) -> Option<BTreeSet<Person>> {
    let who = assessment.respondents.who.as_ref()?.iter();
    let person =
        |who: &Respondent| Some(Person::new(who.name.as_deref()?, id(assessment, who.team)));
    who.map(person).collect()
}

fn id(assessment: &Assessment<'_>, team: Option<TeamIndex>) -> Option<String> {
    team.map(|team| assessment.team(team).id.clone())
}
