//! A page on a terminal. Width, colour and the signs that can be shown are told; nothing is looked
//! up.

mod grid;

use std::io::{self, Write};

use console::{Style, measure_text_width};

use super::{
    RenderOptions,
    page::{Details, Entry, Page, Row, Sign, Table, Tone, join},
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

/// Texts behind names, a line each however long.
pub(crate) fn lines(entries: &[Entry], options: RenderOptions) -> Vec<String> {
    let options = RenderOptions { width: usize::MAX, ..options };
    let mut sheet = Sheet { options, lines: Vec::new() };
    sheet.entries(entries);
    sheet.lines.iter().map(|line| line.trim_start().to_owned()).collect()
}

struct Sheet {
    options: RenderOptions,
    lines: Vec<String>,
}

impl Sheet {
    fn page(&mut self, page: &Page) {
        self.title(page);
        let [indent, _] = self.indents();
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
            Some(gap @ 2..) => format!("{title}{}{label}", " ".repeat(gap)),
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
        self.hanging(self.indents()[0], row.name(), &Style::new());
        let cells = table.columns.iter().zip(&row.cells).skip(1);
        let entries = cells.map(|(column, cell)| Entry {
            name: if column.is_sentence { String::new() } else { column.title.clone() },
            tone: column.tone,
            text: cell.line(self.options.unicode),
        });
        let entries: Vec<_> = entries.filter(|entry| !entry.text.is_empty()).collect();
        self.entries(&entries);
    }

    fn legend(&mut self, table: &Table) {
        let sign = |(sign, word): &(Sign, String)| {
            format!("{} {}", sign.text(self.options.unicode), self.safe(word))
        };
        let signs = join(table.legend.iter().map(sign), "  ");
        let legend = join([signs, self.safe(&table.legend_note)], "; ");
        if !legend.is_empty() {
            self.blank();
            self.wrapped(self.indents()[0], &legend, &Style::new().dim());
        }
    }

    fn details(&mut self, table: &Table, details: Details, rows: &[&Row]) {
        self.blank();
        self.hanging("", details.heading, &Style::new().bold());
        for (index, row) in rows.iter().enumerate() {
            if index > 0 && self.options.width <= NARROW {
                self.blank();
            }
            let number = details.is_numbered.then(|| format!("{}  ", index + 1));
            let start = format!("{}{}", self.indents()[0], number.unwrap_or_default());
            let name = self.shown(row.name(), &Style::new().bold());
            let about = join([name, self.safe(&row.about())], ": ");
            self.wrapped(&start, &about, &Style::new());
            self.entries(&table.entries(row));
        }
    }

    /// Texts behind names in their hues. Where there is room all begin in the same column, but for
    /// those behind a name that takes more than its share of the line.
    fn entries(&mut self, entries: &[Entry]) {
        let widths = entries.iter().map(|entry| measure_text_width(&self.safe(&entry.name)));
        let widths: Vec<_> = widths.collect();
        let [_, indent] = self.indents();
        let share = self.options.width / 4;
        let widest = widths.iter().filter(|width| **width <= share).max();
        for (entry, width) in entries.iter().zip(&widths) {
            let name = self.shown(&entry.name, &style(entry.tone));
            let text = self.safe(&entry.text);
            if name.is_empty() || self.options.width <= NARROW {
                self.wrapped(indent, &join([name, text], "  "), &Style::new());
                continue;
            }
            let gap = " ".repeat(widest.unwrap_or(&0).saturating_sub(*width) + 2);
            self.wrapped(&format!("{indent}{name}{gap}"), &text, &Style::new());
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

    /// The space left of text, and of text that belongs below it.
    const fn indents(&self) -> [&'static str; 2] {
        match self.options.width {
            ..=NARROW => ["", "  "],
            _ => ["  ", "       "],
        }
    }
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
