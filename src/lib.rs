//! `align` is the council that sales and marketing hold: each person answers a few short questions
//! with yes, no or not sure, each question is one team's to lead, each team is one voice, and what
//! comes out is what the teams agree on, who leads it, and what to talk over.
//!
//! The program is [`run`]; nothing else is public. `cargo doc --document-private-items` shows the
//! modules that are named here.
//!
//! ```
//! use align::{Environment, run};
//!
//! let args = ["align", "check", "examples/council"].map(Into::into);
//! assert_eq!(run(args, &Environment::here()), 0);
//! ```
//!
//! # From arguments to a report
//!
//! Values go one way. Every arrow is one function call.
//!
//! ```text
//! argv ─▶ Context ─▶ Questionnaire ─▶ Response (one or many) ─▶ Assessment ─▶ Page ─▶ bytes
//!         cli        questionnaire    response                  council       report
//! ```
//!
//! A module uses only modules below it in this table, which is the list at the end of this file:
//!
//! | module | what it is for |
//! |---|---|
//! | `cli` | what was typed and what it means here; one file a subcommand |
//! | `report` | an assessment or a trend as bytes; one file a format, one `Page` for all formats for people |
//! | `answer_page` | the page on which people without a terminal answer |
//! | `terminal` | dialogues at a terminal: keys, frames, signals, settings |
//! | `trend` | what changed from council to council |
//! | `council` | the tally, the assessment that follows from it, and the report in JSON that it is written as |
//! | `meeting` | which item is next, what is decided on it, review: a state machine without keys |
//! | `decision` | what a meeting decided, and its file |
//! | `interview` | which question is next, back, review: a state machine without keys |
//! | `response` | answers and who gave them: documents, lines, form exports, their JSON Schema |
//! | `grid` | CSV, TSV and Excel files as rows of text |
//! | `questionnaire` | the questions and the teams, valid by construction |
//! | `yaml`, `json` | text as a tree of values that know their place, and back |
//! | `storage` | reading within limits, writing as a whole or not at all |
//! | `diagnostic` | what can go wrong, where, and what to do about it |
//! | `text` | counts, lists, quoted names, what is safe to show |
//!
//! The modules from `trend` to `response`, and `questionnaire`, take values and return values: they
//! know no file, no terminal, no clock and no environment variable.
//!
//! # Five decisions
//!
//! 1. One respondent is a council of one. There is one tally, one assessment, one report.
//! 2. A partial set of answers is a `Draft`; a `Response` is complete. Only a response can be
//!    tallied.
//! 3. What a file says and what the program believes are two types. The way from the first to the
//!    second gathers every problem, with its place, before it gives up.
//! 4. Closed sets (answers, formats, commands, changes) are enums and a `match`.
//! 5. Answers, decisions and questions are files that a person can read and edit, and nothing else
//!    is kept. A folder of them is a council.

mod cli;
mod report;
mod answer_page;
#[cfg_attr(not(unix), allow(dead_code, reason = "only Unix has the screen"))]
mod terminal;
mod trend;
mod council;
mod meeting;
mod decision;
mod interview;
mod response;
mod grid;
mod questionnaire;
mod yaml;
mod json;
mod storage;
mod diagnostic;
mod text;

/// What must hold for any input, for the property tests and the fuzz targets.
#[cfg(any(test, fuzzing))]
#[path = "../tests/library/checks.rs"]
#[allow(clippy::unwrap_used, clippy::panic, clippy::missing_panics_doc)]
pub mod checks;
#[cfg(test)]
#[path = "../tests/library/json_schema.rs"]
#[allow(clippy::unwrap_used, clippy::panic, unreachable_pub, missing_docs)]
mod json_schema;
#[cfg(test)]
#[path = "../tests/library/properties.rs"]
mod properties;

pub use cli::{Environment, run};
