//! Bodies of requests as this half needs them; what may stand in one is decided in [`crate::body`].

use crate::body::{BodyError, BodyWriter, Purpose, create_body, positioned_body};
use crate::cast::IsA;
use crate::error::Error;
use crate::json::Json;
use crate::model::Model;
use crate::patch::Patch;
use crate::slot::View;

/// The body that creates or replaces a `T`. A value of a derived type names it in `@odata.type`.
pub(crate) fn created<T: Model, V: Model + IsA<T>>(value: &V) -> Result<Vec<u8>, Error> {
    create_body::<T, V>(value).map(bytes).map_err(refused)
}

/// A model as an argument of a `T`. Marks of properties say nothing in a call.
pub(crate) fn positioned<T: Model, V: IsA<T>>(value: &V) -> Result<Json, Error> {
    positioned_body(value.as_model(), V::shape(), T::shape(), Purpose::Call).map_err(refused)
}

/// The body of an update.
pub(crate) fn patched<T>(patch: Patch<T>) -> Result<Vec<u8>, Error> {
    patch.into_body().map(bytes).map_err(refused)
}

/// The body that sets a property: a complex value as it is, any other in `value`.
pub(crate) fn property(value: View<'_>) -> Result<Vec<u8>, Error> {
    match value {
        View::Model(model, shape) => positioned_body(model, shape, shape, Purpose::Create)
            .map(bytes)
            .map_err(refused),
        _ => object("value", value).map(bytes),
    }
}

/// An object of one member.
pub(crate) fn object(name: &str, value: View<'_>) -> Result<Json, Error> {
    let mut body = BodyWriter::new(Purpose::Call);
    body.member(name, value, &[]).map_err(refused)?;
    Ok(body.finish())
}

/// The JSON text of an argument.
pub(crate) fn argument(value: View<'_>) -> Result<String, Error> {
    let object = object("", value)?;
    let text = object
        .as_str()
        .strip_prefix(r#"{"":"#)
        .and_then(|text| text.strip_suffix('}'));
    Ok(text.unwrap_or("null").to_owned())
}

pub(crate) fn bytes(json: Json) -> Vec<u8> {
    json.to_string().into_bytes()
}

fn refused(error: BodyError) -> Error {
    Error::refused(error.to_string())
}
