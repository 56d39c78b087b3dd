//! The README's commands, run as a reader would type them, and what it shows, held against the truth.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use crate::harness::ALIGN;

const README: &str = include_str!("../../README.md");

/// The blocks of the README in one language, each a list of lines.
fn blocks(language: &str) -> Vec<Vec<&'static str>> {
    let mut blocks = Vec::new();
    let mut lines = README.lines();
    while let Some(line) = lines.next() {
        if let Some(opened) = line.strip_prefix("```") {
            let block: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
            if opened == language {
                blocks.push(block);
            }
        }
    }
    blocks
}

/// A copy of the examples, in which the commands are run.
fn examples() -> TempDir {
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
    let folder = TempDir::new().unwrap();
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"),
        folder.path(),
    );
    folder
}

/// What a shell prints for a line, standard error included, as a terminal of 80 columns has it.
fn shell(line: &str, folder: &Path) -> String {
    let binary = PathBuf::from(ALIGN);
    let path = env::join_paths(
        [binary.parent().unwrap().to_owned()]
            .into_iter()
            .chain(env::split_paths(&env::var_os("PATH").unwrap())),
    );
    let output = Command::new("sh")
        .args([
            "-c",
            &format!("{line}\nstatus=$?\necho $status > .status; exit $status"),
        ])
        .current_dir(folder)
        .env("PATH", path.unwrap())
        .env("HOME", folder)
        .env_remove("COLUMNS")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let mut text = String::from_utf8(output.stderr).unwrap();
    text.push_str(&String::from_utf8(output.stdout).unwrap().replace('\r', ""));
    text
}

#[test]
#[cfg(unix)]
fn every_session_is_what_happens() {
    for block in blocks("console") {
        let folder = examples();
        let mut lines = block.into_iter().peekable();
        while let Some(command) = lines.next() {
            let command = command
                .strip_prefix("$ ")
                .expect("a session begins with a command");
            let mut wanted = String::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
                wanted += line;
                wanted += "\n";
            }
            let given = match command {
                "echo $?" => fs::read_to_string(folder.path().join(".status")).unwrap(),
                command => shell(command, folder.path()),
            };
            assert_eq!(given, wanted, "{command}");
        }
    }
}

/// The commands that build, install or test cannot run inside a test, and the one that saves asks at
/// a terminal, which the terminal's own tests do; CI runs the first and the last of them.
#[test]
#[cfg(unix)]
fn every_other_command_succeeds() {
    let folder = examples();
    for command in blocks("sh").into_iter().flatten() {
        if command.starts_with("cargo ") || command.starts_with("align --save") {
            println!("skipped here: {command}");
            continue;
        }
        assert_eq!(shell(command, folder.path()), "", "{command}");
        assert_eq!(
            fs::read_to_string(folder.path().join(".status")).unwrap(),
            "0\n",
            "{command}"
        );
    }
}
