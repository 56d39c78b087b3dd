//! What was typed. What it means is for [`Plan`](super::Plan) to say.

use std::{ffi::OsString, path::PathBuf};

use clap::{
    ArgMatches, Args as Options, Command as Grammar, CommandFactory, Error, FromArgMatches, Parser,
    Subcommand, ValueEnum, error::ErrorKind, parser::ValueSource,
};
use clap_complete::Shell;

use super::{Environment, help};
use crate::report::Format;

/// Sales and marketing answer six short questions and see which team takes the reins.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    long_about = help::ALIGN_ABOUT,
    after_long_help = help::ALIGN,
    disable_help_subcommand = true
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) shared: Shared,
    #[command(flatten)]
    pub(super) answer: Answer,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

impl Args {
    /// What was typed, the program's name first.
    ///
    /// # Errors
    ///
    /// What is wrong with it, or the help or version that was asked for.
    pub(super) fn read(typed: impl IntoIterator<Item = OsString>) -> Result<Self, Error> {
        let mut grammar = Self::command();
        let matches = grammar.try_get_matches_from_mut(typed)?;
        match misplaced(&grammar, &matches) {
            Some(message) => Err(grammar.error(ErrorKind::ArgumentConflict, message)),
            None => Self::from_arg_matches(&matches).map_err(|error| error.format(&mut grammar)),
        }
    }
}

/// An option of answering that stands before a subcommand, which would not heed it. clap's own
/// `args_conflicts_with_subcommands` would refuse the shared options there as well.
fn misplaced(grammar: &Grammar, matches: &ArgMatches) -> Option<String> {
    let subcommand = matches.subcommand_name()?;
    let typed = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let option = grammar
        .get_arguments()
        .filter(|option| !option.is_global_set() && typed(option.get_id().as_str()))
        .find_map(|option| option.get_long())?;
    let takes_it = grammar
        .find_subcommand(subcommand)?
        .get_arguments()
        .any(|other| other.get_long() == Some(option));
    Some(if takes_it {
        format!("'--{option}' belongs behind '{subcommand}': align {subcommand} --{option} …")
    } else {
        format!("'--{option}' cannot be used with '{subcommand}'")
    })
}

/// What every command takes.
#[derive(Debug, Options)]
pub(super) struct Shared {
    /// The questionnaire [default: $ALIGN_QUESTIONS, else ./questions.yaml, else the built-in one]
    #[arg(short, long, value_name = "FILE", global = true, display_order = 100)]
    pub(super) questions: Option<PathBuf>,
    /// No notes on standard error
    #[arg(long, global = true, display_order = 102)]
    pub(super) quiet: bool,
    /// When to use colour
    #[arg(
        long,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        global = true,
        display_order = 101
    )]
    pub(super) color: Color,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// What `align` does without a subcommand.
    #[command(skip)]
    Answer(Answer),
    /// Put several people's answers together
    ///
    /// Counts who said what, shows which team leads which need, and lists what to talk over: first
    /// what is disputed, then what is open.
    #[command(after_long_help = help::COUNCIL)]
    Council(Council),
    /// Show what changed from council to council, oldest first
    #[command(after_long_help = help::TREND)]
    Trend(Trend),
    /// Write the built-in questionnaire to a file to edit
    #[command(after_long_help = help::INIT)]
    Init(Init),
    /// Print a blank answers document, with every question in it
    #[command(after_long_help = help::SHEET)]
    Sheet,
    /// Check the questionnaire and any answers, and report every problem
    ///
    /// Every problem is shown at once, with file, line and column. Nothing is changed.
    #[command(after_long_help = help::CHECK)]
    Check(Check),
    /// Print the JSON Schema of a file, for editors and scripts
    ///
    /// An editor that knows YAML completes and checks a file by its schema as one types.
    #[command(after_long_help = help::SCHEMA)]
    Schema(Schema),
    /// Print a script that completes what is typed in a shell
    #[command(after_long_help = help::COMPLETIONS)]
    Completions(Completions),
    /// Print the manual page
    #[command(after_long_help = help::MAN)]
    Man,
}

