//! A transport that never leaves the process, for tests.

mod route;
mod rules;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::stream::iter;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use self::rules::Rules;
use super::{Body, BoxFuture, Transport};
use crate::error::Error;
use crate::examples::ExampleTable;

/// A transport for tests: it answers from memory and keeps every request it was given.
///
/// Answers come [by method and route](MemoryTransport::on), else [in order](MemoryTransport::answer), else from a
/// [function](MemoryTransport::answering), else they are those that [the reference shows](MemoryTransport::documented).
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
    rules: Rules,
    answers: VecDeque<Answer>,
    examples: Vec<&'static ExampleTable>,
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

    /// Answers requests of this method along a route, which has `{}` for keys and arguments, as
    /// [`Request::route`](crate::Request::route) spells it. Several answers to the same are given in order, and the last one again and
    /// again. Of several routes that fit, the one with the fewest `{}` counts.
    ///
    /// ```
    /// use msgraph_runtime::http::Method;
    /// use msgraph_runtime::{Answer, Client, Json, MemoryTransport};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = MemoryTransport::new()
    ///     .on(Method::GET, "/users/{}", Answer::json(200, r#"{"displayName": "Ann"}"#))
    ///     .on(Method::DELETE, "/users/{}", Answer::empty(204));
    /// let client = Client::builder().transport(server.clone()).build()?;
    /// client.request::<Json>(Method::GET, "/users/ann").await?;
    /// // What was not called for is told.
    /// assert_eq!(server.not_called(), ["DELETE /users/{}"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn on(self, method: Method, route: impl Into<String>, answer: Answer) -> Self {
        self.state().rules.add(method, route.into(), answer);
        self
    }

    /// Answers what nothing else answers as the reference shows it: the table is that of a generated client (`EXAMPLES`), which was
    /// generated with examples.
    pub fn documented(self, examples: &'static ExampleTable) -> Self {
        self.state().examples.push(examples);
        self
    }

    /// What [`on`](Self::on) has answers for and no request came for: `GET /users/{}`. Empty at the end of a test that expects
    /// every call.
    pub fn not_called(&self) -> Vec<String> {
        self.state().rules.not_called()
    }

    /// The requests so far of this method along a route, in order.
    pub fn requests_to(&self, method: &Method, route: &str) -> Vec<RecordedRequest> {
        let state = self.state();
        let requests = state.requests.iter();
        let along = |one: &&RecordedRequest| one.method == method && route::fits(route, one.path());
        requests.filter(along).cloned().collect()
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
        let known = {
            let mut state = self.state();
            state.requests.push(request.clone());
            let ruled = state.rules.answer(&request);
            ruled.or_else(|| state.answers.pop_front())
        };
        let asked = || Some(self.0.responder.as_ref()?(&request));
        let answer = known.or_else(asked).or_else(|| self.shown(&request));
        answer.ok_or_else(|| {
            Error::refused(format!(
                "no canned answer is left for {} {}",
                request.method, request.url
            ))
        })
    }

    /// The documented answer: of the route that says most of the path.
    fn shown(&self, request: &RecordedRequest) -> Option<Answer> {
        let tables = self.state().examples.clone();
        let rows = tables.into_iter().flat_map(ExampleTable::rows);
        let fits = rows
            .filter(|row| request.method == row.method && route::fits(row.route, request.path()));
        let row = fits.min_by_key(|row| route::wildcards(row.route))?;
        Some(row.answer())
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
        match self.next(request) {
            Ok(Answer {
                end: End::Silence, ..
            }) => Box::pin(std::future::pending()),
            answer => Box::pin(std::future::ready(answer.and_then(Answer::into_response))),
        }
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
            .field("not_called", &state.rules.not_called())
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

    /// The path of the URL, encoded as sent.
    pub fn path(&self) -> &str {
        let after_scheme = self.url.find("://").map_or(0, |at| at + 3);
        let rest = self.url.get(after_scheme..).unwrap_or_default();
        let rest = rest.find('/').and_then(|at| rest.get(at..));
        let rest = rest.unwrap_or_default();
        rest.split(['?', '#']).next().unwrap_or_default()
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
    end: End,
}

/// What comes after the body.
#[derive(Clone, Debug)]
enum End {
    Whole,
    Broken(Error),
    /// An error in place of the answer.
    Fault(Error),
    /// Nothing ever, in place of the answer.
    Silence,
}

impl Answer {
    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Bytes::new(),
            end: End::Whole,
        }
    }

    /// No answer, but this error: [`Error::transport`], [`Error::not_sent`] or [`Error::timeout`].
    pub fn fault(error: Error) -> Self {
        Self {
            end: End::Fault(error),
            ..Self::empty(0)
        }
    }

    /// No answer, ever. A limit of time ends the wait for it at once, since time in memory is what is slept.
    pub fn silent() -> Self {
        Self {
            end: End::Silence,
            ..Self::empty(0)
        }
    }

    /// The same answer, whose body breaks off with this error.
    pub fn broken(self, error: Error) -> Self {
        Self {
            end: End::Broken(error),
            ..self
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
        let body = match self.end {
            End::Fault(error) => return Err(error),
            End::Broken(error) => Body::from_stream(iter([Ok(self.body), Err(error)])),
            End::Whole | End::Silence => self.body.into(),
        };
        let mut response = http::Response::new(body);
        *response.status_mut() = StatusCode::from_u16(self.status).map_err(Error::transport)?;
        for (name, value) in self.headers {
            let name = HeaderName::try_from(name).map_err(Error::transport)?;
            let value = HeaderValue::try_from(value).map_err(Error::transport)?;
            response.headers_mut().append(name, value);
        }
        Ok(response)
    }
}

#[cfg(test)]
mod tests;
