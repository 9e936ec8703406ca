//! What a request tells `tracing`, where the feature is on.
//!
//! A span per request, named `graph request`, with fields named as OpenTelemetry names them: `http.request.method`, `url.template` (with
//! no key in it), `server.address`, `http.response.status_code`, `http.request.resend_count`, `error.type`, and
//! `client_request_id`. Every wait before another try is an event in it. No header, no query and no body is told.

#[cfg(not(feature = "tracing"))]
mod off;
#[cfg(feature = "tracing")]
mod on;

#[cfg(not(feature = "tracing"))]
pub(super) use self::off::{Span, request};
#[cfg(feature = "tracing")]
pub(super) use self::on::{Span, request};
