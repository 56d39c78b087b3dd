//! Which column of a form says what.

use std::{collections::BTreeSet, mem};

use super::{
    Source,
    header::{Header, Kind, Title},
    roles::{Role, roles},
    time,
    title::{self, Match, Names},
};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics},
    grid::Row,
    questionnaire::{Question, QuestionIndex},
    response::Missing,
    text::nearest,
};

/// Which column says what.
#[derive(Default)]
pub(super) struct Columns {
    /// In the questionnaire's order.
    pub(super) answers: Vec<Place>,
    pub(super) team: Place,
    /// Whether the team's column has a title that does not say so.
    pub(super) is_team_by_values: bool,
    /// The best first.
    pub(super) names: Vec<usize>,
    /// A first and a last name, where they stand in two columns.
    pub(super) name_parts: Vec<usize>,
    pub(super) emails: Vec<usize>,
    pub(super) response_id: Option<usize>,
    pub(super) time: Option<usize>,
    /// Whether `3/4/2026` is the third of April.
    pub(super) is_day_first: bool,
    /// What tells that a row is nobody's.
    pub(super) states: Vec<(usize, Role)>,
    /// The columns with the reasons for an answer.
    pub(super) comments: Vec<(usize, QuestionIndex)>,
    /// Those that nothing is known of.
    pub(super) ignored: Vec<usize>,
    pub(super) is_qualtrics: bool,
}

/// Where the value for something stands: in one column, or in several where the form asks the same
/// twice.
#[derive(Clone, Default)]
pub(super) struct Place {
    pub(super) columns: Vec<usize>,
    /// Whether each column is one choice, and which of them is filled is the value.
    pub(super) is_spread: bool,
}

impl Columns {
    /// Finds the columns of a form, of which `below` are the first rows under the header.
    ///
    /// # Errors
    ///
    /// Every question with two columns, and those without one unless that is allowed.
    pub(super) fn find(
        source: Source<'_>,
        header: &Header,
        below: &[Row],
        names: &Names,
    ) -> Result<Self, Diagnostics> {
        let is_free = vec![true; header.titles.len()];
        let mut finder = Finder { source, header, is_free, problems: Diagnostics::default() };
        let answers = finder.questions(names);
        mem::take(&mut finder.problems).into_result(())?;
        let comments = finder.comments(&answers);
        let is_titled = |column: &usize| !header.shown(*column).is_empty();
        let mut columns = Self { answers, comments, ..finder.by_title() };
        if columns.team.columns.is_empty() {
            columns.team.columns.extend(finder.team_by_values(below));
            columns.is_team_by_values = columns.team.columns.iter().any(is_titled);
        }
        if let Some(column) = columns.time {
            columns.is_day_first = time::is_day_first(below.iter().map(|row| row.cell(column)));
        }
        columns.ignored = finder.free().into_iter().filter(is_titled).collect();
        Ok(columns)
    }
}

struct Finder<'a> {
    source: Source<'a>,
    header: &'a Header,
    is_free: Vec<bool>,
    problems: Diagnostics,
}

