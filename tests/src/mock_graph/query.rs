//! Query options, as far as tests use them (query-parameters).
//!
//! - `$select`: names of properties; control information stays.
//! - `$filter`: comparisons (`eq`, `ne`, `gt`, `ge`, `lt`, `le`) of a property, or a path of properties, with a literal; `startswith` and
//!   `endswith`; `not` before one of these; joined by `and` and `or`, which binds weaker. No parentheses but those of functions.
//! - `$search`: `"property:text"`, joined by `AND` or `OR`.
//! - `$orderby`: one property, `asc` or `desc`.
//!
//! Anything else is refused with 400, never ignored.

use super::call::Call;
use super::reply::Reply;
use serde_json::{Map, Value};
use std::cmp::Ordering;

/// Whether an option needs what Graph calls advanced queries of the directory, which want `ConsistencyLevel: eventual` and `$count`
/// (aad-advanced-queries).
pub(crate) fn check_advanced(call: &Call) -> Result<(), Reply> {
    let filter = call.option("$filter").unwrap_or_default();
    let is_advanced = [" ne ", "not ", "not(", "endswith("]
        .iter()
        .any(|word| filter.to_ascii_lowercase().contains(word))
        || (!filter.is_empty() && call.option("$orderby").is_some());
    let is_eventual = call
        .header("consistencylevel")
        .is_some_and(|level| level.eq_ignore_ascii_case("eventual"));
    let counts = call.option("$count") == Some("true");
    let allowed = match (is_advanced, call.option("$search").is_some(), counts) {
        (false, false, false) => true,
        (true, _, _) => is_eventual && counts,
        (false, _, _) => is_eventual,
    };
    if allowed {
        return Ok(());
    }
    Err(Reply::error(
        400,
        "Request_UnsupportedQuery",
        "Unsupported Query: it wants the header ConsistencyLevel: eventual, and $count=true.",
    ))
}

/// The items that `$filter` and `$search` leave, in the order that `$orderby` wants.
pub(crate) fn apply(call: &Call, items: Vec<Value>) -> Result<Vec<Value>, Reply> {
    let mut left = items;
    if let Some(filter) = call.option("$filter") {
        left = keep(left, |item| matches(filter, item))?;
    }
    if let Some(search) = call.option("$search") {
        left = keep(left, |item| found(search, item))?;
    }
    if let Some(order) = call.option("$orderby") {
        let (name, descends) = match order.split_once(' ') {
            Some((name, "desc")) => (name, true),
            Some((name, "asc")) => (name, false),
            None => (order, false),
            Some(_) => return Err(unsupported("$orderby", order)),
        };
        left.sort_by(|a, b| {
            let order = compared(value(a, name), value(b, name)).unwrap_or(Ordering::Equal);
            if descends { order.reverse() } else { order }
        });
    }
    Ok(left)
}

fn keep(
    items: Vec<Value>,
    fits: impl Fn(&Value) -> Result<bool, Reply>,
) -> Result<Vec<Value>, Reply> {
    let mut kept = Vec::new();
    for item in items {
        if fits(&item)? {
            kept.push(item);
        }
    }
    Ok(kept)
}

/// The properties that `$select` names, and control information.
pub(crate) fn select(call: &Call, item: Value) -> Value {
    select_and(call, item, &[])
}

/// The properties that `$select` names, these besides, and control information.
pub(crate) fn select_and(call: &Call, item: Value, always: &[&str]) -> Value {
    let Some(names) = call.option("$select") else {
        return item;
    };
    let names: Vec<_> = names.split(',').map(str::trim).collect();
    match item {
        Value::Object(members) => {
            let wanted =
                |name: &str| name.contains('@') || names.contains(&name) || always.contains(&name);
            let members = members.into_iter();
            Value::Object(
                members
                    .filter(|(name, _)| wanted(name))
                    .collect::<Map<_, _>>(),
            )
        }
        other => other,
    }
}

fn matches(filter: &str, item: &Value) -> Result<bool, Reply> {
    for alternative in split(filter, " or ") {
        let mut all = true;
        for term in split(alternative, " and ") {
            all &= term_matches(term.trim(), item)?;
        }
        if all {
            return Ok(true);
        }
    }
    Ok(false)
}

