//! The report as JSON, version 1: what a script may rely on. A later version may add fields; it
//! renames or drops one only with another version.

use std::io::{self, Write};

use num_traits::ToPrimitive;
use serde_json::{Map, Value, json};

use crate::{
    council::{Assessment, Group, Need, Note, Position, Votes},
    json,
    questionnaire::TeamIndex,
    response::Answer,
};

const VERSION: u32 = 1;

/// Writes the report on one council.
pub(crate) fn council(
    assessment: &Assessment<'_>,
    label: Option<&str>,
    out: &mut impl Write,
) -> io::Result<()> {
    let questionnaire = assessment.questionnaire;
    let respondents = &assessment.respondents;
    let report = json!({
        "version": VERSION,
        "title": questionnaire.title(),
        "label": label,
        "respondents": {
            "count": respondents.count,
            "teams": by_team(assessment, respondents.teams.iter().map(|count| json!(count))),
            "without_team": respondents.without_team,
            "absent": respondents.absent.iter().map(|team| team_id(assessment, *team)).collect::<Vec<_>>(),
            "missing": respondents.missing.as_ref().map(|people| {
                people.iter().map(|person| &questionnaire[*person].name).collect::<Vec<_>>()
            }),
            "who": respondents.who.as_ref().map(|who| {
                let each = |who: &crate::response::Respondent| {
                    json!({"name": who.name, "team": who.team.map(|team| team_id(assessment, team))})
                };
                who.iter().map(each).collect::<Vec<_>>()
            }),
        },
        "needs": assessment.needs.iter().map(|each| need(assessment, each)).collect::<Vec<_>>(),
        "summary": {
            "lead": assessment.summary.lead.map(|team| team_id(assessment, team)),
            "agreed": assessment.summary.agreed,
            "decided": assessment.summary.decided,
            "opposed": assessment.summary.opposed,
            "unclear": assessment.summary.unclear,
            "teams": by_team(assessment, assessment.summary.teams.iter().map(|team| {
                json!({"leads": team.leads, "undecided": team.undecided, "of": team.of})
            })),
        },
        "agenda": assessment.agenda.iter().map(|index| &questionnaire[*index].id).collect::<Vec<_>>(),
    });
    json::write(&report, out)
}

fn need(assessment: &Assessment<'_>, need: &Need<'_>) -> Value {
    json!({
        "id": need.question.id,
        "need": need.question.need,
        "question": need.question.question,
        "team": team_id(assessment, need.question.lead),
        "status": need.status.word(),
        "answer": need.answer.map(Position::word),
        "lead": need.lead.map(|team| team_id(assessment, team)),
        "votes": votes(need.votes),
        "by_team": groups(assessment, need),
        "distance": need.distance.as_ref().and_then(ToPrimitive::to_f64),
        "answers": answers(assessment, need),
        "notes": need.notes.as_ref().map(|notes| {
            notes.iter().map(|each| note(assessment, each)).collect::<Vec<_>>()
        }),
        "decision": Value::Null,
    })
}

fn votes(votes: Votes) -> Value {
    json!({"yes": votes.yes, "no": votes.no, "unsure": votes.unsure, "blank": votes.blank})
}

fn groups(assessment: &Assessment<'_>, need: &Need<'_>) -> Value {
    let teams = assessment
        .questionnaire
        .teams()
        .map(|(team, _)| Group::Team(team));
    let others = need
        .groups
        .iter()
        .map(|votes| votes.group)
        .filter(|group| !matches!(group, Group::Team(_)));
    let entry = |group: Group| {
        let id = match group {
            Group::Team(team) => team_id(assessment, team),
            Group::WithoutTeam | Group::Everybody => "",
        };
        let found = need.groups.iter().find(|votes| votes.group == group);
        let counts = found.map_or(Votes::default(), |found| found.votes);
        let position = counts.position().filter(|_| group != Group::WithoutTeam);
        let mut value = votes(counts);
        value["position"] = json!(position.map(Position::word));
        (id.to_owned(), value)
    };
    Value::Object(teams.chain(others).map(entry).collect())
}

fn answers(assessment: &Assessment<'_>, need: &Need<'_>) -> Value {
    let (Some(who), Some(answers)) = (&assessment.respondents.who, &need.answers) else {
        return Value::Null;
    };
    let each = who.iter().zip(answers).map(|(who, answer)| {
        json!({
            "name": who.name,
            "team": who.team.map(|team| team_id(assessment, team)),
            "answer": answer.map(Answer::word),
        })
    });
    each.collect()
}

fn note(assessment: &Assessment<'_>, note: &Note) -> Value {
    json!({
        "name": note.writer.name,
        "team": note.writer.team.map(|team| team_id(assessment, team)),
        "note": note.text,
    })
}

fn by_team(assessment: &Assessment<'_>, values: impl Iterator<Item = Value>) -> Map<String, Value> {
    let teams = assessment.questionnaire.teams();
    teams
        .zip(values)
        .map(|((_, team), value)| (team.id.clone(), value))
        .collect()
}

fn team_id<'a>(assessment: &'a Assessment<'_>, team: TeamIndex) -> &'a str {
    &assessment.questionnaire[team].id
}
