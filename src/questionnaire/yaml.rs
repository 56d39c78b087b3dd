//! The shape of `questions.yaml`, checked into a [`Questionnaire`].

use std::collections::HashMap;

use super::{Consensus, QUESTIONS_AT_MOST, Question, Questionnaire, Team, TeamIndex};
use crate::{
    problem::{Fault, Place, Problem, Problems, Text},
    text::{is_steering, nearest},
    yaml::{self, Fields, Node, Value},
};

pub(super) const FILE_KEYS: &[&str] = &["title", "consensus", "teams", "questions"];
pub(super) const QUESTION_KEYS: &[&str] = &["id", "need", "question", "lead", "help"];

pub(super) fn read(text: &Text) -> Result<Questionnaire, Problems> {
    let root = yaml::read(text)?;
    let mut reader = Reader {
        text,
        problems: Problems::default(),
    };
    let questionnaire = reader.questionnaire(&root);
    reader.problems.sort();
    match questionnaire {
        Some(questionnaire) => reader.problems.unless(questionnaire),
        None => Err(reader.problems),
    }
}

/// Walks the tree, gathers every problem, and gives each part as far as it is sound. A part that
/// is not has always left a problem behind.
struct Reader<'a> {
    text: &'a Text,
    problems: Problems,
}

impl<'a> Reader<'a> {
    fn questionnaire(&mut self, root: &'a Node) -> Option<Questionnaire> {
        let fields = Fields::of(
            self.text,
            root,
            "a questionnaire",
            FILE_KEYS,
            &mut self.problems,
        )?;
        let title = fields
            .need("title", &mut self.problems)
            .and_then(|node| self.line(node, "`title`"));
        let consensus = fields
            .get("consensus")
            .map_or(Some(Consensus::default()), |node| self.consensus(node));
        let teams = fields
            .need("teams", &mut self.problems)
            .and_then(|node| self.teams(node));
        // Without teams every `lead` would be wrong too, which would say one thing many times.
        let questions = fields
            .need("questions", &mut self.problems)
            .and_then(|node| self.questions(node, teams.as_deref()));
        Some(Questionnaire {
            title: title?,
            consensus: consensus?,
            teams: teams?,
            questions: questions?,
        })
    }

    fn consensus(&mut self, node: &'a Node) -> Option<Consensus> {
        let text = yaml::scalar(self.text, node, "`consensus`", &mut self.problems)?;
        let consensus = text.parse().ok().and_then(Consensus::new);
        if consensus.is_none() {
            self.fault(node.place, Fault::BadConsensus(text.to_owned()));
        }
        consensus
    }

    fn teams(&mut self, node: &'a Node) -> Option<Vec<Team>> {
        let entries = yaml::entries(self.text, node, "`teams`", &mut self.problems)?;
        let teams: Vec<Team> = entries
            .iter()
            .filter_map(|(key, label)| {
                let id = self.id(key.text, key.place);
                let label = self.line(label, "a team's label");
                Some(Team {
                    id: id?,
                    label: label?,
                })
            })
            .collect();
        if entries.len() < 2 {
            self.fault(node.place, Fault::TooFewTeams);
        }
        Some(teams)
    }

    fn questions(&mut self, node: &'a Node, teams: Option<&[Team]>) -> Option<Vec<Question>> {
        let Value::List(items) = &node.value else {
            self.problems.push(yaml::shape(
                self.text,
                node,
                "`questions`",
                "a list of questions",
            ));
            return None;
        };
        if items.is_empty() || items.len() > QUESTIONS_AT_MOST {
            self.fault(node.place, Fault::NumberOfQuestions(items.len()));
            return None;
        }
        let mut lines = HashMap::new();
        Some(
            items
                .iter()
                .filter_map(|item| self.question(item, teams, &mut lines))
                .collect(),
        )
    }

