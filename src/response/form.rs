//! A form export: CSV with one response a row, as Google Forms and Typeform write it.
//!
//! The rows are streamed. Nothing of a row is kept once it has been handed on, so a form of any
//! length takes the memory of one row.

use std::{
    borrow::Cow,
    cell::Cell,
    io::{self, Read},
    rc::Rc,
    str,
};

use simd_csv::{ByteRecord, ErrorKind, ZeroCopyByteRecord, ZeroCopyReader, ZeroCopyReaderBuilder};

use super::{Answer, Missing, Respondent, Stance, document};
use crate::{
    problem::{Fault, Problem, Problems, Where},
    questionnaire::{Question, Questionnaire, TeamIndex},
    text::nearest,
};

/// The most bytes that a row may have. A quote that is never closed makes one of all that follows.
const ROW_AT_MOST: u64 = 1 << 20;

/// One row of a form: somebody's complete answers.
pub struct Row<'a> {
    /// Who answered.
    pub respondent: Respondent,
    /// The answers, in the questionnaire's order.
    pub stances: &'a [Stance],
    /// The row's number; the header's is 1.
    pub number: u64,
}

/// Reads a form and hands on every row that is sound. Gives the headers of the columns that say
/// nothing to any question.
///
/// `take` may refuse a row with a fault, which becomes a problem of that row.
///
/// # Errors
///
/// Everything that is wrong, by row and column.
pub fn read(
    file: impl Read,
    name: &str,
    questionnaire: &Questionnaire,
    missing: Missing,
    mut take: impl FnMut(&Row<'_>) -> Result<(), Fault>,
) -> Result<Vec<String>, Problems> {
    let in_row = Rc::new(Cell::new(0));
    let bounded = Bounded {
        file,
        in_row: Rc::clone(&in_row),
    };
    let mut rows = ZeroCopyReaderBuilder::with_capacity(1 << 16)
        .flexible(true)
        .from_reader(bounded);
    let columns = columns(&mut rows, name, questionnaire)?;
    let mut form = Form {
        name,
        questionnaire,
        missing,
        columns,
        number: 1,
        teams: Vec::new(),
        stances: Vec::new(),
        problems: Problems::default(),
    };
    loop {
        in_row.set(0);
        match rows.read_byte_record() {
            Ok(Some(record)) => form.row(&record, &mut take),
            Ok(None) => break,
            Err(error) => {
                form.number += 1;
                form.problem(None, fault(error));
                break;
            }
        }
    }
    if form.number == 1 {
        form.problems
            .push(Problem::of(name, Fault::FormWithoutRows));
    }
    form.problems.unless(form.columns.ignored)
}

fn fault(error: simd_csv::Error) -> Fault {
    match error.into_kind() {
        ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Fault::NotCsv("a row without an end; is there a quote that is never closed?".to_owned())
        }
        ErrorKind::Io(error) => Fault::Unreadable(crate::problem::reason(&error)),
        other => Fault::NotCsv(format!("{other:?}")),
    }
}

/// A file that fails once a row takes more bytes than a row may have.
struct Bounded<R> {
    file: R,
    in_row: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.in_row.get() > ROW_AT_MOST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.file.read(bytes)?;
        self.in_row.set(self.in_row.get() + count as u64);
        Ok(count)
    }
}

/// Which column says what.
struct Columns {
    headers: Vec<String>,
    /// The column of each question, in the questionnaire's order.
    answers: Vec<usize>,
    name: Option<usize>,
    team: Option<usize>,
    ignored: Vec<String>,
}

/// Reads the first row and finds the column of every question.
fn columns(
    rows: &mut ZeroCopyReader<impl Read>,
    file: &str,
    questionnaire: &Questionnaire,
) -> Result<Columns, Problems> {
    let header = rows
        .byte_headers()
        .map_err(|error| Problem::of(file, fault(error)))?;
    let headers = headers(header, file)?;
    let mut finder = Finder {
        file,
        headers: &headers,
        taken: vec![false; headers.len()],
        problems: Problems::default(),
    };
    let answers: Vec<_> = questionnaire
        .questions()
        .map(|(_, question)| finder.question(question))
        .collect();
    let name = finder.one("name", &["name"]);
    let team = finder.one("team", &["team"]);
    finder.all(&["date", "timestamp"]);
    let ignored = finder.rest();
    let answers: Option<Vec<usize>> = answers.into_iter().collect();
    let problems = finder.problems;
    let columns = Columns {
        headers,
        answers: answers.unwrap_or_default(),
        name,
        team,
        ignored,
    };
    problems.unless(columns)
}

