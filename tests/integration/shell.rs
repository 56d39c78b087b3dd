//! Help, the manual page and completions, as the shells and `man` of this machine take them.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

use crate::{harness::Align, tools::installed};

const COMMANDS: [&str; 12] = [
    "",
    "council",
    "decide",
    "trend",
    "form",
    "init",
    "sheet",
    "sql",
    "check",
    "schema",
    "completions",
    "man",
];

fn help(command: &str, option: &str, columns: usize) -> String {
    let align = Align::new().env("COLUMNS", &columns.to_string());
    align.args(command).args(option).run().status(0).stderr("").stdout_text()
}

#[test]
fn help_fits_its_window() {
    for command in COMMANDS {
        for columns in [50, 80] {
            for option in ["-h", "--help"] {
                let help = help(command, option, columns);
                let widest = help.lines().map(|line| line.chars().count()).max().unwrap();
                assert!(widest <= columns, "{command} {option}: {widest}\n{help}");
            }
        }
    }
}

#[test]
fn every_command_takes_the_options_of_all() {
    for command in COMMANDS {
        let help = help(command, "--help", 80);
        for option in ["--questions <FILE>", "--color <WHEN>", "--quiet"] {
            assert!(help.contains(option), "{command}: {option}\n{help}");
        }
    }
}

#[test]
fn every_command_teaches_by_example_and_every_example_is_a_command() {
    for command in COMMANDS {
        let help = help(command, "--help", 80);
        let (_, examples) = help.split_once("Examples:\n").expect(command);
        let examples: Vec<_> =
            examples.lines().filter(|line| line.starts_with("  align ")).collect();
        assert!(!examples.is_empty() || command == "completions", "{command}");
        for example in examples {
            let args = example.split(['>', '|', '&']).next().unwrap().trim();
            let run = Align::new().args(args.strip_prefix("align").unwrap()).run();
            let stderr = run.stderr_text();
            assert!(!stderr.contains("Usage:"), "{example}: {stderr}");
        }
    }
}

fn completions(shell: &str) -> String {
    Align::new().args("completions").arg(shell).run().status(0).stderr("").stdout_text()
}

/// Runs a line in a shell whose folder holds the completion script, as `align.script`.
fn shell(program: &Path, name: &str, args: &[&str], line: &str) -> String {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("align.script"), completions(name)).unwrap();
    let output = Command::new(program)
        .args(args)
        .arg(line)
        .current_dir(&folder)
        .env("HOME", folder.path())
        .output()
        .unwrap();
    words(&output)
}

#[track_caller]
fn words(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    text(&output.stdout)
}

#[test]
fn bash_completes() {
    let Some(bash) = installed("bash_completes", &["bash"]) else {
        return;
    };
    let press = |typed: &str| {
        let last = typed.rsplit(' ').next().unwrap();
        let before = typed.rsplit(' ').nth(1).unwrap();
        let line = format!(
            "source align.script; COMP_WORDS=({typed}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _align_divided align '{last}' '{before}'; echo \"${{COMPREPLY[*]}}\""
        );
        shell(&bash, "bash", &["--norc", "--noprofile", "-c"], &line)
    };
    assert_eq!(press("align cou"), "council\n");
    assert_eq!(press("align --answer clo"), "closing=yes closing=no closing=unsure\n");
    assert_eq!(press("align --team sa"), "sales\n");
    assert_eq!(press("align council --format h"), "html\n");
    assert_eq!(press("align dec"), "decide\n");
    assert_eq!(press("align decide --s"), "--save\n");
    assert_eq!(press("align council --qu"), "--questions --quiet\n");
    assert_eq!(press("align trend --fail-on n"), "new\n");
    // As bash divides `traffic=`, `traffic=un` and `--format=h`.
    assert_eq!(press("align --answer traffic ="), "yes no unsure\n");
    assert_eq!(press("align --answer traffic = un"), "unsure\n");
    assert_eq!(press("align council --format = h"), "html\n");
    // Nothing, so that `complete -o default` offers files.
    assert_eq!(press("align council ''"), "\n");
    assert!(press("align ''").starts_with("council decide trend"));
}

#[test]
fn zsh_completes() {
    let Some(zsh) = installed("zsh_completes", &["zsh"]) else {
        return;
    };
    let line = "autoload -Uz compinit && compinit -D -u && source ./align.script && print $_comps[align] && \
                autoload +X _arguments && print ${+functions[_align]}";
    assert_eq!(shell(&zsh, "zsh", &["-f", "-c"], line), "_align\n1\n");
    assert!(completions("zsh").contains("(traffic=yes traffic=no traffic=unsure closing=yes"));
}

#[test]
fn fish_completes() {
    let Some(fish) = installed("fish_completes", &["fish"]) else {
        return;
    };
    let press = |typed: &str| {
        let line = format!("source align.script; complete --do-complete '{typed}'");
        let offered = shell(&fish, "fish", &["--no-config", "-c"], &line);
        let words = offered.lines().map(|line| line.split('\t').next().unwrap().to_owned());
        words.collect::<Vec<_>>()
    };
    assert_eq!(press("align cou"), ["council"]);
    let answers = ["closing=no", "closing=unsure", "closing=yes"];
    let mut offered = press("align --answer clo");
    offered.sort();
    assert_eq!(offered, answers);
    assert_eq!(press("align --no-input -f ht"), ["html"]);
    assert_eq!(press("align trend -f ht"), ["html"]);
}

#[test]
fn every_shell_gets_the_ids_of_the_questionnaire_in_use() {
    let questions = "title: T\nteams: {ops: O, dev: D}\nquestions: [{id: on-call, need: N, question: Q, lead: ops}]\n";
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let align = Align::new().questions(questions).args("completions").arg(shell);
        let script = align.run().status(0).stderr("").stdout_text();
        assert!(script.contains("align"), "{shell}");
        // These two complete options and commands, but no values.
        if !["powershell", "elvish"].contains(&shell) {
            assert!(script.contains("on-call=unsure") && script.contains("ops"), "{shell}");
        }
    }
}

#[test]
fn a_broken_questionnaire_does_not_keep_a_shell_from_completing() {
    let align = Align::new().questions("title: [").args("completions bash");
    let script = align.run().status(0).stderr("").stdout_text();
    assert!(script.contains("traffic=yes"), "the built-in ids are offered");
}

#[test]
fn the_manual_page_is_one_that_man_shows_without_complaint() {
    let Some(man) = installed("the_manual_page_is_one_that_man_shows_without_complaint", &["man"])
    else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("align.1");
    fs::write(&file, Align::new().args("man").run().status(0).stderr("").stdout_text()).unwrap();
    let output = Command::new(man)
        .args(["--warnings", "--local-file"])
        .arg(&file)
        .env("MANWIDTH", "80")
        .env("MANPAGER", "cat")
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    let page = words(&output);
    for part in [
        "SYNOPSIS",
        "--answer <ID=ANSWER>",
        "ALIGN DECIDE",
        "ALIGN TREND",
        "align trend 2026-Q3/ 2026-Q4/",
        "ALIGN_QUESTIONS",
    ] {
        assert!(page.contains(part), "no {part} in\n{page}");
    }
}
