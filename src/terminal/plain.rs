//! A dialogue as plain lines: a question, a word and Enter. No cursor movement, no redraw.

use super::{
    device::Device,
    view::{Control, Dialogue, Does, Flow, Key, Row, View},
};
use crate::{diagnostic::Error, interview::Command};

pub(super) fn hold<D: Dialogue>(dialogue: &mut D, unicode: bool) -> Result<(), Error> {
    let mut plain = Plain { device: Device::lines()?, unicode };
    let held = plain.go_through(dialogue);
    plain.device.close();
    held
}

struct Plain {
    device: Device,
    unicode: bool,
}

impl Plain {
    fn go_through<D: Dialogue>(&mut self, dialogue: &mut D) -> Result<(), Error> {
        let mut shown = None;
        self.say(&dialogue.view().title);
        loop {
            let view = dialogue.view();
            let step = Some(dialogue.step());
            self.say("");
            if shown != step {
                self.show(&view);
                shown = step;
            }
            self.write(&format!("{}: ", asked(&view)));
            let line = self.device.line();
            if line.is_err() {
                self.say("");
            }
            let Some(line) = line? else {
                self.say("Several lines at once answer nothing: type one.");
                continue;
            };
            match self.reply(dialogue, &view, line.trim()) {
                None => {}
                Some(Flow::Over(result)) => return result,
                Some(Flow::Going(notice)) => {
                    if let Some(notice) = notice {
                        self.say(&notice);
                    }
                    // What was chosen may have changed what is listed.
                    if let Control::List { .. } = view.control {
                        shown = None;
                    }
                }
            }
        }
    }

    fn show(&mut self, view: &View) {
        view.done.iter().for_each(|done| self.say(&spoken(done)));
        let number = view.progress.map(|at| format!("Question {} of {}: ", at.number, at.all));
        self.say(&format!("{}{}", number.unwrap_or_default(), view.prompt));
        view.details.iter().for_each(|detail| self.say(detail));
        if let Control::List { rows, .. } = &view.control {
            let rows = rows.iter().enumerate();
            rows.for_each(|(index, row)| self.say(&format!("{}. {}", index + 1, spoken(row))));
        }
        view.warning.iter().for_each(|warning| self.say(warning));
    }

    fn reply<D: Dialogue>(&mut self, dialogue: &mut D, view: &View, line: &str) -> Option<Flow> {
        let word = line.to_lowercase();
        let by_key = view.keys.iter().find_map(|key| by_key(key, &word, view));
        let command = by_key.or_else(|| by_control(view, line)).or_else(|| dialogue.said(line));
        match (&view.control, command, word.as_str()) {
            (Control::Text { limit, .. }, ..) if line.chars().count() > *limit => {
                self.say(&format!("{limit} characters at most."));
            }
            (_, Some(command), _) => return Some(dialogue.take(command)),
            (_, None, "leave" | "quit" | "q") => return Some(Flow::Over(Err(Error::Left))),
            (_, None, "help" | "?" | "h") => {
                self.say(view.help.as_deref().unwrap_or("There is no help here."));
            }
            (_, None, _) => self.say(&format!(
                "That is no answer here. Type one of these: {}.",
                words(view).join(", ")
            )),
        }
        None
    }

    fn say(&mut self, line: &str) {
        self.write(&format!("{line}\n"));
    }

    fn write(&mut self, text: &str) {
        match self.unicode {
            true => self.device.write(text),
            false => self.device.write(&to_ascii(text)),
        }
    }
}

/// A key's word or, where no text is typed, letter; with a row's number before it where it is a
/// row's.
fn by_key(key: &Key, said: &str, view: &View) -> Option<Command> {
    let (row, name) = match key.does {
        Does::Command(_) => (0, said),
        Does::OnRow(_) => {
            let (number, name) = said.split_once(' ')?;
            (row_of(number.trim_end_matches('.'))?, name)
        }
    };
    let is_text = matches!(view.control, Control::Text { .. });
    let first = key.word.split([' ', ',']).next();
    let is_named = first == Some(name) || key.word.to_lowercase() == name;
    (is_named || !is_text && is_letter(key, name)).then(|| key.does.at(row))
}

