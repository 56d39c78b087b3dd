//! The JSON Schema of an answers document, filled with the ids, teams and words of a questionnaire,
//! for an editor that completes and checks as one types. What it refuses the reader refuses too.

use serde_json::{Value, json};

use super::Answer;
use crate::questionnaire::{Question, Questionnaire};

#[cfg(test)]
mod tests;

const SCHEMA: &str = include_str!("schema.json");

/// The JSON Schema of an answers document on this questionnaire.
pub(crate) fn schema(questionnaire: &Questionnaire) -> Value {
    // The literal is JSON, by test.
    let mut schema = serde_json::from_str(SCHEMA).unwrap_or_default();
    let teams: Vec<_> = questionnaire.teams().map(|(_, team)| &team.id).collect();
    set(&mut schema, "/$defs/TeamName/anyOf/0/enum", json!(teams));
    for (part, kind) in [("Answers", "AnswerWord"), ("Notes", "Words")] {
        let properties = by_question(questionnaire, kind);
        set(&mut schema, &format!("/$defs/{part}/properties"), properties);
    }
    let words = &questionnaire.words;
    let own: Vec<_> = Answer::ALL.iter().flat_map(|answer| words.of(*answer)).collect();
    if !own.is_empty() {
        // In any case, which a pattern cannot say of words that it does not know.
        let any = json!([{"enum": own}, {"type": ["string", "number", "boolean", "null"]}]);
        set(&mut schema, "/$defs/AnswerWord/anyOf", any);
    }
    schema
}

fn set(schema: &mut Value, pointer: &str, value: Value) {
    if let Some(part) = schema.pointer_mut(pointer) {
        *part = value;
    }
}

/// A property a question, of the kind that `$defs` has under this name.
fn by_question(questionnaire: &Questionnaire, kind: &str) -> Value {
    let property = |question: &Question| {
        json!({
            "title": question.need,
            "description": question.question,
            "$ref": format!("#/$defs/{kind}"),
        })
    };
    let questions = questionnaire.questions();
    questions.map(|(_, question)| (question.id.clone(), property(question))).collect()
}
