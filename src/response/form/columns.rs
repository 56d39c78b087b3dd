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
    /// The best first; a first and a last name may stand in two columns.
    pub(super) names: Vec<Vec<usize>>,
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

/// Where the value for something stands: in one column, or in several where the form asks the same
/// twice or has one for each choice. Beside each is what a filled cell in it says, where that is
/// not for its text to say.
pub(super) type Place<T> = Vec<(usize, Option<T>)>;

fn place<T>(columns: impl IntoIterator<Item = usize>) -> Place<T> {
    columns.into_iter().map(|column| (column, None)).collect()
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
        if columns.team.is_empty() {
            columns.team_by_values = finder.team_by_values(head);
            columns.team = place(columns.team_by_values);
        }
        let mut ignored = finder.free();
        ignored.retain(|column| header.title(*column).is_some());
        Ok(Self { answers, comments, ignored, ..columns })
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

    fn take(&mut self, columns: impl IntoIterator<Item = usize>) {
        columns.into_iter().for_each(|column| self.is_free[column] = false);
    }

    /// The columns of each question, in steps from the strictest.
    fn questions(&mut self, names: &Names, missing: Missing) -> Vec<Place<Answer>> {
        let questionnaire = self.questionnaire;
        let mut places: Vec<_> = questionnaire.questions().map(|_| None).collect();
        // A question's text beats a variable's name, which Qualtrics gives by itself.
        let mut steps = [Match::Exact, Match::Plain].map(|how| (how, true)).to_vec();
        steps.retain(|_| self.header.kind == Kind::Variable);
        steps.extend(Match::ALL.map(|how| (how, false)));
        for (how, is_text_only) in steps {
            let mut found = vec![Vec::new(); places.len()];
            for column in self.free() {
                for question in self.asked(column, names, how, is_text_only) {
                    found[question.position()].push(column);
                }
            }
            for (((_, question), columns), place) in
                questionnaire.questions().zip(found).zip(&mut places)
            {
                *place = place.take().or_else(|| self.place(question, columns));
            }
        }
        // A form that asks none of them is another one's, whatever is allowed.
        let is_allowed = missing == Missing::IsBlank && places.iter().any(Option::is_some);
        for ((_, question), _) in
            questionnaire.questions().zip(&places).filter(|(_, place)| place.is_none())
        {
            self.no_column(question, is_allowed);
        }
        places.into_iter().map(Option::unwrap_or_default).collect()
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
        let words = &self.questionnaire.words;
        let spread = self.spread(first, |choice| words.answer(choice));
        let place = spread.unwrap_or_else(|| place(columns));
        self.take(place.iter().map(|(column, _)| *column));
        Some(place)
    }

    /// The columns of a question that has one for each choice: its own and the untitled ones
    /// behind it.
    fn spread<T>(&self, first: usize, value: impl Fn(&str) -> Option<T>) -> Option<Place<T>> {
        let titles = self.header.titles.iter().enumerate().skip(first);
        let titles = titles.take_while(|(column, title)| *column == first || title.text.is_empty());
        let choices = titles.map(|(column, title)| (column, value(&title.other)));
        let place: Place<T> = choices.filter(|(_, choice)| choice.is_some()).collect();
        (self.header.kind == Kind::Choice && place.len() > 1).then_some(place)
    }

    /// A question without a column is a problem unless that is allowed and no column is near to
    /// being it.
    fn no_column(&mut self, question: &Question, is_allowed: bool) {
        let is_shown = self.problems.len() < SHOWN_AT_MOST;
        let free = if is_shown { self.free() } else { Vec::new() };
        let titles = || free.iter().map(|column| self.title(*column).shown());
        let mut names = [&question.need, &question.question, &question.id].into_iter();
        let near = |name: &String| Some([nearest(name, titles())?.to_owned(), name.clone()]);
        let nearest = names.find_map(near);
        if !is_allowed || nearest.is_some() {
            let id = question.id.clone();
            self.problems.push(DiagnosticKind::NoColumn { id, nearest });
        }
    }

    /// The column right behind a question's, where it asks why.
    fn comments(&mut self, answers: &[Place<Answer>]) -> Vec<(usize, QuestionIndex)> {
        let questions = self.questionnaire.questions().zip(answers);
        let behind = questions.flat_map(|((index, _), place)| {
            place.iter().map(move |(column, _)| (column + 1, index))
        });
        let asks_why = |(column, _): &(usize, QuestionIndex)| {
            self.is_free.get(*column) == Some(&true)
                && self.title(*column).texts().any(title::asks_why)
        };
        let comments: Vec<_> = behind.filter(asks_why).collect();
        self.take(comments.iter().map(|(column, _)| *column));
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
            let of = found.iter().filter(move |(of, ..)| *of == role);
            of.map(|(.., column)| *column)
        };
        let mut names: Vec<_> = all(Role::Name).map(|column| vec![column]).collect();
        let parts = all(Role::FirstName).take(1).chain(all(Role::LastName).take(1));
        names.extend(Some(parts.collect::<Vec<_>>()).filter(|parts| !parts.is_empty()));
        let is_state =
            |role: &Role| matches!(role, Role::Status | Role::Finished | Role::Submitted);
        let states = found.iter().filter(|(role, ..)| is_state(role));
        let mut titles = self.header.titles.iter().flat_map(Title::texts);
        let columns = Columns {
            names,
            team: self.team(all(Role::Team).collect()),
            emails: all(Role::Email).collect(),
            response_id: all(Role::ResponseId).next(),
            time: all(Role::Time).next(),
            states: states.map(|(role, _, column)| (*column, *role)).collect(),
            is_qualtrics: titles.any(|title| title::compact(title) == "recordeddate"),
            ..Columns::default()
        };
        let used = found.iter().filter(|(role, ..)| *role != Role::Team);
        self.take(used.map(|(.., column)| *column));
        self.take(columns.team.iter().map(|(column, _)| *column));
        columns
    }

    /// The best column for the team, with those of the same title.
    fn team(&self, mut columns: Vec<usize>) -> Place<TeamIndex> {
        let Some(first) = columns.first().copied() else {
            return Vec::new();
        };
        columns.retain(|column| self.title(*column).text == self.title(first).text);
        let team = |name: &str| self.questionnaire.team(&fold(name));
        self.spread(first, team).unwrap_or_else(|| place(columns))
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
        self.take([column]);
        Some(column)
    }
}
