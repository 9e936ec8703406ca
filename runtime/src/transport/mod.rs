//! How requests reach a server.

mod memory;
#[cfg(feature = "reqwest")]
mod reqwest;

use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;

use crate::error::Error;

pub use self::memory::{Answer, MemoryTransport, RecordedRequest};
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;

/// A boxed future that may be sent to another thread.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one HTTP request and returns its answer, whatever its status.
///
/// Object-safe, and free of any async runtime: the future is boxed. A transport
/// - follows no redirect: the request may carry a token, and the client decides where that goes;
/// - returns an answer of any status as `Ok`, and an error only where there is no answer, by [`Error::transport`],
///   [`Error::not_sent`] (nothing reached the server, so any request may be repeated) or [`Error::timeout`].
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`, whose URI is absolute.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Error>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Error>> {
        (**self).send(request)
    }
}
