//! The rows of a form: whose they are, and what they say.

use std::{mem, rc::Rc};

use super::{
    answers::{Said, said},
    columns::Place,
    header::Header,
    layout::Layout,
    refused::Refusals,
    time,
};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics},
    grid::{Encoding, Row},
    questionnaire::{Limit, QuestionIndex, TeamIndex},
    response::{Answer, Entry, EntryPosition, Missing, Respondent, Response},
    text::{Count, List, fold},
};

/// How many different cells are known by heart: a form has few different answers and teams.
const KNOWN_AT_MOST: usize = 16;

const REPEATED_HEADER: &str = "with the header again";

/// Reads rows and hands on what each person said.
pub(super) struct Rows<'a> {
    layout: Rc<Layout<'a>>,
    /// What cells say that were read before.
    known_answers: Vec<(String, Answer)>,
    known_teams: Vec<(String, TeamIndex)>,
    /// What the current row says.
    response: Response,
    /// A row with a total's name, until it is known whether it is the last.
    held: Option<Row>,
    people: u64,
    /// How many rows were left out for each reason, in the order they were met.
    left_out: Vec<(&'static str, u64)>,
    refusals: Refusals,
    diagnostics: Diagnostics,
}

impl<'a> Rows<'a> {
    pub(super) fn new(layout: Layout<'a>) -> Self {
        Self {
            layout: Rc::new(layout),
            known_answers: Vec::new(),
            known_teams: Vec::new(),
            response: Response::default(),
            held: None,
            people: 0,
            left_out: Vec::new(),
            refusals: Refusals::default(),
            diagnostics: Diagnostics::default(),
        }
    }

    pub(super) fn header(&self) -> &Header {
        &self.layout.header
    }

