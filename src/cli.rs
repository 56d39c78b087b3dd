//! The command line: what was typed (`args`), what it means here (`Plan`), and one file a
//! subcommand.

mod answer;
mod args;
mod check;
mod completions;
mod council;
mod help;
mod init;
mod man;
mod schema;
mod sheet;
mod source;
mod trend;
mod draft_file;
mod environment;

use std::{
    ffi::OsString,
    fmt::Display,
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use crate::{
    council::{Assessment, Status},
    diagnostic::{
        Diagnostic, DiagnosticKind, Diagnostics, Error, Exit, Rendered, SourceText, reason,
    },
    questionnaire::{self, Questionnaire},
    report::{self, Format, RenderOptions, Report},
    storage,
    text::sanitize,
};
use args::{Args, Command};
pub use environment::Environment;

/// Runs the program with these arguments, the first of which is its name, and gives its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>, environment: &Environment) -> u8 {
    let typed: Vec<OsString> = args.into_iter().collect();
    let args = match Args::read(typed.clone()) {
        Ok(args) => args,
        Err(error) => return stop(&error, &typed),
    };
    let color = args.shared.color.on_stderr(environment);
    match Context::new(args, environment).run() {
        Ok(exit) => exit.code(),
        Err(error) => {
            let _ = write!(
                io::stderr(),
                "{}",
                Rendered {
                    error: &error,
                    color
                }
            );
            error.exit().code()
        }
    }
}

/// Prints what clap has to say instead of arguments: help, the version, or a complaint. A complaint
/// repeats what was typed, and so it is had about the same arguments made safe to show.
fn stop(error: &clap::Error, typed: &[OsString]) -> u8 {
    let shown = typed
        .iter()
        .map(|arg| OsString::from(&*sanitize(&arg.to_string_lossy())));
    let complaint = match error.use_stderr() {
        true => Args::read(shown).err().filter(clap::Error::use_stderr),
        false => None,
    };
    // Nobody is left to tell, but for the exit code.
    match complaint.as_ref().unwrap_or(error).print() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Exit::Nothing.code(),
        _ => {}
    }
    u8::try_from(error.exit_code()).unwrap_or(Exit::Nothing.code())
}

/// What to do, with everything that was left to the surroundings decided.
struct Context<'w> {
    environment: &'w Environment,
    command: Command,
    questions: Questions,
    color_on_stdout: bool,
    color_on_stderr: bool,
    quiet: bool,
}

/// Where the questionnaire comes from.
enum Questions {
    File(PathBuf),
    BuiltIn,
}

impl<'w> Context<'w> {
    fn new(args: Args, environment: &'w Environment) -> Self {
        let Args {
            shared,
            answer,
            command,
        } = args;
        Self {
            questions: Questions::find(shared.questions, environment),
            color_on_stdout: shared.color.on_stdout(environment),
            quiet: shared.quiet,
            color_on_stderr: shared.color.on_stderr(environment),
            command: command.unwrap_or(Command::Answer(answer)),
            environment,
        }
    }

    fn run(self) -> Result<Exit, Error> {
        match &self.command {
            Command::Answer(options) => answer::run(&self, options),
            Command::Council(options) => council::run(&self, options),
            Command::Trend(options) => trend::run(&self, options),
            Command::Init(options) => init::run(options),
            Command::Sheet => sheet::run(&self),
            Command::Check(options) => check::run(&self, options),
            Command::Schema(options) => schema::run(&self, options),
            Command::Completions(options) => completions::run(&self, options),
            Command::Man => man::run(),
        }
    }

    fn questionnaire(&self) -> Result<Questionnaire, Error> {
        Ok(Questionnaire::read(&self.questions.text()?)?)
    }

    /// Says something on standard error that is no problem, unless `--quiet` asks not to.
    fn note(&self, note: impl Display) {
        if !self.quiet {
            // A note that cannot be written is no failure.
            let _ = writeln!(io::stderr(), "note: {note}");
        }
    }

    /// Writes a report to standard output, and nothing else ever is.
    fn report(&self, report: &Report<'_>, format: Format) -> Result<(), Error> {
        let look = RenderOptions {
            width: self.environment.width(),
            color: self.color_on_stdout,
            unicode: true,
        };
        print(|out| report::write(report, format, look, out))
    }
}

/// Reads standard input, and tells whoever sits at it as a terminal that it is their turn.
fn read_stdin(environment: &Environment) -> Result<SourceText, Diagnostic> {
    if environment.stdin_is_terminal && environment.stderr_is_terminal {
        // A note that cannot be written is no failure.
        let _ = writeln!(
            io::stderr(),
            "reading answers, one a line; Ctrl-D ends them"
        );
    }
    storage::read_stdin()
}

impl Questions {
    fn find(given: Option<PathBuf>, environment: &Environment) -> Self {
        let here = PathBuf::from(questionnaire::FILE_NAME);
        let file = given
            .or_else(|| environment.questions.clone())
            .or_else(|| storage::exists(&here).then_some(here));
        file.map_or(Self::BuiltIn, Self::File)
    }

    fn text(&self) -> Result<SourceText, Diagnostics> {
        match self {
            Self::File(path) => storage::read(path).map_err(|diagnostic| {
                let diagnostics = Diagnostics::from(diagnostic);
                if storage::exists(path) {
                    return diagnostics;
                }
                let name = storage::name(path);
                diagnostics.hint(format!("`align init {name}` writes one to edit"))
            }),
            Self::BuiltIn => Ok(SourceText::new(
                "the built-in questionnaire",
                questionnaire::BUILT_IN,
            )),
        }
    }

    /// The file, unless the questionnaire is the built-in one.
    fn file(&self) -> Option<&PathBuf> {
        match self {
            Self::File(path) => Some(path),
            Self::BuiltIn => None,
        }
    }
}

/// Writes to standard output, buffered and to the end. A reader that closed it is no failure.
fn print(
    write: impl FnOnce(&mut BufWriter<io::StdoutLock<'static>>) -> io::Result<()>,
) -> Result<(), Error> {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush());
    // What a failed write left in the buffer would be tried again, and fail again.
    drop(out.into_parts());
    written.map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Error::ClosedPipe,
        _ => Diagnostic::of(
            "standard output",
            DiagnosticKind::Unwritable(reason(&error)),
        )
        .into(),
    })
}

/// Whether what `--fail-on` names is the case.
fn verdict(assessment: &Assessment<'_>, fail_on: &[args::FailOn]) -> Exit {
    let respondents = &assessment.respondents;
    let is_somebody_absent = || {
        let is_missing = respondents
            .missing
            .as_ref()
            .is_some_and(|people| !people.is_empty());
        is_missing || !respondents.absent.is_empty()
    };
    let fails = fail_on.iter().any(|gate| match gate {
        args::FailOn::Opposed => assessment.has(Status::Opposed),
        args::FailOn::Unclear => assessment.has(Status::Unclear),
        args::FailOn::Absent => is_somebody_absent(),
    });
    if fails { Exit::Failed } else { Exit::Done }
}
