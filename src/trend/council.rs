//! One council, as much of it as a trend compares.

use std::collections::BTreeSet;

use crate::{
    council::{
        Assessment,
        report::{CouncilReport, NeedReport, WhoReport},
    },
    questionnaire::{Questionnaire, Team},
    text::fold,
};

/// A council by itself: its answers may be gone, and its questionnaire may be another by now.
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
    /// Who answered, by name, as names are compared, and by the id of the team: one first name in
    /// two teams is two people. `None` where that is not known of everybody.
    pub(crate) people: Option<BTreeSet<(String, Option<String>)>>,
    /// The id of the team that took the reins.
    pub(crate) lead: Option<String>,
    /// How many needs were agreed.
    pub(crate) agreed: usize,
    /// In its questionnaire's order.
    pub(crate) needs: Vec<NeedReport>,
}

/// How many of a team answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TeamCount {
    pub(crate) team: Team,
    pub(crate) respondents: u64,
}

impl Council {
    pub(crate) fn new(label: String, assessment: &Assessment<'_>) -> Self {
        let needs = assessment.needs.iter().map(|need| NeedReport::new(assessment, need));
        let report = CouncilReport::new(assessment, None, String::new(), needs.collect());
        Self::of_report(report, assessment.questionnaire, label)
    }

    /// A report has the ids of its teams; the questionnaire in use has their labels, where it has
    /// these teams. `label` is what the council is called if the report does not say.
    pub(crate) fn of_report(
        report: CouncilReport,
        questionnaire: &Questionnaire,
        label: String,
    ) -> Self {
        let CouncilReport { respondents, needs, summary, .. } = report;
        let is_by_team = needs.iter().all(|need| need.by_team.is_some());
        let teams = respondents.teams.into_iter();
        let voices = teams.clone().filter(|(_, respondents)| is_by_team && *respondents > 0);
        let person = |who: WhoReport| Some((fold(&who.name?), who.team));
        let count = |(id, respondents)| TeamCount { team: team(id, questionnaire), respondents };
        Self {
            label: report.label.unwrap_or(label),
            title: report.title,
            language: questionnaire.language.clone(),
            respondents: respondents.count,
            voices: voices.map(|(id, _)| id).collect(),
            teams: teams.map(count).collect(),
            people: respondents.who.and_then(|who| who.into_iter().map(person).collect()),
            lead: summary.lead,
            agreed: summary.agreed,
            needs,
        }
    }
}

fn team(id: String, questionnaire: &Questionnaire) -> Team {
    let known = questionnaire.teams().find(|(_, team)| team.id == id);
    known.map_or_else(|| Team { label: id.clone(), id }, |(_, team)| team.clone())
}
