//! The report as JSON, version 1: what a script may rely on. A later version may add fields; it
//! renames or drops one only with another version. `json/schema.json` describes it.

mod trend;

use std::io::{self, Write};

use num_traits::ToPrimitive;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::page;
use crate::{
    council::{Assessment, Group, Need, Position, Privacy, Votes},
    decision::Decided,
    json,
    questionnaire::TeamIndex,
    response::Respondent,
};
pub(super) use trend::trend;

const VERSION: u32 = 1;

/// The JSON Schema of what is written.
pub(crate) const SCHEMA: &str = include_str!("json/schema.json");

pub(super) fn council(
    assessment: &Assessment<'_>,
    label: Option<&str>,
    out: &mut impl Write,
) -> io::Result<()> {
    let questionnaire = assessment.questionnaire;
    let report = Report {
        version: VERSION,
        title: &questionnaire.title,
        label,
        headline: page::council::headline(assessment),
        respondents: respondents(assessment),
        needs: Needs(assessment),
        summary: summary(assessment),
        agenda: ids(&assessment.agenda, |index| &questionnaire[index].id),
    };
    json::write(&report, out)
}

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    title: &'a str,
    label: Option<&'a str>,
    headline: String,
    respondents: Value,
    needs: Needs<'a>,
    summary: Value,
    agenda: Value,
}

/// The needs, each made when it is written: a thousand with the answers of a thousand people are
/// more than memory should hold.
struct Needs<'a>(&'a Assessment<'a>);

impl Serialize for Needs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.needs.iter().map(|each| need(self.0, each)))
    }
}

fn respondents(assessment: &Assessment<'_>) -> Value {
    let respondents = &assessment.respondents;
    let questionnaire = assessment.questionnaire;
    let missing = respondents.missing.as_ref();
    let who = respondents.who.as_ref();
    json!({
        "count": respondents.count,
        "teams": by_team(assessment, &respondents.teams, |count| json!(count)),
        "without_team": respondents.without_team,
        "absent": ids(&respondents.absent, |team| &questionnaire[team].id),
        "missing": missing.map(|people| people.iter().map(|person| &*person.name).collect::<Value>()),
        "who": who.map(|who| who.iter().map(|who| self::who(assessment, who)).collect::<Vec<_>>()),
    })
}

fn summary(assessment: &Assessment<'_>) -> Value {
    let summary = &assessment.summary;
    json!({
        "lead": id(assessment, summary.lead),
        "agreed": summary.agreed,
        "decided": summary.decided,
        "opposed": summary.opposed,
        "unclear": summary.unclear,
        "teams": by_team(assessment, &summary.teams, |team| {
            json!({"leads": team.leads, "undecided": team.undecided, "of": team.of})
        }),
    })
}

fn need(assessment: &Assessment<'_>, need: &Need<'_>) -> Value {
    let question = need.question;
    let by_team = assessment.privacy != Privacy::Together;
    let mut report = json!({
        "id": question.id,
        "was": question.was,
        "need": question.need,
        "question": question.question,
        "team": id(assessment, Some(question.lead)),
        "status": need.status,
        "answer": need.answer,
        "lead": id(assessment, need.lead),
        "votes": need.votes,
        "by_team": by_team.then(|| groups(assessment, need)),
        "distance": need.distance.as_ref().and_then(ToPrimitive::to_f64),
        "answers": answers(assessment, need),
        "notes": notes(assessment, need),
        "decision": need.decision.as_ref().map(|decision| {
            Decided::new(decision, need.lead.map(|team| assessment.team(team).id.clone()))
        }),
    });
    // A trend follows it where this report stands for its council.
    if let (None, Some(report)) = (&question.was, report.as_object_mut()) {
        report.shift_remove("was");
    }
    report
}

/// The votes of every team, and behind the empty id those of whoever has none.
fn groups(assessment: &Assessment<'_>, need: &Need<'_>) -> Value {
    let group = |votes: Votes, position: Option<Position>| {
        let mut group = json!(votes);
        group["position"] = json!(position);
        group
    };
    let teams = assessment.questionnaire.teams().map(|(index, team)| {
        let votes = need.votes_of(index).unwrap_or_default();
        (team.id.clone(), group(votes, votes.position()))
    });
    let others = need.groups.iter().filter_map(|votes| match votes.group {
        Group::Team(_) => None,
        Group::WithoutTeam => Some((String::new(), group(votes.votes, None))),
        Group::Everybody => Some((String::new(), group(votes.votes, votes.votes.position()))),
    });
    Value::Object(teams.chain(others).collect())
}

fn answers(assessment: &Assessment<'_>, need: &Need<'_>) -> Option<Vec<Value>> {
    let who = assessment.respondents.who.as_ref()?;
    let mut notes = vec![None; who.len()];
    for note in need.notes.iter().flatten() {
        if let Some(place) = note.position.and_then(|position| notes.get_mut(position)) {
            *place = Some(&note.text);
        }
    }
    let answers = who.iter().zip(need.answers.as_ref()?).zip(notes);
    let answer = |((who, answer), note)| {
        let mut entry = self::who(assessment, who);
        entry["answer"] = json!(answer);
        entry["note"] = json!(note);
        entry
    };
    Some(answers.map(answer).collect())
}

fn notes(assessment: &Assessment<'_>, need: &Need<'_>) -> Option<Vec<Value>> {
    let notes = need.notes.as_ref()?.iter().map(|note| {
        let mut entry = who(assessment, &note.writer);
        entry["note"] = json!(note.text);
        entry
    });
    Some(notes.collect())
}

fn who(assessment: &Assessment<'_>, who: &Respondent) -> Value {
    json!({"name": who.name, "team": id(assessment, who.team)})
}

fn id<'a>(assessment: &'a Assessment<'_>, team: Option<TeamIndex>) -> Option<&'a str> {
    team.map(|team| assessment.team(team).id.as_str())
}

fn ids<'a, I: Copy>(indices: &[I], id: impl Fn(I) -> &'a String) -> Value {
    indices.iter().map(|index| id(*index).as_str()).collect()
}

fn by_team<T>(assessment: &Assessment<'_>, values: &[T], value: impl Fn(&T) -> Value) -> Value {
    let teams = assessment.questionnaire.teams().zip(values);
    let entries = teams.map(|((_, team), each)| (team.id.clone(), value(each)));
    Value::Object(entries.collect())
}
