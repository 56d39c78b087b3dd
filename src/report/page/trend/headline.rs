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
    let sentences = [sentences(trend, &PLAIN), sentences(trend, &OPEN)];
    match sentences.iter().find(|sentences| !sentences.is_empty()) {
        None => format!(
            "Nothing changed between {} and {}.",
            before.label, now.label
        ),
        Some(sentences) => sentences.clone(),
    }
}

/// The changes that are looked for first.
const PLAIN: [(Change, &str); 3] = [
    (Change::New, "Needed now and not before"),
    (Change::Met, "No longer needed"),
    (Change::Standing, "Still needed"),
];

/// Those from or to no answer.
const OPEN: [(Change, &str); 3] = [
    (Change::Settled, "Open before, and not needed now"),
    (Change::Unsettled, "Needed before, and open again"),
    (Change::Reopened, "Not needed before, and open again"),
];

fn sentences(trend: &Trend, changes: &[(Change, &str)]) -> String {
    let sentences = changes.iter().filter_map(|(change, words)| {
        let needs = needs(trend, *change)?;
        Some(format!("{words}: {needs}."))
    });
    sentences.collect::<Vec<_>>().join(" ")
}

/// What else changed, and how many answered in both councils.
pub(super) fn summary(trend: &Trend) -> Vec<String> {
    let has_plain = !sentences(trend, &PLAIN).is_empty();
    let open = has_plain.then(|| sentences(trend, &OPEN));
    let open = open.filter(|sentences| !sentences.is_empty());
    open.into_iter().chain(both(trend)).collect()
}

fn both(trend: &Trend) -> Option<String> {
    let ((before, now), both) = (trend.last_two()?, trend.answered_both?);
    let people = match both {
        0 => "Nobody".to_owned(),
        1 => "1 person".to_owned(),
        _ => format!("{both} people"),
    };
    Some(format!(
        "{people} answered in both {} and {}.",
        before.label, now.label
    ))
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
