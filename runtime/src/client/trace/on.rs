//! Over `tracing`.

use std::time::Duration;

use tracing::field::Empty;
use tracing::instrument::{Instrument, Instrumented};

use crate::error::{Error, Sent};

pub(in crate::client) struct Span(tracing::Span);

pub(in crate::client) fn request(sent: &Sent, host: &str) -> Span {
    let id = sent.client_request_id.as_ref();
    Span(tracing::info_span!(
        "graph request",
        http.request.method = %sent.method,
        url.template = &*sent.path.template(),
        server.address = host,
        client_request_id = id.and_then(|id| id.to_str().ok()),
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        error.r#type = Empty,
    ))
}

impl Span {
    pub(in crate::client) fn around<F: Future>(&self, future: F) -> Instrumented<F> {
        future.instrument(self.0.clone())
    }

    /// A try is over.
    pub(in crate::client) fn answered<T>(
        &self,
        outcome: &Result<http::Response<T>, Error>,
        tries: u32,
    ) {
        let status = match outcome {
            Ok(response) => Some(response.status()),
            Err(error) => error.status(),
        };
        if let Some(status) = status {
            self.0.record("http.response.status_code", status.as_u16());
        }
        if tries > 1 {
            self.0.record("http.request.resend_count", tries - 1);
        }
        if let Err(error) = outcome {
            self.0.record("error.type", kind(error));
        }
    }

    /// There will be another try.
    pub(in crate::client) fn waits(&self, wait: Duration, error: &Error) {
        let milliseconds = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        tracing::warn!(
            wait_ms = milliseconds,
            error.r#type = kind(error),
            http.response.status_code = error.status().map(|status| status.as_u16()),
            "trying again"
        );
    }
}

fn kind(error: &Error) -> &'static str {
    match () {
        () if error.is_timeout() => "timeout",
        () if error.is_transport() => "transport",
        () if error.is_credential() => "credential",
        () if error.is_service() => "service",
        () if error.is_refused() => "refused",
        () => "other",
    }
}

#[cfg(test)]
mod tests;
