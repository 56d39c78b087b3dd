//! The rows of a form: whose they are, and what they say.

use super::{
    Source,
    answers::{Said, said},
    columns::{self, Columns, NameColumn},
    header::Header,
    notes::{LeftOut, Notes},
    refused::{self, Codes, Place, Refused},
    roles::Role,
    time::{self, DayFirst},
};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics},
    grid::{Assumed, Row},
    questionnaire::{Limit, QuestionIndex, TeamIndex},
    response::{Answer, Entry, EntryPosition, Missing, Respondent, document},
    text::fold,
};

/// Titles of a last row that sums up the others.
const TOTALS: [&str; 11] = [
    "total",
    "totals",
    "grand total",
    "sum",
    "average",
    "mean",
    "count",
    "summe",
    "gesamt",
    "durchschnitt",
    "mittelwert",
];

/// How many different cells are known by heart.
const KNOWN_AT_MOST: usize = 16;

/// Reads rows and hands on what each person said.
pub(super) struct Rows<'a> {
    layout: Layout<'a>,
    state: State,
}

/// What is known of a form before its rows.
struct Layout<'a> {
    source: Source<'a>,
    header: Header,
    columns: Columns,
    day_first: DayFirst,
}

/// What is gathered from the rows.
#[derive(Default)]
struct State {
    /// Cells that were read before, as they stand: a form has few different answers and teams.
    answers: Vec<(String, Answer)>,
    teams: Vec<(String, TeamIndex)>,
    /// What the current row says.
    row: Vec<Option<Answer>>,
    comments: Vec<(QuestionIndex, String)>,
    /// A row with a total's name, held back until it is known whether it is the last.
    held: Option<Row>,
    people: u64,
    no_answers: Refused,
    no_teams: Refused,
    codes: Codes,
    diagnostics: Diagnostics,
    notes: Notes,
}

impl<'a> Rows<'a> {
    pub(super) fn new(source: Source<'a>, header: Header, columns: Columns, head: &[Row]) -> Self {
        let times = columns
            .time
            .into_iter()
            .flat_map(|column| head.iter().map(move |row| row.cell(column)));
        let mut state = State::default();
        let title = |column: &usize| header.title(Some(*column)).map(str::to_owned);
        state.notes.ignored = columns.ignored.iter().filter_map(title).collect();
        state.notes.team_column = columns.team_by_values.as_ref().and_then(title);
        let day_first = DayFirst::of(times);
        Self {
            layout: Layout {
                source,
                header,
                columns,
                day_first,
            },
            state,
        }
    }

    pub(super) fn title(&self, column: Option<usize>) -> Option<String> {
        self.layout.header.title(column).map(str::to_owned)
    }

