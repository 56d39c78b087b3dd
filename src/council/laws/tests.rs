//! What holds for every council, on random ones.

use proptest::prelude::*;

use super::*;

/// Random councils: each respondent a team or none, and a letter a question.
fn councils() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("[aabbc-] [yynnu_]{4}", 1..16)
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
        .map(|need| (need.status, need.answer, need.lead, need.votes, &need.groups, &need.distance))
        .collect();
    let respondents = &assessment.respondents;
    let who = (respondents.count, &respondents.teams, &respondents.absent);
    let rest = (&assessment.summary, &assessment.agenda, &assessment.pattern);
    format!("{needs:?} {who:?} {rest:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

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
    fn doubling_one_teams_people_changes_no_status(respondents in councils(), team in "[abc]") {
        let questionnaire = questionnaire();
        let twins = respondents.iter().filter(|respondent| respondent.starts_with(&team)).cloned();
        let doubled: Vec<_> = respondents.iter().cloned().chain(twins).collect();
        let (before, after) = (assess(&questionnaire, &respondents), assess(&questionnaire, &doubled));
        prop_assert_eq!(statuses(&before), statuses(&after));
        prop_assert_eq!(before.agenda, after.agenda);
        prop_assert_eq!(before.pattern, after.pattern);
    }

    #[test]
    fn what_the_teams_are_called_never_matters(respondents in councils()) {
        let questionnaire = questionnaire();
        let renamed = read(&QUESTIONS.replace("{a: A, b: B, c: C}", "{z: Z, m: M, k: K}")
            .replace("people: {Ann: a, Bo: b, Cy: c}\n", "")
            .replace("lead: a", "lead: z").replace("lead: b", "lead: m").replace("lead: c", "lead: k"));
        let others: Vec<_> = respondents.iter()
            .map(|respondent| {
                let (team, answers) = respondent.split_once(' ').unwrap();
                let team = match team { "a" => "z", "b" => "m", "c" => "k", other => other };
                format!("{team} {answers}")
            })
            .collect();
        prop_assert_eq!(
            figures(&assess(&questionnaire, &respondents)),
            figures(&assess(&renamed, &others))
        );
    }

    #[test]
    fn votes_and_needs_add_up(respondents in councils()) {
        let questionnaire = questionnaire();
        let assessment = assess(&questionnaire, &respondents);
        for need in &assessment.needs {
            prop_assert_eq!(need.votes.respondents(), assessment.respondents.count);
            let in_groups: u64 = need.groups.iter().map(|group| group.votes.respondents()).sum();
            prop_assert_eq!(in_groups, need.votes.respondents());
        }
        let summary = &assessment.summary;
        prop_assert_eq!(summary.agreed + summary.opposed + summary.unclear, 4);
        prop_assert_eq!(assessment.agenda.len(), summary.opposed + summary.unclear);
        prop_assert_eq!(summary.teams.iter().map(|team| team.of).sum::<usize>(), 4);
    }
}
