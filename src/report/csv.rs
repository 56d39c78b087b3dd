//! The report as CSV (RFC 4180, lines ending in CRLF): one row a need.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use simd_csv::{ErrorKind, Writer, WriterBuilder};

use super::Report;
use crate::{
    council::{Assessment, Need, Ratio, Verdict},
    text::one_line,
    trend::{Change, Trend},
};

/// Writes the report as CSV.
///
/// # Errors
///
/// What `out` says.
pub fn write(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut csv = WriterBuilder::new().crlf_newlines(true).from_writer(out);
    let written = match report {
        Report::Council(assessment) => council(assessment, &mut csv),
        Report::Trend(trend) => self::trend(trend, &mut csv),
    };
    written.map_err(into_io)?;
    csv.flush()
}

fn into_io(error: simd_csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn council(assessment: &Assessment<'_>, csv: &mut Writer<impl Write>) -> simd_csv::Result<()> {
    csv.write_record([
        "id",
        "need",
        "answer",
        "lead",
        "status",
        "yes",
        "no",
        "unsure",
        "agreement",
        "gap",
    ])?;
    for need in &assessment.needs {
        csv.write_record(row(need, assessment))?;
    }
    Ok(())
}

fn row(need: &Need<'_>, assessment: &Assessment<'_>) -> [String; 10] {
    [
        text(&need.question.id),
        text(&need.question.need),
        verdict(need.verdict).to_owned(),
        need.lead
            .map_or(String::new(), |team| text(&assessment.team(team).id)),
        need.status.word().to_owned(),
        need.votes.yes.to_string(),
        need.votes.no.to_string(),
        need.votes.unsure.to_string(),
        figure(need.agreement),
        figure(need.gap),
    ]
}

fn trend(trend: &Trend<'_>, csv: &mut Writer<impl Write>) -> simd_csv::Result<()> {
    let mut header = vec!["id".to_owned(), "need".to_owned()];
    header.extend(trend.councils.iter().map(|council| text(&council.label)));
    header.push("change".to_owned());
    csv.write_record(&header)?;
    for need in &trend.needs {
        let mut row = vec![text(&need.question.id), text(&need.question.need)];
        row.extend(
            need.verdicts
                .iter()
                .map(|answer| verdict(*answer).to_owned()),
        );
        row.push(need.change.map_or("", Change::word).to_owned());
        csv.write_record(&row)?;
    }
    Ok(())
}

const fn verdict(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(verdict) => verdict.word(),
        None => "",
    }
}

/// A figure as JSON has it too; empty where there is none.
fn figure(ratio: Option<Ratio>) -> String {
    ratio.map_or(String::new(), |ratio| format!("{:?}", ratio.value()))
}

/// A text that a spreadsheet shows and does not compute: one that it would take for a formula is
/// given a leading apostrophe.
fn text(text: &str) -> String {
    let line = one_line(text);
    let formula = line.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let line = if formula {
        Cow::Owned(format!("'{line}"))
    } else {
        Cow::Borrowed(&line)
    };
    line.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_text() {
        assert_eq!(text("=1+1"), "'=1+1");
        assert_eq!(text("\t@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(text("-x"), "'-x");
        assert_eq!(text("a=b"), "a=b");
        assert_eq!(text("a\r\nb\u{7}"), "a b\\u{7}");
    }

    #[test]
    fn a_figure_that_is_none_is_empty() {
        assert_eq!(figure(None), "");
        assert_eq!(figure(Ratio::new(1, 3)), "0.3333333333333333");
        assert_eq!(figure(Ratio::new(1, 1)), "1.0");
    }
}
