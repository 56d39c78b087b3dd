//! Problems as a person sees them: the message, the file with line and column, the line itself
//! with the place marked, and what to type next.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Error, Location, SourceText, Span};
use crate::text::{lines, sanitize};

/// How many characters of a long line are shown before the place and after its beginning.
const BEFORE: usize = 40;
const AFTER: usize = 60;

impl Error {
    /// All there is to say, ready to print.
    pub(crate) fn render(&self, color: bool) -> String {
        match self {
            Self::Diagnostics(diagnostics) if color => render(diagnostics, &Renderer::styled()),
            Self::Diagnostics(diagnostics) => render(diagnostics, &Renderer::plain()),
            Self::Left | Self::Signal(_) => String::new(),
        }
    }
}

fn render(diagnostics: &Diagnostics, renderer: &Renderer) -> String {
    let shown = diagnostics.shown.iter();
    let mut notices: Vec<String> = shown.map(|each| notice(each, renderer) + "\n\n").collect();
    if diagnostics.hidden > 0 {
        let more = format!("{} more such problems", diagnostics.hidden);
        notices.push(title(Level::ERROR, &more, renderer) + "\n\n");
    }
    if let Some(hint) = &diagnostics.hint {
        notices.push(title(Level::HELP.with_name("hint"), hint, renderer) + "\n");
        notices.push(diagnostics.example.clone());
    }
    notices.concat()
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
        Location::Cell { .. } | Location::File(_) => {
            group.element(Origin::path(diagnostic.at.to_string()))
        }
        Location::Nowhere => group,
    };
    let hint = remedy.map(|remedy| Level::HELP.with_name("hint").message(remedy));
    renderer.render(&[shown.elements(hint)])
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
    let Some((line, mark)) = excerpt(text, span) else {
        let origin = Origin::path(name.as_ref()).line(span.line).char_column(span.column);
        return renderer.render(&[group.element(origin)]);
    };
    let shown_column = 1 + line[..mark.start].chars().count();
    let mark = AnnotationKind::Primary.span(mark).label(remedy);
    let snippet = Snippet::source(line).line_start(span.line).path(name.as_ref()).annotation(mark);
    let notice = renderer.render(&[group.element(snippet)]);
    let at = |column: usize| format!("{name}:{}:{column}", span.line);
    match notice.split_once('\n') {
        Some((title, below)) if shown_column != span.column => {
            let below = below.replacen(&at(shown_column), &at(span.column), 1);
            format!("{title}\n{below}")
        }
        _ => notice,
    }
}

/// The part of a line that is worth showing, escaped, and the marked bytes in it.
fn excerpt(text: &SourceText, span: Span) -> Option<(String, Range<usize>)> {
    let line = lines(text.as_str()).nth(span.line.checked_sub(1)?)?;
    let line: Vec<char> = line.chars().collect();
    let start = span.column.saturating_sub(1).min(line.len());
    let end = (start + span.length.min(AFTER)).min(line.len());
    let shown = start.saturating_sub(BEFORE)..(end + AFTER).min(line.len());
    let part = |characters: Range<usize>| {
        let part: String = line[characters].iter().collect();
        sanitize(&part.replace('\t', " ")).into_owned()
    };
    let cut = |is_cut| if is_cut { "…" } else { "" };
    let before = cut(shown.start > 0).to_owned() + &part(shown.start..start);
    let marked = part(start..end);
    let after = part(end..shown.end) + cut(shown.end < line.len());
    let mark = before.len()..before.len() + marked.len();
    Some((before + &marked + &after, mark))
}

#[cfg(test)]
mod tests;
