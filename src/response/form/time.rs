//! Times as form tools and spreadsheets write them.

use jiff::civil::DateTime;

/// What the times of a column tell of `3/4/2026` and `3-4-2026`: the day is what goes above 12.
pub(super) fn is_day_first<'a>(mut times: impl Iterator<Item = &'a str>) -> bool {
    times.any(|time| {
        let is_year = |year| year >= 1000 || time.contains('/');
        matches!(Parts::of(time).numbers[..], [13..=31, 1..=12, year, ..] if is_year(year))
    })
}

/// The numbers and words that a time is made of.
#[derive(Default)]
struct Parts {
    numbers: Vec<i16>,
    month: Option<i16>,
    is_afternoon: Option<bool>,
}

impl Parts {
    fn of(text: &str) -> Self {
        const AT_MOST: usize = 60;
        // What follows is a fraction of a second or a time zone, the same for every row of a form.
        let text = text.get(..AT_MOST.min(text.len())).unwrap_or_default().to_lowercase();
        let are_alike = |one: &u8, other: &u8| one.is_ascii_digit() == other.is_ascii_digit();
        let mut parts = Self::default();
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            for part in word.as_bytes().chunk_by(are_alike) {
                parts.add(str::from_utf8(part).unwrap_or_default());
            }
        }
        parts
    }

    fn add(&mut self, word: &str) {
        const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec";
        match (word, word.parse()) {
            // `a. m.` in Spanish, and what Japanese, Chinese and Korean put before the hour.
            ("am" | "a" | "午前" | "上午" | "오전", _) => self.is_afternoon = Some(false),
            ("pm" | "p" | "午後" | "下午" | "오후", _) => self.is_afternoon = Some(true),
            // Tuesday is no March.
            ("mardi" | "martes" | "martedì" | "martedi", _) => {}
            (_, Ok(number)) => self.numbers.push(number),
            _ => {
                let months = (1..).zip(MONTHS.split(' '));
                let month = months.into_iter().find(|(_, month)| word.starts_with(month));
                self.month = self.month.or(month.map(|(number, _)| number));
            }
        }
    }
}

/// The time that a cell says, without its zone.
pub(super) fn parse(text: &str, is_day_first: bool) -> Option<DateTime> {
    let parts = Parts::of(text);
    let is_day_first = is_day_first || text.contains('.') && !text.contains('/');
    let (year, month, day, time) = match (parts.month, &parts.numbers[..]) {
        (Some(month), [year, day, time @ ..]) if *year >= 1000 => (*year, month, *day, time),
        (Some(month), [day, year, time @ ..]) => (*year, month, *day, time),
        (None, [year, month, day, time @ ..]) if *year >= 1000 => (*year, *month, *day, time),
        (None, [day, month, year, time @ ..]) if is_day_first => (*year, *month, *day, time),
        (None, [month, day, year, time @ ..]) => (*year, *month, *day, time),
        _ => return None,
    };
    let year = if year < 100 { year + 2000 } else { year };
    let at = |index: usize| i8::try_from(time.get(index).copied().unwrap_or_default()).ok();
    let hour = match parts.is_afternoon {
        Some(is_afternoon) => at(0)? % 12 + if is_afternoon { 12 } else { 0 },
        None => at(0)?,
    };
    let (month, day) = (month.try_into().ok()?, day.try_into().ok()?);
    DateTime::new(year, month, day, hour, at(1)?, at(2)?, 0).ok()
}
