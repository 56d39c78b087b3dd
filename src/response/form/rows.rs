//! The rows of a form: whose they are, and what they say.

use super::{
    answers::{Said, said},
    columns::Place,
    layout::Layout,
    notes::{LeftOut, Notes},
    refused::Refusals,
    time,
};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics},
    grid::Row,
    questionnaire::{Limit, QuestionIndex, TeamIndex},
    response::{Answer, Entry, EntryPosition, Missing, Respondent},
    text::fold,
};

/// How many different cells are known by heart: a form has few different answers and teams.
const KNOWN_AT_MOST: usize = 16;

/// Reads rows and hands on what each person said.
pub(super) struct Rows<'a> {
    layout: &'a Layout<'a>,
    /// What cells say that were read before.
    known_answers: Vec<(String, Answer)>,
    known_teams: Vec<(String, TeamIndex)>,
    /// What the current row says.
    answers: Vec<Option<Answer>>,
    comments: Vec<(QuestionIndex, String)>,
    /// A row with a total's name, until it is known whether it is the last.
    held: Option<Row>,
    people: u64,
    refusals: Refusals,
    diagnostics: Diagnostics,
    notes: Notes,
}

impl<'a> Rows<'a> {
    pub(super) fn new(layout: &'a Layout<'a>) -> Self {
        let Layout {
            header, columns, ..
        } = layout;
        let title = |column: &usize| header.title(*column).map(str::to_owned);
        Self {
            layout,
            known_answers: Vec::new(),
            known_teams: Vec::new(),
            answers: Vec::new(),
            comments: Vec::new(),
            held: None,
            people: 0,
            refusals: Refusals::default(),
            diagnostics: Diagnostics::default(),
            notes: Notes {
                header_row: header.row.number,
                without_column: columns.without(layout.source.questionnaire),
                ignored: columns.ignored.iter().filter_map(title).collect(),
                team_column: columns.team_by_values.as_ref().and_then(title),
                ..Notes::default()
            },
        }
    }

