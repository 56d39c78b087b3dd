//! Problems as a person sees them: the message, the file with line and column, the line itself
//! with the place marked, and what to type next.

use std::fmt::{self, Display, Formatter};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Error, Place, Problem, Problems, Text, Where};
use crate::text::visible;

/// How many characters of a long line are shown before the place and after its beginning.
const BEFORE: usize = 40;
const AFTER: usize = 60;

/// An error's notices, ready to print.
pub struct Notices<'a> {
    /// The error.
    pub error: &'a Error,
    /// Whether to use colour.
    pub color: bool,
}

impl Display for Notices<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let renderer = if self.color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        match self.error {
            Error::Problems(problems) => write(f, problems, &renderer),
            Error::Left | Error::ClosedPipe => Ok(()),
        }
    }
}

fn write(f: &mut Formatter<'_>, problems: &Problems, renderer: &Renderer) -> fmt::Result {
    for problem in &problems.shown {
        writeln!(f, "{}\n", notice(problem, renderer))?;
    }
    if problems.uncounted > 0 {
        let more = format!("{} more such problems", problems.uncounted);
        writeln!(f, "{}\n", title(Level::ERROR, &more, renderer))?;
    }
    match &problems.hint {
        Some(hint) => writeln!(
            f,
            "{}",
            title(Level::HELP.with_name("hint"), hint, renderer)
        ),
        None => Ok(()),
    }
}

fn title(level: Level<'_>, text: &str, renderer: &Renderer) -> String {
    renderer.render(&[Group::with_title(level.primary_title(text))])
}

fn notice(problem: &Problem, renderer: &Renderer) -> String {
    let message = problem.fault.to_string();
    let remedy = problem.fault.remedy();
    let group = Group::with_title(Level::ERROR.primary_title(message));
    let shown = match &problem.at {
        Where::Line(text, place) => return marked(group, text, *place, remedy, renderer),
        Where::Cell { file, row, column } => {
            group.element(Origin::path(cell(file, *row, column.as_deref())))
        }
        Where::File(name) => group.element(Origin::path(visible(name))),
        Where::Nowhere => group,
    };
    match remedy {
        Some(remedy) => {
            renderer.render(&[shown.element(Level::HELP.with_name("hint").message(remedy))])
        }
        None => renderer.render(&[shown]),
    }
}

fn cell(file: &str, row: u64, column: Option<&str>) -> String {
    match column {
        Some(column) => format!("{}: row {row}, column `{}`", visible(file), visible(column)),
        None => format!("{}: row {row}", visible(file)),
    }
}

/// The line with the place marked. The renderer counts columns in what it shows; where that had to
/// be cut or escaped, the true column is told it apart.
fn marked(
    group: Group<'_>,
    text: &Text,
    place: Place,
    remedy: Option<String>,
    renderer: &Renderer,
) -> String {
    let name = visible(text.name());
    let origin = Origin::path(name.as_ref())
        .line(place.line)
        .char_column(place.column);
    let Some(excerpt) = Excerpt::of(text, place) else {
        return renderer.render(&[group.element(origin)]);
    };
    let shown_column = 1 + excerpt.line[..excerpt.mark.start].chars().count();
    let mark = AnnotationKind::Primary.span(excerpt.mark).label(remedy);
    let snippet = Snippet::source(excerpt.line)
        .line_start(place.line)
        .annotation(mark);
    if shown_column == place.column {
        renderer.render(&[group.element(snippet.path(name.as_ref()))])
    } else {
        renderer.render(&[group.element(origin).element(snippet)])
    }
}

/// The part of a line that is worth showing, escaped, and the marked bytes in it.
struct Excerpt {
    line: String,
    mark: std::ops::Range<usize>,
}

impl Excerpt {
    fn of(text: &Text, place: Place) -> Option<Self> {
        let line = text.as_str().lines().nth(place.line.checked_sub(1)?)?;
        let column = place.column.saturating_sub(1);
        let first = column.saturating_sub(BEFORE);
        let part = |from: usize, count: usize| -> String {
            let part: String = line.chars().skip(from).take(count).collect();
            visible(&part.replace('\t', " ")).into_owned()
        };
        let before = part(first, column - first);
        let marked = part(column, place.length.min(AFTER));
        let after = part(column + place.length.min(AFTER), AFTER);
        let cut = if first > 0 { "…" } else { "" };
        let shown = column + place.length.min(AFTER) + AFTER;
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
