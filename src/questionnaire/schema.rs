//! The shape of `questions.yaml` for an editor that completes and checks as one types.
//!
//! The file itself is read by `yaml.rs`, which knows the place of every value; these types
//! are never filled. A schema cannot say everything the reader checks, but what it refuses the
//! reader refuses too.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema};

use super::QUESTIONS_AT_MOST;
use crate::schema::of_read;

/// The JSON Schema of `questions.yaml`.
pub(crate) fn schema() -> Schema {
    of_read::<QuestionsFile>()
}

/// A text in one line: something in it that shows, and nothing that steers what shows it.
const LINE: &str = r"^\s*[^\s\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb][^\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]*\s*$";

/// The questionnaire of `align`: what is asked, which teams may lead, and from when on a need
/// counts as agreed.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    title = "questions.yaml",
    extend("required" = ["title", "teams", "questions"]),
)]
pub(crate) struct QuestionsFile {
    /// What the council is about; the heading of every report.
    pub(crate) title: Line,
    /// From how many percent on, of those who said yes or no, a need counts as agreed; 75 unless
    /// it says otherwise.
    #[schemars(extend("default" = 75))]
    pub(crate) consensus: Percent,
    /// The teams that may lead, two or more: an id, and the label that people read.
    #[schemars(extend("minProperties" = 2, "propertyNames" = {"pattern": "^[a-z0-9-]+$"}))]
    pub(crate) teams: BTreeMap<String, Line>,
    /// The questions in the order in which they are asked, one need each.
    #[schemars(length(min = 1, max = QUESTIONS_AT_MOST))]
    pub(crate) questions: Vec<QuestionEntry>,
}

/// One question, which asks for one need.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    title = "question",
    extend("required" = ["id", "need", "question", "lead"]),
)]
pub(crate) struct QuestionEntry {
    /// What answers and earlier councils hang on: keep it when you only reword the question. Small
    /// letters, digits and hyphens, no id twice.
    pub(crate) id: Id,
    /// The need in two or three words: the label of its row in every report.
    pub(crate) need: Line,
    /// The question as it is asked. Yes must always mean "we need this".
    pub(crate) question: Line,
    /// The id of the team that takes the need on if the answer is yes.
    pub(crate) lead: Id,
    /// What helps to answer, shown on request. It may have several lines.
    pub(crate) help: Lines,
}

/// Small letters, digits and hyphens.
#[derive(JsonSchema)]
#[schemars(extend("type" = ["string", "number"], "pattern" = r"^\s*[a-z0-9-]+\s*$"))]
pub(crate) struct Id(pub(crate) String);

/// Text in one line.
#[derive(JsonSchema)]
#[schemars(extend("type" = ["string", "number", "boolean"], "pattern" = LINE))]
pub(crate) struct Line(pub(crate) String);

/// Text that may have several lines.
#[derive(JsonSchema)]
#[schemars(extend("type" = ["string", "number", "boolean", "null"]))]
pub(crate) struct Lines(pub(crate) String);

/// A whole number of percent from 51 to 100.
#[derive(JsonSchema)]
#[schemars(extend(
    "type" = ["integer", "string"], "minimum" = 51, "maximum" = 100,
    "pattern" = r"^\s*\+?0*(5[1-9]|[6-9][0-9]|100)\s*$",
))]
pub(crate) struct Percent(pub(crate) String);

#[cfg(test)]
mod tests {
    use super::{
        super::yaml::{FILE_KEYS, QUESTION_KEYS},
        *,
    };

    fn keys(schema: &Schema, span: &str) -> Vec<String> {
        let properties = schema.pointer(span).unwrap().as_object().unwrap();
        properties.keys().cloned().collect()
    }

    #[test]
    fn the_schema_and_the_reader_know_the_same_keys() {
        let schema = schema();
        assert_eq!(keys(&schema, "/properties"), FILE_KEYS);
        assert_eq!(
            keys(&schema, "/$defs/QuestionEntry/properties"),
            QUESTION_KEYS
        );
    }
}