fn headers(header: &ByteRecord, file: &str) -> Result<Vec<String>, Problem> {
    let at = |fault| Problem {
        fault,
        at: Where::Cell {
            file: file.to_owned(),
            row: 1,
            column: None,
        },
    };
    if header.iter().all(|cell| cell.trim_ascii().is_empty()) {
        return Err(Problem::of(file, Fault::EmptyForm));
    }
    if header.len() == 1 && header.iter().any(|cell| cell.contains(&b';')) {
        let reason = "the columns stand between semicolons; save it with commas".to_owned();
        return Err(at(Fault::NotCsv(reason)));
    }
    let text = |cell: &[u8]| str::from_utf8(cell).map(|cell| cell.trim().to_owned());
    header
        .iter()
        .map(text)
        .collect::<Result<_, _>>()
        .map_err(|_| at(Fault::NotUtf8))
}

/// Finds columns by their headers, each of them once.
struct Finder<'a> {
    file: &'a str,
    headers: &'a [String],
    taken: Vec<bool>,
    problems: Problems,
}

impl Finder<'_> {
    /// The column of a question: by its id, its text or its need.
    fn question(&mut self, question: &Question) -> Option<usize> {
        let names = [question.id.as_str(), &question.question, &question.need];
        let column = self.one(&question.id, &names);
        if column.is_none() && !self.is_named(&names) {
            let headers = self.headers.iter().map(String::as_str);
            let near = names.iter().find_map(|name| nearest(name, headers.clone()));
            let fault = Fault::NoColumn {
                id: question.id.clone(),
                nearest: near.map(str::to_owned),
            };
            self.problem(fault);
        }
        column
    }

    /// The one free column with one of these names; two of them are a problem.
    fn one(&mut self, what: &str, names: &[&str]) -> Option<usize> {
        let found = self.all(names);
        if let [one, other, ..] = found[..] {
            let headers = [one, other].map(|column| self.headers[column].clone());
            self.problem(Fault::TwoColumns {
                what: what.to_owned(),
                headers,
            });
            return None;
        }
        found.first().copied()
    }

    /// All free columns with one of these names, which are taken by that.
    fn all(&mut self, names: &[&str]) -> Vec<usize> {
        let found: Vec<usize> = (0..self.headers.len())
            .filter(|column| !self.taken[*column] && is_one_of(&self.headers[*column], names))
            .collect();
        for column in &found {
            self.taken[*column] = true;
        }
        found
    }

    fn is_named(&self, names: &[&str]) -> bool {
        self.headers.iter().any(|header| is_one_of(header, names))
    }

    fn rest(&self) -> Vec<String> {
        let free = self
            .headers
            .iter()
            .zip(&self.taken)
            .filter(|(_, taken)| !**taken);
        free.map(|(header, _)| header.clone()).collect()
    }

    fn problem(&mut self, fault: Fault) {
        let at = Where::Cell {
            file: self.file.to_owned(),
            row: 1,
            column: None,
        };
        self.problems.push(Problem { fault, at });
    }
}

fn is_one_of(header: &str, names: &[&str]) -> bool {
    names
        .iter()
        .any(|name| header.to_lowercase() == name.trim().to_lowercase())
}

/// A form being read: row by row, with one row's answers in memory.
struct Form<'a> {
    name: &'a str,
    questionnaire: &'a Questionnaire,
    missing: Missing,
    columns: Columns,
    number: u64,
    /// The teams' cells seen so far, as they were written.
    teams: Vec<(Vec<u8>, Option<TeamIndex>)>,
    stances: Vec<Stance>,
    problems: Problems,
}

