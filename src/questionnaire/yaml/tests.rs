//! Questionnaires that hold, and what can be wrong with them.

use super::*;

/// Every fault with the place it was found in, as `line:column`.
fn faults(yaml: &str) -> Vec<(String, String)> {
    let diagnostics = Questionnaire::read(&SourceText::new("q.yaml", yaml)).unwrap_err();
    diagnostics
        .places()
        .map(|(span, kind)| (span.to_string(), kind.to_string()))
        .collect()
}

const TEAMS: &str = "title: T\nteams: {a: A, b: B}\n";

#[test]
fn every_problem_is_found_at_once_and_in_its_place() {
    let yaml = "title: T\nconsensus: 40\nteams:\n  a: A\n  b: B\nquestions:\n  - id: One\n    need: N\n    \
                question: Q\n    lead: c\n  - id: two\n    ned: N\n    question: Q\n    lead: a\n";
    let found = faults(yaml);
    let found: Vec<_> = found
        .iter()
        .map(|(span, kind)| (span.as_str(), kind.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (
                "2:12",
                "`consensus` must be a whole number from 51 to 100, not `40`"
            ),
            ("7:9", "`One` cannot be an id"),
            ("10:11", "unknown team `c`"),
            ("11:5", "no `need`"),
            ("12:5", "unknown key `ned`"),
        ]
    );
}

#[test]
fn ids_are_unique() {
    let question = |id| format!("  - {{id: {id}, need: N, question: Q, lead: a}}\n");
    let yaml = format!("{TEAMS}questions:\n{}{}", question("x"), question("x"));
    assert_eq!(
        faults(&yaml),
        [(
            "5:10".to_owned(),
            "id `x` is here twice, first in line 4".to_owned()
        )]
    );
}

#[test]
fn text_that_would_steer_a_terminal_is_refused() {
    let yaml =
        format!("{TEAMS}questions:\n  - {{id: x, need: \"N\\e[2J\", question: Q, lead: a}}\n");
    assert_eq!(
        faults(&yaml),
        [(
            "4:19".to_owned(),
            "`need` holds the invisible character `\\u{1b}`".to_owned()
        )]
    );
}

#[test]
fn help_may_have_several_lines_and_a_label_only_one() {
    let yaml = |help: &str, need: &str| {
        format!(
            "{TEAMS}questions:\n- {{id: x, need: {need}, question: Q, lead: a, help: {help}}}\n"
        )
    };
    let read =
        Questionnaire::read(&SourceText::new("q.yaml", yaml("\"One.\\nTwo.\"", "N"))).unwrap();
    let helps: Vec<_> = read
        .questions()
        .map(|(_, question)| &question.help)
        .collect();
    assert_eq!(helps, [&Some("One.\nTwo.".to_owned())]);
    assert_eq!(
        faults(&yaml("\"\\e\"", "\"N\\nN\"")),
        [
            (
                "4:17".to_owned(),
                "`need` holds the invisible character `\\u{a}`".to_owned()
            ),
            (
                "4:53".to_owned(),
                "`help` holds the invisible character `\\u{1b}`".to_owned()
            ),
        ]
    );
}

#[test]
fn a_thousand_questions_and_no_more() {
    let yaml = |count: usize| {
        (0..count).fold(format!("{TEAMS}questions:\n"), |yaml, n| {
            yaml + &format!("- {{id: q{n}, need: N, question: Q, lead: a}}\n")
        })
    };
    assert!(Questionnaire::read(&SourceText::new("q.yaml", yaml(1000))).is_ok());
    assert_eq!(
        faults(&yaml(1001))[0].1,
        "a questionnaire has at most 1000 questions, not 1001"
    );
    assert_eq!(
        faults(&yaml(0))[0].1,
        "`questions` must be a list of questions, not nothing"
    );
}

#[test]
fn one_team_has_nobody_to_align_with() {
    let yaml = "title: T\nteams: {a: A}\nquestions:\n- {id: x, need: N, question: Q, lead: a}\n";
    assert_eq!(faults(yaml)[0].1, "a questionnaire needs two or more teams");
}
