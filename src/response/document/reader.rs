//! A document of any of its shapes as a draft, with everything that is wrong with it.

use jiff::civil::Date;

use super::{KEYS, Reading, not_an_answer, unknown_question, unknown_team};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText, Span},
    questionnaire::{Limit, QuestionIndex, Questionnaire},
    response::Draft,
    text::{lines, nearest},
    yaml::{self, Fields, Key, Node, Value},
};

/// Reads an answers document of any of its shapes.
///
/// # Errors
///
/// The first problem of a text that is neither YAML nor JSON nor lines, of which nothing can be
/// read.
pub(crate) fn read(
    text: &SourceText,
    questionnaire: &Questionnaire,
) -> Result<Reading, Diagnostic> {
    let mut reader = Reader {
        text,
        questionnaire,
        reading: Reading {
            draft: Draft::new(questionnaire),
            diagnostics: Diagnostics::default(),
            spoiled: Vec::new(),
        },
    };
    let mut significant = lines(text.as_str()).map(significant);
    match significant.find(|line| !line.is_empty()) {
        None => {}
        Some(first) if is_yaml(first) => reader.yaml(&yaml::read(text)?),
        Some(_) => reader.lines(),
    }
    let mut reading = reader.reading;
    if reading.diagnostics.count() > 0 {
        reading.diagnostics.sort();
        reading.diagnostics = yaml::explained(text, reading.diagnostics);
    }
    Ok(reading)
}

/// A line without its comment and the space around it.
fn significant(line: &str) -> &str {
    let line = line.trim();
    let comment = match line.starts_with('#') {
        true => Some(0),
        false => line.find(" #"),
    };
    line[..comment.unwrap_or(line.len())].trim_end()
}

/// Whether a document that begins with this line is YAML or JSON; what else it may be is one
/// answer a line, and no answer has a colon. `? ` begins a key in YAML.
fn is_yaml(line: &str) -> bool {
    line.contains(':')
        || line.starts_with(['{', '[', '%', '&', '!'])
        || ["---", "? "].iter().any(|mark| line.starts_with(mark))
}

/// Fills a draft and gathers the problems on the way.
struct Reader<'a> {
    text: &'a SourceText,
    questionnaire: &'a Questionnaire,
    reading: Reading,
}

