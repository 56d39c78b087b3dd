//! Lines that fit, however a terminal counts columns.

use console::{Alignment, Style, measure_text_width, pad_str, strip_ansi_codes, truncate_str};

use crate::{
    terminal::view::{Key, Progress, Row},
    text,
};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Size {
    /// The columns a line may take. The last one stays free: terminals do not agree where the
    /// cursor is after a full line.
    pub(super) fn columns(self) -> usize {
        self.width.saturating_sub(1).max(1)
    }

    /// The columns behind the indent.
    pub(super) fn room(self) -> usize {
        self.columns() - self.indent().len()
    }

    const fn indent(self) -> &'static str {
        if self.width >= 40 { "  " } else { "" }
    }

    pub(super) fn paragraph(self, text: &str, style: &Style) -> Vec<String> {
        let lines = wrap(text, self.room());
        let styled = |line: &String| format!("{}{}", self.indent(), style.apply_to(line));
        lines.iter().map(styled).collect()
    }

    pub(super) fn paragraphs(self, texts: &[String]) -> Vec<String> {
        texts.iter().flat_map(|text| self.paragraph(text, &style())).collect()
    }

    /// `3 of 6  ━━━━━━━━────────`
    pub(super) fn progress(self, progress: Progress) -> String {
        let Progress { number, all, done } = progress;
        let words = format!("{number} of {all}");
        let width = self.columns().saturating_sub(words.len() + 4).min(24);
        let part = width * done / all.max(1);
        let done = style().green().apply_to("━".repeat(part)).to_string();
        let rest = style().dim().apply_to("─".repeat(width - part));
        format!("{}{words}  {done}{rest}", self.indent())
    }

    /// The options side by side where there is room. Brackets mark the highlight where colour does
    /// not.
    pub(super) fn options(self, options: &[Key], at: Option<usize>) -> Vec<String> {
        let marked = options.iter().enumerate().map(|(index, option)| {
            if at == Some(index) {
                let label = format!("[{}]", option.word);
                style().reverse().apply_to(label).to_string()
            } else {
                format!(" {} ", option.word)
            }
        });
        let marked: Vec<String> = marked.collect();
        let lines = ["  ", ""].map(|gap| format!("{}{}", self.indent(), marked.join(gap)));
        let fits = |line: &String| measure_text_width(line) <= self.columns();
        lines.into_iter().find(fits).map_or(marked, |line| vec![line])
    }

    /// Rows, their values one below the other. A tick is before each, or where one is highlighted a
    /// mark before that.
    pub(super) fn table(self, rows: &[Row], at: Option<usize>) -> Vec<String> {
        let widest = |text: fn(&Row) -> &String| {
            let widths = rows.iter().map(|row| measure_text_width(text(row)));
            widths.max().unwrap_or_default()
        };
        let value = widest(|row| &row.value);
        let room = self.room().saturating_sub(4 + value);
        let label = widest(|row| &row.label).min(room.max(4));
        let line = |(index, row): (usize, &Row)| {
            let fixed = |text, width| pad_str(text, width, Alignment::Left, Some("…")).into_owned();
            let cells = [fixed(&row.label, label), fixed(&row.value, value), row.more.clone()];
            let (mark, look) = match at {
                None => (style().green().apply_to("✓").to_string(), style()),
                Some(at) if at == index => ("❯".to_owned(), style().cyan()),
                Some(_) => (" ".to_owned(), style()),
            };
            let line = format!("{}{mark} {}", self.indent(), cells.join("  "));
            look.apply_to(cut(line.trim_end(), self.columns())).to_string()
        };
        rows.iter().enumerate().map(line).collect()
    }
}

pub(super) fn style() -> Style {
    Style::new().for_stderr()
}

/// The most columns that a text may take. Terminals disagree about emoji made of several
/// characters: some draw them as one, others one by one, and then a line that was thought to fit
/// wraps, and the screen is taller than anybody knows.
fn columns(text: &str) -> usize {
    let plain = strip_ansi_codes(text);
    let one_by_one = plain.chars().map(|c| match c {
        // Asks for the wide form of the character before it.
        '\u{fe0f}' => 1,
        c => measure_text_width(c.encode_utf8(&mut [0; 4])),
    });
    one_by_one.sum::<usize>().max(measure_text_width(&plain))
}

/// Text in lines that fit, however the terminal counts their columns.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let fits = |lines: &Vec<String>| lines.iter().all(|line| columns(line) <= width);
    let mut narrower = (1..=width).rev().map(|width| text::wrap(text, width));
    narrower.find(fits).unwrap_or_else(|| text::wrap(text, width))
}

/// A line cut to the columns there are, however the terminal counts them.
pub(super) fn cut(line: &str, width: usize) -> String {
    let unsure = columns(line) - measure_text_width(line);
    truncate_str(line, width.saturating_sub(unsure), "…").into_owned()
}

/// Hints in a row that breaks only before the dots between them, and within those that are wider
/// than a line.
pub(super) fn tied(hints: &[String], width: usize) -> String {
    let tie = |hint: &String| match columns(hint) + 2 <= width {
        true => hint.replace(' ', "\u{a0}"),
        false => hint.clone(),
    };
    let hints: Vec<String> = hints.iter().map(tie).collect();
    hints.join(" ·\u{a0}")
}
