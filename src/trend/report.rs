//! A report in JSON, version 1, as the council that it stands for: its answers may be gone, and its
//! questionnaire may be another by now.

use std::collections::BTreeSet;

use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Map, Value};

use super::{Asked, Council, Person, TeamCount, council::voices};
use crate::{
    council::report,
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
    #[serde(flatten)]
    asked: Asked,
    by_team: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct SummaryFile {
    lead: Option<String>,
    agreed: usize,
}

/// Reads a report. It has the ids of its teams; the questionnaire in use has their labels, where
/// it has these teams. `label` is what the council is called if the report does not say.
pub(crate) fn read(
    text: &SourceText,
    questionnaire: &Questionnaire,
    label: String,
) -> Result<Council, Diagnostics> {
    let file: ReportFile = report::parse(text)?;
    council(file, questionnaire, label).map_err(|reason| {
        let kind = DiagnosticKind::NotAReport(reason);
        Diagnostic::of(text.name(), kind).into()
    })
}

fn council(
    file: ReportFile,
    questionnaire: &Questionnaire,
    label: String,
) -> Result<Council, String> {
    let is_by_team = file.needs.iter().all(|need| need.by_team.is_some());
    let count = |(id, count): (&String, &Value)| {
        Ok(TeamCount {
            team: team(id, questionnaire),
            respondents: count.as_u64().ok_or("a team's count is none")?,
        })
    };
    let teams = file.respondents.teams.iter().map(count);
    let teams = teams.collect::<Result<Vec<_>, String>>()?;
    let needs = file.needs.into_iter().map(|need| sound(need.asked));
    Ok(Council {
        label: file.label.unwrap_or(label),
        title: file.title,
        language: None,
        respondents: file.respondents.count,
        voices: match is_by_team {
            true => voices(&teams),
            false => BTreeSet::new(),
        },
        teams,
        people: people(file.respondents.who),
        lead: file.summary.lead,
        agreed: file.summary.agreed,
        needs: needs.collect::<Result<_, _>>()?,
    })
}

/// The need, if it has an answer where there must be one; where there is none, nobody leads it.
fn sound(mut asked: Asked) -> Result<Asked, String> {
    let state = &mut asked.state;
    if state.status.is_open() {
        state.answer = None;
        state.lead = None;
    } else if state.answer.is_none() {
        return Err(format!("{} without an answer", state.status.word()));
    }
    Ok(asked)
}

fn team(id: &str, questionnaire: &Questionnaire) -> Team {
    let mut known = questionnaire.teams().map(|(_, team)| team);
    let known = known.find(|team| team.id == id).cloned();
    known.unwrap_or_else(|| Team { id: id.to_owned(), label: id.to_owned() })
}

fn people(who: Option<Vec<WhoFile>>) -> Option<BTreeSet<Person>> {
    let person = |who: WhoFile| Some(Person::new(&who.name?, who.team));
    who?.into_iter().map(person).collect()
}
