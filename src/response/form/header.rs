//! Finds the header of a form: under titles, in two rows or in three.

use super::title::{self, Names};
use crate::grid::{HEADER_WITHIN, Row};

/// The titles of a form's columns.
pub(super) struct Header {
    pub(super) titles: Vec<Title>,
    pub(super) kind: Kind,
    /// The last of its rows.
    pub(super) row: Row,
    /// Which of the first rows is the first below it.
    pub(super) below: usize,
}

/// Where a title of two rows has which part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One row.
    Plain,
    /// Qualtrics: the question's text, which counts more, and a variable's name.
    TextAndName,
    /// `SurveyMonkey`: the question, and a choice or a row of it.
    QuestionAndChoice,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Title {
    pub(super) text: String,
    /// The variable's name, or the choice.
    pub(super) other: String,
}

impl Title {
    /// The title as messages show it.
    pub(super) fn shown(&self) -> &str {
        match self.text.is_empty() {
            true => &self.other,
            false => &self.text,
        }
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        [self.text.as_str(), &self.other]
            .into_iter()
            .filter(|text| !text.is_empty())
    }
}

/// The header among a form's first rows; none if there is no row at all.
pub(super) fn find(head: &[Row], names: &Names) -> Option<Header> {
    let near = head
        .iter()
        .take_while(|row| row.number <= HEADER_WITHIN)
        .count();
    let near = &head[..near];
    let mut header = match near.iter().position(has_import_ids) {
        Some(last) => qualtrics(&near[..=last]),
        None => by_questions(head, near, names)?,
    };
    header.below += head[header.below..]
        .iter()
        .take_while(|row| is_hxl(row))
        .count();
    Some(header)
}

/// Qualtrics' last header row holds JSON.
fn has_import_ids(row: &Row) -> bool {
    row.filled().any(|cell| cell.starts_with("{\"ImportId\""))
}

fn qualtrics(rows: &[Row]) -> Header {
    let (last, above) = rows
        .split_last()
        .map_or((&rows[0], rows), |(last, above)| (last, above));
    let row = |back: usize| above.len().checked_sub(back).map(|index| &above[index]);
    let (texts, names) = (row(1).unwrap_or(last), row(2));
    Header {
        titles: titles(texts, names),
        kind: Kind::TextAndName,
        row: texts.clone(),
        below: rows.len(),
    }
}

/// The row that asks most questions, or the first where none asks any.
fn by_questions(head: &[Row], near: &[Row], names: &Names) -> Option<Header> {
    let asked = near.iter().map(|row| names.asked_in(row)).enumerate();
    let (best, _) = asked.rev().max_by_key(|(_, asked)| *asked)?;
    let is_second = |index: usize| index > 0 && is_second_row(&head[index - 1], &head[index]);
    let first = if is_second(best) { best - 1 } else { best };
    let has_second = head.len() > first + 1 && is_second(first + 1);
    let second = has_second.then(|| &head[first + 1]);
    Some(Header {
        titles: titles(&head[first], second.map(without_response).as_ref()),
        kind: match has_second {
            true => Kind::QuestionAndChoice,
            false => Kind::Plain,
        },
        row: head[first].clone(),
        below: first + 1 + usize::from(has_second),
    })
}

/// `SurveyMonkey`'s second header row says `Response`, or the choices of a question below its
/// title and the untitled columns behind it.
fn is_second_row(header: &Row, row: &Row) -> bool {
    let is_untitled = |column: usize| header.cell(column).trim().is_empty();
    let is_spread = |column: usize| {
        is_untitled(column) || (column + 1 < header.len() && is_untitled(column + 1))
    };
    let mut filled = (0..row.len())
        .filter(|column| !row.cell(*column).trim().is_empty())
        .peekable();
    let begins_blank = row.cell(0).trim().is_empty() && !is_untitled(0);
    begins_blank
        && filled.peek().is_some()
        && filled.all(|column| is_response(row.cell(column)) || is_spread(column))
}

fn is_response(cell: &str) -> bool {
    let cell = cell.trim().to_lowercase();
    matches!(
        cell.as_str(),
        "response" | "open-ended response" | "antwort" | "offene antwort" | "réponse" | "respuesta"
    )
}

fn without_response(row: &Row) -> Row {
    row.map(|cell| if is_response(cell) { "" } else { cell })
}

/// HXL tags, which `KoboToolbox` and humanitarian tools write below the header.
fn is_hxl(row: &Row) -> bool {
    let mut cells = row.filled().peekable();
    cells.peek().is_some() && cells.all(|cell| cell.starts_with('#') && cell.len() > 1)
}

fn titles(texts: &Row, others: Option<&Row>) -> Vec<Title> {
    let columns = texts.len().max(others.map_or(0, Row::len));
    let title = |column| Title {
        text: texts.cell(column).trim().to_owned(),
        other: others.map_or("", |row| row.cell(column)).trim().to_owned(),
    };
    let mut titles: Vec<_> = (0..columns).map(title).collect();
    while titles.last().is_some_and(|title| title.shown().is_empty()) {
        titles.pop();
    }
    titles
}

impl Header {
    /// A column's title as messages show it.
    pub(super) fn title(&self, column: Option<usize>) -> Option<&str> {
        let title = self.titles.get(column?)?.shown();
        Some(title).filter(|title| !title.is_empty())
    }

    /// Whether a row repeats the header, as where two exports were pasted under each other.
    pub(super) fn is_repeated(&self, row: &Row) -> bool {
        let cells = || {
            self.titles
                .iter()
                .enumerate()
                .filter(|(_, title)| !title.text.is_empty())
        };
        let same = |(column, title): (usize, &Title)| {
            title::plain(row.cell(column)) == title::plain(&title.text)
        };
        cells().next().is_some() && cells().all(same)
    }
}
