//! A draft as a document, and a blank document to fill in.

use serde_json::{Map, Value};

use crate::{
    questionnaire::Questionnaire,
    response::{Answer, Draft},
    text::{List, one_line, wrap},
    yaml,
};

/// A draft as a document that [`read`](super::read) reads back to the same draft.
pub(crate) fn write(draft: &Draft, questionnaire: &Questionnaire) -> String {
    let team = draft.respondent.team.map(|team| &questionnaire[team].id);
    let mut document = Document::default();
    document.field("name", draft.respondent.name.as_deref());
    document.field("team", team.map(String::as_str));
    if let Some(date) = draft.date {
        document.line(&format!("date: {date}"));
    }
    document.line("answers:");
    for (index, question) in questionnaire.questions() {
        document.entry(&question.id, draft.answer(index).map_or("", Answer::word));
    }
    let notes: Vec<_> = noted(draft, questionnaire).collect();
    if !notes.is_empty() {
        document.line("notes:");
    }
    for (id, note) in notes {
        document.entry(id, &yaml::quoted(note));
    }
    document.0
}

/// The same as JSON, for a file whose name says so.
pub(crate) fn write_json(draft: &Draft, questionnaire: &Questionnaire) -> String {
    let team = draft.respondent.team.map(|team| &questionnaire[team].id);
    let about = [
        ("name", draft.respondent.name.clone()),
        ("team", team.cloned()),
        ("date", draft.date.map(|date| date.to_string())),
    ];
    let about = about.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?.into())));
    let mut document: Map<String, Value> = about.collect();
    let answers = questionnaire.questions().filter_map(|(index, question)| {
        let answer = draft.answer(index)?;
        Some((question.id.clone(), answer.word()))
    });
    document.insert("answers".to_owned(), answers.collect());
    document.insert("notes".to_owned(), noted(draft, questionnaire).collect());
    crate::json::text(&document)
}

/// The notes with the ids of their questions.
fn noted<'a>(
    draft: &'a Draft,
    questionnaire: &'a Questionnaire,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let questions = questionnaire.questions();
    questions.filter_map(|(index, question)| Some((question.id.as_str(), draft.note(index)?)))
}

/// A blank document, with every question as a comment above the place for its answer.
pub(crate) fn sheet(questionnaire: &Questionnaire) -> String {
    let mut document = Document::default();
    document.comment(&questionnaire.title);
    let words =
        Answer::ALL.map(|answer| questionnaire.words.of(answer).next().unwrap_or(answer.word()));
    let words = List(&words, "or");
    document.comment(&format!(
        "Write {words} behind each question's id. A name and a team help the council."
    ));
    let people = questionnaire.people.iter();
    let people: Vec<_> = people.map(|person| person.name.as_str()).collect();
    document.choice("name", &people);
    let teams = questionnaire.teams();
    let teams: Vec<_> = teams.map(|(_, team)| team.id.as_str()).collect();
    document.choice("team", &teams);
    document.line("date:");
    document.line("answers:");
    for (_, question) in questionnaire.questions() {
        document.line("");
        document.comment(&question.question);
        question.help.iter().for_each(|help| document.comment(help));
        document.entry(&question.id, "");
    }
    document.line("\n# A word on an answer, if you like, behind the same ids.");
    document.line("notes:");
    document.0
}

/// The lines of a document being written.
#[derive(Default)]
struct Document(String);

impl Document {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn field(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.line(&format!("{key}: {}", yaml::quoted(value)));
        }
    }

    /// An id needs quotes where YAML would read a number or a truth value into it.
    fn entry(&mut self, id: &str, value: &str) {
        let line = format!("  {}: {value}", yaml::quoted(id));
        self.line(line.trim_end());
    }

    /// A key without its value, and what the value may be, unless that is too much for a line.
    fn choice(&mut self, key: &str, names: &[&str]) {
        let choice = one_line(&List(names, "or").to_string());
        match choice.chars().count() {
            0 | 90.. => self.line(&format!("{key}:")),
            _ => self.line(&format!("{key}: # {choice}")),
        }
    }

    fn comment(&mut self, text: &str) {
        for line in wrap(&one_line(text), 90) {
            self.line(&format!("# {line}"));
        }
    }
}
