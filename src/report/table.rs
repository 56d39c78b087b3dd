//! A page on a terminal. Width, colour and the signs that can be shown are told; nothing is looked
//! up.

mod grid;

use std::io::{self, Write};

use console::{Style, measure_text_width};

use super::{
    RenderOptions,
    page::{Block, ColumnKind, Details, Note, Page, Part, Row, Table, Task, Tone},
};
use crate::text::{one_line, wrap};

/// Up to this many columns there is no room for indents, and a list reads better than a table.
const NARROW: usize = 40;

/// Writes the page.
///
/// # Errors
///
/// What `out` says.
pub(crate) fn write(page: &Page, options: RenderOptions, out: &mut impl Write) -> io::Result<()> {
    let mut sheet = Sheet {
        options,
        lines: Vec::new(),
    };
    sheet.page(page);
    let lines = sheet.lines.iter().map(|line| line.trim_end());
    lines
        .into_iter()
        .try_for_each(|line| writeln!(out, "{line}"))
}

/// The lines of a report as they come.
struct Sheet {
    options: RenderOptions,
    lines: Vec<String>,
}

impl Sheet {
    fn page(&mut self, page: &Page) {
        self.title(page);
        self.hanging(self.indent(1), &page.headline, &Style::new().bold());
        for paragraph in &page.summary {
            self.hanging(self.indent(1), paragraph, &Style::new());
        }
        for block in &page.blocks {
            self.blank();
            match block {
                Block::Paragraph(text) => self.hanging(self.indent(1), text, &Style::new()),
                Block::Table(table) => self.table(table),
            }
        }
    }

    /// The title, and the label at the right where it has room.
    fn title(&mut self, page: &Page) {
        let title = self.safe(&page.title);
        let label = page.label.as_ref().map(|label| self.safe(label));
        let taken = |text: &String| measure_text_width(text) + 2;
        let Some(label) = label else {
            return self.hanging("", &title, &Style::new().dim());
        };
        match self
            .options
            .width
            .checked_sub(taken(&title) + taken(&label) - 2)
        {
            Some(gap) if !self.is_narrow() => {
                let line = format!("{title}{}{label}", " ".repeat(gap + 2));
                self.lines.push(self.paint(&line, &Style::new().dim()));
            }
            _ => self.hanging("", &format!("{title} · {label}"), &Style::new().dim()),
        }
    }

    fn table(&mut self, table: &Table) {
        let grid = grid::Grid::new(self, table);
        match grid.fits() && !table.is_too_wide() {
            true => {
                let lines = grid.lines();
                self.lines.extend(lines);
            }
            false => self.list(table),
        }
        self.legend(table);
        for (details, rows) in table.listed() {
            self.details(table, details, &rows);
        }
    }

    /// A paragraph a row: its name, and under it each cell behind the name of its column.
    fn list(&mut self, table: &Table) {
        for section in &table.sections {
            if let Some(heading) = &section.heading {
                self.hanging("", heading, &Style::new().bold());
            }
            for row in &section.rows {
                self.list_item(table, row);
            }
            self.blank();
        }
        self.lines.pop();
    }

    fn list_item(&mut self, table: &Table, row: &Row) {
        for (index, (column, cell)) in table.printed_columns().zip(&row.cells).enumerate() {
            let line = cell.line(self.options.unicode);
            let style = style(cell.tone);
            match (index, column.kind) {
                (0, _) => self.hanging(self.indent(1), &line, &style),
                _ if line.is_empty() => {}
                (_, ColumnKind::Value) => {
                    let line = format!("{}: {line}", column.title);
                    self.hanging(self.indent(2), &line, &style);
                }
                _ => self.hanging(self.indent(2), &line, &style),
            }
        }
    }

    fn legend(&mut self, table: &Table) {
        let signs = table.legend.iter();
        let signs = signs.map(|(sign, word)| format!("{} {word}", sign.text(self.options.unicode)));
        let mut signs = signs.collect::<Vec<_>>().join("  ");
        if !signs.is_empty() || !table.legend_note.is_empty() {
            if !signs.is_empty() && !table.legend_note.is_empty() {
                signs.push_str("; ");
            }
            // The signs are safe, and ASCII already where they have to be.
            let text = format!("{signs}{}", self.safe(&table.legend_note));
            self.blank();
            self.wrapped(self.indent(1), &text, &Style::new().dim());
        }
    }

    fn details(&mut self, table: &Table, details: Details, rows: &[&Row]) {
        self.blank();
        self.hanging("", details.heading, &Style::new().bold());
        for (index, row) in rows.iter().enumerate() {
            if index > 0 && self.is_narrow() {
                self.blank();
            }
            let start = match details.is_numbered {
                true => format!("{}{}  ", self.indent(1), index + 1),
                false => self.indent(1).to_owned(),
            };
            let name = self.paint(&self.safe(row.name()), &Style::new().bold());
            let question = row.question.as_ref();
            let question = question.map_or(String::new(), |text| format!(": {}", self.safe(text)));
            self.wrapped(&start, &format!("{name}{question}"), &Style::new());
            self.task(row.task.as_ref());
            self.answers(table, row);
            row.notes.iter().for_each(|note| self.note(note));
        }
    }

    fn task(&mut self, task: Option<&Task>) {
        if let Some(task) = task.map(Task::line).filter(|line| !line.is_empty()) {
            self.hanging(self.indent(2), &task, &Style::new());
        }
    }

