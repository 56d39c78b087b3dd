//! What changes between councils, worked out by hand, and random years against a twin that knows
//! which needs are one.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;

use super::{council::TeamCount, *};
use crate::{
    council::Status,
    diagnostic::SourceText,
    questionnaire::{Questionnaire, Team},
    text::fold,
};

/// Status, answer and lead by letter: `y`, `n` agreed, `Y`, `N` decided, `o` opposed, anything else
/// unclear.
type State = (Status, Option<Position>, Option<String>);

fn state(letter: char) -> State {
    let (status, answer) = match letter {
        'y' => (Status::Agreed, Some(Position::Yes)),
        'n' => (Status::Agreed, Some(Position::No)),
        'Y' => (Status::Decided, Some(Position::Yes)),
        'N' => (Status::Decided, Some(Position::No)),
        'o' => (Status::Opposed, None),
        _ => (Status::Unclear, None),
    };
    (status, answer, (answer == Some(Position::Yes)).then(|| "a".to_owned()))
}

/// A need as `id=letter`, or `id<was=letter` where it had another id before.
fn asked(need: &str) -> NeedReport {
    let (names, letter) = need.split_once('=').unwrap();
    let (id, was) = names.split_once('<').map_or((names, None), |(id, was)| (id, Some(was)));
    let (status, answer, lead) = state(letter.chars().next().unwrap());
    let decision = json!({"answer": answer, "lead": lead, "promise": format!("{id}'s")});
    let need = json!({
        "id": id, "was": was, "need": format!("Need {id}"), "question": "Q", "team": "a",
        "status": status, "answer": answer, "lead": lead,
        "votes": {"yes": 0, "no": 0, "unsure": 0, "blank": 0},
        "decision": (status == Status::Decided).then_some(decision),
    });
    serde_json::from_value(need).unwrap()
}

/// A council of teams a and b.
fn council(needs: &str) -> Council {
    council_of(&["a", "b"], needs)
}

fn council_of(voices: &[&str], needs: &str) -> Council {
    Council {
        label: needs.to_owned(),
        title: "T".to_owned(),
        language: None,
        respondents: 4,
        teams: Vec::new(),
        voices: voices.iter().map(|voice| (*voice).to_owned()).collect(),
        people: None,
        lead: None,
        agreed: 0,
        needs: needs.split_whitespace().map(asked).collect(),
    }
}

fn trend(councils: &[&str]) -> Trend {
    Trend::new(councils.iter().map(|needs| council(needs)).collect())
}

/// Each row: its id, `y`, `n` or `?` a council (`-` where it was not asked), and the change.
fn rows(trend: &Trend) -> Vec<String> {
    let letter = |state: &Option<NeedReport>| match state.as_ref().map(|state| state.answer) {
        None => '-',
        Some(None) => '?',
        Some(Some(Position::Yes)) => 'y',
        Some(Some(Position::No)) => 'n',
    };
    let row = |need: &NeedOverTime| {
        let states: String = need.states.iter().map(letter).collect();
        format!("{} {states} {}", need.id, need.change.map_or("", Change::word))
    };
    trend.needs.iter().map(row).collect()
}

#[test]
fn every_pair_of_answers_is_the_change_that_the_rules_name() {
    use Position::{No, Yes};
    for (before, now, change) in [
        (Some(Yes), Some(Yes), Some(Change::Standing)),
        (Some(Yes), Some(No), Some(Change::Met)),
        (Some(Yes), None, Some(Change::Unsettled)),
        (Some(No), Some(Yes), Some(Change::New)),
        (Some(No), Some(No), None),
        (Some(No), None, Some(Change::Reopened)),
        (None, Some(Yes), Some(Change::New)),
        (None, Some(No), Some(Change::Settled)),
        (None, None, None),
    ] {
        assert_eq!(Change::between(before, now), change, "{before:?} {now:?}");
    }
    let words = Change::ALL.map(Change::word);
    assert_eq!(
        words,
        ["new", "standing", "met", "settled", "unsettled", "reopened", "incomparable"]
    );
}

