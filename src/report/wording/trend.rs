//! The page of several councils: what changed, and what each said.

use super::NONE;
use crate::{
    council::Verdict,
    questionnaire::TeamIndex,
    text::{List, one_line},
    trend::{Change, Changes, NeedOverTime, Trend},
};

/// How many needs of one change are named; the rest are counted.
const NAMED_AT_MOST: usize = 12;

/// The report on several councils.
pub struct TrendPage {
    /// What the councils are about.
    pub title: String,
    /// What changed, in one line.
    pub headline: String,
    /// Each change that there is, in words, with the needs that it is about.
    pub changes: Vec<(&'static str, String)>,
    /// What the councils are called, oldest first.
    pub labels: Vec<String>,
    /// A row a need.
    pub rows: Vec<TrendRow>,
    /// How many answered in each council.
    pub answered: Vec<String>,
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
            headline: headline(trend),
            changes: changes(trend),
            answered: trend
                .councils
                .iter()
                .map(|council| council.respondents.to_string())
                .collect(),
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
fn headline(trend: &Trend<'_>) -> String {
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

/// Each change that there is, with what the word means and the needs that it is about.
fn changes(trend: &Trend<'_>) -> Vec<(&'static str, String)> {
    let all = [
        (Change::New, "New, needed now and not before"),
        (Change::Met, "Met, needed before and not now"),
        (Change::Standing, "Standing, needed both times"),
        (
            Change::Unsettled,
            "Unsettled, needed before and without an answer now",
        ),
    ];
    all.into_iter()
        .filter_map(|(change, words)| Some((words, needs_with(change, trend)?)))
        .collect()
}

/// The needs that changed like this, as many as one reads; none if there are none.
fn needs_with(change: Change, trend: &Trend<'_>) -> Option<String> {
    let needs = trend
        .needs
        .iter()
        .filter(|need| need.change == Some(change));
    let mut names: Vec<String> = needs.map(|need| one_line(&need.question.need)).collect();
    let more = names.len().saturating_sub(NAMED_AT_MOST);
    names.truncate(NAMED_AT_MOST);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    (!names.is_empty()).then(|| List(&names, "and").to_string())
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
