//! What a meeting decided: found, checked, reported.

use serde_json::{Value, json};

use crate::harness::Align;

/// A council of two teams that are opposed on every need, and what it decided.
fn council(decisions: &str) -> Align {
    Align::new()
        .file("q3/answers.txt", "Ana (Marketing): y n n y y n\nBen (Sales): n y y n n y\n")
        .file("q3/decisions.yaml", decisions)
}

const CLOSING: &str = "decisions:\n  closing:\n    answer: yes\n    owner: Ben\n    by: 2026-12-15\n    \
                       promise: Every demo request is called within 24 hours.\n  surveys:\n    answer: no\n";

fn report(run: Align) -> Value {
    serde_json::from_str(&run.args("-f json").run().status(0).stdout_text()).unwrap()
}

#[test]
fn a_folders_decisions_settle_its_needs_and_leave_the_votes() {
    let report = report(council(CLOSING).args("council q3"));
    let need = &report["needs"][1];
    assert_eq!(need["status"], "decided");
    assert_eq!(need["answer"], "yes");
    assert_eq!(need["lead"], "sales");
    assert_eq!(need["votes"], json!({"yes": 1, "no": 1, "unsure": 0, "blank": 0}));
    assert_eq!(
        need["decision"],
        json!({"answer": "yes", "lead": "sales", "owner": "Ben", "by": "2026-12-15",
            "promise": "Every demo request is called within 24 hours."})
    );
    assert_eq!(report["needs"][2]["answer"], "no");
    assert_eq!(report["needs"][2]["lead"], Value::Null);
    assert_eq!(report["summary"]["decided"], 2);
    assert_eq!(
        report["agenda"],
        json!(["traffic", "persona-research", "content-offers", "mql-contact"])
    );
}

#[test]
fn the_file_that_is_named_goes_before_the_one_in_the_folder() {
    let run = council(CLOSING).file("said.yaml", "decisions: {traffic: {answer: yes}}\n");
    let report = report(run.args("council q3 --decisions said.yaml"));
    let needs = report["needs"].as_array().unwrap().iter();
    let statuses: Vec<_> = needs.map(|need| need["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["decided", "opposed", "opposed", "opposed", "opposed", "opposed"]);
}

#[test]
fn a_need_that_is_decided_is_neither_opposed_nor_unclear() {
    let all =
        ["traffic", "closing", "surveys", "persona-research", "content-offers", "mql-contact"];
    let decisions = |ids: &[&str]| {
        let each = ids.iter().map(|id| format!("  {id}: {{answer: no}}\n"));
        format!("decisions:\n{}", each.collect::<String>())
    };
    let gate = "council q3 -f csv --fail-on opposed,unclear";
    council(&decisions(&all)).args(gate).run().status(0);
    council(&decisions(&all[1..])).args(gate).run().status(1);
}

#[test]
fn two_files_of_decisions_for_one_council_are_a_problem() {
    let run = council(CLOSING).file("q3/decisions.yml", CLOSING).args("council q3").run();
    run.status(2).stdout("").stderr(
        "error: what was decided stands in q3/decisions.yaml as well\n\
         --> q3/decisions.yml\n \
         = hint: `--decisions` names the file that counts\n\n",
    );
}

const WRONG: &str = "decisions:\n  closng: {answer: yes}\n  closing: {answer: maybe, by: soon}\n";

#[test]
fn check_reads_decisions_with_the_answers_or_by_themselves() {
    for args in ["check q3", "check q3/decisions.yaml", "council q3", "trend q3/answers.txt q3"] {
        let run = council(WRONG).args(args).run().status(2).stdout("");
        let errors = run.stderr_text();
        for place in ["2:3", "3:21", "3:32"] {
            let place = format!("q3/decisions.yaml:{place}");
            assert!(errors.contains(&place), "{args}: no {place} in\n{errors}");
        }
    }
    council(CLOSING).args("check q3/decisions.yaml").run().status(0).stdout("");
    council(CLOSING).args("check q3").run().status(0).stdout("");
}

#[test]
fn the_schema_of_decisions_is_printed_as_it_is() {
    let run = Align::new().args("schema decisions").run().status(0);
    run.stderr("").stdout(include_str!("../../src/decision/schema.json"));
}