impl Reader<'_> {
    fn lines(&mut self) {
        let mut questions = self.questionnaire.questions();
        for (index, line) in lines(self.text.as_str()).enumerate() {
            let word = significant(line);
            if word.is_empty() {
                continue;
            }
            let indent = line.chars().take_while(|c| c.is_whitespace()).count();
            let span = Span {
                line: index + 1,
                column: 1 + indent,
                length: word.chars().count(),
            };
            let Some((question, _)) = questions.next() else {
                let questions = self.questionnaire.questions().len();
                return self.diagnose(span, DiagnosticKind::TooManyLines { questions });
            };
            self.answer(question, word, span);
        }
    }

    fn yaml(&mut self, root: &Node) {
        match shape(root) {
            Shape::Bare => self.answers(root, "an answers document"),
            Shape::Document => self.document(root),
            Shape::Questionnaire => {
                // A mapping begins at a point; one character is shown there.
                let span = Span {
                    length: 1,
                    ..root.span
                };
                self.diagnose(span, DiagnosticKind::Questionnaire);
            }
            Shape::Misspelt(Node { value, span }) => {
                let Value::Scalar(key) = value else { return };
                let kind = DiagnosticKind::UnknownKey {
                    key: key.clone(),
                    nearest: Some("answers".to_owned()),
                    known: KEYS,
                };
                self.diagnose(*span, kind);
            }
        }
    }

    fn document(&mut self, root: &Node) {
        let diagnostics = &mut self.reading.diagnostics;
        let text = self.text;
        let fields = Fields::of(text, root, "an answers document", KEYS, diagnostics);
        let Some(fields) = fields else { return };
        self.reading.draft.respondent.name = self.field(&fields, "name", |reader, name, span| {
            match Limit::Name.check("`name`", name) {
                Ok(()) => Some(name.to_owned()),
                Err(kind) => reader.none(span, || kind),
            }
        });
        self.reading.draft.respondent.team = self.field(&fields, "team", |reader, name, span| {
            let questionnaire = reader.questionnaire;
            let team = questionnaire.team(name);
            team.or_else(|| reader.none(span, || unknown_team(name, questionnaire)))
        });
        self.reading.draft.date = self.field(&fields, "date", |reader, date, span| {
            let parsed = date.parse::<Date>().ok();
            parsed.or_else(|| reader.none(span, || DiagnosticKind::BadDate(date.to_owned())))
        });
        if let Some(answers) = fields.get("answers") {
            self.answers(answers, "`answers`");
        }
        if let Some(notes) = fields.get("notes") {
            self.notes(notes);
        }
    }

    /// The value of a key, if it is there and says something.
    fn field<'n, T>(
        &mut self,
        fields: &Fields<'n>,
        key: &str,
        read: impl FnOnce(&mut Self, &'n str, Span) -> Option<T>,
    ) -> Option<T> {
        let node = fields.get(key)?;
        let text = self.scalar(node, &format!("`{key}`"))?;
        read(self, text, node.span)
    }

    fn answers(&mut self, node: &Node, what: &str) {
        for (question, value) in self.by_question(node, what) {
            if let Some(word) = self.scalar(value, "an answer") {
                self.answer(question, word, value.span);
            }
        }
    }

    fn notes(&mut self, node: &Node) {
        for (question, value) in self.by_question(node, "`notes`") {
            let Some(text) = self.scalar(value, "a note") else {
                continue;
            };
            match Limit::Note.check("a note", text) {
                Ok(()) => self.reading.draft.set_note(question, text.to_owned()),
                Err(kind) => self.diagnose(value.span, kind),
            }
        }
    }

    /// The values of a mapping by question; none of one that nobody has begun to fill in.
    fn by_question<'n>(&mut self, node: &'n Node, what: &str) -> Vec<(QuestionIndex, &'n Node)> {
        if node.value == Value::Empty {
            return Vec::new();
        }
        let entries = yaml::entries(self.text, node, what, &mut self.reading.diagnostics);
        let entries = entries.unwrap_or_default().into_iter();
        let known = entries.filter_map(|(Key { text: id, span }, value)| {
            let question = self.questionnaire.question(id);
            let questionnaire = self.questionnaire;
            let question =
                question.or_else(|| self.none(span, || unknown_question(id, questionnaire)));
            Some((question?, value))
        });
        known.collect()
    }

    fn scalar<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n str> {
        yaml::optional_scalar(self.text, Some(node), what, &mut self.reading.diagnostics)
    }

    fn answer(&mut self, question: QuestionIndex, word: &str, span: Span) {
        let questionnaire = self.questionnaire;
        match questionnaire.words().answer(word) {
            Some(answer) => self.reading.draft.set(question, answer),
            None => {
                self.reading.spoiled.push(question);
                self.none::<()>(span, || not_an_answer(word, questionnaire));
            }
        }
    }

    fn diagnose(&mut self, span: Span, kind: DiagnosticKind) {
        self.none::<()>(span, || kind);
    }

    /// Adds a problem, which is described only if it will be shown, in the place of a value.
    fn none<T>(&mut self, span: Span, kind: impl FnOnce() -> DiagnosticKind) -> Option<T> {
        let text = self.text;
        self.reading
            .diagnostics
            .add(|| Diagnostic::at(text, span, kind()));
        None
    }
}

/// What a YAML document is.
enum Shape<'a> {
    /// Nothing but an answer behind each question's id.
    Bare,
    /// Answers under `answers`, with who gave them.
    Document,
    /// The other kind of file, which is easily found where answers are looked for.
    Questionnaire,
    /// A document whose answers stand under another key, which comes near to `answers`.
    Misspelt(&'a Node),
}

/// Where `answers` is a question's id, a bare document has an answer behind it.
fn shape(root: &Node) -> Shape<'_> {
    let Value::Mapping(entries) = &root.value else {
        return Shape::Bare;
    };
    let value = |name: &str| entries.iter().find(|(key, _)| key.is(name));
    match value("answers") {
        Some((_, answers)) if matches!(answers.value, Value::Scalar(_)) => return Shape::Bare,
        Some(_) => return Shape::Document,
        None => {}
    }
    if value("questions").is_some() && value("teams").is_some() {
        return Shape::Questionnaire;
    }
    let is_misspelt = |key: &Node| match &key.value {
        Value::Scalar(key) => nearest(key, ["answers"]).is_some(),
        _ => false,
    };
    let misspelt = entries
        .iter()
        .find(|(key, value)| is_misspelt(key) && matches!(value.value, Value::Mapping(_)));
    misspelt.map_or(Shape::Bare, |(key, _)| Shape::Misspelt(key))
}
