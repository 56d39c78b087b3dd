//! A date as people say it in a meeting.

use jiff::{Span, civil::Date, fmt::strtime};

/// Dates like 3/4 are not among them: the third of April to some, the fourth of March to others.
const WITH_YEAR: [&str; 6] =
    ["%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y"];
const WITHOUT_YEAR: [&str; 5] = ["%d.%m.", "%d %b", "%d %B", "%b %d", "%B %d"];

/// The day that a text names: `2026-12-15`, `15 Dec`, `in 2 weeks`, `tomorrow`, `Friday`. Without a
/// year it is the next one from `today` on; `None` where it is none, or one before today that was
/// counted from it.
pub(super) fn read(text: &str, today: Date) -> Option<Date> {
    let text = text.replace(',', " ").to_lowercase();
    let words: Vec<_> = text.split_whitespace().collect();
    let text = words.join(" ");
    let with_year = || WITH_YEAR.iter().find_map(|format| Date::strptime(format, &text).ok());
    relative(&text, today)
        .or_else(with_year)
        .or_else(|| WITHOUT_YEAR.iter().find_map(|format| next(format, &text, today)))
}

fn relative(text: &str, today: Date) -> Option<Date> {
    match text {
        "today" => return Some(today),
        "tomorrow" => return today.tomorrow().ok(),
        _ => {}
    }
    if let Some(weekday) = strtime::parse("%A", text).ok().and_then(|day| day.weekday()) {
        return today.nth_weekday(1, weekday).ok();
    }
    let span: Span = text.strip_prefix("in ").unwrap_or(text).parse().ok()?;
    today.checked_add(span).ok().filter(|_| span.is_positive())
}

/// The next day with this month and day.
fn next(format: &str, text: &str, today: Date) -> Option<Date> {
    let time = strtime::parse(format, text).ok()?;
    let (month, day) = (time.month()?, time.day()?);
    // 29 February comes round within eight years.
    let years = today.year()..=today.year().saturating_add(8);
    let mut dates = years.filter_map(|year| Date::new(year, month, day).ok());
    dates.find(|date| *date >= today)
}