fn term_matches(term: &str, item: &Value) -> Result<bool, Reply> {
    if let Some(inner) = term.strip_prefix("not ") {
        return Ok(!term_matches(inner.trim(), item)?);
    }
    if let Some(inner) = term
        .strip_prefix("not(")
        .and_then(|rest| rest.strip_suffix(')'))
    {
        return Ok(!term_matches(inner.trim(), item)?);
    }
    type Test = fn(&str, &str) -> bool;
    let starts: Test = |text, prefix| text.starts_with(prefix);
    let ends: Test = |text, suffix| text.ends_with(suffix);
    for (name, test) in [("startswith(", starts), ("endswith(", ends)] {
        let Some(rest) = term.strip_prefix(name) else {
            continue;
        };
        let arguments = rest
            .strip_suffix(')')
            .and_then(|inner| inner.split_once(','));
        let Some((property, wanted)) = arguments else {
            return Err(unsupported("$filter", term));
        };
        let Some(Value::String(wanted)) = literal(wanted.trim()) else {
            return Err(unsupported("$filter", term));
        };
        let text = value(item, property.trim()).and_then(Value::as_str);
        // The directory compares without regard to case.
        return Ok(text.is_some_and(|text| test(&text.to_lowercase(), &wanted.to_lowercase())));
    }
    let mut words = term.splitn(3, ' ');
    let (Some(property), Some(operator), Some(wanted)) = (words.next(), words.next(), words.next())
    else {
        return Err(unsupported("$filter", term));
    };
    let Some(wanted) = literal(wanted.trim()) else {
        return Err(unsupported("$filter", term));
    };
    let order = compared(value(item, property), Some(&wanted));
    Ok(match operator {
        "eq" => order == Some(Ordering::Equal),
        "ne" => order != Some(Ordering::Equal),
        "gt" => order == Some(Ordering::Greater),
        "ge" => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        "lt" => order == Some(Ordering::Less),
        "le" => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        _ => return Err(unsupported("$filter", term)),
    })
}

/// A text cut at a word, but not inside quotes.
fn split<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let (mut from, mut quoted) = (0, false);
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if !quoted && rest.starts_with(word) {
            parts.push(&text[from..at]);
            at += word.len();
            from = at;
            continue;
        }
        let next = rest.chars().next();
        quoted ^= next == Some('\'');
        at += next.map_or(1, char::len_utf8);
    }
    parts.push(&text[from..]);
    parts
}

fn literal(text: &str) -> Option<Value> {
    if let Some(inner) = text
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''))
    {
        return Some(Value::String(inner.replace("''", "'")));
    }
    match serde_json::from_str(text) {
        Ok(Value::String(_) | Value::Array(_) | Value::Object(_)) => None,
        Ok(value) => Some(value),
        // Dates, times and guids stand bare.
        Err(_) if text.starts_with(|first: char| first.is_ascii_hexdigit()) => {
            Some(Value::String(text.to_owned()))
        }
        Err(_) => None,
    }
}

fn value<'v>(item: &'v Value, path: &str) -> Option<&'v Value> {
    let pointer = format!("/{path}");
    item.pointer(&pointer)
}

fn compared(own: Option<&Value>, wanted: Option<&Value>) -> Option<Ordering> {
    let null = Value::Null;
    let (own, wanted) = (own.unwrap_or(&null), wanted.unwrap_or(&null));
    match (own, wanted) {
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Number(a), Value::Number(b)) => a.as_f64()?.partial_cmp(&b.as_f64()?),
        (Value::String(a), Value::String(b)) => Some(a.to_lowercase().cmp(&b.to_lowercase())),
        _ => None,
    }
}

/// Words of a property begin with the text that is searched for (search-query-parameter).
fn found(search: &str, item: &Value) -> Result<bool, Reply> {
    for alternative in search.split(" OR ") {
        let mut all = true;
        for clause in alternative.split(" AND ") {
            let inner = clause.trim().strip_prefix('"');
            let inner = inner.and_then(|rest| rest.strip_suffix('"'));
            let Some((property, text)) = inner.and_then(|inner| inner.split_once(':')) else {
                return Err(unsupported("$search", search));
            };
            let own = value(item, property)
                .and_then(Value::as_str)
                .unwrap_or_default();
            let own = own.to_lowercase();
            let mut words = own.split(|c: char| !c.is_alphanumeric());
            all &= words.any(|word| word.starts_with(&text.to_lowercase()));
        }
        if all {
            return Ok(true);
        }
    }
    Ok(false)
}

fn unsupported(option: &str, text: &str) -> Reply {
    Reply::bad(format!(
        "The mock Graph does not know this {option}: {text}"
    ))
}
