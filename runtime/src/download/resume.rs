//! A content whose reading goes on after the connection broke.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{ETAG, IF_RANGE, RANGE};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::range::{Given, Wanted};
use super::window::Window;
use crate::client::{Schedule, open};
use crate::error::Error;
use crate::payload::Accepted;
use crate::request::Parts;
use crate::response::RawResponse;
use crate::transport::{Body, BoxFuture};

/// What counts as getting on, in bytes: a server that breaks off after each one is not followed for as long as the content is.
const PROGRESS: u64 = 64 * 1024;

/// What is left of a content.
pub(super) struct Resuming {
    pub(super) parts: Parts,
    /// Tells whether it is the same content still; without one, reading is not taken up again.
    pub(super) etag: Option<HeaderValue>,
    pub(super) left: Wanted,
    /// How long the whole is, where that was said.
    pub(super) total: Option<u64>,
    pub(super) body: Body,
    pub(super) reopening: Option<BoxFuture<'static, Result<Body, Error>>>,
    /// The tries since the reading got on.
    pub(super) schedule: Option<Schedule>,
    /// Bytes since the last break.
    pub(super) gained: u64,
}

impl Stream for Resuming {
    type Item = Result<Bytes, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(reopening) = &mut self.reopening {
                let outcome = ready!(reopening.as_mut().poll(context));
                self.reopening = None;
                match outcome {
                    Ok(body) => self.body = body,
                    Err(error) => match self.broke(error) {
                        Some(error) => return Poll::Ready(Some(Err(error))),
                        None => continue,
                    },
                }
            }
            let error = match ready!(Pin::new(&mut self.body).poll_next(context)) {
                Some(Ok(piece)) => {
                    self.left.start += piece.len() as u64;
                    self.gained += piece.len() as u64;
                    return Poll::Ready(Some(Ok(piece)));
                }
                Some(Err(error)) => error,
                None if self.left.end.is_none_or(|end| end <= self.left.start) => {
                    return Poll::Ready(None);
                }
                None => Error::transport("the content ended before its end"),
            };
            if let Some(error) = self.broke(error) {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

impl Resuming {
    /// Begins to take the reading up again, or gives the error back.
    #[inline]
    fn broke(&mut self, error: Error) -> Option<Error> {
        if std::mem::take(&mut self.gained) >= PROGRESS {
            self.schedule = None;
        }
        let Some(etag) = self.etag.clone().filter(|_| error.is_transport()) else {
            return Some(error);
        };
        let Parts {
            client,
            options,
            method,
            ..
        } = &self.parts;
        let now = client.now();
        let schedule = self
            .schedule
            .get_or_insert_with(|| client.schedule(options, method));
        let Some(wait) = schedule.next(&error, now) else {
            return Some(error);
        };
        self.reopening = Some(Box::pin(reopen(
            self.parts.clone(),
            etag,
            self.left,
            self.total,
            wait,
        )));
        None
    }
}

/// Asks for the rest of a content.
async fn reopen(
    mut parts: Parts,
    etag: HeaderValue,
    left: Wanted,
    total: Option<u64>,
    wait: Duration,
) -> Result<Body, Error> {
    parts.client.sleep(wait).await;
    match left.header() {
        Some(range) => parts.headers.insert(RANGE, range),
        None => parts.headers.remove(RANGE),
    };
    // Only a strong etag may stand there (RFC 9110, clause 13.1.5). Others are compared below.
    if !etag.as_bytes().starts_with(b"W/") {
        parts.headers.insert(IF_RANGE, etag.clone());
    }
    let (head, body) = open(parts, Accepted::Bytes).await?.into_parts();
    if head.headers.get(ETAG) != Some(&etag) {
        return Err(unexpected(
            head.status,
            head.headers,
            "the content has changed while it was read",
        ));
    }
    window(head.status, &head.headers, body, left, total).ok_or_else(|| {
        unexpected(
            head.status,
            head.headers,
            "the rest of the content was asked for, and something else came",
        )
    })
}

/// What is wanted of an answer that has it, or all; `None` where it has something else.
#[inline]
pub(super) fn window(
    status: StatusCode,
    headers: &HeaderMap,
    body: Body,
    wanted: Wanted,
    total: Option<u64>,
) -> Option<Body> {
    let skip = if status == StatusCode::PARTIAL_CONTENT {
        let given = Given::read(headers).filter(|given| given.start == wanted.start)?;
        if total.is_some() && given.total.is_some() && given.total != total {
            return None;
        }
        0
    } else {
        wanted.start
    };
    if skip == 0 && wanted.end.is_none() {
        return Some(body);
    }
    let left = wanted.end.map(|end| end.saturating_sub(wanted.start));
    Some(Body::from_stream(Window { body, skip, left }))
}

pub(super) fn unexpected(status: StatusCode, headers: HeaderMap, message: &str) -> Error {
    RawResponse::new(status, headers, Bytes::new()).unexpected(message)
}
