//! Exports of form tools and spreadsheets, one of each kind that is known: `tests/forms` has the
//! files, and its `cases.json` says by hand what must come out.

use std::{
    collections::BTreeMap,
    fmt::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use serde::Deserialize;
use serde_json::Value;

use crate::harness::ALIGN;

/// A form and what must come of it.
#[derive(Deserialize)]
struct Case {
    file: String,
    questions: String,
    args: Vec<String>,
    what: String,
    #[serde(default)]
    refused: bool,
    /// Yes, no, unsure and blank, for each question.
    #[serde(default)]
    votes: BTreeMap<String, [u64; 4]>,
    #[serde(default)]
    respondents: u64,
    /// How many of each team; not compared where it is not there.
    teams: Option<BTreeMap<String, u64>>,
    /// Texts that stand among the notes on a question.
    #[serde(default)]
    notes: BTreeMap<String, Vec<String>>,
}

impl Case {
    fn all() -> Vec<Self> {
        let text = std::fs::read_to_string(folder().join("cases.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    fn run(&self) -> Output {
        Command::new(ALIGN)
            .current_dir(folder())
            .args(["council", "-q", &self.questions, &self.file, "-f", "json"])
            .args(&self.args)
            .env_remove("ALIGN_QUESTIONS")
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    fn title(&self) -> String {
        format!("{} {}: {}", self.file, self.args.join(" "), self.what)
    }

    /// Holds a report to what was worked out by hand.
    fn check(&self, report: &Value) {
        let title = self.title();
        for need in report["needs"].as_array().unwrap() {
            let id = need["id"].as_str().unwrap();
            let votes = ["yes", "no", "unsure", "blank"]
                .map(|answer| need["votes"][answer].as_u64().unwrap());
            assert_eq!(votes, self.votes[id], "{title}: {id}");
            for note in self.notes.get(id).into_iter().flatten() {
                assert!(
                    need["answers"].to_string().contains(&Value::from(note.as_str()).to_string()),
                    "{title}: {note}"
                );
            }
        }
        let respondents = &report["respondents"];
        assert_eq!(respondents["count"], self.respondents, "{title}");
        if let Some(teams) = &self.teams {
            let found: BTreeMap<String, u64> =
                serde_json::from_value(respondents["teams"].clone()).unwrap();
            let found: BTreeMap<_, _> = found.into_iter().filter(|(_, count)| *count > 0).collect();
            assert_eq!(&found, teams, "{title}");
        }
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/forms")
}

#[test]
fn every_form_is_counted_as_it_was_meant_or_refused() {
    for case in Case::all() {
        let output = case.run();
        let error = String::from_utf8_lossy(&output.stderr);
        let code = if case.refused { 2 } else { 0 };
        assert_eq!(output.status.code(), Some(code), "{}: {error}", case.title());
        match case.refused {
            true => assert!(output.stdout.is_empty(), "{}", case.title()),
            false => case.check(&serde_json::from_slice(&output.stdout).unwrap()),
        }
    }
}

#[test]
fn what_is_said_of_each_form() {
    let mut said = String::new();
    for case in Case::all() {
        let error = String::from_utf8(case.run().stderr).unwrap();
        writeln!(said, "### {}\n{}", case.title(), error.trim_end()).unwrap();
    }
    insta::assert_snapshot!(said);
}