impl Form<'_> {
    fn row(
        &mut self,
        record: &ZeroCopyByteRecord<'_>,
        take: &mut impl FnMut(&Row<'_>) -> Result<(), Fault>,
    ) {
        self.number += 1;
        let cells = self.columns.headers.len();
        if record.len() != cells {
            return self.problem(
                None,
                Fault::RaggedRow {
                    wanted: cells,
                    found: record.len(),
                },
            );
        }
        let sound = self.problems.count();
        let respondent = self.respondent(record);
        self.answers(record);
        if self.problems.count() > sound {
            return;
        }
        let row = Row {
            respondent,
            stances: &self.stances,
            number: self.number,
        };
        if let Err(fault) = take(&row) {
            self.problem(self.columns.name, fault);
        }
    }

    fn respondent(&mut self, record: &ZeroCopyByteRecord<'_>) -> Respondent {
        let name = self
            .columns
            .name
            .and_then(|column| self.text(record, column));
        Respondent {
            name,
            team: self
                .columns
                .team
                .and_then(|column| self.team(record, column)),
        }
    }

    /// A form has few teams and many rows, so that a team's cell is looked up once and then known.
    fn team(&mut self, record: &ZeroCopyByteRecord<'_>, column: usize) -> Option<TeamIndex> {
        let cell = record.get(column).unwrap_or_default();
        if let Some((_, team)) = self.teams.iter().find(|(known, _)| known == cell) {
            return *team;
        }
        let team = self
            .text(record, column)
            .map(|name| document::team(&name, self.questionnaire));
        match team.transpose() {
            Ok(team) => {
                self.teams.push((cell.to_owned(), team));
                team
            }
            Err(fault) => {
                self.problem(Some(column), fault);
                None
            }
        }
    }

    /// A cell's text, unless it is blank.
    fn text(&mut self, record: &ZeroCopyByteRecord<'_>, column: usize) -> Option<String> {
        let cell = unescaped(record, column);
        match str::from_utf8(&cell) {
            Ok(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Err(_) => {
                self.problem(Some(column), Fault::NotUtf8);
                None
            }
        }
    }

    /// Nearly every cell is an answer as it stands; only others are looked at closely.
    fn answers(&mut self, record: &ZeroCopyByteRecord<'_>) {
        self.stances.clear();
        for question in 0..self.columns.answers.len() {
            let column = self.columns.answers[question];
            match record.get(column).and_then(Answer::from_bytes) {
                Some(answer) => self.stances.push(Stance::Given(answer)),
                None => self.unusual(record, column),
            }
        }
    }

    /// A cell that is in quotes, blank, or no answer.
    fn unusual(&mut self, record: &ZeroCopyByteRecord<'_>, column: usize) {
        let cell = unescaped(record, column);
        let fault = match (str::from_utf8(&cell).map(str::trim), self.missing) {
            (Ok(""), Missing::CountsAsUnsure) => return self.stances.push(Stance::NoAnswer),
            (Ok(""), Missing::IsAProblem) => Fault::BlankCell,
            (Ok(word), _) => match document::answer(word) {
                Ok(answer) => return self.stances.push(Stance::Given(answer)),
                Err(fault) => fault,
            },
            (Err(_), _) => Fault::NotUtf8,
        };
        self.problem(Some(column), fault);
    }

    fn problem(&mut self, column: Option<usize>, fault: Fault) {
        let column = column.map(|column| self.columns.headers[column].clone());
        let at = Where::Cell {
            file: self.name.to_owned(),
            row: self.number,
            column,
        };
        self.problems.push(Problem { fault, at });
    }
}

/// A cell without its quotes; most have none.
fn unescaped<'r>(record: &'r ZeroCopyByteRecord<'_>, column: usize) -> Cow<'r, [u8]> {
    match record.get(column) {
        Some(cell) if cell.first() == Some(&b'"') => record.unescape(column).unwrap_or_default(),
        cell => Cow::Borrowed(cell.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two() -> Questionnaire {
        let yaml = "title: T\nteams: {a: A, b: B}\nquestions:\n- {id: x, need: Nx, question: \"Qx, or not?\", lead: a}\n- {id: y, need: Ny, question: Qy, lead: b}\n";
        Questionnaire::read(&crate::problem::Text::new("q", yaml)).unwrap()
    }

    fn rows(csv: &str, missing: Missing) -> Result<(Vec<String>, Vec<String>), Vec<String>> {
        let mut rows = Vec::new();
        let ignored = read(csv.as_bytes(), "f.csv", &two(), missing, |row| {
            let words: Vec<_> = row.stances.iter().map(|stance| stance.spoken()).collect();
            let name = row.respondent.name.clone().unwrap_or_default();
            let team = row.respondent.team.map_or(0, |team| team.position() + 1);
            rows.push(format!("{} {name} {team} {}", row.number, words.join(",")));
            Ok(())
        });
        ignored
            .map(|ignored| (rows, ignored))
            .map_err(|problems| problems.lines())
    }

    #[test]
    fn a_form_as_forms_are_written() {
        let csv = "\u{feff}Timestamp,\"QX, or not? \",Comments,Name,Team,ny\r\n2026/11/24,TRUE,\"a, \"\"b\"\"\nc\",Ana,A,0\r\n\r\n2026/11/25,\"No\",,,b,Maybe";
        let (rows, ignored) = rows(csv, Missing::IsAProblem).unwrap();
        assert_eq!(rows, ["2 Ana 1 yes,no", "3  2 no,not sure"]);
        assert_eq!(ignored, ["Comments"]);
    }

    #[test]
    fn blank_cells_are_missing() {
        let csv = "x,y\n,yes\n";
        assert_eq!(
            rows(csv, Missing::IsAProblem).unwrap_err(),
            ["row 2 x: no answer"]
        );
        assert_eq!(
            rows(csv, Missing::CountsAsUnsure).unwrap().0,
            ["2  0 no answer,yes"]
        );
    }

    #[test]
    fn columns_are_found_once_and_for_all_questions() {
        let missing = Missing::IsAProblem;
        assert_eq!(
            rows("x,z\nyes,no\n", missing).unwrap_err(),
            ["row 1: no column for question `y`"]
        );
        assert_eq!(
            rows("x,Nx,y\nyes,yes,no\n", missing).unwrap_err(),
            ["row 1: two columns for `x`: `x` and `Nx`"]
        );
        assert_eq!(
            rows("x,y,name,Name\nyes,yes,a,b\n", missing).unwrap_err(),
            ["row 1: two columns for `name`: `name` and `Name`"]
        );
    }

    #[test]
    fn what_is_wrong_is_named_by_row_and_column() {
        let csv = "x,y,team\nyes,no,c\nyess,no,a\nyes\nyes,no,b,1\n";
        assert_eq!(
            rows(csv, Missing::IsAProblem).unwrap_err(),
            [
                "row 2 team: unknown team `c`",
                "row 3 x: `yess` is not an answer",
                "row 4: a row of 1 cell, where the header has 3",
                "row 5: a row of 4 cells, where the header has 3",
            ]
        );
    }

    #[test]
    fn a_form_has_a_header_and_rows() {
        let missing = Missing::IsAProblem;
        assert_eq!(
            rows("", missing).unwrap_err(),
            ["an empty file, not a form export"]
        );
        assert_eq!(
            rows("\n\n", missing).unwrap_err(),
            ["an empty file, not a form export"]
        );
        assert_eq!(
            rows("x,y\n", missing).unwrap_err(),
            ["a form export with a header and no answers"]
        );
        assert_eq!(
            rows("x;y\nyes;no\n", missing).unwrap_err(),
            [
                "row 1: cannot read this as CSV: the columns stand between semicolons; save it with commas"
            ]
        );
    }

    #[test]
    fn a_quote_that_is_never_closed_does_not_swallow_the_file() {
        let csv = format!("x,y\nyes,\"no\n{}", "yes,no\n".repeat(1 << 19));
        assert_eq!(
            rows(&csv, Missing::IsAProblem).unwrap_err(),
            [
                "row 2: cannot read this as CSV: a row without an end; is there a quote that is never closed?"
            ]
        );
    }
}
