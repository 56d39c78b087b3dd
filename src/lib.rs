//! `align` is the council that sales and marketing hold: each person answers a few short
//! questions with yes, no or not sure, each question is one team's to lead, and what comes out is
//! what the company needs now, who takes the reins, and what to talk about.
//!
//! # The house
//!
//! One direction, five values. Every arrow is one function call.
//!
//! ```text
//! argv ─▶ Plan ─▶ Questionnaire ─▶ Response (one or many) ─▶ Assessment ─▶ bytes
//!         cli     questionnaire    response                  council       report
//! ```
//!
//! A room uses only rooms that stand below it in the list of modules, which reads from the door
//! inwards:
//!
//! | room | what it is for |
//! |---|---|
//! | [`cli`] | what was typed, what it means here, one file a subcommand |
//! | [`report`] | the assessment as bytes: one file a format, one wording for people |
//! | [`answer_page`] | the page on which people without a terminal answer |
//! | [`terminal`] | dialogues at a terminal: keys, frames, signals, settings |
//! | [`trend`] | what changed from council to council |
//! | [`council`] | the tally, and the assessment that follows from it |
//! | [`interview`] | which question is next, back, review: a state machine without keys |
//! | [`response`] | answers and who gave them; documents and form exports |
//! | [`questionnaire`] | the questions and the teams, valid by construction |
//! | [`yaml`], [`json`] | text as a tree of values that know their place, and back |
//! | [`storage`] | reading within limits, writing as a whole or not at all |
//! | [`problem`] | what can go wrong, where, and what to do about it |
//! | [`text`] | counts, lists, quoted names, what is safe to show |
//!
//! The middle of the house (questionnaire, response, interview, council, trend) knows no file, no
//! terminal, no clock and no environment: it takes values and returns values.
//!
//! # Five decisions that keep it simple
//!
//! 1. One respondent is a council of one. There is one tally, one assessment, one report.
//! 2. A partial set of answers is a [`Draft`](response::Draft); a [`Response`](response::Response)
//!    is complete. Only a response can be tallied.
//! 3. What a file says and what the program believes are two types. The way from the first to the
//!    second gathers every problem, with its place, before it gives up.
//! 4. Closed sets (answers, formats, commands, changes) are enums and a `match`.
//! 5. The answers document is the only thing that is stored. Files, and git if the team likes, are
//!    the history.
//!
//! # The way through it
//!
//! ```
//! use align::{
//!     council::Tally,
//!     problem::Text,
//!     questionnaire::Questionnaire,
//!     report::{self, Format, RenderOptions, Report},
//!     response::{Missing, document},
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let questionnaire = Questionnaire::built_in().map_err(|_| "it holds")?;
//! let text = SourceText::new("answers", "yes\nno\nno\nyes\nyes\nunsure\n");
//! let reading = document::read(&text, &questionnaire).map_err(|_| "it is text")?;
//! let draft = reading.sound().map_err(|_| "all six are answers")?;
//! let response = draft.complete(Missing::IsAProblem).ok_or("none is missing")?;
//!
//! let mut tally = Tally::new(&questionnaire);
//! tally.add(&response);
//! let assessment = tally.assess();
//! let lead = assessment.summary.lead.ok_or("they are not balanced")?;
//! assert_eq!(questionnaire[lead].label, "Marketing");
//!
//! let mut page = Vec::new();
//! let look = RenderOptions { width: 80, color: false };
//! report::write(&Report::Council(&assessment), Format::Markdown, look, &mut page)?;
//! assert!(String::from_utf8(page)?.contains("**Marketing takes the reins"));
//! # Ok(())
//! # }
//! ```

mod cli;
mod report;
mod answer_page;
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