    pub(super) fn row(&mut self, row: &Row, take: &mut dyn FnMut(&Entry<'_>)) {
        if row.filled().next().is_none() {
            return self.state.notes.leave_out(LeftOut::Blank);
        }
        if let Some(held) = self.state.held.take() {
            self.state.person(&self.layout, &held, take);
        }
        if self.layout.total(row).is_some() {
            self.state.held = Some(row.clone());
        } else {
            self.state.person(&self.layout, row, take);
        }
    }

    /// What is to be said of the form as a whole.
    ///
    /// # Errors
    ///
    /// All that is wrong with its rows, or that they are nobody's.
    pub(super) fn finish(self, assumed: Option<Assumed>) -> Result<Notes, Diagnostics> {
        let Self { layout, mut state } = self;
        if let Some(row) = state.held.take() {
            let name = layout.total(&row).unwrap_or_default().to_owned();
            state.problem(&layout, &row, None, DiagnosticKind::TotalRow(name));
        }
        state.refuse_words(&layout);
        if state.people == 0 && state.diagnostics.count() == 0 {
            let kind = DiagnosticKind::FormWithoutRows;
            let row = &layout.header.row;
            state.problem(&layout, row, None, kind);
        }
        state.diagnostics.sort();
        state.notes.assumed = assumed;
        state.diagnostics.into_result(state.notes)
    }
}

impl Layout<'_> {
    /// The name of a row that sums up others, if it has one.
    fn total<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let first = row.filled().next();
        let named = self.name_cells(row).next();
        let mut names = named.or(first).into_iter();
        names.find(|name| TOTALS.iter().any(|total| name.eq_ignore_ascii_case(total)))
    }

    /// The cells that hold a whole name.
    fn name_cells<'r>(&self, row: &'r Row) -> impl Iterator<Item = &'r str> {
        let whole = self.columns.names.iter().filter_map(|name| match name {
            NameColumn::Whole(column) => Some(row.cell(*column).trim()),
            NameColumn::FirstAndLast(..) => None,
        });
        whole.filter(|name| !name.is_empty())
    }

    /// The name in a row; `anonymous` is none.
    fn name(&self, row: &Row) -> Option<String> {
        let names = self.columns.names.iter().map(|name| match name {
            NameColumn::Whole(column) => row.cell(*column).trim().to_owned(),
            NameColumn::FirstAndLast(first, last) => {
                format!("{} {}", row.cell(*first).trim(), row.cell(*last).trim())
                    .trim()
                    .to_owned()
            }
        });
        let mut names =
            names.filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("anonymous"));
        names.next()
    }

    fn email<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let mut cells = self
            .columns
            .emails
            .iter()
            .map(|column| row.cell(*column).trim());
        cells.find(|cell| cell.contains('@'))
    }

    /// Why a row is nobody's, by what the form tool says of it.
    fn left_out(&self, row: &Row) -> Option<LeftOut> {
        let mut states = self.columns.states.iter();
        states.find_map(|(column, role)| {
            let cell = fold(row.cell(*column));
            match (role, cell.as_str()) {
                (Role::Submitted, "" | "n") => Some(LeftOut::NotSubmitted),
                (Role::Finished, "false" | "0" | "no") => Some(LeftOut::Unfinished),
                (Role::Status, "1" | "2" | "9" | "17") if self.columns.is_qualtrics => {
                    Some(LeftOut::Preview)
                }
                (Role::Status, state) => of_status(state),
                _ => None,
            }
        })
    }

    fn place(row: &Row, column: usize) -> Place {
        (row.number, row.line, column)
    }
}

fn of_status(state: &str) -> Option<LeftOut> {
    Some(match state {
        "survey preview"
        | "preview"
        | "survey test"
        | "test"
        | "survey preview spam"
        | "offline survey preview" => LeftOut::Preview,
        "partial" | "partially completed" | "partially complete" => LeftOut::Partial,
        "started" => LeftOut::Started,
        "incomplete" | "in progress" | "draft" | "unfinished" | "not finished"
        | "not completed" => LeftOut::Unfinished,
        "rejected"
        | "not approved"
        | "validation_status_not_approved"
        | "spam"
        | "disqualified"
        | "screened out"
        | "deleted" => LeftOut::Rejected,
        _ => return None,
    })
}

