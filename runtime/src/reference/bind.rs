//! References within the body of a larger request (OData JSON Format 4.01, clause 8.5): `members@odata.bind`.
//!
//! A model keeps a reference to a place of the same service as the place's path, `/users/1`; it becomes a URL when a request is made
//! of it, since only then it is known which service is meant.

use crate::codec::additional_of_mut;
use crate::error::Error;
use crate::json::Json;
use crate::model::Model;
use crate::reference::Reference;
use crate::shape::Shape;

/// Sets `name@odata.bind`.
pub(crate) fn bind(
    model: &mut dyn Model,
    shape: &Shape,
    name: &str,
    to: Reference,
) -> Result<(), Error> {
    let json = Json::from(to.into_body_text()?);
    set(model, shape, name, json);
    Ok(())
}

/// Sets `name@odata.bind` to a list.
pub(crate) fn bind_all(
    model: &mut dyn Model,
    shape: &Shape,
    name: &str,
    to: &mut dyn Iterator<Item = Reference>,
) -> Result<(), Error> {
    let json = list(to)?;
    set(model, shape, name, json);
    Ok(())
}

fn set(model: &mut dyn Model, shape: &Shape, name: &str, json: Json) {
    if let Some(additional) = additional_of_mut(model, shape) {
        additional.insert(annotation(name), json);
    }
}

/// The list of references.
pub(crate) fn list(references: &mut dyn Iterator<Item = Reference>) -> Result<Json, Error> {
    let mut text = "[".to_owned();
    for (index, reference) in references.enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(Json::from(reference.into_body_text()?).as_str());
    }
    text.push(']');
    Ok(Json::from_valid(text))
}

/// The name of the annotation that binds a navigation property.
pub(crate) fn annotation(name: &str) -> String {
    [name, "@odata.bind"].concat()
}

/// The body with the paths in it that references are, as URLs of the service at `base`.
pub(crate) fn made_absolute(body: Vec<u8>, base: &str) -> Vec<u8> {
    rebased(body, "", base)
}

/// The body with references to the service at `from` (nothing: to a path) as references to that at `to`.
///
/// No look at the body's structure is needed: a quote that is not escaped, with a colon behind it, ends the name of a member.
pub(crate) fn rebased(body: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    match String::from_utf8(body) {
        Ok(text) => match replaced(&text, from, to) {
            Some(text) => text.into_bytes(),
            None => text.into_bytes(),
        },
        Err(no_text) => no_text.into_bytes(),
    }
}

/// The text with other references; `None` where there are none.
fn replaced(text: &str, from: &str, to: &str) -> Option<String> {
    let mut out = String::new();
    let mut written = 0;
    for (at, annotation) in text.match_indices("@odata.") {
        let value = text.get(at + annotation.len()..).and_then(|rest| {
            rest.strip_prefix("bind\"")
                .or_else(|| rest.strip_prefix("id\""))?
                .trim_ascii_start()
                .strip_prefix(':')
        });
        for string in strings(value.unwrap_or_default()) {
            let is_below = string
                .strip_prefix(from)
                .is_some_and(|rest| rest.starts_with('/') && !rest.starts_with("//"));
            if is_below {
                let place = text.len() - string.len();
                out.push_str(text.get(written..place).unwrap_or_default());
                out.push_str(to);
                written = place + from.len();
            }
        }
    }
    if out.is_empty() {
        return None;
    }
    out.push_str(text.get(written..).unwrap_or_default());
    Some(out)
}

/// The rest of the text from behind each opening quote, where it begins with a string or a list of strings.
fn strings(value: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let value = value.trim_ascii_start();
    let list = value.strip_prefix('[');
    let mut rest = list.unwrap_or(value);
    while let Some(string) = rest.trim_ascii_start().strip_prefix('"') {
        found.push(string);
        let after = string_end(string).and_then(|end| string.get(end..));
        let next = after.and_then(|after| after.trim_ascii_start().strip_prefix(','));
        match next {
            Some(next) if list.is_some() => rest = next,
            _ => break,
        }
    }
    found
}

/// What is behind the quote that ends a string.
fn string_end(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes()
        .position(|byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        })
        .map(|at| at + 1)
}

#[cfg(test)]
mod tests;
