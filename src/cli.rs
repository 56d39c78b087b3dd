//! The command line: what was typed (`args`), what it means here ([`Context`]), and one file a
//! subcommand.

mod answer;
mod args;
mod check;
mod completions;
mod council;
mod decide;
mod decisions;
mod init;
mod man;
mod output;
mod questions;
mod saved_file;
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

use clap::ColorChoice;

use crate::{
    answer_page,
    council::{Assessment, Respondents, Status},
    decision,
    diagnostic::{Diagnostics, Error, Exit},
    json,
    questionnaire::{self, Questionnaire},
    report,
    response::{self, document},
    storage, terminal,
    text::sanitize,
};
use args::{Args, Command, FailOn, Shape};
pub use environment::Environment;
use output::print;

/// Runs the program with these arguments, the first of which is its name, and gives its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>, environment: &Environment) -> u8 {
    let typed: Vec<OsString> = args.into_iter().collect();
    let args = match Args::read(&typed) {
        Ok(args) => args,
        Err(error) => return stop(&error, &typed),
    };
    let context = Context::new(args, environment);
    match context.run() {
        Ok(exit) => exit.code(),
        Err(error) => context.fail(&error),
    }
}

/// Prints what clap has to say instead of arguments: help, the version, or a complaint. A complaint
/// repeats what was typed, and so it is had about the same arguments made safe to show.
fn stop(error: &clap::Error, typed: &[OsString]) -> u8 {
    let shown = typed.iter().map(|arg| OsString::from(&*sanitize(&arg.to_string_lossy())));
    let complaint = Args::read(shown).err().filter(|_| error.use_stderr());
    let code = u8::try_from(error.exit_code()).unwrap_or(Exit::Nothing.code());
    match complaint.as_ref().unwrap_or(error).print() {
        Err(failure) if failure.kind() != io::ErrorKind::BrokenPipe => {
            let failure = Error::from(output::unwritable("standard output", &failure));
            // What was to be said on standard error is said by the exit code alone.
            let _ = write!(io::stderr(), "{}", failure.render(false));
            failure.code()
        }
        _ => code,
    }
}

/// What to do, with everything that was left to the surroundings decided.
struct Context<'w> {
    environment: &'w Environment,
    command: Command,
    named_questions: Option<PathBuf>,
    /// The questionnaire in use, unless it is the built-in one.
    questions: Option<PathBuf>,
    color_on_stdout: bool,
    color_on_stderr: bool,
    quiet: bool,
}

impl<'w> Context<'w> {
    fn new(args: Args, environment: &'w Environment) -> Self {
        let Args { shared, answer, command } = args;
        let command = command.unwrap_or(Command::Answer(answer));
        let color = |is_terminal| match shared.color {
            ColorChoice::Auto => environment.color.unwrap_or(is_terminal),
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
        Self {
            color_on_stdout: color(environment.stdout_is_terminal),
            color_on_stderr: color(environment.stderr_is_terminal),
            questions: questions::find(shared.questions.as_deref(), command.sources(), environment),
            named_questions: shared.questions,
            quiet: shared.quiet,
            command,
            environment,
        }
    }

    fn ability(&self) -> terminal::Ability {
        terminal::Ability {
            is_plain: self.environment.is_plain,
            color: self.color_on_stderr,
            unicode: self.environment.is_utf8,
        }
    }

    fn run(&self) -> Result<Exit, Error> {
        match &self.command {
            Command::Answer(args) => answer::run(self, args),
            Command::Council(args) => council::run(self, args),
            Command::Decide(args) => decide::run(self, args),
            Command::Trend(args) => trend::run(self, args),
            Command::Form { output } => self.form(output.as_deref()),
            Command::Init { file, force } => init::run(self, file, *force),
            Command::Sheet => print(&document::sheet(&self.questionnaire()?)),
            Command::Sql => print(&sql::query(&self.questionnaire()?)),
            Command::Check(args) => check::run(self, args),
            Command::Schema { of } => self.schema(*of),
            Command::Completions { shell } => completions::run(self, *shell),
            Command::Man => print(&man::page()),
        }
    }

    fn form(&self, output: Option<&Path>) -> Result<Exit, Error> {
        let page = answer_page::render(&self.questionnaire()?);
        match output {
            None => print(&page),
            Some(file) => {
                storage::write(file, page.as_bytes())?;
                Ok(Exit::Done)
            }
        }
    }

    fn schema(&self, of: Shape) -> Result<Exit, Error> {
        match of {
            Shape::Questions => print(questionnaire::SCHEMA),
            Shape::Answers => print(&json::text(&response::schema::schema(&self.questionnaire()?))),
            Shape::Decisions => print(decision::SCHEMA),
            Shape::Report => print(report::json::SCHEMA),
        }
    }

    fn questionnaire(&self) -> Result<Questionnaire, Error> {
        if self.named_questions.is_none() && self.environment.questions.is_none() {
            questions::must_agree(self.command.sources())?;
        }
        Ok(questions::read(self.questions.as_deref())?)
    }

    /// The questionnaire of one of several councils, each of which may have its own.
    fn questionnaire_of(&self, source: &Path) -> Result<Questionnaire, Diagnostics> {
        let sources = [source.to_owned()];
        let named = self.named_questions.as_deref();
        let file = questions::find(named, &sources, self.environment);
        questions::read(file.as_deref())
    }

    /// Says something on standard error that is no problem, unless `--quiet` asks not to.
    fn say(&self, line: impl Display) {
        if !self.quiet {
            // What cannot be said is no failure.
            let _ = writeln!(io::stderr(), "{line}");
        }
    }

    fn note(&self, note: impl Display) {
        self.say(format_args!("note: {note}"));
    }

    /// Says what is wrong, and in which questionnaire where another might make the difference.
    fn fail(&self, error: &Error) -> u8 {
        // Nobody is left to tell, but for the exit code.
        let _ = write!(io::stderr(), "{}", error.render(self.color_on_stderr));
        // A copy of the built-in one makes no difference.
        let is_built_in = |file: &&PathBuf| {
            storage::read(file).is_ok_and(|text| text.as_str() == questionnaire::BUILT_IN)
        };
        let file = self.questions.as_ref().filter(|file| !is_built_in(file));
        if let Some(file) = file.filter(|_| error.is_about_questions()) {
            let name = storage::shown(file);
            let _ = writeln!(io::stderr(), "note: the questionnaire in use is {name}");
        }
        error.code()
    }
}

/// Tells whoever sits at standard input as a terminal that it is their turn.
fn announce_stdin(environment: &Environment) {
    if environment.can_ask() {
        // A note that cannot be written is no failure.
        let _ = writeln!(io::stderr(), "reading answers, one a line; Ctrl-D ends them");
    }
}

fn verdict(assessment: &Assessment<'_>, fail_on: &[FailOn]) -> Exit {
    let Respondents { absent, missing, .. } = &assessment.respondents;
    let is_missing = missing.as_ref().is_some_and(|people| !people.is_empty());
    let is_case = |gate: &FailOn| match gate {
        FailOn::Opposed => assessment.has(Status::Opposed),
        FailOn::Unclear => assessment.has(Status::Unclear),
        FailOn::Absent => is_missing || !absent.is_empty(),
    };
    Exit::failed_if(fail_on.iter().any(is_case))
}
