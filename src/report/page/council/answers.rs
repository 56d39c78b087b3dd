//! Who said what, as signs, as names and as counts.

use super::super::{Cell, Mark, Part, Sign};
use super::tone;
use crate::{
    council::{Assessment, Group, GroupVotes, Need, Votes},
    response::{Answer, Respondent},
};

/// Up to how many people of a group have a sign each, and of a council a name.
const EACH_UP_TO: u64 = 12;

/// What somebody said, in the order in which it is shown; `None` is a blank.
const SAID: [Option<Answer>; 4] = [
    Some(Answer::Yes),
    Some(Answer::No),
    Some(Answer::Unsure),
    None,
];

pub(super) const fn sign(said: Option<Answer>) -> Sign {
    match said {
        Some(Answer::Yes) => Sign::Filled,
        Some(Answer::No) => Sign::Hollow,
        Some(Answer::Unsure) => Sign::Dash,
        None => Sign::Dot,
    }
}

/// The word for it, as the questionnaire has it.
pub(super) fn word<'a>(assessment: &'a Assessment<'_>, said: Option<Answer>) -> &'a str {
    let words = assessment.questionnaire.words();
    said.map_or("no answer", |answer| words.shown(answer))
}

/// The words of the answers that were given.
pub(super) fn words(assessment: &Assessment<'_>, votes: Votes) -> String {
    let given = SAID.into_iter().filter(|said| votes.that_said(*said) > 0);
    let words: Vec<_> = given.map(|said| word(assessment, said)).collect();
    words.join(", ")
}

/// What people call a group.
pub(super) fn group_name(assessment: &Assessment<'_>, group: Group) -> String {
    match group {
        Group::Team(team) => assessment.team(team).label.clone(),
        Group::WithoutTeam => "No team".to_owned(),
        Group::Everybody => "All".to_owned(),
    }
}

/// The signs that occur, and what they stand for.
pub(super) fn legend(assessment: &Assessment<'_>) -> Vec<(Sign, String)> {
    let has_blank = assessment.needs.iter().any(|need| need.votes.blank > 0);
    let said = SAID.into_iter().filter(|said| said.is_some() || has_blank);
    said.map(|said| (sign(said), word(assessment, said).to_owned()))
        .collect()
}

pub(super) fn legend_note(assessment: &Assessment<'_>, groups: &[Group]) -> String {
    let largest = assessment.needs.iter().flat_map(|need| &need.groups);
    let largest = largest.map(|group| group.votes.respondents()).max();
    let each = match largest.is_some_and(|largest| largest > EACH_UP_TO) {
        true => "a number counts people",
        false => "a sign a person",
    };
    let voice = match groups {
        [Group::Everybody] => "all together one voice",
        _ => "a team one voice",
    };
    let apart = match groups.last() {
        Some(Group::WithoutTeam) => "; those without a team are shown and decide nothing",
        _ => "",
    };
    format!("{each}, {voice}{apart}")
}

/// A cell a group.
pub(super) fn cells(assessment: &Assessment<'_>, need: &Need<'_>) -> Vec<Cell> {
    need.groups
        .iter()
        .map(|group| Cell {
            marks: marks(group.votes),
            tone: tone(group.group),
            parts: parts(assessment, need, *group),
            text: String::new(),
        })
        .collect()
}

fn marks(votes: Votes) -> Vec<Mark> {
    let counts = SAID.map(|said| (sign(said), votes.that_said(said)));
    if votes.respondents() > EACH_UP_TO {
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        return counts
            .map(|(sign, count)| Mark {
                sign,
                count: Some(count),
            })
            .collect();
    }
    let each = |(sign, count): (Sign, u64)| (0..count).map(move |_| Mark::from(sign));
    counts.into_iter().flat_map(each).collect()
}

/// Each answer of a group with the names of those who gave it, or with their number.
fn parts(assessment: &Assessment<'_>, need: &Need<'_>, group: GroupVotes) -> Vec<Part> {
    let is_named = assessment.respondents.count <= EACH_UP_TO;
    let who = assessment.respondents.who.as_ref().filter(|_| is_named);
    let named = who.zip(need.answers.as_ref());
    let given = SAID
        .into_iter()
        .filter(|said| group.votes.that_said(*said) > 0);
    given
        .map(|said| match named {
            Some((who, answers)) => Part {
                word: word(assessment, said).to_owned(),
                names: who
                    .iter()
                    .zip(answers)
                    .filter(|(who, answer)| **answer == said && is_in(who, group.group))
                    .map(|(who, _)| who.name.clone().unwrap_or("somebody".to_owned()))
                    .collect(),
            },
            None => Part {
                word: format!("{} {}", group.votes.that_said(said), word(assessment, said)),
                names: Vec::new(),
            },
        })
        .collect()
}

fn is_in(who: &Respondent, group: Group) -> bool {
    match group {
        Group::Team(team) => who.team == Some(team),
        Group::WithoutTeam => who.team.is_none(),
        Group::Everybody => true,
    }
}
