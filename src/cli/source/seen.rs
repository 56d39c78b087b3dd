//! Who has answered already, so that nobody is counted twice.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use jiff::civil::DateTime;

use crate::{
    council::NAMED_AT_MOST,
    diagnostic::SameBy,
    response::{Entry, EntryPosition},
    text::fold,
};

/// An entry, counted from 0 in the order in which the sources are read.
pub(super) type EntryNumber = u32;

/// What tells each entry from others. Two million named rows must fit in 130 MiB, so of a name
/// only a hash is kept, in a list that is sorted at the end: half the memory of a hash map.
#[derive(Default)]
pub(super) struct SeenNames {
    keys: Vec<Key>,
    /// The row and line of each entry.
    positions: Vec<[u32; 2]>,
    times: Vec<Option<DateTime>>,
    /// The names of the first [`NAMED_AT_MOST`] entries, for messages.
    names: Vec<Option<String>>,
}

/// Twelve bytes; with a `u64` it would be sixteen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    hash: [u32; 2],
    entry: EntryNumber,
}

/// One person's second entry, and the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Repetition {
    pub(super) first: EntryNumber,
    pub(super) again: EntryNumber,
    pub(super) by: SameBy,
}

impl SeenNames {
    /// Keeps what tells the next entry from others; `table` is the number of the table it is in.
    pub(super) fn enter(&mut self, entry: &Entry<'_>, table: Option<usize>, keeps_time: bool) {
        let number = short(self.positions.len() as u64);
        let respondent = entry.respondent;
        let name = respondent.name.as_deref().filter(|name| !name.is_empty());
        if let Some(name) = name {
            let name = fold(name);
            self.key(number, SameBy::Name, &(&name, respondent.team));
            // In one table the team is more likely a slip than another person of the same name.
            if let Some(table) = table {
                self.key(number, SameBy::Name, &(&name, "table", table));
            }
        }
        if let Some(email) = entry.email {
            self.key(number, SameBy::Email, &fold(email));
        }
        if let Some(id) = entry.response_id {
            self.key(number, SameBy::ResponseId, &id);
        }
        if (self.names.len() as u64) < NAMED_AT_MOST {
            self.names.push(name.map(str::to_owned));
        }
        if keeps_time {
            self.times.push(entry.time);
        }
        let position = entry.position;
        self.positions
            .push([short(position.row), short(position.line)]);
    }

    /// How many entries there are.
    pub(super) fn count(&self) -> EntryNumber {
        short(self.positions.len() as u64)
    }

    pub(super) fn position(&self, entry: EntryNumber) -> EntryPosition {
        let [row, line] = self.positions[entry as usize];
        EntryPosition {
            row: row.into(),
            line: line.into(),
        }
    }

    pub(super) fn name(&self, entry: EntryNumber) -> Option<&str> {
        self.names.get(entry as usize)?.as_deref()
    }

    /// Whether every one of these entries says when it was given.
    pub(super) fn have_times(&self, entries: Range<EntryNumber>) -> bool {
        let times = self.times.get(entries.start as usize..entries.end as usize);
        times.is_some_and(|times| times.iter().all(Option::is_some))
    }

    pub(super) fn time(&self, entry: EntryNumber) -> Option<DateTime> {
        *self.times.get(entry as usize)?
    }

    /// The entries of each person who has several, each person's in the order of reading.
    pub(super) fn groups(&mut self) -> impl Iterator<Item = (SameBy, Vec<EntryNumber>)> {
        self.keys.sort_unstable();
        let groups = self.keys.chunk_by(|one, other| one.hash == other.hash);
        groups.filter(|group| group.len() > 1).map(|group| {
            let by = match group[0].hash[0] & 3 {
                0 => SameBy::Name,
                1 => SameBy::Email,
                _ => SameBy::ResponseId,
            };
            (by, group.iter().map(|key| key.entry).collect())
        })
    }

    /// Every entry of a person who has an earlier one, in the order of reading.
    pub(super) fn repetitions(&mut self) -> Vec<Repetition> {
        let mut all: Vec<_> = self
            .groups()
            .flat_map(|(by, entries)| {
                let first = entries[0];
                let again = entries.into_iter().skip(1);
                again.map(move |again| Repetition { first, again, by })
            })
            .collect();
        all.sort_by_key(|repetition| (repetition.again, repetition.by as u8));
        all.dedup_by_key(|repetition| repetition.again);
        all
    }

    /// The last two bits of the hash's first half say what it is of.
    fn key(&mut self, entry: EntryNumber, by: SameBy, of: &impl Hash) {
        let mut hasher = DefaultHasher::new();
        of.hash(&mut hasher);
        let [a, b, c, d, e, f, g, h] = hasher.finish().to_be_bytes();
        let first = u32::from_be_bytes([a, b, c, d]) & !3 | by as u32;
        let hash = [first, u32::from_be_bytes([e, f, g, h])];
        self.keys.push(Key { hash, entry });
    }
}

/// A number in half the memory: four billion rows are more than any source has.
fn short(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
