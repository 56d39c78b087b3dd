//! A finished assessment or trend as bytes.
//!
//! Formats for people render one [`page::Page`] and know nothing of councils; formats for machines
//! ([`json`], [`csv`]) have shapes that scripts rely on.

mod csv;
mod html;
pub(crate) mod json;
mod markdown;
pub(crate) mod page;
pub(crate) mod table;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use crate::{council::Assessment, trend::Trend};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For the terminal
    #[default]
    Table,
    /// For a page, an issue or a wiki
    Markdown,
    /// For scripts: everything there is, in a shape that stays
    Json,
    /// For spreadsheets: one row a need
    Csv,
    /// For a browser or a printer: one page that needs nothing but itself
    Html,
}

pub(crate) enum Report<'a> {
    /// One council, of one or of many, and what it is called.
    Council {
        assessment: &'a Assessment<'a>,
        label: Option<&'a str>,
    },
    Trend(&'a Trend),
}

/// How much room there is, and what the terminal can show. Only [`Format::Table`] heeds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RenderOptions {
    /// Columns, one or more.
    pub(crate) width: usize,
    pub(crate) color: bool,
    /// Whether signs outside ASCII can be shown.
    pub(crate) unicode: bool,
}

/// Writes a report. An error is one of `out`.
pub(crate) fn write(
    report: &Report<'_>,
    format: Format,
    options: RenderOptions,
    out: &mut impl Write,
) -> io::Result<()> {
    let page = || match report {
        Report::Council { assessment, label } => page::council::page(assessment, *label),
        Report::Trend(trend) => page::trend::page(trend),
    };
    match (format, report) {
        (Format::Table, _) => table::write(&page(), options, out),
        (Format::Markdown, _) => markdown::write(&page(), out),
        (Format::Html, _) => html::write(&page(), out),
        (Format::Json, Report::Council { assessment, label }) => {
            json::council(assessment, *label, out)
        }
        (Format::Csv, Report::Council { assessment, .. }) => csv::council(assessment, out),
        (Format::Json, Report::Trend(trend)) => json::trend(trend, out),
        (Format::Csv, Report::Trend(trend)) => csv::trend(trend, out),
    }
}
