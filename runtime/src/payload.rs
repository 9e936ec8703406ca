//! What an answer can be read as.

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use crate::additional::Additional;
use crate::envelope::{self, Entity, Fault};
use crate::error::Error;
use crate::field::{Field, Value};
use crate::page::Page;
use crate::response::RawResponse;
use crate::slot::{Begun, Target};

/// The type of an answer: a model (bare, or wrapped in `value`), a primitive or enumeration (in `value`, or as plain text), a
/// [`Page`], a [`Collection`](crate::Collection), [`Json`](crate::Json) for the whole body, [`Bytes`] for whatever it is, `()` for nothing, and
/// `Option` of these where it may be missing.
#[diagnostic::on_unimplemented(message = "`{Self}` is no answer of a request")]
pub trait Payload: Sized + 'static {
    /// What the request asks for.
    const ACCEPTED: Accepted = Accepted::Json;

    /// Reads a successful answer; `None` where it has no body, or is null.
    ///
    /// # Errors
    /// A body that is something else; [`RawResponse::unexpected`] makes the error.
    fn read(response: &RawResponse) -> Result<Option<Self>, Error>;
}

/// What kind of body a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Accepted {
    /// JSON.
    Json,
    /// One value, as plain text or JSON.
    Text,
    /// Anything; a redirect leads to a download that carries its own permission, and is followed without the token.
    Bytes,
}

/// Reads an answer that must be there.
pub(crate) fn required<T: Payload>(response: &RawResponse) -> Result<T, Error> {
    T::read(response)?.ok_or_else(|| missing(response))
}

/// The error that there is nothing in an answer.
fn missing(response: &RawResponse) -> Error {
    let found = if response.body.is_empty() {
        "has no body"
    } else {
        "is null"
    };
    response.unexpected(format!(
        "the answer {found}, where a value was expected; `.optional()` makes such an answer `None`"
    ))
}

impl<T: Value> Payload for T {
    fn read(response: &RawResponse) -> Result<Option<Self>, Error> {
        let Some(body) = response.content()? else {
            return Ok(None);
        };
        let mut field = Field::Absent;
        let read = match T::target(&mut field) {
            Target::Model(_) => entity(body, &mut field),
            Target::List(_) => list(body, &mut field),
            _ => scalar(body, &mut field),
        };
        match (read, field) {
            (Ok(()), Field::Value(value)) => Ok(Some(value)),
            (Ok(()), Field::Absent | Field::Null) => Ok(None),
            (Ok(()), Field::Misfit(_)) => Err(response.misread(T::EXPECTED, Fault::Shape)),
            (Err(fault), _) => Err(response.misread(T::EXPECTED, fault)),
        }
    }
}

/// Reads an entity or complex value, bare or wrapped.
fn entity<T: Value>(body: &str, field: &mut Field<T>) -> Result<(), Fault> {
    envelope::read_value(body, field)?;
    let Some(Begun::Model(model, shape)) = field.get_mut().and_then(T::begin) else {
        return Ok(());
    };
    match envelope::unwrap_entity(model, shape) {
        Entity::Bare => {}
        Entity::Null => field.set_null(),
        Entity::Wrapped(inner, around) => {
            envelope::read_value(inner.as_str(), field)?;
            if let Some(Begun::Model(model, shape)) = field.get_mut().and_then(T::begin) {
                envelope::add_around(model, shape, &around);
            }
        }
    }
    Ok(())
}

/// Reads a collection without what is around it.
fn list<T: Value>(body: &str, field: &mut Field<T>) -> Result<(), Fault> {
    let Some(mut fresh) = T::fresh() else {
        return Err(Fault::Shape);
    };
    if let Some(Begun::List(list)) = fresh.begin() {
        envelope::read_collection(body, list, &mut Additional::new())?;
    }
    *field = Field::Value(fresh);
    Ok(())
}

/// Reads a value that is neither: the whole body where that fits ([`Json`](crate::Json)), and what it can mean otherwise.
fn scalar<T: Value>(body: &str, field: &mut Field<T>) -> Result<(), Fault> {
    let is_raw = matches!(T::target(field), Target::Raw(_));
    if is_raw && envelope::read_value(body, field).is_ok() && !matches!(field, Field::Misfit(_)) {
        return Ok(());
    }
    for json in envelope::scalar_candidates(body)? {
        envelope::read_value(json.as_str(), field)?;
        if !matches!(field, Field::Misfit(_)) {
            return Ok(());
        }
    }
    Err(Fault::Shape)
}

