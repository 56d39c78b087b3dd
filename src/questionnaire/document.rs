//! The shape of `questions.yaml`, checked into a [`Questionnaire`].

use std::{collections::HashMap, slice};

use super::{Answer, Limit, Person, Question, Questionnaire, Team, TeamIndex, Words};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics, SourceText, Span},
    text::{fold, is_unsafe_to_print, nearest},
    yaml::{self, Checker, Node, Value},
};

#[cfg(test)]
mod tests;

pub(super) const FILE_KEYS: &[&str] =
    &["title", "language", "consensus", "teams", "people", "words", "questions"];
pub(super) const WORDS_KEYS: &[&str] = &["yes", "no", "unsure", "blank"];
pub(super) const QUESTION_KEYS: &[&str] = &["id", "was", "need", "question", "lead", "help"];

/// Work and output grow with teams times questions.
const TEAMS_AT_MOST: usize = 100;
const QUESTIONS_AT_MOST: usize = 1000;

impl Questionnaire {
    /// Reads the text of a `questions.yaml`, or everything that is wrong with it.
    pub(crate) fn read(text: &SourceText) -> Result<Self, Diagnostics> {
        let root = yaml::read(text)?;
        let mut reader = Reader {
            checker: Checker::new(text),
            teams: None,
            names: Distinct::default(),
            ids: Distinct::default(),
        };
        let questionnaire = reader.questionnaire(&root);
        let diagnostics = reader.checker.finish();
        match questionnaire {
            Some(questionnaire) => diagnostics.into_result(questionnaire),
            None => Err(diagnostics),
        }
    }
}

struct Reader<'t> {
    checker: Checker<'t>,
    /// Without them every `lead` would be wrong too, which would say one thing many times.
    teams: Option<Vec<Team>>,
    /// What columns of a form may go by.
    names: Distinct,
    /// What answers hang on, now and earlier.
    ids: Distinct,
}

