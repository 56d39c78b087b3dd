//! What a trend says in a few sentences.

use std::collections::BTreeSet;

use crate::{
    text::List,
    trend::{Change, Council, Trend},
};

/// Up to how many needs are named in a sentence; more are counted.
const NAMED_UP_TO: usize = 6;

/// What to know if nothing else is read: what changed between the last two councils.
pub(super) fn headline(trend: &Trend) -> String {
    let Some((before, now)) = trend.last_two() else {
        return String::new();
    };
    if before.voices != now.voices {
        return incomparable(before, now);
    }
    let sentences: Vec<_> = [
        (Change::New, "Needed now and not before"),
        (Change::Met, "No longer needed"),
        (Change::Standing, "Still needed"),
        (Change::Settled, "Open before, and not needed now"),
        (Change::Unsettled, "Needed before, and open again"),
        (Change::Reopened, "Not needed before, and open again"),
    ]
    .iter()
    .filter_map(|(change, words)| Some(format!("{words}: {}.", needs(trend, *change)?)))
    .collect();
    match sentences.is_empty() {
        true => format!(
            "Nothing changed between {} and {}.",
            before.label, now.label
        ),
        false => sentences.join(" "),
    }
}

/// Between which councils that is, and how many answered in both.
pub(super) fn summary(trend: &Trend) -> Vec<String> {
    let (Some((before, now)), Some(both)) = (trend.last_two(), trend.answered_both) else {
        return Vec::new();
    };
    let people = match both {
        0 => "Nobody".to_owned(),
        1 => "1 person".to_owned(),
        _ => format!("{both} people"),
    };
    vec![format!(
        "{people} answered in {} and in {}.",
        before.label, now.label
    )]
}

/// The needs with this change, by name; `None` where there are none.
fn needs(trend: &Trend, change: Change) -> Option<String> {
    let needs = trend.needs.iter();
    let names: Vec<_> = needs
        .filter(|need| need.change == Some(change))
        .map(|need| need.need.as_str())
        .collect();
    match names.len().checked_sub(NAMED_UP_TO) {
        _ if names.is_empty() => None,
        Some(more @ 1..) => Some(format!(
            "{} and {more} more",
            names[..NAMED_UP_TO].join(", ")
        )),
        _ => Some(List(&names, "and").to_string()),
    }
}

/// Why the last two councils cannot be compared.
fn incomparable(before: &Council, now: &Council) -> String {
    let reasons: Vec<_> = [silence(now, before), silence(before, now)]
        .into_iter()
        .flatten()
        .collect();
    let reasons = reasons.join("; ");
    format!(
        "{reasons}, so what changed since {} cannot be told.",
        before.label
    )
}

/// Whom a council lacks that another heard.
fn silence(council: &Council, other: &Council) -> Option<String> {
    let absent: BTreeSet<_> = other.voices.difference(&council.voices).collect();
    if absent.is_empty() {
        return None;
    }
    if council.voices.is_empty() {
        return Some(format!(
            "All who answered in {} are one voice",
            council.label
        ));
    }
    let teams = other.teams.iter().map(|count| &count.team);
    let labels: Vec<_> = teams
        .filter(|team| absent.contains(&team.id))
        .map(|team| team.label.as_str())
        .collect();
    let labels = List(&labels, "or");
    Some(format!(
        "Nobody from {labels} answered in {}",
        council.label
    ))
}
