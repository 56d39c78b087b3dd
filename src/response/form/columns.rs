//! Which column of a form says what.

use super::{
    header::{Header, Kind, Title},
    roles::{Role, roles},
    title::{self, Match, Names},
};
use crate::{
    diagnostic::{DiagnosticKind, SHOWN_AT_MOST},
    grid::Row,
    questionnaire::{Question, QuestionIndex, Questionnaire, TeamIndex},
    response::{Answer, Missing},
    text::{fold, nearest},
};

/// Which column says what.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// In the questionnaire's order.
    pub(super) answers: Vec<Place<Answer>>,
    pub(super) team: Place<TeamIndex>,
    /// The team's column, where no title says that it is that.
    pub(super) team_by_values: Option<usize>,
    /// The best first.
    pub(super) names: Vec<NameColumn>,
    pub(super) emails: Vec<usize>,
    pub(super) response_id: Option<usize>,
    pub(super) time: Option<usize>,
    /// What tells that a row is nobody's.
    pub(super) states: Vec<(usize, Role)>,
    /// The columns with the reasons for an answer.
    pub(super) comments: Vec<(usize, QuestionIndex)>,
    /// Those that nothing is known of.
    pub(super) ignored: Vec<usize>,
    pub(super) is_qualtrics: bool,
}

/// Where the value for something stands.
#[derive(Debug)]
pub(super) struct Place<T> {
    /// One column; several where the form asks the same twice, or has a column for each choice.
    pub(super) columns: Vec<usize>,
    /// What a filled cell in each column says; empty where the cell's text says it.
    pub(super) choices: Vec<T>,
}

impl<T> Default for Place<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<usize>> for Place<T> {
    fn from(columns: Vec<usize>) -> Self {
        let choices = Vec::new();
        Self { columns, choices }
    }
}

/// Where a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameColumn {
    Whole(usize),
    FirstAndLast(usize, usize),
}

impl Columns {
    /// Finds the columns of a form. `head` are its first rows below the header.
    ///
    /// # Errors
    ///
    /// Every question with two columns, and those without one unless that is allowed.
    pub(super) fn find(
        header: &Header,
        head: &[Row],
        names: &Names,
        questionnaire: &Questionnaire,
        missing: Missing,
    ) -> Result<Self, Vec<DiagnosticKind>> {
        let mut finder = Finder {
            questionnaire,
            header,
            is_free: vec![true; header.titles.len()],
            problems: Vec::new(),
        };
        let answers = finder.questions(names, missing);
        if !finder.problems.is_empty() {
            return Err(finder.problems);
        }
        let comments = finder.comments(&answers);
        let mut columns = finder.by_title();
        if columns.team.columns.is_empty() {
            columns.team_by_values = finder.team_by_values(head);
            columns.team = columns
                .team_by_values
                .into_iter()
                .collect::<Vec<_>>()
                .into();
        }
        let mut ignored = finder.free();
        ignored.retain(|column| header.title(*column).is_some());
        Ok(Self {
            answers,
            comments,
            ignored,
            ..columns
        })
    }
}

impl Columns {
    /// The ids of the questions that no column answers.
    pub(super) fn without(&self, questionnaire: &Questionnaire) -> Vec<String> {
        let questions = questionnaire.questions().zip(&self.answers);
        let without = questions.filter(|(_, place)| place.columns.is_empty());
        without
            .map(|((_, question), _)| question.id.clone())
            .collect()
    }
}

struct Finder<'a> {
    questionnaire: &'a Questionnaire,
    header: &'a Header,
    is_free: Vec<bool>,
    problems: Vec<DiagnosticKind>,
}