#[test]
fn the_change_is_between_the_last_two_and_the_row_shows_all() {
    let trend = trend(&["a=n b=n c=y d=y e=o", "a=y b=y c=y d=n e=o", "a=y b=o c=n d=u e=n"]);
    assert_eq!(
        rows(&trend),
        ["a nyy standing", "b ny? unsettled", "c yyn met", "d yn? reopened", "e ??n settled",]
    );
    assert_eq!(Change::ALL.map(|change| trend.count(change)), [0, 1, 1, 1, 1, 1, 0]);
}

#[test]
fn a_decided_need_counts_by_its_decision() {
    let trend = trend(&["a=Y b=N c=o d=o", "a=o b=y c=Y d=N"]);
    assert_eq!(rows(&trend), ["a y? unsettled", "b ny new", "c ?y new", "d ?n settled"]);
}

#[test]
fn what_the_council_before_decided_goes_before_what_the_last_one_did() {
    let trend = trend(&["a=Y b=Y c=Y", "a=y b=Y c=o d=o", "a=N b=y c=N d=Y"]);
    let decisions: Vec<_> = trend
        .needs
        .iter()
        .map(|need| need.decision.as_ref().map(|(council, _)| *council))
        .collect();
    assert_eq!(decisions, [Some(2), Some(1), Some(2), Some(2)]);
}

#[test]
fn a_need_that_a_council_did_not_ask_for_is_no_change() {
    let trend = trend(&["gone=y once=n", "kept=y once=y", "kept=y added=y"]);
    assert_eq!(rows(&trend), ["kept -yy standing", "added --y ", "once ny- ", "gone y-- "]);
    assert_eq!(trend.needs[2].need, "Need once");
}

#[test]
fn ids_are_followed_through_every_name_they_had() {
    for councils in [
        ["a=y", "b<a=n", "c<b=y"],
        // Said once and not again.
        ["a=y", "b<a=n", "b=y"],
        // Said over a council that did not ask, or that asked by an even older name.
        ["a=y", "z=n", "c<a=y"],
        ["a=y", "a=n", "c<a=y"],
        // Renamed, and named as before again.
        ["a=y", "b<a=n", "a=y"],
    ] {
        let trend = trend(&councils);
        let first = &rows(&trend)[0];
        let is_one = first.contains(" yny ") || first.contains(" y-y ");
        assert!(is_one, "{councils:?}: {:?}", rows(&trend));
    }
}

#[test]
fn two_ids_that_came_from_the_same_one_are_one_need() {
    assert_eq!(rows(&trend(&["b<a=y", "c<a=n"])), ["c yn met"]);
    assert_eq!(rows(&trend(&["a=y", "b<a=y", "c<a=n"])), ["c yyn met"]);
}

#[test]
fn a_questions_own_id_goes_before_one_that_another_says_it_had() {
    let split = trend(&["a=y", "b<a=n a=y"]);
    assert_eq!(rows(&split), ["b -n ", "a yy standing"]);
    let merged = trend(&["a=y b=n", "c<a=y"]);
    assert_eq!(rows(&merged), ["c yy standing", "b n- "]);
    // Nothing is matched twice.
    let both = trend(&["a=y", "b<a=n c<a=y"]);
    assert_eq!(rows(&both), ["b yn met", "c -y "]);
}

#[test]
fn other_teams_than_before_make_every_need_incomparable() {
    let councils = vec![
        council("a=y b=y"),
        council_of(&["a"], "a=y b=o c=y"),
        council_of(&["a", "b"], "a=y b=n d=y"),
    ];
    let trend = Trend::new(councils);
    assert_eq!(rows(&trend), ["a yyy incomparable", "b y?n incomparable", "d --y ", "c -y- "]);
    let everybody = vec![council_of(&[], "a=y"), council_of(&[], "a=n")];
    assert_eq!(rows(&Trend::new(everybody)), ["a yn met"]);
}