/// A count.
impl Payload for i64 {
    const ACCEPTED: Accepted = Accepted::Text;

    fn read(response: &RawResponse) -> Result<Option<Self>, Error> {
        let Some(body) = response.content()? else {
            return Ok(None);
        };
        let misread = |fault| response.misread("a whole number", fault);
        let candidates = envelope::scalar_candidates(body).map_err(misread)?;
        let number = candidates.iter().find_map(|json| {
            json.parse()
                .ok()
                .or_else(|| json.parse::<String>().ok()?.parse().ok())
        });
        number.map(Some).ok_or_else(|| misread(Fault::Shape))
    }
}

/// Whatever the body is, it is not read.
impl Payload for () {
    fn read(_response: &RawResponse) -> Result<Option<Self>, Error> {
        Ok(Some(()))
    }
}

/// The body as it comes.
impl Payload for Bytes {
    const ACCEPTED: Accepted = Accepted::Bytes;

    fn read(response: &RawResponse) -> Result<Option<Self>, Error> {
        Ok(Some(response.body.clone()))
    }
}

impl<T: Payload> Payload for Option<T> {
    const ACCEPTED: Accepted = T::ACCEPTED;

    fn read(response: &RawResponse) -> Result<Option<Self>, Error> {
        T::read(response).map(Some)
    }
}

impl<T: Value> Payload for Page<T> {
    fn read(response: &RawResponse) -> Result<Option<Self>, Error> {
        read_page(response, Vec::new())
    }
}

impl<T: Value> Page<T> {
    /// Reads a page that must be there, the items into memory that is there already.
    pub(crate) fn read_into(response: &RawResponse, memory: Vec<T>) -> Result<Self, Error> {
        read_page(response, memory)?.ok_or_else(|| missing(response))
    }
}

fn read_page<T: Value>(response: &RawResponse, memory: Vec<T>) -> Result<Option<Page<T>>, Error> {
    let Some(body) = response.content()? else {
        return Ok(None);
    };
    let mut page = Page {
        items: memory.into(),
        ..Page::default()
    };
    envelope::read_collection(body, &mut page.items, &mut page.additional)
        .map_err(|fault| response.misread("a collection in `value`", fault))?;
    page.take_control_information();
    Ok(Some(page))
}

impl RawResponse {
    /// The body without a byte order mark and white space around it; `None` where nothing is left, or the status says so.
    fn content(&self) -> Result<Option<&str>, Error> {
        let body = std::str::from_utf8(&self.body).map_err(|error| {
            self.unexpected(format!(
                "the answer is no text (byte {})",
                error.valid_up_to()
            ))
        })?;
        let body = body.strip_prefix('\u{feff}').unwrap_or(body).trim_ascii();
        Ok((!body.is_empty() && self.status != http::StatusCode::NO_CONTENT).then_some(body))
    }

    /// The error that this answer is not what was expected. `message` shows nothing of the body, which may hold secrets; the error
    /// keeps it aside.
    pub fn unexpected(&self, message: impl Into<String>) -> Error {
        let error = Error::decode(
            message,
            self.status,
            self.headers.clone(),
            self.body.clone(),
        );
        match &self.sent {
            Some(sent) => error.of(sent),
            None => error,
        }
    }

    fn misread(&self, expected: &str, fault: Fault) -> Error {
        let message = match fault {
            Fault::Shape => format!("expected {expected}, and the answer is other JSON"),
            Fault::At { line, column } => {
                format!(
                    "expected {expected}, and the answer is other JSON (line {line}, column {column})"
                )
            }
            Fault::Syntax { line, column } => {
                let kind = self
                    .headers
                    .get(CONTENT_TYPE)
                    .and_then(|kind| kind.to_str().ok())
                    .unwrap_or("no type");
                format!(
                    "expected {expected}, and the answer is not JSON (line {line}, column {column}; it is of {kind})"
                )
            }
        };
        self.unexpected(message)
    }
}

#[cfg(test)]
mod tests;