impl Finder<'_> {
    fn title(&self, column: usize) -> &Title {
        &self.header.titles[column]
    }

    fn free(&self) -> Vec<usize> {
        let columns = 0..self.is_free.len();
        columns.filter(|column| self.is_free[*column]).collect()
    }

    fn take(&mut self, columns: &[usize]) {
        for column in columns {
            self.is_free[*column] = false;
        }
    }

    /// The columns of each question, in steps from the strictest.
    fn questions(&mut self, names: &Names, missing: Missing) -> Vec<Place<Answer>> {
        let questionnaire = self.questionnaire;
        let mut places: Vec<_> = questionnaire.questions().map(|_| None).collect();
        // A question's text beats a variable's name, which Qualtrics gives by itself.
        let by_text = [Match::Exact, Match::Plain].map(|how| (how, true));
        let by_text = by_text
            .into_iter()
            .filter(|_| self.header.kind == Kind::Variable);
        for (how, is_text_only) in by_text.chain(Match::ALL.map(|how| (how, false))) {
            let mut found = vec![Vec::new(); places.len()];
            for column in self.free() {
                for question in self.asked(column, names, how, is_text_only) {
                    found[question.position()].push(column);
                }
            }
            for ((index, question), columns) in questionnaire.questions().zip(found) {
                let place = &mut places[index.position()];
                *place = place.take().or_else(|| self.place(question, columns));
            }
        }
        // A form that asks none of them is another one's, whatever is allowed.
        let is_allowed = missing == Missing::IsBlank && places.iter().any(Option::is_some);
        let questions = questionnaire.questions().zip(places);
        let place = |((_, question), place): ((_, &Question), Option<_>)| {
            place.unwrap_or_else(|| self.no_column(question, is_allowed))
        };
        questions.map(place).collect()
    }

    /// The questions that a column's title may ask.
    fn asked(
        &self,
        column: usize,
        names: &Names,
        how: Match,
        is_text_only: bool,
    ) -> Vec<QuestionIndex> {
        let title = self.title(column);
        let other = if is_text_only { "" } else { &title.other };
        let mut asked = names.asked(&title.text, how);
        asked.extend(names.asked(other, how));
        asked.sort_unstable();
        asked.dedup();
        if how != Match::Exact && !asked.is_empty() && title.texts().any(title::is_aside) {
            asked.clear();
        }
        asked
    }

    /// Where a question is answered, of the columns that may ask it.
    fn place(&mut self, question: &Question, mut columns: Vec<usize>) -> Option<Place<Answer>> {
        columns.retain(|column| self.is_free[*column]);
        let first = *columns.first()?;
        let is_other = |column: &&usize| self.title(**column).shown() != self.title(first).shown();
        if let Some(other) = columns.iter().find(is_other) {
            self.problems.push(DiagnosticKind::TwoColumns {
                what: question.id.clone(),
                headers: [first, *other].map(|column| self.title(column).shown().to_owned()),
            });
        }
        let words = self.questionnaire.words();
        let place = self
            .spread(first, |choice| words.answer(choice))
            .unwrap_or(columns.into());
        self.take(&place.columns);
        Some(place)
    }

    /// The columns of a question that has one for each choice: its own and the untitled ones
    /// behind it.
    fn spread<T>(&self, first: usize, value: impl Fn(&str) -> Option<T>) -> Option<Place<T>> {
        let titles = self.header.titles.iter().enumerate().skip(first);
        let choices =
            titles.take_while(|(column, title)| *column == first || title.text.is_empty());
        let choices = choices.filter_map(|(column, title)| Some((column, value(&title.other)?)));
        let (columns, choices): (Vec<_>, Vec<_>) = choices.unzip();
        let is_spread = self.header.kind == Kind::Choice && columns.len() > 1;
        is_spread.then_some(Place { columns, choices })
    }

    /// Where a question without a column is answered: nowhere. It is a problem unless that is
    /// allowed and no column is near to being it.
    fn no_column(&mut self, question: &Question, is_allowed: bool) -> Place<Answer> {
        let names = [&question.need, &question.question, &question.id];
        let is_shown = self.problems.len() < SHOWN_AT_MOST;
        let free = if is_shown { self.free() } else { Vec::new() };
        let titles = || free.iter().map(|column| self.title(*column).shown());
        let near = names
            .iter()
            .find_map(|name| Some((nearest(name, titles())?, name)));
        let nearest = near.map(|(title, name)| [title.to_owned(), (*name).clone()]);
        if !is_allowed || nearest.is_some() {
            let id = question.id.clone();
            self.problems.push(DiagnosticKind::NoColumn { id, nearest });
        }
        Place::default()
    }

    /// The column right behind a question's, where it asks why.
    fn comments(&mut self, answers: &[Place<Answer>]) -> Vec<(usize, QuestionIndex)> {
        let questions = self.questionnaire.questions().zip(answers);
        let behind = questions.flat_map(|((index, _), place)| {
            place.columns.iter().map(move |column| (column + 1, index))
        });
        let asks_why = |column: usize| self.title(column).texts().any(title::asks_why);
        let comments = behind
            .filter(|(column, _)| self.is_free.get(*column) == Some(&true) && asks_why(*column));
        let comments: Vec<_> = comments.collect();
        for (column, _) in &comments {
            self.is_free[*column] = false;
        }
        comments
    }

    /// Who answered and when, and what the form tool says of it.
    fn by_title(&mut self) -> Columns {
        let mut found: Vec<(Role, usize, usize)> = Vec::new();
        for column in self.free() {
            let roles = self.title(column).texts().flat_map(roles);
            found.extend(roles.map(|(role, rank)| (role, rank, column)));
        }
        found.sort_unstable();
        found.dedup_by_key(|(role, _, column)| (*role, *column));
        let all = |role| {
            found
                .iter()
                .filter(move |(of, ..)| *of == role)
                .map(|(.., column)| *column)
        };
        let (first, last) = (all(Role::FirstName).next(), all(Role::LastName).next());
        let both = first
            .zip(last)
            .map(|(first, last)| NameColumn::FirstAndLast(first, last));
        let names = all(Role::Name).chain(first.or(last).filter(|_| both.is_none()));
        let states = [Role::Status, Role::Finished, Role::Submitted];
        let columns = Columns {
            names: names.map(NameColumn::Whole).chain(both).collect(),
            team: self.team(all(Role::Team).collect()),
            emails: all(Role::Email).collect(),
            response_id: all(Role::ResponseId).next(),
            time: all(Role::Time).next(),
            states: states
                .into_iter()
                .flat_map(|role| all(role).map(move |column| (column, role)))
                .collect(),
            is_qualtrics: self.is_qualtrics(),
            ..Columns::default()
        };
        let used = found
            .iter()
            .filter(|(role, ..)| *role != Role::Team)
            .map(|(.., column)| *column);
        self.take(
            &used
                .chain(columns.team.columns.iter().copied())
                .collect::<Vec<_>>(),
        );
        columns
    }

    fn is_qualtrics(&self) -> bool {
        let mut titles = self.header.titles.iter().flat_map(Title::texts);
        titles.any(|title| title::compact(title) == "recordeddate")
    }

    /// The best column for the team, with those of the same title.
    fn team(&self, mut columns: Vec<usize>) -> Place<TeamIndex> {
        let Some(first) = columns.first().copied() else {
            return Place::default();
        };
        columns.retain(|column| self.title(*column).text == self.title(first).text);
        let team = |name: &str| self.questionnaire.team(&fold(name));
        self.spread(first, team).unwrap_or(columns.into())
    }

    /// The one free column whose every filled cell is a team.
    fn team_by_values(&mut self, head: &[Row]) -> Option<usize> {
        let is_team = |name: &str| self.questionnaire.team(&fold(name)).is_some();
        let holds_teams = |column: &usize| {
            let cells = head.iter().map(|row| row.cell(*column));
            let mut filled = cells.filter(|cell| !cell.is_empty()).peekable();
            filled.peek().is_some() && filled.all(is_team)
        };
        let found: Vec<usize> = self.free().into_iter().filter(holds_teams).collect();
        let [column] = found[..] else {
            return None;
        };
        self.take(&found);
        Some(column)
    }
}
