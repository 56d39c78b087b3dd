//! The situations a person can be in, each with its words: a fragment that says what is wrong.

use thiserror::Error;

use crate::text::{Count, Names, Quoted, sanitize};

/// Names and texts in the fields are as they were found, not yet escaped: the wording does that.
/// `nearest` is what was probably meant, `first` the line of the first of two.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum DiagnosticKind {
    #[error("cannot read this: {}", sanitize(.0))]
    Unreadable(String),
    #[error("more than {} MiB, which is too much to read of such a file", .limit >> 20)]
    TooLarge { limit: u64 },
    #[error("this is not text in UTF-8")]
    NotUtf8,
    #[error("cannot read this as YAML: {}", sanitize(.0))]
    NotYaml(String),
    #[error("no `: ` between key and value")]
    Unseparated { key: String, value: String },
    #[error("a no-break space where a space belongs")]
    NoBreakSpace,
    #[error("this line marks code in a chat or in Markdown")]
    Fence,
    #[error("{} must be {wanted}, not {found}", sanitize(.what))]
    Shape { what: String, wanted: &'static str, found: &'static str },
    #[error("unknown key {}", Quoted(.key))]
    UnknownKey { key: String, nearest: Option<String>, known: &'static [&'static str] },
    #[error("key {} is here twice, first in line {first}", Quoted(.key))]
    RepeatedKey { key: String, first: usize },
    #[error("no {}", Quoted(.0))]
    MissingKey(&'static str),
    #[error("{} is empty", sanitize(.0))]
    EmptyValue(String),
    #[error("{} holds {}", sanitize(.what), name_of(*.character))]
    UnsafeText { what: String, character: char },
    #[error("`consensus` must be a whole number from 51 to 100, not {}", Quoted(.0))]
    BadConsensus(String),
    #[error("{} is no language tag", Quoted(.0))]
    BadLanguage(String),
    #[error("a questionnaire has 2 to 100 teams, not {0}")]
    NumberOfTeams(usize),
    #[error("a questionnaire has 1 to 1000 questions, not {0}")]
    NumberOfQuestions(usize),
    #[error("{} cannot be an id", Quoted(.0))]
    BadId(String),
    #[error("{what} {} is here twice, first in line {first}", Quoted(.name))]
    SameName { what: &'static str, name: String, first: usize },
    #[error("{} says `{other}` already", Quoted(.word))]
    AmbiguousWord { word: String, other: &'static str },
    #[error("{what} has more than {limit} characters")]
    TooLong { what: &'static str, limit: usize },
    #[error("unknown team {}", Quoted(.team))]
    UnknownTeam { team: String, nearest: Option<String>, known: Vec<String> },
    #[error("unknown question id {}", Quoted(.id))]
    UnknownQuestion { id: String, nearest: Option<String> },
    #[error("{} is answered twice", Quoted(.0))]
    AnsweredTwice(String),
    #[error("{} is not an answer", Quoted(.word))]
    NotAnAnswer { word: String, nearest: Option<String> },
    #[error("{} is not a decision", Quoted(.0))]
    NotADecision(String),
    #[error("more answers than the {}", Count(*.questions as u64, "question"))]
    TooManyLines { questions: usize },
    #[error("{} is not a date", Quoted(.0))]
    BadDate(String),
    #[error("`--anonymous` takes three respondents or more, not {0}")]
    TooFewToBeAnonymous(u64),
    #[error("no answer for {}", Names(.0))]
    NoAnswer(Vec<String>),
    #[error("{} is not ID=ANSWER", Quoted(.0))]
    NotAPair(String),
    #[error("an empty file, not a form export")]
    EmptyForm,
    #[error("a form export with a header and no answers")]
    FormWithoutRows,
    #[error("no column for question {}", Quoted(.id))]
    NoColumn {
        id: String,
        /// The header that was probably meant for it, and what it is near.
        nearest: Option<[String; 2]>,
    },
    #[error("two columns for {}: {}", Quoted(.what), Names(.headers))]
    TwoColumns {
        /// The question's id, or `name` or `team`.
        what: String,
        headers: [String; 2],
    },
    #[error("no answer")]
    BlankCell,
    #[error("a row of {}, where the header has {wanted}", Count(*.found as u64, "cell"))]
    RaggedRow { wanted: usize, found: usize },
    #[error(
        "the quote opened here is never closed, so {} below it would be lost",
        Count(*.lines, "row")
    )]
    OpenQuote { lines: u64 },
    #[error(
        "the quote opened here closes in the middle of a cell {} below, so the rows between would \
         be lost",
        Count(*.lines, "line")
    )]
    StrayQuote { lines: u64 },
    #[error("a row of more than 1 MiB")]
    RowTooLong,
    #[error("cannot read this as an Excel file: {}", sanitize(.0))]
    NotXlsx(String),
    #[error("an Excel file that unpacks to more than a form has")]
    XlsxTooLarge,
    #[error("{} is not an answer; it is in {}", Quoted(.word), Count(*.cells, "cell"))]
    NotAnswers { word: String, nearest: Option<String>, cells: u64 },
    #[error("{} may mean yes or no here; it is in {}", Quoted(.word), Count(*.cells, "cell"))]
    Code { word: String, cells: u64 },
    #[error("`?` stands for a character that was lost; it is in {}", Count(*.cells, "cell"))]
    LostCharacter { cells: u64 },
    #[error("the last row is {}, which is nobody's", Quoted(.0))]
    TotalRow(String),
    #[error("{} has answered already, in {}", who(.name.as_deref(), *.by), sanitize(.first))]
    SamePerson {
        /// Where it is known and was kept.
        name: Option<String>,
        by: SameBy,
        first: String,
    },
    #[error("{} is not among the `people` who are asked", Quoted(.name))]
    UnknownPerson { name: String, nearest: Option<String> },
    #[error("this is not a line of answers")]
    NotALine,
    #[error("this file is the same, byte for byte, as {}", sanitize(.0))]
    SameBytes(String),
    #[error("no way to tell what this is")]
    UnknownEnding,
    #[error("this is {what}, which is not read here")]
    NotRead { what: &'static str, remedy: &'static str },
    #[error("cannot read this as a report: {}", sanitize(.0))]
    NotAReport(String),
    #[error("a report of version {0}, and only version 1 is read")]
    ReportVersion(u64),
    #[error("a report on other questions: it {}", difference(.lacks, .others))]
    OtherQuestions {
        /// The questionnaire's that the report lacks.
        lacks: Vec<String>,
        /// The report's that the questionnaire lacks.
        others: Vec<String>,
    },
    #[error("the answers in this report are not what its figures say")]
    ReportDiffers,
    #[error("this report says the same as the other sources together, and would count it twice")]
    ReportOfTheOthers,
    #[error("a report without figures by team stands only for itself")]
    ReportByNoTeam,
    #[error(
        "the answers to {} are not as many as the {}{}",
        Quoted(.id), Count(*.respondents, "respondent"), of_team(.team.as_deref())
    )]
    CountsDiffer { id: String, team: Option<String>, respondents: u64 },
    #[error("this team's answers to this question are counted above already")]
    CountedTwice,
    #[error("{} is not a number of respondents", Quoted(.0))]
    NotACount(String),
    #[error("{} is decided otherwise in another source", Quoted(.0))]
    DecidedTwice(String),
    #[error("a folder with no answers in it")]
    NoSources,
    #[error("standard input can be read only once")]
    StdinTwice,
    #[error("this council is named twice")]
    CouncilTwice,
    #[error("what was decided stands in {} as well", sanitize(.0))]
    DecisionsTwice(String),
    #[error("this file exists already")]
    Exists,
    #[error("a report would replace what it is made from")]
    OverItsSource,
    #[error("somebody else has changed this file meanwhile")]
    ChangedMeanwhile,
    #[error("this ending is not an answers document's")]
    NotADocument,
    #[error("decisions are written as YAML, which this ending is not")]
    NotADecisionsFile,
    #[error("`-` is no file to write to")]
    NotStdout,
    #[error("cannot write this: {}", sanitize(.0))]
    Unwritable(String),
    #[error("the terminal failed: {}", sanitize(.0))]
    Terminal(String),
    #[error("a meeting needs a terminal to be held at")]
    NoMeeting,
    #[error("`init` writes the built-in questionnaire and reads none")]
    InitReadsNone,
    #[error("{} asks other questions than this file", sanitize(.0))]
    OtherQuestionnaire(String),
    #[error("this is a folder, not a file")]
    NotAFile,
}

/// What tells that two entries are one person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SameBy {
    /// The name, within one team.
    Name,
    Email,
    /// The form tool's id of the response.
    ResponseId,
}

fn who(name: Option<&str>, by: SameBy) -> String {
    match (name, by) {
        (Some(name), SameBy::Name) => Quoted(name).to_string(),
        (None, SameBy::Name) => "somebody of this name".to_owned(),
        (_, SameBy::Email) => "whoever has this e-mail address".to_owned(),
        (_, SameBy::ResponseId) => "the response of this id".to_owned(),
    }
}

fn difference(lacks: &[String], others: &[String]) -> String {
    match (Names(lacks), Names(others)) {
        (lacks, Names([])) => format!("lacks {lacks}"),
        (Names([]), others) => format!("has {others} as well"),
        (lacks, others) => format!("lacks {lacks} and has {others} instead"),
    }
}

fn of_team(team: Option<&str>) -> String {
    team.map_or_else(String::new, |team| format!(" of {}", Quoted(team)))
}

/// What a character is called that is unsafe to print.
fn name_of(character: char) -> String {
    match character {
        '\n' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        _ => format!("the invisible character `{}`", character.escape_unicode()),
    }
}
