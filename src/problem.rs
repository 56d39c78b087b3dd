//! What can go wrong, where, and what to do about it.
//!
//! A [`Problem`] is a value: one [`Fault`] and the [`Place`] where it was found. Rooms gather them,
//! so that a person mends a file once and not once a mistake. [`Error`] is what a command ends with
//! instead of a result; the whole wording of the program's complaints is in this room.

mod screen;
mod wording;

use std::{fmt, rc::Rc};

pub use screen::Notices;

/// How many problems are shown one by one; the rest are counted.
pub const SHOWN_AT_MOST: usize = 20;

/// What the program ends with, as scripts see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Done, and what `--fail-on` names is the case.
    Failed,
    /// Nothing could be done.
    Nothing,
    /// Left before the end, from the keyboard.
    Left,
}

impl Exit {
    /// The process's exit code.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Nothing => 2,
            Self::Left => 130,
        }
    }
}

/// A file's text and the name it goes by in messages. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Text(Rc<(String, String)>);

impl Text {
    /// Text read from the file, stream or option that `name` names.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self(Rc::new((name.into(), text.into())))
    }

    /// The file's name as it was given.
    pub fn name(&self) -> &str {
        &self.0.0
    }

    /// The text itself, without a byte-order mark.
    pub fn as_str(&self) -> &str {
        let text = self.0.1.as_str();
        text.strip_prefix('\u{feff}').unwrap_or(text)
    }
}

/// A stretch of one line. Lines and columns count from 1, columns and length in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The first character.
    pub column: usize,
    /// How many characters; 0 points between two.
    pub length: usize,
}

/// Where a problem was found.
#[derive(Debug, Clone)]
pub enum Where {
    /// At a place in a text that can be shown.
    Line(Text, Place),
    /// In a row and column of a table; rows count from 1, the header's row included.
    Cell {
        /// The file.
        file: String,
        /// The row's line in the file.
        row: u64,
        /// The column's header.
        column: Option<String>,
    },
    /// In a file as a whole.
    File(String),
    /// Nowhere in particular.
    Nowhere,
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone)]
pub struct Problem {
    /// What is wrong.
    pub fault: Fault,
    /// Where.
    pub at: Where,
}

impl Problem {
    /// A problem at a place in a text.
    pub fn at(text: &Text, place: Place, fault: Fault) -> Self {
        Self {
            fault,
            at: Where::Line(text.clone(), place),
        }
    }

    /// A problem of a file as a whole.
    pub fn of(file: impl Into<String>, fault: Fault) -> Self {
        Self {
            fault,
            at: Where::File(file.into()),
        }
    }

    /// A problem of no file.
    pub fn nowhere(fault: Fault) -> Self {
        Self {
            fault,
            at: Where::Nowhere,
        }
    }
}

/// The situations a person can be in. Names and texts in the fields are as they were found, not
/// yet escaped: the wording does that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A file could not be read.
    Unreadable(String),
    /// A file is larger than any such file has reason to be.
    TooLarge {
        /// The most bytes it may have.
        limit: u64,
    },
    /// A file's bytes are not UTF-8.
    NotUtf8,
    /// Text is neither YAML nor JSON.
    NotYaml(String),
    /// A value has the wrong shape.
    Shape {
        /// What stands there, such as "`teams`".
        what: String,
        /// What is wanted, such as "a list of questions".
        wanted: &'static str,
        /// What was found.
        found: &'static str,
    },
    /// A key that means nothing here.
    UnknownKey {
        /// The key.
        key: String,
        /// The key that was probably meant.
        nearest: Option<String>,
        /// The keys that mean something.
        known: &'static [&'static str],
    },
    /// A key that is there twice.
    RepeatedKey {
        /// The key.
        key: String,
        /// The line of the first.
        first: usize,
    },
    /// A key that must be there and is not.
    MissingKey(&'static str),
    /// A value that must say something and is empty.
    EmptyValue(String),
    /// Text that would steer a terminal.
    SteeringText {
        /// Which text.
        what: String,
        /// The character.
        character: char,
    },
    /// `consensus` is not a percentage from 51 to 100.
    BadConsensus(String),
    /// Fewer than two teams.
    TooFewTeams,
    /// No questions, or too many.
    NumberOfQuestions(usize),
    /// An id with other characters than `a-z`, `0-9` and `-`.
    BadId(String),
    /// One id for two questions or two teams.
    RepeatedId {
        /// The id.
        id: String,
        /// The line of the first.
        first: usize,
    },
    /// A team that the questionnaire does not have.
    UnknownTeam {
        /// The name as it was given.
        team: String,
        /// The team that was probably meant.
        nearest: Option<String>,
        /// The ids of the teams.
        known: Vec<String>,
    },
    /// A question that the questionnaire does not have.
    UnknownQuestion {
        /// The id as it was given.
        id: String,
        /// The id that was probably meant.
        nearest: Option<String>,
    },
    /// One question answered twice.
    AnsweredTwice {
        /// The question's id.
        id: String,
        /// The line of the first answer, where it has one.
        first: Option<usize>,
    },
    /// A word that is not an answer.
    NotAnAnswer {
        /// The word.
        word: String,
        /// The answer that was probably meant.
        nearest: Option<String>,
    },
    /// More lines than questions.
    TooManyLines {
        /// How many questions there are.
        questions: usize,
    },
    /// A date that is not a year, month and day.
    BadDate(String),
    /// Questions nobody answered.
    NoAnswer(Vec<String>),
    /// `--answer` without `=`.
    NotAPair(String),
    /// A form export without a header.
    EmptyForm,
    /// A form export with a header and nothing else.
    FormWithoutRows,
    /// A question that no column answers.
    NoColumn {
        /// The question's id.
        id: String,
        /// The header that was probably meant for it.
        nearest: Option<String>,
    },
    /// Two columns for one question, or for the name or the team.
    TwoColumns {
        /// The question's id, or `name` or `team`.
        what: String,
        /// The headers.
        headers: [String; 2],
    },
    /// A cell that should hold an answer and holds nothing.
    BlankCell,
    /// A row with more or fewer cells than the header.
    RaggedRow {
        /// The header's cells.
        wanted: usize,
        /// The row's cells.
        found: usize,
    },
    /// A form export that is not CSV.
    NotCsv(String),
    /// One name for two respondents.
    NameTwice {
        /// The name.
        name: String,
        /// Where the first one is.
        first: String,
    },
    /// One source given twice.
    SourceTwice,
    /// A file whose ending says nothing known.
    UnknownEnding,
    /// A directory without any source in it.
    NoSources,
    /// Standard input is a source twice.
    StdinTwice,
    /// A file that exists and is not to be replaced.
    Exists,
    /// A file could not be written.
    Unwritable(String),
    /// The terminal failed.
    Terminal(String),
    /// A directory where a single file is wanted.
    NotAFile,
}

