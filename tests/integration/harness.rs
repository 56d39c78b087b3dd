//! Runs the real binary in a folder of its own and looks at what comes of it.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::LazyLock,
};

use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};
use tempfile::TempDir;

/// The binary under test.
pub const ALIGN: &str = env!("CARGO_BIN_EXE_align");

/// The same six answers in every test that does not care: marketing leads 3 of 3, sales 0 of 3
/// with one undecided.
pub const SIX_LINES: &str = "yes\nno\nno\nyes\nyes\nunsure\n";

/// A run of the program to be, in an empty folder, without any of the variables it heeds.
#[must_use]
pub struct Align {
    folder: TempDir,
    args: Vec<String>,
    env: Vec<(String, String)>,
    stdin: Option<Vec<u8>>,
    stdin_stays_open: bool,
}

impl Align {
    pub fn new() -> Self {
        Self::within(TempDir::new().unwrap())
    }

    fn within(folder: TempDir) -> Self {
        Self { folder, args: Vec::new(), env: Vec::new(), stdin: None, stdin_stays_open: false }
    }

    /// Adds arguments, separated by spaces.
    pub fn args(mut self, args: &str) -> Self {
        self.args.extend(args.split_whitespace().map(str::to_owned));
        self
    }

    /// Adds one argument as it is.
    pub fn arg(mut self, arg: impl Into<String>) -> Self {
        self.args.push(arg.into());
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Puts a file into the folder.
    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Puts a `questions.yaml` into the folder.
    pub fn questions(self, yaml: &str) -> Self {
        self.file("questions.yaml", yaml)
    }

    /// Puts an `answers.yaml` into the folder and names it.
    pub fn answers(self, content: impl AsRef<[u8]>) -> Self {
        self.file("answers.yaml", content).args("--answers answers.yaml")
    }

    /// Pipes this to standard input, which is empty otherwise.
    pub fn stdin(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.stdin = Some(bytes.as_ref().to_vec());
        self
    }

    /// Keeps standard input open until the program has ended, so that reading it would never end.
    pub fn open_stdin(mut self) -> Self {
        self.stdin_stays_open = true;
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The command, ready to run, for tests that run it their own way.
    pub fn command(&self) -> Command {
        let mut command = Command::new(ALIGN);
        command.current_dir(self.folder.path()).args(&self.args);
        for name in [
            "ALIGN_QUESTIONS",
            "NO_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "TERM",
            "ACCESSIBLE",
            "COLUMNS",
            "LC_ALL",
            "LC_CTYPE",
        ] {
            command.env_remove(name);
        }
        command.env("LANG", "C.UTF-8").env("TZ", time_zone());
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs it and gives what came of it, together with the folder.
    pub fn run(self) -> Run {
        let mut child = self
            .command()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let bytes = self.stdin.clone().unwrap_or_default();
        // A program that has read enough closes its end, which is its right.
        let (ended, end) = std::sync::mpsc::channel::<()>();
        let stays_open = self.stdin_stays_open;
        let writer = std::thread::spawn(move || {
            drop(stdin.write_all(&bytes));
            if stays_open {
                let _ = end.recv();
            }
        });
        let output = child.wait_with_output().unwrap();
        drop(ended);
        writer.join().unwrap();
        Run { output, folder: self.folder }
    }
}

/// What came of a run.
pub struct Run {
    output: Output,
    folder: TempDir,
}

impl Run {
    #[track_caller]
    pub fn status(self, code: i32) -> Self {
        assert_eq!(
            self.output.status.code(),
            Some(code),
            "{}\n{}",
            self.stdout_text(),
            self.stderr_text()
        );
        self
    }

    #[track_caller]
    pub fn stdout(self, text: &str) -> Self {
        assert_eq!(self.stdout_text(), text);
        self
    }

    #[track_caller]
    pub fn stderr(self, text: &str) -> Self {
        assert_eq!(self.stderr_text(), text);
        self
    }

    pub fn stdout_text(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).unwrap()
    }

    pub fn stderr_text(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).unwrap()
    }

    /// Another run in the same folder.
    pub fn again(self) -> Align {
        Align::within(self.folder)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file in the folder, as text.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of all files directly in the folder.
    pub fn files(&self) -> Vec<String> {
        files_in(self.folder.path())
    }
}

/// When the tests began, in UTC.
static BEGIN: LazyLock<ZonedDateTime> =
    LazyLock::new(|| Timestamp::now().to_zoned_datetime(TimeZone::UTC));

/// The time zone of every program that the tests run: it is past noon there, so that they are over
/// before the day is. These zones have their signs the other way round.
pub fn time_zone() -> String {
    format!("Etc/GMT{:+}", BEGIN.hour() - 12)
}

/// The day there.
pub fn today() -> String {
    BEGIN.date().to_string()
}

/// The names of all files directly in a folder, sorted.
pub fn files_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
