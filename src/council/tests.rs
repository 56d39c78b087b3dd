//! The rules of the council, worked out by hand.

#[path = "laws/tests.rs"]
mod laws;

use super::*;
use crate::{
    decision::Decisions,
    diagnostic::SourceText,
    questionnaire::Questionnaire,
    response::{Answer, Response},
};

/// Three teams, and a question for each but the third, which has two.
const QUESTIONS: &str = "
title: T
teams: {a: A, b: B, c: C}
people: {Ann: a, Bo: b, Cy: c}
questions:
- {id: q0, need: N0, question: Q0, lead: a}
- {id: q1, need: N1, question: Q1, lead: b}
- {id: q2, need: N2, question: Q2, lead: c}
- {id: q3, need: N3, question: Q3, lead: c}
";

fn questionnaire() -> Questionnaire {
    read(QUESTIONS)
}

fn read(yaml: &str) -> Questionnaire {
    Questionnaire::read(&SourceText::new("q", yaml)).unwrap()
}

fn answer(letter: char) -> Option<Answer> {
    match letter {
        'y' => Some(Answer::Yes),
        'n' => Some(Answer::No),
        'u' => Some(Answer::Unsure),
        _ => None,
    }
}

/// Respondents written as team and answers, such as `a yynu`; `-` is no team, `_` a blank.
fn tally<'q>(questionnaire: &'q Questionnaire, respondents: &[&str]) -> Tally<'q> {
    let mut tally = Tally::new(questionnaire);
    for (number, respondent) in respondents.iter().enumerate() {
        let (team, letters) = respondent.split_once(' ').unwrap();
        let answers: Vec<_> = letters.chars().map(answer).collect();
        let respondent =
            Respondent { name: Some(format!("R{number:02}")), team: questionnaire.team(team) };
        tally.add(&Response { respondent, answers, ..Response::default() });
    }
    tally
}

fn council<'q>(questionnaire: &'q Questionnaire, respondents: &[&str]) -> Assessment<'q> {
    let nothing = Decisions::new();
    tally(questionnaire, respondents).assess(&nothing, Privacy::Named)
}

fn votes(yes: u64, no: u64, unsure: u64, blank: u64) -> Votes {
    Votes { yes, no, unsure, blank }
}

fn statuses(assessment: &Assessment<'_>) -> Vec<Status> {
    assessment.needs.iter().map(|need| need.status).collect()
}

fn team_id(assessment: &Assessment<'_>, team: Option<TeamIndex>) -> Option<String> {
    team.map(|team| assessment.team(team).id.clone())
}

fn fraction(numerator: i64, denominator: i64) -> BigRational {
    BigRational::new(numerator.into(), denominator.into())
}

#[test]
fn a_voice_has_the_position_of_more_than_half_of_all_who_answered() {
    use Position::{No, Yes};
    use Stance::{DoesNotKnow, IsSplit, Leans, Says};
    for (of, position, stance) in [
        (votes(1, 0, 0, 0), Some(Yes), Says(Yes)),
        (votes(0, 1, 0, 0), Some(No), Says(No)),
        (votes(0, 0, 1, 0), None, DoesNotKnow),
        (votes(0, 0, 0, 1), None, DoesNotKnow),
        // One of two is no more than half; unsure and blank are half of them.
        (votes(1, 0, 1, 0), None, DoesNotKnow),
        (votes(0, 1, 0, 1), None, DoesNotKnow),
        (votes(1, 1, 0, 0), None, IsSplit),
        (votes(1, 1, 1, 1), None, DoesNotKnow),
        // Two of four and of five: unsure and blank are fewer than half.
        (votes(2, 1, 1, 0), None, IsSplit),
        (votes(1, 2, 1, 1), None, IsSplit),
        (votes(2, 0, 1, 0), Some(Yes), Says(Yes)),
        (votes(0, 3, 1, 1), Some(No), Says(No)),
        // 2 of 3 is less than 75 of 100, 3 of 4 is as much.
        (votes(2, 1, 0, 0), Some(Yes), Leans(Yes)),
        (votes(3, 1, 0, 0), Some(Yes), Says(Yes)),
        (votes(1, 3, 0, 0), Some(No), Says(No)),
        (votes(2, 3, 0, 0), Some(No), Leans(No)),
    ] {
        assert_eq!(of.position(), position, "{of:?}");
        assert_eq!(of.stance(75), stance, "{of:?}");
    }
    let stance = |percent, votes: Votes| votes.stance(percent);
    assert_eq!(stance(51, votes(51, 49, 0, 0)), Says(Yes));
    assert_eq!(stance(51, votes(50, 49, 0, 0)), Leans(Yes));
    assert_eq!(stance(100, votes(99, 1, 0, 0)), Leans(Yes));
    assert_eq!(stance(100, votes(0, 2, 1, 0)), Says(No));
}

