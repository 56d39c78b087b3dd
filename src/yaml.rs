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
    Error, ExternalMessageSource, Location, Options, Spanned,
    budget::BudgetBreach,
    granit_parser::ErrorKind,
    options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy},
};

use crate::{
    json,
    problem::{Fault, Place, Problem, Problems, Text},
    text::{Ticked, is_steering, nearest},
};

/// How deep lists and mappings may stand in one another. The files read here need three levels.
const DEPTH_AT_MOST: usize = 32;

/// How many values a text may hold, those that aliases stand for included. The longest
/// questionnaire has eleven thousand.
const NODES_AT_MOST: usize = 50_000;

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

fn place(location: Location) -> Place {
    Place {
        line: size(location.line()),
        column: size(location.column()),
        length: size(location.span().len()),
    }
}

fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

const TOO_DEEP: &str = "lists and mappings nest too deep";

/// The library's problem in our own words where people meet it, in its words elsewhere.
fn problem(error: &Error, text: &Text) -> Problem {
    let fault = Fault::NotYaml(reason(error));
    match error.location().map(place) {
        Some(place) if matches!(error, Error::ExternalMessage { source, .. } if has_tab(source)) => {
            Problem::at(text, tab(text, place), fault)
        }
        Some(place) => Problem::at(text, place, fault),
        None => Problem::of(text.name(), fault),
    }
}

fn reason(error: &Error) -> String {
    let reason = match error {
        // What is wrong where an alias leads to is wrong as it would be in its place.
        Error::AliasError { error, .. } => return reason(error),
        Error::Budget { breach, .. } => match breach {
            BudgetBreach::Documents { .. } => "a second document begins here, and a file holds one",
            BudgetBreach::Depth { .. } => TOO_DEEP,
            _ => "it is too intricate for what it should say",
        },
        Error::MergeKeyNotAllowed { .. } => "the key `<<` has no meaning here",
        Error::UnknownAnchor { .. } => {
            "`*` refers to a value named before, and there is none; put the text in quotes"
        }
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            "an alias stands within what it stands for"
        }
        Error::ExternalMessage { source, msg, .. } => {
            return grammar(source).unwrap_or_else(|| without_place(msg));
        }
        other => return without_place(&other.to_string()),
    };
    reason.to_owned()
}

/// What breaks YAML's grammar, for the mistakes that people make.
fn grammar(source: &ExternalMessageSource) -> Option<String> {
    let ExternalMessageSource::Parser(error) = source else {
        return None;
    };
    let words = match error.kind() {
        ErrorKind::UnclosedFlowCollection { open } => {
            return Some(format!("the `{open}` here is never closed"));
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            return Some(format!("a `{open}` is closed with `{close}`"));
        }
        ErrorKind::UnexpectedCharacter { character } if is_steering(*character) => {
            return Some(format!(
                "the invisible character {} cannot stand here",
                Ticked(character.to_string())
            ));
        }
        ErrorKind::UnexpectedCharacter { .. } => "no plain text begins like this; put it in quotes",
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            "the quote that opens here is never closed"
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar => {
            "there is text behind the closing quote; between single quotes one is written \
             twice, as in 'it''s'"
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            "there is text behind the closing quote; is a comma missing, or a `\\` before a quote?"
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            "between double quotes `\\` is special; write `\\\\`, or use single quotes"
        }
        ErrorKind::MisplacedFlowCollectionEnd => "this bracket closes nothing",
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            "a comma or the closing bracket is missing before this"
        }
        ErrorKind::InvalidColonPlacement => "a `:` within `[…]`; is that bracket closed?",
        ErrorKind::UnexpectedEof
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::ExpectedNodeContent => "something is missing before this",
        ErrorKind::RecursionLimitExceeded => TOO_DEEP,
        ErrorKind::InvalidBlockScalarHeader => {
            "a text that begins with `|` or `>` goes on in the next line; put it in quotes"
        }
        kind if is_tab(kind) => "a tab stands where only spaces may be",
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent => {
            "this does not stand under what it belongs to; mind the spaces before it"
        }
        ErrorKind::MappingValueNotAllowed => {
            "a second `:` in one value; put the text in quotes, or mind the spaces before the line"
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            "a key without a `:` behind it"
        }
        ErrorKind::BlockSequenceEntryNotAllowed | ErrorKind::BlockEntryInFlowCollection => {
            "no list item can begin here"
        }
        _ => return None,
    };
    Some(words.to_owned())
}

fn has_tab(source: &ExternalMessageSource) -> bool {
    matches!(source, ExternalMessageSource::Parser(error) if is_tab(error.kind()))
}

const fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
    )
}

