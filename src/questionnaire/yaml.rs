//! The shape of `questions.yaml`, checked into a [`Questionnaire`].

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::{
    Consensus, Person, QUESTIONS_AT_MOST, Question, Questionnaire, Team, TeamIndex, Words,
};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText, Span},
    response::Answer,
    text::{is_unsafe_to_print, nearest},
    yaml::{self, Fields, Node, Value},
};

pub(super) const FILE_KEYS: &[&str] = &[
    "title",
    "language",
    "consensus",
    "teams",
    "people",
    "words",
    "questions",
];
pub(super) const WORDS_KEYS: &[&str] = &["yes", "no", "unsure", "blank"];
pub(super) const QUESTION_KEYS: &[&str] = &["id", "was", "need", "question", "lead", "help"];

pub(super) fn read(text: &SourceText) -> Result<Questionnaire, Diagnostics> {
    let root = yaml::read(text)?;
    let mut reader = Reader {
        text,
        diagnostics: Diagnostics::default(),
    };
    let questionnaire = reader.questionnaire(&root);
    reader.diagnostics.sort();
    match questionnaire {
        Some(questionnaire) => reader.diagnostics.into_result(questionnaire),
        None => Err(reader.diagnostics),
    }
}

/// Walks the tree, gathers every problem, and gives each part as far as it is sound. A part that
/// is not has always left a problem behind.
struct Reader<'a> {
    text: &'a SourceText,
    diagnostics: Diagnostics,
}

impl<'a> Reader<'a> {
    fn questionnaire(&mut self, root: &'a Node) -> Option<Questionnaire> {
        let fields = Fields::of(
            self.text,
            root,
            "a questionnaire",
            FILE_KEYS,
            &mut self.diagnostics,
        )?;
        let title = fields
            .need("title", &mut self.diagnostics)
            .and_then(|node| self.line(node, "`title`"));
        let consensus = fields
            .get("consensus")
            .map_or(Some(Consensus::default()), |node| self.consensus(node));
        let teams = fields
            .need("teams", &mut self.diagnostics)
            .and_then(|node| self.teams(node));
        // Without teams every `lead` would be wrong too, which would say one thing many times.
        let questions = fields
            .need("questions", &mut self.diagnostics)
            .and_then(|node| self.questions(node, teams.as_deref()));
        let people = fields
            .get("people")
            .map_or(Some(Vec::new()), |node| self.people(node, teams.as_deref()));
        let words = fields
            .get("words")
            .map_or(Some(Words::default()), |node| self.words(node));
        let language = fields
            .get("language")
            .and_then(|node| self.line(node, "`language`"));
        Some(Questionnaire {
            title: title?,
            language,
            consensus: consensus?,
            teams: teams?,
            people: people?,
            words: words?,
            questions: questions?,
        })
    }

    fn consensus(&mut self, node: &'a Node) -> Option<Consensus> {
        let text = yaml::scalar(self.text, node, "`consensus`", &mut self.diagnostics)?;
        let consensus = text.parse().ok().and_then(Consensus::new);
        if consensus.is_none() {
            self.diagnose(node.span, DiagnosticKind::BadConsensus(text.to_owned()));
        }
        consensus
    }

    fn teams(&mut self, node: &'a Node) -> Option<Vec<Team>> {
        let entries = yaml::entries(self.text, node, "`teams`", &mut self.diagnostics)?;
        let teams: Vec<Team> = entries
            .iter()
            .filter_map(|(key, label)| {
                let id = self.id(key.text, key.span);
                let label = self.line(label, "a team's label");
                Some(Team {
                    id: id?,
                    label: label?,
                })
            })
            .collect();
        if entries.len() < 2 {
            self.diagnose(node.span, DiagnosticKind::TooFewTeams);
        }
        Some(teams)
    }

    fn people(&mut self, node: &'a Node, teams: Option<&[Team]>) -> Option<Vec<Person>> {
        let entries = yaml::entries(self.text, node, "`people`", &mut self.diagnostics)?;
        let people = entries.iter().filter_map(|(name, team)| {
            Some(Person {
                name: name.text.to_owned(),
                team: self.lead(team, teams)?,
            })
        });
        Some(people.collect())
    }