/// What answering takes.
#[derive(Debug, Options)]
pub(super) struct Answer {
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
    /// Never ask
    #[arg(long)]
    pub(super) no_input: bool,
    #[command(flatten)]
    pub(super) missing: AllowMissing,
    #[command(flatten)]
    pub(super) gate: Gate,
    #[command(flatten)]
    pub(super) format: As,
}

/// What the council takes.
#[derive(Debug, Options)]
pub(super) struct Council {
    /// Answers documents (.yaml, .yml, .json), form exports (.csv), directories of them, or `-`
    #[arg(value_name = "SOURCE", required = true)]
    pub(super) sources: Vec<PathBuf>,
    /// Name nobody in the report
    #[arg(long)]
    pub(super) anonymous: bool,
    #[command(flatten)]
    pub(super) missing: AllowMissing,
    #[command(flatten)]
    pub(super) gate: Gate,
    #[command(flatten)]
    pub(super) format: As,
}

/// What the trend takes.
#[derive(Debug, Options)]
pub(super) struct Trend {
    /// Two or more councils, oldest first, each one a file, a directory or `-`
    #[arg(value_name = "SOURCE", required = true, num_args = 2..)]
    pub(super) sources: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) missing: AllowMissing,
    #[command(flatten)]
    pub(super) format: As,
}

/// What `init` takes.
#[derive(Debug, Options)]
pub(super) struct Init {
    /// The file to write
    #[arg(value_name = "FILE", default_value = crate::questionnaire::FILE_NAME)]
    pub(super) file: PathBuf,
    /// Replace a file that exists
    #[arg(long)]
    pub(super) force: bool,
}

/// What `check` takes.
#[derive(Debug, Options)]
pub(super) struct Check {
    /// Answers documents, form exports, directories of them, or `-`
    #[arg(value_name = "SOURCE")]
    pub(super) sources: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) missing: AllowMissing,
}

/// What `schema` takes.
#[derive(Debug, Options)]
pub(super) struct Schema {
    /// Which file
    #[arg(value_name = "FILE", value_enum)]
    pub(super) of: Shape,
}

/// A file with a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Shape {
    /// The questionnaire, questions.yaml
    Questions,
    /// An answers document on the questionnaire in use
    Answers,
    /// What `--format json` writes, of a council as of a trend
    Report,
}

/// What `completions` takes.
#[derive(Debug, Options)]
pub(super) struct Completions {
    /// Which shell
    #[arg(value_name = "SHELL", value_enum)]
    pub(super) shell: Shell,
}

#[derive(Debug, Options)]
pub(super) struct AllowMissing {
    /// Count a missing answer as unsure
    #[arg(long)]
    pub(super) allow_missing: bool,
}

#[derive(Debug, Options)]
pub(super) struct Gate {
    /// Exit with 1 if any need has one of these statuses; the report is printed all the same
    #[arg(long, value_name = "STATUS,…", value_enum, value_delimiter = ',')]
    pub(super) fail_on: Vec<FailOn>,
}

#[derive(Debug, Options)]
pub(super) struct As {
    /// How to write the report
    #[arg(short, long, value_enum, default_value_t)]
    pub(super) format: Format,
}

/// What to fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// One team says yes and another no
    Opposed,
    /// The teams have no common answer, and none contradicts another
    Unclear,
    /// A team or an expected person has not answered
    Absent,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// At a terminal, heeding NO_COLOR, CLICOLOR_FORCE and TERM=dumb
    #[default]
    Auto,
    /// Even into a file or a pipe
    Always,
    /// Not at all
    Never,
}

impl Color {
    pub(super) const fn on_stdout(self, environment: &Environment) -> bool {
        self.on(environment, environment.stdout_is_terminal)
    }

    pub(super) const fn on_stderr(self, environment: &Environment) -> bool {
        self.on(environment, environment.stderr_is_terminal)
    }

    const fn on(self, environment: &Environment, is_terminal: bool) -> bool {
        match self {
            Self::Auto => environment.wants_color(is_terminal),
            Self::Always => true,
            Self::Never => false,
        }
    }
}
