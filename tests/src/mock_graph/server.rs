//! HTTP: connections, the headers that every answer has, and faults.

use super::call::Call;
use super::control::Seen;
use super::fault::Fault;
use super::reply::{self, Reply};
use super::router;
use super::state::State;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Request, Response};
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use msgraph_runtime::bytes::Bytes;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use tokio::net::TcpListener;

/// Where the service root is below the origin.
const VERSION: &str = "/v1.0";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Service,
    Storage,
}

/// Starts the service and its storage.
pub(crate) async fn start() -> Arc<Mutex<State>> {
    let (service, service_url) = listen().await;
    let (storage, storage_url) = listen().await;
    let state = State::new(format!("{service_url}{VERSION}"), storage_url);
    let state = Arc::new(Mutex::new(state));
    tokio::spawn(accept(service, Origin::Service, state.clone()));
    tokio::spawn(accept(storage, Origin::Storage, state.clone()));
    state
}

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await;
    let listener = listener.expect("a free port of the loopback host");
    let address = listener.local_addr().expect("the address of a listener");
    (listener, format!("http://{address}"))
}

async fn accept(listener: TcpListener, origin: Origin, state: Arc<Mutex<State>>) {
    while let Ok((stream, _)) = listener.accept().await {
        // Answers are small messages that somebody waits for.
        let _ = stream.set_nodelay(true);
        let state = state.clone();
        let service = service_fn(move |request| answer(origin, state.clone(), request));
        let connection = hyper::server::conn::http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service);
        tokio::spawn(connection);
    }
}

async fn answer(
    origin: Origin,
    state: Arc<Mutex<State>>,
    request: Request<Incoming>,
) -> io::Result<Response<Wire>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let target = head
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let target = match origin {
        Origin::Service => target.strip_prefix(VERSION).unwrap_or(target),
        Origin::Storage => target,
    };
    let call = Call::new(head.method, target, head.headers, body);
    let (fault, answer) = {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        handle(origin, &mut state, &call)
    };
    if let Some(Fault::Delay(time)) = fault {
        tokio::time::sleep(time).await;
    }
    answer.ok_or_else(|| io::Error::other("a fault ends the connection"))
}

/// Handles a request and notes it; no answer where the connection is to end.
fn handle(
    origin: Origin,
    state: &mut State,
    call: &Call,
) -> (Option<Fault>, Option<Response<Wire>>) {
    let mut rules = state.rules.iter_mut();
    let fault = rules.find_map(|rule| rule.befalls(call));
    let number = state.number();
    let (acted, reply) = match instead(fault.as_ref()) {
        Some(reply) => (false, Some(reply)),
        None if fault == Some(Fault::HangUp) => (false, None),
        None => {
            let reply = match origin {
                Origin::Service => router::service(state, call),
                Origin::Storage => router::storage(state, call),
            };
            (true, Some(reply))
        }
    };
    let reply = reply.filter(|_| fault != Some(Fault::LoseAnswer));
    state.seen.push(Seen {
        method: call.method.clone(),
        target: call.target.clone(),
        headers: call.headers.clone(),
        body: call.body.clone(),
        acted,
        status: reply.as_ref().map(|reply| reply.status),
    });
    let response = reply.map(|reply| response(call, number, reply, fault.as_ref()));
    (fault, response)
}

/// What is answered without doing anything.
fn instead(fault: Option<&Fault>) -> Option<Reply> {
    match fault? {
        // throttling, errors#http-status-codes
        Fault::Status(status, retry_after) => {
            let (code, message) = match status {
                429 => ("TooManyRequests", "Please retry again later."),
                503 => (
                    "serviceNotAvailable",
                    "The service is temporarily unavailable.",
                ),
                504 => ("GatewayTimeout", "The server did not get a timely answer."),
                _ => ("UnknownError", "Something is wrong."),
            };
            let reply = Reply::error(*status, code, message);
            Some(match retry_after {
                Some(text) => reply.header("retry-after", text.clone()),
                None => reply,
            })
        }
        Fault::Html(status) => Some(Reply::bytes(
            *status,
            "text/html",
            "<html><body>Proxy at work.</body></html>",
        )),
        Fault::Redirect(status, location) => {
            Some(Reply::empty(*status).header("location", location.clone()))
        }
        Fault::HangUp
        | Fault::LoseAnswer
        | Fault::CutBody
        | Fault::TruncateBody
        | Fault::Delay(_)
        | Fault::ContentType(_) => None,
    }
}

fn response(call: &Call, number: u64, reply: Reply, fault: Option<&Fault>) -> Response<Wire> {
    // Every answer names the request, for whoever asks for support (errors, best-practices-concept).
    let request_id = format!("00000000-0000-4000-8000-{number:012x}");
    let client_request_id = call
        .header("client-request-id")
        .unwrap_or(&request_id)
        .to_owned();
    let mut headers = reply.headers;
    let (kind, mut body) = match reply.body {
        reply::Body::Empty => (None, Bytes::new()),
        reply::Body::Json(value) => (Some(reply::JSON), value.to_string().into()),
        reply::Body::Error { code, message } => {
            let error = reply::error_json(&code, &message, &request_id, &client_request_id);
            (Some("application/json"), error.to_string().into())
        }
        reply::Body::Other(kind, bytes) => (Some(kind), bytes),
    };
    headers.push(("request-id", request_id));
    headers.push(("client-request-id", client_request_id));
    let kind = match fault {
        Some(Fault::ContentType(other)) => Some(*other),
        _ => kind,
    };
    if fault == Some(&Fault::TruncateBody) {
        body.truncate(body.len() / 2);
    }
    let length = body.len();
    let is_cut = fault == Some(&Fault::CutBody);
    if is_cut {
        body.truncate(length / 2);
    }
    let mut response = Response::new(Wire {
        bytes: Some(body),
        is_cut,
    });
    *response.status_mut() = http::StatusCode::from_u16(reply.status).unwrap_or_default();
    let own = response.headers_mut();
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            own.append(HeaderName::from_static(name), value);
        }
    }
    if let Some(kind) = kind {
        own.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    if reply.status != 204 && reply.status != 304 {
        own.insert(CONTENT_LENGTH, length.into());
    }
    response
}

/// A body, or half of one.
struct Wire {
    bytes: Option<Bytes>,
    is_cut: bool,
}

impl Body for Wire {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let is_cut = self.is_cut;
        Poll::Ready(match self.bytes.take() {
            Some(bytes) if !bytes.is_empty() => Some(Ok(Frame::data(bytes))),
            _ if is_cut => Some(Err(io::Error::other("a fault ends the connection"))),
            _ => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        !self.is_cut && self.bytes.as_ref().is_none_or(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        match (&self.bytes, self.is_cut) {
            (Some(bytes), false) => SizeHint::with_exact(bytes.len() as u64),
            _ => SizeHint::default(),
        }
    }
}
