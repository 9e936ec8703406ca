//! A request as a value.

mod conditions;
mod headers;
mod options;
mod preferences;
mod query;

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use bytes::Bytes;
use http::header::{
    AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, IF_MATCH, IF_NONE_MATCH,
    PROXY_AUTHORIZATION,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;

pub(crate) use self::options::Options;
pub(crate) use self::preferences::PREFER;
pub use self::preferences::{BodyFormat, Preference, Preferences};

use crate::client::{Client, exchange, json_content};
use crate::error::Error;
use crate::path::Path;
use crate::payload::{Payload, required};
use crate::query::Advanced;
use crate::reference::bind::made_absolute;
use crate::response::Response;
use crate::routes::{Permissions, RouteFacts};
use crate::transport::BoxFuture;

/// Headers whose values do not show in `Debug`.
const SECRET_HEADERS: [HeaderName; 4] = [
    AUTHORIZATION,
    COOKIE,
    PROXY_AUTHORIZATION,
    HeaderName::from_static("workbook-session-id"),
];

/// A request whose answer is a `T`.
///
/// It is a value: it can be looked at, cloned, changed and sent, by [`send`](Request::send) or by `.await` alone. What was wrong
/// while it was built, such as an empty key, is returned when it is sent.
#[must_use = "a request does nothing until it is sent"]
pub struct Request<T> {
    parts: Parts,
    payload: PhantomData<fn() -> T>,
}

/// A request without the type of its answer.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) client: Client,
    pub(crate) method: Method,
    pub(crate) path: Path,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    pub(crate) authorization: Authorization,
    pub(crate) advanced: Advanced,
    pub(crate) options: Options,
    pub(crate) fault: Option<Error>,
}

/// Whether the client's token goes with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Authorization {
    Bearer,
    Anonymous,
}

impl Parts {
    pub(crate) fn refuse(&mut self, fault: Error) {
        self.fault.get_or_insert(fault);
    }

    /// The request for a link that the answer to this one gave: the next page, a delta round. It goes out as this one did, with its
    /// headers but for those that speak of a body or of one entity, and with its options.
    pub(crate) fn follow(&self, link: &str) -> Self {
        let mut headers = self.headers.clone();
        for name in [
            CONTENT_TYPE,
            CONTENT_LENGTH,
            CONTENT_ENCODING,
            IF_MATCH,
            IF_NONE_MATCH,
        ] {
            headers.remove(name);
        }
        Self {
            client: self.client.clone(),
            method: Method::GET,
            path: Path::link(link, self.client.base_url()).after(&self.path),
            headers,
            body: None,
            authorization: self.authorization,
            advanced: self.advanced,
            options: self.options,
            fault: self.fault.clone(),
        }
    }

    /// The request for a URL on any host that carries its own permission, as an answer to this one gave it: an upload session, a
    /// download, a monitor. It has this one's options, and neither its headers nor a token.
    pub(crate) fn external(&self, method: Method, url: &str) -> Self {
        Self {
            client: self.client.clone(),
            method,
            path: Path::link(url, self.client.base_url()).after(&self.path),
            headers: HeaderMap::new(),
            body: None,
            authorization: Authorization::Anonymous,
            advanced: Advanced::default(),
            options: self.options,
            fault: self.fault.clone(),
        }
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        let Ok(name) = HeaderName::try_from(name) else {
            return self.refuse(Error::refused(format!(
                "`{}` is no name of a header",
                name.escape_debug()
            )));
        };
        let Ok(mut value) = HeaderValue::try_from(value) else {
            return self.refuse(Error::refused(format!(
                "the header `{name}` has a value that no header can have"
            )));
        };
        value.set_sensitive(SECRET_HEADERS.contains(&name));
        self.headers.insert(name, value);
    }
}

impl<T> Request<T> {
    pub(crate) fn new(client: Client, method: Method, mut path: Path) -> Self {
        path.settle_required();
        let headers = client.default_headers();
        let mut parts = Parts {
            client,
            method,
            path,
            headers,
            body: None,
            authorization: Authorization::Bearer,
            advanced: Advanced::default(),
            options: Options::default(),
            fault: None,
        };
        if parts.path.ends_in_directory_cast() {
            parts.advance();
        }
        Self {
            parts,
            payload: PhantomData,
        }
    }

    /// A request of these parts, whose answer is read as a `T`.
    pub(crate) fn from_parts(parts: Parts) -> Self {
        Self {
            parts,
            payload: PhantomData,
        }
    }

    /// What the request is made of.
    pub(crate) fn parts(&self) -> &Parts {
        &self.parts
    }

    /// What the request is made of, without the type of its answer.
    pub(crate) fn into_parts(self) -> Parts {
        self.parts
    }

    /// The same request with this JSON body, or with the error that came of making it.
    pub(crate) fn with_json(mut self, body: Result<Vec<u8>, Error>) -> Self {
        match body {
            Ok(body) => {
                json_content(&mut self.parts.headers);
                let body = made_absolute(body, self.parts.client.base_url());
                self.parts.body = Some(body.into());
            }
            Err(fault) => self.parts.refuse(fault),
        }
        self
    }

