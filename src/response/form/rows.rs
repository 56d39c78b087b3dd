//! The rows of a form: whose they are, and what they say.

use std::mem;

use super::{
    answers::{Said, said},
    columns::Place,
    layout::Layout,
    refused::Refusals,
    time,
};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics},
    grid::{Encoding, Row},
    questionnaire::{Limit, QuestionIndex, TeamIndex},
    response::{Answer, Entry, EntryPosition, Missing, Response},
    text::{Count, List},
};

/// How many different cells are known by heart: a form has few different answers and teams.
const KNOWN_AT_MOST: usize = 16;

/// Reads rows and hands on what each person said.
#[derive(Default)]
pub(super) struct Rows {
    /// What cells say that were read before.
    known_answers: Vec<(String, Answer)>,
    known_teams: Vec<(String, TeamIndex)>,
    /// What the current row says.
    response: Response,
    /// The row before that has answers; a total's name in it matters only if it is the last.
    held: Row,
    people: u64,
    /// How many rows were left out for each reason, in the order they were met.
    left_out: Vec<(&'static str, u64)>,
    refusals: Refusals,
    diagnostics: Diagnostics,
}

impl Rows {
    pub(super) fn row(
        &mut self,
        layout: &Layout<'_>,
        row: &mut Row,
        take: &mut dyn FnMut(&Entry<'_>),
    ) {
        if row.is_blank() {
            return self.leave_out("blank");
        }
        let mut columns = layout.columns.answers.iter().flat_map(|place| &place.columns);
        // What a tool says of itself below the sums leaves them the last row.
        if columns.any(|column| !row.cell(*column).is_empty()) {
            mem::swap(row, &mut self.held);
        }
        if row.number > 0 {
            self.person(layout, row, take);
        }
    }

    /// What is to be said of the form as a whole.
    ///
    /// # Errors
    ///
    /// All that is wrong with its rows, or that they are nobody's.
    pub(super) fn finish(
        mut self,
        layout: &Layout<'_>,
        encoding: Encoding,
        take: &mut dyn FnMut(&Entry<'_>),
    ) -> Result<Vec<String>, Diagnostics> {
        let last = mem::take(&mut self.held);
        match layout.total(&last) {
            Some(name) => {
                let kind = DiagnosticKind::TotalRow(name.to_owned());
                self.diagnostics.push(layout.problem(last.place(), None, kind));
            }
            None if last.number > 0 => self.person(layout, &last, take),
            None => {}
        }
        self.diagnostics.append(self.refusals.into_diagnostics(layout));
        let left_out = (!self.left_out.is_empty()).then(|| left_out(&self.left_out));
        if self.people == 0 && self.diagnostics.count() == 0 {
            let kind = DiagnosticKind::FormWithoutRows;
            self.diagnostics.push(layout.problem(layout.header.place, None, kind));
            if let Some(left_out) = &left_out {
                self.diagnostics = self.diagnostics.hint(left_out);
            }
        }
        self.diagnostics.sort();
        let windows = "read as Windows-1252, since it is not UTF-8; look at names with accents";
        let windows = (encoding == Encoding::Windows1252).then(|| windows.to_owned());
        let notes = windows.into_iter().chain(layout.notes()).chain(left_out);
        self.diagnostics.into_result(notes.collect())
    }

    fn leave_out(&mut self, why: &'static str) {
        match self.left_out.iter_mut().find(|(known, _)| *known == why) {
            Some((_, rows)) => *rows += 1,
            None => self.left_out.push((why, 1)),
        }
    }

    /// Reads a row that is not blank, and hands it on if nothing is wrong with it.
    fn person(&mut self, layout: &Layout<'_>, row: &Row, take: &mut dyn FnMut(&Entry<'_>)) {
        if let Some(why) = layout.left_out(row) {
            return self.leave_out(why);
        }
        let before = self.problems();
        let blanks = self.read_answers(layout, row);
        let has_answers = blanks.len() < layout.columns.answers.len();
        if !has_answers && row.len() >= layout.header.titles.len() {
            return self.leave_out("without any answer");
        }
        self.people += 1;
        self.response.respondent.name = layout.name(row);
        self.response.respondent.team = self.team(layout, row);
        for (column, question) in &layout.columns.comments {
            self.comment(layout, row, *column, *question, row.cell(*column));
        }
        self.check(layout, row, &blanks);
        if before < self.problems() {
            return;
        }
        let time = layout.columns.time.filter(|_| layout.source.keeps_times);
        let is_day_first = layout.columns.is_day_first;
        take(&Entry {
            response: &self.response,
            email: layout.email(row),
            response_id: layout.response_id(row).as_deref(),
            time: time.and_then(|column| time::parse(row.cell(column), is_day_first)),
            position: EntryPosition { row: row.number, line: row.line },
        });
    }

    /// Looks for what is wrong with a row beside the words in it.
    fn check(&mut self, layout: &Layout<'_>, row: &Row, blanks: &[Option<usize>]) {
        let mut problem = |column, kind| {
            self.diagnostics.push(layout.problem(row.place(), column, kind));
        };
        let has_answers = blanks.len() < layout.columns.answers.len();
        if let Err(kind) = layout.check_shape(row, has_answers) {
            return problem(None, kind);
        }
        let name = self.response.respondent.name.as_deref().unwrap_or_default();
        if let Err(kind) = Limit::Name.check("a name", name) {
            problem(None, kind);
        }
        let may_be_blank = layout.source.questionnaire.words.blank.is_some();
        if layout.source.missing == Missing::IsAProblem && !may_be_blank {
            blanks.iter().for_each(|column| problem(*column, DiagnosticKind::BlankCell));
        }
    }

    /// How many problems there are so far.
    fn problems(&self) -> u64 {
        self.diagnostics.count() + self.refusals.cells()
    }

    /// Reads the answers of a row, and gives the first column of each that is blank.
    fn read_answers(&mut self, layout: &Layout<'_>, row: &Row) -> Vec<Option<usize>> {
        let questionnaire = layout.source.questionnaire;
        let mut blanks = Vec::new();
        self.response.answers.clear();
        self.response.notes.clear();
        for ((question, _), place) in questionnaire.questions().zip(&layout.columns.answers) {
            let answer = match self.filled(layout, row, place) {
                Some((text, column)) => self.answer(layout, row, column, question, text),
                None => {
                    let column = place.columns.first().copied();
                    blanks.push(column);
                    questionnaire.words.blank.filter(|_| column.is_some())
                }
            };
            self.response.answers.push(answer);
        }
        blanks
    }

    /// What the filled cell among those for one thing says, and its column.
    fn filled<'r>(
        &mut self,
        layout: &'r Layout<'_>,
        row: &'r Row,
        place: &Place,
    ) -> Option<(&'r str, usize)> {
        let cells = place.columns.iter().map(|column| (row.cell(*column), *column));
        let mut filled = cells.filter(|(cell, _)| !cell.is_empty());
        let (cell, found) = filled.next()?;
        if let Some((_, other)) = filled.next() {
            let [what, title, other_title] = [place.columns[0], found, other]
                .map(|column| layout.header.shown(column).to_owned());
            let kind = DiagnosticKind::TwoColumns { what, headers: [title, other_title] };
            self.diagnostics.push(layout.problem(row.place(), Some(other), kind));
        }
        let text = if place.is_spread { &layout.header.titles[found].other } else { cell };
        Some((text, found))
    }

