//! `decisions.yaml`: what a meeting decided, with the place of everything that is wrong in it.

use jiff::civil::Date;

use super::{Decision, Decisions};
use crate::{
    diagnostic::{DiagnosticKind, Diagnostics, SourceText},
    questionnaire::{Limit, Questionnaire, TeamIndex},
    response::{Answer, Position, document},
    yaml::{self, Checker, Node, Value},
};

pub(super) const FILE_KEYS: &[&str] = &["decisions"];
pub(super) const KEYS: &[&str] = &["answer", "lead", "owner", "by", "promise"];

/// Reads the text of a `decisions.yaml` about this questionnaire, or everything that is wrong with
/// it. An empty one decides nothing.
pub(crate) fn read(
    text: &SourceText,
    questionnaire: &Questionnaire,
) -> Result<Decisions, Diagnostics> {
    let root = yaml::read(text)?;
    let mut reader = Reader { checker: Checker::new(text), questionnaire };
    let decisions = reader.decisions(&root);
    reader.checker.finish().into_result(decisions)
}

/// Decisions as a document that [`read`] reads back to the same ones.
pub(crate) fn write(decisions: &Decisions, questionnaire: &Questionnaire) -> String {
    let decided = questionnaire.questions().filter_map(|(index, question)| {
        let decision = entry(decisions.get(&index)?, questionnaire);
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
    fields.into_iter().filter_map(|(key, value)| Some(format!("    {key}: {}\n", value?))).collect()
}

struct Reader<'a> {
    checker: Checker<'a>,
    questionnaire: &'a Questionnaire,
}

impl Reader<'_> {
    fn decisions(&mut self, root: &Node) -> Decisions {
        let mut decisions = Decisions::new();
        for (key, node) in self.entries(root).unwrap_or_default() {
            let question = document::question(key.text, self.questionnaire);
            let question = self.checker.keep(key.span, question);
            decisions.extend(question.and_then(|question| Some((question, self.decision(node)?))));
        }
        decisions
    }

    fn entries<'n>(&mut self, root: &'n Node) -> Option<Vec<(yaml::Key<'n>, &'n Node)>> {
        if root.value == Value::Empty {
            return None;
        }
        let what = "a decisions document";
        let fields = self.checker.fields(root, what, FILE_KEYS, FILE_KEYS)?;
        let decisions = fields.get("decisions").filter(|node| node.value != Value::Empty);
        self.checker.entries(decisions, "`decisions`")
    }

    fn decision(&mut self, node: &Node) -> Option<Decision> {
        let fields = self.checker.fields(node, "a decision", KEYS, &["answer"])?;
        let answer = self.answer(fields.get("answer"));
        let lead = self.lead(fields.get("lead"));
        let owner = self.owner(fields.get("owner"));
        let by = self.date(fields.get("by"));
        let promise = Limit::Note.text(&mut self.checker, fields.get("promise"), "`promise`");
        Some(Decision { answer: answer?, lead, owner, by, promise })
    }

    fn answer(&mut self, node: Option<&Node>) -> Option<Position> {
        let word = self.checker.scalar(node, "`answer`")?;
        match self.questionnaire.words.answer(word) {
            Some(Answer::Yes) => Some(Position::Yes),
            Some(Answer::No) => Some(Position::No),
            _ => self.checker.fail(node?.span, || DiagnosticKind::NotADecision(word.to_owned())),
        }
    }

    fn lead(&mut self, node: Option<&Node>) -> Option<TeamIndex> {
        let name = self.checker.optional_scalar(node, "`lead`")?;
        self.checker.keep(node?.span, document::team(name, self.questionnaire))
    }

    /// Somebody of the people who are expected to answer, where the questionnaire lists them.
    fn owner(&mut self, node: Option<&Node>) -> Option<String> {
        let name = Limit::Name.text(&mut self.checker, node, "`owner`")?;
        if self.questionnaire.people.is_empty() {
            return Some(name);
        }
        if let Some(person) = self.questionnaire.person(&name) {
            return Some(person.name.clone());
        }
        let nearest = self.questionnaire.nearest_person(&name);
        self.checker.fail(node?.span, || DiagnosticKind::UnknownPerson { name, nearest })
    }

    fn date(&mut self, node: Option<&Node>) -> Option<Date> {
        let date = self.checker.optional_scalar(node, "`by`")?;
        self.checker.keep(node?.span, document::date(date))
    }
}