impl Finder<'_> {
    fn title(&self, column: usize) -> &Title {
        &self.header.titles[column]
    }

    fn free(&self) -> Vec<usize> {
        let columns = 0..self.is_free.len();
        columns.filter(|column| self.is_free[*column]).collect()
    }

    fn take<'c>(&mut self, columns: impl IntoIterator<Item = &'c usize>) {
        columns.into_iter().for_each(|column| self.is_free[*column] = false);
    }

    /// The columns of each question, in steps from the strictest.
    fn questions(&mut self, names: &Names) -> Vec<Place> {
        let questions = || self.source.questionnaire.questions();
        let mut places = vec![Place::default(); questions().len()];
        // A question's text beats a variable's name, which Qualtrics gives by itself.
        let texts = [Match::Exact, Match::Plain].map(|how| (how, true)).into_iter();
        let texts = texts.filter(|_| self.header.kind == Kind::Variable);
        for (how, is_text_only) in texts.chain(Match::ALL.map(|how| (how, false))) {
            let mut found = vec![Vec::new(); places.len()];
            for column in self.free() {
                for question in self.asked(column, names, how, is_text_only) {
                    found[question.position()].push(column);
                }
            }
            for ((place, columns), (_, question)) in places.iter_mut().zip(found).zip(questions()) {
                if place.columns.is_empty() {
                    *place = self.place(question, columns);
                }
            }
        }
        // A form that asks none of them is another one's, whatever is allowed.
        let is_allowed = self.source.missing == Missing::IsBlank
            && places.iter().any(|place| !place.columns.is_empty());
        for (place, (_, question)) in places.iter().zip(questions()) {
            if place.columns.is_empty() {
                self.no_column(question, is_allowed);
            }
        }
        places
    }

    /// The questions that a column's title may ask.
    fn asked(
        &self,
        column: usize,
        names: &Names,
        how: Match,
        is_text_only: bool,
    ) -> BTreeSet<QuestionIndex> {
        let title = self.title(column);
        let mut asked = names.asked(&title.text, how);
        if !is_text_only {
            asked.extend(names.asked(&title.other, how));
        }
        if how != Match::Exact && !asked.is_empty() && title.texts().any(title::is_aside) {
            asked.clear();
        }
        asked
    }

    /// Where a question is answered, of the columns that may ask it.
    fn place(&mut self, question: &Question, mut columns: Vec<usize>) -> Place {
        columns.retain(|column| self.is_free[*column]);
        let Some(first) = columns.first().copied() else {
            return Place::default();
        };
        let shown = |column: &usize| self.header.shown(*column);
        if let Some(other) = columns.iter().find(|column| shown(column) != shown(&first)) {
            let headers = [&first, other].map(|column| shown(column).to_owned());
            let what = question.id.clone();
            let kind = DiagnosticKind::TwoColumns { what, headers };
            self.problems.push(self.source.problem(self.header.place, "", kind));
        }
        let words = &self.source.questionnaire.words;
        let place = self.spread(columns, |choice| words.answer(choice).is_some());
        self.take(&place.columns);
        place
    }

    /// The columns of what has one for each choice: its own and the untitled ones behind it; else
    /// these columns.
    fn spread(&self, columns: Vec<usize>, is_choice: impl Fn(&str) -> bool) -> Place {
        let titles = self.header.titles.iter().enumerate().skip(columns[0]);
        let titles =
            titles.take_while(|(column, title)| *column == columns[0] || title.text.is_empty());
        let choices = titles.filter(|(_, title)| is_choice(&title.other));
        let choices: Vec<_> = choices.map(|(column, _)| column).collect();
        match self.header.kind == Kind::Choice && choices.len() > 1 {
            true => Place { columns: choices, is_spread: true },
            false => Place { columns, is_spread: false },
        }
    }

    /// A question without a column is a problem unless that is allowed and no column is near to
    /// being it.
    fn no_column(&mut self, question: &Question, is_allowed: bool) {
        let (source, header, free) = (self.source, self.header, self.free());
        let titles = || free.iter().map(|column| header.shown(*column));
        let near = |name: &String| Some([nearest(name, titles())?.to_owned(), name.clone()]);
        let names = [&question.need, &question.question, &question.id];
        let nearest = || names.into_iter().find_map(near);
        if is_allowed && nearest().is_none() {
            return;
        }
        self.problems.add(|| {
            let kind = DiagnosticKind::NoColumn { id: question.id.clone(), nearest: nearest() };
            source.problem(header.place, "", kind)
        });
    }

    /// The column right behind a question's, where it asks why.
    fn comments(&mut self, answers: &[Place]) -> Vec<(usize, QuestionIndex)> {
        let questions = self.source.questionnaire.questions().zip(answers);
        let behind = questions.flat_map(|((index, _), place)| {
            place.columns.iter().map(move |column| (column + 1, index))
        });
        let asks_why = |(column, _): &(usize, QuestionIndex)| {
            self.is_free.get(*column) == Some(&true)
                && self.title(*column).texts().any(title::asks_why)
        };
        let comments: Vec<_> = behind.filter(asks_why).collect();
        self.take(comments.iter().map(|(column, _)| column));
        comments
    }

    /// Who answered and when, and what the form tool says of it.
    fn by_title(&mut self) -> Columns {
        let of_column = |column: usize| {
            let roles = self.title(column).texts().flat_map(roles);
            roles.map(move |(role, rank)| (role, rank, column))
        };
        let found: BTreeSet<_> = self.free().into_iter().flat_map(of_column).collect();
        let all = |role| {
            let of = found.iter().filter(move |(of, ..)| *of == role);
            of.map(|(.., column)| *column)
        };
        let name_parts = all(Role::FirstName).take(1).chain(all(Role::LastName).take(1));
        let is_state =
            |role: &Role| matches!(role, Role::Status | Role::Finished | Role::Submitted);
        let states = found.iter().filter(|(role, ..)| is_state(role));
        let mut titles = self.header.titles.iter().flat_map(Title::texts);
        let columns = Columns {
            names: all(Role::Name).collect(),
            name_parts: name_parts.collect(),
            team: self.team(all(Role::Team).collect()),
            emails: all(Role::Email).collect(),
            response_id: all(Role::ResponseId).next(),
            time: all(Role::Time).next(),
            states: states.map(|(role, _, column)| (*column, *role)).collect(),
            is_qualtrics: titles.any(|title| title::compact(title) == "recordeddate"),
            ..Columns::default()
        };
        let used = found.iter().filter(|(role, ..)| *role != Role::Team);
        self.take(used.map(|(.., column)| column).chain(&columns.team.columns));
        columns
    }

    /// The best column for the team, with those of the same title.
    fn team(&self, mut columns: Vec<usize>) -> Place {
        let Some(first) = columns.first().copied() else {
            return Place::default();
        };
        columns.retain(|column| self.title(*column).text == self.title(first).text);
        self.spread(columns, |choice| self.is_team(choice))
    }

    fn is_team(&self, name: &str) -> bool {
        self.source.questionnaire.team(name).is_some()
    }

    /// The one free column whose every filled cell is a team.
    fn team_by_values(&mut self, below: &[Row]) -> Option<usize> {
        let holds_teams = |column: &usize| {
            let cells = below.iter().map(|row| row.cell(*column));
            let mut filled = cells.filter(|cell| !cell.is_empty()).peekable();
            filled.peek().is_some() && filled.all(|cell| self.is_team(cell))
        };
        let found: Vec<usize> = self.free().into_iter().filter(holds_teams).collect();
        let [column] = found[..] else {
            return None;
        };
        self.take([&column]);
        Some(column)
    }
}
