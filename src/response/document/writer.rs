//! A draft as a document, and a blank document to fill in.

use serde_json::{Map, json};

use crate::{
    questionnaire::{QuestionIndex, Questionnaire},
    response::{Answer, Draft},
    text::{one_line, wrap},
    yaml,
};

/// A draft as a document that [`read`](super::read) reads back to the same draft.
pub(crate) fn write(draft: &Draft, questionnaire: &Questionnaire) -> String {
    let mut document = Document::default();
    document.field("name", draft.respondent.name.as_deref());
    document.field(
        "team",
        draft
            .respondent
            .team
            .map(|team| questionnaire[team].id.as_str()),
    );
    if let Some(date) = draft.date {
        document.line(&format!("date: {date}"));
    }
    document.line("answers:");
    for (index, question) in questionnaire.questions() {
        document.entry(&question.id, draft.answer(index).map_or("", Answer::word));
    }
    if questionnaire
        .questions()
        .any(|(index, _)| draft.note(index).is_some())
    {
        document.line("notes:");
    }
    for (index, question) in questionnaire.questions() {
        if let Some(note) = draft.note(index) {
            document.entry(&question.id, &yaml::quoted(note));
        }
    }
    document.0
}

/// The same as JSON, for a file whose name says so.
pub(crate) fn write_json(draft: &Draft, questionnaire: &Questionnaire) -> String {
    let mut document = Map::new();
    let text = |text: &str| json!(text);
    if let Some(name) = &draft.respondent.name {
        document.insert("name".to_owned(), text(name));
    }
    if let Some(team) = draft.respondent.team {
        document.insert("team".to_owned(), text(&questionnaire[team].id));
    }
    if let Some(date) = draft.date {
        document.insert("date".to_owned(), text(&date.to_string()));
    }
    let by_id =
        |value: &dyn Fn(QuestionIndex) -> Option<String>| -> Map<String, serde_json::Value> {
            let questions = questionnaire.questions();
            questions
                .filter_map(|(index, question)| Some((question.id.clone(), text(&value(index)?))))
                .collect()
        };
    let answers = by_id(&|index| draft.answer(index).map(|answer| answer.word().to_owned()));
    let notes = by_id(&|index| draft.note(index).map(str::to_owned));
    document.insert("answers".to_owned(), answers.into());
    document.insert("notes".to_owned(), notes.into());
    crate::json::text(&document)
}

/// A blank document, with every question as a comment above the place for its answer.
pub(crate) fn sheet(questionnaire: &Questionnaire) -> String {
    let teams: Vec<_> = questionnaire
        .teams()
        .map(|(_, team)| one_line(&team.id))
        .collect();
    let mut document = Document::default();
    document.comment(questionnaire.title());
    document.comment(
        "Write yes, no or unsure behind each question's id. A name and a team help the council.",
    );
    document.line("name:");
    document.line(&format!("team: # {}", teams.join(" or ")));
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

    fn comment(&mut self, text: &str) {
        for line in wrap(&one_line(text), 90) {
            self.line(&format!("# {line}"));
        }
    }
}
