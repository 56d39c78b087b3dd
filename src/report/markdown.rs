//! A page as Markdown: tables and task lists as GitHub, GitLab and most wikis have them.

mod escape;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use super::page::{Cell, Details, Note, Page, Part, Row, Sign, Table, Task, join};
use escape::escape;

pub(super) fn write(page: &Page, out: &mut impl Write) -> io::Result<()> {
    let title = join([escape(&page.title), escape(&page.label)], " · ");
    let mut paragraphs = vec![format!("# {title}"), format!("**{}**", escape(&page.headline))];
    paragraphs.extend(page.summary.iter().map(|text| escape(text)));
    for table in &page.tables {
        self::table(table, &mut paragraphs);
    }
    writeln!(out, "{}", join(paragraphs, "\n\n"))
}

fn table(table: &Table, paragraphs: &mut Vec<String>) {
    paragraphs.push(match table.is_too_wide() {
        true => list(table),
        false => grid(table),
    });
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
            let heading = [format!("**{}**", escape(heading))];
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

/// A table too wide to be read as one: each row with a line a cell.
fn list(table: &Table) -> String {
    let mut lines = Vec::new();
    for section in &table.sections {
        let heading = section.heading.iter();
        lines.extend(heading.map(|heading| format!("\n**{}**\n", escape(heading))));
        for row in &section.rows {
            lines.push(format!("- **{}**", escape(row.name())));
            let cells = table.columns.iter().zip(row.cells.iter().map(cell)).skip(1);
            let cells = cells.filter(|(_, cell)| !cell.is_empty());
            lines.extend(
                cells.map(|(column, cell)| format!("  - {}: {cell}", escape(&column.title))),
            );
        }
    }
    lines.join("\n")
}

fn legend(table: &Table) -> String {
    let sign = |(sign, word): &(Sign, String)| format!("{} {}", sign.text(true), escape(word));
    let signs = table.legend.iter().map(sign);
    join(signs.chain([escape(&table.legend_note)]), " · ")
}

/// What there is to say about a row, as an item of a list; one with a task can be ticked off.
fn item(table: &Table, details: Details, number: usize, row: &Row) -> String {
    let name = escape(row.name());
    let question = row.question.as_ref();
    let question = question.map_or(String::new(), |text| format!(": {}", escape(text)));
    let mut lines = vec![match &row.task {
        Some(task) if task.is_to_do => format!("- [ ] {}", self::task(&name, task)),
        _ if details.is_numbered => format!("{number}. **{name}**{question}"),
        _ => format!("- **{name}**{question}"),
    }];
    // Three columns would do for most readers of Markdown; some want four.
    let indent = "    ";
    let cells = table.columns.iter().zip(&row.cells);
    for (column, cell) in cells.filter(|(_, cell)| !cell.parts.is_empty()) {
        let parts: Vec<_> = cell.parts.iter().map(part).collect();
        let title = escape(&column.title);
        lines.push(format!("{indent}- {title}: {}", parts.join("; ")));
    }
    let notes = row.notes.iter().map(note);
    lines.extend(notes.map(|note| format!("{indent}- {note}")));
    lines.join("\n")
}

/// `**Ben**: More closing, by 2026-12-15. Every request is called.`
fn task(name: &str, task: &Task) -> String {
    let owner = task.owner.as_ref().map(|owner| format!("**{}**: ", escape(owner)));
    let by = task.by.as_ref().map(|by| format!(", by {}", escape(by)));
    let promise = task.promise.as_ref().map(|text| format!(". {}", escape(text)));
    let [owner, by, promise] = [owner, by, promise].map(Option::unwrap_or_default);
    format!("{owner}{name}{by}{promise}")
}

fn part(part: &Part) -> String {
    let word = escape(&part.word);
    match part.names.is_empty() {
        true => word,
        false => format!("**{word}** {}", escape(&part.names.join(", "))),
    }
}

fn note(note: &Note) -> String {
    let text = format!("“{}”", escape(&note.text));
    join([escape(&note.writer), text], ": ")
}
