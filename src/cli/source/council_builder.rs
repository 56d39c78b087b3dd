//! Entries of all sources put into one tally, nobody's twice.

use std::collections::{BTreeMap, HashSet};

use super::seen::{EntryNumber, SeenNames};
use crate::{
    council::Tally,
    diagnostic::{
        Diagnostic, DiagnosticKind, Diagnostics, Location, SHOWN_AT_MOST, SameBy, SourceText, Span,
    },
    questionnaire::Questionnaire,
    response::{Entry, EntryPosition},
    text::one_line,
};

/// Builds a council's tally from entries.
pub(super) struct CouncilBuilder<'q> {
    questionnaire: &'q Questionnaire,
    /// A problem for each name that is not on the questionnaire's list.
    pub(super) unknown: Diagnostics,
    pub(super) tally: Tally<'q>,
    seen: SeenNames,
    sources: Vec<Source>,
    /// Entries whose person answered again later; known from a first reading.
    pub(super) skipped: HashSet<EntryNumber>,
    keeps_times: bool,
}

struct Source {
    origin: Origin,
    /// Its first entry that says whose it is.
    first: EntryNumber,
    /// Whether every entry in it says when it was given.
    has_times: bool,
}

/// What a source is called, and how a place in it is told.
pub(super) enum Origin {
    /// One respondent's document.
    Document(String),
    /// A text in which each line is somebody's.
    Lines(SourceText),
    /// A table in which each row is somebody's.
    Table(String),
}

impl Origin {
    fn location(&self, position: EntryPosition) -> Location {
        match self {
            Self::Document(name) => Location::File(name.clone()),
            Self::Lines(text) => Location::Line(text.clone(), name_span(text, position.line)),
            Self::Table(file) => Location::Cell {
                file: file.clone(),
                row: position.row,
                line: position.line,
                column: None,
            },
        }
    }

    fn place(&self, EntryPosition { row, line }: EntryPosition) -> String {
        match self {
            Self::Document(name) => name.clone(),
            Self::Lines(text) => format!("{}, line {line}", text.name()),
            Self::Table(name) if row == line => format!("{name}, row {row}"),
            Self::Table(name) => format!("{name}, row {row} (line {line})"),
        }
    }
}

/// What stands before the colon in a line of answers.
fn name_span(text: &SourceText, line: u64) -> Span {
    let line = usize::try_from(line).unwrap_or(usize::MAX);
    let name = text.as_str().lines().nth(line.saturating_sub(1));
    let name = name.and_then(|line| line.split(':').next());
    Span { line, column: 1, length: name.map_or(0, |name| name.chars().count()) }
}

impl<'q> CouncilBuilder<'q> {
    /// An empty council. `keeps_times` is for whoever will ask for the later of two answers.
    pub(super) fn new(questionnaire: &'q Questionnaire, keeps_times: bool) -> Self {
        Self {
            questionnaire,
            unknown: Diagnostics::default(),
            tally: Tally::new(questionnaire),
            seen: SeenNames::default(),
            sources: Vec::new(),
            skipped: HashSet::new(),
            keeps_times,
        }
    }

    /// Begins another source; what is added from now on is from there.
    pub(super) fn begin(&mut self, origin: Origin) {
        self.sources.push(Source { origin, first: self.seen.count(), has_times: true });
    }

    /// Adds one respondent's answers and notes, if the questionnaire does not expect others; its
    /// `people` say in which team everybody is.
    pub(super) fn add(&mut self, entry: &Entry<'_>) {
        let respondent = &entry.response.respondent;
        let mut moved = None;
        let is_expected = !self.questionnaire.people.is_empty();
        if let Some(name) = respondent.name.as_deref().filter(|_| is_expected) {
            let Some(person) = self.questionnaire.person(name) else {
                return self.refuse(name, entry.position);
            };
            if respondent.team != Some(person.team) {
                moved.insert(entry.response.clone()).respondent.team = Some(person.team);
            }
        }
        let response = moved.as_ref().unwrap_or(entry.response);
        let entry = Entry { response, ..*entry };
        if let Some(source) = self.sources.last_mut() {
            source.has_times &= entry.time.is_some();
        }
        let number = self.seen.enter(&entry, self.keeps_times);
        if number.is_some_and(|number| self.skipped.contains(&number)) {
            return;
        }
        if let Some(time) = entry.time {
            self.tally.add_date(time.date());
        }
        self.tally.add(response);
    }

