//! The shape of `questions.yaml`, checked into a [`Questionnaire`].

use std::collections::HashMap;

use super::{
    Answer, Consensus, Limit, Person, QUESTIONS_AT_MOST, Question, Questionnaire, TEAMS_AT_MOST,
    Team, TeamIndex, Words,
};
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

pub(super) fn read(text: &SourceText) -> Result<Questionnaire, Diagnostics> {
    let root = yaml::read(text)?;
    let mut checker = Checker::new(text);
    let questionnaire = questionnaire(&mut checker, &root);
    let diagnostics = checker.finish();
    match questionnaire {
        Some(questionnaire) => diagnostics.into_result(questionnaire),
        None => Err(diagnostics),
    }
    .map_err(|diagnostics| yaml::explained(text, diagnostics))
}

fn questionnaire(checker: &mut Checker<'_>, root: &Node) -> Option<Questionnaire> {
    let needed = ["title", "teams", "questions"];
    let fields = checker.fields(root, "a questionnaire", FILE_KEYS, &needed)?;
    let title = line(checker, fields.get("title"), "`title`", Limit::Question);
    // Without teams every `lead` would be wrong too, which would say one thing many times.
    let teams = teams(checker, fields.get("teams"));
    let questions = questions(checker, fields.get("questions"), teams.as_deref());
    let people = people(checker, fields.get("people"), teams.as_deref());
    let consensus = consensus(checker, fields.get("consensus"));
    let language = language(checker, fields.get("language"));
    let words = words(checker, fields.get("words"));
    Some(Questionnaire {
        title: title?,
        language,
        consensus: consensus.unwrap_or_default(),
        teams: teams?,
        people: people.unwrap_or_default(),
        words: words.unwrap_or_default(),
        questions: questions?,
    })
}

fn consensus(checker: &mut Checker<'_>, node: Option<&Node>) -> Option<Consensus> {
    let text = checker.scalar(node, "`consensus`")?;
    let consensus = text.parse().ok().and_then(Consensus::new);
    let bad = || DiagnosticKind::BadConsensus(text.to_owned());
    checker.keep(node?.span, consensus.ok_or_else(bad))
}

fn language(checker: &mut Checker<'_>, node: Option<&Node>) -> Option<String> {
    let tag = checker.scalar(node, "`language`")?;
    match is_language_tag(tag) {
        true => Some(tag.to_owned()),
        false => checker.fail(node?.span, || DiagnosticKind::BadLanguage(tag.to_owned())),
    }
}

fn teams(checker: &mut Checker<'_>, node: Option<&Node>) -> Option<Vec<Team>> {
    let entries = checker.entries(node, "`teams`")?;
    let count = entries.len();
    if !(2..=TEAMS_AT_MOST).contains(&count) {
        return checker.fail(node?.span, || DiagnosticKind::NumberOfTeams(count));
    }
    let mut names = Distinct::default();
    let teams = entries.into_iter().enumerate().filter_map(|(index, (key, value))| {
        let id = id(checker, key.text, key.span);
        names.enter(checker, index, "id", key.text, key.span);
        let label = line(checker, Some(value), "a team's label", Limit::Name)?;
        names.enter(checker, index, "label", &label, value.span);
        Some(Team { id: id?, label })
    });
    Some(teams.collect())
}

fn people(
    checker: &mut Checker<'_>,
    node: Option<&Node>,
    teams: Option<&[Team]>,
) -> Option<Vec<Person>> {
    let entries = checker.entries(node, "`people`")?;
    let mut names = Distinct::default();
    let people = entries.into_iter().enumerate().filter_map(|(index, (key, value))| {
        let name = checked(checker, key.text, key.span, "a name", Limit::Name);
        names.enter(checker, index, "name", key.text, key.span);
        let team = team(checker, Some(value), "a person's team", teams)?;
        Some(Person { name: name?, team })
    });
    Some(people.collect())
}

fn words(checker: &mut Checker<'_>, node: Option<&Node>) -> Option<Words> {
    let fields = checker.fields(node?, "`words`", WORDS_KEYS, &[])?;
    let mut words = Words::default();
    for answer in Answer::ALL {
        let listed = match fields.get(answer.word()) {
            Some(Node { value: Value::List(items), .. }) => items.as_slice(),
            Some(single) => std::slice::from_ref(single),
            None => &[],
        };
        for item in listed {
            let word = line(checker, Some(item), "a word", Limit::Name);
            let added = word.map_or(Ok(()), |word| words.add(answer, word));
            checker.keep(item.span, added);
        }
    }
    let blank = fields.get("blank");
    if let Some(word) = checker.scalar(blank, "`blank`") {
        let unknown = || DiagnosticKind::NotAnAnswer { word: word.to_owned(), nearest: None };
        words.blank = checker.keep(blank?.span, words.answer(word).ok_or_else(unknown));
    }
    Some(words)
}

