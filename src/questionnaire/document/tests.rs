//! Questionnaires that hold, and what can be wrong with them.

use super::*;

/// Every fault with the place it was found in, as `line:column`.
fn faults(yaml: &str) -> Vec<(String, String)> {
    let diagnostics = Questionnaire::read(&SourceText::new("q.yaml", yaml)).unwrap_err();
    diagnostics.places().map(|(span, kind)| (span.to_string(), kind.to_string())).collect()
}

const TEAMS: &str = "title: T\nteams: {a: A, b: B}\n";

#[test]
fn every_problem_is_found_at_once_and_in_its_place() {
    let yaml = "title: T\nconsensus: 40\nteams:\n  a: A\n  b: B\nquestions:\n  - id: One\n    need: N\n    \
                question: Q\n    lead: c\n  - id: two\n    ned: N\n    question: R\n    lead: a\n";
    let found = faults(yaml);
    let found: Vec<_> = found.iter().map(|(span, kind)| (span.as_str(), kind.as_str())).collect();
    assert_eq!(
        found,
        [
            ("2:12", "`consensus` must be a whole number from 51 to 100, not `40`"),
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
        faults(&yaml)[0],
        ("5:10".to_owned(), "id `x` is here twice, first in line 4".to_owned())
    );
}

#[test]
fn text_that_would_steer_a_terminal_is_refused() {
    let yaml =
        format!("{TEAMS}questions:\n  - {{id: x, need: \"N\\e[2J\", question: Q, lead: a}}\n");
    assert_eq!(
        faults(&yaml),
        [("4:19".to_owned(), "`need` holds the invisible character `\\u{1b}`".to_owned())]
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
    let helps: Vec<_> = read.questions().map(|(_, question)| &question.help).collect();
    assert_eq!(helps, [&Some("One.\nTwo.".to_owned())]);
    assert_eq!(
        faults(&yaml("\"\\e\"", "\"N\\nN\"")),
        [
            ("4:17".to_owned(), "`need` holds a line break".to_owned()),
            ("4:53".to_owned(), "`help` holds the invisible character `\\u{1b}`".to_owned()),
        ]
    );
}

#[test]
fn a_thousand_questions_and_no_more() {
    let yaml = |count: usize| {
        (0..count).fold(format!("{TEAMS}questions:\n"), |yaml, n| {
            yaml + &format!("- {{id: q{n}, need: N{n}, question: Q{n}?, lead: a}}\n")
        })
    };
    assert!(Questionnaire::read(&SourceText::new("q.yaml", yaml(1000))).is_ok());
    assert_eq!(faults(&yaml(1001))[0].1, "a questionnaire has 1 to 1000 questions, not 1001");
    assert_eq!(faults(&yaml(0))[0].1, "`questions` must be a list of questions, not nothing");
}

#[test]
fn one_team_has_nobody_to_align_with() {
    let yaml = "title: T\nteams: {a: A}\nquestions:\n- {id: x, need: N, question: Q, lead: a}\n";
    assert_eq!(faults(yaml)[0].1, "a questionnaire has 2 to 100 teams, not 1");
    let teams: String = (0..101).map(|n| format!(" t{n}: T{n}\n")).collect();
    assert_eq!(
        faults(&format!("title: T\nteams:\n{teams}questions: []\n"))[0],
        ("3:2".to_owned(), "a questionnaire has 2 to 100 teams, not 101".to_owned())
    );
}

const ONE: &str = "questions:\n- {id: x, need: N, question: Q, lead: a}\n";

/// What is wrong with a questionnaire that has these lines above its one question.
fn above(lines: &str) -> Vec<String> {
    let diagnostics = Questionnaire::read(&SourceText::new("q.yaml", format!("{lines}{ONE}")));
    diagnostics.err().map_or_else(Vec::new, |diagnostics| diagnostics.lines())
}

#[test]
fn labels_and_ids_of_teams_are_told_apart() {
    let teams = |teams: &str| above(&format!("title: T\nteams: {{{teams}}}\n"));
    assert_eq!(teams("a: Sales, b: SALES"), ["label `SALES` is here twice, first in line 2"]);
    assert_eq!(teams("a: Sales, b: a"), ["label `a` is here twice, first in line 2"]);
    assert!(teams("a: A, b: B").is_empty(), "an id may be its own label");
}

#[test]
fn questions_that_one_column_could_not_tell_apart_are_a_problem() {
    let two = |fields: &str| {
        let yaml = format!("{TEAMS}{ONE}- {{{fields}, lead: b}}\n");
        Questionnaire::read(&SourceText::new("q.yaml", yaml))
            .err()
            .map_or_else(Vec::new, |all| all.lines())
    };
    assert_eq!(two("id: y, need: ' n', question: R"), ["need `n` is here twice, first in line 4"]);
    assert_eq!(two("id: y, need: X, question: R"), ["need `X` is here twice, first in line 4"]);
    assert_eq!(two("id: y, need: M, question: N"), ["question `N` is here twice, first in line 4"]);
    assert!(two("id: y, need: M, question: M").is_empty(), "one question may say it twice");
}

#[test]
fn an_earlier_id_is_nobody_else_s() {
    let two = |first: &str, second: &str| {
        let yaml = format!(
            "{TEAMS}questions:\n- {{id: x, {first} need: N, question: Q, lead: a}}\n\
             - {{id: y, {second} need: M, question: R, lead: a}}\n"
        );
        Questionnaire::read(&SourceText::new("q.yaml", yaml))
            .err()
            .map_or_else(Vec::new, |all| all.lines())
    };
    assert!(two("was: w,", "was: v,").is_empty());
    assert_eq!(two("was: y,", ""), ["id `y` is here twice, first in line 5"]);
    assert_eq!(two("was: w,", "was: w,"), ["id `w` is here twice, first in line 4"]);
    assert_eq!(two("was: W,", ""), ["`W` cannot be an id"]);
}

#[test]
fn people_are_in_a_team_and_told_apart() {
    let people = |people: &str| above(&format!("{TEAMS}people:\n{people}"));
    assert!(people(" Ana: a\n Ben: b\n").is_empty());
    assert_eq!(people(" Ana: a\n ANA: b\n"), ["name `ANA` is here twice, first in line 4"]);
    assert_eq!(people(" Ana: c\n"), ["unknown team `c`"]);
    assert_eq!(
        people(&format!(" {}: a\n", "x".repeat(201))),
        ["a name has more than 200 characters"]
    );
}

#[test]
fn a_team_is_meant_by_its_id_and_its_label_is_told_to_have_one() {
    let yaml = "title: T\nteams: {m: Marketing, s: Sales}\nquestions:\n- {id: x, need: N, question: Q, lead: sales}\n";
    let diagnostics = Questionnaire::read(&SourceText::new("q.yaml", yaml)).unwrap_err();
    let (_, kind) = diagnostics.places().next().unwrap();
    assert_eq!(kind.remedy().as_deref(), Some("did you mean `s`?"));
}

#[test]
fn a_word_means_one_answer() {
    let words = |words: &str| above(&format!("{TEAMS}words: {{{words}}}\n"));
    assert!(words("yes: [Ja, '2'], no: [Nein, 1], unsure: Weiß nicht, blank: nein").is_empty());
    assert_eq!(words("yes: [Ja], no: [JA]"), ["`JA` says `yes` already"]);
    assert_eq!(words("unsure: [No]"), ["`No` says `no` already"]);
    assert_eq!(words("blank: vielleicht"), ["`vielleicht` is not an answer"]);
    assert_eq!(words("maybe: [x]"), ["unknown key `maybe`"]);
}

#[test]
fn consensus_is_more_than_half() {
    for (consensus, is_sound) in
        [("50", false), ("51", true), ("100", true), ("101", false), ("x", false)]
    {
        let found = above(&format!("{TEAMS}consensus: {consensus}\n"));
        assert_eq!(found.is_empty(), is_sound, "{consensus}");
    }
}

#[test]
fn a_language_is_a_tag() {
    let problems = |tag: &str| above(&format!("{TEAMS}language: {tag}\n"));
    for tag in ["en", "pt-BR", "zh-Hant-TW"] {
        assert!(problems(tag).is_empty(), "{tag}");
    }
    for tag in ["Deutsch!", "x-klingon", "d1", "de-a_b", "de-abcdefghi", "de-"] {
        assert_eq!(problems(tag), [format!("`{tag}` is no language tag")]);
    }
}

#[test]
fn every_text_has_its_limit() {
    let yaml = |need: usize, question: usize, help: usize, id: usize| {
        let text = |count| "é".repeat(count);
        format!(
            "{TEAMS}questions:\n- {{need: {}, question: {}?, help: {}, id: {}, lead: a}}\n",
            text(need),
            text(question - 1),
            text(help),
            "x".repeat(id)
        )
    };
    assert!(Questionnaire::read(&SourceText::new("q.yaml", yaml(200, 2000, 5000, 64))).is_ok());
    let long: Vec<_> =
        faults(&yaml(201, 2001, 5001, 65)).into_iter().map(|(_, kind)| kind).collect();
    assert_eq!(
        long,
        [
            "`need` has more than 200 characters",
            "`question` has more than 2000 characters",
            "`help` has more than 5000 characters",
            "an id has more than 64 characters",
        ]
    );
}
