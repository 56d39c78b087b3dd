//! The rules of the council, worked out by hand, and their laws on random councils.

use proptest::prelude::*;

use super::*;
use crate::{
    diagnostic::SourceText,
    questionnaire::{Consensus, Questionnaire},
    response::{Answer, Draft, Missing, Respondent, Response, Stance},
};

/// Three teams, and a question for each but the third, which has two.
const QUESTIONS: &str = "
title: T
consensus: 75
teams: {a: A, b: B, c: C}
questions:
- {id: q0, need: N0, question: Q0, lead: a}
- {id: q1, need: N1, question: Q1, lead: b}
- {id: q2, need: N2, question: Q2, lead: c}
- {id: q3, need: N3, question: Q3, lead: c}
";

fn questionnaire() -> Questionnaire {
    Questionnaire::read(&SourceText::new("q", QUESTIONS)).unwrap()
}

fn stance(letter: char) -> Stance {
    match letter {
        'y' => Stance::Given(Answer::Yes),
        'n' => Stance::Given(Answer::No),
        'u' => Stance::Given(Answer::Unsure),
        _ => Stance::NoAnswer,
    }
}

/// A council of respondents written as team and answers, such as `a yynu`; `-` is no team.
fn council<'q>(questionnaire: &'q Questionnaire, respondents: &[&str]) -> Assessment<'q> {
    let mut tally = Tally::new(questionnaire);
    for (number, respondent) in respondents.iter().enumerate() {
        let (team, letters) = respondent.split_once(' ').unwrap();
        let stances: Vec<_> = letters.chars().map(stance).collect();
        let name = Some(format!("R{number}"));
        tally.count_stances(
            &Respondent {
                name,
                team: questionnaire.team(team),
            },
            &stances,
        );
    }
    tally.assess()
}

fn votes(yes: u64, no: u64, unsure: u64) -> Votes {
    Votes { yes, no, unsure }
}

#[test]
fn status_and_answer_follow_the_rules_at_every_border() {
    use Status::{Agreed, Disputed, Open};
    use Verdict::{No, Yes};
    let consensus = Consensus::default();
    for (yes, no, unsure, status, verdict) in [
        (1, 0, 0, Agreed, Some(Yes)),
        (0, 1, 0, Agreed, Some(No)),
        (0, 0, 1, Open, None),
        // Half of them took a position: no more than half, so it is open.
        (1, 0, 1, Open, None),
        (2, 0, 1, Agreed, Some(Yes)),
        (1, 1, 0, Disputed, None),
        // Three in four is 75 of 100; two in three is less.
        (3, 1, 0, Agreed, Some(Yes)),
        (1, 3, 2, Agreed, Some(No)),
        (2, 1, 0, Disputed, Some(Yes)),
        (1, 2, 2, Disputed, Some(No)),
        (1, 2, 3, Open, None),
    ] {
        let votes = votes(yes, no, unsure);
        assert_eq!(votes.status(consensus), status, "{votes:?}");
        assert_eq!(votes.verdict(), verdict, "{votes:?}");
    }
    assert_eq!(votes(51, 49, 0).status(Consensus::new(51).unwrap()), Agreed);
    assert_eq!(
        votes(99, 1, 0).status(Consensus::new(100).unwrap()),
        Disputed
    );
}

/// The agreement on single subjects as published for 14 and for 6 raters where a subject fell
/// into two categories.
#[test]
fn agreement_is_that_of_fleiss() {
    for (yes, no, published) in [
        (7, 7, "0.462"),
        (14, 0, "1.000"),
        (3, 3, "0.400"),
        (5, 1, "0.667"),
        (4, 2, "0.467"),
    ] {
        let agreement = votes(yes, no, 5).agreement().unwrap().value();
        assert_eq!(format!("{agreement:.3}"), published, "{yes} to {no}");
    }
    assert_eq!(votes(1, 0, 9).agreement(), None);
    assert_eq!(votes(0, 0, 9).agreement(), None);
}

