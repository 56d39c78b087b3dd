//! The rows of a form: whose they are, and what they say.

use super::{
    Source,
    answers::{LOST, Said, said},
    columns::{Columns, NameColumn, Place},
    header::Header,
    notes::{LeftOut, Notes},
    refused::{Refused, Word},
    roles::Role,
    time::{self, DayFirst},
};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics, SHOWN_AT_MOST},
    grid::Row,
    questionnaire::{Limit, QuestionIndex, TeamIndex},
    response::{Answer, Entry, EntryPosition, Missing, Respondent, document},
    text::{List, Quoted, fold, nearest},
};

/// What a row is called that sums up the others.
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

/// How many different cells are known by heart: a form has few different answers and teams.
const KNOWN_AT_MOST: usize = 16;

/// The lines of a questionnaire that say what words mean, and how many words are named beside.
const WORDS: &str = "\n    words:\n      yes: []\n      no: []\n      unsure: []\n";
const NAMED_AT_MOST: usize = 12;

/// What is known of a form before its rows are read.
pub(super) struct Layout<'a> {
    pub(super) source: Source<'a>,
    pub(super) header: Header,
    pub(super) columns: Columns,
    pub(super) day_first: DayFirst,
}

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
    no_answers: Refused,
    no_teams: Refused,
    /// `1` and `0`, and whether there are other answers.
    codes: Refused,
    is_of_words: bool,
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
            no_answers: Refused::default(),
            no_teams: Refused::default(),
            codes: Refused::default(),
            is_of_words: false,
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
        self.refuse_words();
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
        self.diagnostics.count() + self.no_answers.cells + self.no_teams.cells
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
        self.is_of_words |= !matches!(said, Said::Code(_));
        let place = (row.number, row.line, column);
        match said {
            Said::Answer(answer) => {
                keep(&mut self.known_answers, cell, answer);
                return Ok(Some(answer));
            }
            Said::Code(answer) => {
                self.codes
                    .add(if answer == Answer::Yes { "1" } else { "0" }, place);
                return Ok(Some(answer));
            }
            Said::Explained(answer, why) => {
                self.comment(row, column, question, why);
                return Ok(Some(answer));
            }
            Said::Other => self.no_answers.add(cell, place),
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
            None => self.no_teams.add(cell, (row.number, row.line, column)),
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
        self.problem_at((row.number, row.line), column, kind);
    }

    fn problem_at(&mut self, place: (u64, u64), column: Option<usize>, kind: DiagnosticKind) {
        let title = column.and_then(|column| self.layout.header.title(column));
        self.diagnostics
            .push(self.layout.source.problem(place, title, kind));
    }

    /// Turns every word that is no answer or no team into one problem.
    fn refuse_words(&mut self) {
        let questionnaire = self.layout.source.questionnaire;
        let are_codes = !self.is_of_words && self.codes.holds("0");
        let mut words = self.no_answers.take();
        words.extend(self.codes.take().into_iter().filter(|_| !are_codes));
        let to_explain: Vec<_> = words
            .iter()
            .map(|word| word.text.clone())
            .filter(|word| word != LOST)
            .collect();
        for (shown, word) in words.into_iter().enumerate() {
            let (row, line, column) = word.first;
            let kind = self.layout.not_an_answer(word, shown < SHOWN_AT_MOST);
            self.problem_at((row, line), Some(column), kind);
        }
        for Word {
            text,
            first: (row, line, column),
            ..
        } in self.no_teams.take()
        {
            if let Err(kind) = document::team(&text, questionnaire) {
                self.problem_at((row, line), Some(column), kind);
            }
        }
        if !to_explain.is_empty() {
            let words: Vec<_> = to_explain.iter().take(NAMED_AT_MOST).map(Quoted).collect();
            let hint = format!(
                "where {} is an answer, say in the questionnaire which:",
                List(&words, "or")
            );
            self.diagnostics = std::mem::take(&mut self.diagnostics)
                .hint(hint)
                .example(WORDS);
        }
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

impl Layout<'_> {
    /// What a row is called that sums up others, if it is one.
    fn total<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let names = self.columns.names.iter().filter_map(|name| match name {
            NameColumn::Whole(column) => Some(row.cell(*column)),
            NameColumn::FirstAndLast(..) => None,
        });
        let name = names.into_iter().find(|name| !name.is_empty());
        let first = || row.filled().next().map(|(_, cell)| cell);
        let is_total = |name: &&str| TOTALS.iter().any(|total| name.eq_ignore_ascii_case(total));
        name.or_else(first).filter(is_total)
    }

    /// The name in a row; `anonymous` is none.
    fn name(&self, row: &Row) -> Option<String> {
        let names = self.columns.names.iter().map(|name| match name {
            NameColumn::Whole(column) => row.cell(*column).to_owned(),
            NameColumn::FirstAndLast(first, last) => {
                format!("{} {}", row.cell(*first), row.cell(*last))
                    .trim()
                    .to_owned()
            }
        });
        let mut names =
            names.filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("anonymous"));
        names.next()
    }

    fn email<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let mut cells = self.columns.emails.iter().map(|column| row.cell(*column));
        cells.find(|cell| cell.contains('@'))
    }

    /// Why a row is nobody's, by what the form tool says of it.
    fn left_out(&self, row: &Row) -> Option<LeftOut> {
        let mut states = self.columns.states.iter();
        states.find_map(
            |(column, role)| match (role, fold(row.cell(*column)).as_str()) {
                (Role::Submitted, "" | "n") => Some(LeftOut::NotSubmitted),
                (Role::Finished, "false" | "0" | "no") => Some(LeftOut::Unfinished),
                // Qualtrics' figures for previews and tests, with and without spam.
                (Role::Status, "1" | "2" | "9" | "17") if self.columns.is_qualtrics => {
                    Some(LeftOut::Preview)
                }
                (Role::Status, state) => LeftOut::of_status(state),
                _ => None,
            },
        )
    }

    /// The problem of a word. Only where it is shown is it worth to look for the nearest answer,
    /// and a short word is near to too many.
    fn not_an_answer(
        &self,
        Word {
            text: word, cells, ..
        }: Word,
        is_shown: bool,
    ) -> DiagnosticKind {
        const LETTERS_AT_LEAST: usize = 5;
        let is_long = word.chars().count() >= LETTERS_AT_LEAST;
        let words = self.source.questionnaire.words();
        match word.as_str() {
            LOST => DiagnosticKind::LostCharacter { cells },
            "1" | "0" => DiagnosticKind::Code { word, cells },
            _ => DiagnosticKind::NotAnswers {
                nearest: nearest(&word, words.all().filter(|_| is_shown && is_long))
                    .map(str::to_owned),
                word,
                cells,
            },
        }
    }
}
