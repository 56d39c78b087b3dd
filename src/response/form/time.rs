//! Times as form tools and spreadsheets write them.

use jiff::civil::DateTime;

/// Whether `3/4/2026` is the third of April.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct DayFirst(pub(super) bool);

impl DayFirst {
    /// What the times of a column tell: the day is what goes above 12.
    pub(super) fn of<'a>(mut times: impl Iterator<Item = &'a str>) -> Self {
        Self(times.any(|time| {
            let numbers = Parts::of(time).numbers;
            time.contains('/') && matches!(numbers[..], [13..=31, 1..=12, ..])
        }))
    }
}

/// The numbers and words that a time is made of.
#[derive(Default)]
struct Parts {
    numbers: Vec<i32>,
    month: Option<i32>,
    is_afternoon: Option<bool>,
}

impl Parts {
    fn of(text: &str) -> Self {
        const AT_MOST: usize = 60;
        let mut parts = Self::default();
        // What follows is a fraction of a second or a time zone, the same for every row of a form.
        let text = text.get(..AT_MOST.min(text.len())).unwrap_or_default();
        let is_break = |(before, after): (char, char)| {
            before.is_alphanumeric() && before.is_numeric() != after.is_numeric()
        };
        let mut word = String::new();
        for c in text.chars().chain([' ']) {
            let last = word.chars().next_back();
            if last.is_some_and(|last| !c.is_alphanumeric() || is_break((last, c))) {
                parts.word(&word);
                word.clear();
            }
            if c.is_alphanumeric() {
                word.push(c);
            }
        }
        parts
    }

    fn word(&mut self, word: &str) {
        const MONTHS: [&str; 12] = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ];
        let lower = word.to_lowercase();
        match lower.as_str() {
            "am" => self.is_afternoon = Some(false),
            "pm" => self.is_afternoon = Some(true),
            _ => match lower.parse() {
                Ok(number) => self.numbers.push(number),
                Err(_) => {
                    let month = MONTHS.iter().position(|month| lower.starts_with(month));
                    let month = month.and_then(|month| i32::try_from(month + 1).ok());
                    self.month = self.month.or(month);
                }
            },
        }
    }
}

/// The time that a cell says, without its zone.
pub(super) fn parse(text: &str, DayFirst(is_day_first): DayFirst) -> Option<DateTime> {
    let parts = Parts::of(text);
    let (date, time) = match (parts.month, &parts.numbers[..]) {
        (Some(month), [year, day, time @ ..]) if *year >= 1000 => ((*year, month, *day), time),
        (Some(month), [day, year, time @ ..]) => ((*year, month, *day), time),
        (None, [year, month, day, time @ ..]) if *year >= 1000 => ((*year, *month, *day), time),
        (None, [day, month, year, time @ ..])
            if is_day_first || text.contains('.') && !text.contains('/') =>
        {
            ((*year, *month, *day), time)
        }
        (None, [month, day, year, time @ ..]) => ((*year, *month, *day), time),
        _ => return None,
    };
    let at = |index: usize| time.get(index).copied().unwrap_or_default();
    let hour = match parts.is_afternoon {
        Some(is_afternoon) => at(0) % 12 + if is_afternoon { 12 } else { 0 },
        None => at(0),
    };
    let year = if date.0 < 100 { date.0 + 2000 } else { date.0 };
    DateTime::new(
        year.try_into().ok()?,
        date.1.try_into().ok()?,
        date.2.try_into().ok()?,
        hour.try_into().ok()?,
        at(1).try_into().ok()?,
        at(2).try_into().ok()?,
        0,
    )
    .ok()
}
