//! The transport over reqwest.

use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method};
use reqwest::redirect::Policy;

use super::{BoxFuture, Transport};
use crate::error::Error;

/// The transport over [reqwest](https://docs.rs/reqwest) and rustls. It runs inside a tokio runtime.
///
/// It follows no redirect.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A transport with reqwest's own settings, and 30 seconds at most to reach the server.
    ///
    /// # Errors
    /// Where reqwest cannot set up TLS.
    pub fn new() -> Result<Self, Error> {
        Self::from_builder(reqwest::Client::builder().connect_timeout(Duration::from_secs(30)))
    }

    /// A transport with the settings of `builder` (proxy, timeouts, certificates), except that redirects are never followed: a
    /// request carries a token.
    ///
    /// # Errors
    /// Where the settings cannot be met.
    pub fn from_builder(builder: reqwest::ClientBuilder) -> Result<Self, Error> {
        let client = builder
            .redirect(Policy::none())
            .build()
            .map_err(Error::not_sent)?;
        Ok(Self(client))
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        mut request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Error>> {
        state_length(&mut request);
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(error)?;
            let mut answer = self.0.execute(request).await.map_err(error)?;
            let mut response = http::Response::new(Bytes::new());
            *response.status_mut() = answer.status();
            *response.version_mut() = answer.version();
            *response.headers_mut() = std::mem::take(answer.headers_mut());
            *response.body_mut() = answer.bytes().await.map_err(error)?;
            Ok(response)
        })
    }
}

/// Says of an empty body that it is empty where the method has a meaning for one (RFC 9110, clause 8.6). reqwest leaves the length
/// out, and Microsoft's servers answer such a request with 411.
fn state_length(request: &mut http::Request<Bytes>) {
    let takes_body = matches!(
        *request.method(),
        Method::POST | Method::PUT | Method::PATCH
    );
    if takes_body && request.body().is_empty() {
        request
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

/// Sorts an error of reqwest; its URL is left out, since that may carry a token of its own (upload and download URLs do).
fn error(error: reqwest::Error) -> Error {
    let (connect, timeout) = (error.is_connect() || error.is_builder(), error.is_timeout());
    let error = error.without_url();
    if connect {
        Error::not_sent(error)
    } else if timeout {
        Error::timeout(error)
    } else {
        Error::transport(error)
    }
}

#[cfg(test)]
mod tests;
