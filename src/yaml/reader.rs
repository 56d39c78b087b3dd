//! The library's events, put together into a tree.
//!
//! The events are taken from the library's parser and not through serde, which would take a plain
//! scalar for a number or a truth value and lose what was written.

use std::{collections::HashMap, mem::size_of};

use serde_yaml::granit_parser::{self, Event, Parser, ScalarStyle, StrInput, Tag};

use super::{Node, Value, grammar, habits};
use crate::diagnostic::{Diagnostic, DiagnosticKind, SourceText, Span};

/// How deep lists and mappings may stand in one another, with what aliases stand for. The files
/// read here need three levels.
const DEPTH_AT_MOST: usize = 32;

/// How large a tree may be in bytes, with what aliases stand for: all its text, and a node for every
/// value. The longest questionnaire has a mebibyte of text and half of one in nodes.
pub(super) const TREE_AT_MOST: usize = 4 << 20;

/// Reads one YAML or JSON document. The error is the first place where the text is not YAML, holds
/// more than one document, or holds more, or deeper, than any file of ours needs.
pub(crate) fn read(text: &SourceText) -> Result<Node, Diagnostic> {
    let options = granit_parser::options! {
        flow_nesting_limit: DEPTH_AT_MOST,
        block_nesting_limit: DEPTH_AT_MOST,
    };
    let reader = Reader {
        text,
        events: Parser::new_from_str_with_options(text.as_str(), options),
        named: HashMap::new(),
        size: 0,
        depth: 0,
    };
    let habit = |diagnostic| habits::habit(text).unwrap_or(diagnostic);
    reader.document().map_err(habit)
}

struct Reader<'a> {
    text: &'a SourceText,
    events: Parser<'a, StrInput<'a>>,
    /// What aliases may stand for, by the anchor's number, and how large each is.
    named: HashMap<usize, (Node, usize)>,
    /// How large all of the tree is by now.
    size: usize,
    /// In how many lists and mappings the reader is.
    depth: usize,
}

impl<'a> Reader<'a> {
    fn document(mut self) -> Result<Node, Diagnostic> {
        let _ = self.event()?; // the stream's start
        let (start, span) = self.event()?;
        if start == Event::StreamEnd {
            let value = Value::Empty;
            return Ok(Node { value, span });
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
        let before = self.size;
        let (value, anchor) = match event {
            Event::Alias(anchor) => return self.alias(anchor, span),
            Event::SequenceStart(_, anchor, _) => (self.within(Self::list, span)?, anchor),
            Event::MappingStart(_, anchor, _) => (self.within(Self::mapping, span)?, anchor),
            Event::Scalar(text, ScalarStyle::Plain, anchor, tag)
                if is_nothing(&text, tag.as_deref()) =>
            {
                (Value::Empty, anchor)
            }
            Event::Scalar(text, _, anchor, _) => {
                self.grow(text.len(), span)?;
                (Value::Scalar(text.into_owned()), anchor)
            }
            _ => return Err(self.refuse("something is missing before this", span)),
        };
        self.grow(size_of::<Node>(), span)?;
        let node = Node { value, span };
        if anchor > 0 {
            let size = self.size - before;
            self.grow(size, span)?;
            self.named.insert(anchor, (node.clone(), size));
        }
        Ok(node)
    }

    /// Reads what stands one level deeper.
    fn within(
        &mut self,
        read: fn(&mut Self) -> Result<Value, Diagnostic>,
        span: Span,
    ) -> Result<Value, Diagnostic> {
        self.depth += 1;
        self.must_not_be_too_deep(self.depth, span)?;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
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

    /// What an alias stands for, in the alias's place.
    fn alias(&mut self, anchor: usize, span: Span) -> Result<Node, Diagnostic> {
        let Some((node, size)) = self.named.get(&anchor) else {
            return Err(self.refuse("an alias stands within what it stands for", span));
        };
        let (value, size) = (node.value.clone(), *size);
        self.must_not_be_too_deep(self.depth + height(&value), span)?;
        self.grow(size, span)?;
        Ok(Node { value, span })
    }

    fn must_not_be_too_deep(&self, depth: usize, span: Span) -> Result<(), Diagnostic> {
        if depth > DEPTH_AT_MOST {
            return Err(self.refuse(grammar::TOO_DEEP, span));
        }
        Ok(())
    }

    fn grow(&mut self, bytes: usize, span: Span) -> Result<(), Diagnostic> {
        self.size += bytes;
        if self.size > TREE_AT_MOST {
            return Err(self.refuse("it is too intricate for what it should say", span));
        }
        Ok(())
    }

    fn refuse(&self, reason: &str, span: Span) -> Diagnostic {
        Diagnostic::at(self.text, span, DiagnosticKind::NotYaml(reason.to_owned()))
    }
}

/// How many levels of lists and mappings there are in a value.
fn height(value: &Value) -> usize {
    match value {
        Value::Empty | Value::Scalar(_) => 0,
        Value::List(items) => {
            let each = items.iter();
            1 + each.map(|item| height(&item.value)).max().unwrap_or(0)
        }
        Value::Mapping(entries) => {
            let each = entries.iter().flat_map(|(key, value)| [key, value]);
            1 + each.map(|node| height(&node.value)).max().unwrap_or(0)
        }
    }
}

/// Whether plain text says that there is no value, if it is not tagged as text.
fn is_nothing(text: &str, tag: Option<&Tag>) -> bool {
    let is_text = tag.and_then(Tag::core_suffix) == Some("str");
    !is_text && matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn place(span: granit_parser::Span) -> Span {
    Span {
        // A mapping, and a value that is not there, begin at a point; one character is shown.
        length: span.len().max(1),
        ..grammar::span(span.start)
    }
}
