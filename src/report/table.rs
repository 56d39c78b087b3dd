//! The report for the terminal. Width and colour are told; nothing is looked up.

mod council;
mod sheet;
mod trend;

use std::io::{self, Write};

use console::Style;

use self::sheet::Sheet;
use super::{
    RenderOptions, Report,
    wording::{Page, TrendPage},
};
use crate::questionnaire::TeamIndex;

/// The space left of everything but headings.
const INDENT: &str = "  ";

/// Writes the report.
///
/// # Errors
///
/// What `out` says.
pub fn write(report: &Report<'_>, options: RenderOptions, out: &mut impl Write) -> io::Result<()> {
    let mut sheet = Sheet {
        options,
        lines: Vec::new(),
    };
    match report {
        Report::Council(assessment) => sheet.council(&Page::of(assessment)),
        Report::Trend(trend) => sheet.trend(&TrendPage::of(trend)),
    }
    sheet
        .lines
        .iter()
        .try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}

/// The hue of a team, the same wherever it shows.
fn hue(team: TeamIndex) -> Style {
    match team.position() % 4 {
        0 => Style::new().cyan(),
        1 => Style::new().magenta(),
        2 => Style::new().blue(),
        _ => Style::new().yellow(),
    }
}
