//! What was typed. What it means is for [`Context`](super::Context) to say.

use std::{ffi::OsString, path::PathBuf};

use clap::{
    ArgMatches, Args as ArgGroup, ColorChoice, Command as ClapCommand, CommandFactory, Error,
    FromArgMatches, Parser, Subcommand, ValueEnum,
    builder::{PathBufValueParser, TypedValueParser},
    error::ErrorKind,
    parser::ValueSource,
};
use clap_complete::Shell;

use super::output::OutputFile;
use crate::{report::Format, response::Missing, trend::Change};

/// Sales and marketing answer six short questions and see which team takes the reins.
///
/// Typed alone at a terminal, `align` asks the questions, one key each, and shows what is needed
/// now and who leads it. Answers can also come from a file, a pipe or options; what is missing is
/// asked, and where nobody can be asked it is an error.
#[derive(Debug, Parser)]
#[command(
    version,
    after_long_help = include_str!("help/align.txt"),
    disable_help_subcommand = true
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) shared: SharedArgs,
    #[command(flatten)]
    pub(super) answer: AnswerArgs,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

impl Args {
    /// What was typed, the program's name first; help and version are errors to clap.
    pub(super) fn read(
        typed: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    ) -> Result<Self, Error> {
        let mut grammar = Self::command();
        let matches = grammar.try_get_matches_from_mut(typed)?;
        match misplaced(&grammar, &matches) {
            Some(message) => Err(grammar.error(ErrorKind::ArgumentConflict, message)),
            None => Self::from_arg_matches(&matches).map_err(|error| error.format(&mut grammar)),
        }
    }
}

/// What is wrong with an option of answering before a subcommand, which would not heed it. clap's
/// own `args_conflicts_with_subcommands` would refuse the shared options there as well.
fn misplaced(grammar: &ClapCommand, matches: &ArgMatches) -> Option<String> {
    let subcommand = matches.subcommand_name()?;
    let typed = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let option = grammar
        .get_arguments()
        .filter(|option| !option.is_global_set() && typed(option.get_id().as_str()))
        .find_map(|option| option.get_long())?;
    Some(format!(
        "'--{option}' cannot stand before '{subcommand}'; 'align {subcommand} --help' lists what \
         can stand behind it"
    ))
}

/// What every command takes.
#[derive(Debug, ArgGroup)]
pub(super) struct SharedArgs {
    /// The questionnaire [default: $ALIGN_QUESTIONS, else the nearest questions.yaml, else the built-in one]
    #[arg(short, long, value_name = "FILE", global = true, display_order = 100)]
    pub(super) questions: Option<PathBuf>,
    /// No notes on standard error
    #[arg(long, global = true, display_order = 102)]
    pub(super) quiet: bool,
    /// When to use colour; auto heeds NO_COLOR, CLICOLOR, CLICOLOR_FORCE and TERM=dumb
    #[arg(
        long,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        global = true,
        display_order = 101
    )]
    pub(super) color: ColorChoice,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// What `align` does without a subcommand.
    #[command(skip)]
    Answer(AnswerArgs),
    /// Put several people's answers together
    ///
    /// Shows what the teams agree on and who leads it, where they differ, and what to talk over.
    /// Each team is one voice, however many people answered for it.
    #[command(after_long_help = include_str!("help/council.txt"))]
    Council(CouncilArgs),
    /// Hold the meeting: go through the agenda, write down what is decided
    ///
    /// Shows one open need after the other with who said what; takes yes, no or later, who sees to
    /// it, by when, and how everybody will see that it worked.
    #[command(after_long_help = include_str!("help/decide.txt"))]
    Decide(DecideArgs),
    /// Show what changed from council to council, oldest first
    #[command(after_long_help = include_str!("help/trend.txt"))]
    Trend(TrendArgs),
    /// Print a web page on which people without a terminal answer
    ///
    /// It is one file that needs no network. Whoever opens it answers one question at a time and
    /// saves an answers document, or copies a line for a chat, to send back.
    #[command(after_long_help = include_str!("help/form.txt"))]
    Form {
        /// Write the page to a file, whole or not at all
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Write the built-in questionnaire to a file to edit
    #[command(after_long_help = include_str!("help/init.txt"))]
    Init {
        /// The file to write
        #[arg(value_name = "FILE", default_value = crate::questionnaire::FILE_NAME)]
        file: PathBuf,
        /// Replace a file that exists
        #[arg(long)]
        force: bool,
    },
    /// Print a blank answers document, with every question in it
    #[command(after_long_help = include_str!("help/sheet.txt"))]
    Sheet,
    /// Print the query that tallies a table of answers in a database
    ///
    /// DuckDB, SQLite, PostgreSQL, Spark, BigQuery and Snowflake take it; its result is a file of
    /// counts, which `align council` takes.
    #[command(after_long_help = include_str!("help/sql.txt"))]
    Sql,
    /// Check the questionnaire and any answers, and report every problem
    ///
    /// Every problem is shown at once, with file, line and column. Nothing is changed.
    #[command(after_long_help = include_str!("help/check.txt"))]
    Check(CheckArgs),
    /// Print the JSON Schema of a file, for editors and scripts
    ///
    /// An editor that knows YAML completes and checks a file by its schema as one types.
    #[command(after_long_help = include_str!("help/schema.txt"))]
    Schema {
        /// Which file
        #[arg(value_name = "FILE", value_enum)]
        of: Shape,
    },
    /// Print a script that completes what is typed in a shell
    #[command(after_long_help = include_str!("help/completions.txt"))]
    Completions {
        /// Which shell
        #[arg(value_name = "SHELL", value_enum)]
        shell: Shell,
    },
    /// Print the manual page
    #[command(after_long_help = include_str!("help/man.txt"))]
    Man,
}

