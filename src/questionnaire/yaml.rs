//! The shape of `questions.yaml`, checked into a [`Questionnaire`].

mod distinct;
mod reader;
#[cfg(test)]
mod tests;

use super::{
    Answer, Consensus, Limit, Person, QUESTIONS_AT_MOST, Question, Questionnaire, TEAMS_AT_MOST,
    Team, TeamIndex, Words,
};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics, SourceText},
    text::{fold, nearest},
    yaml::{self, Node, Value},
};
use distinct::Distinct;
use reader::Reader;

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
    .map_err(|diagnostics| yaml::explained(text, diagnostics))
}

impl<'a> Reader<'a> {
    fn questionnaire(&mut self, root: &'a Node) -> Option<Questionnaire> {
        let fields = self.fields(root, "a questionnaire", FILE_KEYS)?;
        let title = self.required(&fields, "title", |reader, node| {
            reader.line(node, "`title`", Limit::Question)
        });
        // Without teams every `lead` would be wrong too, which would say one thing many times.
        let teams = self.required(&fields, "teams", Self::teams);
        let of_teams = teams.as_deref();
        let questions = self.required(&fields, "questions", |reader, node| {
            reader.questions(node, of_teams)
        });
        let people = self.optional(&fields, "people", |reader, node| {
            reader.people(node, of_teams)
        });
        let people = people.unwrap_or_default();
        let consensus = self.optional(&fields, "consensus", Self::consensus);
        Some(Questionnaire {
            language: self.optional(&fields, "language", Self::language),
            words: self
                .optional(&fields, "words", Self::words)
                .unwrap_or_default(),
            consensus: consensus.unwrap_or_default(),
            title: title?,
            people,
            questions: questions?,
            teams: teams?,
        })
    }

    fn consensus(&mut self, node: &'a Node) -> Option<Consensus> {
        let text = self.scalar(node, "`consensus`")?;
        let consensus = text.parse().ok().and_then(Consensus::new);
        if consensus.is_none() {
            self.diagnose(node.span, DiagnosticKind::BadConsensus(text.to_owned()));
        }
        consensus
    }

    fn language(&mut self, node: &'a Node) -> Option<String> {
        let text = self.scalar(node, "`language`")?;
        if !is_language_tag(text) {
            self.diagnose(node.span, DiagnosticKind::BadLanguage(text.to_owned()));
        }
        Some(text.to_owned())
    }

    fn teams(&mut self, node: &'a Node) -> Option<Vec<Team>> {
        let entries = yaml::entries(self.text, node, "`teams`", &mut self.diagnostics)?;
        if !(2..=TEAMS_AT_MOST).contains(&entries.len()) {
            self.diagnose(node.span, DiagnosticKind::NumberOfTeams(entries.len()));
            return None;
        }
        let mut names = Distinct::default();
        let teams = entries
            .iter()
            .enumerate()
            .filter_map(|(index, (key, value))| {
                let id = self.id(key.text, key.span);
                let label = self.line(value, "a team's label", Limit::Name);
                self.distinct(&mut names, index, "id", key.text, key.span);
                let label = label?;
                self.distinct(&mut names, index, "label", &label, value.span);
                Some(Team { id: id?, label })
            });
        Some(teams.collect())
    }

    fn people(&mut self, node: &'a Node, teams: Option<&[Team]>) -> Option<Vec<Person>> {
        let entries = yaml::entries(self.text, node, "`people`", &mut self.diagnostics)?;
        let mut names = Distinct::default();
        let people = entries
            .iter()
            .enumerate()
            .filter_map(|(index, (key, team))| {
                let name = self.checked(key.text, key.span, "a name", Limit::Name, |_| false);
                self.distinct(&mut names, index, "name", key.text, key.span);
                Some(Person {
                    team: self.team(team, "a person's team", teams)?,
                    name: name?,
                })
            });
        Some(people.collect())
    }

    fn words(&mut self, node: &'a Node) -> Option<Words> {
        let fields = self.fields(node, "`words`", WORDS_KEYS)?;
        let mut words = Words::default();
        for answer in Answer::ALL {
            let listed = match fields.get(answer.word()) {
                Some(Node {
                    value: Value::List(items),
                    ..
                }) => items.as_slice(),
                Some(single) => std::slice::from_ref(single),
                None => &[],
            };
            for item in listed {
                self.word(item, answer, &mut words);
            }
        }
        if let Some(node) = fields.get("blank") {
            let word = self.scalar(node, "`blank`")?;
            words.blank = words.answer(word);
            if words.blank.is_none() {
                let kind = DiagnosticKind::NotAnAnswer {
                    word: word.to_owned(),
                    nearest: None,
                };
                self.diagnose(node.span, kind);
            }
        }
        Some(words)
    }

