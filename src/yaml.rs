//! YAML and JSON text as a tree of values that know their place.
//!
//! JSON is read by the same reader, since YAML contains it. The tree keeps every scalar as its text, so
//! nothing between the file and the program turns `yes` into a truth value or `007` into a 7; it keeps every key, a repeated one
//! too, so that the room that reads the tree can report all its problems at once.
//!
//! This is the only file that names the YAML library.

use std::{collections::HashMap, fmt};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{
    Error, Location, Options, Spanned,
    budget::BudgetBreach,
    options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy},
};

use crate::{
    json,
    problem::{Fault, Place, Problem, Problems, Text},
    text::nearest,
};

/// How deep lists and mappings may stand in one another. The files read here need three levels.
const DEPTH_AT_MOST: usize = 32;

/// One value and where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub place: Place,
}

/// A value as the text has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing was written, or `null` or `~`.
    Empty,
    /// Text, a number or a truth value, as it was written.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the order of the text.
    Mapping(Vec<(Node, Node)>),
}

impl Value {
    /// What kind of value this is, for a message.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "nothing",
            Self::Scalar(_) => "a single value",
            Self::List(_) => "a list",
            Self::Mapping(_) => "a mapping",
        }
    }
}

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
    let start = span.byte_offset().map_or(0, |offset| offset as usize);
    let length = span.byte_len().map_or(0, |length| length as usize);
    source.get(start..start + length).unwrap_or_default().trim()
}

fn place(location: Location) -> Place {
    Place {
        line: location.line() as usize,
        column: location.column() as usize,
        length: location.span().len() as usize,
    }
}

/// The library's problem in our own words where people meet it, in its words elsewhere.
fn problem(error: &Error, text: &Text) -> Problem {
    let fault = Fault::NotYaml(match error {
        Error::Budget {
            breach: BudgetBreach::Documents { .. },
            ..
        } => "a second document begins here, and a file holds one".to_owned(),
        Error::Budget {
            breach: BudgetBreach::Depth { .. },
            ..
        } => "lists and mappings nest too deep".to_owned(),
        Error::Budget { .. } => "it is too intricate for what it should say".to_owned(),
        Error::MergeKeyNotAllowed { .. } => "the key `<<` has no meaning here".to_owned(),
        other => without_place(&other.to_string()),
    });
    match error.location() {
        Some(location) => Problem::at(text, place(location), fault),
        None => Problem::of(text.name(), fault),
    }
}

/// The library's wording ends with the place, which is shown with the line anyhow.
fn without_place(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or(message);
    message
        .replace(": while parsing", ", while parsing")
        .to_lowercase()
}

/// The entries of a mapping, read by key. Every key that is unknown or there twice is a problem
/// of its own; the first value of a repeated key is the one that is read on.
pub struct Fields<'a> {
    text: &'a Text,
    place: Place,
    entries: Vec<(&'a str, &'a Node)>,
}

impl<'a> Fields<'a> {
    /// The entries of `node`, which must be a mapping with none but the `known` keys. `what` names
    /// it in a message.
    pub fn of(
        text: &'a Text,
        node: &'a Node,
        what: &str,
        known: &'static [&'static str],
        problems: &mut Problems,
    ) -> Option<Self> {
        let mut fields = Self {
            text,
            place: node.place,
            entries: Vec::new(),
        };
        for (key, value) in entries(text, node, what, problems)? {
            match known.iter().find(|name| **name == key.text) {
                Some(_) => fields.entries.push((key.text, value)),
                None => problems.push(Problem::at(text, key.place, unknown(key.text, known))),
            }
        }
        Some(fields)
    }

    /// The value of a key, if the key is there.
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        self.entries
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| *value)
    }

    /// The value of a key that must be there.
    pub fn need(&self, key: &'static str, problems: &mut Problems) -> Option<&'a Node> {
        let value = self.get(key);
        if value.is_none() {
            // A mapping's own place covers all of it; its beginning is enough to find it by.
            let place = Place {
                length: 1,
                ..self.place
            };
            problems.push(Problem::at(self.text, place, Fault::MissingKey(key)));
        }
        value
    }
}

fn unknown(key: &str, known: &'static [&'static str]) -> Fault {
    Fault::UnknownKey {
        key: key.to_owned(),
        nearest: nearest(key, known.iter().copied()).map(str::to_owned),
        known,
    }
}

/// A key of a mapping and where it stands.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    /// The key.
    pub text: &'a str,
    /// Its place.
    pub place: Place,
}

/// The entries of `node`, which must be a mapping whose keys are single values, none of them twice.
pub fn entries<'a>(
    text: &Text,
    node: &'a Node,
    what: &str,
    problems: &mut Problems,
) -> Option<Vec<(Key<'a>, &'a Node)>> {
    let Value::Mapping(mapping) = &node.value else {
        problems.push(shape(text, node, what, "a mapping"));
        return None;
    };
    let mut lines: HashMap<&str, usize> = HashMap::new();
    let mut entries = Vec::new();
    for (key, value) in mapping {
        let Some(name) = scalar(text, key, "a key", problems) else {
            continue;
        };
        if let Some(first) = lines.get(name) {
            let fault = Fault::RepeatedKey {
                key: name.to_owned(),
                first: *first,
            };
            problems.push(Problem::at(text, key.place, fault));
        } else {
            lines.insert(name, key.place.line);
            entries.push((
                Key {
                    text: name,
                    place: key.place,
                },
                value,
            ));
        }
    }
    Some(entries)
}

/// The text of `node`, which must be a single value and not empty.
pub fn scalar<'a>(
    text: &Text,
    node: &'a Node,
    what: &str,
    problems: &mut Problems,
) -> Option<&'a str> {
    match &node.value {
        Value::Scalar(scalar) if !scalar.trim().is_empty() => Some(scalar.trim()),
        Value::Scalar(_) | Value::Empty => {
            let fault = Fault::EmptyValue(what.to_owned());
            problems.push(Problem::at(text, node.place, fault));
            None
        }
        _ => {
            problems.push(shape(text, node, what, "a single value"));
            None
        }
    }
}

/// The text of `node`, or none where nothing is written: a blank line of a form left as it was.
pub fn optional_scalar<'a>(
    text: &Text,
    node: Option<&'a Node>,
    what: &str,
    problems: &mut Problems,
) -> Option<&'a str> {
    match node.map(|node| (node, &node.value))? {
        (_, Value::Empty) => None,
        (_, Value::Scalar(scalar)) if scalar.trim().is_empty() => None,
        (node, _) => scalar(text, node, what, problems),
    }
}

/// The problem of a value that is of another kind than wanted.
pub fn shape(text: &Text, node: &Node, what: &str, wanted: &'static str) -> Problem {
    let place = Place {
        length: node.place.length.max(1),
        ..node.place
    };
    let fault = Fault::Shape {
        what: what.to_owned(),
        wanted,
        found: node.value.kind(),
    };
    Problem::at(text, place, fault)
}

/// Text as a YAML value that every reader takes for the same text: plain where that is safe,
/// otherwise in JSON's quotes, which YAML shares.
pub fn quoted(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        json::string(text)
    }
}

/// Words that some reader of YAML takes for something else than text.
const NOT_TEXT: [&str; 10] = [
    "yes", "no", "true", "false", "on", "off", "y", "n", "null", "nan",
];

fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || " .,'()/!-_".contains(c))
        && !NOT_TEXT.contains(&text.to_lowercase().as_str())
}
