//! What to talk over: who said what to a need, and where the teams lean apart.

use super::label;
use crate::{
    council::{AnswerGroup, Assessment, Need, Ratio, Status, Votes},
    response::Answer,
    text::{Count, List, one_line},
};

/// How many notes on one need are shown; the rest are counted.
const NOTES_AT_MOST: usize = 12;

/// One item of the agenda.
pub struct Item {
    /// The need, and between whom it is disputed.
    pub title: String,
    /// The question to ask again.
    pub question: String,
    /// Who said what: the answer and the people.
    pub sides: Vec<(&'static str, String)>,
    /// What they wrote to it.
    pub notes: Vec<String>,
}

impl Item {
    pub(super) fn of(need: &Need<'_>, assessment: &Assessment<'_>) -> Self {
        let name = one_line(&need.question.need);
        let mut sides = if assessment.is_of_one() {
            Vec::new()
        } else {
            sides(need)
        };
        sides.extend(agreement(need));
        Self {
            title: match between_teams(need, assessment) {
                Some(words) => format!("{name}: {words}"),
                None => name,
            },
            question: one_line(&need.question.question),
            sides,
            notes: notes(need, assessment),
        }
    }
}

/// How much those disagree who dispute a need.
fn agreement(need: &Need<'_>) -> Option<(&'static str, String)> {
    let ratio = need.agreement.filter(|_| need.status == Status::Disputed)?;
    Some(("agreement", format!("{}%", ratio.percent())))
}

/// Who said what: by name while few enough answered, by count beyond.
fn sides(need: &Need<'_>) -> Vec<(&'static str, String)> {
    match &need.sides {
        Some(sides) => sides
            .iter()
            .map(|side| (side.stance.spoken(), people(side)))
            .collect(),
        None => {
            let Votes { yes, no, unsure } = need.votes;
            [
                (yes, Answer::Yes),
                (no, Answer::No),
                (unsure, Answer::Unsure),
            ]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, answer)| (answer.spoken(), count.to_string()))
            .collect()
        }
    }
}

/// `Ana, Ben and 2 without a name`.
fn people(side: &AnswerGroup) -> String {
    let mut people: Vec<String> = side
        .names
        .iter()
        .flatten()
        .map(|name| one_line(name))
        .collect();
    let nameless = side.names.len() - people.len();
    match (nameless, people.is_empty()) {
        (0, _) => {}
        (_, true) => return nameless.to_string(),
        (_, false) => people.push(format!("{nameless} without a name")),
    }
    List(&people, "and").to_string()
}

fn notes(need: &Need<'_>, assessment: &Assessment<'_>) -> Vec<String> {
    let shown = need
        .notes
        .iter()
        .take(NOTES_AT_MOST)
        .map(|note| match &note.name {
            Some(name) if !assessment.is_of_one() => {
                format!("{}: “{}”", one_line(name), one_line(&note.note))
            }
            _ => format!("“{}”", one_line(&note.note)),
        });
    let more = need.notes.len().saturating_sub(NOTES_AT_MOST) as u64;
    let rest = (more > 0).then(|| format!("and {}", Count(more, "more note")));
    shown.chain(rest).collect()
}

/// Which way each team leans, where they lean apart.
fn between_teams(need: &Need<'_>, assessment: &Assessment<'_>) -> Option<String> {
    let worth_a_word = Ratio::new(1, 2)?;
    need.gap.filter(|gap| *gap >= worth_a_word)?;
    let leanings: Vec<_> = assessment
        .questionnaire
        .teams()
        .zip(&need.by_team)
        .filter(|(_, votes)| votes.decided() > 0)
        .map(|((team, _), votes)| format!("{} {}", label(assessment, team), leaning(*votes)))
        .collect();
    Some(List(&leanings, "and").to_string().replace(" and ", ", "))
}

const fn leaning(votes: Votes) -> &'static str {
    if votes.yes > votes.no {
        "says yes"
    } else if votes.yes < votes.no {
        "says no"
    } else {
        "is split"
    }
}

/// Needs that are agreed by count although the teams lean apart: nobody would notice otherwise.
pub(super) fn gaps(assessment: &Assessment<'_>) -> Vec<String> {
    let agreed = assessment
        .needs
        .iter()
        .filter(|need| need.status == Status::Agreed);
    agreed
        .filter_map(|need| {
            let words = between_teams(need, assessment)?;
            Some(format!("{}: {words}", one_line(&need.question.need)))
        })
        .collect()
}