    fn word(&mut self, node: &'a Node, answer: Answer, words: &mut Words) {
        let Some(word) = self.line(node, "a word", Limit::Name) else {
            return;
        };
        if let Err((other, word)) = words.add(answer, word) {
            let other = other.word();
            self.diagnose(node.span, DiagnosticKind::AmbiguousWord { word, other });
        }
    }

    fn questions(&mut self, node: &'a Node, teams: Option<&[Team]>) -> Option<Vec<Question>> {
        let Value::List(items) = &node.value else {
            let shape = yaml::shape(self.text, node, "`questions`", "a list of questions");
            self.diagnostics.push(shape);
            return None;
        };
        if items.is_empty() || items.len() > QUESTIONS_AT_MOST {
            self.diagnose(node.span, DiagnosticKind::NumberOfQuestions(items.len()));
            return None;
        }
        let mut names = Distinct::default();
        let mut ids = Distinct::default();
        for (index, item) in items.iter().enumerate() {
            self.own_id(item, index, &mut ids);
        }
        let questions = items.iter().enumerate();
        let questions = questions
            .filter_map(|(index, item)| self.question(item, index, teams, &mut names, &mut ids));
        Some(questions.collect())
    }

    /// Enters the id of a question before any other may claim it with `was`.
    fn own_id(&mut self, item: &'a Node, index: usize, ids: &mut Distinct) {
        let Value::Mapping(entries) = &item.value else {
            return;
        };
        let id = entries.iter().find(|(key, _)| key.is("id"));
        if let Some((_, node)) = id
            && let Value::Scalar(id) = &node.value
        {
            self.distinct(ids, index, "id", id.trim(), node.span);
        }
    }

    fn question(
        &mut self,
        node: &'a Node,
        index: usize,
        teams: Option<&[Team]>,
        names: &mut Distinct,
        ids: &mut Distinct,
    ) -> Option<Question> {
        let fields = self.fields(node, "a question", QUESTION_KEYS)?;
        let id = self.required(&fields, "id", |reader, node| {
            let id = reader.scalar(node, "`id`")?;
            names.enter(index, id, node.span.line);
            reader.id(id, node.span)
        });
        let was = self.optional(&fields, "was", |reader, node| {
            let was = reader.scalar(node, "`was`")?;
            reader.distinct(ids, index, "id", was, node.span);
            reader.id(was, node.span)
        });
        let mut named = |reader: &mut Self, node, what, limit| {
            let name = reader.line(node, what, limit)?;
            reader.distinct(names, index, what.trim_matches('`'), &name, node.span);
            Some(name)
        };
        let need = self.required(&fields, "need", |reader, node| {
            named(reader, node, "`need`", Limit::Name)
        });
        let question = self.required(&fields, "question", |reader, node| {
            named(reader, node, "`question`", Limit::Question)
        });
        let lead = self.required(&fields, "lead", |reader, node| {
            reader.team(node, "`lead`", teams)
        });
        let help = self.optional(&fields, "help", Self::help);
        Some(Question {
            id: id?,
            was,
            need: need?,
            question: question?,
            lead: lead?,
            help,
        })
    }

    fn team(&mut self, node: &'a Node, what: &str, teams: Option<&[Team]>) -> Option<TeamIndex> {
        let text = self.scalar(node, what)?;
        let teams = teams?;
        let team = teams.iter().position(|team| team.id == text).map(TeamIndex);
        if team.is_none() {
            self.diagnose(node.span, unknown_team(text, teams));
        }
        team
    }
}

/// Whether a text has the form of a BCP 47 tag, such as `de` or `zh-Hant-TW`.
fn is_language_tag(text: &str) -> bool {
    let is_subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let language = text.split('-').next().unwrap_or_default();
    text.len() <= 35
        && (2..=8).contains(&language.len())
        && language.chars().all(|c| c.is_ascii_alphabetic())
        && text.split('-').all(is_subtag)
}

/// A team is meant by its id; who gives its label meant that team.
fn unknown_team(name: &str, teams: &[Team]) -> DiagnosticKind {
    let folded = fold(name);
    let labelled = teams
        .iter()
        .find(|team| fold(&team.label) == folded || fold(&team.id) == folded);
    let nearest = match labelled {
        Some(team) => Some(team.id.as_str()),
        None => nearest(name, teams.iter().map(|team| team.id.as_str())),
    };
    DiagnosticKind::UnknownTeam {
        team: name.to_owned(),
        nearest: nearest.map(str::to_owned),
        known: teams.iter().map(|team| team.id.clone()).collect(),
    }
}
