//! The shape of an answers document for an editor that completes and checks as one types.
//!
//! The file itself is read by [`super::document`], which knows the place of every value; these
//! types are never filled. What the schema refuses the reader refuses too.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use crate::{
    questionnaire::{Question, Questionnaire},
    schema::of_read,
};

/// The JSON Schema of an answers document on this questionnaire: it knows the ids and the teams.
pub(crate) fn schema(questionnaire: &Questionnaire) -> Schema {
    let mut schema = of_read::<AnswersFile>();
    let team_ids: Vec<_> = questionnaire.teams().map(|(_, team)| &team.id).collect();
    set(
        &mut schema,
        "/$defs/TeamName/anyOf/0",
        json!({"enum": team_ids}),
    );
    for (part, kind) in [("Answers", "AnswerWord"), ("Notes", "Words")] {
        let span = format!("/$defs/{part}/properties");
        set(&mut schema, &span, by_question(questionnaire, kind));
    }
    schema
}

fn set(schema: &mut Schema, span: &str, value: Value) {
    if let Some(part) = schema.pointer_mut(span) {
        *part = value;
    }
}

/// A property a question, of the kind that `$defs` has under this name.
fn by_question(questionnaire: &Questionnaire, kind: &str) -> Value {
    let property = |question: &Question| {
        json!({
            "$ref": format!("#/$defs/{kind}"),
            "title": question.need,
            "description": question.question,
        })
    };
    questionnaire
        .questions()
        .map(|(_, question)| (question.id.clone(), property(question)))
        .collect()
}

/// One respondent's answers: a document, or nothing but an answer behind each question's id. Plain
/// text with one answer a line is read too; no schema can describe that.
#[derive(JsonSchema)]
#[schemars(untagged, title = "answers document")]
pub(crate) enum AnswersFile {
    /// The answers, with who gave them and when.
    Document(Document),
    /// Nothing but the answers.
    Bare(Answers),
}

/// The answers, with who gave them and when.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("required" = ["answers"]))]
pub(crate) struct Document {
    /// Who answered. Without it the file's name, without its ending, is the name.
    pub(crate) name: Words,
    /// The team of whoever answered, by id or label. A consultant has none.
    pub(crate) team: TeamName,
    /// The day of the answers, as 2026-11-24.
    pub(crate) date: Day,
    /// An answer behind each question's id.
    pub(crate) answers: Answers,
    /// A word on an answer, behind the question's id.
    pub(crate) notes: Notes,
}

/// An answer behind each question's id. Nothing at all is a form that nobody has begun to fill in.
#[derive(JsonSchema)]
#[schemars(extend(
    "type" = ["object", "null"], "properties" = {}, "additionalProperties" = false,
))]
pub(crate) struct Answers(pub(crate) BTreeMap<String, AnswerWord>);

/// A word on an answer, behind the question's id.
#[derive(JsonSchema)]
#[schemars(extend(
    "type" = ["object", "null"], "properties" = {}, "additionalProperties" = false,
))]
pub(crate) struct Notes(pub(crate) BTreeMap<String, Words>);

/// yes, no or unsure. An editor whose YAML is of version 1.2 takes `yes` for text, an older one for
/// a truth value; both are right. Left empty, the answer is missing.
#[derive(JsonSchema)]
#[schemars(transform = any_answer)]
pub(crate) struct AnswerWord(pub(crate) String);

/// The words that an editor offers, then every other that the reader takes.
fn any_answer(schema: &mut Schema) {
    let offered = json!({"enum": ["yes", "no", "unsure", true, false, 1, 0, null]});
    let read = json!({"type": "string", "pattern": ANSWER});
    any_of(schema, &[offered, read]);
}

/// Every word for an answer in any case, or nothing.
const ANSWER: &str = r"^\s*([Yy]([Ee][Ss])?|[Tt][Rr][Uu][Ee]|[Nn][Oo]?|[Ff][Aa][Ll][Ss][Ee]|[01?]|[Uu][Nn][Ss][Uu][Rr][Ee]|[Nn][Oo][Tt] [Ss][Uu][Rr][Ee]|[Mm][Aa][Yy][Bb][Ee])?\s*$";

/// A team, by id or label.
#[derive(JsonSchema)]
#[schemars(transform = any_team)]
pub(crate) struct TeamName(pub(crate) String);

/// The ids, which an editor offers, then every other text: a label in any case is right too.
fn any_team(schema: &mut Schema) {
    any_of(
        schema,
        &[
            json!({"enum": []}),
            json!({"type": ["string", "number", "boolean", "null"]}),
        ],
    );
}

fn any_of(schema: &mut Schema, kinds: &[Value]) {
    schema.remove("type");
    schema.insert("anyOf".to_owned(), kinds.into());
}

/// A day, as 2026-11-24.
#[derive(JsonSchema)]
#[schemars(extend("type" = ["string", "number", "null"], "format" = "date"))]
pub(crate) struct Day(pub(crate) String);

/// Text.
#[derive(JsonSchema)]
#[schemars(extend("type" = ["string", "number", "boolean", "null"]))]
pub(crate) struct Words(pub(crate) String);

#[cfg(test)]
mod tests {
    use super::{super::document::KEYS, *};

    #[test]
    fn the_schema_and_the_reader_know_the_same_keys() {
        let schema = schema(&Questionnaire::built_in().unwrap());
        let span = "/$defs/Document/properties";
        let known = schema.pointer(span).unwrap().as_object().unwrap();
        assert_eq!(known.keys().collect::<Vec<_>>(), KEYS);
    }

    #[test]
    fn the_schema_has_every_question_and_team() {
        let schema = schema(&Questionnaire::built_in().unwrap());
        for part in ["Answers", "Notes"] {
            let span = format!("/$defs/{part}/properties");
            let properties = schema.pointer(&span).unwrap().as_object().unwrap();
            assert_eq!(properties.len(), 6);
            assert_eq!(properties["closing"]["title"], "More closing");
        }
        let teams = schema.pointer("/$defs/TeamName/anyOf/0/enum").unwrap();
        assert_eq!(*teams, json!(["marketing", "sales"]));
    }

    #[test]
    fn the_schema_offers_some_words_for_an_answer_and_takes_them_all() {
        let schema = schema(&Questionnaire::built_in().unwrap());
        let kinds = schema.pointer("/$defs/AnswerWord/anyOf").unwrap();
        let offered = json!(["yes", "no", "unsure", true, false, 1, 0, null]);
        assert_eq!(kinds[0]["enum"], offered);
        assert_eq!(kinds[1]["pattern"], ANSWER);
    }
}