/// Where the tab is. The library names the text that the line with the tab would carry on, so it
/// is the first from there on that is indented by one.
fn tab(text: &Text, found: Place) -> Place {
    let mut lines = text
        .as_str()
        .lines()
        .enumerate()
        .skip(found.line.saturating_sub(1));
    let tab = lines.find_map(|(index, line)| {
        let mut indent = line.chars().take_while(|c| c.is_whitespace());
        let column = indent.position(|c| c == '\t')?;
        Some((index + 1, column + 1))
    });
    tab.map_or(found, |(line, column)| Place {
        line,
        column,
        length: 1,
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        let problem = read(&Text::new("a.yaml", text)).unwrap_err();
        let problems: Problems = problem.into();
        let (place, fault) = problems.places().next().unwrap();
        format!("{place} {fault}").replace("cannot read this as YAML: ", "")
    }

    #[test]
    fn a_scalar_is_what_was_written_and_knows_where() {
        let root = read(&Text::new(
            "a.yaml",
            "\u{feff}a: 007\nb: TRUE\nc: 'x'\nd:\n",
        ))
        .unwrap();
        let Value::Mapping(entries) = root.value else {
            panic!("a mapping");
        };
        let values: Vec<_> = entries
            .iter()
            .map(|(_, value)| (value.place.to_string(), value.value.clone()))
            .collect();
        let scalar = |text: &str| Value::Scalar(text.to_owned());
        assert_eq!(values[0], ("1:4".to_owned(), scalar("007")));
        assert_eq!(values[1], ("2:4".to_owned(), scalar("TRUE")));
        assert_eq!(values[2], ("3:4".to_owned(), scalar("x")));
        assert_eq!(values[3].1, Value::Empty);
    }

    #[test]
    fn an_open_quote_or_bracket_is_shown_where_it_opens() {
        let quote = "the quote that opens here is never closed";
        assert_eq!(wrong("a: b\nc: \"d\ne: f\n"), format!("2:4 {quote}"));
        assert_eq!(wrong("a: 'b\n"), format!("1:4 {quote}"));
        assert_eq!(
            wrong("a: {b: c,\n d: e\n"),
            "1:4 the `{` here is never closed"
        );
        assert_eq!(wrong("a: [b,\n c\n"), "1:4 the `[` here is never closed");
        assert_eq!(
            wrong("a: [b\nc: d\n"),
            "2:2 a `:` within `[…]`; is that bracket closed?"
        );
        assert_eq!(wrong("a: {b: c]\n"), "1:4 a `{` is closed with `]`");
        assert_eq!(wrong("a: ]\n"), "1:4 this bracket closes nothing");
    }

    #[test]
    fn a_tab_is_shown_where_it_is() {
        let tab = "a tab stands where only spaces may be";
        assert_eq!(wrong("a:\n\tb: c\n"), format!("2:1 {tab}"));
        assert_eq!(wrong("a:\n  b: c\n\td: e\n"), format!("3:1 {tab}"));
    }

    #[test]
    fn a_line_out_of_line_is_told_so() {
        let spaces = "this does not stand under what it belongs to; mind the spaces before it";
        assert_eq!(wrong("a:\n  b: c\n d: e\n"), format!("3:2 {spaces}"));
        let colon =
            "a second `:` in one value; put the text in quotes, or mind the spaces before the line";
        assert_eq!(wrong("a:\n  b: c\n   d: e\n"), format!("3:5 {colon}"));
        assert_eq!(wrong("a: b: c\n"), format!("1:5 {colon}"));
        assert_eq!(
            wrong("a: b\nc d\ne: f\n"),
            "2:1 a key without a `:` behind it"
        );
    }

    #[test]
    fn text_that_needs_quotes_is_told_so() {
        let plain = "no plain text begins like this; put it in quotes";
        assert_eq!(wrong("a: @b\n"), format!("1:4 {plain}"));
        assert_eq!(wrong("a: `b`\n"), format!("1:4 {plain}"));
        assert_eq!(
            wrong("a: \"b\u{1b}\"\n"),
            "1:6 the invisible character `\\u{1b}` cannot stand here"
        );
        assert_eq!(
            wrong("a: 'it's'\n"),
            "1:8 there is text behind the closing quote; between single quotes one is written \
             twice, as in 'it''s'"
        );
        assert_eq!(
            wrong("{\"a\": \"b\" \"c\": \"d\"}"),
            "1:11 there is text behind the closing quote; is a comma missing, or a `\\` before a \
             quote?"
        );
        assert_eq!(
            wrong("a: \"b\\q\"\n"),
            "1:4 between double quotes `\\` is special; write `\\\\`, or use single quotes"
        );
    }

    #[test]
    fn one_file_holds_one_document_and_not_too_deep() {
        assert_eq!(
            wrong("a: b\n---\nc: d\n"),
            "2:1 a second document begins here, and a file holds one"
        );
        assert!(wrong(&"[".repeat(40)).ends_with("lists and mappings nest too deep"));
    }
}
