//! References within the body of a larger request (OData JSON Format 4.01, clause 8.5): `members@odata.bind`.
//!
//! A model keeps a reference to a place of the same service as the place's path, `/users/1`; it becomes a URL when a request is made
//! of it, since only then it is known which service is meant.

use std::borrow::Cow;

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
///
/// No look at the body's structure is needed: a quote that is not escaped, with a colon behind it, ends the name of a member.
pub(crate) fn made_absolute(body: Vec<u8>, base: &str) -> Vec<u8> {
    match String::from_utf8(body) {
        Ok(text) => match absolute(&text, base) {
            Cow::Borrowed(_) => text.into_bytes(),
            Cow::Owned(text) => text.into_bytes(),
        },
        Err(no_text) => no_text.into_bytes(),
    }
}

fn absolute<'t>(text: &'t str, base: &str) -> Cow<'t, str> {
    let mut out = String::new();
    let mut written = 0;
    for (at, _) in text.match_indices("@odata.") {
        let Some(rest) = text.get(at + "@odata.".len()..) else {
            continue;
        };
        let Some(value) = rest
            .strip_prefix("bind\"")
            .or_else(|| rest.strip_prefix("id\""))
            .and_then(|rest| rest.trim_ascii_start().strip_prefix(':'))
        else {
            continue;
        };
        for place in paths(value) {
            let place = text.len() - value.len() + place;
            out.push_str(text.get(written..place).unwrap_or_default());
            out.push_str(base);
            written = place;
        }
    }
    if written == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(written..).unwrap_or_default());
    Cow::Owned(out)
}

/// Where in a text that begins with a string or with a list of strings those begin that are paths.
fn paths(value: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut rest = value.trim_ascii_start();
    let is_list = match rest.strip_prefix('[') {
        Some(list) => {
            rest = list;
            true
        }
        None => false,
    };
    loop {
        rest = rest.trim_ascii_start();
        let Some(string) = rest.strip_prefix('"') else {
            return found;
        };
        if string.starts_with('/') && !string.starts_with("//") {
            found.push(value.len() - string.len());
        }
        let Some(end) = string_end(string) else {
            return found;
        };
        rest = string.get(end..).unwrap_or_default().trim_ascii_start();
        match rest.strip_prefix(',') {
            Some(next) if is_list => rest = next,
            _ => return found,
        }
    }
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
