//! The sentences and rows that the formats for people share.
//!
//! A page's texts are finished: escaped, in one line each, and free of any layout. What is left to
//! a format is where they stand and how they look.

use crate::{
    council::{
        Assessment, NAMED_AT_MOST, Need, Part, Ratio, Side, Status, Summary, Verdict, Votes,
    },
    questionnaire::TeamIndex,
    response::Answer,
    text::{Count, List, one_line},
    trend::{Change, Changes, NeedOverTime, Trend},
};

/// What stands for a figure or a team where there is none.
pub const NONE: &str = "–";

/// How many notes on one need are shown; the rest are counted.
const NOTES_AT_MOST: usize = 12;

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
    pub part: Part,
    /// Its part in words.
    pub words: String,
}

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
                        "Two who took a position on a need agree {:.0} times in 100.",
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
        (None, 0) => "No team takes the reins: nothing is needed for sure".to_owned(),
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

fn label(assessment: &Assessment<'_>, team: TeamIndex) -> String {
    one_line(&assessment.team(team).label)
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

impl Item {
    fn of(need: &Need<'_>, assessment: &Assessment<'_>) -> Self {
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
fn people(side: &Side) -> String {
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
fn gaps(assessment: &Assessment<'_>) -> Vec<String> {
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

/// Whether the page names people, or only counts them.
pub const fn names_people(assessment: &Assessment<'_>) -> bool {
    assessment.respondents.count <= NAMED_AT_MOST
}

/// The report on several councils.
pub struct TrendPage {
    /// What the councils are about.
    pub title: String,
    /// What changed, in one line.
    pub headline: String,
    /// What the councils are called, oldest first.
    pub labels: Vec<String>,
    /// A row a need.
    pub rows: Vec<TrendRow>,
    /// Who took the reins in each council.
    pub leads: Vec<String>,
}

/// One need's row.
pub struct TrendRow {
    /// The need.
    pub need: String,
    /// What each council said.
    pub cells: Vec<TrendCell>,
    /// What changed.
    pub change: Option<Change>,
}

/// What one council said to one need.
pub struct TrendCell {
    /// In words: the team that led, or [`NONE`], or `?`.
    pub words: String,
    /// Which team that was.
    pub team: Option<TeamIndex>,
    /// The answer.
    pub verdict: Option<Verdict>,
}

impl TrendPage {
    /// The page of a trend.
    pub fn of(trend: &Trend<'_>) -> Self {
        let team = |team: TeamIndex| one_line(&trend.questionnaire[team].label);
        Self {
            title: one_line(trend.questionnaire.title()),
            headline: changes(trend),
            labels: trend
                .councils
                .iter()
                .map(|council| one_line(&council.label))
                .collect(),
            rows: trend
                .needs
                .iter()
                .map(|need| TrendRow::of(need, trend))
                .collect(),
            leads: trend
                .councils
                .iter()
                .map(|council| council.lead.map_or("balanced".to_owned(), team))
                .collect(),
        }
    }
}

impl TrendRow {
    fn of(need: &NeedOverTime<'_>, trend: &Trend<'_>) -> Self {
        let cell = |(verdict, team): (&Option<Verdict>, &Option<TeamIndex>)| TrendCell {
            words: match (verdict, team) {
                (_, Some(team)) => one_line(&trend.questionnaire[*team].label),
                (Some(_), None) => NONE.to_owned(),
                (None, None) => "?".to_owned(),
            },
            team: *team,
            verdict: *verdict,
        };
        Self {
            need: one_line(&need.question.need),
            cells: need.verdicts.iter().zip(&need.leads).map(cell).collect(),
            change: need.change,
        }
    }
}

/// `Since 2026-Q2: 2 new, 1 met`, or that nothing changed.
fn changes(trend: &Trend<'_>) -> String {
    let Changes {
        new,
        standing,
        met,
        unsettled,
    } = trend.summary;
    let before = trend
        .councils
        .len()
        .checked_sub(2)
        .map(|last| &trend.councils[last].label);
    let since = before.map_or(String::new(), |label| {
        format!("Since {}: ", one_line(label))
    });
    let all = [
        (new, Change::New),
        (met, Change::Met),
        (standing, Change::Standing),
        (unsettled, Change::Unsettled),
    ];
    let said: Vec<_> = all
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, change)| format!("{count} {}", change.word()))
        .collect();
    match said.is_empty() {
        true => format!("{since}nothing was needed, then or now"),
        false => format!("{since}{}", said.join(", ")),
    }
}

/// The change with a sign before it, so that it shows without colour.
pub const fn change(change: Option<Change>) -> &'static str {
    match change {
        Some(Change::New) => "+ new",
        Some(Change::Standing) => "= standing",
        Some(Change::Met) => "✓ met",
        Some(Change::Unsettled) => "? unsettled",
        None => "",
    }
}