fn is_letter(key: &Key, word: &str) -> bool {
    key.letter.is_some_and(|letter| letter.to_string() == word)
}

fn by_control(view: &View, line: &str) -> Option<Command> {
    let kept = kept(view).filter(|_| line.is_empty());
    let said = kept.unwrap_or_else(|| line.to_owned());
    let word = said.to_lowercase();
    match &view.control {
        Control::Choice { options, .. } => {
            let is_named = |option: &&Key| option.word.to_lowercase() == word;
            let named = options.iter().find(|option| is_named(option) || is_letter(option, &word));
            named.map(|option| option.does.at(0))
        }
        Control::List { enter: Does::Command(enter), .. } => word.is_empty().then(|| enter.clone()),
        Control::List { enter: Does::OnRow(enter), rows, .. } => {
            let named = rows.iter().position(|row| row.label.to_lowercase() == word);
            named.or_else(|| row_of(&word)).filter(|row| *row < rows.len()).map(enter)
        }
        Control::Text { .. } => {
            let is_command = !line.is_empty() && matches!(word.as_str(), "help" | "?" | "leave");
            (!is_command).then_some(Command::Text(said))
        }
        Control::None => None,
    }
}

/// What Enter alone means.
fn kept(view: &View) -> Option<String> {
    match &view.control {
        Control::Choice { options, at } => Some(options.get((*at)?)?.word.to_lowercase()),
        Control::Text { typed, offer, .. } => {
            [offer, typed].into_iter().find(|text| !text.is_empty()).cloned()
        }
        _ => None,
    }
}

/// The row of a number, which counts from 1.
pub(super) fn row_of(number: &str) -> Option<usize> {
    number.parse::<usize>().ok()?.checked_sub(1)
}

fn spoken(row: &Row) -> String {
    let Row { label, value, more } = row;
    match (value.as_str(), more.as_str()) {
        ("", _) => label.clone(),
        (value, "") => format!("{label}: {value}"),
        (value, more) => format!("{label}: {value}, {more}"),
    }
}

/// What can be typed at a step.
fn words(view: &View) -> Vec<String> {
    let word = |key: &Key| match key.does {
        Does::Command(_) => key.word.to_lowercase(),
        Does::OnRow(_) => format!("1 {}", key.word.to_lowercase()),
    };
    let mut words: Vec<String> = match &view.control {
        Control::Choice { options, .. } => options.iter().map(word).collect(),
        Control::List { enter: Does::OnRow(_), .. } => vec!["a number or a name".to_owned()],
        Control::List { verb, .. } => vec![format!("Enter to {verb}")],
        Control::Text { verb, .. } => vec![format!("text and Enter to {verb}")],
        Control::None => Vec::new(),
    };
    words.extend(view.keys.iter().map(word));
    words.extend(view.help.is_some().then(|| "help".to_owned()));
    if !words.iter().any(|word| word.starts_with("leave")) {
        words.push("leave".to_owned());
    }
    words
}

/// The prompt before what is typed: what can be, and what Enter alone means.
fn asked(view: &View) -> String {
    let words = words(view).join(", ");
    match kept(view) {
        Some(kept) => format!("Your answer ({words}; Enter alone for {kept})"),
        None => format!("Your answer ({words})"),
    }
}

/// A line for a terminal whose locale is not UTF-8: signs that say the same, a letter without its
/// accent, and `?` for what has no likeness.
pub(super) fn to_ascii(line: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    let plain = line.nfkd().filter(|c| !is_combining_mark(*c));
    plain.map(ascii_sign).collect()
}

const fn ascii_sign(c: char) -> char {
    match c {
        '✓' => '*',
        '━' => '=',
        '─' | '–' => '-',
        '·' => '|',
        '❯' | '→' => '>',
        '←' => '<',
        '↑' => '^',
        '↓' => 'v',
        '“' | '”' => '"',
        '’' => '\'',
        c if c.is_ascii() => c,
        _ => '?',
    }
}