    pub(super) fn row(&mut self, row: &Row, take: &mut dyn FnMut(&Entry<'_>)) {
        if row.filled().next().is_none() {
            return self.notes.leave_out(LeftOut::Blank);
        }
        if let Some(held) = self.held.take() {
            self.person(&held, take);
        }
        match self.layout.total(row) {
            Some(_) => self.held = Some(row.clone()),
            None => self.person(row, take),
        }
    }

    /// What is to be said of the form as a whole.
    ///
    /// # Errors
    ///
    /// All that is wrong with its rows, or that they are nobody's.
    pub(super) fn finish(mut self) -> Result<Notes, Diagnostics> {
        if let Some(row) = self.held.take() {
            let name = self.layout.total(&row).unwrap_or_default().to_owned();
            self.problem(&row, None, DiagnosticKind::TotalRow(name));
        }
        let refusals = std::mem::take(&mut self.refusals);
        self.diagnostics
            .append(refusals.into_diagnostics(self.layout));
        if self.people == 0 && self.problems() == 0 {
            let header = &self.layout.header.row;
            self.problem(header, None, DiagnosticKind::FormWithoutRows);
            if !self.notes.left_out.is_empty() {
                self.diagnostics = self.diagnostics.hint(self.notes.left_out_rows());
            }
        }
        self.diagnostics.sort();
        self.diagnostics.into_result(self.notes)
    }

    /// Reads a row that is not blank, and hands it on if nothing is wrong with it.
    fn person(&mut self, row: &Row, take: &mut dyn FnMut(&Entry<'_>)) {
        let layout = self.layout;
        let before = self.problems();
        match layout
            .left_out(row)
            .map_or_else(|| self.read_answers(row), Err)
        {
            Ok(0) if row.len() >= layout.header.titles.len() => {
                return self.notes.leave_out(LeftOut::WithoutAnswer);
            }
            Ok(filled) => self.check_shape(row, filled),
            Err(why) => return self.notes.leave_out(why),
        }
        self.people += 1;
        self.fill_blanks(row);
        self.read_comments(row);
        let respondent = Respondent {
            name: layout.name(row),
            team: self.team(row),
        };
        if let Err(kind) =
            Limit::Name.check("a name", respondent.name.as_deref().unwrap_or_default())
        {
            self.problem(row, None, kind);
        }
        if before < self.problems() {
            return;
        }
        let filled = |column: Option<usize>| {
            column
                .map(|column| row.cell(column))
                .filter(|cell| !cell.is_empty())
        };
        let id = filled(layout.columns.response_id);
        let time = filled(layout.columns.time).filter(|_| layout.source.keeps_times);
        take(&Entry {
            respondent: &respondent,
            answers: &self.answers,
            notes: &self.comments,
            email: layout.email(row),
            response_id: id.map(|id| layout.source.unique(id)).as_deref(),
            time: time.and_then(|time| time::parse(time, layout.day_first)),
            position: EntryPosition {
                row: row.number,
                line: row.line,
            },
        });
    }

    /// How many problems there are so far.
    fn problems(&self) -> u64 {
        self.diagnostics.count() + self.refusals.cells()
    }

    /// Reads the answers of a row and says how many cells have one.
    ///
    /// # Errors
    ///
    /// The row is the header once more.
    fn read_answers(&mut self, row: &Row) -> Result<usize, LeftOut> {
        let layout = self.layout;
        self.answers.clear();
        self.comments.clear();
        let mut filled = 0;
        let questions = layout
            .source
            .questionnaire
            .questions()
            .map(|(index, _)| index);
        for (index, place) in questions.zip(&layout.columns.answers) {
            let found = self.filled(row, place);
            filled += usize::from(found.is_some());
            let answer = match found {
                None => None,
                Some((.., Some(choice))) => Some(choice),
                Some((cell, column, None)) => match known(&self.known_answers, cell) {
                    Some(answer) => Some(answer),
                    None => self.answer(row, column, index)?,
                },
            };
            self.answers.push(answer);
        }
        Ok(filled)
    }

    /// The filled cell among those for one thing, its column and the choice that this stands for.
    fn filled<'r, T: Copy>(
        &mut self,
        row: &'r Row,
        place: &Place<T>,
    ) -> Option<(&'r str, usize, Option<T>)> {
        let columns = place.columns.iter().enumerate();
        let cells = columns.map(|(at, column)| (row.cell(*column), *column, at));
        let mut filled = cells.filter(|(cell, ..)| !cell.is_empty());
        let (cell, column, at) = filled.next()?;
        if let Some((_, other, _)) = filled.next() {
            let title = |column| {
                self.layout
                    .header
                    .title(column)
                    .unwrap_or_default()
                    .to_owned()
            };
            let headers = [title(column), title(other)];
            let what = title(place.columns[0]);
            self.problem(
                row,
                Some(other),
                DiagnosticKind::TwoColumns { what, headers },
            );
        }
        Some((cell, column, place.choices.get(at).copied()))
    }

    /// The answer in a cell that is not known by heart, if it is one.
    fn answer(
        &mut self,
        row: &Row,
        column: usize,
        question: QuestionIndex,
    ) -> Result<Option<Answer>, LeftOut> {
        let cell = row.cell(column);
        let said = said(cell, self.layout.source.questionnaire.words());
        if said == Said::Other && self.layout.header.is_repeated(row) {
            return Err(LeftOut::RepeatedHeader);
        }
        self.refusals.has_other_answers |= !matches!(said, Said::Code(_));
        let place = (row.number, row.line, column);
        match said {
            Said::Answer(answer) => {
                keep(&mut self.known_answers, cell, answer);
                return Ok(Some(answer));
            }
            Said::Code(answer) => {
                self.refusals
                    .codes
                    .add(if answer == Answer::Yes { "1" } else { "0" }, place);
                return Ok(Some(answer));
            }
            Said::Explained(answer, why) => {
                self.comment(row, column, question, why);
                return Ok(Some(answer));
            }
            Said::Other => self.refusals.answers.add(cell, place),
        }
        Ok(None)
    }

    /// A row with cells beyond the header's, or too short to hold an answer.
    fn check_shape(&mut self, row: &Row, filled: usize) {
        let wanted = self.layout.header.titles.len();
        let found = row.len();
        let is_over = (wanted..found).any(|column| !row.cell(column).is_empty());
        if is_over || (filled == 0 && found < wanted) {
            self.problem(row, None, DiagnosticKind::RaggedRow { wanted, found });
        }
    }

    /// What a blank cell says, or that it must not be blank.
    fn fill_blanks(&mut self, row: &Row) {
        let layout = self.layout;
        let blank = layout.source.questionnaire.words().blank();
        for (at, place) in layout.columns.answers.iter().enumerate() {
            let is_blank = || {
                place
                    .columns
                    .iter()
                    .all(|column| row.cell(*column).is_empty())
            };
            if self.answers[at].is_some() || place.columns.is_empty() || !is_blank() {
                continue;
            }
            self.answers[at] = blank;
            if blank.is_none() && layout.source.missing == Missing::IsAProblem {
                self.problem(
                    row,
                    place.columns.first().copied(),
                    DiagnosticKind::BlankCell,
                );
            }
        }
    }

    fn team(&mut self, row: &Row) -> Option<TeamIndex> {
        let (cell, column, choice) = self.filled(row, &self.layout.columns.team)?;
        if let Some(team) = choice.or_else(|| known(&self.known_teams, cell)) {
            return Some(team);
        }
        let team = self.layout.source.questionnaire.team(&fold(cell));
        match team {
            Some(team) => keep(&mut self.known_teams, cell, team),
            None => self
                .refusals
                .teams
                .add(cell, (row.number, row.line, column)),
        }
        team
    }

    fn read_comments(&mut self, row: &Row) {
        let comments = self.layout.columns.comments.iter();
        for (column, question) in comments.filter(|(column, _)| !row.cell(*column).is_empty()) {
            self.comment(row, *column, *question, row.cell(*column));
        }
    }

    /// Keeps words on an answer; those behind it and those in a column of their own are one note.
    fn comment(&mut self, row: &Row, column: usize, question: QuestionIndex, text: &str) {
        let before = self.comments.iter().position(|(of, _)| *of == question);
        let note = match before.map(|at| self.comments.swap_remove(at)) {
            Some((_, before)) => format!("{before}; {text}"),
            None => text.to_owned(),
        };
        match Limit::Note.check("a note", &note) {
            Ok(()) => self.comments.push((question, note)),
            Err(kind) => self.problem(row, Some(column), kind),
        }
    }

    fn problem(&mut self, row: &Row, column: Option<usize>, kind: DiagnosticKind) {
        let title = column.and_then(|column| self.layout.header.title(column));
        let place = (row.number, row.line);
        self.diagnostics
            .push(self.layout.source.problem(place, title, kind));
    }
}

fn known<T: Copy>(known: &[(String, T)], cell: &str) -> Option<T> {
    let found = known.iter().find(|(known, _)| known == cell);
    found.map(|(_, value)| *value)
}

fn keep<T>(known: &mut Vec<(String, T)>, cell: &str, value: T) {
    if known.len() < KNOWN_AT_MOST {
        known.push((cell.to_owned(), value));
    }
}
