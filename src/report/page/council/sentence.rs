//! What the answers to one question say, in a sentence.

use crate::{
    council::{Assessment, Group, GroupVotes, Need, Position, Stance, Status, Votes},
    report::page::join,
    text::List,
};

/// Those who are one voice together.
const EVERYBODY: &str = "The council";

/// What a row says: `Sales offers; Marketing sees no need`.
pub(super) fn sentence(assessment: &Assessment<'_>, need: &Need<'_>) -> String {
    match (need.status, need.answer) {
        (Status::Agreed, Some(answer)) => agreed(assessment, need, answer),
        (Status::Decided, Some(Position::Yes)) => {
            format!("Decided: we need it{}", lead(assessment, need))
        }
        (Status::Decided, _) => "Decided: we do not need it".to_owned(),
        _ => open(assessment, need),
    }
}

fn agreed(assessment: &Assessment<'_>, need: &Need<'_>, answer: Position) -> String {
    let voices: Vec<_> = voices(need).map(|voice| voice.group).collect();
    let (who, [sees, wants]) = match voices.as_slice() {
        [Group::Team(team)] => (assessment.team(*team).label.as_str(), ["sees", "wants"]),
        [_] => (EVERYBODY, ["sees", "wants"]),
        [_, _] => ("Both", ["see", "want"]),
        _ => ("All", ["see", "want"]),
    };
    let is_own = need.lead.is_some_and(|lead| voices == [Group::Team(lead)]);
    match answer {
        Position::No => format!("{who} {sees} no need"),
        Position::Yes if is_own => format!("{who} {wants} it and would lead"),
        Position::Yes => format!("{who} {wants} it{}", lead(assessment, need)),
    }
}

/// Who leads, or would if the teams that are absent agreed.
fn lead(assessment: &Assessment<'_>, need: &Need<'_>) -> String {
    let Some(team) = need.lead else {
        return String::new();
    };
    let absent = &assessment.respondents.absent;
    let leads = match need.status {
        Status::Agreed if absent.contains(&team) => "would lead and has not answered",
        Status::Agreed if !absent.is_empty() => "would lead",
        _ => "leads",
    };
    format!("; {} {leads}", assessment.team(team).label)
}

/// A clause for each voice, those who say yes first, then those who say no.
fn open(assessment: &Assessment<'_>, need: &Need<'_>) -> String {
    let mut voices: Vec<_> = voices(need).collect();
    let is_lead = |group: Group| group == Group::Team(need.question.lead);
    voices.sort_by_key(|voice| {
        let position = voice.votes.position();
        (position.is_none(), position, !is_lead(voice.group))
    });
    let mut clauses: Vec<([String; 2], Vec<&str>)> = Vec::new();
    for voice in voices {
        let verb = verb(assessment, voice.votes, is_lead(voice.group));
        let name = match voice.group {
            Group::Team(team) => assessment.team(team).label.as_str(),
            Group::WithoutTeam | Group::Everybody => EVERYBODY,
        };
        match clauses.iter_mut().find(|(other, _)| *other == verb) {
            Some((_, names)) => names.push(name),
            None => clauses.push((verb, vec![name])),
        }
    }
    let clauses = clauses.iter().map(|([one, several], names)| {
        let verb = if names.len() == 1 { one } else { several };
        format!("{} {verb}", List(names, "and"))
    });
    join(clauses.chain(shortfall(assessment, need)), "; ")
}

/// Why voices that all lean the same way do not agree yet.
fn shortfall(assessment: &Assessment<'_>, need: &Need<'_>) -> Option<String> {
    let mut positions = voices(need).map(|voice| voice.votes.position());
    let first = positions.next().flatten();
    let consensus = assessment.questionnaire.consensus;
    let is_shared = first.is_some() && positions.all(|position| position == first);
    is_shared.then(|| format!("short of {consensus} %"))
}

fn voices<'a>(need: &'a Need<'_>) -> impl Iterator<Item = &'a GroupVotes> {
    let groups = need.groups.iter();
    groups.filter(|votes| votes.group != Group::WithoutTeam)
}

/// What a voice does, as it is said of one and of several.
fn verb(assessment: &Assessment<'_>, votes: Votes, is_lead: bool) -> [String; 2] {
    let verb = match votes.stance(assessment.questionnaire.consensus) {
        Stance::Says(Position::Yes) if is_lead => ["offers", "offer"],
        Stance::Says(Position::Yes) => ["asks for it", "ask for it"],
        Stance::Says(Position::No) => ["sees no need", "see no need"],
        Stance::Leans(position) => {
            let (some, all) = (votes.of(position), votes.respondents());
            let word = position.word();
            return ["leans", "lean"].map(|lean| format!("{lean} {word}, {some} of {all}"));
        }
        Stance::DoesNotKnow if votes.blank == votes.respondents() => ["gave no answer"; 2],
        Stance::DoesNotKnow => ["does not know", "do not know"],
        Stance::IsSplit => ["is split", "are split"],
    };
    verb.map(str::to_owned)
}
