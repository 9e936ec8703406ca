//! What two request targets and two JSON texts have in common although they are written differently: the canonical form in which
//! documented examples and what the client makes of them are compared.
//!
//! # Targets
//!
//! 1. Scheme and host go, and so do version prefixes (`/v1.0`, `/beta`, doubled ones too), `~` and a slash at the end.
//! 2. Percent-encoding is taken away, and all white space: `{id | name}` is `{id|name}`, `a, b` is `a,b`.
//! 3. `delta()` is `delta`, and an argument that is `null` is none, as functions are told apart by the arguments that are given.
//!    Arguments stand in the order of their names, without the quotes around strings.
//! 4. A namespace before a name says nothing: `microsoft.graph.delta` is `delta`, `microsoft.graph.user` is `user`.
//! 5. A key in parentheses is a segment: `users('ann')` is `users/ann`. An alternate key stays as it is: `users(userPrincipalName='ann')`.
//! 6. Query options have no order. `$` before the name of a system option is put where it is left out.
//! 7. Where the documented line was resolved in spite of a departure, that departure is no difference: letters of another case, a cast
//!    that is left out, arguments that are left out, `/workbook` for the workbook of an item.
//!
//! # JSON
//!
//! 1. White space, the order of members and the way characters are escaped say nothing; of members with one name the last counts.
//! 2. Numbers are equal when their values are: `1`, `1.0` and `1e0` are, `0.1` and `0.10` too. Their digits are all compared.
//! 3. The `#` before the name in `@odata.type` says nothing, as half of the examples leave it out.
//! 4. An answer's single entity may stand in `value` (see [`unwrapped`]); what is read then is the entity, with the control information
//!    from around it. A value that is no entity stands in `value` always, and is read without it.
//! 5. Control information that a request never carries is not compared in a request's body: of what begins with `@odata.` only `type`,
//!    `id` and `bind` are sent.

use msgraph_bindgen::diagnostics::{SourceId, Span};
use msgraph_bindgen::docs;
use msgraph_bindgen::docs::json::{Node, Value};
use msgraph_bindgen::docs::page::Text;
use std::collections::{BTreeMap, BTreeSet};

/// A request's target in its canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    segments: Vec<String>,
    query: BTreeSet<(String, String)>,
}

/// Whether letters of different case are different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// They are.
    Counts,
    /// They are not.
    Ignored,
}

impl Target {
    /// The canonical form of a target: a path or an absolute URL, as documented or as sent.
    pub fn of(text: &str, case: Case) -> Self {
        let folded = match case {
            Case::Counts => text.to_owned(),
            Case::Ignored => text.to_lowercase(),
        };
        let (path, query) = split_query(without_host(folded.trim()));
        let mut segments = Vec::new();
        for segment in split(path, '/') {
            segments.extend(canonical_segments(segment));
        }
        let versions = segments.iter().take_while(|one| is_version(one)).count();
        segments.drain(..versions);
        let options = query.split('&').filter(|option| !option.trim().is_empty());
        Self {
            segments,
            query: options.map(option).collect(),
        }
    }

    /// The path.
    pub fn path(&self) -> String {
        self.segments.iter().flat_map(|one| ["/", one]).collect()
    }

    /// The same target without the arguments of functions.
    #[must_use]
    pub fn without_arguments(mut self) -> Self {
        for segment in &mut self.segments {
            if segment.ends_with(')')
                && let Some(at) = segment.find('(')
            {
                segment.truncate(at);
            }
        }
        self
    }

    /// Whether this is the other without some of its segments, as a line that leaves casts out is.
    pub fn is_without_casts(&self, other: &Self) -> bool {
        let mut rest = other.segments.iter();
        self.query == other.query
            && self
                .segments
                .iter()
                .all(|one| rest.any(|other| one == other))
    }

    /// Whether the path ends as the other's.
    pub fn ends_with(&self, other: &Self) -> bool {
        self.segments.ends_with(&other.segments) && self.query == other.query
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path())?;
        for (index, (name, value)) in self.query.iter().enumerate() {
            let before = if index == 0 { '?' } else { '&' };
            write!(f, "{before}{name}={value}")?;
        }
        Ok(())
    }
}

