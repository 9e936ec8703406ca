//! Whether what was sent and read is what is documented.

use super::Failure;
use super::canonical::{self, Case as Letters, Json, Target};
use super::case::{Asked, Case, Part};
use super::exchange::{Answered, Played, Sent};
use super::program::{Program, body_id, response_id};
use msgraph_bindgen::model::path::RequestKind;
use std::collections::{BTreeMap, HashMap};

/// Whether a part of an example passes.
pub(super) fn outcome(
    case: &Case,
    part: Part,
    program: &Program,
    played: &HashMap<String, Played>,
) -> Result<(), Failure> {
    let asked = case.request.as_ref();
    let answered = case.answer.as_ref();
    match part {
        Part::Request => match asked {
            Some(asked) => request_line(asked, sent(case, asked, program, played)?),
            None => Ok(()),
        },
        Part::Body => match asked.and_then(|asked| Some((asked, asked.body.as_deref()?))) {
            Some((asked, body)) => match sent(case, asked, program, played) {
                Ok(sent) => request_body(body, sent.body.as_deref(), names(asked)),
                // Why no builder sends it, the request's own test says.
                Err(_) => {
                    let read = answer(played.get(&body_id(&case.id)))?;
                    same(&parse(body)?, &parse(&read.json)?)
                }
            },
            None => Ok(()),
        },
        Part::Response => match answered.and_then(|one| Some((one.status, one.body.as_deref()?))) {
            Some((status, body)) => {
                let by_itself = played.get(&response_id(&case.id));
                let of_request = played.get(&case.id).filter(|played| {
                    let read = played.answer.as_ref();
                    // A request without an answer of its own, as an upload, is answered all the same.
                    let is_unit =
                        read.is_some_and(|read| read.as_ref().is_ok_and(|read| read.ty == "()"));
                    read.is_some() && !is_unit
                });
                response(status, body, answer(of_request.or(by_itself))?)
            }
            None => Ok(()),
        },
    }
}

/// The request that was sent.
fn sent<'p>(
    case: &Case,
    asked: &Asked,
    program: &Program,
    played: &'p HashMap<String, Played>,
) -> Result<&'p Sent, Failure> {
    if let Err(miss) = &asked.resolution {
        return Err(Failure::new(miss.kind, miss.message.clone()));
    }
    if let Some(gap) = program.gap(&case.id) {
        return Err(Failure::new(gap.kind, gap.message.clone()));
    }
    match played.get(&case.id).and_then(|played| played.sent.as_ref()) {
        Some(Ok(sent)) => Ok(sent),
        Some(Err(fault)) => Err(Failure::new("not-sent", fault.clone())),
        None => Err(Failure::new("not-played", "the program says nothing of it")),
    }
}

/// What was read and written again.
fn answer(played: Option<&Played>) -> Result<&Answered, Failure> {
    match played.map(|played| &played.answer) {
        Some(Some(Ok(answer))) => Ok(answer),
        Some(Some(Err(fault))) => Err(Failure::new("unreadable", fault.clone())),
        Some(None) => Err(Failure::new("not-read", "it was not read")),
        None => Err(Failure::new(
            "no-type",
            "neither metadata nor page say which type it is",
        )),
    }
}

fn request_line(asked: &Asked, sent: &Sent) -> Result<(), Failure> {
    if asked.method.as_str() != sent.method {
        let text = format!(
            "{} is sent, and {} documented",
            sent.method,
            asked.method.as_str()
        );
        return Err(Failure::new("other-verb", text));
    }
    let has = |kind: &str| {
        let resolution = asked.resolution.as_ref();
        resolution.is_ok_and(|one| one.notes.iter().any(|note| note.kind == kind))
    };
    let letters = if has("case-differs") {
        Letters::Ignored
    } else {
        Letters::Counts
    };
    let mut documented = Target::of(&asked.target, letters);
    let mut built = Target::of(&sent.url, letters);
    if has("arguments-left-out") {
        (documented, built) = (documented.without_arguments(), built.without_arguments());
    }
    let is_equal = documented == built
        || has("cast-left-out") && documented.is_without_casts(&built)
        || has("workbook-short-form") && built.ends_with(&documented);
    if is_equal {
        return Ok(());
    }
    Err(Failure::new(
        "other-target",
        format!("{built} is sent, and {documented} documented"),
    ))
}

fn names(asked: &Asked) -> Names {
    match asked.resolution.as_ref().map(|one| one.request) {
        Ok(RequestKind::Operation(_)) => Names::OfArguments,
        _ => Names::OfProperties,
    }
}

/// What the members of a body are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    OfProperties,
    OfArguments,
}

fn request_body(documented: &str, sent: Option<&str>, names: Names) -> Result<(), Failure> {
    let fold = |json: Json| match names {
        Names::OfProperties => json,
        Names::OfArguments => json.as_arguments(),
    };
    let documented = fold(parse(documented)?.as_sent());
    match sent {
        Some(sent) => same(&documented, &fold(parse(sent)?)),
        None if documented == Json::Object(BTreeMap::new()) => Ok(()),
        None => Err(Failure::new("differs", "no body is sent")),
    }
}

fn response(status: u16, documented: &str, read: &Answered) -> Result<(), Failure> {
    let documented = parse(documented)?;
    let read = match &*read.ty {
        "bytes::bytes::Bytes" => parse(&text_of_bytes(&read.json))?,
        _ => parse(&read.json)?,
    };
    if status >= 400 {
        return same(&told(&documented), &read);
    }
    let Err(failure) = same(&documented, &read) else {
        return Ok(());
    };
    let inner = canonical::unwrapped(&documented).map(|inner| same(&inner, &read));
    // A bare array is a collection too.
    let outer = match &documented {
        Json::Array(_) => Some(same(
            &Json::Object([("value".to_owned(), documented.clone())].into()),
            &read,
        )),
        _ => None,
    };
    inner
        .into_iter()
        .chain(outer)
        .find(Result::is_ok)
        .unwrap_or(Err(failure))
}

/// The text of bytes that are written as an array of numbers.
fn text_of_bytes(array: &str) -> String {
    let bytes: Vec<u8> = serde_json::from_str(array).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What an error's body tells, as the driver writes it.
fn told(body: &Json) -> Json {
    let error = match body {
        Json::Object(members) => members.get("error").unwrap_or(body),
        _ => body,
    };
    let member = |name: &str| match error {
        Json::Object(members) => members.get(name).cloned().unwrap_or(Json::Null),
        _ => Json::Null,
    };
    let names = ["code", "message"];
    Json::Object(names.map(|name| (name.to_owned(), member(name))).into())
}

fn parse(text: &str) -> Result<Json, Failure> {
    canonical::parse(text).map_err(|fault| Failure::new("no-json", format!("{fault} in {text}")))
}

fn same(expected: &Json, found: &Json) -> Result<(), Failure> {
    match canonical::difference(expected, found) {
        None => Ok(()),
        Some(text) => Err(Failure::new("differs", text)),
    }
}

#[cfg(test)]
mod tests;
