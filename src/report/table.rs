//! A page on a terminal. Width, colour and the signs that can be shown are told; nothing is looked
//! up.

mod grid;

use std::io::{self, Write};

use console::{Style, measure_text_width};

use super::{
    RenderOptions,
    page::{Details, Note, Page, Part, Row, Sign, Table, Task, Tone, join},
};
use crate::text::{one_line, wrap};

/// Up to this many columns there is no room for indents, and a list reads better than a table.
const NARROW: usize = 40;

pub(super) fn write(page: &Page, options: RenderOptions, out: &mut impl Write) -> io::Result<()> {
    let mut sheet = Sheet { options, lines: Vec::new() };
    sheet.page(page);
    let mut lines = sheet.lines.iter();
    lines.try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}

/// The lines of a report as they come.
struct Sheet {
    options: RenderOptions,
    lines: Vec<String>,
}

impl Sheet {
    fn page(&mut self, page: &Page) {
        self.title(page);
        let indent = self.indent(1);
        self.hanging(indent, &page.headline, &Style::new().bold());
        for paragraph in &page.summary {
            self.hanging(indent, paragraph, &Style::new());
        }
        for table in &page.tables {
            self.blank();
            self.table(table);
        }
    }

    /// The title, and the label at the right where it has room.
    fn title(&mut self, page: &Page) {
        let title = self.safe(&page.title);
        let label = self.safe(&page.label);
        let taken = measure_text_width(&title) + measure_text_width(&label);
        let line = match self.options.width.checked_sub(taken) {
            _ if label.is_empty() => title,
            Some(gap @ 2..) if !self.is_narrow() => format!("{title}{}{label}", " ".repeat(gap)),
            _ => self.safe(&format!("{title} · {label}")),
        };
        self.wrapped("", &line, &Style::new().dim());
    }

    fn table(&mut self, table: &Table) {
        match grid::lines(self, table) {
            Some(lines) => self.lines.extend(lines),
            None => self.list(table),
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
        for (index, (column, cell)) in table.columns.iter().zip(&row.cells).enumerate() {
            let line = cell.line(self.options.unicode);
            let line = match line.is_empty() {
                true => continue,
                false if index == 0 || column.is_sentence => line,
                false => format!("{}: {line}", column.title),
            };
            self.hanging(self.indent(1 + index.min(1)), &line, &style(cell.tone));
        }
    }

    fn legend(&mut self, table: &Table) {
        let sign = |(sign, word): &(Sign, String)| {
            format!("{} {}", sign.text(self.options.unicode), self.safe(word))
        };
        let signs = join(table.legend.iter().map(sign), "  ");
        let legend = join([signs, self.safe(&table.legend_note)], "; ");
        if !legend.is_empty() {
            self.blank();
            self.wrapped(self.indent(1), &legend, &Style::new().dim());
        }
    }

    fn details(&mut self, table: &Table, details: Details, rows: &[&Row]) {
        self.blank();
        self.hanging("", details.heading, &Style::new().bold());
        for (index, row) in rows.iter().enumerate() {
            if index > 0 && self.is_narrow() {
                self.blank();
            }
            let number = details.is_numbered.then(|| format!("{}  ", index + 1));
            let start = format!("{}{}", self.indent(1), number.unwrap_or_default());
            let name = self.shown(row.name(), &Style::new().bold());
            let question = row.question.as_ref();
            let question = question.map_or(String::new(), |text| format!(": {}", self.safe(text)));
            self.wrapped(&start, &format!("{name}{question}"), &Style::new());
            let task = row.task.as_ref().map(Task::line).unwrap_or_default();
            if !task.is_empty() {
                self.hanging(self.indent(2), &task, &Style::new());
            }
            self.answers(table, row);
            row.notes.iter().for_each(|note| self.note(note));
        }
    }

    /// What the marks of a row stand for, a line a column.
    fn answers(&mut self, table: &Table, row: &Row) {
        let cells = table.columns.iter().zip(&row.cells);
        let cells = cells.filter(|(_, cell)| !cell.parts.is_empty());
        let width = |title: &str| measure_text_width(&self.safe(title));
        let widths = cells.clone().map(|(column, _)| width(&column.title));
        let widest = widths.max().unwrap_or_default();
        for (column, cell) in cells {
            let parts: Vec<_> = cell.parts.iter().map(|part| self.part(part)).collect();
            self.named(&column.title, widest, &parts, column.tone);
        }
    }

    fn part(&self, part: &Part) -> String {
        let word = self.shown(&part.word, &Style::new().bold());
        join([word, self.safe(&part.names.join(", "))], "  ")
    }

    fn note(&mut self, note: &Note) {
        let text = self.safe(&format!("“{}”", one_line(&note.text)));
        match note.writer.is_empty() {
            false => self.named(&note.writer, 0, &[text], note.tone),
            true => self.wrapped(self.indent(2), &text, &Style::new()),
        }
    }

    /// A name in its hue and, behind it, what belongs to it. The parts stand side by side where
    /// they have room.
    fn named(&mut self, name: &str, width: usize, parts: &[String], tone: Tone) {
        let start = self.indent(2);
        let shown = self.shown(name, &style(tone));
        if self.is_narrow() {
            self.wrapped("", &shown, &Style::new());
            for part in parts {
                self.wrapped(start, part, &Style::new());
            }
            return;
        }
        let gap = " ".repeat(width.saturating_sub(measure_text_width(&shown)) + 2);
        let mut start = format!("{start}{shown}{gap}");
        let taken = measure_text_width(&start);
        for line in side_by_side(parts, self.options.width.saturating_sub(taken)) {
            self.wrapped(&start, &line, &Style::new());
            start = " ".repeat(taken);
        }
    }

    fn blank(&mut self) {
        self.lines.push(String::new());
    }

    /// Text from a file behind a beginning, its further lines as far in as its first.
    fn hanging(&mut self, start: &str, text: &str, style: &Style) {
        self.wrapped(start, &self.safe(text), style);
    }

    /// The same with text that is safe to print. A beginning that leaves too little room stands on
    /// a line of its own.
    fn wrapped(&mut self, start: &str, text: &str, style: &Style) {
        let width = self.options.width;
        if measure_text_width(start) > width / 2 {
            self.lines.extend(wrap(start.trim_end(), width));
            let indent = if width < 4 { "" } else { "  " };
            return self.wrapped(indent, text, style);
        }
        let mut start = start.to_owned();
        for line in wrap(text, width.saturating_sub(measure_text_width(&start))) {
            self.lines.push(format!("{start}{}", self.paint(&line, style)));
            start = " ".repeat(measure_text_width(&start));
        }
    }

    /// One line that obeys nothing, with our own punctuation in ASCII where it has to be.
    fn safe(&self, text: &str) -> String {
        let line = one_line(text);
        match self.options.unicode {
            true => line,
            false => line
                .replace(['“', '”'], "\"")
                .replace('’', "'")
                .replace(['–', '·'], "-")
                .replace('→', "->")
                .replace('…', "..."),
        }
    }

    /// Text from a file in a style.
    fn shown(&self, text: &str, style: &Style) -> String {
        self.paint(&self.safe(text), style)
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
    const HUES: [fn(Style) -> Style; 4] = [Style::cyan, Style::magenta, Style::yellow, Style::blue];
    match tone {
        Tone::Plain => Style::new(),
        Tone::Soft => Style::new().dim(),
        Tone::Hue(number) => HUES[number % HUES.len()](Style::new()),
    }
}
