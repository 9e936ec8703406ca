//! Bodies of requests as this half needs them; what may stand in one is decided in [`crate::body`].

use crate::body::{BodyError, BodyWriter, Purpose, create_body, positioned_body};
use crate::cast::IsA;
use crate::error::Error;
use crate::json::Json;
use crate::model::Model;
use crate::patch::Patch;
use crate::request::Request;
use crate::slot::View;
use crate::values::Binary;

impl<T> Request<T> {
    /// The same request with a message in MIME format (RFC 5322) instead of JSON: to send it, to make a draft of it, to answer with
    /// it. It goes in base64, as `text/plain` (page "Send Outlook messages using MIME format").
    ///
    /// ```
    /// # use msgraph_runtime::{Client, Error, http::Method};
    /// # async fn example(client: Client) -> Result<(), Error> {
    /// let mail = "From: ann@contoso.example\r\nTo: bob@contoso.example\r\nSubject: Lunch\r\n\r\nAt noon?\r\n";
    /// client.request::<()>(Method::POST, "/me/sendMail").with_mime(mail).await
    /// # }
    /// ```
    pub fn with_mime(self, message: impl AsRef<[u8]>) -> Self {
        let encoded = Binary::from_bytes(message.as_ref()).to_string();
        self.with_body("text/plain", encoded)
    }
}

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

#[cfg(test)]
mod tests {
    use http::Method;

    use crate::fixture::serving;
    use crate::{Answer, Binary};

    #[tokio::test]
    async fn mime_goes_in_base64_as_text() {
        let (client, server) = serving([Answer::empty(202)]);
        let mail = "Subject: ä\r\n\r\nAt noon?\r\n";
        let send = client.request::<()>(Method::POST, "/me/sendMail");
        send.with_mime(mail).await.unwrap();
        let sent = &server.requests()[0];
        assert_eq!(sent.header("content-type"), Some("text/plain"));
        let body = std::str::from_utf8(sent.body()).unwrap();
        assert_eq!(body.parse::<Binary>().unwrap().to_bytes(), mail.as_bytes());
    }
}
