//! The council: responses put together, and what follows from them.
//!
//! A [`Tally`] is a fold over responses; [`Tally::assess`] turns it into an [`Assessment`], the
//! finished answer that every report shows. One respondent is a council of one.
//!
//! Each team is one voice, however many people it sent: who leads what is for the teams to agree
//! on. Counting is in integers and exact fractions; a figure becomes a floating-point number when
//! a report is written.

#[cfg(test)]
#[path = "council/oracle/tests.rs"]
mod oracle;
pub(crate) mod counts;
pub(crate) mod report;
mod status;
mod tally;
#[cfg(test)]
mod tests;
mod votes;

use std::cmp::Reverse;

use jiff::civil::Date;
use num_rational::BigRational;
use serde::{Deserialize, Serialize};

pub(crate) use crate::response::Position;
use crate::{
    decision::Decision,
    questionnaire::{Person, Question, QuestionIndex, Questionnaire, Team, TeamIndex},
    response::{Respondent, Response},
};
pub(crate) use status::Status;
pub(crate) use tally::{Tally, TeamCounts};
pub(crate) use votes::{Stance, Votes};

/// Up to how many respondents names and notes are kept.
pub(crate) const NAMED_AT_MOST: u64 = 1000;

/// What the council says, ready to be shown in any format.
#[derive(Debug, Clone)]
pub(crate) struct Assessment<'q> {
    pub(crate) questionnaire: &'q Questionnaire,
    pub(crate) respondents: Respondents,
    /// In the questionnaire's order.
    pub(crate) needs: Vec<Need<'q>>,
    pub(crate) summary: Summary,
    /// What to talk over: opposed needs, then unclear ones, the largest distance first.
    pub(crate) agenda: Vec<QuestionIndex>,
    pub(crate) pattern: Option<Pattern>,
    pub(crate) privacy: Privacy,
}

/// What a report may say about who answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Privacy {
    /// Names, and figures by team.
    Named,
    /// No name; figures by team.
    ByTeam,
    /// No name, and all respondents as one voice, since figures of a smaller group name people.
    Together,
}

impl Privacy {
    /// The smallest group whose figures are shown without naming anybody.
    pub(crate) const GROUP_AT_LEAST: u64 = 3;
}

/// Who answered, and who did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Respondents {
    pub(crate) count: u64,
    /// The day of the latest answer, where the sources say it.
    pub(crate) latest: Option<Date>,
    /// By team, in the questionnaire's order.
    pub(crate) teams: Vec<u64>,
    pub(crate) without_team: u64,
    /// Teams of which nobody answered although another team did; none in a council of one.
    pub(crate) absent: Vec<TeamIndex>,
    /// Expected people who have not answered; `None` where it is not known who did.
    pub(crate) missing: Option<Vec<Person>>,
    /// By team, then name; `None` where they are too many, unknown or not to be named.
    pub(crate) responses: Option<Vec<Response>>,
}

/// What the council says to one question.
#[derive(Debug, Clone)]
pub(crate) struct Need<'q> {
    pub(crate) index: QuestionIndex,
    pub(crate) question: &'q Question,
    pub(crate) status: Status,
    /// The answer that is agreed or decided.
    pub(crate) answer: Option<Position>,
    /// The team that takes the need on now.
    pub(crate) lead: Option<TeamIndex>,
    /// All votes together.
    pub(crate) votes: Votes,
    /// The votes by group; one or more.
    pub(crate) groups: Vec<GroupVotes>,
    /// How far apart the voices are, from 0 to 1; `None` with fewer than two.
    pub(crate) distance: Option<BigRational>,
    /// By team, then name, those without a team last; by their text where names are kept back.
    /// `None` past [`NAMED_AT_MOST`] respondents.
    pub(crate) notes: Option<Vec<Note>>,
    /// What the meeting decided.
    pub(crate) decision: Option<Decision>,
}

/// Respondents whose answers are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Team(TeamIndex),
    /// Those without a team, where others have one. They are shown and decide nothing.
    WithoutTeam,
    /// All of them: nobody has a team, or figures by team are kept back.
    Everybody,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GroupVotes {
    pub(crate) group: Group,
    pub(crate) votes: Votes,
}

