//! Who has answered already, so that nobody is counted twice.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use jiff::civil::DateTime;

use crate::{
    council::NAMED_AT_MOST,
    diagnostic::SameBy,
    response::{Entry, EntryPosition},
    text::fold,
};

/// An entry that says whose it is, counted from 0 in the order in which the sources are read.
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

/// Sixteen bytes: with the hash as a `u64` it would be 24.
#[derive(Clone, Copy)]
struct Key {
    hash: [u8; 8],
    /// The team of a name, counted from 1; 0 without one, and for what is no name.
    team: u8,
    by: SameBy,
    entry: EntryNumber,
}

impl SeenNames {
    /// Keeps what tells an entry from others; `None` where nothing does.
    pub(super) fn enter(&mut self, entry: &Entry<'_>, keeps_time: bool) -> Option<EntryNumber> {
        let number = self.count();
        let before = self.keys.len();
        let name = entry.response.respondent.name.as_deref();
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            // There are at most 100 teams.
            let team = entry.response.respondent.team.map_or(0, |team| 1 + team.position());
            let team = u8::try_from(team).unwrap_or(u8::MAX);
            self.key(number, SameBy::Name, team, &fold(name));
        }
        if let Some(email) = entry.email {
            self.key(number, SameBy::Email, 0, &fold(email));
        }
        if let Some(id) = entry.response_id {
            self.key(number, SameBy::ResponseId, 0, id);
        }
        if self.keys.len() == before {
            return None;
        }
        if (self.names.len() as u64) < NAMED_AT_MOST {
            self.names.push(name.map(str::to_owned));
        }
        if keeps_time {
            self.times.push(entry.time);
        }
        self.positions.push([entry.position.row, entry.position.line].map(short));
        Some(number)
    }

    /// How many entries say whose they are.
    pub(super) fn count(&self) -> EntryNumber {
        short(self.positions.len() as u64)
    }

    pub(super) fn position(&self, entry: EntryNumber) -> EntryPosition {
        let [row, line] = self.positions[entry as usize].map(u64::from);
        EntryPosition { row, line }
    }

    pub(super) fn name(&self, entry: EntryNumber) -> Option<&str> {
        self.names.get(entry as usize)?.as_deref()
    }

    pub(super) fn time(&self, entry: EntryNumber) -> Option<DateTime> {
        *self.times.get(entry as usize)?
    }

    /// The entries of each person who has several, each person's in the order of reading. One name
    /// is one person's in one team and, since a team is easily mistaken, in one table.
    pub(super) fn groups(
        &mut self,
        table: impl Fn(EntryNumber) -> Option<usize>,
    ) -> Vec<(SameBy, Vec<EntryNumber>)> {
        self.keys.sort_unstable_by_key(|key| u64::from_ne_bytes(key.hash));
        let mut groups = Vec::new();
        let alike = self.keys.chunk_by(|one, other| one.hash == other.hash);
        for alike in alike.filter(|alike| alike.len() > 1) {
            let mut people: BTreeMap<_, Vec<_>> = BTreeMap::new();
            for key in alike {
                people.entry(Ok(key.team)).or_default().push(key.entry);
                if let Some(table) = table(key.entry) {
                    people.entry(Err(table)).or_default().push(key.entry);
                }
            }
            let several = people.into_values().filter(|entries| entries.len() > 1);
            groups.extend(several.map(|mut entries| {
                entries.sort_unstable();
                (alike[0].by, entries)
            }));
        }
        groups
    }

    fn key(&mut self, entry: EntryNumber, by: SameBy, team: u8, text: &str) {
        let mut hasher = DefaultHasher::new();
        (by as u8, text).hash(&mut hasher);
        let hash = hasher.finish().to_ne_bytes();
        self.keys.push(Key { hash, team, by, entry });
    }
}

/// A number in half the memory: four billion rows are more than any source has.
fn short(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
