//! Nothing.

use std::time::Duration;

use crate::error::{Error, Sent};

pub(in crate::client) struct Span;

pub(in crate::client) fn request(_sent: &Sent, _host: &str) -> Span {
    Span
}

impl Span {
    pub(in crate::client) fn around<F: Future>(&self, future: F) -> F {
        future
    }

    pub(in crate::client) fn answered<T>(
        &self,
        _outcome: &Result<http::Response<T>, Error>,
        _tries: u32,
    ) {
    }

    pub(in crate::client) fn waits(&self, _wait: Duration, _error: &Error) {}
}
