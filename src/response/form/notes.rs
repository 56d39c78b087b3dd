//! What was understood of a form that whoever gave it may want to know.

use std::fmt::{self, Display, Formatter};

use crate::{
    grid::Assumed,
    text::{Count, List, Quoted, one_line},
};

/// Why a row is nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    const fn words(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::WithoutAnswer => "without any answer",
            Self::RepeatedHeader => "with the header again",
            Self::Preview => "of a preview or test",
            Self::Partial => "partial",
            Self::Started => "only started",
            Self::Unfinished => "not finished",
            Self::NotSubmitted => "never submitted",
            Self::Rejected => "rejected",
        }
    }
}

/// What was left out, recognised and ignored.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Notes {
    pub(super) assumed: Option<Assumed>,
    /// How many rows were left out, for each reason, in the order they were met.
    pub(super) left_out: Vec<(LeftOut, u64)>,
    /// The column that was taken for the team's by what it holds.
    pub(super) team_column: Option<String>,
    /// The titles of columns that answer no question and are no form tool's own.
    pub(super) ignored: Vec<String>,
}

/// How many columns a note names.
const NAMED_AT_MOST: usize = 12;

impl Notes {
    pub(super) fn leave_out(&mut self, why: LeftOut) {
        match self.left_out.iter_mut().find(|(known, _)| *known == why) {
            Some((_, rows)) => *rows += 1,
            None => self.left_out.push((why, 1)),
        }
    }

    /// Each as a sentence, safe to print.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = String> {
        let encoding = self.assumed.map(|Assumed::Windows1252| {
            "not UTF-8, so it was read as Windows-1252; check the names with accents".to_owned()
        });
        let left_out = (!self.left_out.is_empty()).then(|| LeftOutRows(&self.left_out).to_string());
        let team = self.team_column.as_deref().map(|title| {
            format!(
                "column {} was taken for the team, by what it holds",
                Quoted(one_line(title))
            )
        });
        let ignored = (!self.ignored.is_empty()).then(|| Ignored(&self.ignored).to_string());
        [encoding, left_out, team, ignored].into_iter().flatten()
    }
}

struct LeftOutRows<'a>(&'a [(LeftOut, u64)]);

impl Display for LeftOutRows<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let rows = self.0.iter().map(|(_, rows)| rows).sum();
        let reason = |(why, rows): &(LeftOut, u64)| match self.0.len() {
            1 => why.words().to_owned(),
            _ => format!("{rows} {}", why.words()),
        };
        let reasons: Vec<_> = self.0.iter().map(reason).collect();
        write!(
            f,
            "left out {}: {}",
            Count(rows, "row"),
            List(&reasons, "and")
        )
    }
}

struct Ignored<'a>(&'a [String]);

impl Display for Ignored<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let named = &self.0[..self.0.len().min(NAMED_AT_MOST)];
        let mut columns: Vec<_> = named
            .iter()
            .map(|title| Quoted(one_line(title)).to_string())
            .collect();
        match self.0.len() - named.len() {
            0 => {}
            more => columns.push(format!("{more} more")),
        }
        match columns.len() {
            1 => write!(f, "column {} answers no question", columns[0]),
            _ => write!(f, "columns {} answer no question", List(&columns, "and")),
        }
    }
}
