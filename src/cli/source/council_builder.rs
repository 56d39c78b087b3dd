//! Entries of all sources put into one tally, nobody's twice.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
    mem,
};

use jiff::civil::DateTime;

use crate::{
    council::{NAMED_AT_MOST, Tally},
    diagnostic::{
        Diagnostic, DiagnosticKind, Diagnostics, Location, SHOWN_AT_MOST, SameBy, SourceText, Span,
    },
    grid::RowPlace,
    questionnaire::Questionnaire,
    response::{Entry, Respondent, Response},
    text::{fold, one_line},
};

pub(super) struct CouncilBuilder<'q> {
    pub(super) questionnaire: &'q Questionnaire,
    pub(super) tally: Tally<'q>,
    /// A problem for each name that is not on the questionnaire's list.
    pub(super) unknown: Diagnostics,
    /// Entries whose person answered again later; known from a first reading.
    pub(super) skipped: BTreeMap<Place, Place>,
    sources: Vec<Source>,
    /// What tells each entry from others. Two million named rows must fit in 130 MiB, so of a name
    /// only a hash is kept, in a list that is sorted at the end: half the memory of a hash map.
    marks: Vec<Mark>,
    /// The names of the first [`NAMED_AT_MOST`] entries that have one, for messages.
    names: HashMap<Place, String>,
    /// In the order of reading; kept for whoever will ask for the later of two answers.
    times: Option<Vec<(Place, DateTime)>>,
}

struct Source {
    origin: Origin,
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

/// Where an entry stands: in which source, counted from 0, and where in it. Four billion rows are
/// more than any source has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    source: u32,
    row: u32,
    line: u32,
}

impl Place {
    fn new(source: usize, place: RowPlace) -> Self {
        let short = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let [row, line] = [place.row, place.line].map(short);
        Self { source: short(source as u64), row, line }
    }
}

/// Twenty-four bytes: with the hash as a `u64` it would be 32.
#[derive(Clone, Copy)]
struct Mark {
    hash: [u8; 8],
    place: Place,
    /// The team of a name, counted from 1; 0 without one, and for what is no name.
    team: u8,
    by: SameBy,
}

impl<'q> CouncilBuilder<'q> {
    /// An empty council. `keeps_times` is for whoever will ask for the later of two answers.
    pub(super) fn new(questionnaire: &'q Questionnaire, keeps_times: bool) -> Self {
        Self {
            questionnaire,
            tally: Tally::new(questionnaire),
            unknown: Diagnostics::default(),
            skipped: BTreeMap::new(),
            sources: Vec::new(),
            marks: Vec::new(),
            names: HashMap::new(),
            times: keeps_times.then(Vec::new),
        }
    }

    /// Begins another source, from which are the entries that are added with its number.
    pub(super) fn begin(&mut self, origin: Origin) -> usize {
        self.sources.push(Source { origin, has_times: true });
        self.sources.len() - 1
    }

    /// Adds one respondent's answers and notes, if the questionnaire does not expect others.
    pub(super) fn add(&mut self, source: usize, entry: &Entry<'_>) {
        let place = Place::new(source, entry.place);
        let Some(response) = self.expected(entry.response) else {
            return self.refuse(place, entry.response);
        };
        self.sources[source].has_times &= entry.time.is_some();
        if self.skipped.contains_key(&place) {
            return;
        }
        if self.skipped.is_empty() {
            self.mark(place, entry, &response.respondent);
        }
        if let Some(time) = entry.time {
            self.tally.add_date(time.date());
        }
        self.tally.add(&response);
    }

