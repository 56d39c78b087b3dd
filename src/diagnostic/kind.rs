//! The situations a person can be in, as values.

/// The situations a person can be in. Names and texts in the fields are as they were found, not
/// yet escaped: the wording does that. `nearest` is what was probably meant, `first` the line of
/// the first of two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DiagnosticKind {
    /// A file could not be read.
    Unreadable(String),
    /// A file is larger than any such file has reason to be.
    TooLarge { limit: u64 },
    /// A file's bytes are not UTF-8.
    NotUtf8,
    /// Text is neither YAML nor JSON.
    NotYaml(String),
    /// A key and its value with nothing between but the colon.
    NoSpace { key: String, value: String },
    /// Another mark where a key's colon should be.
    NotAColon {
        mark: char,
        key: String,
        value: String,
    },
    /// A no-break space where YAML wants a space.
    NoBreakSpace,
    /// The mark around code in a chat or in Markdown, pasted along.
    Fence,
    /// A `?` alone, which begins a key in YAML.
    LoneQuestionMark,
    /// A value has the wrong shape.
    Shape {
        /// What stands there, such as "`teams`".
        what: String,
        /// What is wanted, such as "a list of questions".
        wanted: &'static str,
        found: &'static str,
    },
    /// A key that means nothing here.
    UnknownKey {
        key: String,
        nearest: Option<String>,
        known: &'static [&'static str],
    },
    /// A key that is there twice.
    RepeatedKey { key: String, first: usize },
    /// A key that must be there and is not.
    MissingKey(&'static str),
    /// A value that must say something and is empty.
    EmptyValue(String),
    /// Text that would steer a terminal.
    UnsafeText { what: String, character: char },
    /// `consensus` is not a percentage from 51 to 100.
    BadConsensus(String),
    /// `language` has not the form of a BCP 47 tag.
    BadLanguage(String),
    /// Fewer than two teams, or too many.
    NumberOfTeams(usize),
    /// No questions, or too many.
    NumberOfQuestions(usize),
    /// An id with other characters than `a-z`, `0-9` and `-`.
    BadId(String),
    /// Two questions, teams or people that a reader or a form's column could not tell apart.
    SameName {
        /// What kind of name it is, such as "need".
        what: &'static str,
        name: String,
        first: usize,
    },
    /// A word of the questionnaire for one answer that already says another.
    AmbiguousWord { word: String, other: &'static str },
    /// A text with more characters than such a text may have.
    TooLong { what: &'static str, limit: usize },
    /// A team that the questionnaire does not have.
    UnknownTeam {
        team: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    /// A question that the questionnaire does not have.
    UnknownQuestion { id: String, nearest: Option<String> },
    /// One question answered twice.
    AnsweredTwice(String),
    /// A word that is not an answer.
    NotAnAnswer {
        word: String,
        nearest: Option<String>,
    },
    /// A word that decides neither yes nor no.
    NotADecision(String),
    /// More lines than questions.
    TooManyLines { questions: usize },
    /// A date that is not a year, month and day.
    BadDate(String),
    /// `--anonymous` for so few that everybody would know who said what.
    TooFewToBeAnonymous(u64),
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
        id: String,
        /// The header that was probably meant for it, and what it is near.
        nearest: Option<[String; 2]>,
    },
    /// Two columns for one question, or for the name or the team.
    TwoColumns {
        /// The question's id, or `name` or `team`.
        what: String,
        headers: [String; 2],
    },
    /// A cell that should hold an answer and holds nothing.
    BlankCell,
    /// A row with more or fewer cells than the header.
    RaggedRow { wanted: usize, found: usize },
    /// A quote that opens a cell and is never closed.
    OpenQuote {
        /// How many lines below it would be lost.
        lines: u64,
    },
    /// A quote that opens a cell and closes within a later one.
    StrayQuote {
        /// How many lines lie between.
        lines: u64,
    },
    /// A row of more than 1 MiB.
    RowTooLong,
    /// An Excel file that cannot be read.
    NotXlsx(String),
    /// An Excel file that unpacks to more than a form needs.
    XlsxTooLarge,
    /// Cells that hold something other than an answer.
    NotAnswers {
        word: String,
        nearest: Option<String>,
        cells: u64,
    },
    /// Cells with 1 or 0, in a form where they are not the only answers.
    Code { word: String, cells: u64 },
    /// Cells with `?`.
    LostCharacter { cells: u64 },
    /// A last row with sums.
    TotalRow(String),
    /// One person who answered twice.
    SamePerson {
        /// The name, where it is known and was kept.
        name: Option<String>,
        by: SameBy,
        /// Where the first answers are.
        first: String,
    },
    /// A name that is not on the questionnaire's list of people.
    UnknownPerson {
        name: String,
        nearest: Option<String>,
    },
    /// A line without `:` among lines of answers.
    NotALine,
    /// A file with the bytes of another, which is named.
    SameBytes(String),
    /// A file whose ending says nothing known.
    UnknownEnding,
    /// A file that holds answers in a way that is not read, such as a zip; what to do instead.
    NotRead {
        what: &'static str,
        remedy: &'static str,
    },
    /// JSON that is not such a report.
    NotAReport(String),
    /// A report of another version.
    ReportVersion(u64),
    /// A report of `align trend`.
    TrendReport,
    /// A report on other questions than the questionnaire's.
    OtherQuestions {
        /// The questionnaire's that it lacks.
        lacks: Vec<String>,
        /// Its own that the questionnaire lacks.
        others: Vec<String>,
    },
    /// A report whose answers are not what its figures say.
    ReportDiffers,
    /// A report without figures by team, beside another source.
    ReportByNoTeam,
    /// Counts that are not as many as the respondents.
    CountsDiffer {
        id: String,
        /// The team, where it is one's.
        team: Option<String>,
        respondents: u64,
    },
    /// A team's counts of one question that are there twice.
    CountedTwice,
    /// A cell that should hold a count of respondents.
    NotACount(String),
    /// A need that two sources decide otherwise, by its id.
    DecidedTwice(String),
    /// What a meeting decided, where answers are wanted.
    Decisions,
    /// A directory without any source in it.
    NoSources,
    /// Standard input is a source twice.
    StdinTwice,
    /// One council twice in a trend.
    CouncilTwice,
    /// Two files that say what one council decided; the first is named.
    DecisionsTwice(String),
    /// A file that exists and is not to be replaced.
    Exists,
    /// A file that somebody else has changed since it was read or written here.
    ChangedMeanwhile,
    /// A name for an answers document whose ending is another format's.
    NotADocument,
    /// A name for decisions whose ending is another format's.
    NotADecisionsFile,
    /// `-` where a file is to be written that is read again later.
    NotStdout,
    /// A file could not be written.
    Unwritable(String),
    /// The terminal failed.
    Terminal(String),
    /// A meeting without a terminal to hold it at.
    NoMeeting,
    /// `--questions` for `init`, which writes one.
    InitReadsNone,
    /// A directory where a questionnaire is wanted.
    FolderForQuestions,
    /// A questionnaire where answers are wanted.
    Questionnaire,
    /// A directory where a single file is wanted.
    NotAFile,
}

impl DiagnosticKind {
    /// Whether it is a matter of what the questionnaire asks and of whom.
    pub(crate) const fn is_about_questions(&self) -> bool {
        matches!(
            self,
            Self::UnknownTeam { .. }
                | Self::UnknownQuestion { .. }
                | Self::NotAnAnswer { .. }
                | Self::TooManyLines { .. }
                | Self::NoAnswer(_)
                | Self::NoColumn { .. }
                | Self::TwoColumns { .. }
        )
    }
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
