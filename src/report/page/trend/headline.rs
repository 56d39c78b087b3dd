//! What a trend says in a few sentences.

use crate::{
    report::page::join,
    text::{List, up_to},
    trend::{Change, Council, Trend},
};

/// Up to how many needs are named in a sentence; more are counted.
const NAMED_UP_TO: usize = 6;

/// The changes that are looked for first.
const PLAIN: [(Change, &str); 3] = [
    (Change::New, "Needed now and not before"),
    (Change::Met, "No longer needed"),
    (Change::Standing, "Still needed"),
];

/// Those from or to no answer, which people read as unsettled.
const OPEN: [(Change, &str); 3] = [
    (Change::Settled, "Unsettled before, and not needed now"),
    (Change::Unsettled, "Needed before, and unsettled now"),
    (Change::Reopened, "Not needed before, and unsettled now"),
];

/// What to know if nothing else is read: what changed between the last two councils.
pub(super) fn headline(trend: &Trend) -> String {
    let Some((before, now)) = trend.last_two() else {
        return String::new();
    };
    if before.voices != now.voices {
        return incomparable(before, now);
    }
    let nothing = || match asked_twice(trend) {
        true => format!("Nothing changed between {} and {}.", before.label, now.label),
        false => format!("{} and {} have no question in common.", before.label, now.label),
    };
    let changes = sentences(trend, &PLAIN).or_else(|| sentences(trend, &OPEN));
    changes.unwrap_or_else(nothing)
}

/// Whether both of the last two councils asked for some need.
fn asked_twice(trend: &Trend) -> bool {
    let mut last_two = trend.needs.iter().map(|need| need.states.iter().rev().take(2));
    last_two.any(|mut states| states.all(Option::is_some))
}

/// What else changed, and how many answered in both councils.
pub(super) fn summary(trend: &Trend) -> Vec<String> {
    let open = sentences(trend, &PLAIN).and_then(|_| sentences(trend, &OPEN));
    open.into_iter().chain(both(trend)).collect()
}

fn sentences(trend: &Trend, changes: &[(Change, &str)]) -> Option<String> {
    let sentences = changes.iter().filter_map(|(change, words)| {
        let needs = needs(trend, *change)?;
        Some(format!("{words}: {needs}."))
    });
    Some(join(sentences, " ")).filter(|sentences| !sentences.is_empty())
}

fn both(trend: &Trend) -> Option<String> {
    let ((before, now), both) = (trend.last_two()?, trend.answered_both?);
    Some(format!("{both} answered in both {} and {}.", before.label, now.label))
}

/// The needs with this change, by name; `None` where there are none.
fn needs(trend: &Trend, change: Change) -> Option<String> {
    let needs = trend.needs.iter().filter(|need| need.change == Some(change));
    let names = up_to(NAMED_UP_TO, needs.map(|need| need.need.clone()));
    (!names.is_empty()).then(|| List(&names, "and").to_string())
}

fn incomparable(before: &Council, now: &Council) -> String {
    let reasons = [silence(now, before), silence(before, now)];
    let reasons = join(reasons.into_iter().flatten(), "; ");
    let before = &before.label;
    format!("{reasons}, so what changed since {before} cannot be told.")
}

/// Whom a council lacks that another heard.
fn silence(council: &Council, other: &Council) -> Option<String> {
    let label = &council.label;
    if council.voices.is_empty() && !other.voices.is_empty() {
        return Some(format!("All who answered in {label} are one voice"));
    }
    let teams = other.teams.iter().map(|count| &count.team);
    let absent =
        teams.filter(|team| other.voices.contains(&team.id) && !council.voices.contains(&team.id));
    let absent: Vec<_> = absent.map(|team| team.label.as_str()).collect();
    let absent = (!absent.is_empty()).then_some(absent)?;
    Some(format!("Nobody from {} answered in {label}", List(&absent, "or")))
}