impl Command {
    /// What the answers of one council are read from.
    pub(super) fn sources(&self) -> &[PathBuf] {
        match self {
            Self::Council(args) => &args.sources,
            Self::Decide(args) => &args.sources,
            Self::Check(args) => &args.sources,
            _ => &[],
        }
    }
}

#[derive(Debug, ArgGroup)]
pub(super) struct AnswerArgs {
    /// An answers document; `-` is standard input
    #[arg(short, long, value_name = "FILE")]
    pub(super) answers: Option<PathBuf>,
    /// One answer; may repeat, and wins over the document
    #[arg(long = "answer", value_name = "ID=ANSWER")]
    pub(super) each: Vec<String>,
    /// Save the answers to a file, anew after every answer
    #[arg(short, long, value_name = "FILE")]
    pub(super) save: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long, requires = "save")]
    pub(super) force: bool,
    /// Who is answering
    #[arg(long)]
    pub(super) name: Option<String>,
    /// The team of whoever is answering, by id or label
    #[arg(long)]
    pub(super) team: Option<String>,
    /// The council's name on the report
    #[arg(long, value_name = "TEXT")]
    pub(super) label: Option<String>,
    /// Never ask
    #[arg(long)]
    pub(super) no_input: bool,
    /// Leave a missing answer blank
    #[arg(long)]
    pub(super) allow_missing: bool,
    /// Exit with 1 if one of these is the case; the report is printed all the same
    #[arg(long, value_name = "LIST", value_enum, value_delimiter = ',')]
    pub(super) fail_on: Vec<FailOn>,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, ArgGroup)]
pub(super) struct CouncilArgs {
    /// Answers documents, form exports, lines of answers, reports, folders of them, or `-`
    #[arg(value_name = "SOURCE", required = true)]
    pub(super) sources: Vec<PathBuf>,
    /// Name nobody in the report
    #[arg(long)]
    pub(super) anonymous: bool,
    /// What the meeting decided [default: decisions.yaml in a folder that is a source]
    #[arg(long, value_name = "FILE")]
    pub(super) decisions: Option<PathBuf>,
    /// The council's name on the report [default: the name of its folder or its single file]
    #[arg(long, value_name = "TEXT")]
    pub(super) label: Option<String>,
    #[command(flatten)]
    pub(super) reading: SourceArgs,
    /// Exit with 1 if one of these is the case; the report is printed all the same
    #[arg(long, value_name = "LIST", value_enum, value_delimiter = ',')]
    pub(super) fail_on: Vec<FailOn>,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, ArgGroup)]
pub(super) struct DecideArgs {
    /// What to decide on: documents, form exports, folders of them
    #[arg(value_name = "SOURCE", required = true)]
    pub(super) sources: Vec<PathBuf>,
    /// Save what is decided to a file, anew after every step
    #[arg(short, long, value_name = "FILE")]
    pub(super) save: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long, requires = "save")]
    pub(super) force: bool,
    /// What was decided before [default: decisions.yaml in a folder that is a source]
    #[arg(long, value_name = "FILE")]
    pub(super) decisions: Option<PathBuf>,
    /// The council's name on the screen [default: the name of its folder or its single file]
    #[arg(long, value_name = "TEXT")]
    pub(super) label: Option<String>,
    #[command(flatten)]
    pub(super) reading: SourceArgs,
}

#[derive(Debug, ArgGroup)]
pub(super) struct TrendArgs {
    /// Two or more councils, oldest first, each one a file, a folder or `-`
    #[arg(value_name = "SOURCE", required = true, num_args = 2..)]
    pub(super) sources: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reading: SourceArgs,
    /// What the last of them decided [default: decisions.yaml in each folder]
    #[arg(long, value_name = "FILE")]
    pub(super) decisions: Option<PathBuf>,
    /// Exit with 1 if a need changed in one of these ways; the report is printed all the same
    #[arg(long, value_name = "LIST", value_enum, value_delimiter = ',')]
    pub(super) fail_on: Vec<Change>,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, ArgGroup)]
pub(super) struct CheckArgs {
    /// Answers documents, form exports, folders of them, or `-`
    #[arg(value_name = "SOURCE")]
    pub(super) sources: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reading: SourceArgs,
}

/// A file with a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Shape {
    /// The questionnaire, questions.yaml
    Questions,
    /// An answers document on the questionnaire in use
    Answers,
    /// What a meeting decided, decisions.yaml
    Decisions,
    /// What `--format json` writes, of a council as of a trend
    Report,
}

/// How sources are read.
#[derive(Debug, ArgGroup)]
pub(super) struct SourceArgs {
    /// Leave a missing answer blank
    #[arg(long)]
    allow_missing: bool,
    /// Where one person answered twice, count the later answers
    #[arg(long)]
    pub(super) latest: bool,
}

impl SourceArgs {
    pub(super) const fn missing(&self) -> Missing {
        if self.allow_missing { Missing::IsBlank } else { Missing::IsAProblem }
    }
}

/// Where reports go, and how they are written.
#[derive(Debug, ArgGroup)]
pub(super) struct OutputArgs {
    /// How to write the report on standard output [default: table]
    #[arg(short, long, value_enum)]
    pub(super) format: Option<Format>,
    /// Write the report to a file instead; its ending gives the format; may repeat
    #[arg(short, long, value_name = "FILE", value_parser = PathBufValueParser::new().try_map(OutputFile::new))]
    pub(super) output: Vec<OutputFile>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// One team says yes and another no
    Opposed,
    /// The teams have no common answer, and none contradicts another
    Unclear,
    /// A team or an expected person has not answered
    Absent,
}
