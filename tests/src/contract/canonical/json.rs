//! JSON.

use msgraph_bindgen::diagnostics::{SourceId, Span};
use msgraph_bindgen::docs;
use msgraph_bindgen::docs::json::{Node, Value};
use msgraph_bindgen::docs::page::Text;
use std::collections::BTreeMap;
use std::fmt;

/// A JSON value in its canonical form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number: digits without zeros at their ends, and the power of ten that they stand for.
    Number(String, i64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// The canonical form of what was read. Nesting is bounded by whoever read it.
    pub fn of(node: &Node<'_>) -> Self {
        match &node.value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(text) => Self::number(text),
            Value::String(text) => Self::String(text.to_string()),
            Value::Array(items) => Self::Array(items.iter().map(Self::of).collect()),
            Value::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|member| {
                        let value = Self::of(&member.value);
                        (member.name.to_string(), without_hash(&member.name, value))
                    })
                    .collect(),
            ),
        }
    }

    fn number(text: &str) -> Self {
        /// Digits that a double always has room for, and one more.
        const HELD: usize = 17;
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let is_fraction = text.contains(['.', 'e', 'E']);
        match text.parse::<f64>() {
            Ok(double) if is_fraction && digits <= HELD => Self::decimal(&double.to_string()),
            _ => Self::decimal(text),
        }
    }

    fn decimal(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (sign, mantissa) = match mantissa.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", mantissa),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let digits = digits.trim_start_matches('0');
        let bare = digits.trim_end_matches('0');
        let zeros = digits.len() - bare.len();
        let length = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        match exponent.parse::<i64>() {
            _ if bare.is_empty() => Self::Number("0".to_owned(), 0),
            Ok(exponent) => {
                let power = exponent.saturating_sub(length(fraction.len()));
                Self::Number(format!("{sign}{bare}"), power.saturating_add(length(zeros)))
            }
            Err(_) => Self::Number(text.to_owned(), 0),
        }
    }

    /// The arguments of an action: names in lower case, without what is null.
    #[must_use]
    pub fn as_arguments(self) -> Self {
        match self {
            Self::Object(members) => {
                let given = members
                    .into_iter()
                    .filter(|(_, value)| *value != Self::Null);
                Self::Object(
                    given
                        .map(|(name, value)| (name.to_lowercase(), value))
                        .collect(),
                )
            }
            other => other,
        }
    }

    /// The same body without the control information that requests do not carry.
    pub fn as_sent(self) -> Self {
        let is_sent = |name: &str| match name.split_once("@odata.") {
            Some((before, "id")) => before.is_empty(),
            Some((_, rest)) => rest == "type" || rest == "bind",
            None => true,
        };
        match self {
            Self::Array(items) => Self::Array(items.into_iter().map(Self::as_sent).collect()),
            Self::Object(members) => Self::Object(
                members
                    .into_iter()
                    .filter(|(name, _)| is_sent(name))
                    .map(|(name, value)| (name, value.as_sent()))
                    .collect(),
            ),
            other => other,
        }
    }
}

fn without_hash(name: &str, value: Json) -> Json {
    match value {
        Json::String(text) if name.ends_with("@odata.type") => {
            Json::String(text.strip_prefix('#').unwrap_or(&text).to_owned())
        }
        other => other,
    }
}

/// What a value is, for people: scalars as they are.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(digits, 0) => f.write_str(digits),
            Self::Number(digits, power) => write!(f, "{digits}e{power}"),
            Self::String(text) => write!(f, "{text:?}"),
            Self::Array(items) => write!(f, "an array of {}", items.len()),
            Self::Object(_) => f.write_str("an object"),
        }
    }
}

/// The canonical form of JSON text.
///
/// # Errors
/// Where it is not valid.
pub fn parse(text: &str) -> Result<Json, String> {
    serde_json::from_str::<serde::de::IgnoredAny>(text).map_err(|fault| fault.to_string())?;
    let span = Span {
        source: SourceId(0),
        start: 0,
        end: 0,
    };
    let text = Text {
        text: text.into(),
        span,
    };
    // The text is valid, so nothing of it is repaired.
    let block = docs::json::read(&text).map_err(|fault| fault.to_string())?;
    Ok(Json::of(&block.value))
}

/// What an answer's `value` holds, where nothing but control information stands beside it: an entity together with that control
/// information, or any other value by itself.
pub fn unwrapped(body: &Json) -> Option<Json> {
    let Json::Object(members) = body else {
        return None;
    };
    let value = members.get("value")?;
    if members
        .keys()
        .any(|name| name != "value" && !name.contains('@'))
    {
        return None;
    }
    let Json::Object(inner) = value else {
        return Some(value.clone());
    };
    let mut merged = members.clone();
    merged.remove("value");
    merged.extend(inner.clone());
    Some(Json::Object(merged))
}

/// Where two values differ first, and how; `None` where they are equal.
pub fn difference(expected: &Json, found: &Json) -> Option<String> {
    let mut open = vec![(String::new(), expected, found)];
    // Depth first, in order: the first difference is the one that a reader meets first.
    while let Some((path, expected, found)) = open.pop() {
        match (expected, found) {
            (Json::Object(left), Json::Object(right)) => {
                let missing = left.keys().find(|name| !right.contains_key(*name));
                if let Some(name) = missing {
                    return Some(format!("{path}/{name} is missing"));
                }
                if let Some(name) = right.keys().find(|name| !left.contains_key(*name)) {
                    return Some(format!("{path}/{name} is new"));
                }
                let pairs = left.iter().filter_map(|(name, value)| {
                    Some((format!("{path}/{name}"), value, right.get(name)?))
                });
                open.extend(pairs.rev());
            }
            (Json::Array(left), Json::Array(right)) if left.len() == right.len() => {
                let pairs = left.iter().zip(right).enumerate();
                let pairs = pairs.map(|(at, (left, right))| (format!("{path}/{at}"), left, right));
                open.extend(pairs.rev());
            }
            _ if expected == found => {}
            _ => {
                let place = if path.is_empty() { "the body" } else { &path };
                return Some(format!("{place} is {found} and was {expected}"));
            }
        }
    }
    None
}