#[test]
fn votes_are_counted_by_what_was_said() {
    let said = [Some(Answer::Yes), Some(Answer::No), Some(Answer::Unsure), None];
    assert_eq!(said.map(|said| votes(2, 3, 5, 7).that_said(said)), [2, 3, 5, 7]);
}

#[test]
fn as_many_votes_as_fit_are_still_compared_exactly() {
    let half = u64::MAX / 2;
    let all_but_one = votes(half + 1, half, 0, 0);
    assert_eq!(all_but_one.position(), Some(Position::Yes));
    let stance = all_but_one.stance(75);
    assert_eq!(stance, Stance::Leans(Position::Yes));
    let difference = all_but_one.lean().unwrap();
    assert_eq!(difference, BigRational::new(1.into(), u64::MAX.into()));
}

#[test]
fn a_need_is_agreed_opposed_or_unclear_by_its_voices() {
    use Position::{No, Yes};
    use Status::{Agreed, Opposed, Unclear};
    let questionnaire = questionnaire();
    for (respondents, status, answer) in [
        (&["a y", "b y", "c y"][..], Agreed, Some(Yes)),
        (&["a n", "b n", "c n"], Agreed, Some(No)),
        (&["a y", "b n", "c y"], Opposed, None),
        (&["a y", "b n", "c u"], Opposed, None),
        (&["a y", "b y", "c u"], Unclear, None),
        (&["a u", "b u", "c _"], Unclear, None),
        (&["a y", "a n", "b y", "c y"], Unclear, None),
        // Seven people of one team are one voice: 1 to 7 is opposed, and so is 7 to 1.
        (&["a y", "b n", "b n", "b n", "b n", "b n", "b n", "b n"], Opposed, None),
        // The mean of 2/3 and 1 is 5/6, that of 2/3 and 2/3 is 2/3.
        (&["a y", "a y", "a n", "b y"], Agreed, Some(Yes)),
        (&["a y", "a y", "a n", "b y", "b y", "b n"], Unclear, None),
        // Those without a team decide nothing.
        (&["a y", "b y", "- n", "- n", "- n"], Agreed, Some(Yes)),
        // One team alone is one voice; three of four are enough, two of three are not.
        (&["a y", "a y", "a y", "a n"], Agreed, Some(Yes)),
        (&["a n", "a n", "a y"], Unclear, None),
        // Where nobody has a team, all are one voice.
        (&["- n", "- n", "- n", "- y"], Agreed, Some(No)),
        (&["- y", "- n"], Unclear, None),
        (&["- y", "- u"], Unclear, None),
    ] {
        let respondents: Vec<_> = respondents.iter().map(|each| format!("{each}___")).collect();
        let respondents: Vec<_> = respondents.iter().map(String::as_str).collect();
        let assessment = council(&questionnaire, &respondents);
        let need = &assessment.needs[0];
        assert_eq!((need.status, need.answer), (status, answer), "{respondents:?}");
        let lead = (answer == Some(Yes)).then(|| "a".to_owned());
        assert_eq!(team_id(&assessment, need.lead), lead);
    }
}