    /// What the marks of a row stand for, a line a column.
    fn answers(&mut self, table: &Table, row: &Row) {
        let cells = table.printed_columns().zip(&row.cells);
        let cells: Vec<_> = cells.filter(|(_, cell)| !cell.parts.is_empty()).collect();
        let widths = cells
            .iter()
            .map(|(column, _)| measure_text_width(&self.safe(&column.title)));
        let widest = widths.max().unwrap_or_default();
        for (column, cell) in cells {
            let parts: Vec<_> = cell.parts.iter().map(|part| self.part(part)).collect();
            self.named(&column.title, widest, &parts, column.tone);
        }
    }

    fn part(&self, part: &Part) -> String {
        let word = self.paint(&self.safe(&part.word), &Style::new().bold());
        match part.names.is_empty() {
            true => word,
            false => format!("{word}  {}", self.safe(&part.names.join(", "))),
        }
    }

    fn note(&mut self, note: &Note) {
        let text = self.safe(&format!("“{}”", one_line(&note.text)));
        match note.writer() {
            Some(writer) => self.named(&writer, 0, &[text], note.tone),
            None => self.wrapped(self.indent(2), &text, &Style::new()),
        }
    }

    /// A name in its hue and, behind it, what belongs to it. The parts stand side by side where
    /// they have room.
    fn named(&mut self, name: &str, width: usize, parts: &[String], tone: Tone) {
        let name = self.safe(name);
        let shown = self.paint(&name, &style(tone));
        let start = self.indent(2);
        if self.is_narrow() {
            self.wrapped("", &shown, &Style::new());
            return parts
                .iter()
                .for_each(|part| self.wrapped(start, part, &Style::new()));
        }
        let gap = " ".repeat(width.saturating_sub(measure_text_width(&name)) + 2);
        let mut start = format!("{start}{shown}{gap}");
        let room = self
            .options
            .width
            .saturating_sub(measure_text_width(&start));
        for line in side_by_side(parts, room) {
            self.wrapped(&start, &line, &Style::new());
            start = " ".repeat(measure_text_width(&start));
        }
    }

    fn blank(&mut self) {
        self.lines.push(String::new());
    }

    /// Text from a file behind a beginning, its further lines as far in as its first.
    fn hanging(&mut self, start: &str, text: &str, style: &Style) {
        self.wrapped(start, &self.safe(text), style);
    }

    /// The same with text that is safe to print.
    fn wrapped(&mut self, start: &str, text: &str, style: &Style) {
        let taken = measure_text_width(start);
        // A beginning that leaves too little room stands on a line of its own.
        let (first, taken) = match taken > self.options.width / 2 {
            true => (None, measure_text_width(self.indent(2)).max(2)),
            false => (Some(start), taken),
        };
        let indent = " ".repeat(taken);
        if first.is_none() {
            let lines = wrap(start.trim_end(), self.options.width);
            self.lines.extend(lines);
        }
        let room = self.options.width.saturating_sub(taken);
        for (index, line) in wrap(text, room).into_iter().enumerate() {
            let start = first.filter(|_| index == 0).unwrap_or(&indent);
            self.lines
                .push(format!("{start}{}", self.paint(&line, style)));
        }
    }

    /// One line that obeys nothing, with our own punctuation in ASCII where it has to be.
    fn safe(&self, text: &str) -> String {
        let line = one_line(text);
        if self.options.unicode {
            return line;
        }
        let ascii = |c: char| match c {
            '“' | '”' => "\"".to_owned(),
            '‘' | '’' => "'".to_owned(),
            '–' | '·' | '—' => "-".to_owned(),
            '→' => "->".to_owned(),
            '…' => "...".to_owned(),
            _ => c.to_string(),
        };
        line.chars().map(ascii).collect()
    }

    /// The text in a style, where there is colour at all.
    fn paint(&self, text: &str, style: &Style) -> String {
        match self.options.color && !text.is_empty() {
            true => style.clone().force_styling(true).apply_to(text).to_string(),
            false => text.to_owned(),
        }
    }

    const fn is_narrow(&self) -> bool {
        self.options.width <= NARROW
    }

    /// The space left of text that belongs below other text.
    const fn indent(&self, level: usize) -> &'static str {
        match (level, self.is_narrow()) {
            (0, _) | (1, true) => "",
            (1, false) | (_, true) => "  ",
            (_, false) => "       ",
        }
    }
}

/// As many parts in a line as it has room for; a part is not broken here.
fn side_by_side(parts: &[String], room: usize) -> Vec<String> {
    const GAP: &str = "   ";
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let width = measure_text_width(part) + GAP.len();
        match lines.last_mut() {
            Some(line) if measure_text_width(line) + width <= room => {
                line.push_str(GAP);
                line.push_str(part);
            }
            _ => lines.push(part.clone()),
        }
    }
    lines
}

/// Hues that are told apart on a dark and on a light ground. Neither green nor red is among them:
/// no answer is good or bad.
fn style(tone: Tone) -> Style {
    let style = Style::new();
    match tone {
        Tone::Plain => style,
        Tone::Soft => style.dim(),
        Tone::Hue(number) => match number % 4 {
            0 => style.cyan(),
            1 => style.magenta(),
            2 => style.yellow(),
            _ => style.blue(),
        },
    }
}
