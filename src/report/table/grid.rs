//! The table as a grid, where its columns have room side by side.

use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width};
use console::{Style, measure_text_width};

use super::{NARROW, Sheet, style};
use crate::report::page::{Row, Table};

const GAP: usize = 2;

/// The columns that a text must have before it is wrapped.
const TEXT_AT_LEAST: usize = 14;

/// The lines of the grid, if every column has the room it needs.
pub(super) fn lines(sheet: &Sheet, table: &Table) -> Option<Vec<String>> {
    let least = (0..table.columns.len()).map(|index| least(sheet, table, index));
    let least: Vec<_> = least.collect();
    let taken = least.iter().sum::<usize>() + GAP * least.len().saturating_sub(1);
    let [indent, _] = sheet.indents();
    let room = sheet.options.width.saturating_sub(indent.len());
    if sheet.options.width <= NARROW || taken > room {
        return None;
    }
    let grid = grid(sheet, table, &least, room);
    let lines = grid.lines().map(|line| format!("{indent}{line}"));
    Some(lines.collect())
}

fn grid(sheet: &Sheet, table: &Table, least: &[usize], room: usize) -> comfy_table::Table {
    let rule = if sheet.options.unicode { '─' } else { '-' };
    let header = table.columns.iter();
    let header = header.map(|column| sheet.shown(&column.title, &style(column.tone).bold()));
    let mut grid = comfy_table::Table::new();
    grid.load_style(TableStyle::new().header_separator(LineStyle::none().fill(rule)))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(columns(room))
        .set_header(header.collect::<Vec<_>>());
    for section in &table.sections {
        if let Some(heading) = section.heading {
            grid.add_row([sheet.shown(heading, &Style::new().bold())]);
        }
        grid.add_rows(section.rows.iter().map(|row| cells(sheet, row)));
    }
    for (column, width) in grid.column_iter_mut().zip(least) {
        let is_last = column.index + 1 == least.len();
        let padding = if is_last { 0 } else { GAP };
        let width = Width::Fixed(columns(width + padding));
        column
            .set_padding((0, columns(padding)))
            .set_constraint(ColumnConstraint::LowerBoundary(width));
    }
    grid
}

fn columns(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}

fn cells(sheet: &Sheet, row: &Row) -> Vec<String> {
    let cells = row.cells.iter();
    let shown = cells.map(|cell| sheet.shown(&cell.line(sheet.options.unicode), &style(cell.tone)));
    shown.collect()
}

/// The columns below which a column cannot be read: marks are never wrapped, a text has room for
/// a few words.
fn least(sheet: &Sheet, table: &Table, index: usize) -> usize {
    let title = measure_text_width(&table.columns[index].title);
    let rows = table.sections.iter().flat_map(|section| &section.rows);
    let widths = rows.filter_map(|row| row.cells.get(index)).map(|cell| {
        let width = measure_text_width(&sheet.safe(&cell.line(sheet.options.unicode)));
        let is_text = cell.marks.is_empty();
        if is_text { width.min(TEXT_AT_LEAST) } else { width }
    });
    widths.fold(title.min(TEXT_AT_LEAST), usize::max)
}
