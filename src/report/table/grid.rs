//! The table as a grid, where its columns have room side by side.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width,
};
use console::{Style, measure_text_width};

use super::{Sheet, style};
use crate::report::page::{Cell, Column, Row, Table};

/// The space between two columns.
const GAP: usize = 2;

/// The columns that a text must have before it is wrapped.
const TEXT_AT_LEAST: usize = 14;

/// A table laid out: its cells as they are shown, and what each column needs.
pub(super) struct Grid<'a> {
    sheet: &'a Sheet,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    least: Vec<usize>,
}

impl<'a> Grid<'a> {
    pub(super) fn new(sheet: &'a Sheet, table: &Table) -> Self {
        let columns: Vec<&Column> = table.printed_columns().collect();
        let mut rows = Vec::new();
        for section in &table.sections {
            if let Some(heading) = &section.heading {
                let heading = sheet.paint(&sheet.safe(heading), &Style::new().bold());
                rows.push([heading].into_iter().collect());
            }
            rows.extend(section.rows.iter().map(|row| cells(sheet, row)));
        }
        let least = |index| least(table, index, sheet.options.unicode);
        Self {
            header: columns
                .iter()
                .map(|column| sheet.paint(&sheet.safe(&column.title), &style(column.tone).bold()))
                .collect(),
            least: (0..columns.len()).map(least).collect(),
            rows,
            sheet,
        }
    }

    /// Whether every column has the room it needs.
    pub(super) fn fits(&self) -> bool {
        let gaps = GAP * self.least.len().saturating_sub(1);
        let least: usize = self.least.iter().sum();
        !self.sheet.is_narrow() && least + gaps <= self.room()
    }

    pub(super) fn lines(&self) -> Vec<String> {
        let mut table = comfy_table::Table::new();
        let rule = if self.sheet.options.unicode {
            '─'
        } else {
            '-'
        };
        table
            .load_style(TableStyle::new().header_separator(LineStyle::none().fill(rule)))
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(self.room()).unwrap_or(u16::MAX))
            .set_header(&self.header);
        for row in &self.rows {
            table.add_row(row);
        }
        for (column, least) in table.column_iter_mut().zip(&self.least) {
            let padding = if column.index + 1 == self.least.len() {
                0
            } else {
                GAP
            };
            let least = u16::try_from(least + padding).unwrap_or(u16::MAX);
            column
                .set_padding((0, u16::try_from(padding).unwrap_or_default()))
                .set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)))
                .set_cell_alignment(CellAlignment::Left);
        }
        let indent = self.sheet.indent(1);
        table
            .lines()
            .map(|line| format!("{indent}{line}"))
            .collect()
    }

    fn room(&self) -> usize {
        let indent = self.sheet.indent(1).len();
        self.sheet.options.width.saturating_sub(indent)
    }
}

fn cells(sheet: &Sheet, row: &Row) -> Vec<String> {
    let shown = |cell: &Cell| match cell.marks.is_empty() {
        true => sheet.paint(&sheet.safe(&cell.text), &style(cell.tone)),
        false => sheet.paint(&cell.line(sheet.options.unicode), &style(cell.tone)),
    };
    row.cells.iter().map(shown).collect()
}

/// The columns below which a column cannot be read: marks are never wrapped, a text has room for
/// a few words.
fn least(table: &Table, index: usize, unicode: bool) -> usize {
    let rows = table.sections.iter().flat_map(|section| &section.rows);
    let cells = rows.filter_map(|row| row.cells.get(index));
    let least = cells.map(|cell| {
        let width = measure_text_width(&cell.line(unicode));
        if cell.marks.is_empty() {
            width.min(TEXT_AT_LEAST)
        } else {
            width
        }
    });
    let header = table.printed_columns().nth(index);
    let header = header.map_or(0, |column| {
        measure_text_width(&column.title).min(TEXT_AT_LEAST)
    });
    least.max().unwrap_or_default().max(header)
}
