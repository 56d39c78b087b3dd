//! The page of one council: who takes the reins, a row a need, a bar a team.

use super::{Item, NONE, agenda::gaps, label};
use crate::{
    council::{Assessment, Need, Ratio, Status, Summary, TeamSummary, Votes},
    questionnaire::TeamIndex,
    response::Answer,
    text::{Count, List, one_line},
};

/// The report on one council.
pub struct Page {
    /// What the council is about.
    pub title: String,
    /// Who takes the reins.
    pub headline: String,
    /// Who answered; empty where only one did.
    pub answered: Option<String>,
    /// A row a need.
    pub rows: Vec<Row>,
    /// A bar a team.
    pub parts: Vec<TeamPart>,
    /// How much they agree.
    pub agreement: Option<String>,
    /// What to talk over, in order.
    pub agenda: Vec<Item>,
    /// Needs that are settled although the teams see them differently.
    pub gaps: Vec<String>,
}

/// One need's row.
pub struct Row {
    /// The need.
    pub need: String,
    /// The votes.
    pub votes: Votes,
    /// The status.
    pub status: Status,
    /// The answer in words.
    pub answer: String,
    /// The team that leads, or what to do about it.
    pub lead: String,
    /// Which team that is.
    pub team: Option<TeamIndex>,
    /// How much those who took a position agree, in words.
    pub agreement: String,
}

/// One team's part in the needs.
pub struct TeamPart {
    /// Which team.
    pub team: TeamIndex,
    /// Its name.
    pub label: String,
    /// Its part in figures.
    pub part: TeamSummary,
    /// Its part in words.
    pub words: String,
}

impl Page {
    /// The page of an assessment.
    pub fn of(assessment: &Assessment<'_>) -> Self {
        let agenda = assessment
            .agenda
            .iter()
            .map(|index| assessment.need(*index));
        Self {
            title: one_line(assessment.questionnaire.title()),
            headline: headline(assessment),
            answered: (!assessment.is_of_one()).then(|| answered(assessment)),
            rows: assessment
                .needs
                .iter()
                .map(|need| Row::of(need, assessment))
                .collect(),
            parts: parts(assessment),
            agreement: assessment
                .summary
                .agreement
                .filter(|_| !assessment.is_of_one())
                .map(|mean| {
                    format!(
                        "Any two who took a position said the same {:.0} times in 100.",
                        mean * 100.0
                    )
                }),
            agenda: agenda.map(|need| Item::of(need, assessment)).collect(),
            gaps: gaps(assessment),
        }
    }
}

/// Who takes the reins, and how sure that is.
fn headline(assessment: &Assessment<'_>) -> String {
    let summary = &assessment.summary;
    let verdict = match (summary.lead, most_leads(summary)) {
        (Some(team), _) => format!("{} takes the reins", label(assessment, team)),
        (None, 0) => "Nobody takes the reins, as no need has a yes".to_owned(),
        (None, most) => {
            let tied: Vec<_> = assessment
                .questionnaire
                .teams()
                .zip(&summary.teams)
                .filter(|(_, part)| part.leads == most)
                .map(|((team, _), _)| label(assessment, team))
                .collect();
            format!(
                "{} are balanced, with {} each",
                List(&tied, "and"),
                Count(most as u64, "lead")
            )
        }
    };
    match summary.undecided() {
        0 => format!("{verdict}."),
        1 => format!("{verdict}, though one need is undecided."),
        more => format!("{verdict}, though {more} needs are undecided."),
    }
}

fn most_leads(summary: &Summary) -> usize {
    summary
        .teams
        .iter()
        .map(|part| part.leads)
        .max()
        .unwrap_or_default()
}

/// `3 answered: 1 from Marketing and 2 from Sales`.
fn answered(assessment: &Assessment<'_>) -> String {
    let respondents = &assessment.respondents;
    let teams = assessment.questionnaire.teams().zip(&respondents.teams);
    let mut groups: Vec<String> = teams
        .filter(|(_, count)| **count > 0)
        .map(|((team, _), count)| format!("{count} from {}", label(assessment, team)))
        .collect();
    let teamless = respondents.count - respondents.teams.iter().sum::<u64>();
    if teamless > 0 && !groups.is_empty() {
        groups.push(format!("{teamless} from no team"));
    }
    match groups.is_empty() {
        true => format!("{} answered", respondents.count),
        false => format!("{} answered: {}", respondents.count, List(&groups, "and")),
    }
}

fn parts(assessment: &Assessment<'_>) -> Vec<TeamPart> {
    let teams = assessment
        .questionnaire
        .teams()
        .zip(&assessment.summary.teams);
    teams
        .map(|((team, _), part)| TeamPart {
            team,
            label: label(assessment, team),
            part: *part,
            words: match part.undecided {
                0 => format!("leads {} of {}", part.leads, part.of),
                undecided => format!("leads {} of {}, {undecided} undecided", part.leads, part.of),
            },
        })
        .collect()
}

impl Row {
    fn of(need: &Need<'_>, assessment: &Assessment<'_>) -> Self {
        Self {
            need: one_line(&need.question.need),
            votes: need.votes,
            status: need.status,
            answer: if assessment.is_of_one() {
                own_answer(need)
            } else {
                answer(need)
            },
            lead: lead(need, assessment),
            team: need.lead,
            agreement: need
                .agreement
                .map_or(NONE.to_owned(), |ratio| format!("{}%", ratio.percent())),
        }
    }
}

/// What the one respondent said.
fn own_answer(need: &Need<'_>) -> String {
    match (need.verdict, need.sides.as_deref()) {
        (Some(verdict), _) => verdict.word().to_owned(),
        (None, Some([side, ..])) => side.stance.spoken().to_owned(),
        (None, _) => Answer::Unsure.spoken().to_owned(),
    }
}

/// What the council said, and how sure it is.
fn answer(need: &Need<'_>) -> String {
    match need.verdict {
        Some(verdict) => format!("{}, {}", verdict.word(), need.status.word()),
        None => need.status.word().to_owned(),
    }
}

fn lead(need: &Need<'_>, assessment: &Assessment<'_>) -> String {
    match (need.lead, need.verdict, need.status) {
        (Some(team), _, Status::Disputed) => {
            let Votes { yes, no, .. } = need.votes;
            let of_decided = |count| amount(count, need.votes.decided());
            format!(
                "{}, {} to {}",
                label(assessment, team),
                of_decided(yes),
                of_decided(no)
            )
        }
        (Some(team), _, _) => label(assessment, team),
        (None, Some(_), _) => NONE.to_owned(),
        (None, None, _) => "to talk over".to_owned(),
    }
}

/// `2 yes 1 no 3 unsure`, without what nobody said; in hundredths where the numbers outgrow a cell.
pub fn votes(votes: Votes) -> String {
    let all = [
        (votes.yes, Answer::Yes),
        (votes.no, Answer::No),
        (votes.unsure, Answer::Unsure),
    ];
    let said: Vec<_> = all
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, answer)| format!("{} {answer}", amount(*count, votes.all())))
        .collect();
    said.join(" ")
}

/// A count as it is, or its share of a whole that would fill the cell with digits.
fn amount(count: u64, whole: u64) -> String {
    match Ratio::new(count.into(), whole.into()) {
        Some(share) if whole >= 10_000 => format!("{}%", share.percent()),
        _ => count.to_string(),
    }
}