impl State {
    /// Reads a row that is not blank, and hands it on if nothing is wrong with it.
    fn person(&mut self, layout: &Layout<'_>, row: &Row, take: &mut dyn FnMut(&Entry<'_>)) {
        if let Some(why) = layout.left_out(row) {
            return self.notes.leave_out(why);
        }
        let before = self.diagnostics.count() + self.no_answers.cells + self.no_teams.cells;
        match self.answers(layout, row) {
            Some(0) if row.len() >= layout.header.titles.len() => {
                return self.notes.leave_out(LeftOut::WithoutAnswer);
            }
            None => return self.notes.leave_out(LeftOut::RepeatedHeader),
            Some(filled) => self.shape(layout, row, filled),
        }
        self.people += 1;
        self.blanks(layout, row);
        let respondent = Respondent {
            name: layout.name(row),
            team: self.team(layout, row),
        };
        self.comments(layout, row);
        if let Some(name) = &respondent.name
            && let Err(kind) = Limit::Name.check("a name", name)
        {
            self.problem(layout, row, None, kind);
        }
        if before < self.diagnostics.count() + self.no_answers.cells + self.no_teams.cells {
            return;
        }
        let columns = &layout.columns;
        let cell = |column: Option<usize>| {
            column
                .map(|column| row.cell(column).trim())
                .filter(|cell| !cell.is_empty())
        };
        take(&Entry {
            respondent: &respondent,
            answers: &self.row,
            notes: &self.comments,
            email: layout.email(row),
            response_id: cell(columns.response_id),
            time: cell(columns.time).and_then(|time| time::parse(time, layout.day_first)),
            position: EntryPosition {
                row: row.number,
                line: row.line,
            },
        });
    }

    /// Reads the answers of a row and says how many cells have one; none if the row is the header
    /// once more.
    fn answers(&mut self, layout: &Layout<'_>, row: &Row) -> Option<usize> {
        self.row.clear();
        self.comments.clear();
        let mut filled = 0;
        let questions = layout
            .source
            .questionnaire
            .questions()
            .map(|(index, _)| index);
        for (index, source) in questions.zip(&layout.columns.answers) {
            let Some(column) = self.column(layout, source, row) else {
                self.row.push(None);
                continue;
            };
            filled += 1;
            let cell = row.cell(column);
            let choice = source
                .choices
                .get(source.columns.iter().position(|of| *of == column)?);
            let known = self.answers.iter().find(|(known, _)| known == cell);
            let answer = match choice.or(known.map(|(_, answer)| answer)) {
                Some(answer) => Some(*answer),
                None => self.answer(layout, row, column, index)?,
            };
            self.row.push(answer);
        }
        Some(filled)
    }

    /// The filled column among those for one thing.
    fn column<T>(
        &mut self,
        layout: &Layout<'_>,
        source: &columns::Source<T>,
        row: &Row,
    ) -> Option<usize> {
        let mut filled = source
            .columns
            .iter()
            .copied()
            .filter(|column| !row.cell(*column).trim().is_empty());
        let (first, second) = (filled.next(), filled.next());
        if let (Some(one), Some(other)) = (first, second) {
            let title = |column| {
                layout
                    .header
                    .title(Some(column))
                    .unwrap_or_default()
                    .to_owned()
            };
            let kind = DiagnosticKind::TwoColumns {
                what: title(source.columns[0]),
                headers: [title(one), title(other)],
            };
            self.problem(layout, row, Some(other), kind);
        }
        first
    }

    /// The answer in a cell that is not known by heart, if there is one; none at all if the row is
    /// the header once more.
    #[expect(clippy::option_option, reason = "no answer is not no row")]
    fn answer(
        &mut self,
        layout: &Layout<'_>,
        row: &Row,
        column: usize,
        question: QuestionIndex,
    ) -> Option<Option<Answer>> {
        let cell = row.cell(column);
        let words = layout.source.questionnaire.words();
        let said = said(cell, words);
        if said == Said::Other && layout.header.is_repeated(row) {
            return None;
        }
        self.codes.has_others |= !matches!(said, Said::Code(_));
        Some(match said {
            Said::Nothing => None,
            Said::Answer(answer) => {
                if self.answers.len() < KNOWN_AT_MOST {
                    self.answers.push((cell.to_owned(), answer));
                }
                Some(answer)
            }
            Said::Code(code) => {
                self.codes.add(code, Layout::place(row, column));
                Some(code.answer())
            }
            Said::Explained(answer, why) => {
                self.comment(layout, row, column, (question, why));
                Some(answer)
            }
            Said::Other => {
                self.no_answers.add(cell, Layout::place(row, column));
                None
            }
        })
    }

    /// A row with cells beyond the header's, or too few to hold an answer.
    fn shape(&mut self, layout: &Layout<'_>, row: &Row, filled: usize) {
        let wanted = layout.header.titles.len();
        let is_over = (wanted..row.len()).any(|column| !row.cell(column).trim().is_empty());
        if is_over || filled == 0 {
            let found = row.len();
            self.problem(
                layout,
                row,
                None,
                DiagnosticKind::RaggedRow { wanted, found },
            );
        }
    }

    /// What a blank cell says, or that it must not be blank.
    fn blanks(&mut self, layout: &Layout<'_>, row: &Row) {
        let source = layout.source;
        let blank = source.questionnaire.words().blank();
        for position in 0..self.row.len() {
            let columns = &layout.columns.answers[position].columns;
            let is_blank = || {
                columns
                    .iter()
                    .all(|column| row.cell(*column).trim().is_empty())
            };
            if self.row[position].is_some() || !is_blank() {
                continue;
            }
            self.row[position] = blank;
            if blank.is_none() && source.missing == Missing::IsAProblem {
                self.problem(
                    layout,
                    row,
                    columns.first().copied(),
                    DiagnosticKind::BlankCell,
                );
            }
        }
    }

    fn team(&mut self, layout: &Layout<'_>, row: &Row) -> Option<TeamIndex> {
        let source = &layout.columns.team;
        let column = self.column(layout, source, row)?;
        let cell = row.cell(column);
        if !source.choices.is_empty() {
            let choice = source.columns.iter().position(|of| *of == column)?;
            return source.choices.get(choice).copied();
        }
        if let Some((_, team)) = self.teams.iter().find(|(known, _)| known == cell) {
            return Some(*team);
        }
        let team = layout.source.questionnaire.team(&fold(cell));
        match team {
            Some(team) if self.teams.len() < KNOWN_AT_MOST => {
                self.teams.push((cell.to_owned(), team))
            }
            Some(_) => {}
            None => self.no_teams.add(cell, Layout::place(row, column)),
        }
        team
    }

    fn comments(&mut self, layout: &Layout<'_>, row: &Row) {
        for (column, question) in &layout.columns.comments {
            let text = row.cell(*column).trim();
            if !text.is_empty() {
                self.comment(layout, row, *column, (*question, text));
            }
        }
    }

    fn comment(
        &mut self,
        layout: &Layout<'_>,
        row: &Row,
        column: usize,
        (question, text): (QuestionIndex, &str),
    ) {
        match Limit::Note.check("a note", text) {
            Ok(()) => self.comments.push((question, text.to_owned())),
            Err(kind) => self.problem(layout, row, Some(column), kind),
        }
    }

    fn problem(
        &mut self,
        layout: &Layout<'_>,
        row: &Row,
        column: Option<usize>,
        kind: DiagnosticKind,
    ) {
        self.problem_at(layout, (row.number, row.line), column, kind);
    }

    fn problem_at(
        &mut self,
        layout: &Layout<'_>,
        place: (u64, u64),
        column: Option<usize>,
        kind: DiagnosticKind,
    ) {
        let title = layout.header.title(column);
        self.diagnostics
            .push(layout.source.problem(place, title, kind));
    }

    /// Turns every word that is no answer or no team into one problem.
    fn refuse_words(&mut self, layout: &Layout<'_>) {
        let questionnaire = layout.source.questionnaire;
        let words = std::mem::take(&mut self.no_answers).into_sorted();
        let codes = self.codes.refused();
        let mut named: Vec<_> = words
            .iter()
            .chain(&codes)
            .map(|(word, ..)| word.clone())
            .collect();
        named.retain(|word| word != super::answers::LOST);
        for (shown, (word, cells, (row, line, column))) in words.into_iter().enumerate() {
            let kind = refused::not_answers(word, cells, shown, questionnaire);
            self.problem_at(layout, (row, line), Some(column), kind);
        }
        for (word, cells, (row, line, column)) in codes {
            self.problem_at(
                layout,
                (row, line),
                Some(column),
                DiagnosticKind::Code { word, cells },
            );
        }
        for (word, _, (row, line, column)) in std::mem::take(&mut self.no_teams).into_sorted() {
            if let Err(kind) = document::team(&word, questionnaire) {
                self.problem_at(layout, (row, line), Some(column), kind);
            }
        }
        if !named.is_empty() {
            self.diagnostics =
                std::mem::take(&mut self.diagnostics).hint(refused::words_hint(&named));
        }
    }
}
