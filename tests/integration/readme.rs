//! The README's commands, run in its order as a reader would type them, in one copy of the examples:
//! what one leaves behind, the next one finds.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use crate::harness::ALIGN;

const README: &str = include_str!("../../README.md");
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What needs a person at a terminal, which the terminal's own tests are, or a build inside a build.
const NOT_RUN: [&str; 4] = [
    "align",
    "align decide council --save council/decisions.yaml",
    "cargo install --path . --locked",
    "cargo test",
];

/// What shows a problem or an exit code.
const FAIL_ON_PURPOSE: [&str; 3] = [
    "align check -q edited.yaml",
    r"printf 'trafic: yes\nclosing: perhaps\n' | align",
    "align council council --fail-on opposed,absent -o report.json -o report.md",
];

/// The release that the README unpacks.
const ARCHIVE: &str = "align-v0.1.0-x86_64-unknown-linux-gnu";

/// A command, and what is shown below it.
#[derive(Debug, Default)]
struct Step {
    command: String,
    shown: String,
}

/// The commands of all blocks: each line of `sh` is one, in `console` each that a `$` begins.
fn steps() -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut language = None;
    for line in README.lines() {
        match (line.strip_prefix("```"), language) {
            (Some(opened), None) => language = Some(opened),
            (Some(_), Some(_)) => language = None,
            (None, Some("sh")) => steps.push(command(line)),
            (None, Some("console")) => match line.strip_prefix("$ ") {
                Some(line) => steps.push(command(line)),
                None => steps.last_mut().unwrap().shown.extend([line, "\n"]),
            },
            (None, _) => {}
        }
    }
    steps
}

fn command(line: &str) -> Step {
    Step { command: line.to_owned(), ..Step::default() }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).map(drop).unwrap();
        }
    }
}

/// Makes the release's archive of the program under test, with the script that makes it.
fn package(folder: &Path) {
    let made = Command::new(Path::new(ROOT).join(".github/package.sh"))
        .args([ALIGN, ARCHIVE])
        .current_dir(folder)
        .status();
    assert!(made.unwrap().success());
}

/// What a shell prints for a line, standard error first, and how it ends. `$?` is the status of the
/// line before.
fn shell(line: &str, folder: &Path, status: &mut i32) -> String {
    let programs = PathBuf::from(ALIGN).parent().unwrap().to_owned();
    let others = env::var_os("PATH").unwrap();
    let path = env::join_paths([programs].into_iter().chain(env::split_paths(&others)));
    let output = Command::new("sh")
        .args(["-c", &format!("(exit {status})\n{line}")])
        .current_dir(folder)
        .env("PATH", path.unwrap())
        .env("HOME", folder)
        .env_remove("COLUMNS")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    *status = output.status.code().unwrap();
    let mut text = String::from_utf8(output.stderr).unwrap();
    text.push_str(&String::from_utf8(output.stdout).unwrap());
    text
}

#[test]
#[cfg(target_os = "linux")]
fn every_command_does_what_the_readme_shows() {
    let folder = TempDir::new().unwrap();
    copy(&Path::new(ROOT).join("examples"), folder.path());
    package(folder.path());
    let (mut status, mut failed) = (0, Vec::new());
    for Step { command, shown } in steps() {
        if NOT_RUN.contains(&command.as_str()) {
            eprintln!("not run here: {command}");
            continue;
        }
        assert_eq!(shell(&command, folder.path(), &mut status), shown, "{command}");
        if status != 0 {
            failed.push(command);
        }
    }
    assert_eq!(failed, FAIL_ON_PURPOSE);
    assert!(folder.path().join(".local/bin/align").exists());
}

/// The project's own `questions.yaml`, above the examples, is the built-in one, and so no other of
/// which an error would have to speak.
#[test]
fn in_a_copy_of_the_project_the_questionnaire_is_the_built_in_one_as_well() {
    let examples = Path::new(ROOT).join("examples");
    let mut align = Command::new(ALIGN);
    align.current_dir(&examples).args(["--answer", "trafic=yes", "--no-input"]);
    align.args(["--questions", "../questions.yaml"]);
    let output = align.env_remove("ALIGN_QUESTIONS").stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("trafic") && !said.contains("questionnaire in use"), "{said}");
}

#[test]
fn what_is_not_run_stands_in_the_readme() {
    for line in NOT_RUN {
        let found = steps().iter().any(|step| step.command == line);
        assert!(found, "{line}");
    }
}

/// The archive is that of the version that Cargo.toml names.
#[test]
fn the_archive_is_of_this_version() {
    assert!(ARCHIVE.starts_with(&format!("align-v{}-", env!("CARGO_PKG_VERSION"))));
}
