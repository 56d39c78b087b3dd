//! Which column of a form says what.

use super::{
    header::{Header, Kind, Title},
    roles::{self, Role},
    title::{self, Match, Names},
};
use crate::{
    diagnostic::{DiagnosticKind, SHOWN_AT_MOST},
    grid::Row,
    questionnaire::{Question, QuestionIndex, Questionnaire, TeamIndex},
    response::Answer,
    text::{fold, nearest},
};

/// Which column says what.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// In the questionnaire's order.
    pub(super) answers: Vec<Source<Answer>>,
    pub(super) team: Source<TeamIndex>,
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
pub(super) struct Source<T> {
    /// One column; several where the form asks the same twice, or has a column for each choice.
    pub(super) columns: Vec<usize>,
    /// What a filled cell in each column says; empty where the cell's text says it.
    pub(super) choices: Vec<T>,
}

impl<T> Default for Source<T> {
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

impl<T> Source<T> {
    fn of(columns: Vec<usize>) -> Self {
        Self {
            columns,
            choices: Vec::new(),
        }
    }
}

/// Where a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameColumn {
    Whole(usize),
    FirstAndLast(usize, usize),
}

/// Finds the columns of a form. `head` are its first rows below the header.
///
/// # Errors
///
/// Every question without a column or with two.
pub(super) fn find(
    header: &Header,
    head: &[Row],
    names: &Names,
    questionnaire: &Questionnaire,
) -> Result<Columns, Vec<DiagnosticKind>> {
    let mut finder = Finder {
        questionnaire,
        header,
        is_free: vec![true; header.titles.len()],
        problems: Vec::new(),
    };
    let answers = finder.questions(names);
    if !finder.problems.is_empty() {
        return Err(finder.problems);
    }
    let mut columns = Columns {
        answers,
        ..Columns::default()
    };
    finder.comments(&mut columns);
    finder.roles(&mut columns);
    if columns.team.columns.is_empty() {
        columns.team_by_values = finder.team_by_values(head);
        columns.team = Source::of(columns.team_by_values.into_iter().collect());
    }
    columns.ignored = finder.rest();
    Ok(columns)
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
        columns
            .iter()
            .for_each(|column| self.is_free[*column] = false);
    }

    /// The column of each question, in steps from the strictest.
    fn questions(&mut self, names: &Names) -> Vec<Source<Answer>> {
        let mut sources: Vec<Option<Source<Answer>>> = Vec::new();
        sources.resize_with(self.questionnaire.questions().len(), || None);
        // A question's text beats a variable's name, which Qualtrics gives by itself.
        let by_text =
            (self.header.kind == Kind::TextAndName).then_some([Match::Exact, Match::Plain]);
        let steps = by_text.into_iter().flatten().map(|how| (how, true));
        for (how, text_only) in steps.chain(Match::ALL.map(|how| (how, false))) {
            let mut found = vec![Vec::new(); sources.len()];
            for column in self.free() {
                for question in self.asked(column, names, how, text_only) {
                    found[question.position()].push(column);
                }
            }
            for ((index, question), columns) in self.questionnaire.questions().zip(found) {
                let source = &mut sources[index.position()];
                if source.is_none() {
                    *source = self.source(question, &columns);
                }
            }
        }
        for ((_, question), source) in self.questionnaire.questions().zip(&sources) {
            if source.is_none() {
                self.no_column(question);
            }
        }
        sources.into_iter().flatten().collect()
    }

    /// The questions that a column's title may ask.
    fn asked(
        &self,
        column: usize,
        names: &Names,
        how: Match,
        text_only: bool,
    ) -> Vec<QuestionIndex> {
        let title = self.title(column);
        let other = Some(title.other.as_str()).filter(|_| !text_only);
        let mut asked = names.asked(&title.text, how);
        asked.extend(other.into_iter().flat_map(|other| names.asked(other, how)));
        asked.sort_unstable();
        asked.dedup();
        let is_aside = || {
            title
                .texts()
                .any(|text| title::asks_why(text) || title::is_other(text))
        };
        if how != Match::Exact && !asked.is_empty() && is_aside() {
            asked.clear();
        }
        asked
    }

    /// The source of a question's answers in the columns that may ask it, if there is one.
    fn source(&mut self, question: &Question, columns: &[usize]) -> Option<Source<Answer>> {
        let mut columns = columns.to_vec();
        columns.retain(|column| self.is_free[*column]);
        let (first, others) = columns.split_first()?;
        let other = others
            .iter()
            .find(|other| self.title(**other).text != self.title(*first).text);
        if let Some(other) = other {
            self.problems.push(DiagnosticKind::TwoColumns {
                what: question.id.clone(),
                headers: [*first, *other].map(|column| self.title(column).shown().to_owned()),
            });
            self.take(&columns);
            return Some(Source::default());
        }
        let words = self.questionnaire.words();
        let source = self
            .spread(*first, |choice| words.answer(choice))
            .unwrap_or(Source::of(columns));
        self.take(&source.columns);
        Some(source)
    }

    /// The columns of a question that has one for each choice: its own and the untitled ones
    /// behind it.
    fn spread<T>(&self, first: usize, value: impl Fn(&str) -> Option<T>) -> Option<Source<T>> {
        if self.header.kind != Kind::QuestionAndChoice {
            return None;
        }
        let behind = (first + 1..self.header.titles.len())
            .take_while(|column| self.title(*column).text.is_empty());
        let choices = [first].into_iter().chain(behind);
        let (columns, choices): (Vec<_>, Vec<_>) = choices
            .filter_map(|column| Some((column, value(&self.title(column).other)?)))
            .unzip();
        (columns.len() > 1).then_some(Source { columns, choices })
    }

    fn no_column(&mut self, question: &Question) {
        let names = [question.id.as_str(), &question.question, &question.need];
        let free: Vec<usize> = match self.problems.len() < SHOWN_AT_MOST {
            true => self.free(),
            false => Vec::new(),
        };
        let titles = || free.iter().map(|column| self.title(*column).shown());
        let near = names.iter().find_map(|name| nearest(name, titles()));
        self.problems.push(DiagnosticKind::NoColumn {
            id: question.id.clone(),
            nearest: near.map(str::to_owned),
        });
    }

    /// The column right behind a question's, where it asks why.
    fn comments(&mut self, columns: &mut Columns) {
        let questions = self.questionnaire.questions().map(|(index, _)| index);
        for (index, source) in questions.zip(&columns.answers) {
            for column in &source.columns {
                let behind = column + 1;
                let asks_why = |title: &Title| title.texts().any(title::asks_why);
                if self.is_free.get(behind) == Some(&true) && asks_why(self.title(behind)) {
                    columns.comments.push((behind, index));
                    self.is_free[behind] = false;
                }
            }
        }
    }

    /// Who answered and when, and what the form tool says of it.
    fn roles(&mut self, columns: &mut Columns) {
        let mut found: Vec<(Role, usize, usize)> = Vec::new();
        for column in self.free() {
            for text in self.title(column).texts() {
                found.extend(
                    roles::roles(text)
                        .into_iter()
                        .map(|(role, rank)| (role, rank, column)),
                );
            }
        }
        found.sort_unstable();
        found.dedup_by_key(|(role, _, column)| (*role, *column));
        let all = |role: Role| {
            found
                .iter()
                .filter(move |(of, ..)| *of == role)
                .map(|(.., column)| *column)
        };
        columns.names = all(Role::Name).map(NameColumn::Whole).collect();
        if let (Some(first), Some(last)) = (all(Role::FirstName).next(), all(Role::LastName).next())
        {
            columns.names.push(NameColumn::FirstAndLast(first, last));
        } else {
            columns.names.extend(
                all(Role::FirstName)
                    .chain(all(Role::LastName))
                    .map(NameColumn::Whole),
            );
        }
        columns.team = self.team(all(Role::Team).collect());
        columns.emails = all(Role::Email).collect();
        columns.response_id = all(Role::ResponseId).next();
        columns.time = all(Role::Time).next();
        for role in [Role::Status, Role::Finished, Role::Submitted] {
            columns
                .states
                .extend(all(role).map(|column| (column, role)));
        }
        columns.is_qualtrics = self.is_qualtrics();
        let used: Vec<_> = found
            .iter()
            .filter(|(role, ..)| *role != Role::Team)
            .map(|(.., column)| *column)
            .collect();
        self.take(&used);
        self.take(&columns.team.columns);
    }

    fn is_qualtrics(&self) -> bool {
        let titles = || self.header.titles.iter().flat_map(Title::texts);
        let has = |wanted: &str| titles().any(|title| title::compact(title) == wanted);
        has("recordeddate") && has("finished")
    }

    /// The best column for the team, with those of the same title.
    fn team(&self, mut columns: Vec<usize>) -> Source<TeamIndex> {
        let Some(first) = columns.first().copied() else {
            return Source::default();
        };
        columns.retain(|column| self.title(*column).text == self.title(first).text);
        let team = |name: &str| self.questionnaire.team(&fold(name));
        self.spread(first, team).unwrap_or(Source::of(columns))
    }

    /// The one free column whose every filled cell is a team.
    fn team_by_values(&mut self, head: &[Row]) -> Option<usize> {
        let is_team = |name: &str| self.questionnaire.team(&fold(name)).is_some();
        let holds_teams = |column: &usize| {
            let cells = head.iter().map(|row| row.cell(*column).trim());
            let mut filled = cells.filter(|cell| !cell.is_empty()).peekable();
            filled.peek().is_some() && filled.all(is_team)
        };
        let free = self.free();
        let found: Vec<usize> = free.into_iter().filter(holds_teams).collect();
        let [column] = found[..] else {
            return None;
        };
        self.take(&found);
        Some(column)
    }

    fn rest(&self) -> Vec<usize> {
        let mut free = self.free();
        free.retain(|column| !self.title(*column).shown().is_empty());
        free
    }
}
