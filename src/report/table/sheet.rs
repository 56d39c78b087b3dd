//! A sheet of lines in one width: headings, paragraphs, tables, and lists where a table has no
//! room.

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use console::{Style, measure_text_width};

use super::INDENT;
use crate::{report::RenderOptions, text::wrap};

/// The columns that needs must have where they wrap; other cells never do.
const NEED_AT_LEAST: usize = 12;

/// The space between two columns of a table.
const GAP: u16 = 2;

/// Up to this many columns a list reads better than a table.
pub(super) const LIST_UP_TO: usize = 40;

/// The lines of a report as they come.
pub(super) struct Sheet {
    pub(super) options: RenderOptions,
    pub(super) lines: Vec<String>,
}

impl Sheet {
    pub(super) fn heading(&mut self, text: &str) {
        let style = Style::new().bold();
        for line in wrap(text, self.options.width) {
            let line = self.paint(&line, &style);
            self.lines.push(line);
        }
    }

    pub(super) fn styled(&mut self, text: &str, style: &Style) {
        for line in wrap(text, self.room()) {
            let line = format!("{INDENT}{}", self.paint(&line, style));
            self.lines.push(line);
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.hanging(INDENT, text);
    }

    /// Text behind a beginning, its further lines as far in as its first.
    pub(super) fn hanging(&mut self, start: &str, text: &str) {
        let indent = measure_text_width(start);
        let room = self.options.width.saturating_sub(indent);
        for (index, line) in wrap(text, room).into_iter().enumerate() {
            let start = if index == 0 {
                start.to_owned()
            } else {
                " ".repeat(indent)
            };
            self.lines.push(start + &line);
        }
    }

    pub(super) fn blank(&mut self) {
        self.lines.push(String::new());
    }

    /// The text in a style, where there is colour at all.
    pub(super) fn paint(&self, text: &str, style: &Style) -> String {
        if self.options.color && !text.is_empty() {
            style.clone().force_styling(true).apply_to(text).to_string()
        } else {
            text.to_owned()
        }
    }

    /// The columns right of the indent.
    pub(super) fn room(&self) -> usize {
        self.options.width.saturating_sub(INDENT.len())
    }

    /// Whether a table can be read in this width, with nothing wrapped but a need here and there.
    pub(super) fn holds(&self, header: &[&str], rows: &[Vec<String>]) -> bool {
        let fits = natural_width(header, rows) <= self.room();
        let wraps = self.room_for_needs(header, rows) >= NEED_AT_LEAST;
        self.options.width > LIST_UP_TO && (fits || wraps)
    }

    /// The columns that are left for the needs beside all other cells, each in one line.
    fn room_for_needs(&self, header: &[&str], rows: &[Vec<String>]) -> usize {
        let others: Vec<_> = rows.iter().map(|row| row[1..].to_vec()).collect();
        let others = natural_width(&header[1..], &others) + usize::from(GAP);
        self.room().saturating_sub(others)
    }

    /// A table whose needs wrap where they must. The library does not do it: told a width, it
    /// breaks any cell, even where all would just fit.
    pub(super) fn grid(&mut self, header: &[&str], rows: &[Vec<String>]) {
        let room = self.room_for_needs(header, rows);
        let mut table = Table::new();
        table
            .load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')))
            .set_content_arrangement(ContentArrangement::Disabled)
            .set_header(
                header
                    .iter()
                    .map(|name| self.paint(name, &Style::new().bold()))
                    .collect::<Vec<_>>(),
            );
        for row in rows {
            let need = wrap(&row[0], room).join("\n");
            table.add_row([&need].into_iter().chain(&row[1..]));
        }
        for column in table.column_iter_mut() {
            column
                .set_padding((0, GAP))
                .set_cell_alignment(CellAlignment::Left);
        }
        if let Some(last) = table.column_mut(header.len() - 1) {
            last.set_padding((0, 0));
        }
        self.lines
            .extend(table.lines().map(|line| format!("{INDENT}{line}")));
    }

    /// A paragraph a row: the first cell, and the others under it with their names.
    pub(super) fn list(&mut self, header: &[&str], rows: &[Vec<String>]) {
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                self.blank();
            }
            for (column, cell) in row.iter().enumerate() {
                let name = header.get(column).copied().unwrap_or_default();
                match column {
                    0 => self.text(cell),
                    _ if cell.is_empty() => {}
                    _ => self.hanging("    ", &format!("{name}: {cell}")),
                }
            }
        }
    }
}

/// How wide a table is whose cells all stand in one line.
pub(super) fn natural_width(header: &[&str], rows: &[Vec<String>]) -> usize {
    let columns: usize = (0..header.len())
        .map(|column| {
            let cells = rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| measure_text_width(cell));
            cells
                .chain([measure_text_width(header[column])])
                .max()
                .unwrap_or_default()
        })
        .sum();
    columns + usize::from(GAP) * header.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_as_wide_as_its_widest_cells_and_the_gaps_between() {
        let rows = [
            vec!["日本".to_owned(), "\u{1b}[36mno\u{1b}[0m".to_owned()],
            vec!["a".to_owned(), "yes".to_owned()],
        ];
        assert_eq!(natural_width(&["N", "A"], &rows), 4 + 2 + 3);
        assert_eq!(natural_width(&["Needs", "Answer"], &[]), 5 + 2 + 6);
    }
}
