//! A step as lines that fit the window, whatever it has to say.

mod lines;
#[cfg(test)]
mod tests;

use console::measure_text_width;

pub(crate) use self::lines::Size;
use self::lines::{cut, style, tied, wrap};
use super::{
    ui::Ui,
    view::{Control, Key, Row, View},
};

/// The least that a step needs to be readable.
const LEAST: Size = Size { width: 20, height: 6 };

/// Lines, each narrower and all of them no more than the window, and the column in the first line
/// where the cursor is to be seen, if it is.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) lines: Vec<String>,
    pub(super) cursor: Option<usize>,
}

/// Lays a step out, and notes in `ui` what there was room for.
pub(super) fn frame(view: &View, ui: &mut Ui, size: Size) -> Frame {
    let layout = Layout { view, size };
    ui.too_small = size.width < LEAST.width || size.height < LEAST.height;
    match &view.control {
        _ if ui.too_small => layout.framed(wrap("the window is too small", size.columns()), None),
        Control::Text { offer, .. } => layout.text(offer, ui),
        Control::List { rows, .. } => layout.list(rows, ui),
        Control::Choice { options, .. } => layout.prompt(&size.options(options, ui.at), ui),
        Control::None => layout.prompt(&[], ui),
    }
}

struct Layout<'a> {
    view: &'a View,
    size: Size,
}

