//! Answers from a pipe, a file or options.

use crate::harness::{Align, SIX_LINES};

const MAPPING: &str = "traffic: yes\nclosing: no\nsurveys: no\npersona-research: yes\ncontent-offers: yes\nmql-contact: unsure\n";

#[test]
fn every_way_to_answer_gives_the_same_bytes() {
    let lines = Align::new()
        .args("-f json")
        .stdin(SIX_LINES)
        .run()
        .status(0)
        .stderr("")
        .stdout_text();
    let mapping = Align::new()
        .args("-f json")
        .stdin(MAPPING)
        .run()
        .status(0)
        .stdout_text();
    let json = r#"{"answers": {"traffic": true, "closing": false, "surveys": 0, "persona-research": 1, "content-offers": "Y", "mql-contact": "?"}}"#;
    let json = Align::new()
        .args("-f json")
        .stdin(json)
        .run()
        .status(0)
        .stdout_text();
    let options = MAPPING
        .lines()
        .fold(Align::new().args("-f json"), |align, line| {
            align.arg("--answer").arg(line.replace(": ", "="))
        });
    let options = options.run().status(0).stdout_text();
    let file = Align::new()
        .args("-f json")
        .answers(MAPPING)
        .run()
        .status(0)
        .stdout_text();
    assert_eq!(lines, mapping);
    assert_eq!(lines, json);
    assert_eq!(lines, options);
    assert_eq!(lines, file);
}
