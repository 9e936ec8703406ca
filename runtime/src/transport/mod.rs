//! How requests reach a server.

mod body;
#[cfg(feature = "mock")]
mod memory;
#[cfg(feature = "reqwest")]
mod reqwest;

use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::error::Error;

pub use self::body::Body;
#[cfg(feature = "mock")]
pub use self::memory::{Answer, MemoryTransport, RecordedRequest};
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;

/// A boxed future that may be sent to another thread.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one HTTP request and returns its answer, whatever its status; and waits, since how that is done depends on what the
/// transport runs in.
///
/// Object-safe, and free of any async runtime: the futures are boxed. A transport
/// - follows no redirect: the request may carry a token, and the client decides where that goes;
/// - returns an answer of any status as `Ok` as soon as its head is there, and an error only where there is no answer, by
///   [`Error::transport`], [`Error::not_sent`] (nothing reached the server, so any request may be repeated) or [`Error::timeout`];
/// - gives up what it does when a future or a body is dropped.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`, whose URI is absolute. The body of the answer is read when it is asked for.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, Error>>;

    /// Waits so long; the time runs from the first poll at the latest.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// The present, as [`sleep`](Self::sleep) counts it.
    fn now(&self) -> Instant {
        Instant::now()
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, Error>> {
        (**self).send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(duration)
    }

    fn now(&self) -> Instant {
        (**self).now()
    }
}