#[test]
fn who_answered_both_times_is_known_by_name_and_team() {
    let people = |people: &[(&str, Option<&str>)]| {
        let people = people.iter().map(|(name, team)| (fold(name), team.map(str::to_owned)));
        Some(people.collect::<BTreeSet<_>>())
    };
    let both = |before, now| {
        let mut councils = vec![council("a=y"), council("a=y")];
        councils[0].people = before;
        councils[1].people = now;
        Trend::new(councils).answered_both
    };
    let before = people(&[("Ana", Some("a")), ("Ben", Some("b")), ("Cy", None)]);
    let now = people(&[(" ANA ", Some("a")), ("Ben", Some("a")), ("Cy", None), ("Di", None)]);
    assert_eq!(both(before.clone(), now), Some(2));
    assert_eq!(both(before.clone(), people(&[])), Some(0));
    assert_eq!(both(before, None), None);
}

#[test]
fn fewer_than_two_councils_have_changed_nothing() {
    assert_eq!(rows(&trend(&["a=y"])), ["a y "]);
    assert_eq!(rows(&trend(&[])), [""; 0]);
}

#[test]
fn a_row_ends_in_what_the_last_council_says() {
    let trend = trend(&["a=y b=n", "a=n"]);
    let now = |need: &NeedOverTime| need.now().map(|state| state.answer);
    assert_eq!(trend.needs.iter().map(now).collect::<Vec<_>>(), [Some(Some(Position::No)), None]);
}

#[test]
fn a_team_is_called_as_the_last_council_that_names_it_calls_it() {
    let teams = |teams: &[(&str, &str)]| {
        let team = |(id, label): &(&str, &str)| Team { id: (*id).into(), label: (*label).into() };
        let teams = teams.iter().map(team);
        let teams = teams.map(|team| TeamCount { team, respondents: 1 }).collect();
        Council { teams, ..council("a=y") }
    };
    let trend = Trend::new(vec![
        teams(&[("a", "Alpha"), ("b", "Beta")]),
        teams(&[("c", "Gamma"), ("a", "Apples")]),
    ]);
    assert_eq!(
        ["a", "b", "c", "d"].map(|id| trend.team_label(id)),
        ["Apples", "Beta", "Gamma", "d"]
    );
}

#[test]
fn a_council_has_the_labels_of_its_teams_and_a_voice_for_each_that_answered() {
    let yaml = "title: T\nteams: {a: Apples, b: Bricks}\nquestions:\n- {id: x, need: N, question: Q, lead: a}\n";
    let questionnaire = Questionnaire::read(&SourceText::new("q", yaml)).unwrap();
    let council = |respondents: [u64; 2], by_team: bool| {
        let report = json!({
            "version": 1, "title": "T", "headline": "",
            "respondents": {"count": respondents.iter().sum::<u64>(), "without_team": 0, "absent": [],
                "missing": null, "who": null, "teams": {"b": respondents[0], "z": respondents[1]}},
            "needs": [{"id": "x", "need": "N", "question": "Q", "team": "a", "status": "unclear",
                "answer": null, "lead": null, "votes": {"yes": 0, "no": 0, "unsure": 0, "blank": 0},
                "by_team": by_team.then(|| json!({})), "decision": null}],
            "summary": {"lead": null, "agreed": 0, "decided": 0, "opposed": 0, "unclear": 1, "teams": {}},
            "agenda": ["x"],
        });
        let report = serde_json::from_value(report).unwrap();
        Council::of_report(report, &questionnaire, "file".to_owned())
    };
    let labels = |council: &Council| {
        let teams = council.teams.iter().map(|count| (count.team.label.clone(), count.respondents));
        teams.collect::<Vec<_>>()
    };
    let voices = |council: Council| council.voices.into_iter().collect::<Vec<_>>();
    let both = council([2, 1], true);
    assert_eq!(both.label, "file");
    assert_eq!(labels(&both), [("Bricks".to_owned(), 2), ("z".to_owned(), 1)]);
    assert_eq!(voices(both), ["b", "z"]);
    assert_eq!(voices(council([2, 0], true)), ["b"]);
    assert_eq!(voices(council([2, 1], false)), [""; 0]);
}