impl Layout<'_> {
    /// What can be pressed, broken between keys and never between a key and what it does.
    fn keys(&self, hints: &[String]) -> Vec<String> {
        let lines = self.size.paragraph(&tied(hints, self.size.room()), &style().dim());
        lines.iter().map(|line| line.replace('\u{a0}', " ")).collect()
    }

    /// The keys that do something: first those of the control, with arrows last among them.
    fn hints(&self) -> Vec<String> {
        let hint = |key: &Key| {
            let name = key.letter.map_or("Esc".to_owned(), String::from);
            format!("{name} {}", key.word.to_lowercase())
        };
        let mut hints: Vec<String> = match &self.view.control {
            Control::Choice { options, .. } => {
                options.iter().map(hint).chain(["← → Enter".to_owned()]).collect()
            }
            Control::List { verb, .. } => vec![format!("Enter {verb}"), "↑ ↓ move".to_owned()],
            Control::Text { verb, .. } => vec![format!("Enter {verb}")],
            Control::None => Vec::new(),
        };
        hints.extend(self.view.keys.iter().map(hint));
        if self.view.help.is_some() {
            // Before the last, which leaves.
            hints.insert(hints.len() - 1, "? help".to_owned());
        }
        hints
    }

    fn messages(&self, ui: &Ui) -> Vec<String> {
        let messages = [(&self.view.warning, style().red()), (&ui.notice, style().yellow())];
        let texts = messages.iter().filter_map(|(text, style)| Some((text.as_ref()?, style)));
        texts.flat_map(|(text, style)| self.size.paragraph(text, style)).collect()
    }

    /// What stands below `above` lines: options, messages and keys; without what can be missed
    /// where there is no room for all of it.
    fn foot(&self, options: &[String], above: usize, ui: &Ui) -> Vec<String> {
        let height = self.size.height;
        let mut hints = self.hints();
        let messages = self.messages(ui);
        let parts = [options, &messages, &self.keys(&hints)];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let full: Vec<_> = parts.flat_map(|part| [&[String::new()], part].concat()).collect();
        if above + full.len() <= height {
            return full;
        }
        hints.retain(|hint| !hint.starts_with(['←', '↑']));
        let keys_at_most = (height / 2).saturating_sub(messages.len()).max(1);
        // Where there is hardly room for the text, the keys alone have to say what can be chosen.
        let mut least = if height < 9 { Vec::new() } else { options.to_vec() };
        least.extend(messages.into_iter().take(height / 3));
        least.extend(self.keys(&hints).into_iter().take(keys_at_most));
        least
    }

    /// The question, its help, what can be chosen; above it what is done, where there is room.
    fn prompt(&self, options: &[String], ui: &mut Ui) -> Frame {
        let mut text = self.size.paragraph(&self.view.prompt, &style().bold());
        text.extend(self.size.paragraphs(&self.view.details));
        let prompt = text.len();
        if let Some(help) = self.view.help.as_ref().filter(|_| ui.help) {
            text.push(String::new());
            text.extend(self.size.paragraph(help, &style()));
        }
        let foot = self.foot(options, text.len(), ui);
        let room = self.size.height - foot.len();
        ui.last_top = text.len().saturating_sub(room);
        ui.top = ui.top.min(ui.last_top);
        let (shown, end) = self.page(&text, ui.top, room, ui);
        ui.read |= end >= prompt;
        self.stacked(shown, foot)
    }

    /// A step's own lines and its foot, below what is done as far as there is room for that.
    fn stacked(&self, own: Vec<String>, foot: Vec<String>) -> Frame {
        let above = self.above(self.size.height.saturating_sub(own.len() + foot.len()));
        self.framed([above, own, foot].concat(), None)
    }

    /// As many of the lines from `top` on as there is room for, with marks in the place of the
    /// first and the last where there are more, and the end of what is shown.
    fn page(&self, lines: &[String], top: usize, room: usize, ui: &mut Ui) -> (Vec<String>, usize) {
        let mut shown: Vec<String> = lines.iter().skip(top).take(room).cloned().collect();
        let mut end = top + shown.len();
        ui.page = if shown.len() < lines.len() { room.saturating_sub(2) } else { room }.max(1);
        let mark = |mark: String| self.size.paragraph(&mark, &style().cyan()).swap_remove(0);
        if let Some(first) = shown.first_mut().filter(|_| top > 0) {
            *first = mark(format!("↑ {} more", top + 1));
        }
        if let Some(last) = shown.last_mut().filter(|_| end < lines.len()) {
            end -= 1;
            *last = mark(format!("↓ {} more: Down, Page Down", lines.len() - end));
        }
        (shown, end)
    }

    /// Title, what is done and how far it is, in as many rows as there are: the title goes first,
    /// then what was done first.
    fn above(&self, rows: usize) -> Vec<String> {
        let title = Some(cut(&self.view.title, self.size.room())).filter(|title| !title.is_empty());
        let title = title.map(|title| self.size.paragraph(&title, &style().dim()));
        let progress = self.view.progress.map(|progress| vec![self.size.progress(progress)]);
        let done = Some(self.size.table(&self.view.done, None)).filter(|done| !done.is_empty());
        let mut lines = Vec::new();
        for part in [title, done, progress].into_iter().flatten() {
            lines.extend(part);
            lines.push(String::new());
        }
        lines.split_off(lines.len().saturating_sub(rows))
    }

    /// A window of the list, the highlighted row in its middle as far as that goes.
    fn list(&self, rows: &[Row], ui: &mut Ui) -> Frame {
        let at = ui.at.unwrap_or_default();
        let prompt = self.size.paragraph(&self.view.prompt, &style().bold());
        let foot = self.foot(&[], prompt.len() + 3, ui);
        let room = self.size.height.saturating_sub(foot.len() + prompt.len());
        let top = at.saturating_sub(room / 2).min(rows.len().saturating_sub(room));
        let (shown, _) = self.page(&self.size.table(rows, Some(at)), top, room, ui);
        self.stacked([prompt, shown].concat(), foot)
    }

    /// A line to type into. It comes first: the cursor is in it, where an input method looks for
    /// it, and a resize leaves a cursor's line where it is.
    fn text(&self, offer: &str, ui: &mut Ui) -> Frame {
        let label = format!("{}: ", cut(&self.view.prompt, self.size.columns() / 2));
        let start = measure_text_width(&label);
        let room = self.size.columns() - start;
        let (typed, column) = ui.editor.window(room - 1);
        let shown = match typed.is_empty() {
            true => style().dim().apply_to(cut(offer, room)).to_string(),
            false => typed,
        };
        let mut lines = vec![format!("{}{shown}", style().bold().apply_to(label))];
        let details = self.size.paragraphs(&self.view.details);
        let foot = self.foot(&[], 1 + details.len(), ui);
        lines.extend(details.into_iter().take(self.size.height - 1 - foot.len()));
        lines.extend(foot);
        self.framed(lines, Some(start + column))
    }

    fn framed(&self, mut lines: Vec<String>, cursor: Option<usize>) -> Frame {
        lines.truncate(self.size.height.max(1));
        let lines = lines.iter().map(|line| cut(line, self.size.columns())).collect();
        Frame { lines, cursor }
    }
}