#[test]
fn the_gap_is_between_the_teams_that_took_a_position() {
    let questionnaire = questionnaire();
    let assessment = council(
        &questionnaire,
        &["a yyun", "a ynun", "b nnun", "c uyun", "- yyyy"],
    );
    let gaps: Vec<_> = assessment
        .needs
        .iter()
        .map(|need| need.gap.map(Ratio::value))
        .collect();
    // a: 2 of 2, b: 0 of 1; then a: 1 of 2, b: 0 of 1, c: 1 of 1; nobody of a team; all no.
    assert_eq!(gaps, [Some(1.0), Some(1.0), None, Some(0.0)]);
}

#[test]
fn the_team_with_most_leads_takes_the_reins() {
    let questionnaire = questionnaire();
    let lead = |answers: &str| {
        let assessment = council(&questionnaire, &[&format!("- {answers}")]);
        assessment
            .summary
            .lead
            .map(|team| assessment.team(team).id.clone())
    };
    assert_eq!(lead("ynnn").as_deref(), Some("a"));
    assert_eq!(lead("ynyy").as_deref(), Some("c"));
    assert_eq!(lead("yynn"), None);
    assert_eq!(lead("nnnn"), None);
    assert_eq!(lead("uuuy").as_deref(), Some("c"));
    let assessment = council(&questionnaire, &["- yuyu"]);
    let part = |leads, undecided, of| TeamSummary {
        leads,
        undecided,
        of,
    };
    assert_eq!(
        assessment.summary.teams,
        [part(1, 0, 1), part(0, 1, 1), part(1, 1, 2)]
    );
    assert_eq!(assessment.summary.undecided(), 2);
}

#[test]
fn the_agenda_is_disputed_then_open_then_least_agreement_first() {
    let questionnaire = questionnaire();
    // q0 open without a figure, q1 3 to 2, q2 open with 2 agreed, q3 disputed 2 to 2.
    let assessment = council(
        &questionnaire,
        &["a uyyy", "a uyyy", "b uyun", "b unun", "c ynuu"],
    );
    let status: Vec<_> = assessment
        .needs
        .iter()
        .map(|need| need.status.word())
        .collect();
    assert_eq!(status, ["open", "disputed", "open", "disputed"]);
    let agenda: Vec<_> = assessment
        .agenda
        .iter()
        .map(|index| index.position())
        .collect();
    assert_eq!(agenda, [3, 1, 2, 0]);
}

#[test]
fn people_are_named_while_they_are_at_most_twelve() {
    let questionnaire = questionnaire();
    let twelve = vec!["a yyyy"; 12];
    let assessment = council(&questionnaire, &twelve);
    assert_eq!(
        assessment.needs[0].sides.as_ref().unwrap()[0].names.len(),
        12
    );
    let thirteen = vec!["a yyyy"; 13];
    assert_eq!(council(&questionnaire, &thirteen).needs[0].sides, None);
}

#[test]
fn a_name_answers_once() {
    let mut roll = SeenNames::default();
    assert_eq!(roll.enter("Ana", "a.yaml"), Ok(()));
    let kind = roll.enter("Ana", "b.yaml").unwrap_err();
    assert_eq!(kind.to_string(), "`Ana` has answered already, in a.yaml");
}

#[test]
fn a_fraction_is_compared_taken_away_and_rounded_as_on_paper() {
    let ratio = |numerator, denominator| Ratio::new(numerator, denominator).unwrap();
    assert!(ratio(1, 3) < ratio(1, 2) && ratio(2, 3) > ratio(1, 2));
    assert!(ratio(1, 2) == ratio(2, 4) && ratio(1, 2) != ratio(1, 3));
    assert_eq!(ratio(3, 4).minus(ratio(1, 3)), ratio(5, 12));
    // Half of a hundredth is rounded up.
    for (numerator, denominator, percent) in [
        (0, 5, 0),
        (1, 3, 33),
        (2, 3, 67),
        (1, 8, 13),
        (1, 200, 1),
        (1, 201, 0),
        (7, 7, 100),
    ] {
        let ratio = ratio(numerator, denominator);
        assert_eq!(ratio.percent(), percent, "{ratio:?}");
    }
    assert_eq!(Ratio::new(0, 0), None);
}

