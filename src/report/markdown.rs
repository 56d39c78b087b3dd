//! A page as Markdown: tables and task lists as GitHub, GitLab and most wikis have them.

mod escape;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use super::page::{Details, Note, Page, Part, Row, Table};
use escape::escape;

/// Writes the page.
///
/// # Errors
///
/// What `out` says.
pub(super) fn write(page: &Page, out: &mut impl Write) -> io::Result<()> {
    let label = page
        .label
        .as_ref()
        .map(|label| format!(" · {}", escape(label)));
    let title = escape(&page.title);
    let mut paragraphs = vec![
        format!("# {title}{}", label.unwrap_or_default()),
        format!("**{}**", escape(&page.headline)),
    ];
    paragraphs.extend(page.summary.iter().map(|text| escape(text)));
    for table in &page.tables {
        self::table(table, &mut paragraphs);
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    writeln!(out, "{}", paragraphs.join("\n\n"))
}

fn table(table: &Table, paragraphs: &mut Vec<String>) {
    match table.is_too_wide() {
        true => paragraphs.push(list(table)),
        false => paragraphs.push(grid(table)),
    }
    paragraphs.push(legend(table));
    for (details, rows) in table.listed() {
        paragraphs.push(format!("## {}", escape(details.heading)));
        let items = rows.iter().enumerate();
        let items = items.map(|(index, row)| item(table, details, index + 1, row));
        paragraphs.push(items.collect::<Vec<_>>().join("\n"));
    }
}

fn grid(table: &Table) -> String {
    let columns = table.printed_columns().count();
    let titles = table.printed_columns().map(|column| escape(&column.title));
    let mut lines = vec![line(titles), line((0..columns).map(|_| "---".to_owned()))];
    for section in &table.sections {
        if let Some(heading) = &section.heading {
            let heading = format!("**{}**", escape(heading));
            let rest = (1..columns).map(|_| String::new());
            lines.push(line([heading].into_iter().chain(rest)));
        }
        let cells = |row: &Row| line(row.cells.iter().map(|cell| escape(&cell.line(true))));
        lines.extend(section.rows.iter().map(cells));
    }
    lines.join("\n")
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// A table too wide to be read as one: each row with a line a cell.
fn list(table: &Table) -> String {
    let mut lines = Vec::new();
    for section in &table.sections {
        let heading = section.heading.iter();
        lines.extend(heading.map(|heading| format!("\n**{}**\n", escape(heading))));
        for row in &section.rows {
            lines.push(format!("- **{}**", escape(row.name())));
            let cells = table.printed_columns().zip(&row.cells).skip(1);
            let cells = cells.filter(|(_, cell)| !cell.line(true).is_empty());
            lines.extend(cells.map(|(column, cell)| {
                format!(
                    "  - {}: {}",
                    escape(&column.title),
                    escape(&cell.line(true))
                )
            }));
        }
    }
    lines.join("\n")
}

fn legend(table: &Table) -> String {
    let signs = table.legend.iter();
    let mut parts: Vec<_> = signs
        .map(|(sign, word)| format!("{} {}", escape(sign.text(true)), escape(word)))
        .collect();
    parts.extend(Some(escape(&table.legend_note)).filter(|note| !note.is_empty()));
    parts.join(" · ")
}

/// What there is to say about a row, as an item of a list; one with a task can be ticked off.
fn item(table: &Table, details: Details, number: usize, row: &Row) -> String {
    let name = format!("**{}**", escape(row.name()));
    let question = row.question.as_ref();
    let question = question.map_or(String::new(), |text| format!(": {}", escape(text)));
    let task = row.task.as_ref().filter(|task| task.is_to_do);
    let mut lines = match (task, details.is_numbered) {
        (Some(task), _) => {
            let owner = task
                .owner
                .as_ref()
                .map(|owner| format!("**{}**: ", escape(owner)));
            let by = task.by.as_ref().map(|by| format!(", by {}", escape(by)));
            let promise = task
                .promise
                .as_ref()
                .map(|text| format!(". {}", escape(text)));
            let [owner, by, promise] = [owner, by, promise].map(Option::unwrap_or_default);
            vec![format!("- [ ] {owner}{}{by}{promise}", escape(row.name()))]
        }
        (None, true) => vec![format!("{number}. {name}{question}")],
        (None, false) => vec![format!("- {name}{question}")],
    };
    // Three columns would do for most readers of Markdown; some want four.
    let indent = "    ";
    let cells = table.printed_columns().zip(&row.cells);
    for (column, cell) in cells.filter(|(_, cell)| !cell.parts.is_empty()) {
        let parts: Vec<_> = cell.parts.iter().map(part).collect();
        let title = escape(&column.title);
        lines.push(format!("{indent}- {title}: {}", parts.join("; ")));
    }
    lines.extend(
        row.notes
            .iter()
            .map(|note| format!("{indent}- {}", self::note(note))),
    );
    lines.join("\n")
}

fn part(part: &Part) -> String {
    match part.names.is_empty() {
        true => escape(&part.word),
        false => format!(
            "**{}** {}",
            escape(&part.word),
            escape(&part.names.join(", "))
        ),
    }
}

fn note(note: &Note) -> String {
    let text = format!("“{}”", escape(&note.text));
    match note.writer() {
        Some(writer) => format!("{}: {text}", escape(&writer)),
        None => text,
    }
}
