//! A transport that never leaves the process, for tests.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use super::{Body, BoxFuture, Transport};
use crate::error::Error;

/// A transport for tests: it answers from memory and keeps every request it was given.
///
/// Time in it stands still, but for what is slept: a sleep is over at once, moves [`now`](Transport::now) on, and is kept for the test
/// to look at. A clone shares answers and requests with its origin, so a test keeps one and gives one to the client.
///
/// ```
/// use msgraph_runtime::{Answer, Client, MemoryTransport, StaticToken};
///
/// # async fn example() -> Result<(), msgraph_runtime::Error> {
/// let server = MemoryTransport::new()
///     .answer(Answer::json(200, r#"{"value": 3}"#))
///     .answer(Answer::empty(204));
/// let client = Client::builder().transport(server.clone()).credential(StaticToken::new("secret")).build()?;
///
/// let count = client.request::<i64>(http::Method::GET, "/users/$count").send().await?;
/// assert_eq!(count, 3);
/// assert_eq!(server.requests()[0].url(), "https://graph.microsoft.com/v1.0/users/$count");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct MemoryTransport(Arc<Shared>);

type Responder = dyn Fn(&RecordedRequest) -> Answer + Send + Sync;

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    responder: Option<Box<Responder>>,
}

#[derive(Default)]
struct State {
    answers: VecDeque<Answer>,
    requests: Vec<RecordedRequest>,
    slept: Vec<Duration>,
    /// All that was slept.
    elapsed: Duration,
}

impl MemoryTransport {
    /// A transport without answers; see [`MemoryTransport::answer`].
    pub fn new() -> Self {
        Self::default()
    }

    /// A transport that asks `responder` for each answer, once its canned answers are used up.
    pub fn answering(
        responder: impl Fn(&RecordedRequest) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Shared {
            state: Mutex::default(),
            responder: Some(Box::new(responder)),
        }))
    }

    /// Adds a canned answer; they are given in order, each once. A request for which none is left fails.
    pub fn answer(self, answer: Answer) -> Self {
        self.state().answers.push_back(answer);
        self
    }

    /// The requests so far, in order.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state().requests.clone()
    }

    /// What was slept so far, in order.
    pub fn slept(&self) -> Vec<Duration> {
        self.state().slept.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A responder never runs under the lock, so a poisoned state is still whole.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self, request: RecordedRequest) -> Result<Answer, Error> {
        let canned = {
            let mut state = self.state();
            state.requests.push(request.clone());
            state.answers.pop_front()
        };
        match (canned, &self.0.responder) {
            (Some(answer), _) => Ok(answer),
            (None, Some(responder)) => Ok(responder(&request)),
            (None, None) => Err(Error::not_sent(format!(
                "no canned answer is left for {} {}",
                request.method, request.url
            ))),
        }
    }
}

impl Transport for MemoryTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, Error>> {
        let (parts, body) = request.into_parts();
        let request = RecordedRequest {
            method: parts.method,
            url: parts.uri.to_string(),
            headers: parts.headers,
            body,
        };
        let response = self.next(request).and_then(Answer::into_response);
        Box::pin(std::future::ready(response))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let own = self.clone();
        Box::pin(async move {
            let mut state = own.state();
            state.slept.push(duration);
            state.elapsed = state.elapsed.saturating_add(duration);
        })
    }

    fn now(&self) -> Instant {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        let start = *START;
        start.checked_add(self.state().elapsed).unwrap_or(start)
    }
}

impl fmt::Debug for MemoryTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("MemoryTransport")
            .field("answers", &state.answers.len())
            .field("requests", &state.requests)
            .finish()
    }
}

/// A request that a [`MemoryTransport`] was given.
#[derive(Clone, Debug)]
pub struct RecordedRequest {
    method: Method,
    url: String,
    headers: HeaderMap,
    body: Bytes,
}

impl RecordedRequest {
    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The absolute URL, as sent.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The headers, the `Authorization` header included.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// One header, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body; empty where there is none.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON, or null where it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// What a [`MemoryTransport`] answers.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl Answer {
    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    /// An answer of type `application/json`. The text is sent as it stands.
    pub fn json(status: u16, text: impl Into<String>) -> Self {
        Self::empty(status)
            .header("content-type", "application/json")
            .body(text.into())
    }

    /// An answer of type `text/plain`.
    pub fn text(status: u16, text: impl Into<String>) -> Self {
        Self::empty(status)
            .header("content-type", "text/plain")
            .body(text.into())
    }

    /// The same answer with a header more.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The same answer with this body.
    pub fn body(self, body: impl Into<Bytes>) -> Self {
        Self {
            body: body.into(),
            ..self
        }
    }

    fn into_response(self) -> Result<http::Response<Body>, Error> {
        let mut response = http::Response::new(Body::from(self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).map_err(Error::transport)?;
        for (name, value) in self.headers {
            let name = HeaderName::try_from(name).map_err(Error::transport)?;
            let value = HeaderValue::try_from(value).map_err(Error::transport)?;
            response.headers_mut().append(name, value);
        }
        Ok(response)
    }
}