#[test]
fn the_mean_of_the_shares_reaches_the_consensus_to_the_last_fraction() {
    // 2/3 and 5/6 are 3/4 in the mean.
    let respondents = "a y,a y,a n,b y,b y,b y,b y,b y,b n";
    for (percent, status) in [(75, Status::Agreed), (76, Status::Unclear)] {
        let questionnaire = read(&format!(
            "title: T\nconsensus: {percent}\nteams: {{a: A, b: B}}\n\
             questions: [{{id: q, need: N, question: Q, lead: a}}]\n"
        ));
        let respondents: Vec<_> = respondents.split(',').collect();
        assert_eq!(statuses(&council(&questionnaire, &respondents)), [status]);
    }
}

#[test]
fn the_distance_is_half_of_what_lies_between_the_leans() {
    let questionnaire = questionnaire();
    let distances = |respondents: &[&str]| {
        let assessment = council(&questionnaire, respondents);
        let each = assessment.needs.into_iter().map(|need| need.distance);
        each.collect::<Vec<_>>()
    };
    // a: 1, 1, 0, 1/2; b: −1, 0, 0, 1/2; c: 0, 0, 0, 1.
    assert_eq!(
        distances(&["a yyyy", "a yyn_", "b nu_y", "b nu__", "c unuy", "c uyuy"]),
        [(1, 1), (1, 2), (0, 1), (1, 4)].map(|(n, d)| Some(fraction(n, d)))
    );
    // c: −1/3 here, and those without a team are no voice.
    assert_eq!(
        distances(&["a y___", "c nnnn", "c unnn", "c unnn", "- nnnn"])[0],
        Some(fraction(2, 3))
    );
    assert_eq!(distances(&["a ynun", "a nnnn"]), [None, None, None, None]);
    assert_eq!(distances(&["- yyyy", "- nnnn"]), [None, None, None, None]);
}

#[test]
fn a_team_takes_the_reins_once_nothing_open_can_change_it() {
    let questionnaire = questionnaire();
    let lead = |respondents: &[&str]| {
        let assessment = council(&questionnaire, respondents);
        team_id(&assessment, assessment.summary.lead)
    };
    assert_eq!(lead(&["- yyyy"]).as_deref(), Some("c"));
    assert_eq!(lead(&["- ynny"]), None);
    assert_eq!(lead(&["- nnnn"]), None);
    // Its own open need cannot take the reins from c, a's could.
    assert_eq!(lead(&["- nnuy"]).as_deref(), Some("c"));
    assert_eq!(lead(&["- unny"]), None);
    assert_eq!(lead(&["- unyy"]).as_deref(), Some("c"));
    // b has not answered, so it is no council.
    assert_eq!(lead(&["a yyyy", "c yyyy"]), None);
    assert_eq!(lead(&["a yyyy", "b yyyy", "c yyyy"]).as_deref(), Some("c"));
    let assessment = council(&questionnaire, &["- yuyu"]);
    let summary = |leads, undecided, of| TeamSummary { leads, undecided, of };
    assert_eq!(assessment.summary.teams, [summary(1, 0, 1), summary(0, 1, 1), summary(1, 1, 2)]);
}

#[test]
fn the_agenda_is_opposed_then_unclear_and_the_largest_distance_first() {
    let questionnaire = questionnaire();
    let agenda = |respondents: &[&str]| -> Vec<_> {
        let agenda = council(&questionnaire, respondents).agenda;
        agenda.iter().map(|index| index.position()).collect()
    };
    // Unclear 1/2 apart, opposed 2/3 apart, unclear and together, opposed and 1 apart.
    let five = ["a yyuy", "b unun", "b unun", "b uyun", "c uuuu"];
    assert_eq!(agenda(&five), [3, 1, 0, 2]);
    // The same distance: in the questionnaire's order.
    assert_eq!(agenda(&["a ynyn", "b nynn", "c nyny"]), [0, 1, 2, 3]);
    // Without one as well.
    assert_eq!(agenda(&["- uyuu"]), [0, 2, 3]);
}

