//! Entries of all sources put into one tally, nobody's twice.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap, HashSet},
};

use super::seen::{EntryNumber, SeenNames};
use crate::{
    council::{Tally, TeamCounts},
    diagnostic::{
        Diagnostic, DiagnosticKind, Diagnostics, Location, SHOWN_AT_MOST, SameBy, SourceText, Span,
    },
    questionnaire::{PersonIndex, QuestionIndex, Questionnaire},
    response::{Entry, EntryPosition, Respondent},
    text::{fold, nearest, one_line},
};

/// Builds a council's tally from entries.
pub(super) struct CouncilBuilder<'q> {
    questionnaire: &'q Questionnaire,
    /// The people who are expected, by folded name.
    people: HashMap<String, PersonIndex>,
    unknown_people: usize,
    tally: Tally<'q>,
    seen: SeenNames,
    /// In the order of reading.
    sources: Vec<Source>,
    /// Entries whose person answered again later; known from a first reading.
    skipped: HashSet<EntryNumber>,
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
#[derive(Clone)]
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

    /// The place in a sentence.
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
    Span {
        line,
        column: 1,
        length: name.map_or(0, |name| name.chars().count()),
    }
}

impl<'q> CouncilBuilder<'q> {
    /// An empty council. `keeps_times` is for whoever will ask for the later of two answers.
    pub(super) fn new(questionnaire: &'q Questionnaire, keeps_times: bool) -> Self {
        Self {
            questionnaire,
            people: questionnaire
                .people()
                .map(|(index, person)| (fold(&person.name), index))
                .collect(),
            unknown_people: 0,
            tally: Tally::new(questionnaire),
            seen: SeenNames::default(),
            sources: Vec::new(),
            skipped: HashSet::new(),
            keeps_times,
        }
    }

    /// An empty council for a second reading, which passes these entries over.
    pub(super) fn without(questionnaire: &'q Questionnaire, skipped: HashSet<EntryNumber>) -> Self {
        Self {
            skipped,
            ..Self::new(questionnaire, false)
        }
    }

    /// Begins another source; what is added from now on is from there.
    pub(super) fn begin(&mut self, origin: Origin) {
        self.sources.push(Source {
            origin,
            first: self.seen.count(),
            has_times: true,
        });
    }

    /// Adds one respondent's answers and notes.
    ///
    /// # Errors
    ///
    /// A name that the questionnaire does not expect.
    pub(super) fn add(&mut self, entry: &Entry<'_>) -> Result<(), Diagnostic> {
        let respondent = self.expected(entry)?;
        let entry = Entry {
            respondent: &respondent,
            ..*entry
        };
        if let Some(source) = self.sources.last_mut() {
            source.has_times &= entry.time.is_some();
        }
        let number = self.seen.enter(&entry, self.keeps_times);
        if !number.is_some_and(|number| self.skipped.contains(&number)) {
            if let Some(time) = entry.time {
                self.tally.add_date(time.date());
            }
            self.tally
                .add_answers(&respondent, entry.answers, entry.notes);
        }
        Ok(())
    }

    pub(super) fn add_counts(&mut self, counts: &TeamCounts) {
        self.tally.add_counts(counts);
    }

    pub(super) fn add_note(&mut self, question: QuestionIndex, writer: &Respondent, text: &str) {
        self.tally.add_note(question, writer, text);
    }

    /// The respondent with the team that the questionnaire's `people` say.
    fn expected<'e>(&mut self, entry: &Entry<'e>) -> Result<Cow<'e, Respondent>, Diagnostic> {
        let respondent = Cow::Borrowed(entry.respondent);
        let Some(name) = respondent
            .name
            .as_deref()
            .filter(|_| !self.people.is_empty())
        else {
            return Ok(respondent);
        };
        match self.people.get(&fold(name)) {
            None => Err(self.unknown(name, entry.position)),
            Some(person) => Ok(Cow::Owned(Respondent {
                team: Some(self.questionnaire[*person].team),
                name: Some(name.to_owned()),
            })),
        }
    }

    /// A near name is looked for only while problems are shown: it takes time for each.
    fn unknown(&mut self, name: &str, position: EntryPosition) -> Diagnostic {
        self.unknown_people += 1;
        let people = self
            .questionnaire
            .people()
            .map(|(_, person)| person.name.as_str());
        let is_shown = self.unknown_people <= SHOWN_AT_MOST;
        let kind = DiagnosticKind::UnknownPerson {
            name: name.to_owned(),
            nearest: is_shown
                .then(|| nearest(name, people))
                .flatten()
                .map(str::to_owned),
        };
        let source = self.sources.last();
        let at = source.map_or(Location::Nowhere, |source| source.origin.location(position));
        Diagnostic { kind, at }
    }

    fn source_index(&self, entry: EntryNumber) -> usize {
        let after = self.sources.partition_point(|source| source.first <= entry);
        after.saturating_sub(1)
    }

    fn source(&self, entry: EntryNumber) -> &Source {
        &self.sources[self.source_index(entry)]
    }

    fn place(&self, entry: EntryNumber) -> String {
        self.source(entry).origin.place(self.seen.position(entry))
    }

    /// The entries of each person who has several.
    fn groups(&mut self) -> Vec<(SameBy, Vec<EntryNumber>)> {
        let mut seen = std::mem::take(&mut self.seen);
        let groups = seen.groups(|entry| {
            let index = self.source_index(entry);
            matches!(self.sources[index].origin, Origin::Table(_)).then_some(index)
        });
        self.seen = seen;
        groups
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
        let problem = |(again, (by, first))| Diagnostic {
            kind: DiagnosticKind::SamePerson {
                name: self.seen.name(again).map(str::to_owned),
                by,
                first: self.place(first),
            },
            at: self
                .source(again)
                .origin
                .location(self.seen.position(again)),
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
        let notes = shown.map(|(entry, latest)| self.left_out(*entry, *latest));
        let more = latest_of.len().saturating_sub(SHOWN_AT_MOST);
        let more = (more > 0).then(|| format!("{more} more are left out for later ones"));
        let notes = notes.chain(more).collect();
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
        let who = self
            .seen
            .name(entry)
            .map_or("one person".to_owned(), one_line);
        let [earlier, later] = [entry, latest].map(|entry| one_line(&self.place(entry)));
        format!("{who} answered twice: {later} counts, being later, and {earlier} is left out")
    }

    pub(super) fn finish(self) -> Tally<'q> {
        self.tally
    }
}
