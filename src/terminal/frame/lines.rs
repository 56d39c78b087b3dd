//! Lines that fit the terminal, whatever a step has to say.

use console::{Style, measure_text_width, strip_ansi_codes, truncate_str};
use dialoguer::theme::{ColorfulTheme, Theme};

use super::Painter;
use crate::text::{self, one_line};

/// What a step shows, by how well it can be done without.
#[derive(Default)]
pub(super) struct Parts {
    /// Above: what is done. The first lines go where there is no room.
    pub(super) above: Vec<String>,
    /// What it is about.
    pub(super) body: Vec<String>,
    /// What can be pressed.
    pub(super) keys: Vec<String>,
}

impl Painter<'_> {
    /// The columns that a line may take. The last one stays free: a full line would put the
    /// cursor into a place on which terminals do not agree.
    pub(super) fn room(&self) -> usize {
        self.size.width.saturating_sub(1).max(1)
    }

    pub(super) fn indent(&self) -> &'static str {
        if self.size.width >= 40 { "  " } else { "" }
    }

    pub(super) fn prompt(&self, prompt: &str) -> Vec<String> {
        wrap(&one_line(prompt), self.room())
            .iter()
            .map(|line| Style::new().for_stderr().bold().apply_to(line).to_string())
            .collect()
    }

    pub(super) fn item(&self, text: &str, active: bool) -> String {
        self.themed(|theme, out| theme.format_select_prompt_item(out, text, active))
    }

    pub(super) fn themed(
        &self,
        format: impl Fn(&ColorfulTheme, &mut String) -> std::fmt::Result,
    ) -> String {
        let mut text = String::new();
        // Formatting into memory fails only if a theme wants it to, and none does.
        let _ = format(&self.theme, &mut text);
        text
    }

    pub(super) fn text(&self, text: &str, style: &Style) -> Vec<String> {
        let indent = self.indent();
        wrap(text, self.room().saturating_sub(indent.len()))
            .iter()
            .map(|line| format!("{indent}{}", style.apply_to(line)))
            .collect()
    }

    /// What can be pressed, broken between keys and never between a key and what it does.
    pub(super) fn dim(&self, keys: &str) -> Vec<String> {
        const TIED: &str = "\u{a0}";
        let keys = keys.replace(' ', TIED).replace("\u{a0}·\u{a0}", " ·\u{a0}");
        let lines = self.text(&keys, &Style::new().for_stderr().dim());
        lines.iter().map(|line| line.replace(TIED, " ")).collect()
    }

    /// As many of the lines as there are rows: the keys first, then the end of the body, then
    /// what is above, the latest first.
    pub(super) fn fit(&self, parts: Parts) -> Vec<String> {
        let Parts {
            above,
            mut body,
            keys,
        } = parts;
        let height = self.size.height;
        if body.len() + keys.len() > height {
            body.retain(|line| !line.is_empty());
        }
        let all: Vec<String> = above.into_iter().chain(body).chain(keys).collect();
        let first = all.len().saturating_sub(height);
        all[first..].iter().map(|line| self.cut(line)).collect()
    }

    /// A line cut to the columns there are, however the terminal counts them.
    fn cut(&self, line: &str) -> String {
        let unsure = columns(line) - measure_text_width(line);
        truncate_str(line, self.room().saturating_sub(unsure), "…").into_owned()
    }
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
    narrower
        .find(fits)
        .unwrap_or_else(|| text::wrap(text, width))
}

/// The end of a text that is too long for its columns.
pub(super) fn end_of(text: &str, width: usize) -> &str {
    let mut starts = text.char_indices().map(|(start, _)| &text[start..]);
    starts
        .find(|rest| columns(rest) <= width)
        .unwrap_or_default()
}