/// What a command ends with when it cannot give what was asked for.
#[derive(Debug)]
pub enum Error {
    /// Something in what was given is wrong; nothing was done.
    Problems(Problems),
    /// The person left the interview; there is nothing to say.
    Left,
    /// Whoever read the output has closed it; there is nobody to tell.
    ClosedPipe,
}

impl Error {
    /// The exit code's meaning.
    pub const fn exit(&self) -> Exit {
        match self {
            Self::Problems(_) => Exit::Nothing,
            Self::Left => Exit::Left,
            Self::ClosedPipe => Exit::Done,
        }
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Problems(problem.into())
    }
}

impl From<Problems> for Error {
    fn from(problems: Problems) -> Self {
        Self::Problems(problems)
    }
}

/// All that was found wrong, in the order it was found. From the 21st on they are only counted.
#[derive(Debug, Default)]
pub struct Problems {
    shown: Vec<Problem>,
    uncounted: u64,
    hint: Option<String>,
}

impl Problems {
    /// Adds a problem.
    pub fn push(&mut self, problem: Problem) {
        if self.shown.len() < SHOWN_AT_MOST {
            self.shown.push(problem);
        } else {
            self.uncounted += 1;
        }
    }

    /// Adds all that another gathering holds.
    pub fn append(&mut self, others: Self) {
        others
            .shown
            .into_iter()
            .for_each(|problem| self.push(problem));
        self.uncounted += others.uncounted;
        self.hint = self.hint.take().or(others.hint);
    }

    /// Says what to type next, under all the problems.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.shown.len() as u64 + self.uncounted
    }

    /// Those that stand at a place in a text, with that place.
    pub fn places(&self) -> impl Iterator<Item = (Place, &Fault)> {
        self.shown.iter().filter_map(|problem| match problem.at {
            Where::Line(_, place) => Some((place, &problem.fault)),
            _ => None,
        })
    }

    /// Each shown one in a line, without its file, for tests.
    #[cfg(test)]
    pub(crate) fn lines(&self) -> Vec<String> {
        let line = |problem: &Problem| match &problem.at {
            Where::Cell {
                row,
                column: Some(column),
                ..
            } => format!("row {row} {column}: {}", problem.fault),
            Where::Cell {
                row, column: None, ..
            } => format!("row {row}: {}", problem.fault),
            _ => problem.fault.to_string(),
        };
        self.shown.iter().map(line).collect()
    }

    /// The value if nothing is wrong.
    ///
    /// # Errors
    ///
    /// All the problems, if there are any.
    pub fn unless<T>(self, value: T) -> Result<T, Self> {
        if self.shown.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }

    /// Takes the value out of a result and keeps its problems.
    pub fn keep<T>(&mut self, result: Result<T, impl Into<Self>>) -> Option<T> {
        result.map_err(|problems| self.append(problems.into())).ok()
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self {
            shown: vec![problem],
            uncounted: 0,
            hint: None,
        }
    }
}

impl FromIterator<Problem> for Problems {
    fn from_iter<I: IntoIterator<Item = Problem>>(problems: I) -> Self {
        let mut all = Self::default();
        all.extend(problems);
        all
    }
}

impl Extend<Problem> for Problems {
    fn extend<I: IntoIterator<Item = Problem>>(&mut self, problems: I) {
        problems.into_iter().for_each(|problem| self.push(problem));
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}