/// A respondent's word on an answer. The writer is nobody where names are kept back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Note {
    pub(crate) writer: Respondent,
    pub(crate) text: String,
}

/// The whole council in a few figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Summary {
    /// The team that takes the reins, whatever becomes of what is still open.
    pub(crate) lead: Option<TeamIndex>,
    /// In the questionnaire's order.
    pub(crate) teams: Vec<TeamSummary>,
    pub(crate) agreed: usize,
    pub(crate) decided: usize,
    pub(crate) opposed: usize,
    pub(crate) unclear: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TeamSummary {
    /// Needs that it leads now.
    pub(crate) leads: usize,
    /// Needs of its own that are opposed or unclear.
    pub(crate) undecided: usize,
    /// Needs of its own.
    pub(crate) of: usize,
}

/// What two or more opposed needs have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// The team that would lead says yes in each.
    OwnWork,
    /// The team that would lead says no in each.
    OthersMove,
}

impl<'q> Assessment<'q> {
    pub(crate) fn need(&self, index: QuestionIndex) -> &Need<'q> {
        &self.needs[index.position()]
    }

    pub(crate) fn team(&self, team: TeamIndex) -> &'q Team {
        &self.questionnaire[team]
    }

    /// Whether only one answered, so that there is nothing to compare.
    pub(crate) const fn is_of_one(&self) -> bool {
        self.respondents.count == 1
    }

    pub(crate) fn has(&self, status: Status) -> bool {
        self.needs.iter().any(|need| need.status == status)
    }
}

impl Need<'_> {
    /// The votes of a team, if anybody in it answered and that may be shown.
    pub(crate) fn votes_of(&self, team: TeamIndex) -> Option<Votes> {
        let group = |votes: &&GroupVotes| votes.group == Group::Team(team);
        self.groups.iter().find(group).map(|votes| votes.votes)
    }
}

impl Summary {
    fn of(needs: &[Need<'_>], questionnaire: &Questionnaire, is_team_absent: bool) -> Self {
        let teams = questionnaire.teams();
        let teams: Vec<_> = teams.map(|(team, _)| TeamSummary::of(needs, team)).collect();
        let count = |status| needs.iter().filter(|need| need.status == status).count();
        let mut leads = questionnaire.teams().map(|(team, _)| team);
        let lead = leads.find(|team| !is_team_absent && cannot_be_overtaken(*team, &teams));
        Self {
            lead,
            agreed: count(Status::Agreed),
            decided: count(Status::Decided),
            opposed: count(Status::Opposed),
            unclear: count(Status::Unclear),
            teams,
        }
    }
}

impl TeamSummary {
    fn of(needs: &[Need<'_>], team: TeamIndex) -> Self {
        let own = || needs.iter().filter(|need| need.question.lead == team);
        Self {
            leads: needs.iter().filter(|need| need.lead == Some(team)).count(),
            undecided: own().filter(|need| need.status.is_open()).count(),
            of: own().count(),
        }
    }
}

/// Whether a team leads more than every other could if all that is open became its own.
fn cannot_be_overtaken(team: TeamIndex, teams: &[TeamSummary]) -> bool {
    let leads = teams[team.position()].leads;
    let mut others = teams.iter().enumerate();
    others.all(|(index, other)| index == team.position() || leads > other.leads + other.undecided)
}

fn agenda(needs: &[Need<'_>]) -> Vec<QuestionIndex> {
    let mut open: Vec<_> = needs.iter().filter(|need| need.status.is_open()).collect();
    // `None` is the smallest, so needs without a distance come last; the sort is stable.
    open.sort_by_key(|need| (need.status, Reverse(&need.distance)));
    open.into_iter().map(|need| need.index).collect()
}

fn pattern(needs: &[Need<'_>]) -> Option<Pattern> {
    let opposed = needs.iter().filter(|need| need.status == Status::Opposed);
    let own_team = |need: &Need<'_>| need.votes_of(need.question.lead)?.position();
    let positions: Vec<_> = opposed.map(own_team).collect();
    let all = |position| positions.iter().all(|own| *own == Some(position));
    match positions.len() {
        0 | 1 => None,
        _ if all(Position::Yes) => Some(Pattern::OwnWork),
        _ if all(Position::No) => Some(Pattern::OthersMove),
        _ => None,
    }
}
