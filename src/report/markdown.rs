//! A page as Markdown: tables and task lists as GitHub, GitLab and most wikis have them.

mod escape;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use super::page::{Cell, Details, Page, Row, Sign, Table, join};
use escape::escape;

pub(super) fn write(page: &Page, out: &mut impl Write) -> io::Result<()> {
    let title = join([escape(&page.title), escape(&page.label)], " · ");
    let mut paragraphs = vec![format!("# {title}"), strong(&page.headline)];
    paragraphs.extend(page.summary.iter().map(|text| escape(text)));
    for table in &page.tables {
        self::table(table, &mut paragraphs);
    }
    writeln!(out, "{}", join(paragraphs, "\n\n"))
}

fn table(table: &Table, paragraphs: &mut Vec<String>) {
    paragraphs.push(grid(table));
    paragraphs.push(legend(table));
    for (details, rows) in table.listed() {
        paragraphs.push(format!("## {}", escape(details.heading)));
        let items = rows.iter().enumerate();
        let items = items.map(|(index, row)| item(table, details, index + 1, row));
        paragraphs.push(join(items, "\n"));
    }
}

fn grid(table: &Table) -> String {
    let titles = table.columns.iter().map(|column| escape(&column.title));
    let rule = table.columns.iter().map(|_| "---".to_owned());
    let mut lines = vec![line(titles), line(rule)];
    for section in &table.sections {
        if let Some(heading) = &section.heading {
            let heading = [strong(heading)];
            let rest = table.columns.iter().skip(1).map(|_| String::new());
            lines.push(line(heading.into_iter().chain(rest)));
        }
        lines.extend(section.rows.iter().map(|row| line(row.cells.iter().map(cell))));
    }
    lines.join("\n")
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn cell(cell: &Cell) -> String {
    escape(&cell.line(true))
}

fn legend(table: &Table) -> String {
    let sign = |(sign, word): &(Sign, String)| format!("{} {}", sign.text(true), escape(word));
    let signs = table.legend.iter().map(sign);
    join(signs.chain([escape(&table.legend_note)]), " · ")
}

/// What there is to say about a row, as an item of a list; one with a task can be ticked off.
fn item(table: &Table, details: Details, number: usize, row: &Row) -> String {
    let start = match row.task.as_ref().is_some_and(|task| task.is_to_do) {
        true => "- [ ]".to_owned(),
        false if details.is_numbered => format!("{number}."),
        false => "-".to_owned(),
    };
    let about = join([strong(row.name()), escape(&row.about())], ": ");
    // Three columns would do for most readers of Markdown; some want four.
    let entries = table
        .entries(row)
        .into_iter()
        .map(|entry| format!("    - {}", join([strong(&entry.name), escape(&entry.text)], " ")));
    join([format!("{start} {about}")].into_iter().chain(entries), "\n")
}

fn strong(text: &str) -> String {
    match escape(text) {
        text if text.is_empty() => text,
        text => format!("**{text}**"),
    }
}