fn without_host(text: &str) -> &str {
    let text = text.strip_prefix('~').unwrap_or(text);
    let schemes = ["https://", "http://"];
    let rest = schemes.iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme)
            .then(|| &text[scheme.len()..])
    });
    let is_bare_host = text.to_ascii_lowercase().starts_with("graph.microsoft.");
    match rest.or(is_bare_host.then_some(text)) {
        Some(rest) => rest.find(['/', '?']).map_or("", |at| &rest[at..]),
        None => text,
    }
}

fn is_version(segment: &str) -> bool {
    ["v1.0", "v1", "beta", "{version}"].contains(&&*segment.to_ascii_lowercase())
}

/// The path and what follows its question mark.
fn split_query(text: &str) -> (&str, &str) {
    match split(text, '?').as_slice() {
        [path] => (path, ""),
        [path, ..] => (path, &text[path.len() + 1..]),
        [] => ("", ""),
    }
}

fn option(text: &str) -> (String, String) {
    const SYSTEM: &[&str] = &[
        "count", "expand", "filter", "format", "orderby", "search", "select", "skip", "top",
    ];
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    let name = plain(name);
    let is_system = SYSTEM.contains(&&*name.to_ascii_lowercase());
    let name = if is_system { format!("${name}") } else { name };
    (name, plain(value))
}

/// What one segment of a path is in the canonical form: nothing, one segment, or a name and a key.
fn canonical_segments(segment: &str) -> Vec<String> {
    let segment = segment.trim();
    let call = segment.find('(').filter(|at| *at > 0);
    let call = call.and_then(|at| Some((&segment[..at], segment[at + 1..].strip_suffix(')')?)));
    let Some((name, inside)) = call else {
        let bare = unqualified(&plain(segment));
        return if bare.is_empty() {
            Vec::new()
        } else {
            vec![bare]
        };
    };
    let name = unqualified(&plain(name));
    let mut named = BTreeMap::new();
    for part in split(inside, ',')
        .into_iter()
        .filter(|part| !part.trim().is_empty())
    {
        match split(part, '=').as_slice() {
            [key] => return vec![name, unquoted(key)],
            [argument, ..] => {
                named.insert(plain(argument), unquoted(&part[argument.len() + 1..]));
            }
            [] => {}
        }
    }
    named.retain(|_, value| value != "null");
    if named.is_empty() {
        return vec![name];
    }
    let arguments: Vec<_> = named
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    vec![format!("{name}({})", arguments.join(","))]
}

/// The last part of a name that a namespace stands before.
fn unqualified(name: &str) -> String {
    let is_word = |part: &str| part.chars().all(|one| one.is_alphanumeric() || one == '_');
    let is_qualified = name.len() > 16
        && name
            .get(..16)
            .is_some_and(|head| head.eq_ignore_ascii_case("microsoft.graph."))
        && name.split('.').all(is_word);
    match name.rsplit_once('.') {
        Some((_, last)) if is_qualified => last.to_owned(),
        _ => name.to_owned(),
    }
}

/// Without white space and percent-encoding.
fn plain(text: &str) -> String {
    let decoded = percent_decoded(text);
    decoded.chars().filter(|one| !one.is_whitespace()).collect()
}

fn unquoted(text: &str) -> String {
    let text = plain(text);
    let inner = ["duration'", "binary'", "'"]
        .iter()
        .find_map(|open| text.strip_prefix(open)?.strip_suffix('\''));
    inner.map_or_else(|| text.clone(), |inner| inner.replace("''", "'"))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Splits where a character stands outside of parentheses, braces and quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut open = Vec::new();
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, next) in text.char_indices() {
        match (open.last(), next) {
            (Some(close), _) if *close == next => {
                open.pop();
            }
            (None, _) if next == separator => {
                parts.push(&text[from..at]);
                from = at + next.len_utf8();
            }
            // Quotes mean something in parentheses only: a key may have an apostrophe.
            (Some(')'), '\'') => open.push('\''),
            (Some('\''), _) => {}
            (_, '(') => open.push(')'),
            (_, '{') => open.push('}'),
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

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
                return Some(format!("{place} is {found:?} and was {expected:?}"));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
