//! What the answers to one question say, in a sentence.

use crate::{
    council::{Assessment, Group, GroupVotes, Need, Position, Stance, Status, Votes},
    questionnaire::TeamIndex,
    text::List,
};

/// What a row says: `Sales offers; Marketing sees no need`.
pub(super) fn sentence(assessment: &Assessment<'_>, need: &Need<'_>) -> String {
    match (need.status, need.answer) {
        (Status::Agreed, Some(answer)) => agreed(assessment, need, answer),
        (Status::Decided, Some(answer)) => decided(assessment, need, answer),
        _ => open(assessment, need),
    }
}

fn agreed(assessment: &Assessment<'_>, need: &Need<'_>, answer: Position) -> String {
    let voices: Vec<_> = voices(need).map(|voice| voice.group).collect();
    let who = match voices.as_slice() {
        [Group::Team(team)] => return agreed_by_one(assessment, need, answer, *team),
        [_] => "You",
        [_, _] => "Both",
        _ => "All",
    };
    match answer {
        Position::No => format!("{who} see no need"),
        Position::Yes => format!("{who} want it{}", lead(assessment, need)),
    }
}

/// The view of the one team that answered.
fn agreed_by_one(
    assessment: &Assessment<'_>,
    need: &Need<'_>,
    answer: Position,
    team: TeamIndex,
) -> String {
    let label = &assessment.team(team).label;
    match answer {
        Position::No => format!("{label} sees no need"),
        Position::Yes if need.lead == Some(team) => format!("{label} wants it and would lead"),
        Position::Yes => format!("{label} wants it{}", lead(assessment, need)),
    }
}

fn decided(assessment: &Assessment<'_>, need: &Need<'_>, answer: Position) -> String {
    match answer {
        Position::Yes => format!("Decided: we need it{}", lead(assessment, need)),
        Position::No => "Decided: we do not need it".to_owned(),
    }
}

/// Who leads, or would if the teams that are absent agreed.
fn lead(assessment: &Assessment<'_>, need: &Need<'_>) -> String {
    let Some(team) = need.lead else {
        return String::new();
    };
    let label = &assessment.team(team).label;
    let absent = &assessment.respondents.absent;
    match need.status {
        Status::Agreed if absent.contains(&team) => {
            format!("; {label} would lead and has not answered")
        }
        Status::Agreed if !absent.is_empty() => format!("; {label} would lead"),
        _ => format!("; {label} leads"),
    }
}

/// A clause for each voice, those who say yes first, then those who say no.
fn open(assessment: &Assessment<'_>, need: &Need<'_>) -> String {
    let mut voices: Vec<_> = voices(need).collect();
    let is_lead = |group: Group| group == Group::Team(need.question.lead);
    voices.sort_by_key(|voice| {
        let position = voice.votes.position();
        (position.is_none(), position, !is_lead(voice.group))
    });
    let mut clauses: Vec<(Clause, Vec<&str>)> = Vec::new();
    for voice in voices {
        let clause = Clause::of(assessment, voice.votes, is_lead(voice.group));
        let name = match voice.group {
            Group::Team(team) => assessment.team(team).label.as_str(),
            Group::WithoutTeam | Group::Everybody => "You",
        };
        match clauses.iter_mut().find(|(other, _)| *other == clause) {
            Some((_, names)) => names.push(name),
            None => clauses.push((clause, vec![name])),
        }
    }
    let clauses: Vec<_> = clauses
        .iter()
        .map(|(clause, names)| clause.of_names(names))
        .collect();
    format!("{}{}", clauses.join("; "), shortfall(assessment, need))
}

/// Why voices that all lean the same way do not agree yet.
fn shortfall(assessment: &Assessment<'_>, need: &Need<'_>) -> String {
    let mut positions = voices(need).map(|voice| voice.votes.position());
    let first = positions.next().flatten();
    match first.is_some() && positions.all(|position| position == first) {
        true => format!(
            "; short of {} %",
            assessment.questionnaire.consensus().percent()
        ),
        false => String::new(),
    }
}

fn voices<'a>(need: &'a Need<'_>) -> impl Iterator<Item = &'a GroupVotes> {
    let groups = need.groups.iter();
    groups.filter(|votes| votes.group != Group::WithoutTeam)
}

/// What a voice does, as it is said of one and of several.
#[derive(PartialEq, Eq)]
struct Clause {
    one: String,
    several: String,
}

impl Clause {
    fn of(assessment: &Assessment<'_>, votes: Votes, is_lead: bool) -> Self {
        let (one, several) = match votes.stance(assessment.questionnaire.consensus()) {
            Stance::Says(Position::Yes) if is_lead => ("offers", "offer"),
            Stance::Says(Position::Yes) => ("asks for it", "ask for it"),
            Stance::Says(Position::No) => ("sees no need", "see no need"),
            Stance::Leans(position) => return Self::leans(votes, position),
            Stance::DoesNotKnow if votes.blank == votes.respondents() => {
                ("gave no answer", "gave no answer")
            }
            Stance::DoesNotKnow => ("does not know", "do not know"),
            Stance::IsSplit => ("is split", "are split"),
        };
        Self {
            one: one.to_owned(),
            several: several.to_owned(),
        }
    }

    fn leans(votes: Votes, position: Position) -> Self {
        let (word, some, all) = (position.word(), votes.of(position), votes.respondents());
        Self {
            one: format!("leans {word}, {some} of {all}"),
            several: format!("lean {word}, {some} of {all}"),
        }
    }

    fn of_names(&self, names: &[&str]) -> String {
        match names {
            ["You"] => format!("You {}", self.several),
            [name] => format!("{name} {}", self.one),
            _ => format!("{} {}", List(names, "and"), self.several),
        }
    }
}