#[test]
fn a_pattern_is_seen_in_two_or_more_opposed_needs() {
    let questionnaire = questionnaire();
    let pattern = |respondents: &[&str]| council(&questionnaire, respondents).pattern;
    assert_eq!(pattern(&["a yn__", "b ny__", "c ____"]), Some(Pattern::OwnWork));
    assert_eq!(pattern(&["a ny__", "b yn__", "c ____"]), Some(Pattern::OthersMove));
    assert_eq!(pattern(&["a yy__", "b nn__", "c ____"]), None);
    assert_eq!(pattern(&["a y___", "b n___", "c ____"]), None);
    // On q2 a and b differ, and c, which would lead, does not know.
    assert_eq!(pattern(&["a yny_", "b nyn_", "c __u_"]), None);
    // c, which would lead both, has not answered.
    assert_eq!(pattern(&["a __yy", "b __nn"]), None);
}

#[test]
fn a_decision_settles_its_need_and_leaves_the_votes_as_they_were() {
    use Status::{Decided, Opposed};
    let questionnaire = questionnaire();
    let mut decisions = Decisions::new();
    let decide = |answer, lead: Option<&str>| Decision {
        answer,
        lead: lead.and_then(|lead| questionnaire.team(lead)),
        owner: Some("Bo".to_owned()),
        by: None,
        promise: None,
    };
    let question = |id| questionnaire.question(id).unwrap();
    decisions.insert(question("q0"), decide(Position::Yes, None));
    decisions.insert(question("q1"), decide(Position::No, Some("a")));
    decisions.insert(question("q2"), decide(Position::Yes, Some("b")));
    let respondents = ["a yyyy", "b nnnn", "c yyyn"];
    let assessment = tally(&questionnaire, &respondents).assess(&decisions, Privacy::Named);
    assert_eq!(statuses(&assessment), [Decided, Decided, Decided, Opposed]);
    let answers: Vec<_> = assessment.needs.iter().map(|need| need.answer).collect();
    let leads = assessment.needs.iter().map(|need| team_id(&assessment, need.lead));
    assert_eq!(answers, [Some(Position::Yes), Some(Position::No), Some(Position::Yes), None]);
    let led: Vec<_> = leads.collect();
    let led: Vec<_> = led.iter().map(Option::as_deref).collect();
    assert_eq!(led, [Some("a"), None, Some("b"), None]);
    assert_eq!(assessment.needs[0].votes, votes(2, 1, 0, 0));
    assert_eq!(assessment.needs[0].distance, Some(fraction(1, 1)));
    assert_eq!(assessment.agenda, [question("q3")]);
    assert_eq!(assessment.summary.decided, 3);
    // q3 is c's and still open: it could lead as many as a and b do.
    assert_eq!(assessment.summary.lead, None);
}

#[test]
fn a_team_is_absent_where_another_has_answered() {
    let questionnaire = questionnaire();
    let absent = |respondents: &[&str]| -> Vec<_> {
        let absent = council(&questionnaire, respondents).respondents.absent;
        absent.iter().map(|team| team.position()).collect()
    };
    assert_eq!(absent(&["a yyyy", "a yyyy"]), [1, 2]);
    assert_eq!(absent(&["a yyyy", "- yyyy"]), [1, 2]);
    assert_eq!(absent(&["a yyyy", "b yyyy", "c yyyy"]), [0; 0]);
    // One respondent is no council, and people without a team are no team.
    assert_eq!(absent(&["a yyyy"]), [0; 0]);
    assert_eq!(absent(&["- yyyy", "- yyyy"]), [0; 0]);
}

#[test]
fn as_many_expected_people_as_a_file_holds_take_no_time() {
    let people = (0..30_000).map(|number| format!("  Person {number}: a\n"));
    let yaml = QUESTIONS.replace("people: {Ann: a, Bo: b, Cy: c}", "people:");
    let yaml = yaml.replace("people:\n", &format!("people:\n{}", people.collect::<String>()));
    let questionnaire = Questionnaire::read(&SourceText::new("q.yaml", yaml)).unwrap();
    let before = std::time::Instant::now();
    let mut tally = Tally::new(&questionnaire);
    for number in 1..30_000 {
        let respondent = Respondent { name: Some(format!("PERSON {number}")), team: None };
        tally.add(&Response { respondent, answers: vec![None; 4], ..Response::default() });
    }
    let respondents = tally.assess(&Decisions::new(), Privacy::Named).respondents;
    assert_eq!(respondents.missing.unwrap()[0].name, "Person 0");
    assert!(before.elapsed().as_secs() < 60, "each compared with each would take minutes");
}

