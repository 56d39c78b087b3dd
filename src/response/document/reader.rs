//! A document of any of its shapes as a draft, with everything that is wrong with it.

use jiff::civil::Date;

use super::{KEYS, Reading, answer, question, team};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText, Span},
    questionnaire::{QuestionIndex, Questionnaire},
    response::Draft,
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
    let draft = Draft::new(questionnaire);
    let reading = Reading {
        draft,
        diagnostics: Diagnostics::default(),
        spoiled: Vec::new(),
    };
    let mut reader = Reader {
        text,
        questionnaire,
        reading,
    };
    match text
        .as_str()
        .lines()
        .map(significant)
        .find(|line| !line.is_empty())
    {
        None => {}
        Some(first) if is_yaml(first) => reader.yaml(&yaml::read(text)?),
        Some(_) => reader.lines(),
    }
    reader.reading.diagnostics.sort();
    Ok(reader.reading)
}

/// A line without its comment and the space around it.
fn significant(line: &str) -> &str {
    let line = line.trim();
    let comment = if line.starts_with('#') {
        Some(0)
    } else {
        line.find(" #")
    };
    line[..comment.unwrap_or(line.len())].trim_end()
}

/// Whether a document that begins with this line is YAML or JSON; what else it may be is one
/// answer a line, and no answer has a colon.
fn is_yaml(line: &str) -> bool {
    line.contains(':') || line.starts_with(['{', '[', '%', '&', '!']) || line.starts_with("---")
}

/// Whether this is the other kind of file, which is easily found where answers are looked for.
fn is_a_questionnaire(root: &Node) -> bool {
    let Value::Mapping(entries) = &root.value else {
        return false;
    };
    let has = |key: &str| {
        entries
            .iter()
            .any(|(name, _)| name.value == Value::Scalar(key.to_owned()))
    };
    has("questions") && has("teams") && !has("answers")
}

/// Fills a draft and gathers the problems on the way.
struct Reader<'a> {
    text: &'a SourceText,
    questionnaire: &'a Questionnaire,
    reading: Reading,
}

impl Reader<'_> {
    fn lines(&mut self) {
        let questionnaire = self.questionnaire;
        let mut questions = questionnaire.questions();
        for (index, line) in self.text.as_str().lines().enumerate() {
            let word = significant(line);
            if word.is_empty() {
                continue;
            }
            let column = 1 + line.chars().take_while(|c| c.is_whitespace()).count();
            let span = Span {
                line: index + 1,
                column,
                length: word.chars().count(),
            };
            let Some((question, _)) = questions.next() else {
                let kind = DiagnosticKind::TooManyLines {
                    questions: questionnaire.questions().len(),
                };
                return self.diagnose(span, kind);
            };
            self.answer(question, word, span);
        }
    }

    fn yaml(&mut self, root: &Node) {
        if is_a_questionnaire(root) {
            let span = Span {
                length: 1,
                ..root.span
            };
            return self.diagnose(span, DiagnosticKind::Questionnaire);
        }
        match answers_of(root) {
            Some(_) => self.document(root),
            None => self.answers(root, "an answers document"),
        }
    }

    fn document(&mut self, root: &Node) {
        let text = self.text;
        let Some(fields) = Fields::of(
            text,
            root,
            "an answers document",
            KEYS,
            &mut self.reading.diagnostics,
        ) else {
            return;
        };
        let name = yaml::optional_scalar(
            text,
            fields.get("name"),
            "`name`",
            &mut self.reading.diagnostics,
        );
        self.reading.draft.respondent.name = name.map(str::to_owned);
        self.team(fields.get("team"));
        self.date(fields.get("date"));
        if let Some(answers) = fields.get("answers") {
            self.answers(answers, "`answers`");
        }
        if let Some(notes) = fields.get("notes") {
            self.notes(notes);
        }
    }

    fn team(&mut self, node: Option<&Node>) {
        let Some(name) =
            yaml::optional_scalar(self.text, node, "`team`", &mut self.reading.diagnostics)
        else {
            return;
        };
        match (team(name, self.questionnaire), node) {
            (Ok(team), _) => self.reading.draft.respondent.team = Some(team),
            (Err(kind), Some(node)) => self.diagnose(node.span, kind),
            (Err(_), None) => {}
        }
    }

    fn date(&mut self, node: Option<&Node>) {
        let Some(written) =
            yaml::optional_scalar(self.text, node, "`date`", &mut self.reading.diagnostics)
        else {
            return;
        };
        match (written.parse::<Date>(), node) {
            (Ok(date), _) => self.reading.draft.date = Some(date),
            (Err(_), Some(node)) => {
                self.diagnose(node.span, DiagnosticKind::BadDate(written.to_owned()))
            }
            (Err(_), None) => {}
        }
    }

    fn answers(&mut self, node: &Node, what: &str) {
        self.each_question(node, what, |reader, question, value| {
            if let Some(word) = yaml::optional_scalar(
                reader.text,
                Some(value),
                "an answer",
                &mut reader.reading.diagnostics,
            ) {
                reader.answer(question, word, value.span);
            }
        });
    }

    fn notes(&mut self, node: &Node) {
        self.each_question(node, "`notes`", |reader, question, value| {
            if let Some(note) = yaml::optional_scalar(
                reader.text,
                Some(value),
                "a note",
                &mut reader.reading.diagnostics,
            ) {
                reader.reading.draft.set_note(question, note.to_owned());
            }
        });
    }

    fn each_question(
        &mut self,
        node: &Node,
        what: &str,
        mut each: impl FnMut(&mut Self, QuestionIndex, &Node),
    ) {
        // `answers:` with nothing under it is a sheet that nobody has begun to fill in.
        if node.value == Value::Empty {
            return;
        }
        for (Key { text: id, span }, value) in
            yaml::entries(self.text, node, what, &mut self.reading.diagnostics).unwrap_or_default()
        {
            match question(id, self.questionnaire) {
                Ok(question) => each(self, question, value),
                Err(kind) => self.diagnose(span, kind),
            }
        }
    }

    fn answer(&mut self, question: QuestionIndex, word: &str, span: Span) {
        match answer(word, self.questionnaire) {
            Ok(answer) => self.reading.draft.set(question, answer),
            Err(kind) => {
                self.reading.spoiled.push(question);
                self.diagnose(span, kind);
            }
        }
    }

    fn diagnose(&mut self, span: Span, kind: DiagnosticKind) {
        self.reading
            .diagnostics
            .push(Diagnostic::at(self.text, span, kind));
    }
}

/// The value of `answers`, if this is a whole document. In a bare mapping of ids to answers that
/// key could only be a question's id, with an answer behind it.
fn answers_of(root: &Node) -> Option<&Node> {
    let Value::Mapping(entries) = &root.value else {
        return None;
    };
    let is = |node: &Node, key: &str| node.value == Value::Scalar(key.to_owned());
    let answers = entries
        .iter()
        .find(|(key, _)| is(key, "answers"))
        .map(|(_, value)| value)?;
    (!matches!(answers.value, Value::Scalar(_))).then_some(answers)
}
