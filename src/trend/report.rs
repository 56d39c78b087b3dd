//! A report in JSON, version 1, as the council that it stands for: its answers may be gone, and its
//! questionnaire may be another by now.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Asked, Council, Decided, Person, State, TeamCount, council::voices};
use crate::{
    council::{Position, Status, report},
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText},
    questionnaire::{Questionnaire, Team},
};

#[derive(Deserialize)]
struct ReportFile {
    title: String,
    label: Option<String>,
    respondents: RespondentsFile,
    needs: Vec<NeedFile>,
    summary: SummaryFile,
}

#[derive(Deserialize)]
struct RespondentsFile {
    count: u64,
    /// In the order of the report's questionnaire.
    teams: Map<String, Value>,
    who: Option<Vec<WhoFile>>,
}

#[derive(Deserialize)]
struct WhoFile {
    name: Option<String>,
    team: Option<String>,
}

#[derive(Deserialize)]
struct NeedFile {
    id: String,
    was: Option<String>,
    need: String,
    status: Status,
    answer: Option<Position>,
    lead: Option<String>,
    by_team: Option<serde::de::IgnoredAny>,
    decision: Option<DecisionFile>,
}

#[derive(Deserialize)]
struct DecisionFile {
    answer: Position,
    lead: Option<String>,
    owner: Option<String>,
    by: Option<String>,
    promise: Option<String>,
}

#[derive(Deserialize)]
struct SummaryFile {
    lead: Option<String>,
    agreed: usize,
}

/// Reads a report. It names teams by their ids; the questionnaire in use has their labels, where
/// it has these teams. `label` is what the council is called if the report does not say.
///
/// # Errors
///
/// What keeps it from being a report on one council, or an answer that is agreed and missing.
pub(crate) fn read(
    text: &SourceText,
    questionnaire: &Questionnaire,
    label: String,
) -> Result<Council, Diagnostics> {
    let file: ReportFile = report::parse(text)?;
    let council = Reader { questionnaire }.council(file, label);
    let wrong = |reason: String| Diagnostic::of(text.name(), DiagnosticKind::NotAReport(reason));
    council.map_err(|reason| wrong(reason).into())
}

struct Reader<'q> {
    questionnaire: &'q Questionnaire,
}

impl Reader<'_> {
    fn council(&self, file: ReportFile, label: String) -> Result<Council, String> {
        let is_by_team = file.needs.iter().all(|need| need.by_team.is_some());
        let teams = self.teams(&file.respondents.teams)?;
        let needs = file.needs.into_iter().map(|need| self.asked(need));
        Ok(Council {
            label: file.label.unwrap_or(label),
            title: file.title,
            language: None,
            respondents: file.respondents.count,
            voices: if is_by_team {
                voices(&teams)
            } else {
                BTreeSet::new()
            },
            teams,
            people: people(file.respondents.who),
            lead: file.summary.lead.map(|id| self.team(id)),
            agreed: file.summary.agreed,
            needs: needs.collect::<Result<_, _>>()?,
        })
    }

    fn teams(&self, counts: &Map<String, Value>) -> Result<Vec<TeamCount>, String> {
        let count = |(id, count): (&String, &Value)| {
            Ok(TeamCount {
                team: self.team(id.clone()),
                respondents: count.as_u64().ok_or("a team's count is none")?,
            })
        };
        counts.iter().map(count).collect()
    }

    fn asked(&self, need: NeedFile) -> Result<Asked, String> {
        let answer = need.answer.filter(|_| !need.status.is_open());
        if answer.is_none() && !need.status.is_open() {
            return Err(format!("{} without an answer", need.status.word()));
        }
        let lead = need.lead.filter(|_| answer == Some(Position::Yes));
        Ok(Asked {
            state: State {
                status: need.status,
                answer,
                lead: lead.map(|id| self.team(id)),
            },
            was: need.was.or_else(|| self.was(&need.id)),
            decision: need.decision.map(|decision| self.decided(decision)),
            id: need.id,
            need: need.need,
        })
    }

    fn decided(&self, file: DecisionFile) -> Decided {
        Decided {
            answer: file.answer,
            lead: file.lead.map(|id| self.team(id)),
            owner: file.owner,
            by: file.by,
            promise: file.promise,
        }
    }

    fn was(&self, id: &str) -> Option<String> {
        let question = self.questionnaire.question(id)?;
        self.questionnaire[question].was.clone()
    }

    fn team(&self, id: String) -> Team {
        let mut known = self.questionnaire.teams().map(|(_, team)| team);
        let known = known.find(|team| team.id == id).cloned();
        known.unwrap_or_else(|| Team {
            label: id.clone(),
            id,
        })
    }
}

fn people(who: Option<Vec<WhoFile>>) -> Option<BTreeSet<Person>> {
    let person = |who: WhoFile| Some(Person::new(&who.name?, who.team.as_deref()));
    who?.into_iter().map(person).collect()
}
