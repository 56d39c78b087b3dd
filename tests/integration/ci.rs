//! The workflow that a user can copy.

use std::{fs, path::Path, process::Command};

use crate::{
    harness::{ALIGN, Align, files_in},
    tools::installed,
};

const WORKFLOW: &str = include_str!("../../examples/ci/align.yml");

/// Runs every line of the workflow that runs `align`, in a folder with the example's council.
#[test]
fn the_workflow_to_copy_fails_on_a_dispute_and_shows_it() {
    let test = "the_workflow_to_copy_fails_on_a_dispute_and_shows_it";
    let Some(bash) = installed(test, &["bash"]) else {
        return;
    };
    let council = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/council");
    let align = files_in(&council).into_iter().fold(Align::new(), |align, name| {
        let bytes = fs::read(council.join(&name)).unwrap();
        align.file(&format!("council/{name}"), bytes)
    });
    let folder = align.path("");
    let programs = Path::new(ALIGN).parent().unwrap().display();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap());
    let run = |line: &str| {
        let mut command = Command::new(&bash);
        command.args(["-ec", line]).current_dir(&folder);
        command.env("PATH", &path).env("GITHUB_STEP_SUMMARY", "summary.md");
        command.status().unwrap().code()
    };
    let lines = WORKFLOW.lines().filter_map(|line| line.trim().strip_prefix("run: align"));
    let statuses: Vec<_> = lines.map(|line| run(&format!("align{line}"))).collect();
    assert_eq!(statuses, [Some(0), Some(1)]);
    let summary = fs::read_to_string(folder.join("summary.md")).unwrap();
    assert!(summary.starts_with("# Who takes the reins"), "{summary}");
}
