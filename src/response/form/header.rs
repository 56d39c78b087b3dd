//! Finds the header of a form: under titles, in two rows or in three.

use super::title::{Names, is_one_of};
use crate::grid::{HEADER_WITHIN, Row, RowPlace};

/// The titles of a form's columns.
pub(super) struct Header {
    pub(super) titles: Vec<Title>,
    pub(super) kind: Kind,
    /// Of the row that has the questions.
    pub(super) place: RowPlace,
    /// How many rows stand above the first one below it.
    pub(super) rows: usize,
}

/// What the second row of a header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// There is none.
    Plain,
    /// Qualtrics: the name of a variable, which counts less than the question's text.
    Variable,
    /// `SurveyMonkey`: a choice, or a row of a matrix.
    Choice,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Title {
    pub(super) text: String,
    /// What the second row says.
    pub(super) other: String,
}

impl Title {
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let texts = [self.text.as_str(), &self.other].into_iter();
        texts.filter(|text| !text.is_empty())
    }
}

impl Header {
    /// The header among a form's first rows; none if there is no row at all.
    pub(super) fn find(head: &[Row], names: &Names) -> Option<Self> {
        let near = &head[..head.partition_point(|row| row.place.row <= HEADER_WITHIN)];
        let mut header = match near.iter().position(has_import_ids) {
            // Variables, texts and JSON, of which the first may have been deleted.
            Some(last) => {
                let variables = last.checked_sub(2).map(|at| &near[at]);
                Self::new(&near[last.saturating_sub(1)], variables, Kind::Variable, last + 1)
            }
            None => Self::of_questions(head, near, names)?,
        };
        header.rows += head[header.rows..].iter().take_while(|row| is_hxl(row)).count();
        Some(header)
    }

    /// The row that asks most questions, or the first where none asks any. Of equals the longest
    /// is it, then the first: a question's text beats the name of a variable above it.
    fn of_questions(head: &[Row], near: &[Row], names: &Names) -> Option<Self> {
        let asked = near.iter().map(|row| (names.asked_in(row), row));
        let scores = asked.map(|(asked, row)| (asked, if asked > 0 { row.bytes() } else { 0 }));
        let (best, _) = scores.enumerate().rev().max_by_key(|(_, score)| *score)?;
        let second =
            |first: usize| head.get(first + 1).filter(|row| has_choices(&head[first], row));
        let above = best.checked_sub(1).filter(|above| second(*above).is_some());
        let first = above.unwrap_or(best);
        Some(match second(first) {
            Some(choices) => Self::new(&head[first], Some(choices), Kind::Choice, first + 2),
            None => Self::new(&head[first], None, Kind::Plain, first + 1),
        })
    }

    fn new(texts: &Row, other: Option<&Row>, kind: Kind, rows: usize) -> Self {
        let other = |column| other.map_or("", |row| row.cell(column));
        let other = |column| if is_response(other(column)) { "" } else { other(column) };
        let title =
            |column| Title { text: texts.cell(column).to_owned(), other: other(column).to_owned() };
        let mut titles: Vec<_> = (0..texts.len()).map(title).collect();
        let last = titles.iter().rposition(|title| title.texts().next().is_some());
        titles.truncate(last.map_or(0, |last| last + 1));
        Self { titles, kind, place: texts.place, rows }
    }

    /// A column's title as messages show it; empty where there is none.
    pub(super) fn shown(&self, column: usize) -> &str {
        self.titles.get(column).and_then(|title| title.texts().next()).unwrap_or_default()
    }

    /// Whether a row repeats the header, as where two exports were pasted under each other, the
    /// second with its byte-order mark.
    pub(super) fn is_repeated(&self, row: &Row) -> bool {
        let cell = |column| row.cell(column).trim_start_matches('\u{feff}');
        let mut titles = self.titles.iter().enumerate();
        titles.all(|(column, title)| cell(column).eq_ignore_ascii_case(&title.text))
    }
}

/// Qualtrics' last header row holds JSON.
fn has_import_ids(row: &Row) -> bool {
    row.filled().any(|(_, cell)| cell.starts_with("{\"ImportId\""))
}

/// HXL tags, which `KoboToolbox` and humanitarian tools write below the header.
fn is_hxl(row: &Row) -> bool {
    let is_tag = |(_, cell): (usize, &str)| cell.starts_with('#') && cell.len() > 1;
    !row.is_blank() && row.filled().all(is_tag)
}

/// Whether a row is the second of a header: it says `Response`, or has the choices of a question
/// below its title and the untitled columns behind that.
fn has_choices(header: &Row, row: &Row) -> bool {
    let is_untitled = |column: usize| header.cell(column).is_empty();
    let is_spread =
        |column: usize| is_untitled(column) || column + 1 < header.len() && is_untitled(column + 1);
    let mut filled = row.filled();
    let begins_blank = row.cell(0).is_empty() && !is_untitled(0) && !row.is_blank();
    begins_blank && filled.all(|(column, cell)| is_response(cell) || is_spread(column))
}

fn is_response(cell: &str) -> bool {
    const WORDS: &str = "response|open-ended response|antwort|offene antwort|réponse|respuesta";
    is_one_of(&cell.to_lowercase(), WORDS)
}
