//! A page for a browser or a printer: one file that loads nothing and runs nothing.

#[cfg(test)]
mod tests;

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use maud::{DOCTYPE, Markup, PreEscaped, Render, html};
use unicode_normalization::char::is_combining_mark;

use super::page::{Cell, Entry, Page, Row, Sign, Table, Task, Tone, join};
use crate::text::one_line;

/// Up to this many columns a page has room for beside each other.
const SIDE_BY_SIDE: usize = 8;

/// How many hues the style has.
const HUES: usize = 6;

const STYLE: &str = include_str!("html/page.css");

/// Lets the page's own style be used, told by the SHA-256 of its text, and nothing else. A test
/// computes it anew and says what to write here.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; \
     style-src 'sha256-4Fn8iUzP6yiZcpdapcRCBha5PrWiuria2IX5tPvDk3M='";

pub(super) fn write(page: &Page, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", render(page).0)
}

fn render(page: &Page) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(Shown(page.language.as_deref().unwrap_or("en"))) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(CONTENT_SECURITY_POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (Shown(&join([page.title.clone(), page.label.clone()], " · "))) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    p .about {
                        (Shown(&page.title))
                        @if !page.label.is_empty() { span .label { (Shown(&page.label)) } }
                    }
                    h1 { (Shown(&page.headline)) }
                    @for paragraph in &page.summary { p { (Shown(paragraph)) } }
                }
                main { @for table in &page.tables { (self::table(table)) } }
            }
        }
    }
}

fn table(table: &Table) -> Markup {
    let columns = table.columns.len() + usize::from(table.tasks.is_some());
    html! {
        table class=[(table.columns.len() > SIDE_BY_SIDE).then_some("stacked")] {
            thead { tr {
                @for column in &table.columns {
                    th scope="col" class=[hue(column.tone)] { (Shown(&column.title)) }
                }
                @if let Some(tasks) = table.tasks { th scope="col" { (tasks) } }
            } }
            @for section in &table.sections {
                tbody {
                    @if let Some(heading) = section.heading {
                        tr .section { th colspan=(columns) scope="rowgroup" { (heading) } }
                    }
                    @for row in &section.rows { (self::row(table, row)) }
                }
            }
        }
        @if !table.legend.is_empty() || !table.legend_note.is_empty() {
            p .legend {
                @for (sign, word) in &table.legend { span { b { (sign.text(true)) } " " (Shown(word)) } }
                span { (Shown(&table.legend_note)) }
            }
        }
    }
}

fn row(table: &Table, row: &Row) -> Markup {
    let cells = table.columns.iter().zip(&row.cells).enumerate().skip(1);
    let last = row.cells.len().saturating_sub(1);
    html! {
        tr {
            th scope="row" {
                (Shown(row.name()))
                @if !row.question.is_empty() { span .question { (Shown(&row.question)) } }
            }
            @for (index, (column, cell)) in cells {
                // The label stands before a cell where no header stands above it.
                td data-label=[(!column.is_sentence).then_some(Shown(&column.title))]
                    class=[hue(cell.tone).or(hue(column.tone))] {
                    @if row.is_drawn { (picture(table, cell)) } @else { (self::cell(cell)) }
                    @if index == last { (notes(&row.notes)) }
                }
            }
            @if table.tasks.is_some() { td .task { (task(row.task.as_ref())) } }
        }
    }
}

fn cell(cell: &Cell) -> Markup {
    let marks = cell.marks(true);
    html! {
        @if !marks.is_empty() { span .marks aria-hidden="true" { (marks) } " " }
        @if !cell.text.is_empty() { span .text { (Shown(&cell.text)) } }
        @for part in &cell.parts {
            span .part {
                b { (Shown(&part.word)) }
                @if !part.names.is_empty() { " " (Shown(&part.names)) }
            }
        }
    }
}

/// A cell's signs side by side, filled ones high and hollow ones low, with what they say in words.
fn picture(table: &Table, cell: &Cell) -> Markup {
    let Some(signs) = cell.signs().filter(|signs| !signs.is_empty()) else {
        return self::cell(cell);
    };
    let words = table.legend.iter().map(|(sign, word)| (cell.count(*sign), word));
    let words = words.filter(|(count, _)| *count > 0);
    let label = join(words.map(|(count, word)| format!("{count} {word}")), ", ");
    let width = 10 * signs.len();
    html! {
        svg role="img" aria-label=(Shown(&label)) width=(width) height="24" fill="currentColor" stroke="currentColor" {
            @for (x, sign) in (5..width).step_by(10).zip(signs) {
                @match sign {
                    Sign::Filled => circle cx=(x) cy="5" r="3.5" {},
                    Sign::Hollow => circle cx=(x) cy="19" r="3.5" fill="none" {},
                    Sign::Dash => path d=(format!("M{} 12h7", x - 3)) {},
                    Sign::Dot => circle cx=(x) cy="12" r="0.5" {},
                }
            }
        }
    }
}

fn notes(notes: &[Entry]) -> Markup {
    html! {
        @for note in notes {
            p .note {
                @if !note.name.is_empty() {
                    span class=[hue(note.tone)] { (Shown(&note.name)) } ": "
                }
                (Shown(&note.text))
            }
        }
    }
}

/// What is to be done, with lines to write on for what is not known yet.
fn task(task: Option<&Task>) -> Markup {
    let blank = || html! { span .blank {} };
    let Some(task) = task else {
        return html! { (blank()) (blank()) };
    };
    html! {
        @if let Some(owner) = &task.owner { b { (Shown(owner)) } } @else if task.is_to_do { (blank()) }
        @if let Some(by) = &task.by { " by " (Shown(by)) }
        @if let Some(promise) = &task.promise { span .promise { (Shown(promise)) } }
    }
}

fn hue(tone: Tone) -> Option<String> {
    match tone {
        Tone::Plain => None,
        Tone::Soft => Some("soft".to_owned()),
        Tone::Hue(number) => Some(format!("hue-{}", number % HUES)),
    }
}

/// A text from a file in one line, which neither steers nor becomes part of the page. A combining
/// mark at its beginning would join the tag before it once somebody normalises the page.
struct Shown<'a>(&'a str);

impl Render for Shown<'_> {
    fn render_to(&self, page: &mut String) {
        let text = one_line(self.0);
        let rest = text.trim_start_matches(is_combining_mark);
        for mark in text[..text.len() - rest.len()].chars() {
            // Writing into a string cannot fail.
            let _ = write!(page, "&#x{:x};", u32::from(mark));
        }
        rest.render_to(page);
    }
}