    /// The response of whoever may answer. The questionnaire's `people` say in which team
    /// everybody is.
    fn expected<'r>(&self, response: &'r Response) -> Option<Cow<'r, Response>> {
        let name = response.respondent.name.as_deref();
        let Some(name) = name.filter(|_| !self.questionnaire.people.is_empty()) else {
            return Some(Cow::Borrowed(response));
        };
        let team = Some(self.questionnaire.person(name)?.team);
        let mut response = Cow::Borrowed(response);
        if response.respondent.team != team {
            response.to_mut().respondent.team = team;
        }
        Some(response)
    }

    fn refuse(&mut self, place: Place, response: &Response) {
        let at = self.location(place);
        let name = response.respondent.name.clone().unwrap_or_default();
        let nearest = || self.questionnaire.nearest_person(&name);
        self.unknown.add(|| {
            let kind = DiagnosticKind::UnknownPerson { nearest: nearest(), name: name.clone() };
            Diagnostic { kind, at }
        });
    }

    /// Keeps what tells an entry from others, if anything does.
    fn mark(&mut self, place: Place, entry: &Entry<'_>, who: &Respondent) {
        let before = self.marks.len();
        let mut mark = |by: SameBy, team: usize, text: &str| {
            let mut hasher = DefaultHasher::new();
            (by as u8, text).hash(&mut hasher);
            let hash = hasher.finish().to_ne_bytes();
            // There are at most 100 teams.
            let team = u8::try_from(team).unwrap_or(u8::MAX);
            self.marks.push(Mark { hash, place, team, by });
        };
        if let Some(name) = who.name.as_deref().filter(|name| !name.is_empty()) {
            mark(SameBy::Name, who.team.map_or(0, |team| 1 + team.position()), &fold(name));
            if (self.names.len() as u64) < NAMED_AT_MOST {
                self.names.insert(place, name.to_owned());
            }
        }
        if let Some(email) = entry.email {
            mark(SameBy::Email, 0, &fold(email));
        }
        if let Some(id) = entry.response_id {
            mark(SameBy::ResponseId, 0, id);
        }
        if let (Some(times), Some(time)) = (&mut self.times, entry.time)
            && self.marks.len() > before
        {
            times.push((place, time));
        }
    }

    fn source(&self, place: Place) -> &Source {
        &self.sources[place.source as usize]
    }

    fn location(&self, place: Place) -> Location {
        let [row, line] = [place.row, place.line].map(u64::from);
        match &self.source(place).origin {
            Origin::Document(name) => Location::File(name.clone()),
            Origin::Lines(text) => Location::Line(text.clone(), name_span(text, place.line)),
            Origin::Table(file) => Location::Cell { file: file.clone(), row, line, column: None },
        }
    }

    /// The entries of each person who has several, each person's in the order of reading. One name
    /// is one person's in one team and, since a team is easily mistaken, in one table.
    fn groups(&mut self) -> Vec<(SameBy, Vec<Place>)> {
        let mut marks = mem::take(&mut self.marks);
        marks.sort_unstable_by_key(|mark| mark.hash);
        let mut groups = Vec::new();
        let alike = marks.chunk_by(|one, other| one.hash == other.hash);
        for alike in alike.filter(|alike| alike.len() > 1) {
            let mut people: BTreeMap<_, Vec<_>> = BTreeMap::new();
            for Mark { place, team, .. } in alike {
                people.entry(Ok(*team)).or_default().push(*place);
                if matches!(self.source(*place).origin, Origin::Table(_)) {
                    people.entry(Err(place.source)).or_default().push(*place);
                }
            }
            let several = people.into_values().filter(|places| places.len() > 1);
            groups.extend(several.map(|mut places| {
                places.sort_unstable();
                (alike[0].by, places)
            }));
        }
        groups
    }

    /// A problem for everybody's second answer.
    pub(super) fn repetitions(&mut self) -> Diagnostics {
        let mut first_of = BTreeMap::new();
        for (by, places) in self.groups() {
            for again in &places[1..] {
                let first = first_of.entry(*again).or_insert((by, places[0]));
                *first = (*first).min((by, places[0]));
            }
        }
        let problem = |(again, (by, first))| {
            let name = self.names.get(&again).cloned();
            let first = self.location(first).to_string();
            let kind = DiagnosticKind::SamePerson { name, by, first };
            Diagnostic { kind, at: self.location(again) }
        };
        first_of.into_iter().map(problem).collect()
    }

    /// All but the latest entry of each person, each with the latest.
    pub(super) fn outdated(&mut self) -> BTreeMap<Place, Place> {
        let mut latest_of = BTreeMap::new();
        for (_, places) in self.groups() {
            if let Some(latest) = self.latest(&places) {
                let others = places.into_iter().filter(|place| *place != latest);
                latest_of.extend(others.map(|place| (place, latest)));
            }
        }
        latest_of
    }

    /// The latest by the time where every entry of the sources has one, else by the position, as
    /// it is of those with the same time.
    fn latest(&self, places: &[Place]) -> Option<Place> {
        let by_time = places.iter().all(|place| self.source(*place).has_times);
        let times = self.times.as_deref().filter(|_| by_time).unwrap_or_default();
        let time = |place: &Place| {
            let found = times.binary_search_by_key(place, |(place, _)| *place).ok();
            found.map(|index| times[index].1)
        };
        places.iter().copied().max_by_key(time)
    }

    /// Says what is left out.
    pub(super) fn notes(&self, outdated: &BTreeMap<Place, Place>) -> Vec<String> {
        let shown = outdated.iter().take(SHOWN_AT_MOST);
        let mut notes: Vec<_> = shown
            .map(|(earlier, later)| {
                let who = self.names.get(earlier).map_or("one person".to_owned(), |n| one_line(n));
                let [earlier, later] = [earlier, later].map(|place| self.location(*place));
                format!(
                    "{who} answered twice: {later} counts, being later, and {earlier} is left out"
                )
            })
            .collect();
        if let Some(more @ 1..) = outdated.len().checked_sub(SHOWN_AT_MOST) {
            notes.push(format!("{more} more are left out for later ones"));
        }
        notes
    }
}

/// What stands before the colon in a line of answers.
fn name_span(text: &SourceText, line: u32) -> Span {
    let line = line as usize;
    let name = text.as_str().lines().nth(line.saturating_sub(1));
    let name = name.and_then(|line| line.split(':').next());
    Span { line, column: 1, length: name.map_or(0, |name| name.chars().count()) }
}
