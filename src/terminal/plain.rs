//! A dialogue as plain lines: a question, a word and Enter. No cursor movement, no redraw.

use std::ops::ControlFlow::{self, Break, Continue};

use super::{
    device::Device,
    dialogue::{Dialogue, Steps},
    view::{Control, Key, Row, View, row_of},
};
use crate::{diagnostic::Error, interview::Command, questionnaire::Words};

pub(super) fn hold<S: Steps>(dialogue: &mut Dialogue<'_, S>, unicode: bool) -> Result<(), Error> {
    let mut device = Device::open(false, unicode)?;
    let held = go_through(dialogue, &mut device);
    device.close();
    held
}

fn go_through<S: Steps>(dialogue: &mut Dialogue<'_, S>, device: &mut Device) -> Result<(), Error> {
    let mut shown = String::new();
    device.write(&format!("{}\n", dialogue.view().title));
    loop {
        let view = dialogue.view();
        let step = spoken(&view);
        let news = if step == shown { "" } else { &step };
        device.write(&format!("\n{news}{}: ", asked(&view)));
        shown = step;
        let line = device.line();
        if line.is_err() {
            device.write("\n");
        }
        let said = match line? {
            None => Some("Several lines at once answer nothing: type one.".to_owned()),
            Some(line) => match reply(dialogue, &view, line.trim()) {
                Break(held) => return held,
                Continue(said) => said,
            },
        };
        said.iter().for_each(|said| device.write(&format!("{said}\n")));
    }
}

/// Everything that a step has to say, in lines.
fn spoken(view: &View) -> String {
    let number = view.progress.map(|at| format!("Question {} of {}: ", at.number, at.all));
    let prompt = format!("{}{}", number.unwrap_or_default(), view.prompt);
    let rows = match &view.control {
        Control::List { rows, .. } => rows.as_slice(),
        _ => &[],
    };
    let rows = rows.iter().enumerate().map(|(row, text)| format!("{}. {}", row + 1, line(text)));
    let mut lines: Vec<_> = view.done.iter().map(line).chain([prompt]).collect();
    lines.extend(view.details.iter().cloned().chain(rows).chain(view.warning.clone()));
    lines.into_iter().map(|line| line + "\n").collect()
}

fn line(row: &Row) -> String {
    let Row { label, value, more } = row;
    match (value.as_str(), more.as_str()) {
        ("", _) => label.clone(),
        (value, "") => format!("{label}: {value}"),
        (value, more) => format!("{label}: {value}, {more}"),
    }
}

/// Does what a line asks for. Gives what there is to say, or how the dialogue is over.
fn reply<S: Steps>(
    dialogue: &mut Dialogue<'_, S>,
    view: &View,
    line: &str,
) -> ControlFlow<Result<(), Error>, Option<String>> {
    let words = &dialogue.steps.questionnaire().words;
    let command = by_key(view, line).or_else(|| by_control(view, line, words));
    Continue(Some(match (command, &view.control, line.to_lowercase().as_str()) {
        (_, Control::Text { limit, .. }, _) if line.chars().count() > *limit => {
            format!("{limit} characters at most.")
        }
        (Some((command, row)), ..) => return dialogue.take(command, row),
        (None, _, "leave" | "quit" | "q") => return Break(Err(Error::Left)),
        (None, _, "help" | "?" | "h") => {
            view.help.clone().unwrap_or_else(|| "There is no help here.".to_owned())
        }
        _ => format!("That is no answer here. Type one of these: {}.", words_for(view).join(", ")),
    }))
}

/// The command of a key, by its word or, where no text is typed, letter; with the number of a row
/// before it where it is about one.
fn by_key(view: &View, line: &str) -> Option<(Command, usize)> {
    let line = line.to_lowercase();
    let is_text = matches!(view.control, Control::Text { .. });
    view.keys.iter().find_map(|key| {
        let (row, name) = match view.is_about_row(key) {
            true => {
                let (number, name) = line.split_once(' ')?;
                (row_of(number.trim_end_matches('.'))?, name)
            }
            false => (0, line.as_str()),
        };
        let is_first = key.word.split([' ', ',']).next() == Some(name);
        let is_named = is_first || !is_text && is_letter(key, name) || is_word(key, name);
        is_named.then(|| (key.command.clone(), row))
    })
}

fn is_letter(key: &Key, word: &str) -> bool {
    key.letter.is_some_and(|letter| letter.to_string() == word)
}

fn is_word(key: &Key, word: &str) -> bool {
    key.word.to_lowercase() == word
}

/// What a line says to what is operated, or to keep what is there if it is empty.
fn by_control(view: &View, line: &str, words: &Words) -> Option<(Command, usize)> {
    let kept = kept(view).filter(|_| line.is_empty());
    let said = kept.unwrap_or_else(|| line.to_owned());
    let word = said.to_lowercase();
    match &view.control {
        Control::Choice { options, .. } => {
            let named = options.iter().find(|key| is_word(key, &word) || is_letter(key, &word));
            let command = named.map(|option| option.command.clone());
            Some((command.or_else(|| words.answer(line).map(Command::Answer))?, 0))
        }
        Control::List { enter, rows, .. } if enter.is_about_row() => {
            let named = rows.iter().position(|row| row.label.to_lowercase() == word);
            let row = named.or_else(|| row_of(&word)).filter(|row| *row < rows.len())?;
            Some((enter.clone(), row))
        }
        Control::List { enter, .. } => word.is_empty().then(|| (enter.clone(), 0)),
        Control::Text { .. } => {
            let is_command = !line.is_empty() && matches!(word.as_str(), "help" | "?" | "leave");
            (!is_command).then_some((Command::Text(said), 0))
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

/// What can be typed at a step.
fn words_for(view: &View) -> Vec<String> {
    let word = |key: &Key| match view.is_about_row(key) {
        true => format!("1 {}", key.word.to_lowercase()),
        false => key.word.to_lowercase(),
    };
    let mut words: Vec<String> = match &view.control {
        Control::Choice { options, .. } => options.iter().map(word).collect(),
        Control::List { enter, .. } if enter.is_about_row() => {
            vec!["a number or a name".to_owned()]
        }
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
    let words = words_for(view).join(", ");
    match kept(view) {
        Some(kept) => format!("Your answer ({words}; Enter alone for {kept})"),
        None => format!("Your answer ({words})"),
    }
}