#[test]
fn expected_people_are_missing_until_they_answer_under_any_spelling_of_their_name() {
    let questionnaire = questionnaire();
    let mut tally = tally(&questionnaire, &["a yyyy"]);
    let bo = Respondent { name: Some(" bO ".to_owned()), team: questionnaire.team("b") };
    tally.add(&Response { respondent: bo, answers: vec![None; 4], ..Response::default() });
    let nothing = Decisions::new();
    let missing = |tally: Tally<'_>, privacy| {
        let respondents = tally.assess(&nothing, privacy).respondents;
        let missing = respondents
            .missing
            .map(|people| people.into_iter().map(|person| person.name).collect::<Vec<_>>());
        missing.map(|names| names.join(" "))
    };
    assert_eq!(missing(tally.clone(), Privacy::Named).as_deref(), Some("Ann Cy"));
    assert_eq!(missing(tally, Privacy::ByTeam), None);
}

#[test]
fn names_kept_back_show_teams_only_where_each_group_has_three() {
    let questionnaire = questionnaire();
    let nothing = Decisions::new();
    let assess =
        |respondents: &[&str]| tally(&questionnaire, respondents).assess(&nothing, Privacy::ByTeam);
    let three_each = ["a yyyy", "a yyyy", "a yyyy", "b nnnn", "b nnnn", "b nnnn"];
    let by_team = assess(&three_each);
    assert_eq!(by_team.privacy, Privacy::ByTeam);
    assert_eq!(by_team.needs[0].status, Status::Opposed);
    assert_eq!(by_team.respondents.responses, None);
    // A consultant, or a third voice of two, is a group that would be named.
    for more in [&["- yyyy"][..], &["c yyyy", "c yyyy"], &["- yyyy", "- yyyy"]] {
        let together = assess(&[&three_each, more].concat());
        assert_eq!(together.privacy, Privacy::Together);
        let groups: Vec<_> = together.needs[0].groups.iter().map(|votes| votes.group).collect();
        assert_eq!(groups, [Group::Everybody]);
        assert_eq!(together.needs[0].status, Status::Unclear);
        assert_eq!(together.needs[0].distance, None);
    }
}

#[test]
fn people_and_notes_are_in_the_order_of_teams_and_names() {
    let questionnaire = questionnaire();
    let question = questionnaire.question("q1").unwrap();
    let mut tally = Tally::new(&questionnaire);
    for (name, team, note) in
        [("Zoe", "-", "z"), ("Cy", "b", "c"), ("Bo", "b", "b"), ("Di", "a", "d")]
    {
        let respondent = Respondent { name: Some(name.to_owned()), team: questionnaire.team(team) };
        let answers = vec![None, answer('y'), None, None];
        let notes = [(question, note.to_owned())].into();
        tally.add(&Response { respondent, answers, notes });
    }
    let nothing = Decisions::new();
    let named = tally.clone().assess(&nothing, Privacy::Named);
    let who = named.respondents.responses.as_ref().unwrap().iter();
    let who: Vec<_> = who.map(|each| each.respondent.name.as_deref().unwrap()).collect();
    assert_eq!(who, ["Di", "Bo", "Cy", "Zoe"]);
    let notes = named.need(question).notes.as_ref().unwrap();
    let shown: Vec<_> = notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(shown, ["d", "b", "c", "z"]);
    let anonymous = tally.assess(&nothing, Privacy::ByTeam);
    let notes = anonymous.need(question).notes.as_ref().unwrap();
    let nobody = |text: &str| Note { writer: Respondent::default(), text: text.to_owned() };
    assert_eq!(*notes, ["b", "c", "d", "z"].map(nobody));
}

