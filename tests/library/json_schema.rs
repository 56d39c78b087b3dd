//! A validator for what our schemas say of JSON Schema, draft 2020-12: no crate does it without
//! forty others. A keyword that it does not know is a failure, so that a schema says nothing that
//! nobody checks.

use regex_lite::Regex;
use serde_json::Value;

/// What annotates and judges nothing.
const ANNOTATIONS: [&str; 7] =
    ["$schema", "$defs", "title", "description", "default", "format", "examples"];

/// Why a value does not match a schema, with the pointer to the part that does not; none if it does.
pub fn mismatch(schema: &Value, value: &Value) -> Option<String> {
    Validator { root: schema }.mismatch(schema, value, "")
}

struct Validator<'a> {
    root: &'a Value,
}

impl Validator<'_> {
    fn mismatch(&self, schema: &Value, value: &Value, at: &str) -> Option<String> {
        let Some(keywords) = schema.as_object() else {
            return (schema == &Value::Bool(false)).then(|| format!("{at} may not be there"));
        };
        keywords.iter().find_map(|(keyword, rule)| match keyword.as_str() {
            keyword if ANNOTATIONS.contains(&keyword) => None,
            "$ref" => {
                let target = rule.as_str().unwrap().strip_prefix('#').unwrap();
                self.mismatch(self.root.pointer(target).unwrap(), value, at)
            }
            "properties" | "additionalProperties" | "propertyNames" | "items" => {
                self.within(keyword, rule, keywords, value, at)
            }
            "anyOf" | "oneOf" => {
                let parts = rule.as_array().unwrap();
                let fits =
                    parts.iter().filter(|part| self.mismatch(part, value, at).is_none()).count();
                let is_right = if keyword == "anyOf" { fits > 0 } else { fits == 1 };
                (!is_right).then(|| format!("{at} fits {fits} of {keyword}"))
            }
            _ => (!judge(keyword, rule, value))
                .then(|| format!("{at} is {value}, against {keyword} {rule}")),
        })
    }

    fn within(
        &self,
        keyword: &str,
        rule: &Value,
        beside: &serde_json::Map<String, Value>,
        value: &Value,
        at: &str,
    ) -> Option<String> {
        if let ("items", Some(items)) = (keyword, value.as_array()) {
            return items
                .iter()
                .enumerate()
                .find_map(|(n, item)| self.mismatch(rule, item, &format!("{at}/{n}")));
        }
        let named = |key: &str| beside.get("properties").and_then(|properties| properties.get(key));
        value.as_object()?.iter().find_map(|(key, part)| {
            let at = format!("{at}/{key}");
            match keyword {
                "properties" => self.mismatch(rule.get(key)?, part, &at),
                "additionalProperties" if named(key).is_none() => self.mismatch(rule, part, &at),
                "propertyNames" => self.mismatch(rule, &Value::from(key.as_str()), &at),
                _ => None,
            }
        })
    }
}

/// Whether a value keeps a rule that looks at it alone; a rule for another type is kept.
fn judge(keyword: &str, rule: &Value, value: &Value) -> bool {
    let limit = || usize::try_from(rule.as_u64().unwrap()).unwrap();
    let texts = || rule.as_array().unwrap().iter().map(|text| text.as_str().unwrap());
    match (keyword, value) {
        ("type", _) => match rule {
            Value::String(name) => is_of(name, value),
            _ => texts().any(|name| is_of(name, value)),
        },
        ("enum", _) => rule.as_array().unwrap().contains(value),
        ("const", _) => rule == value,
        ("pattern", Value::String(text)) => {
            Regex::new(rule.as_str().unwrap()).unwrap().is_match(text)
        }
        ("maxLength", Value::String(text)) => text.chars().count() <= limit(),
        ("minimum", Value::Number(number)) => number.as_f64() >= rule.as_f64(),
        ("maximum", Value::Number(number)) => number.as_f64() <= rule.as_f64(),
        ("required", Value::Object(object)) => texts().all(|key| object.contains_key(key)),
        ("minProperties", Value::Object(object)) => object.len() >= limit(),
        ("maxProperties", Value::Object(object)) => object.len() <= limit(),
        ("minItems", Value::Array(items)) => items.len() >= limit(),
        ("maxItems", Value::Array(items)) => items.len() <= limit(),
        (
            "pattern" | "maxLength" | "minimum" | "maximum" | "required" | "minProperties"
            | "maxProperties" | "minItems" | "maxItems",
            _,
        ) => true,
        _ => panic!("{keyword} is not checked"),
    }
}

fn is_of(name: &str, value: &Value) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
        Value::Number(number) => {
            name == "number" || name == "integer" && (number.is_i64() || number.is_u64())
        }
    }
}