/// What one council makes of one of up to five needs: whether it asks for it, under a new id, and
/// the answer.
type Step = (bool, bool, char);

fn years() -> impl Strategy<Value = Vec<(Vec<Step>, bool)>> {
    let step = (
        prop::bool::weighted(0.7),
        prop::bool::weighted(0.3),
        prop::sample::select("yynnYNou".chars().collect::<Vec<_>>()),
    );
    let council = (prop::collection::vec(step, 5), prop::bool::weighted(0.8));
    prop::collection::vec(council, 2..6)
}

/// The councils of a year. Each need goes by an id of its own, and a new id says which it had.
fn councils(year: &[(Vec<Step>, bool)]) -> Vec<Council> {
    let mut versions = [0; 5];
    let mut was_asked = [false; 5];
    let councils = year.iter().map(|(steps, all_teams)| {
        let mut needs = Vec::new();
        for (need, (is_asked, is_renamed, letter)) in steps.iter().enumerate() {
            if !is_asked {
                continue;
            }
            let old = versions[need];
            versions[need] += usize::from(*is_renamed && was_asked[need]);
            let new = versions[need];
            let was = if old == new { String::new() } else { format!("<n{need}v{old}") };
            needs.push(format!("n{need}v{new}{was}={letter}"));
            was_asked[need] = true;
        }
        let voices: &[&str] = if *all_teams { &["a", "b"] } else { &["b"] };
        council_of(voices, &needs.join(" "))
    });
    councils.collect()
}

/// The change of each need that the last two councils asked for, by the rules' table.
fn expected(year: &[(Vec<Step>, bool)]) -> Vec<(usize, &'static str)> {
    let [.., (before, teams_before), (now, teams_now)] = year else {
        return Vec::new();
    };
    let column = |letter: char| match letter {
        'y' | 'Y' => 0,
        'n' | 'N' => 1,
        _ => 2,
    };
    let table =
        [["standing", "met", "unsettled"], ["new", "–", "reopened"], ["new", "settled", "–"]];
    let both = before.iter().zip(now).enumerate();
    both.filter(|(_, (before, now))| before.0 && now.0)
        .map(|(need, (before, now))| {
            let change = table[column(before.2)][column(now.2)];
            (need, if teams_before == teams_now { change } else { "incomparable" })
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn random_years_change_as_the_rules_say(year in years()) {
        let councils = councils(&year);
        let trend = Trend::new(councils.clone());
        let number = |need: &NeedOverTime| need.id[1..2].parse::<usize>().unwrap();
        let mut found: Vec<_> = trend.needs.iter()
            .filter(|need| matches!(need.states[..], [.., Some(_), Some(_)]))
            .map(|need| (number(need), need.change.map_or("–", Change::word)))
            .collect();
        found.sort_unstable();
        prop_assert_eq!(found, expected(&year));
        // Each need that was ever asked for has one row, and every state is in it.
        let mut rows: Vec<_> = trend.needs.iter().map(number).collect();
        rows.sort_unstable();
        let ever: Vec<_> = (0..5).filter(|need| year.iter().any(|(steps, _)| steps[*need].0)).collect();
        prop_assert_eq!(rows, ever);
        for need in &trend.needs {
            for (state, (steps, _)) in need.states.iter().zip(&year) {
                let (is_asked, _, letter) = steps[number(need)];
                let state = state.clone().map(|need| (need.status, need.answer, need.lead));
                prop_assert_eq!(state, is_asked.then(|| super::tests::state(letter)));
            }
        }
    }
}