    fn refuse(&mut self, name: &str, position: EntryPosition) {
        let (questionnaire, source) = (self.questionnaire, self.sources.last());
        self.unknown.add(|| {
            let kind = DiagnosticKind::UnknownPerson {
                name: name.to_owned(),
                nearest: questionnaire.nearest_person(name),
            };
            let at = source.map_or(Location::Nowhere, |source| source.origin.location(position));
            Diagnostic { kind, at }
        });
    }

    fn source(&self, entry: EntryNumber) -> &Source {
        &self.sources[index_in(&self.sources, entry)]
    }

    fn place(&self, entry: EntryNumber) -> String {
        self.source(entry).origin.place(self.seen.position(entry))
    }

    /// The entries of each person who has several.
    fn groups(&mut self) -> Vec<(SameBy, Vec<EntryNumber>)> {
        let sources = &self.sources;
        self.seen.groups(|entry| {
            let index = index_in(sources, entry);
            matches!(sources[index].origin, Origin::Table(_)).then_some(index)
        })
    }

    /// A problem for everybody's second answer.
    pub(super) fn repetitions(&mut self) -> Diagnostics {
        let mut first_of = BTreeMap::new();
        for (by, entries) in self.groups() {
            for again in &entries[1..] {
                let first = first_of.entry(*again).or_insert((by, entries[0]));
                *first = (*first).min((by, entries[0]));
            }
        }
        let problem = |(again, (by, first))| {
            let name = self.seen.name(again).map(str::to_owned);
            let first = self.place(first);
            Diagnostic {
                kind: DiagnosticKind::SamePerson { name, by, first },
                at: self.source(again).origin.location(self.seen.position(again)),
            }
        };
        first_of.into_iter().map(problem).collect()
    }

    /// All but the latest entry of each person, with sentences that say so.
    pub(super) fn outdated(&mut self) -> (HashSet<EntryNumber>, Vec<String>) {
        let mut latest_of = BTreeMap::new();
        for (_, entries) in self.groups() {
            let latest = self.latest(&entries);
            let others = entries.into_iter().filter(|entry| *entry != latest);
            latest_of.extend(others.map(|entry| (entry, latest)));
        }
        let shown = latest_of.iter().take(SHOWN_AT_MOST);
        let mut notes: Vec<_> =
            shown.map(|(entry, latest)| self.left_out(*entry, *latest)).collect();
        if let Some(more @ 1..) = latest_of.len().checked_sub(SHOWN_AT_MOST) {
            notes.push(format!("{more} more are left out for later ones"));
        }
        (latest_of.into_keys().collect(), notes)
    }

    /// The latest by the time where every entry of the sources has one, else by the position, as
    /// it is of those with the same time.
    fn latest(&self, entries: &[EntryNumber]) -> EntryNumber {
        let by_time = entries.iter().all(|entry| self.source(*entry).has_times);
        let time = |entry: &EntryNumber| self.seen.time(*entry).filter(|_| by_time);
        entries.iter().copied().max_by_key(time).unwrap_or_default()
    }

    fn left_out(&self, entry: EntryNumber, latest: EntryNumber) -> String {
        let who = self.seen.name(entry).map_or("one person".to_owned(), one_line);
        let [earlier, later] = [entry, latest].map(|entry| one_line(&self.place(entry)));
        format!("{who} answered twice: {later} counts, being later, and {earlier} is left out")
    }
}

/// Which source an entry is from.
fn index_in(sources: &[Source], entry: EntryNumber) -> usize {
    sources.partition_point(|source| source.first <= entry).saturating_sub(1)
}
