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
    let mut document = Document::default();
    for (key, value) in about(draft, questionnaire) {
        // A date is one without quotes too.
        let value = if key == "date" { value } else { yaml::quoted(&value) };
        document.line(&format!("{key}: {value}"));
    }
    document.line("answers:");
    for (index, question) in questionnaire.questions() {
        document.entry(&question.id, draft.answer(index).map_or("", Answer::word));
    }
    if !draft.notes.is_empty() {
        document.line("notes:");
    }
    for (index, note) in &draft.notes {
        document.entry(&questionnaire[*index].id, &yaml::quoted(note));
    }
    document.0
}

/// The same as JSON, for a file whose name says so.
pub(crate) fn write_json(draft: &Draft, questionnaire: &Questionnaire) -> String {
    let about = about(draft, questionnaire).map(|(key, value)| (key.to_owned(), value.into()));
    let mut document: Map<String, Value> = about.collect();
    let answers = questionnaire.questions().filter_map(|(index, question)| {
        let answer = draft.answer(index)?;
        Some((question.id.clone(), answer.word()))
    });
    document.insert("answers".to_owned(), answers.collect());
    let notes = draft.notes.iter();
    let notes = notes.map(|(index, note)| (questionnaire[*index].id.clone(), note.as_str()));
    document.insert("notes".to_owned(), notes.collect());
    crate::json::text(&document)
}

/// Who answered and when, as far as the draft says it.
fn about(
    draft: &Draft,
    questionnaire: &Questionnaire,
) -> impl Iterator<Item = (&'static str, String)> {
    let team = draft.respondent.team.map(|team| questionnaire[team].id.clone());
    let fields = [
        ("name", draft.respondent.name.clone()),
        ("team", team),
        ("date", draft.date.map(|date| date.to_string())),
    ];
    fields.into_iter().filter_map(|(key, value)| Some((key, value?)))
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
    document.choice("name", questionnaire.people.iter().map(|person| &person.name));
    document.choice("team", questionnaire.teams().map(|(_, team)| &team.id));
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

    /// An id needs quotes where YAML would read a number or a truth value into it.
    fn entry(&mut self, id: &str, value: &str) {
        let line = format!("  {}: {value}", yaml::quoted(id));
        self.line(line.trim_end());
    }

    /// A key without its value, and what the value may be, unless that is too much for a line.
    fn choice<'n>(&mut self, key: &str, names: impl Iterator<Item = &'n String>) {
        let names: Vec<_> = names.collect();
        let choice = one_line(&List(&names, "or").to_string());
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
