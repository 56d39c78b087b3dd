//! Problems as a person sees them: the message, the file with line and column, the line itself
//! with the place marked, and what to type next.

use std::fmt::{self, Display, Formatter};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Error, Location, SourceText, Span};
use crate::text::{Quoted, lines, sanitize};

/// How many characters of a long line are shown before the place and after its beginning.
const BEFORE: usize = 40;
const AFTER: usize = 60;

/// An error's notices, ready to print.
pub(crate) struct Rendered<'a> {
    /// The error.
    pub(crate) error: &'a Error,
    /// Whether to use colour.
    pub(crate) color: bool,
}

impl Display for Rendered<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let renderer = if self.color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        match self.error {
            Error::Diagnostics(diagnostics) => write(f, diagnostics, &renderer),
            Error::Left | Error::Signal(_) => Ok(()),
        }
    }
}

fn write(f: &mut Formatter<'_>, diagnostics: &Diagnostics, renderer: &Renderer) -> fmt::Result {
    for diagnostic in &diagnostics.shown {
        writeln!(f, "{}\n", notice(diagnostic, renderer))?;
    }
    if diagnostics.hidden > 0 {
        let more = format!("{} more such problems", diagnostics.hidden);
        writeln!(f, "{}\n", title(Level::ERROR, &more, renderer))?;
    }
    match &diagnostics.hint {
        Some(hint) => {
            let hint = title(Level::HELP.with_name("hint"), hint, renderer);
            write!(f, "{hint}\n{}", diagnostics.example)
        }
        None => Ok(()),
    }
}

fn title(level: Level<'_>, text: &str, renderer: &Renderer) -> String {
    renderer.render(&[Group::with_title(level.primary_title(text))])
}

fn notice(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let message = diagnostic.kind.to_string();
    let remedy = diagnostic.kind.remedy();
    let group = Group::with_title(Level::ERROR.primary_title(message));
    let shown = match &diagnostic.at {
        Location::Line(text, span) => return marked(group, text, *span, remedy, renderer),
        Location::Cell {
            file,
            row,
            line,
            column,
        } => group.element(Origin::path(cell(file, *row, *line, column.as_deref()))),
        Location::File(name) => group.element(Origin::path(sanitize(name))),
        Location::Nowhere => group,
    };
    match remedy {
        Some(remedy) => {
            renderer.render(&[shown.element(Level::HELP.with_name("hint").message(remedy))])
        }
        None => renderer.render(&[shown]),
    }
}

fn cell(file: &str, row: u64, line: u64, column: Option<&str>) -> String {
    let column = column.map(|header| format!(", column {}", Quoted(header)));
    format!(
        "{}, row {row} (line {line}){}",
        sanitize(file),
        column.unwrap_or_default()
    )
}

/// The line with the place marked. The renderer counts columns in what it shows; where that had to
/// be cut or escaped, the true column takes the place of that one.
fn marked(
    group: Group<'_>,
    text: &SourceText,
    span: Span,
    remedy: Option<String>,
    renderer: &Renderer,
) -> String {
    let name = sanitize(text.name());
    let Some(excerpt) = Excerpt::of(text, span) else {
        let origin = Origin::path(name.as_ref())
            .line(span.line)
            .char_column(span.column);
        return renderer.render(&[group.element(origin)]);
    };
    let shown_column = 1 + excerpt.line[..excerpt.mark.start].chars().count();
    let mark = AnnotationKind::Primary.span(excerpt.mark).label(remedy);
    let snippet = Snippet::source(excerpt.line)
        .line_start(span.line)
        .path(name.as_ref())
        .annotation(mark);
    let notice = renderer.render(&[group.element(snippet)]);
    let at = |column: usize| format!("{name}:{}:{column}", span.line);
    match notice.split_once('\n') {
        Some((title, below)) if shown_column != span.column => {
            format!(
                "{title}\n{}",
                below.replacen(&at(shown_column), &at(span.column), 1)
            )
        }
        _ => notice,
    }
}

/// The part of a line that is worth showing, escaped, and the marked bytes in it.
struct Excerpt {
    line: String,
    mark: std::ops::Range<usize>,
}

impl Excerpt {
    fn of(text: &SourceText, span: Span) -> Option<Self> {
        let line = lines(text.as_str()).nth(span.line.checked_sub(1)?)?;
        let column = span.column.saturating_sub(1);
        let first = column.saturating_sub(BEFORE);
        let part = |from: usize, count: usize| -> String {
            let part: String = line.chars().skip(from).take(count).collect();
            sanitize(&part.replace('\t', " ")).into_owned()
        };
        let before = part(first, column - first);
        let marked = part(column, span.length.min(AFTER));
        let after = part(column + span.length.min(AFTER), AFTER);
        let cut = if first > 0 { "…" } else { "" };
        let shown = column + span.length.min(AFTER) + AFTER;
        let rest = if line.chars().nth(shown).is_some() {
            "…"
        } else {
            ""
        };
        let start = cut.len() + before.len();
        Some(Self {
            mark: start..start + marked.len(),
            line: format!("{cut}{before}{marked}{after}{rest}"),
        })
    }
}

#[cfg(test)]
mod tests;