fn questions(
    checker: &mut Checker<'_>,
    node: Option<&Node>,
    teams: Option<&[Team]>,
) -> Option<Vec<Question>> {
    let node = node?;
    let Value::List(items) = &node.value else {
        return checker.shape(node, "`questions`", "a list of questions");
    };
    if items.is_empty() || items.len() > QUESTIONS_AT_MOST {
        return checker.fail(node.span, || DiagnosticKind::NumberOfQuestions(items.len()));
    }
    // A question's own id goes before one that another claims with `was`.
    let mut ids = Distinct::default();
    for (index, item) in items.iter().enumerate() {
        if let Some(node) = item.get("id")
            && let Some(id) = node.scalar()
        {
            ids.enter(checker, index, "id", id.trim(), node.span);
        }
    }
    let mut names = ids.clone();
    let questions = items.iter().enumerate();
    let questions = questions
        .filter_map(|(index, item)| question(checker, item, index, teams, &mut names, &mut ids));
    Some(questions.collect())
}

fn question(
    checker: &mut Checker<'_>,
    item: &Node,
    index: usize,
    teams: Option<&[Team]>,
    names: &mut Distinct,
    ids: &mut Distinct,
) -> Option<Question> {
    let needed = ["id", "need", "question", "lead"];
    let fields = checker.fields(item, "a question", QUESTION_KEYS, &needed)?;
    let id = id_in(checker, fields.get("id"), "`id`");
    let was = id_in(checker, fields.get("was"), "`was`");
    if let (Some(was), Some(node)) = (&was, fields.get("was")) {
        ids.enter(checker, index, "id", was, node.span);
    }
    let mut name = |checker: &mut Checker<'_>, key, what, limit| {
        let node = fields.get(key);
        let name = line(checker, node, what, limit)?;
        names.enter(checker, index, key, &name, node?.span);
        Some(name)
    };
    let need = name(checker, "need", "`need`", Limit::Name);
    let question = name(checker, "question", "`question`", Limit::Question);
    let lead = team(checker, fields.get("lead"), "`lead`", teams);
    let help = help(checker, fields.get("help"));
    Some(Question { id: id?, was, need: need?, question: question?, lead: lead?, help })
}

/// A text that may have several lines.
fn help(checker: &mut Checker<'_>, node: Option<&Node>) -> Option<String> {
    let help = checker.optional_scalar(node, "`help`")?;
    let lines = help.replace('\n', " ");
    checked(checker, &lines, node?.span, "`help`", Limit::Note)?;
    Some(help.to_owned())
}

fn team(
    checker: &mut Checker<'_>,
    node: Option<&Node>,
    what: &str,
    teams: Option<&[Team]>,
) -> Option<TeamIndex> {
    let text = checker.scalar(node, what)?;
    let teams = teams?;
    let team = teams.iter().position(|team| team.id == text).map(TeamIndex);
    team.or_else(|| checker.fail(node?.span, || unknown_team(text, teams)))
}

fn id_in(checker: &mut Checker<'_>, node: Option<&Node>, what: &str) -> Option<String> {
    let text = checker.scalar(node, what)?;
    id(checker, text, node?.span)
}

fn id(checker: &mut Checker<'_>, text: &str, span: Span) -> Option<String> {
    if !text.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-')) {
        return checker.fail(span, || DiagnosticKind::BadId(text.to_owned()));
    }
    checked(checker, text, span, "an id", Limit::Id)
}

/// A text that will stand in one line of a screen or a table.
fn line(
    checker: &mut Checker<'_>,
    node: Option<&Node>,
    what: &'static str,
    limit: Limit,
) -> Option<String> {
    let text = checker.scalar(node, what)?;
    checked(checker, text, node?.span, what, limit)
}

fn checked(
    checker: &mut Checker<'_>,
    text: &str,
    span: Span,
    what: &'static str,
    limit: Limit,
) -> Option<String> {
    if let Some(character) = text.chars().find(|c| is_unsafe_to_print(*c)) {
        let what = what.to_owned();
        return checker.fail(span, || DiagnosticKind::UnsafeText { what, character });
    }
    checker.keep(span, limit.check(what, text))?;
    Some(text.to_owned())
}

/// Whether a text has the form of a BCP 47 tag, such as `de` or `zh-Hant-TW`.
fn is_language_tag(text: &str) -> bool {
    let is_subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let language = text.split('-').next().unwrap_or_default();
    text.len() <= 35
        && language.len() >= 2
        && language.chars().all(|c| c.is_ascii_alphabetic())
        && text.split('-').all(is_subtag)
}

/// A team is meant by its id; who gives its label meant that team.
fn unknown_team(name: &str, teams: &[Team]) -> DiagnosticKind {
    let folded = fold(name);
    let labelled =
        teams.iter().find(|team| fold(&team.label) == folded || fold(&team.id) == folded);
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