    fn question(
        &mut self,
        node: &'a Node,
        teams: Option<&[Team]>,
        lines: &mut HashMap<&'a str, usize>,
    ) -> Option<Question> {
        let fields = Fields::of(
            self.text,
            node,
            "a question",
            QUESTION_KEYS,
            &mut self.problems,
        )?;
        let id = fields
            .need("id", &mut self.problems)
            .and_then(|node| self.question_id(node, lines));
        let need = fields
            .need("need", &mut self.problems)
            .and_then(|node| self.line(node, "`need`"));
        let question = fields
            .need("question", &mut self.problems)
            .and_then(|node| self.line(node, "`question`"));
        let lead = fields
            .need("lead", &mut self.problems)
            .and_then(|node| self.lead(node, teams));
        let help = fields.get("help").and_then(|node| self.help(node));
        Some(Question {
            id: id?,
            need: need?,
            question: question?,
            lead: lead?,
            help,
        })
    }

    fn question_id(
        &mut self,
        node: &'a Node,
        lines: &mut HashMap<&'a str, usize>,
    ) -> Option<String> {
        let text = yaml::scalar(self.text, node, "`id`", &mut self.problems)?;
        if let Some(first) = lines.insert(text, node.place.line) {
            lines.insert(text, first);
            self.fault(
                node.place,
                Fault::RepeatedId {
                    id: text.to_owned(),
                    first,
                },
            );
        }
        self.id(text, node.place)
    }

    fn lead(&mut self, node: &'a Node, teams: Option<&[Team]>) -> Option<TeamIndex> {
        let text = yaml::scalar(self.text, node, "`lead`", &mut self.problems)?;
        let teams = teams?;
        let lead = teams.iter().position(|team| team.id == text).map(TeamIndex);
        if lead.is_none() {
            self.fault(node.place, unknown_team(text, teams));
        }
        lead
    }

    fn id(&mut self, text: &str, place: Place) -> Option<String> {
        let sound = text
            .chars()
            .all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-'));
        if !sound {
            self.fault(place, Fault::BadId(text.to_owned()));
        }
        sound.then(|| text.to_owned())
    }

    /// A text that will stand in one line of a screen or a table.
    fn line(&mut self, node: &'a Node, what: &str) -> Option<String> {
        let text = yaml::scalar(self.text, node, what, &mut self.problems)?;
        self.calm(text, node, what, |_| false)
    }

    /// A text that may have several lines.
    fn help(&mut self, node: &'a Node) -> Option<String> {
        let text = yaml::optional_scalar(self.text, Some(node), "`help`", &mut self.problems)?;
        self.calm(text, node, "`help`", |c| c == '\n')
    }

    fn calm(
        &mut self,
        text: &str,
        node: &Node,
        what: &str,
        allowed: fn(char) -> bool,
    ) -> Option<String> {
        match text.chars().find(|c| is_steering(*c) && !allowed(*c)) {
            Some(character) => {
                self.fault(
                    node.place,
                    Fault::SteeringText {
                        what: what.to_owned(),
                        character,
                    },
                );
                None
            }
            None => Some(text.to_owned()),
        }
    }

    fn fault(&mut self, place: Place, fault: Fault) {
        self.problems.push(Problem::at(self.text, place, fault));
    }
}

fn unknown_team(team: &str, teams: &[Team]) -> Fault {
    Fault::UnknownTeam {
        team: team.to_owned(),
        nearest: nearest(team, teams.iter().map(|team| team.id.as_str())).map(str::to_owned),
        known: teams.iter().map(|team| team.id.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every fault with the place it was found in, as `line:column`.
    fn faults(yaml: &str) -> Vec<(String, String)> {
        let problems = Questionnaire::read(&Text::new("q.yaml", yaml)).unwrap_err();
        problems
            .places()
            .map(|(place, fault)| (place.to_string(), fault.to_string()))
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
            .map(|(place, fault)| (place.as_str(), fault.as_str()))
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
        let read = Questionnaire::read(&Text::new("q.yaml", yaml("\"One.\\nTwo.\"", "N"))).unwrap();
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
        assert!(Questionnaire::read(&Text::new("q.yaml", yaml(1000))).is_ok());
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
        let yaml =
            "title: T\nteams: {a: A}\nquestions:\n- {id: x, need: N, question: Q, lead: a}\n";
        assert_eq!(faults(yaml)[0].1, "a questionnaire needs two or more teams");
    }
}
