//! A request as one of a `$batch`.

use std::fmt;

use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, Method};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::client::Client;
use crate::error::Error;
use crate::path::Path;
use crate::payload::{Accepted, Payload};
use crate::request::{Authorization, Options, Parts, Request};
use crate::values::Binary;

/// One request, with what it depends on.
pub(super) struct Item {
    pub(super) method: Method,
    pub(super) path: Path,
    pub(super) options: Options,
    pub(super) accepted: Accepted,
    pub(super) depends_on: Vec<usize>,
    /// What is sent of it, or why nothing is.
    pub(super) content: Result<Content, Error>,
}

/// What is sent of a request.
pub(super) struct Content {
    /// Relative to the service root, with the query.
    url: String,
    headers: HeaderMap,
    body: Option<Box<RawValue>>,
}

impl Item {
    pub(super) fn new<T: Payload>(client: &Client, request: Request<T>) -> Self {
        let fault = request.fault().cloned();
        let parts = request.into_parts();
        Self {
            method: parts.method.clone(),
            path: parts.path.clone(),
            options: parts.options,
            accepted: T::ACCEPTED,
            depends_on: Vec::new(),
            content: match fault {
                Some(fault) => Err(fault),
                None => Content::new(client, parts),
            },
        }
    }

    /// How many bytes are sent of it, about; none where it is not sent.
    pub(super) fn size(&self) -> usize {
        /// Names of members, the method and the id.
        const AROUND: usize = 100;
        let Ok(content) = &self.content else {
            return 0;
        };
        let headers = content.headers.iter();
        let headers: usize = headers
            .map(|(name, value)| name.as_str().len() + value.len() + 6)
            .sum();
        let body = content.body.as_ref().map_or(0, |body| body.get().len());
        AROUND + content.url.len() + headers + body
    }

    /// Keeps an error for the answer; the first one counts.
    pub(super) fn refuse(&mut self, fault: Error) {
        if self.content.is_ok() {
            self.content = Err(fault);
        }
    }
}

impl Content {
    #[inline]
    fn new(client: &Client, parts: Parts) -> Result<Self, Error> {
        if !parts.client.is_same(client) {
            return Err(Error::refused(
                "the request is of another client than the batch",
            ));
        }
        if parts.authorization == Authorization::Anonymous
            || parts.headers.contains_key(AUTHORIZATION)
        {
            return Err(Error::refused(
                "a request in a batch has no authorization of its own",
            ));
        }
        let url = parts.path.url().strip_prefix(client.base_url());
        let Some(url) = url.filter(|url| url.starts_with('/')) else {
            return Err(Error::refused(format!(
                "the URL of a request in a batch is below `{}`",
                client.base_url()
            )));
        };
        let url = url.to_owned();
        let mut headers = parts.headers;
        headers.remove(CONTENT_LENGTH);
        let body = match &parts.body {
            Some(body) => Some(written(body, is_json(&headers))?),
            // "You must still specify the headers and body", says the page of an action without parameters.
            None if parts.method == Method::POST => {
                crate::client::json_content(&mut headers);
                Some(raw("{}".to_owned())?)
            }
            None => None,
        };
        Ok(Self { url, headers, body })
    }
}

/// A body in JSON: JSON as it is, anything else in base64 (the page says base64url, its examples and Microsoft's own libraries
/// have plain base64).
#[inline]
fn written(body: &[u8], is_json: bool) -> Result<Box<RawValue>, Error> {
    if is_json {
        return serde_json::from_slice(body).map_err(|error| {
            Error::refused(format!(
                "the body of a request in a batch is not JSON: {error}"
            ))
        });
    }
    raw(format!("\"{}\"", Binary::from_bytes(body).as_str()))
}

fn raw(json: String) -> Result<Box<RawValue>, Error> {
    RawValue::from_string(json).map_err(|error| Error::refused(error.to_string()))
}

/// Whether the headers name a media type of JSON.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let kind = media_type(headers).unwrap_or_default();
    kind == "application/json" || kind.ends_with("+json")
}

/// The media type without its parameters, in lower case.
#[inline]
pub(super) fn media_type(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let kind = kind.split(';').next().unwrap_or_default();
    Some(kind.trim().to_ascii_lowercase())
}

/// A request as it stands in the body of a `$batch`.
pub(super) struct Written<'a> {
    pub(super) id: usize,
    pub(super) method: &'a Method,
    pub(super) content: &'a Content,
    /// The ids of those before it in the same `$batch`.
    pub(super) depends_on: Vec<usize>,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        members.serialize_entry("id", &self.id.to_string())?;
        members.serialize_entry("method", self.method.as_str())?;
        members.serialize_entry("url", &self.content.url)?;
        if !self.depends_on.is_empty() {
            let ids: Vec<_> = self.depends_on.iter().map(usize::to_string).collect();
            members.serialize_entry("dependsOn", &ids)?;
        }
        if !self.content.headers.is_empty() {
            members.serialize_entry("headers", &Headers(&self.content.headers))?;
        }
        if let Some(body) = &self.content.body {
            members.serialize_entry("body", body)?;
        }
        members.end()
    }
}

struct Headers<'a>(&'a HeaderMap);

impl Serialize for Headers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = |name| {
            let texts = self.0.get_all(name).iter();
            // What is no text cannot stand in JSON.
            let texts: Vec<_> = texts.filter_map(|value| value.to_str().ok()).collect();
            texts.join(", ")
        };
        serializer.collect_map(self.0.keys().map(|name| (name.as_str(), values(name))))
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Item");
        shown.field("method", &self.method);
        match &self.content {
            // A body may hold passwords.
            Ok(content) => shown.field("url", &content.url),
            Err(fault) => shown.field("fault", fault),
        };
        shown.field("depends_on", &self.depends_on).finish()
    }
}
