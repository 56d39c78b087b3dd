//! Lines that fit, however a terminal counts columns.

use console::{measure_text_width, strip_ansi_codes, truncate_str};

use crate::text;

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
