//! A document of any of its shapes as a draft, with everything that is wrong with it.

use jiff::civil::Date;

use super::{KEYS, Reading, date, not_an_answer, team, unknown_question};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, SourceText, Span},
    questionnaire::{Limit, QuestionIndex, Questionnaire, TeamIndex},
    response::Draft,
    text::{lines, nearest},
    yaml::{self, Checker, Key, Node, Value},
};

/// Reads an answers document of any of its shapes. The error is that of a text that is neither YAML
/// nor JSON nor lines, of which nothing can be read.
pub(crate) fn read(
    text: &SourceText,
    questionnaire: &Questionnaire,
) -> Result<Reading, Diagnostic> {
    let mut reader = Reader {
        checker: Checker::new(text),
        questionnaire,
        draft: Draft::new(questionnaire),
        spoiled: Vec::new(),
    };
    let mut significant = lines(text.as_str()).map(significant);
    match significant.find(|line| !line.is_empty()) {
        None => {}
        Some(first) if is_yaml(first) => reader.yaml(&yaml::read(text)?),
        Some(_) => reader.lines(text),
    }
    let Reader { checker, draft, spoiled, .. } = reader;
    Ok(Reading { draft, diagnostics: checker.finish(), spoiled })
}

/// A line without its comment and the space around it.
fn significant(line: &str) -> &str {
    let line = line.trim();
    let comment = if line.starts_with('#') { Some(0) } else { line.find(" #") };
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
    checker: Checker<'a>,
    questionnaire: &'a Questionnaire,
    draft: Draft,
    spoiled: Vec<QuestionIndex>,
}

impl Reader<'_> {
    fn lines(&mut self, text: &SourceText) {
        let mut questions = self.questionnaire.questions();
        for (index, line) in lines(text.as_str()).enumerate() {
            let word = significant(line);
            if word.is_empty() {
                continue;
            }
            let indent = line.chars().take_while(|c| c.is_whitespace()).count();
            let length = word.chars().count();
            let span = Span { line: index + 1, column: 1 + indent, length };
            let Some((question, _)) = questions.next() else {
                let questions = self.questionnaire.questions().len();
                return self.checker.diagnose(span, DiagnosticKind::TooManyLines { questions });
            };
            self.answer(question, word, span);
        }
    }

    fn yaml(&mut self, root: &Node) {
        match (root.get("answers"), misfit(root)) {
            // A question of that id has an answer behind it.
            (Some(answers), _) if answers.scalar().is_none() => self.document(root),
            (None, Some((span, kind))) => self.checker.diagnose(span, kind),
            _ => self.answers(Some(root), "an answers document"),
        }
    }

    fn document(&mut self, root: &Node) {
        let Some(fields) = self.checker.fields(root, "an answers document", KEYS, &[]) else {
            return;
        };
        let name = fields.get("name");
        self.draft.respondent.name = Limit::Name.text(&mut self.checker, name, "`name`");
        self.draft.respondent.team = self.team(fields.get("team"));
        self.draft.date = self.date(fields.get("date"));
        self.answers(fields.get("answers"), "`answers`");
        for (question, value) in self.by_question(fields.get("notes"), "`notes`") {
            let note = Limit::Note.text(&mut self.checker, Some(value), "a note");
            self.draft.set_note(question, note);
        }
    }

    fn team(&mut self, node: Option<&Node>) -> Option<TeamIndex> {
        let name = self.checker.optional_scalar(node, "`team`")?;
        self.checker.keep(node?.span, team(name, self.questionnaire))
    }

    fn date(&mut self, node: Option<&Node>) -> Option<Date> {
        let text = self.checker.optional_scalar(node, "`date`")?;
        self.checker.keep(node?.span, date(text))
    }

    fn answers(&mut self, node: Option<&Node>, what: &str) {
        for (question, value) in self.by_question(node, what) {
            if let Some(word) = self.checker.optional_scalar(Some(value), "an answer") {
                self.answer(question, word, value.span);
            }
        }
    }

    /// The values of a mapping by question; none of one that nobody has begun to fill in.
    fn by_question<'n>(
        &mut self,
        node: Option<&'n Node>,
        what: &str,
    ) -> Vec<(QuestionIndex, &'n Node)> {
        let node = node.filter(|node| node.value != Value::Empty);
        let entries = self.checker.entries(node, what).unwrap_or_default();
        let known = entries.into_iter().filter_map(|(Key { text: id, span }, value)| {
            let questionnaire = self.questionnaire;
            let unknown = || unknown_question(id, questionnaire);
            let question = questionnaire.question(id);
            Some((question.or_else(|| self.checker.fail(span, unknown))?, value))
        });
        known.collect()
    }

    fn answer(&mut self, question: QuestionIndex, word: &str, span: Span) {
        let unknown = || not_an_answer(word, self.questionnaire);
        let answer = self.questionnaire.words.answer(word);
        match answer.or_else(|| self.checker.fail(span, unknown)) {
            Some(answer) => self.draft.set(question, answer),
            None => self.spoiled.push(question),
        }
    }
}

/// What a document without `answers` is in place of a bare one: another kind of file, which is
/// easily found where answers are looked for, or one in which that key is misspelt.
fn misfit(root: &Node) -> Option<(Span, DiagnosticKind)> {
    let other = |what, remedy| Some((root.span, DiagnosticKind::NotRead { what, remedy }));
    if root.get("questions").is_some() && root.get("teams").is_some() {
        return other("a questionnaire", "`--questions` takes it");
    }
    // Where `decisions` is a question's id, an answer stands behind it.
    if root.get("decisions").is_some_and(|node| node.scalar().is_none()) {
        return other(
            "a file of decisions",
            "call it `decisions.yaml`, or name it with `--decisions`",
        );
    }
    let Value::Mapping(entries) = &root.value else {
        return None;
    };
    let of_answers = entries.iter().filter(|(_, value)| matches!(value.value, Value::Mapping(_)));
    let mut keys = of_answers.filter_map(|(key, _)| Some((key.scalar()?, key.span)));
    let (key, span) = keys.find(|(key, _)| nearest(key, ["answers"]).is_some())?;
    let (key, nearest) = (key.to_owned(), Some("answers".to_owned()));
    Some((span, DiagnosticKind::UnknownKey { key, nearest, known: KEYS }))
}
