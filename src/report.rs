//! The finished assessment as bytes: one file a format.
//!
//! Formats for machines ([`json`], [`csv`]) have their own shapes, which scripts rely on. Formats
//! for people share one [`wording`] and differ in how they lay it out.

pub mod csv;
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
pub struct Look {
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
    look: Look,
    out: &mut impl Write,
) -> io::Result<()> {
    match format {
        Format::Table => table::write(report, look, out),
        Format::Markdown => markdown::write(report, out),
        Format::Json => json::write(report, out),
        Format::Csv => csv::write(report, out),
    }
}
