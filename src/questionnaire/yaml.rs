//! The shape of `questions.yaml`, checked into a [`Questionnaire`].

#[cfg(test)]
mod tests;

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
