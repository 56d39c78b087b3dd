//! The command line: what was typed (`args`), what it means here ([`Context`]), and one file a
//! subcommand.

mod answer;
mod args;
mod check;
mod completions;
mod council;
mod decide;
mod decisions;
mod form;
mod help;
mod init;
mod man;
mod output;
mod questions;
mod saved_file;
mod schema;
mod sheet;
mod source;
mod sql;
mod trend;
mod draft_file;
mod environment;

use std::{
    ffi::OsString,
    fmt::Display,
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    council::{Assessment, Status},
    diagnostic::{Diagnostic, Diagnostics, Error, Exit, SourceText},
    questionnaire::Questionnaire,
    storage, terminal,
    text::sanitize,
};
use args::{Args, Command};
pub use environment::Environment;
use output::print;
use questions::Questions;

/// Runs the program with these arguments, the first of which is its name, and gives its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>, environment: &Environment) -> u8 {
    let typed: Vec<OsString> = args.into_iter().collect();
    let args = match Args::read(typed.clone()) {
        Ok(args) => args,
        Err(error) => return stop(&error, &typed),
    };
    let context = Context::new(args, environment);
    match context.run() {
        Ok(exit) => exit.code(),
        Err(error) => {
            // Nobody is left to tell, but for the exit code.
            let _ = write!(io::stderr(), "{}", error.render(context.color_on_stderr));
            if let Some(file) = context
                .questions
                .file()
                .filter(|_| error.is_about_questions())
            {
                let name = sanitize(&storage::name(file)).into_owned();
                let _ = writeln!(io::stderr(), "note: the questionnaire in use is {name}");
            }
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
    /// The questionnaire that was named on the command line.
    named_questions: Option<PathBuf>,
    questions: Questions,
    color_on_stdout: bool,
    color_on_stderr: bool,
    quiet: bool,
}

impl Context<'_> {
    /// How the terminal can be used for a dialogue.
    fn ability(&self) -> terminal::Ability {
        let environment = self.environment;
        let is_plain = environment.is_dumb || environment.lacks_term || environment.accessible;
        terminal::Ability {
            mode: match is_plain {
                true => terminal::UiMode::Plain,
                false => terminal::UiMode::Screen,
            },
            color: self.color_on_stderr,
            unicode: environment.is_utf8,
        }
    }
}

impl<'w> Context<'w> {
    fn new(args: Args, environment: &'w Environment) -> Self {
        let Args {
            shared,
            answer,
            command,
        } = args;
        let command = command.unwrap_or(Command::Answer(answer));
        Self {
            questions: Questions::find(shared.questions.clone(), command.sources(), environment),
            named_questions: shared.questions,
            color_on_stdout: shared.color.on_stdout(environment),
            quiet: shared.quiet,
            color_on_stderr: shared.color.on_stderr(environment),
            command,
            environment,
        }
    }

    fn run(&self) -> Result<Exit, Error> {
        match &self.command {
            Command::Answer(args) => answer::run(self, args),
            Command::Council(args) => council::run(self, args),
            Command::Decide(args) => decide::run(self, args),
            Command::Trend(args) => trend::run(self, args),
            Command::Form(args) => form::run(self, args),
            Command::Init(args) => init::run(self, args),
            Command::Sheet => sheet::run(self),
            Command::Sql => sql::run(self),
            Command::Check(args) => check::run(self, args),
            Command::Schema(args) => schema::run(self, args),
            Command::Completions(args) => completions::run(self, args),
            Command::Man => man::run(),
        }
    }

    fn questionnaire(&self) -> Result<Questionnaire, Error> {
        Ok(Questionnaire::read(&self.questions.text()?)?)
    }

    /// The questionnaire of one of several councils, each of which may have its own.
    fn questionnaire_of(&self, source: &Path) -> Result<Questionnaire, Diagnostics> {
        let sources = [source.to_owned()];
        let questions = Questions::find(self.named_questions.clone(), &sources, self.environment);
        Questionnaire::read(&questions.text()?)
    }

    /// Says something on standard error that is no problem, unless `--quiet` asks not to.
    fn note(&self, note: impl Display) {
        if !self.quiet {
            // A note that cannot be written is no failure.
            let _ = writeln!(io::stderr(), "note: {note}");
        }
    }
}

/// Reads standard input, and tells whoever sits at it as a terminal that it is their turn.
fn read_stdin(environment: &Environment) -> Result<SourceText, Diagnostic> {
    announce_stdin(environment);
    storage::read_stdin()
}

fn announce_stdin(environment: &Environment) {
    if environment.stdin_is_terminal && environment.stderr_is_terminal {
        // A note that cannot be written is no failure.
        let _ = writeln!(
            io::stderr(),
            "reading answers, one a line; Ctrl-D ends them"
        );
    }
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
