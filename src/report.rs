//! The finished assessment as bytes: one file a format.
//!
//! Formats for machines ([`json`], [`csv`]) have their own shapes, which scripts rely on. Formats
//! for people share one [`wording`] and differ in how they lay it out.

pub mod csv;
pub mod html;
pub mod json;
pub mod markdown;
pub mod table;
pub mod wording;

use std::io::{self, Write};

use crate::{council::Assessment, trend::Trend};

/// How a report is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For the terminal.
    #[default]
    Table,
    /// For a page, an issue or a wiki.
    Markdown,
    /// For scripts: everything there is, in a shape that stays.
    Json,
    /// For spreadsheets: one row a need.
    Csv,
    /// For a browser or a printer: one page that needs nothing but itself.
    Html,
}

/// What there is to report.
pub enum Report<'a> {
    /// One council, of one or of many.
    Council(&'a Assessment<'a>),
    /// Several councils side by side.
    Trend(&'a Trend<'a>),
}

/// How much room there is, and whether there is colour. Only the terminal's format heeds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RenderOptions {
    /// Columns, one or more.
    pub width: usize,
    /// Whether to use colour.
    pub color: bool,
}

/// Writes a report.
///
/// # Errors
///
/// What `out` says.
pub fn write(
    report: &Report<'_>,
    format: Format,
    options: RenderOptions,
    out: &mut impl Write,
) -> io::Result<()> {
    match format {
        Format::Table => table::write(report, options, out),
        Format::Markdown => markdown::write(report, out),
        Format::Json => json::write(report, out),
        Format::Csv => csv::write(report, out),
        Format::Html => html::write(report, out),
    }
}

/// How many of `width` columns a share of a whole takes, rounded, but never nothing of something.
fn share(part: u64, whole: u64, width: usize) -> usize {
    if part == 0 || whole == 0 || width == 0 {
        return 0;
    }
    let columns =
        (2 * u128::from(part) * width as u128 + u128::from(whole)) / (2 * u128::from(whole));
    usize::try_from(columns).unwrap_or(width).clamp(1, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_but_never_nothing_of_something() {
        assert_eq!(share(0, 3, 16), 0);
        assert_eq!(share(1, 3, 16), 5);
        assert_eq!(share(2, 3, 16), 11);
        assert_eq!(share(3, 3, 16), 16);
        assert_eq!(share(1, 1000, 16), 1);
        assert_eq!(share(1, 0, 16), 0);
        assert_eq!(share(1, 2, 0), 0);
        assert_eq!(share(u64::MAX, u64::MAX, 16), 16);
    }
}
