//! The sentences and rows that the formats for people share.
//!
//! A page's texts are finished: escaped, in one line each, and free of any layout. What is left to
//! a format is where they stand and how they look.

mod agenda;
mod council;
mod trend;

use crate::{council::Assessment, questionnaire::TeamIndex, text::one_line};

pub use agenda::Item;
pub use council::{Page, Row, TeamPart, votes};
pub use trend::{TrendCell, TrendPage, TrendRow, change};

/// What stands for a figure or a team where there is none.
pub const NONE: &str = "–";

fn label(assessment: &Assessment<'_>, team: TeamIndex) -> String {
    one_line(&assessment.team(team).label)
}