    fn words(&mut self, node: &'a Node) -> Option<Words> {
        let fields = Fields::of(
            self.text,
            node,
            "`words`",
            WORDS_KEYS,
            &mut self.diagnostics,
        )?;
        let mut words = Words::default();
        for answer in Answer::ALL {
            let Some(Node {
                value: Value::List(items),
                ..
            }) = fields.get(answer.word())
            else {
                continue;
            };
            for item in items {
                let word = self.line(item, "a word");
                words.own.extend(word.map(|word| (answer, word)));
            }
        }
        if let Some(node) = fields.get("blank") {
            let word = yaml::scalar(self.text, node, "`blank`", &mut self.diagnostics)?;
            words.blank = words.answer(word);
        }
        Some(words)
    }

    fn questions(&mut self, node: &'a Node, teams: Option<&[Team]>) -> Option<Vec<Question>> {
        let Value::List(items) = &node.value else {
            self.diagnostics.push(yaml::shape(
                self.text,
                node,
                "`questions`",
                "a list of questions",
            ));
            return None;
        };
        if items.is_empty() || items.len() > QUESTIONS_AT_MOST {
            self.diagnose(node.span, DiagnosticKind::NumberOfQuestions(items.len()));
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
            &mut self.diagnostics,
        )?;
        let id = fields
            .need("id", &mut self.diagnostics)
            .and_then(|node| self.question_id(node, lines));
        let need = fields
            .need("need", &mut self.diagnostics)
            .and_then(|node| self.line(node, "`need`"));
        let question = fields
            .need("question", &mut self.diagnostics)
            .and_then(|node| self.line(node, "`question`"));
        let lead = fields
            .need("lead", &mut self.diagnostics)
            .and_then(|node| self.lead(node, teams));
        let help = fields.get("help").and_then(|node| self.help(node));
        let was = fields.get("was").and_then(|node| {
            let text = yaml::scalar(self.text, node, "`was`", &mut self.diagnostics)?;
            self.id(text, node.span)
        });
        Some(Question {
            id: id?,
            was,
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
        let text = yaml::scalar(self.text, node, "`id`", &mut self.diagnostics)?;
        if let Some(first) = lines.insert(text, node.span.line) {
            lines.insert(text, first);
            self.diagnose(
                node.span,
                DiagnosticKind::RepeatedId {
                    id: text.to_owned(),
                    first,
                },
            );
        }
        self.id(text, node.span)
    }

    fn lead(&mut self, node: &'a Node, teams: Option<&[Team]>) -> Option<TeamIndex> {
        let text = yaml::scalar(self.text, node, "`lead`", &mut self.diagnostics)?;
        let teams = teams?;
        let lead = teams.iter().position(|team| team.id == text).map(TeamIndex);
        if lead.is_none() {
            self.diagnose(node.span, unknown_team(text, teams));
        }
        lead
    }

    fn id(&mut self, text: &str, span: Span) -> Option<String> {
        let sound = text
            .chars()
            .all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-'));
        if !sound {
            self.diagnose(span, DiagnosticKind::BadId(text.to_owned()));
        }
        sound.then(|| text.to_owned())
    }

    /// A text that will stand in one line of a screen or a table.
    fn line(&mut self, node: &'a Node, what: &str) -> Option<String> {
        let text = yaml::scalar(self.text, node, what, &mut self.diagnostics)?;
        self.calm(text, node, what, |_| false)
    }

    /// A text that may have several lines.
    fn help(&mut self, node: &'a Node) -> Option<String> {
        let text = yaml::optional_scalar(self.text, Some(node), "`help`", &mut self.diagnostics)?;
        self.calm(text, node, "`help`", |c| c == '\n')
    }

    fn calm(
        &mut self,
        text: &str,
        node: &Node,
        what: &str,
        allowed: fn(char) -> bool,
    ) -> Option<String> {
        match text
            .chars()
            .find(|c| is_unsafe_to_print(*c) && !allowed(*c))
        {
            Some(character) => {
                self.diagnose(
                    node.span,
                    DiagnosticKind::UnsafeText {
                        what: what.to_owned(),
                        character,
                    },
                );
                None
            }
            None => Some(text.to_owned()),
        }
    }

    fn diagnose(&mut self, span: Span, kind: DiagnosticKind) {
        self.diagnostics.push(Diagnostic::at(self.text, span, kind));
    }
}

fn unknown_team(team: &str, teams: &[Team]) -> DiagnosticKind {
    DiagnosticKind::UnknownTeam {
        team: team.to_owned(),
        nearest: nearest(team, teams.iter().map(|team| team.id.as_str())).map(str::to_owned),
        known: teams.iter().map(|team| team.id.clone()).collect(),
    }
}
