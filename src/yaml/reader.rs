//! The text as the library reads it, and what the library loses taken from the text again.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{
    Location, Options, Spanned,
    options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy},
};

use super::{Node, Value, grammar::problem};
use crate::problem::{Place, Problem, Text};

/// How deep lists and mappings may stand in one another. The files read here need three levels.
const DEPTH_AT_MOST: usize = 32;

/// How many values a text may hold, those that aliases stand for included. The longest
/// questionnaire has eleven thousand.
const NODES_AT_MOST: usize = 50_000;

/// Reads one YAML or JSON document.
///
/// # Errors
///
/// The first place where the text is not YAML, holds more than one document, or nests deeper than
/// any file of ours needs.
pub fn read(text: &Text) -> Result<Node, Problem> {
    let source = text.as_str();
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(source, options()) {
        Ok(root) => Ok(node(root, source)),
        Err(error) => Err(problem(&error, text)),
    }
}

fn options() -> Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_depth: DEPTH_AT_MOST,
            flow_nesting_limit: DEPTH_AT_MOST,
            max_documents: 1,
            max_nodes: NODES_AT_MOST,
        },
        strict_booleans: true,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::Error,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        with_snippet: false,
        ignore_binary_tag_for_string: true,
    }
}

/// The value as the library hands it over. A plain scalar's text is lost where the library took
/// it for a number or a truth value, so [`node`] takes it from the source instead.
enum Raw {
    Empty,
    Typed,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Mapping(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut mapping = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            mapping.push(entry);
        }
        Ok(Raw::Mapping(mapping))
    }
}

fn node(raw: Spanned<Raw>, source: &str) -> Node {
    let value = match raw.value {
        Raw::Empty => Value::Empty,
        Raw::Text(text) => Value::Scalar(text),
        Raw::Typed => Value::Scalar(written(raw.defined, source).to_owned()),
        Raw::List(items) => Value::List(items.into_iter().map(|item| node(item, source)).collect()),
        Raw::Mapping(entries) => Value::Mapping(
            entries
                .into_iter()
                .map(|(key, value)| (node(key, source), node(value, source)))
                .collect(),
        ),
    };
    Node {
        value,
        place: place(raw.referenced),
    }
}

/// A plain scalar as it stands in the source.
fn written(location: Location, source: &str) -> &str {
    let span = location.span();
    let start = span.byte_offset().map_or(0, size);
    let length = span.byte_len().map_or(0, size);
    source
        .get(start..start.saturating_add(length))
        .unwrap_or_default()
        .trim()
}

pub(super) fn place(location: Location) -> Place {
    Place {
        line: size(location.line()),
        column: size(location.column()),
        length: size(location.span().len()),
    }
}

fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