#[test]
fn counts_join_answers_and_keep_the_notes_but_nobodys_names() {
    let questionnaire = questionnaire();
    let question = questionnaire.question("q0").unwrap();
    let mut tally = tally(&questionnaire, &["a yyyy"]);
    tally.add_note(question, &Respondent::default(), "Half of them.");
    let votes_of_each = vec![votes(0, 2, 1, 0); 4];
    let team = questionnaire.team("b");
    tally.add_counts(&[TeamCounts { team, respondents: 3, votes: votes_of_each }], None);
    assert_eq!(tally.count(), 4);
    let assessment = tally.assess(&Decisions::new(), Privacy::Named);
    assert_eq!(assessment.respondents.teams, [1, 3, 0]);
    assert_eq!(assessment.respondents.responses, None);
    assert_eq!(assessment.respondents.missing, None);
    let need = assessment.need(question);
    assert_eq!((need.status, need.votes), (Status::Opposed, votes(1, 2, 1, 0)));
    assert_eq!(need.notes.as_ref().unwrap()[0].text, "Half of them.");
}

#[test]
fn counts_say_who_of_the_expected_people_they_lack() {
    let questionnaire = questionnaire();
    let mut tally = tally(&questionnaire, &[]);
    let counts = [TeamCounts { team: None, respondents: 2, votes: vec![votes(2, 0, 0, 0); 4] }];
    tally.add_counts(&counts, Some(&["Bo".to_owned()].into()));
    let assessment = tally.assess(&Decisions::new(), Privacy::Named);
    let missing = assessment.respondents.missing.unwrap();
    assert_eq!(missing.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Bo"]);
}

#[test]
fn counts_are_half_of_what_was_added_where_they_were_added_twice() {
    let questionnaire = questionnaire();
    let team = questionnaire.team("b");
    let counts = [TeamCounts { team, respondents: 1, votes: vec![votes(0, 1, 0, 0); 4] }];
    let mut tally = tally(&questionnaire, &["b nnnn"]);
    assert!(!tally.is_twice(&counts));
    tally.add_counts(&counts, None);
    assert!(tally.is_twice(&counts));
    tally.add_counts(&counts, None);
    assert!(!tally.is_twice(&counts));
}

#[test]
fn the_latest_day_is_the_councils() {
    let questionnaire = questionnaire();
    let mut tally = tally(&questionnaire, &["a yyyy"]);
    let days = [jiff::civil::date(2026, 3, 2), jiff::civil::date(2026, 3, 1)];
    days.into_iter().for_each(|day| tally.add_date(day));
    let assessment = tally.assess(&Decisions::new(), Privacy::Named);
    assert_eq!(assessment.respondents.latest, Some(days[0]));
}

#[test]
fn past_a_thousand_respondents_nobody_is_named() {
    let questionnaire = questionnaire();
    let thousand = vec!["a yyyy"; 1000];
    let assessment = council(&questionnaire, &thousand);
    assert_eq!(assessment.respondents.responses.unwrap().len(), 1000);
    let more = council(&questionnaire, &[&thousand[..], &["b nnnn"]].concat());
    assert_eq!((more.respondents.count, more.respondents.responses), (1001, None));
    assert_eq!(more.needs[0].notes, None);
}

#[test]
fn one_respondent_is_no_council_to_compare_and_a_council_has_the_statuses_of_its_needs() {
    let questionnaire = questionnaire();
    let one = council(&questionnaire, &["a ynuy"]);
    assert!(one.is_of_one());
    assert!(!council(&questionnaire, &["a ynuy", "a ynuy"]).is_of_one());
    let has = [Status::Agreed, Status::Decided, Status::Opposed, Status::Unclear];
    assert_eq!(has.map(|status| one.has(status)), [true, false, false, true]);
    let opposed = council(&questionnaire, &["a yyyy", "b nnnn"]);
    assert_eq!(has.map(|status| opposed.has(status)), [false, false, true, false]);
}

#[test]
fn files_have_a_word_for_every_status_and_position() {
    use Status::{Agreed, Decided, Opposed, Unclear};
    let words = [Agreed, Decided, Opposed, Unclear].map(Status::word);
    assert_eq!(words, ["agreed", "decided", "opposed", "unclear"]);
    assert_eq!([Position::Yes, Position::No].map(Position::word), ["yes", "no"]);
}
