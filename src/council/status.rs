//! What the votes on one need, or the meeting, make of it.

use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use super::{Group, GroupVotes, Position};
use crate::{
    decision::Decision,
    questionnaire::{Consensus, Question, TeamIndex},
};

/// Whether the voices are at one about a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    /// Every voice has the same position, and the mean of their shares reaches the consensus.
    Agreed,
    /// The meeting has decided it, whatever the votes say.
    Decided,
    /// One voice says yes and another no.
    Opposed,
    /// Every other case.
    Unclear,
}

impl Status {
    /// The word that files have for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Decided => "decided",
            Self::Opposed => "opposed",
            Self::Unclear => "unclear",
        }
    }

    /// Whether the meeting still has to talk about it.
    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Self::Opposed | Self::Unclear)
    }
}

/// A need's status, and the answer and the team that follow from it.
pub(super) struct Judgement {
    pub(super) status: Status,
    pub(super) answer: Option<Position>,
    pub(super) lead: Option<TeamIndex>,
}

impl Judgement {
    pub(super) fn of_decision(decision: &Decision, question: &Question) -> Self {
        let lead = decision.lead.unwrap_or(question.lead);
        Self {
            status: Status::Decided,
            answer: Some(decision.answer),
            lead: (decision.answer == Position::Yes).then_some(lead),
        }
    }

    pub(super) fn of_votes(
        groups: &[GroupVotes],
        question: &Question,
        consensus: Consensus,
    ) -> Self {
        let answer = agreed_answer(groups, consensus);
        let is_opposed = [Position::Yes, Position::No]
            .iter()
            .all(|position| voices(groups).any(|voice| voice.votes.position() == Some(*position)));
        Self {
            status: match answer {
                Some(_) => Status::Agreed,
                None if is_opposed => Status::Opposed,
                None => Status::Unclear,
            },
            answer,
            lead: (answer == Some(Position::Yes)).then_some(question.lead),
        }
    }
}

/// The position that every voice has, if the mean of their shares of it is at least `consensus`.
fn agreed_answer(groups: &[GroupVotes], consensus: Consensus) -> Option<Position> {
    let position = voices(groups).next()?.votes.position()?;
    let shares: Vec<BigRational> = voices(groups)
        .map(|voice| match voice.votes.position() {
            Some(own) if own == position => voice.votes.share(position),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let wanted = BigRational::new(consensus.percent().into(), 100.into());
    let voices = BigRational::from_integer(shares.len().into());
    let is_enough = shares.into_iter().sum::<BigRational>() >= wanted * voices;
    is_enough.then_some(position)
}

/// Half of the largest lean minus the smallest, from 0 to 1; `None` with fewer than two voices.
pub(super) fn distance(groups: &[GroupVotes]) -> Option<BigRational> {
    let leans: Vec<BigRational> = voices(groups)
        .filter_map(|voice| voice.votes.lean())
        .collect();
    let largest = leans.iter().max()?;
    let smallest = leans.iter().min()?;
    (leans.len() > 1).then(|| (largest - smallest) / BigRational::from_integer(2.into()))
}

/// Respondents without a team are shown and decide nothing.
fn voices(groups: &[GroupVotes]) -> impl Iterator<Item = &GroupVotes> {
    groups
        .iter()
        .filter(|votes| votes.group != Group::WithoutTeam)
}
