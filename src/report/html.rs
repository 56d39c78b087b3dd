//! The report as one page for those who never open a terminal: it needs no script, no network and
//! no font of its own, and prints on a sheet of paper.

mod bars;
mod council;
mod trend;

use std::{
    fmt::{self, Display, Formatter, Write as _},
    io::{self, Write},
};

use super::{
    Report,
    wording::{Page, TrendPage},
};

/// Nothing may be loaded and nothing may run, whatever a text in the page might try; the style in
/// the page's own head is the one exception.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// How the page looks, on a screen and on paper.
const STYLE: &str = include_str!("html/style.css");

/// Writes the report.
///
/// # Errors
///
/// What `out` says.
pub fn write(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    match report {
        Report::Council(assessment) => council::write(&Page::of(assessment), out),
        Report::Trend(trend) => trend::write(&TrendPage::of(trend), out),
    }
}

/// Everything above the body's own content.
struct Head<'a> {
    title: &'a str,
    headline: &'a str,
}

impl Display for Head<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (title, headline) = (Escaped(self.title), Escaped(self.headline));
        writeln!(f, "<!doctype html>\n<html lang=\"en\">\n<head>")?;
        writeln!(f, "<meta charset=\"utf-8\">")?;
        writeln!(
            f,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">"
        )?;
        writeln!(
            f,
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        )?;
        writeln!(f, "<meta name=\"color-scheme\" content=\"light dark\">")?;
        writeln!(f, "<title>{headline} – {title}</title>")?;
        writeln!(f, "<style>\n{STYLE}</style>\n</head>\n<body>")?;
        writeln!(f, "<header>\n<p class=\"title\">{title}</p>")?;
        writeln!(f, "<h1>{headline}</h1>")
    }
}

/// Everything below the body's own content.
const FOOT: &str = "</main>\n</body>\n</html>\n";

/// Text that HTML shows and does not read, between tags as well as in an attribute's quotes.
struct Escaped<T>(T);

impl<T: Display> Display for Escaped<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(Escaper(f), "{}", self.0)
    }
}

struct Escaper<'a, 'f>(&'a mut Formatter<'f>);

impl fmt::Write for Escaper<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().try_for_each(|c| match c {
            '&' => self.0.write_str("&amp;"),
            '<' => self.0.write_str("&lt;"),
            '>' => self.0.write_str("&gt;"),
            '"' => self.0.write_str("&quot;"),
            '\'' => self.0.write_str("&#39;"),
            _ => self.0.write_char(c),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_html() {
        assert_eq!(
            Escaped(r#"<img src=x onerror='a("&amp;")'>"#).to_string(),
            "&lt;img src=x onerror=&#39;a(&quot;&amp;amp;&quot;)&#39;&gt;"
        );
        assert_eq!(Escaped("日本語 – ✓").to_string(), "日本語 – ✓");
    }
}
