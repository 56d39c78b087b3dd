//! What a report that names nobody gives away, over all small councils.

use std::collections::{BTreeMap, BTreeSet};

use clap::ValueEnum;

use super::*;
use crate::{
    council::{Privacy, Tally},
    decision::Decisions,
    diagnostic::SourceText,
    questionnaire::{Questionnaire, TeamIndex},
    response::{Answer, Respondent, Response},
};

const AT_MOST: usize = 8;

/// How many of each team gave each answer: a council, but for who is who.
type Answers = [[usize; 3]; 2];

/// All councils of three to [`AT_MOST`] people on one question.
fn councils() -> Vec<Answers> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..6 {
        let longer = |counts: &Vec<usize>| {
            let left = AT_MOST - counts.iter().sum::<usize>();
            let counts = counts.clone();
            (0..=left).map(move |count| [counts.clone(), vec![count]].concat())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all.retain(|counts| counts.iter().sum::<usize>() >= 3);
    let split =
        |counts: Vec<usize>| [[counts[0], counts[1], counts[2]], [counts[3], counts[4], counts[5]]];
    all.into_iter().map(split).collect()
}

fn questionnaire() -> Questionnaire {
    let yaml = "title: T\nteams: {a: Apples, b: Bricks}\nquestions:\n- {id: x, need: N, question: 'Q?', lead: a}\n";
    Questionnaire::read(&SourceText::new("q.yaml", yaml)).unwrap()
}

/// Everything that every format says about a council without names.
fn said(questionnaire: &Questionnaire, council: Answers) -> String {
    let mut tally = Tally::new(questionnaire);
    let teams: Vec<TeamIndex> = questionnaire.teams().map(|(team, _)| team).collect();
    for (team, counts) in teams.iter().zip(council) {
        for (answer, count) in Answer::ALL.iter().zip(counts) {
            for number in 0..count {
                let name = Some(format!("{} Person {number}", answer.word()));
                let respondent = Respondent { team: Some(*team), name };
                let answers = vec![Some(*answer)];
                tally.add(&Response { respondent, answers, ..Response::default() });
            }
        }
    }
    let assessment = tally.assess(&Decisions::new(), Privacy::ByTeam);
    let report = Report::Council { assessment: &assessment, label: None };
    let options = RenderOptions { width: 80, color: false, unicode: true };
    let mut out = Vec::new();
    for format in Format::value_variants() {
        write(&report, *format, options, &mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

/// Whoever knows who is in which team, and all that is said, cannot tell what one person answered,
/// unless all whose figures are counted together said the same.
#[test]
fn a_report_without_names_leaves_every_answer_open() {
    let questionnaire = questionnaire();
    let mut same: BTreeMap<([usize; 2], String), Vec<Answers>> = BTreeMap::new();
    for council in councils() {
        let text = said(&questionnaire, council);
        assert!(!text.contains("Person"));
        let sizes = council.map(|team| team.iter().sum());
        same.entry((sizes, text)).or_default().push(council);
    }
    for ((sizes, text), councils) in &same {
        let is_by_team = sizes.iter().all(|size| *size == 0 || *size >= 3);
        for council in councils {
            for team in 0..2 {
                let possible: BTreeSet<usize> = councils
                    .iter()
                    .flat_map(|other| (0..3).filter(|answer| other[team][*answer] > 0))
                    .collect();
                let group = match is_by_team {
                    true => council[team],
                    false => [0, 1, 2].map(|answer| council[0][answer] + council[1][answer]),
                };
                let kinds = group.iter().filter(|count| **count > 0).count();
                let is_open = possible.len() > 1 || sizes[team] == 0 || kinds == 1;
                assert!(is_open, "{council:?} is told by {text}");
            }
        }
    }
}

/// The largest text there can be, of each odd character, in every format: twice the text is at
/// most twice the work, as far as the size of what is written shows it.
#[test]
fn what_is_written_grows_no_faster_than_what_is_read() {
    let questionnaire = questionnaire();
    let question = questionnaire.question("x").unwrap();
    let size = |odd: &str, times: usize| {
        let mut tally = Tally::new(&questionnaire);
        for name in ["A", "B"] {
            let respondent = Respondent { team: None, name: Some(name.to_owned()) };
            let notes = [(question, odd.repeat(times))].into();
            tally.add(&Response { respondent, answers: vec![None], notes });
        }
        let assessment = tally.assess(&Decisions::new(), Privacy::Named);
        let report = Report::Council { assessment: &assessment, label: None };
        let options = RenderOptions { width: 20, color: false, unicode: true };
        let size = |format: &Format| {
            let mut out = Vec::new();
            write(&report, *format, options, &mut out).unwrap();
            out.len()
        };
        Format::value_variants().iter().map(size).collect::<Vec<_>>()
    };
    for odd in [
        ".",
        "-",
        "@",
        "#1",
        ":",
        "=;",
        "\\",
        "\"",
        "\u{301}",
        "\u{202e}",
        "👩\u{200d}",
        " ",
        "ab ",
    ] {
        let (one, two) = (size(odd, 5_000), size(odd, 10_000));
        for (one, two) in one.into_iter().zip(two) {
            assert!(two <= 2 * one, "{odd:?}: {one} and {two}");
        }
    }
}
