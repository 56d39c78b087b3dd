//! What changed from council to council.
//!
//! Needs are matched by their question's id, which is why an id outlives a reworded question.

use crate::{
    council::{Assessment, Verdict},
    questionnaire::{Question, Questionnaire, TeamIndex},
};

/// Several councils on one questionnaire, oldest first.
#[derive(Debug, Clone)]
pub struct Trend<'q> {
    /// What was asked.
    pub questionnaire: &'q Questionnaire,
    /// The councils, oldest first.
    pub councils: Vec<Council>,
    /// The needs, in the questionnaire's order.
    pub needs: Vec<NeedOverTime<'q>>,
    /// How often each change occurs.
    pub summary: Changes,
}

/// One council among several.
#[derive(Debug, Clone, PartialEq)]
pub struct Council {
    /// What it is called: its source's name.
    pub label: String,
    /// How many answered.
    pub respondents: u64,
    /// Its agreement, from 0 to 1, if it has one.
    pub agreement: Option<f64>,
    /// The team that took the reins.
    pub lead: Option<TeamIndex>,
}

/// One need from council to council.
#[derive(Debug, Clone)]
pub struct NeedOverTime<'q> {
    /// The question.
    pub question: &'q Question,
    /// Each council's answer.
    pub verdicts: Vec<Option<Verdict>>,
    /// The team that led it in each council.
    pub leads: Vec<Option<TeamIndex>>,
    /// What changed between the last two.
    pub change: Option<Change>,
}

/// What can change between two councils.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// Needed now, and not before.
    New,
    /// Needed both times.
    Standing,
    /// Needed before, and not now.
    Met,
    /// Needed before, without an answer now.
    Unsettled,
}

impl Change {
    /// The change from one answer to the next, if it is one.
    pub const fn between(before: Option<Verdict>, now: Option<Verdict>) -> Option<Self> {
        match (before, now) {
            (Some(Verdict::Yes), Some(Verdict::Yes)) => Some(Self::Standing),
            (Some(Verdict::Yes), Some(Verdict::No)) => Some(Self::Met),
            (Some(Verdict::Yes), None) => Some(Self::Unsettled),
            (_, Some(Verdict::Yes)) => Some(Self::New),
            (_, _) => None,
        }
    }

    /// The word that files and people have for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Standing => "standing",
            Self::Met => "met",
            Self::Unsettled => "unsettled",
        }
    }
}

/// How often each change occurs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// Needs that are new.
    pub new: usize,
    /// Needs that stand.
    pub standing: usize,
    /// Needs that were met.
    pub met: usize,
    /// Needs that are unsettled.
    pub unsettled: usize,
}

impl<'q> Trend<'q> {
    /// Lays labelled councils of one questionnaire side by side, oldest first.
    pub fn new(questionnaire: &'q Questionnaire, councils: &[(String, Assessment<'q>)]) -> Self {
        let needs: Vec<_> = questionnaire
            .questions()
            .map(|(index, question)| {
                let needs = || councils.iter().map(|(_, council)| council.need(index));
                let verdicts: Vec<_> = needs().map(|need| need.verdict).collect();
                let leads = needs().map(|need| need.lead).collect();
                NeedOverTime {
                    question,
                    change: last_change(&verdicts),
                    verdicts,
                    leads,
                }
            })
            .collect();
        Self {
            questionnaire,
            councils: councils
                .iter()
                .map(|(label, council)| Council::of(label, council))
                .collect(),
            summary: Changes::of(&needs),
            needs,
        }
    }
}

fn last_change(verdicts: &[Option<Verdict>]) -> Option<Change> {
    match verdicts {
        [.., before, now] => Change::between(*before, *now),
        _ => None,
    }
}

impl Council {
    fn of(label: &str, council: &Assessment<'_>) -> Self {
        Self {
            label: label.to_owned(),
            respondents: council.respondents.count,
            agreement: council.summary.agreement,
            lead: council.summary.lead,
        }
    }
}

impl Changes {
    fn of(needs: &[NeedOverTime<'_>]) -> Self {
        let count = |change| {
            needs
                .iter()
                .filter(|need| need.change == Some(change))
                .count()
        };
        Self {
            new: count(Change::New),
            standing: count(Change::Standing),
            met: count(Change::Met),
            unsettled: count(Change::Unsettled),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        council::Tally,
        response::{Answer, Respondent, Stance},
    };

    /// A council of one on the built-in questionnaire, whose needs are led by marketing, sales,
    /// sales, marketing, marketing and sales.
    fn council<'q>(questionnaire: &'q Questionnaire, answers: &str) -> (String, Assessment<'q>) {
        let stances: Vec<_> = answers
            .chars()
            .map(|letter| match letter {
                'y' => Stance::Given(Answer::Yes),
                'n' => Stance::Given(Answer::No),
                _ => Stance::Given(Answer::Unsure),
            })
            .collect();
        let mut tally = Tally::new(questionnaire);
        tally.count_stances(&Respondent::default(), &stances);
        (answers.to_owned(), tally.assess())
    }

    #[test]
    fn the_change_is_between_the_last_two_of_several_councils() {
        let questionnaire = Questionnaire::built_in().unwrap();
        let councils =
            ["yynnyy", "nyyyyn", "yyynun"].map(|answers| council(&questionnaire, answers));
        let trend = Trend::new(&questionnaire, &councils);
        let changes: Vec<_> = trend
            .needs
            .iter()
            .map(|need| need.change.map(Change::word))
            .collect();
        let words = ["new", "standing", "standing", "met", "unsettled"].map(Some);
        assert_eq!(changes[..5], words);
        assert_eq!(changes[5..], [None]);
        assert_eq!(
            trend.summary,
            Changes {
                new: 1,
                standing: 2,
                met: 1,
                unsettled: 1,
            }
        );
        let marketing = questionnaire.team("marketing");
        assert_eq!(trend.needs[0].leads, [marketing, None, marketing]);
        // Marketing and sales have two leads each, two each, and one to two.
        let leads: Vec<_> = trend.councils.iter().map(|council| council.lead).collect();
        assert_eq!(leads, [None, None, questionnaire.team("sales")]);
        assert_eq!(trend.councils[2].label, "yyynun");
    }

    #[test]
    fn one_council_has_changed_nothing() {
        let questionnaire = Questionnaire::built_in().unwrap();
        let trend = Trend::new(&questionnaire, &[council(&questionnaire, "yyyyyy")]);
        assert!(trend.needs.iter().all(|need| need.change.is_none()));
        assert_eq!(trend.summary, Changes::default());
    }

    #[test]
    fn every_pair_of_answers_is_the_change_that_the_rules_name() {
        use Verdict::{No, Yes};
        for (before, now, change) in [
            (None, None, None),
            (None, Some(No), None),
            (None, Some(Yes), Some(Change::New)),
            (Some(No), None, None),
            (Some(No), Some(No), None),
            (Some(No), Some(Yes), Some(Change::New)),
            (Some(Yes), None, Some(Change::Unsettled)),
            (Some(Yes), Some(No), Some(Change::Met)),
            (Some(Yes), Some(Yes), Some(Change::Standing)),
        ] {
            assert_eq!(Change::between(before, now), change, "{before:?} {now:?}");
        }
    }
}
