//! An HTTP server on the loopback host that answers in a given order and keeps what it was asked.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::HeaderMap;
use hyper::service::service_fn;
use hyper::{Request, Response, Version};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Verb and target: `GET /v1.0/users`.
    pub(crate) line: String,
    /// Its headers.
    pub(crate) headers: HeaderMap,
    /// Its body.
    pub(crate) body: Bytes,
}

impl Seen {
    /// A header's text; empty where the request had none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("a header of text"))
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("a body of JSON")
    }
}

#[derive(Default)]
struct State {
    answers: VecDeque<Response<Full<Bytes>>>,
    seen: Vec<Seen>,
}

/// The server. It runs as long as the test's runtime.
pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Server {
    /// Starts a server at a port of the system's choice.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(Mutex::new(State::default()));
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = shared.clone();
                let service = service_fn(move |request| answer(shared.clone(), request));
                tokio::spawn(
                    hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service),
                );
            }
        });
        Self { address, state }
    }

    /// Host and port.
    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    /// The service root.
    pub(crate) fn base_url(&self) -> String {
        format!("http://{}/v1.0", self.address)
    }

    /// Answers the next unanswered request with a status and JSON.
    pub(crate) fn json(&self, status: u16, body: impl Into<Bytes>) {
        self.answer(
            status,
            "application/json;odata.metadata=minimal;charset=utf-8",
            body,
        );
    }

    /// Answers the next unanswered request with a status and a body of some type.
    pub(crate) fn answer(&self, status: u16, content_type: &str, body: impl Into<Bytes>) {
        let response = Response::builder()
            .status(status)
            .header("content-type", content_type)
            .header("request-id", "e2e-1")
            .body(Full::new(body.into()))
            .expect("a response");
        self.state
            .lock()
            .expect("no panic")
            .answers
            .push_back(response);
    }

    /// Answers the next unanswered request with status 204.
    pub(crate) fn no_content(&self) {
        let response = Response::builder()
            .status(204)
            .body(Full::default())
            .expect("a response");
        self.state
            .lock()
            .expect("no panic")
            .answers
            .push_back(response);
    }

    /// Answers the next unanswered request with a redirect.
    pub(crate) fn redirect(&self, location: &str) {
        let response = Response::builder()
            .status(302)
            .header("location", location)
            .body(Full::default())
            .expect("a response");
        self.state
            .lock()
            .expect("no panic")
            .answers
            .push_back(response);
    }

    /// The one request that came since the last call.
    pub(crate) fn seen(&self) -> Seen {
        let mut seen = std::mem::take(&mut self.state.lock().expect("no panic").seen);
        assert_eq!(seen.len(), 1, "not one request but {seen:#?}");
        seen.remove(0)
    }

    /// Whether no request came since the last call.
    pub(crate) fn is_untouched(&self) -> bool {
        self.state.lock().expect("no panic").seen.is_empty()
    }
}

async fn answer(
    state: Arc<Mutex<State>>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    assert_eq!(request.version(), Version::HTTP_11);
    let (head, body) = request.into_parts();
    let body = body.collect().await.expect("a whole body").to_bytes();
    let mut state = state.lock().expect("no panic");
    state.seen.push(Seen {
        line: format!("{} {}", head.method, head.uri),
        headers: head.headers,
        body,
    });
    let unexpected = || {
        let body = Full::from("the test has no answer to this request");
        Response::builder()
            .status(599)
            .body(body)
            .expect("a response")
    };
    Ok(state.answers.pop_front().unwrap_or_else(unexpected))
}
