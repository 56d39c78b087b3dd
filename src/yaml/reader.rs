//! The library's events, put together into a tree.
//!
//! The events are taken from the library's parser and not through serde, which would take a plain
//! scalar for a number or a truth value and lose what was written.

use serde_yaml::granit_parser::{self, Event, Parser, ScalarStyle, StrInput};

use super::{Node, Value, grammar};
use crate::diagnostic::{Diagnostic, DiagnosticKind, SourceText, Span};

/// How deep lists may stand in one another, and mappings. The files read here need three levels.
const DEPTH_AT_MOST: usize = 32;

/// Reads one YAML or JSON document. The error is the first place where the text is not YAML, holds
/// more than one document or more levels than any file of ours needs, or repeats a value by name:
/// so a tree is never larger than its text.
pub(crate) fn read(text: &SourceText) -> Result<Node, Diagnostic> {
    let options = granit_parser::options! {
        flow_nesting_limit: DEPTH_AT_MOST,
        block_nesting_limit: DEPTH_AT_MOST,
    };
    let events = Parser::new_from_str_with_options(text.as_str(), options);
    let document = Reader { text, events }.document();
    document.map_err(|diagnostic| grammar::habit(text).unwrap_or(diagnostic))
}

struct Reader<'a> {
    text: &'a SourceText,
    events: Parser<'a, StrInput<'a>>,
}

impl<'a> Reader<'a> {
    fn document(mut self) -> Result<Node, Diagnostic> {
        let _ = self.event()?; // the stream's start
        let (start, span) = self.event()?;
        if start == Event::StreamEnd {
            return Ok(Node { value: Value::Empty, span });
        }
        let root = self.event()?;
        let root = self.node(root)?;
        let _ = self.event()?; // the document's end
        match self.event()? {
            (Event::StreamEnd, _) => Ok(root),
            (_, span) => {
                Err(self.refuse("a second document begins here, and a file holds one", span))
            }
        }
    }

    fn event(&mut self) -> Result<(Event<'a>, Span), Diagnostic> {
        match self.events.next() {
            Some(Ok((event, span))) => Ok((event, place(span))),
            Some(Err(error)) => Err(grammar::diagnostic(&error, self.text)),
            None => Ok((Event::StreamEnd, place(granit_parser::Span::default()))),
        }
    }

    /// The value that begins with this event.
    fn node(&mut self, (event, span): (Event<'a>, Span)) -> Result<Node, Diagnostic> {
        let value = match event {
            Event::SequenceStart(..) => self.list()?,
            Event::MappingStart(..) => self.mapping()?,
            Event::Scalar(text, ScalarStyle::Plain, ..) if is_nothing(&text) => Value::Empty,
            Event::Scalar(text, ..) => Value::Scalar(text.into_owned()),
            Event::Alias(_) => return Err(self.refuse(grammar::ALIAS, span)),
            _ => return Err(self.refuse("something is missing before this", span)),
        };
        Ok(Node { value, span })
    }

    fn list(&mut self) -> Result<Value, Diagnostic> {
        let mut items = Vec::new();
        loop {
            match self.event()? {
                (Event::SequenceEnd, _) => return Ok(Value::List(items)),
                item => items.push(self.node(item)?),
            }
        }
    }

    fn mapping(&mut self) -> Result<Value, Diagnostic> {
        let mut entries = Vec::new();
        loop {
            let key = match self.event()? {
                (Event::MappingEnd, _) => return Ok(Value::Mapping(entries)),
                key => self.node(key)?,
            };
            let value = self.event()?;
            entries.push((key, self.node(value)?));
        }
    }

    fn refuse(&self, reason: &str, span: Span) -> Diagnostic {
        Diagnostic::at(self.text, span, DiagnosticKind::NotYaml(reason.to_owned()))
    }
}

/// Whether plain text says that there is no value.
fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn place(span: granit_parser::Span) -> Span {
    // A mapping, and a value that is not there, begin at a point; one character is shown.
    Span { length: span.len().max(1), ..grammar::span(span.start) }
}
