//! What was understood of a form that whoever gave it may want to know.

use std::fmt::{self, Display, Formatter};

use crate::{
    grid::Encoding,
    text::{Count, List, Quoted, one_line},
};

/// Why a row is nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeftOut {
    Blank,
    WithoutAnswer,
    RepeatedHeader,
    Preview,
    Partial,
    Started,
    Unfinished,
    NotSubmitted,
    Rejected,
}

impl LeftOut {
    /// What a form tool's word for the state of a response says.
    pub(super) fn of_status(state: &str) -> Option<Self> {
        Some(match state {
            "survey preview"
            | "survey test"
            | "survey preview spam"
            | "offline survey preview"
            | "preview"
            | "test" => Self::Preview,
            "partial" | "partially completed" | "partially complete" => Self::Partial,
            "started" => Self::Started,
            "incomplete" | "in progress" | "draft" | "unfinished" | "not finished" => {
                Self::Unfinished
            }
            "rejected"
            | "not approved"
            | "validation_status_not_approved"
            | "spam"
            | "disqualified"
            | "screened out"
            | "deleted" => Self::Rejected,
            _ => return None,
        })
    }
}

impl Display for LeftOut {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => "blank",
            Self::WithoutAnswer => "without any answer",
            Self::RepeatedHeader => "with the header again",
            Self::Preview => "of a preview or test",
            Self::Partial => "partial",
            Self::Started => "only started",
            Self::Unfinished => "not finished",
            Self::NotSubmitted => "never submitted",
            Self::Rejected => "rejected",
        })
    }
}

/// What was left out, recognised and ignored.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Notes {
    pub(super) encoding: Option<Encoding>,
    pub(super) header_row: u64,
    /// The ids of questions that no column answers.
    pub(super) without_column: Vec<String>,
    /// How many rows were left out for each reason, in the order they were met.
    pub(super) left_out: Vec<(LeftOut, u64)>,
    /// The column that was taken for the team's by what it holds.
    pub(super) team_column: Option<String>,
    /// The titles of columns that answer no question and are no form tool's own.
    pub(super) ignored: Vec<String>,
}

impl Notes {
    pub(super) fn leave_out(&mut self, why: LeftOut) {
        match self.left_out.iter_mut().find(|(known, _)| *known == why) {
            Some((_, rows)) => *rows += 1,
            None => self.left_out.push((why, 1)),
        }
    }

    /// Each as a sentence, safe to print.
    pub(crate) fn sentences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.encoding == Some(Encoding::Windows1252) {
            sentences.push(
                "read as Windows-1252, since it is not UTF-8; look at names with accents"
                    .to_owned(),
            );
        }
        if self.header_row > 1 {
            sentences.push(format!(
                "row {} is the header; what stands above is no answer",
                self.header_row
            ));
        }
        if let Some(title) = &self.team_column {
            sentences.push(format!(
                "column {} gives the team, by what it holds",
                Quoted(one_line(title))
            ));
        }
        if !self.without_column.is_empty() {
            let ids = named(&self.without_column);
            sentences.push(format!(
                "no column for {}, so it counts as blank",
                List(&ids, "and")
            ));
        }
        if !self.left_out.is_empty() {
            sentences.push(self.left_out_rows());
        }
        if !self.ignored.is_empty() {
            sentences.push(self.ignored_columns());
        }
        sentences
    }

    pub(super) fn left_out_rows(&self) -> String {
        let rows = self.left_out.iter().map(|(_, rows)| rows).sum();
        let reasons: Vec<_> = match &self.left_out[..] {
            [(why, _)] => vec![why.to_string()],
            reasons => reasons
                .iter()
                .map(|(why, rows)| format!("{rows} {why}"))
                .collect(),
        };
        format!("{} left out: {}", Count(rows, "row"), List(&reasons, "and"))
    }

    fn ignored_columns(&self) -> String {
        let titles = named(&self.ignored);
        match titles.len() {
            1 => format!("column {} answers no question", titles[0]),
            _ => format!("columns {} answer no question", List(&titles, "and")),
        }
    }
}

/// The first of some texts, quoted, and how many more there are.
fn named(texts: &[String]) -> Vec<String> {
    const AT_MOST: usize = 12;
    let first = texts.iter().take(AT_MOST);
    let quoted = first.map(|text| Quoted(one_line(text)).to_string());
    let more = texts.len().saturating_sub(AT_MOST);
    quoted
        .chain((more > 0).then(|| format!("{more} more")))
        .collect()
}
