//! Who said what, as signs, as names and as counts.

use super::super::{Cell, Part, Sign};
use super::tone;
use crate::{
    council::{Assessment, Group, GroupVotes, Need, Votes},
    response::{Answer, Respondent},
};

/// Up to how many people of a council are named beside their answers.
const NAMED_UP_TO: u64 = 12;

/// What somebody said, in the order in which it is shown; `None` is a blank.
const SAID: [(Option<Answer>, Sign); 4] = [
    (Some(Answer::Yes), Sign::Filled),
    (Some(Answer::No), Sign::Hollow),
    (Some(Answer::Unsure), Sign::Dash),
    (None, Sign::Dot),
];

/// The word for it, as the questionnaire has it.
fn word<'a>(assessment: &'a Assessment<'_>, said: Option<Answer>) -> &'a str {
    let words = &assessment.questionnaire.words;
    said.map_or("no answer", |answer| words.shown(answer))
}

/// What people call a group.
pub(super) fn group_name(assessment: &Assessment<'_>, group: Group) -> String {
    match group {
        Group::Team(team) => assessment.team(team).label.clone(),
        Group::WithoutTeam => "No team".to_owned(),
        Group::Everybody => "All".to_owned(),
    }
}

/// The signs, and what they stand for; that of a blank only where there is one.
pub(super) fn legend(assessment: &Assessment<'_>) -> Vec<(Sign, String)> {
    let has_blank = assessment.needs.iter().any(|need| need.votes.blank > 0);
    let said = SAID.iter().filter(|(said, _)| said.is_some() || has_blank);
    said.map(|(said, sign)| (*sign, word(assessment, *said).to_owned())).collect()
}

pub(super) fn legend_note(assessment: &Assessment<'_>, groups: &[Group]) -> String {
    let is_one = groups == [Group::Everybody];
    let mut votes = assessment.needs.iter().flat_map(|need| &need.groups);
    let sign = match votes.any(|group| group.votes.respondents() > Cell::MARKS_UP_TO) {
        true => "each number counts people",
        false => "each sign is a person",
    };
    let voice = if is_one { "all together are one voice" } else { "each team is one voice" };
    let apart = match groups.last() {
        Some(Group::WithoutTeam) => "; those without a team are shown and decide nothing",
        _ => "",
    };
    let offer = match is_one || assessment.agenda.is_empty() {
        true => "",
        false => "; a team offers, and leads, what is its own work",
    };
    format!("{sign}, {voice}{apart}{offer}")
}

/// A cell a group.
pub(super) fn cells(assessment: &Assessment<'_>, need: &Need<'_>) -> Vec<Cell> {
    let cell = |group: &GroupVotes| Cell {
        parts: parts(assessment, need, *group),
        ..cell(group.votes).toned(tone(group.group))
    };
    need.groups.iter().map(cell).collect()
}

fn cell(votes: Votes) -> Cell {
    Cell { marks: SAID.map(|(said, sign)| (sign, votes.that_said(said))).into(), ..Cell::default() }
}

/// The answer of the one person who gave any: its sign and its word.
pub(super) fn only(assessment: &Assessment<'_>, votes: Votes) -> Cell {
    let said = SAID.iter().find(|(said, _)| votes.that_said(*said) > 0);
    Cell { text: said.map_or("", |(said, _)| word(assessment, *said)).to_owned(), ..cell(votes) }
}

/// Each answer of a group with the names of those who gave it, or with their number.
fn parts(assessment: &Assessment<'_>, need: &Need<'_>, group: GroupVotes) -> Vec<Part> {
    let is_few = assessment.respondents.count <= NAMED_UP_TO;
    let responses = assessment.respondents.responses.as_ref().filter(|_| is_few);
    let part = |said, count| match responses {
        Some(responses) => {
            let theirs = responses.iter().filter(|response| {
                let answer = response.answers[need.index.position()];
                answer == said && is_in(&response.respondent, group.group)
            });
            let names = theirs.map(|each| each.respondent.name.as_deref().unwrap_or("somebody"));
            let names = names.collect::<Vec<_>>().join(", ");
            Part { word: word(assessment, said).to_owned(), names }
        }
        None => Part { word: format!("{count} {}", word(assessment, said)), names: String::new() },
    };
    let counts = SAID.iter().map(|(said, _)| (*said, group.votes.that_said(*said)));
    let given = counts.filter(|(_, count)| *count > 0);
    given.map(|(said, count)| part(said, count)).collect()
}

fn is_in(who: &Respondent, group: Group) -> bool {
    match group {
        Group::Team(team) => who.team == Some(team),
        Group::WithoutTeam => who.team.is_none(),
        Group::Everybody => true,
    }
}