impl Reader<'_> {
    fn questionnaire(&mut self, root: &Node) -> Option<Questionnaire> {
        let needed = ["title", "teams", "questions"];
        let fields = self.checker.fields(root, "a questionnaire", FILE_KEYS, &needed)?;
        let title = self.line(fields.get("title"), "`title`", Limit::Question);
        self.teams = self.teams(fields.get("teams"));
        let questions = self.questions(fields.get("questions"));
        let people = self.people(fields.get("people")).unwrap_or_default();
        let folded = people.iter().map(|person| fold(&person.name));
        let consensus = self.consensus(fields.get("consensus"));
        let language = self.language(fields.get("language"));
        let words = self.words(fields.get("words"));
        Some(Questionnaire {
            title: title?,
            language,
            consensus: consensus.unwrap_or(75),
            teams: self.teams.take()?,
            by_name: folded.zip(0..).collect(),
            people,
            words: words.unwrap_or_default(),
            questions: questions?,
        })
    }

    fn consensus(&mut self, node: Option<&Node>) -> Option<u8> {
        let text = self.checker.scalar(node, "`consensus`")?;
        let consensus = text.parse().ok().filter(|percent| (51..=100).contains(percent));
        let bad = || DiagnosticKind::BadConsensus(text.to_owned());
        self.checker.keep(node?.span, consensus.ok_or_else(bad))
    }

    fn language(&mut self, node: Option<&Node>) -> Option<String> {
        let tag = self.checker.scalar(node, "`language`")?;
        match is_language_tag(tag) {
            true => Some(tag.to_owned()),
            false => self.checker.fail(node?.span, || DiagnosticKind::BadLanguage(tag.to_owned())),
        }
    }

    fn teams(&mut self, node: Option<&Node>) -> Option<Vec<Team>> {
        let entries = self.checker.entries(node, "`teams`")?;
        let count = entries.len();
        if !(2..=TEAMS_AT_MOST).contains(&count) {
            return self.checker.fail(node?.span, || DiagnosticKind::NumberOfTeams(count));
        }
        let mut names = Distinct::default();
        let teams = (0..).zip(entries).filter_map(|(index, (key, value))| {
            let id = self.id(key.text, key.span);
            names.enter(&mut self.checker, index, "id", key.text, key.span);
            let label = self.line(Some(value), "a team's label", Limit::Name)?;
            names.enter(&mut self.checker, index, "label", &label, value.span);
            Some(Team { id: id?, label })
        });
        Some(teams.collect())
    }

    fn people(&mut self, node: Option<&Node>) -> Option<Vec<Person>> {
        let entries = self.checker.entries(node, "`people`")?;
        let mut names = Distinct::default();
        let people = (0..).zip(entries).filter_map(|(index, (key, value))| {
            let name = self.checked(key.text, key.span, "a name", Limit::Name);
            names.enter(&mut self.checker, index, "name", key.text, key.span);
            let team = self.team(Some(value), "a person's team")?;
            Some(Person { name: name?, team })
        });
        Some(people.collect())
    }

    fn words(&mut self, node: Option<&Node>) -> Option<Words> {
        let fields = self.checker.fields(node?, "`words`", WORDS_KEYS, &[])?;
        let mut words = Words::default();
        for answer in Answer::ALL {
            let listed = match fields.get(answer.word()) {
                Some(Node { value: Value::List(items), .. }) => items.as_slice(),
                Some(single) => slice::from_ref(single),
                None => &[],
            };
            for item in listed {
                let word = self.line(Some(item), "a word", Limit::Name);
                let added = word.map_or(Ok(()), |word| words.add(answer, word));
                self.checker.keep(item.span, added);
            }
        }
        let blank = fields.get("blank");
        if let Some(word) = self.checker.scalar(blank, "`blank`") {
            let unknown = || DiagnosticKind::NotAnAnswer { word: word.to_owned(), nearest: None };
            words.blank = self.checker.keep(blank?.span, words.answer(word).ok_or_else(unknown));
        }
        Some(words)
    }

    fn questions(&mut self, node: Option<&Node>) -> Option<Vec<Question>> {
        let node = node?;
        let Value::List(items) = &node.value else {
            return self.checker.shape(node, "`questions`", "a list of questions");
        };
        if items.is_empty() || items.len() > QUESTIONS_AT_MOST {
            let kind = || DiagnosticKind::NumberOfQuestions(items.len());
            return self.checker.fail(node.span, kind);
        }
        // A question's own id goes before one that another claims with `was`.
        for (index, item) in items.iter().enumerate() {
            if let Some(node) = item.get("id")
                && let Some(id) = node.scalar()
            {
                self.ids.enter(&mut self.checker, index, "id", id.trim(), node.span);
            }
        }
        self.names = self.ids.clone();
        let questions = items.iter().enumerate();
        Some(questions.filter_map(|(index, item)| self.question(index, item)).collect())
    }

    fn question(&mut self, index: usize, item: &Node) -> Option<Question> {
        let needed = ["id", "need", "question", "lead"];
        let fields = self.checker.fields(item, "a question", QUESTION_KEYS, &needed)?;
        let id = self.id_in(fields.get("id"), "`id`");
        let was = self.id_in(fields.get("was"), "`was`");
        if let (Some(was), Some(node)) = (&was, fields.get("was")) {
            self.ids.enter(&mut self.checker, index, "id", was, node.span);
        }
        let mut name = |key, what, limit| {
            let node = fields.get(key);
            let name = self.line(node, what, limit)?;
            self.names.enter(&mut self.checker, index, key, &name, node?.span);
            Some(name)
        };
        let need = name("need", "`need`", Limit::Name);
        let question = name("question", "`question`", Limit::Question);
        let lead = self.team(fields.get("lead"), "`lead`");
        let help = self.help(fields.get("help"));
        Some(Question { id: id?, was, need: need?, question: question?, lead: lead?, help })
    }

    /// A text that may have several lines.
    fn help(&mut self, node: Option<&Node>) -> Option<String> {
        let help = self.checker.optional_scalar(node, "`help`")?;
        self.checked(&help.replace('\n', " "), node?.span, "`help`", Limit::Note)?;
        Some(help.to_owned())
    }

    fn team(&mut self, node: Option<&Node>, what: &str) -> Option<TeamIndex> {
        let id = self.checker.scalar(node, what)?;
        let teams = self.teams.as_ref()?;
        let team = teams.iter().position(|team| team.id == id).map(TeamIndex);
        team.or_else(|| self.checker.fail(node?.span, || unknown_team(id, teams)))
    }

    fn id_in(&mut self, node: Option<&Node>, what: &str) -> Option<String> {
        let text = self.checker.scalar(node, what)?;
        self.id(text, node?.span)
    }

    fn id(&mut self, text: &str, span: Span) -> Option<String> {
        if !text.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-')) {
            return self.checker.fail(span, || DiagnosticKind::BadId(text.to_owned()));
        }
        self.checked(text, span, "an id", Limit::Id)
    }

    /// A text that will stand in one line of a screen or a table.
    fn line(&mut self, node: Option<&Node>, what: &'static str, limit: Limit) -> Option<String> {
        let text = self.checker.scalar(node, what)?;
        self.checked(text, node?.span, what, limit)
    }

    fn checked(
        &mut self,
        text: &str,
        span: Span,
        what: &'static str,
        limit: Limit,
    ) -> Option<String> {
        if let Some(character) = text.chars().find(|c| is_unsafe_to_print(*c)) {
            let what = what.to_owned();
            return self.checker.fail(span, || DiagnosticKind::UnsafeText { what, character });
        }
        self.checker.keep(span, limit.check(what, text))?;
        Some(text.to_owned())
    }
}

/// Whether a text has the form of a BCP 47 tag, such as `de` or `zh-Hant-TW`.
fn is_language_tag(text: &str) -> bool {
    let is_subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let language = text.split('-').next().unwrap_or_default();
    let is_language = language.len() >= 2 && language.bytes().all(|c| c.is_ascii_alphabetic());
    is_language && text.len() <= 35 && text.split('-').all(is_subtag)
}

/// A team is meant by its id; who gives its label meant that team.
fn unknown_team(name: &str, teams: &[Team]) -> DiagnosticKind {
    let ids = || teams.iter().map(|team| team.id.as_str());
    let labelled = teams.iter().find(|team| fold(&team.label) == fold(name));
    let nearest = labelled.map(|team| team.id.as_str()).or_else(|| nearest(name, ids()));
    DiagnosticKind::UnknownTeam {
        team: name.to_owned(),
        nearest: nearest.map(str::to_owned),
        known: ids().map(str::to_owned).collect(),
    }
}

/// Which thing has a name, and the line where it has it first.
#[derive(Clone, Default)]
struct Distinct(HashMap<String, (usize, usize)>);

impl Distinct {
    /// Gives a name to the thing at `index`, which may have several and one of them twice, but
    /// none that reads the same as another thing's.
    fn enter(
        &mut self,
        checker: &mut Checker<'_>,
        index: usize,
        what: &'static str,
        name: &str,
        span: Span,
    ) {
        let (owner, first) = *self.0.entry(fold(name)).or_insert((index, span.line));
        if owner != index {
            let name = name.to_owned();
            checker.diagnose(span, DiagnosticKind::SameName { what, name, first });
        }
    }
}
