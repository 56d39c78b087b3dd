//! `decisions.yaml`: what a meeting decided, with the place of everything that is wrong in it.

use jiff::civil::Date;

use super::{Decision, Decisions};
use crate::{
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, SourceText, Span},
    questionnaire::{Limit, Questionnaire, TeamIndex},
    response::{Answer, Position, document},
    text::nearest,
    yaml::{self, Fields, Node, Value},
};

pub(super) const FILE_KEYS: &[&str] = &["decisions"];
pub(super) const KEYS: &[&str] = &["answer", "lead", "owner", "by", "promise"];

/// Reads the text of a `decisions.yaml` about this questionnaire. An empty one decides nothing.
///
/// # Errors
///
/// Everything that is wrong with it, each with its place.
pub(crate) fn read(
    text: &SourceText,
    questionnaire: &Questionnaire,
) -> Result<Decisions, Diagnostics> {
    let root = yaml::read(text)?;
    let mut reader = Reader {
        text,
        questionnaire,
        diagnostics: Diagnostics::default(),
    };
    let decisions = reader.decisions(&root);
    reader.diagnostics.sort();
    reader.diagnostics.into_result(decisions)
}

/// Decisions as a document that [`read`] reads back to the same ones.
pub(crate) fn write(decisions: &Decisions, questionnaire: &Questionnaire) -> String {
    let decided = questionnaire.questions().filter_map(|(index, question)| {
        let decision = entry(decisions.get(index)?, questionnaire);
        Some(format!("  {}:\n{decision}", yaml::quoted(&question.id)))
    });
    let decided: String = decided.collect();
    match decided.as_str() {
        "" => "decisions: {}\n".to_owned(),
        _ => format!("decisions:\n{decided}"),
    }
}

fn entry(decision: &Decision, questionnaire: &Questionnaire) -> String {
    let lead = decision.lead.map(|team| questionnaire[team].id.as_str());
    let fields = [
        ("answer", Some(decision.answer.word().to_owned())),
        ("lead", lead.map(yaml::quoted)),
        ("owner", decision.owner.as_deref().map(yaml::quoted)),
        ("by", decision.by.map(|date| date.to_string())),
        ("promise", decision.promise.as_deref().map(yaml::quoted)),
    ];
    fields
        .into_iter()
        .filter_map(|(key, value)| Some(format!("    {key}: {}\n", value?)))
        .collect()
}

struct Reader<'a> {
    text: &'a SourceText,
    questionnaire: &'a Questionnaire,
    diagnostics: Diagnostics,
}

impl<'a> Reader<'a> {
    fn decisions(&mut self, root: &'a Node) -> Decisions {
        let mut decisions = Decisions::new(self.questionnaire);
        for (key, node) in self.entries(root).unwrap_or_default() {
            match document::question(key.text, self.questionnaire) {
                Ok(question) => decisions.set(question, self.decision(node)),
                Err(kind) => self.diagnose(key.span, kind),
            }
        }
        decisions
    }

    fn entries(&mut self, root: &'a Node) -> Option<Vec<(yaml::Key<'a>, &'a Node)>> {
        if root.value == Value::Empty {
            return None;
        }
        let (text, diagnostics) = (self.text, &mut self.diagnostics);
        let fields = Fields::of(text, root, "a decisions document", FILE_KEYS, diagnostics)?;
        let node = fields.need("decisions", diagnostics)?;
        if node.value == Value::Empty {
            return None;
        }
        yaml::entries(text, node, "`decisions`", diagnostics)
    }

    /// A decision as far as it is sound: what is not has left a problem behind.
    fn decision(&mut self, node: &'a Node) -> Option<Decision> {
        let fields = Fields::of(self.text, node, "a decision", KEYS, &mut self.diagnostics)?;
        let answer = fields
            .need("answer", &mut self.diagnostics)
            .and_then(|node| self.answer(node));
        let decision = Decision {
            answer: Position::Yes,
            lead: self.lead(fields.get("lead")),
            owner: self.owner(fields.get("owner")),
            by: self.date(fields.get("by")),
            promise: self.text(fields.get("promise"), "`promise`", Limit::Note),
        };
        answer.map(|answer| Decision { answer, ..decision })
    }

    fn answer(&mut self, node: &'a Node) -> Option<Position> {
        let word = yaml::scalar(self.text, node, "`answer`", &mut self.diagnostics)?;
        match self.questionnaire.words().answer(word) {
            Some(Answer::Yes) => Some(Position::Yes),
            Some(Answer::No) => Some(Position::No),
            _ => {
                self.diagnose(node.span, DiagnosticKind::NotADecision(word.to_owned()));
                None
            }
        }
    }

    fn lead(&mut self, node: Option<&'a Node>) -> Option<TeamIndex> {
        let name = self.scalar(node, "`lead`")?;
        match document::team(name, self.questionnaire) {
            Ok(team) => Some(team),
            Err(kind) => self.diagnose_value(node, kind),
        }
    }

    /// Somebody of the people who are expected to answer, where the questionnaire lists them.
    fn owner(&mut self, node: Option<&'a Node>) -> Option<String> {
        let name = self.text(node, "`owner`", Limit::Name)?;
        let people = || self.questionnaire.people();
        if people().len() == 0 {
            return Some(name);
        }
        if let Some(person) = self.questionnaire.person(&name) {
            return Some(self.questionnaire[person].name.clone());
        }
        let names = people().map(|(_, person)| person.name.as_str());
        let nearest = nearest(&name, names).map(str::to_owned);
        self.diagnose_value(node, DiagnosticKind::UnknownPerson { name, nearest })
    }

    fn date(&mut self, node: Option<&'a Node>) -> Option<Date> {
        let written = self.scalar(node, "`by`")?;
        match written.parse() {
            Ok(date) => Some(date),
            Err(_) => self.diagnose_value(node, DiagnosticKind::BadDate(written.to_owned())),
        }
    }

    fn text(&mut self, node: Option<&'a Node>, what: &'static str, limit: Limit) -> Option<String> {
        let text = self.scalar(node, what)?;
        match limit.check(what, text) {
            Ok(()) => Some(text.to_owned()),
            Err(kind) => self.diagnose_value(node, kind),
        }
    }

    fn scalar(&mut self, node: Option<&'a Node>, what: &str) -> Option<&'a str> {
        yaml::optional_scalar(self.text, node, what, &mut self.diagnostics)
    }

    fn diagnose_value<T>(&mut self, node: Option<&Node>, kind: DiagnosticKind) -> Option<T> {
        if let Some(node) = node {
            self.diagnose(node.span, kind);
        }
        None
    }

    fn diagnose(&mut self, span: Span, kind: DiagnosticKind) {
        self.diagnostics.push(Diagnostic::at(self.text, span, kind));
    }
}
