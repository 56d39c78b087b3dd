//! The council: responses put together, and what follows from them.
//!
//! A [`Tally`] is a fold over responses that keeps counts, not responses, so it stays as small as
//! the questionnaire however many answered. [`Tally::assess`] turns it into an [`Assessment`], the
//! finished answer that every report shows. One respondent is a council of one. The rows of a form
//! are counted by several tellers at the same time, whose tallies are merged.
//!
//! Everything is counted in integers; a figure becomes a floating-point number with its last
//! division, in [`Ratio::value`].

mod tally;
#[cfg(test)]
mod tests;
mod votes;

use crate::{
    questionnaire::{Question, QuestionIndex, Questionnaire, Team, TeamIndex},
    response::Stance,
};
pub use tally::{SeenNames, Tally};
pub use votes::{Ratio, Status, Verdict, Votes};

/// Up to how many respondents the report says by name who said what.
pub const NAMED_AT_MOST: u64 = 12;

/// A respondent's note on a need.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Who wrote it, if that is known and may be said.
    pub name: Option<String>,
    /// The note.
    pub note: String,
}

/// What the council says, ready to be shown in any format.
#[derive(Debug, Clone)]
pub struct Assessment<'q> {
    /// What was asked.
    pub questionnaire: &'q Questionnaire,
    /// How many answered.
    pub respondents: Respondents,
    /// The needs, in the questionnaire's order.
    pub needs: Vec<Need<'q>>,
    /// The whole council in a few figures.
    pub summary: Summary,
    /// What to talk over, in order.
    pub agenda: Vec<QuestionIndex>,
}

/// How many answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respondents {
    /// All of them.
    pub count: u64,
    /// By team, in the questionnaire's order; whoever has no team is in none.
    pub teams: Vec<u64>,
}

/// What the council says to one question.
#[derive(Debug, Clone)]
pub struct Need<'q> {
    /// Which question.
    pub index: QuestionIndex,
    /// The question.
    pub question: &'q Question,
    /// Whether they are at one.
    pub status: Status,
    /// The council's answer, if it has one.
    pub verdict: Option<Verdict>,
    /// The team that takes the need on now.
    pub lead: Option<TeamIndex>,
    /// All the votes.
    pub votes: Votes,
    /// The votes by team, in the questionnaire's order.
    pub by_team: Vec<Votes>,
    /// The chance that two who took a position said the same.
    pub agreement: Option<Ratio>,
    /// How far apart the teams are.
    pub gap: Option<Ratio>,
    /// The notes, by name.
    pub notes: Vec<Note>,
    /// Who said what; none where they are too many to name.
    pub sides: Option<Vec<AnswerGroup>>,
}

/// Those who said the same to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerGroup {
    /// What they said.
    pub stance: Stance,
    /// Their names; none for somebody who gave no name.
    pub names: Vec<Option<String>>,
}

/// The whole council in a few figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The team that takes the reins; none if they are balanced.
    pub lead: Option<TeamIndex>,
    /// The mean of the needs' agreements, from 0 to 1; none if no need has one.
    pub agreement: Option<f64>,
    /// Each team's part, in the questionnaire's order.
    pub teams: Vec<TeamSummary>,
    /// How many needs are agreed.
    pub agreed: usize,
    /// How many are disputed.
    pub disputed: usize,
    /// How many are open.
    pub open: usize,
}

/// A team's part in the needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TeamSummary {
    /// Needs that it leads now.
    pub leads: usize,
    /// Needs of its own without an answer.
    pub undecided: usize,
    /// Needs of its own.
    pub of: usize,
}

impl Summary {
    fn of(needs: &[Need<'_>], questionnaire: &Questionnaire) -> Self {
        let teams: Vec<TeamSummary> = questionnaire
            .teams()
            .map(|(team, _)| TeamSummary::of(needs, team))
            .collect();
        let count = |status| needs.iter().filter(|need| need.status == status).count();
        Self {
            lead: leader(&teams, questionnaire),
            agreement: mean(needs.iter().filter_map(|need| need.agreement)),
            agreed: count(Status::Agreed),
            disputed: count(Status::Disputed),
            open: count(Status::Open),
            teams,
        }
    }

    /// How many needs have no answer, whoever would lead them.
    pub fn undecided(&self) -> usize {
        self.teams.iter().map(|part| part.undecided).sum()
    }
}

impl TeamSummary {
    fn of(needs: &[Need<'_>], team: TeamIndex) -> Self {
        let own: Vec<_> = needs
            .iter()
            .filter(|need| need.question.lead == team)
            .collect();
        Self {
            leads: own.iter().filter(|need| need.lead.is_some()).count(),
            undecided: own.iter().filter(|need| need.verdict.is_none()).count(),
            of: own.len(),
        }
    }
}

/// The largest minus the smallest share of yes among the teams that took a position; none with
/// fewer than two such teams.
fn gap(by_team: &[Votes]) -> Option<Ratio> {
    let shares: Vec<Ratio> = by_team
        .iter()
        .filter_map(|votes| votes.share_of_yes())
        .collect();
    let largest = shares.iter().max()?;
    let smallest = shares.iter().min()?;
    (shares.len() >= 2).then(|| largest.minus(*smallest))
}

/// The one team with most leads; a tie is nobody. No lead at all is a tie too, as there are two
/// teams or more.
fn leader(parts: &[TeamSummary], questionnaire: &Questionnaire) -> Option<TeamIndex> {
    let most = parts.iter().map(|part| part.leads).max()?;
    let mut leaders = questionnaire
        .teams()
        .zip(parts)
        .filter(|(_, part)| part.leads == most);
    match (leaders.next(), leaders.next()) {
        (Some(((team, _), _)), None) => Some(team),
        _ => None,
    }
}

/// The mean of the fractions, each divided once; none of none.
#[expect(
    clippy::cast_precision_loss,
    reason = "there are at most 1,000 questions"
)]
fn mean(ratios: impl Iterator<Item = Ratio>) -> Option<f64> {
    let values: Vec<f64> = ratios.map(Ratio::value).collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Disputed needs, then open ones; within each the least agreement first, those without one
/// last, then the questionnaire's order.
fn agenda(needs: &[Need<'_>]) -> Vec<QuestionIndex> {
    let mut talk: Vec<_> = needs
        .iter()
        .filter(|need| need.status != Status::Agreed)
        .collect();
    talk.sort_by_key(|need| {
        (
            need.status == Status::Open,
            need.agreement.is_none(),
            need.agreement,
        )
    });
    talk.into_iter().map(|need| need.index).collect()
}

impl<'q> Assessment<'q> {
    /// The need that a question asks for.
    pub fn need(&self, index: QuestionIndex) -> &Need<'q> {
        &self.needs[index.position()]
    }

    /// A team of the questionnaire.
    pub fn team(&self, team: TeamIndex) -> &'q Team {
        &self.questionnaire[team]
    }

    /// Whether only one answered, so that there is nothing to compare.
    pub const fn is_of_one(&self) -> bool {
        self.respondents.count == 1
    }

    /// Whether any need has this status.
    pub fn has(&self, status: Status) -> bool {
        self.needs.iter().any(|need| need.status == status)
    }
}