#[test]
fn the_councils_agreement_is_the_mean_over_the_needs_that_have_one() {
    let questionnaire = questionnaire();
    // 2 to 1: a third; 3 to 0 and 0 to 2: all of it; nobody decided: none.
    let three = council(&questionnaire, &["a yynu", "b yynu", "c nyuu"]);
    let agreement = three.summary.agreement.unwrap();
    assert!((agreement - 7.0 / 9.0).abs() < 1e-12, "{agreement}");
    assert_eq!(council(&questionnaire, &["a yynu"]).summary.agreement, None);
}

#[test]
fn a_council_knows_whether_it_is_of_one_and_what_it_has() {
    use Status::{Agreed, Disputed, Open};
    let questionnaire = questionnaire();
    let one = council(&questionnaire, &["a yyyy"]);
    assert!(one.is_of_one());
    assert_eq!(
        [Agreed, Disputed, Open].map(|status| one.has(status)),
        [true, false, false]
    );
    let two = council(&questionnaire, &["a yyuu", "b nnuu"]);
    assert!(!two.is_of_one());
    assert_eq!(
        [Agreed, Disputed, Open].map(|status| two.has(status)),
        [false, true, true]
    );
}

#[test]
fn files_have_a_word_for_every_status_and_answer() {
    let words = [Status::Agreed, Status::Disputed, Status::Open].map(Status::word);
    assert_eq!(words, ["agreed", "disputed", "open"]);
    assert_eq!(
        [Verdict::Yes, Verdict::No].map(Verdict::word),
        ["yes", "no"]
    );
}

/// What one respondent says to each question, with the same note on the first.
fn response(questionnaire: &Questionnaire, name: &str, team: &str, answer: Answer) -> Response {
    let mut draft = Draft::new(questionnaire);
    draft.respondent.name = Some(name.to_owned());
    draft.respondent.team = questionnaire.team(team);
    for (question, _) in questionnaire.questions() {
        draft.set(question, answer);
    }
    draft.set_note(questionnaire.question("q0").unwrap(), format!("{name}'s"));
    draft.complete(Missing::IsAProblem).unwrap()
}

#[test]
fn joining_keeps_every_count_name_and_note() {
    let questionnaire = questionnaire();
    let mut tally = Tally::new(&questionnaire);
    tally.add(&response(&questionnaire, "Cy", "a", Answer::Yes));
    let mut other = Tally::new(&questionnaire);
    other.add(&response(&questionnaire, "Ana", "a", Answer::Yes));
    other.add(&response(&questionnaire, "Bo", "b", Answer::No));
    tally.merge(other);
    assert_eq!(tally.count(), 3);
    let assessment = tally.assess();
    assert_eq!(assessment.respondents.teams, [2, 1, 0]);
    let need = assessment.need(questionnaire.question("q0").unwrap());
    assert_eq!(
        need.by_team,
        [votes(2, 0, 0), votes(0, 1, 0), votes(0, 0, 0)]
    );
    let notes: Vec<_> = need.notes.iter().map(|note| note.note.as_str()).collect();
    assert_eq!(notes, ["Ana's", "Bo's", "Cy's"]);
    let side = |answer, names: &[&str]| AnswerGroup {
        stance: Stance::Given(answer),
        names: names.iter().map(|name| Some((*name).to_owned())).collect(),
    };
    assert_eq!(
        need.sides.as_deref(),
        Some(&[side(Answer::Yes, &["Ana", "Cy"]), side(Answer::No, &["Bo"])][..])
    );
}

/// Random councils: each respondent a team or none, and a letter a question.
fn councils() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("[abc-] [ynu_]{4}", 1..30)
}

fn assess<'q>(questionnaire: &'q Questionnaire, respondents: &[String]) -> Assessment<'q> {
    let respondents: Vec<_> = respondents.iter().map(String::as_str).collect();
    council(questionnaire, &respondents)
}