    pub(super) fn row(&mut self, row: &Row, take: &mut dyn FnMut(&Entry<'_>)) {
        if row.filled().next().is_none() {
            return self.leave_out("blank");
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
    pub(super) fn finish(mut self, encoding: Encoding) -> Result<Vec<String>, Diagnostics> {
        let layout = Rc::clone(&self.layout);
        if let Some(row) = self.held.take() {
            let name = layout.total(&row).unwrap_or_default().to_owned();
            self.problem(&row, None, DiagnosticKind::TotalRow(name));
        }
        self.diagnostics.append(mem::take(&mut self.refusals).into_diagnostics(&layout));
        let left_out = (!self.left_out.is_empty()).then(|| left_out(&self.left_out));
        if self.people == 0 && self.problems() == 0 {
            self.problem(&layout.header.row, None, DiagnosticKind::FormWithoutRows);
            if let Some(left_out) = &left_out {
                self.diagnostics = self.diagnostics.hint(left_out);
            }
        }
        self.diagnostics.sort();
        let windows = "read as Windows-1252, since it is not UTF-8; look at names with accents";
        let windows = (encoding == Encoding::Windows1252).then(|| windows.to_owned());
        let notes = windows.into_iter().chain(layout.recognised());
        self.diagnostics.into_result(notes.chain(left_out).chain(layout.ignored()).collect())
    }

    fn leave_out(&mut self, why: &'static str) {
        match self.left_out.iter_mut().find(|(known, _)| *known == why) {
            Some((_, rows)) => *rows += 1,
            None => self.left_out.push((why, 1)),
        }
    }

    /// Reads a row that is not blank, and hands it on if nothing is wrong with it.
    fn person(&mut self, row: &Row, take: &mut dyn FnMut(&Entry<'_>)) {
        let layout = Rc::clone(&self.layout);
        let before = self.problems();
        match layout.left_out(row).map_or_else(|| self.read_answers(row), Err) {
            Ok(0) if row.len() >= layout.header.titles.len() => {
                return self.leave_out("without any answer");
            }
            Ok(filled) => self.check_shape(row, filled),
            Err(why) => return self.leave_out(why),
        }
        self.people += 1;
        self.fill_blanks(row);
        for (column, question) in &layout.columns.comments {
            self.comment(row, *column, *question, row.cell(*column));
        }
        let respondent = Respondent { name: layout.name(row), team: self.team(row) };
        self.response.respondent = respondent;
        let name = self.response.respondent.name.as_deref().unwrap_or_default();
        if let Err(kind) = Limit::Name.check("a name", name) {
            self.problem(row, None, kind);
        }
        if before < self.problems() {
            return;
        }
        let time = layout.columns.time.filter(|_| layout.source.keeps_times);
        take(&Entry {
            response: &self.response,
            email: layout.email(row),
            response_id: layout.response_id(row).as_deref(),
            time: time.and_then(|column| time::parse(row.cell(column), layout.is_day_first)),
            position: EntryPosition { row: row.number, line: row.line },
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
    fn read_answers(&mut self, row: &Row) -> Result<usize, &'static str> {
        let layout = Rc::clone(&self.layout);
        self.response.answers.clear();
        self.response.notes.clear();
        let mut filled = 0;
        let questions = layout.source.questionnaire.questions().map(|(index, _)| index);
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
            self.response.answers.push(answer);
        }
        Ok(filled)
    }

    /// The filled cell among those for one thing, its column and the choice that this stands for.
    fn filled<'r, T: Copy>(
        &mut self,
        row: &'r Row,
        place: &Place<T>,
    ) -> Option<(&'r str, usize, Option<T>)> {
        let cells = place.iter().map(|(column, choice)| (row.cell(*column), *column, *choice));
        let mut filled = cells.filter(|(cell, ..)| !cell.is_empty());
        let found = filled.next()?;
        if let Some((_, other, _)) = filled.next() {
            let [what, title, other_title] =
                [place[0].0, found.1, other].map(|column| self.layout.header.shown(column));
            let headers = [title, other_title].map(str::to_owned);
            let kind = DiagnosticKind::TwoColumns { what: what.to_owned(), headers };
            self.problem(row, Some(other), kind);
        }
        Some(found)
    }

    /// The answer in a cell that is not known by heart, if it is one.
    fn answer(
        &mut self,
        row: &Row,
        column: usize,
        question: QuestionIndex,
    ) -> Result<Option<Answer>, &'static str> {
        let cell = row.cell(column);
        let said = said(cell, &self.layout.source.questionnaire.words);
        if said == Said::Other && self.layout.header.is_repeated(row) {
            return Err(REPEATED_HEADER);
        }
        self.refusals.has_other_answers |= !matches!(said, Said::Code(_));
        let place = (row.number, row.line, column);
        match said {
            Said::Answer(answer) => keep(&mut self.known_answers, cell, answer),
            Said::Code(Answer::Yes) => self.refusals.codes.add("1", place),
            Said::Code(_) => self.refusals.codes.add("0", place),
            Said::Explained(_, why) => self.comment(row, column, question, why),
            Said::Other => self.refusals.answers.add(cell, place),
        }
        Ok(said.answer())
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
        let layout = Rc::clone(&self.layout);
        let blank = layout.source.questionnaire.words.blank;
        for (at, place) in layout.columns.answers.iter().enumerate() {
            let Some((first, _)) = place.first().filter(|_| self.response.answers[at].is_none())
            else {
                continue;
            };
            if place.iter().any(|(column, _)| !row.cell(*column).is_empty()) {
                continue;
            }
            self.response.answers[at] = blank;
            if blank.is_none() && layout.source.missing == Missing::IsAProblem {
                self.problem(row, Some(*first), DiagnosticKind::BlankCell);
            }
        }
    }

    fn team(&mut self, row: &Row) -> Option<TeamIndex> {
        let layout = Rc::clone(&self.layout);
        let (cell, column, choice) = self.filled(row, &layout.columns.team)?;
        if let Some(team) = choice.or_else(|| known(&self.known_teams, cell)) {
            return Some(team);
        }
        let team = layout.source.questionnaire.team(&fold(cell));
        match team {
            Some(team) => keep(&mut self.known_teams, cell, team),
            None => self.refusals.teams.add(cell, (row.number, row.line, column)),
        }
        team
    }

    /// Keeps words on an answer; those behind it and those in a column of their own are one note.
    fn comment(&mut self, row: &Row, column: usize, question: QuestionIndex, text: &str) {
        if text.is_empty() {
            return;
        }
        let note = match self.response.notes.remove(&question) {
            Some(before) => format!("{before}; {text}"),
            None => text.to_owned(),
        };
        match Limit::Note.check("a note", &note) {
            Ok(()) => _ = self.response.notes.insert(question, note),
            Err(kind) => self.problem(row, Some(column), kind),
        }
    }

    fn problem(&mut self, row: &Row, column: Option<usize>, kind: DiagnosticKind) {
        let title = column.and_then(|column| self.layout.header.title(column));
        let problem = self.layout.source.problem((row.number, row.line), title, kind);
        self.diagnostics.push(problem);
    }
}

/// How many rows were left out and why, in a sentence.
fn left_out(rows_by_reason: &[(&str, u64)]) -> String {
    let rows = rows_by_reason.iter().map(|(_, rows)| rows).sum();
    let reasons: Vec<_> = match rows_by_reason {
        [(why, _)] => vec![(*why).to_owned()],
        several => several.iter().map(|(why, rows)| format!("{rows} {why}")).collect(),
    };
    format!("{} left out: {}", Count(rows, "row"), List(&reasons, "and"))
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