    /// The same request, to be sent without the client's token.
    pub(crate) fn anonymous(mut self) -> Self {
        self.parts.authorization = Authorization::Anonymous;
        self.parts.headers.remove(PREFER);
        self
    }

    /// The same request without the headers that it has.
    pub(crate) fn without_headers(mut self) -> Self {
        self.parts.headers.clear();
        self
    }

    /// The same request with an error that its sending returns.
    pub(crate) fn refuse(mut self, fault: Error) -> Self {
        self.parts.refuse(fault);
        self
    }

    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The absolute URL, with its query, as it will be sent.
    pub fn url(&self) -> &str {
        self.parts.path.url()
    }

    /// The path below the service root, without the query: `/users/a%40b.com/messages`.
    pub fn path(&self) -> &str {
        self.parts.path.path()
    }

    /// The path below the service root with the query, which is how a `$batch` names a request.
    pub fn path_and_query(&self) -> &str {
        self.parts.path.path_and_query()
    }

    /// The path with each key, and each argument of a function, replaced by `{}`: `/users/{}/messages`.
    pub fn route(&self) -> String {
        self.parts.path.route()
    }

    /// What the reference says of this request: of the route that was built, so that `/me` and `/users/{}` differ. `None` where the
    /// client was generated without it, or the route is not documented.
    pub fn facts(&self) -> Option<&'static RouteFacts> {
        let routes = self.parts.client.routes()?;
        routes.find(&self.route(), self.method())
    }

    /// The permissions that the reference documents for this request; `None` as for [`facts`](Self::facts), and where it has no table
    /// of them.
    pub fn permissions(&self) -> Option<&'static Permissions> {
        self.facts()?.permissions
    }

    /// The headers that were set so far, and the client's preferences; the token is added when the request is sent.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The body.
    pub fn body(&self) -> Option<&Bytes> {
        self.parts.body.as_ref()
    }

    /// What sending would return before it sends anything: a bad key, a refused patch.
    pub fn fault(&self) -> Option<&Error> {
        self.parts.path.fault().or(self.parts.fault.as_ref())
    }

    /// Sets a header, such as `Prefer` or `If-Match`; a value that it had before is replaced.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.parts.set_header(name, value);
        self
    }

    /// The same request with a body of the caller's own.
    pub fn with_body(mut self, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.parts.set_header("content-type", content_type);
        self.parts.body = Some(body.into());
        self
    }

    /// The same request with a JSON body of the caller's own.
    pub fn with_json_body(self, body: &impl Serialize) -> Self {
        let body = serde_json::to_vec(body)
            .map_err(|error| Error::refused(format!("the body cannot be written: {error}")));
        self.with_json(body)
    }

    /// The same request where the answer may be missing: status 204, no body, or null.
    pub fn optional(self) -> Request<Option<T>> {
        self.returning()
    }

    /// The same request, its answer read as another type, such as `serde_json`'s through [`Json`](crate::Json), or
    /// [`Bytes`] for the body as it comes.
    pub fn returning<U>(self) -> Request<U> {
        Request {
            parts: self.parts,
            payload: PhantomData,
        }
    }
}

impl<T: Payload> Request<T> {
    /// Sends the request.
    ///
    /// # Errors
    /// What was wrong with the request as it was built; a credential without a token; no answer; an answer whose status is no
    /// success; an answer that is no `T`.
    pub async fn send(self) -> Result<T, Error> {
        let raw = exchange(self.parts, T::ACCEPTED).await?;
        required(&raw)
    }

    /// Sends the request and returns its answer with status, headers and body.
    ///
    /// # Errors
    /// As [`send`](Request::send).
    pub async fn send_full(self) -> Result<Response<T>, Error> {
        let raw = exchange(self.parts, T::ACCEPTED).await?;
        let value = required(&raw)?;
        Ok(Response::new(raw, value))
    }
}

impl<T: Payload> IntoFuture for Request<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Result<T, Error>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<T> Clone for Request<T> {
    fn clone(&self) -> Self {
        Self {
            parts: self.parts.clone(),
            payload: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Request");
        shown.field("method", self.method());
        match self.parts.authorization {
            Authorization::Bearer => shown.field("url", &self.url()),
            // Such a URL is a permission of its own.
            Authorization::Anonymous => {
                let (host, _) = self.url().split_at(self.parts.path.host_end());
                shown.field("url", &format_args!("\"{host}/…\""))
            }
        };
        shown.field("headers", self.headers());
        if let Some(body) = self.body() {
            // A body may hold passwords.
            shown.field("body", &format_args!("{} bytes", body.len()));
        }
        if let Some(fault) = self.fault() {
            shown.field("fault", fault);
        }
        shown.finish()
    }
}

#[cfg(test)]
mod tests;
