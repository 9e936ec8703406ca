//! The transport over reqwest.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method};
use http_body::Body as _;
use reqwest::redirect::Policy;

use super::{Body, BoxFuture, Transport};
use crate::error::Error;

/// The transport over [reqwest](https://docs.rs/reqwest) and rustls. It runs inside a tokio runtime whose clock and network
/// are enabled, as they are in `#[tokio::main]`.
///
/// It follows no redirect.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A transport with reqwest's own settings, 30 seconds at most to reach the server, and 100 seconds at most without a byte from it.
    /// With the feature `gzip`, answers come compressed.
    ///
    /// # Errors
    /// Where reqwest cannot set up TLS.
    pub fn new() -> Result<Self, Error> {
        let builder = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(30))
            .read_timeout(Duration::from_secs(100));
        Self::from_builder(builder)
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
    ) -> BoxFuture<'_, Result<http::Response<Body>, Error>> {
        state_length(&mut request);
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(error)?;
            let mut answer = self.0.execute(request).await.map_err(error)?;
            let mut response = http::Response::new(Body::empty());
            *response.status_mut() = answer.status();
            *response.version_mut() = answer.version();
            *response.headers_mut() = std::mem::take(answer.headers_mut());
            *response.body_mut() = Body::from_stream(Pieces(answer.into()));
            Ok(response)
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move { tokio::time::sleep(duration).await })
    }

    fn now(&self) -> Instant {
        // The clock of `sleep`, which tokio's tests can stop.
        tokio::time::Instant::now().into_std()
    }
}

/// The body of reqwest's answer.
struct Pieces(reqwest::Body);

impl Stream for Pieces {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match Pin::new(&mut self.0).poll_frame(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(fault))) => return Poll::Ready(Some(Err(error(fault)))),
                // What is no data is a trailer.
                Poll::Ready(Some(Ok(frame))) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
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