/// Every figure of an assessment, without the names, which depend on who is called what.
fn figures(assessment: &Assessment<'_>) -> String {
    let needs: Vec<_> = assessment
        .needs
        .iter()
        .map(|need| {
            let agreement = need.agreement.map(Ratio::value);
            let gap = need.gap.map(Ratio::value);
            (
                need.status,
                need.verdict,
                need.lead,
                need.votes,
                need.by_team.clone(),
                agreement,
                gap,
            )
        })
        .collect();
    format!(
        "{needs:?} {:?} {:?} {:?}",
        assessment.respondents, assessment.summary, assessment.agenda
    )
}

/// The share of pairs that said the same, by asking every pair.
fn agreement_by_pairs(answers: &[char]) -> Option<f64> {
    let decided: Vec<_> = answers
        .iter()
        .filter(|answer| matches!(answer, 'y' | 'n'))
        .collect();
    let (mut same, mut pairs) = (0_u32, 0_u32);
    for (index, one) in decided.iter().enumerate() {
        for other in &decided[index + 1..] {
            pairs += 1;
            same += u32::from(one == other);
        }
    }
    (pairs > 0).then(|| f64::from(same) / f64::from(pairs))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn agreement_is_what_counting_pairs_gives(respondents in councils()) {
        let questionnaire = questionnaire();
        let assessment = assess(&questionnaire, &respondents);
        for (position, need) in assessment.needs.iter().enumerate() {
            let answers: Vec<_> = respondents.iter().filter_map(|r| r.chars().nth(2 + position)).collect();
            prop_assert_eq!(need.agreement.map(Ratio::value), agreement_by_pairs(&answers));
        }
    }
}

proptest! {
    #[test]
    fn the_order_of_respondents_never_matters(
        (respondents, shuffled) in councils().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        let questionnaire = questionnaire();
        prop_assert_eq!(
            figures(&assess(&questionnaire, &respondents)),
            figures(&assess(&questionnaire, &shuffled))
        );
    }

    #[test]
    fn votes_add_up(respondents in councils()) {
        let questionnaire = questionnaire();
        let assessment = assess(&questionnaire, &respondents);
        let teamless = respondents.iter().filter(|respondent| respondent.starts_with('-')).count() as u64;
        prop_assert_eq!(assessment.respondents.count, respondents.len() as u64);
        prop_assert_eq!(assessment.respondents.teams.iter().sum::<u64>() + teamless, assessment.respondents.count);
        for need in &assessment.needs {
            prop_assert_eq!(need.votes.all(), assessment.respondents.count);
            let in_teams: u64 = need.by_team.iter().map(|votes| votes.all()).sum();
            prop_assert_eq!(in_teams + teamless, need.votes.all());
        }
        let summary = &assessment.summary;
        prop_assert_eq!(summary.agreed + summary.disputed + summary.open, assessment.needs.len());
        prop_assert_eq!(assessment.agenda.len(), summary.disputed + summary.open);
        prop_assert_eq!(summary.teams.iter().map(|part| part.of).sum::<usize>(), assessment.needs.len());
    }

    #[test]
    fn joining_two_councils_is_one_council_of_both(one in councils(), other in councils()) {
        let questionnaire = questionnaire();
        let both: Vec<_> = one.iter().chain(&other).cloned().collect();
        let tally = |respondents: &[String]| {
            let mut tally = Tally::new(&questionnaire);
            for respondent in respondents {
                let (team, letters) = respondent.split_once(' ').unwrap();
                let stances: Vec<_> = letters.chars().map(stance).collect();
                let respondent = Respondent { name: None, team: questionnaire.team(team) };
                tally.count_stances(&respondent, &stances);
            }
            tally
        };
        let mut joined = tally(&one);
        joined.merge(tally(&other));
        prop_assert_eq!(format!("{:?}", joined.assess().needs), format!("{:?}", tally(&both).assess().needs));
    }
}