    /// The answer that a text gives, if it is one.
    fn answer(
        &mut self,
        layout: &Layout<'_>,
        row: &Row,
        column: usize,
        question: QuestionIndex,
        text: &str,
    ) -> Option<Answer> {
        if let Some(answer) = known(&self.known_answers, text) {
            return Some(answer);
        }
        let said = said(text, &layout.source.questionnaire.words);
        self.refusals.has_other_answers |= !matches!(said, Said::Code(_));
        let place = (row.place(), column);
        match said {
            Said::Answer(answer) => keep(&mut self.known_answers, text, answer),
            Said::Code(Answer::Yes) => self.refusals.codes.add("1", place),
            Said::Code(_) => self.refusals.codes.add("0", place),
            Said::Explained(_, why) => self.comment(layout, row, column, question, why),
            Said::Other => self.refusals.answers.add(text, place),
        }
        said.answer()
    }

    fn team(&mut self, layout: &Layout<'_>, row: &Row) -> Option<TeamIndex> {
        let (name, column) = self.filled(layout, row, &layout.columns.team)?;
        if let Some(team) = known(&self.known_teams, name) {
            return Some(team);
        }
        let team = layout.source.questionnaire.team(name);
        match team {
            Some(team) => keep(&mut self.known_teams, name, team),
            None => self.refusals.teams.add(name, (row.place(), column)),
        }
        team
    }

    /// Keeps words on an answer; those behind it and those in a column of their own are one note.
    fn comment(
        &mut self,
        layout: &Layout<'_>,
        row: &Row,
        column: usize,
        question: QuestionIndex,
        text: &str,
    ) {
        if text.is_empty() {
            return;
        }
        let note = match self.response.notes.get(&question) {
            Some(before) => format!("{before}; {text}"),
            None => text.to_owned(),
        };
        if let Err(kind) = Limit::Note.check("a note", &note) {
            self.diagnostics.push(layout.problem(row.place(), Some(column), kind));
        }
        self.response.notes.insert(question, note);
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

fn known<T: Copy>(known: &[(String, T)], text: &str) -> Option<T> {
    let found = known.iter().find(|(known, _)| known == text);
    found.map(|(_, value)| *value)
}

fn keep<T>(known: &mut Vec<(String, T)>, text: &str, value: T) {
    if known.len() < KNOWN_AT_MOST {
        known.push((text.to_owned(), value));
    }
}
