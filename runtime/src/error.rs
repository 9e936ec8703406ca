//! The one error of requests.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

mod retry_after;
mod sent;
mod service;

pub(crate) use self::retry_after::retry_after;
pub(crate) use self::sent::Sent;
pub use self::service::ErrorDetail;

use self::service::{Service, line};
use crate::credential::claims;
use crate::json::Json;
use crate::poller::OperationStatus;

type Source = Arc<dyn StdError + Send + Sync>;

/// What went wrong with a request.
///
/// One opaque type, as large as a pointer and cheap to clone; the predicates say what happened, and `Display` says it in a sentence
/// a person can act on, its causes included. It never holds a token.
#[derive(Clone)]
pub struct Error(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    kind: Kind,
    source: Option<Source>,
    /// Where it is known which request failed.
    sent: Option<Arc<Sent>>,
}

#[derive(Clone)]
enum Kind {
    Refused(String),
    Credential,
    Transport(Transport),
    Service(Service),
    Decode(Undecoded),
    LinkLoop,
    NoDeltaLink,
    Operation(Failed),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Transport {
    NotSent,
    TimedOut,
    Failed,
}

/// An operation that came to nothing.
#[derive(Clone)]
struct Failed {
    status: OperationStatus,
    code: Option<String>,
    message: Option<String>,
    body: Bytes,
}

#[derive(Clone)]
struct Undecoded {
    message: String,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Error {
    fn from_kind(kind: Kind) -> Self {
        Self(Arc::new(Inner {
            kind,
            source: None,
            sent: None,
        }))
    }

    fn with_source(kind: Kind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(Arc::new(Inner {
            kind,
            source: Some(Arc::from(source.into())),
            sent: None,
        }))
    }

    /// The same error, which says of which request it is, unless it does.
    pub(crate) fn of(mut self, sent: &Arc<Sent>) -> Self {
        if self.0.sent.is_none() {
            // Where the error is shared, this copies it: a token that several requests waited for.
            Arc::make_mut(&mut self.0).sent = Some(Arc::clone(sent));
        }
        self
    }

    /// A request that is refused before it is sent, with the reason.
    pub fn refused(reason: impl Into<String>) -> Self {
        Self::from_kind(Kind::Refused(reason.into()))
    }

    /// A credential that gave no token.
    pub fn credential(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::with_source(Kind::Credential, source)
    }

    /// A transport that got no answer, though the server may have seen the request.
    pub fn transport(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::with_source(Kind::Transport(Transport::Failed), source)
    }

    /// A transport that could not send: the server has seen nothing of the request.
    pub fn not_sent(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::with_source(Kind::Transport(Transport::NotSent), source)
    }

    /// A transport that waited too long for the answer; the server may have seen the request.
    pub fn timeout(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::with_source(Kind::Transport(Transport::TimedOut), source)
    }

    /// An answer whose status says that the request failed.
    pub(crate) fn service(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self::from_kind(Kind::Service(Service::read(status, headers, body)))
    }

    /// A successful answer that is not what was expected.
    pub(crate) fn decode(
        message: impl Into<String>,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        Self::from_kind(Kind::Decode(Undecoded {
            message: message.into(),
            status,
            headers,
            body,
        }))
    }

    /// An item of a collection that does not fit its type.
    pub(crate) fn item(message: impl Into<String>, json: &Json) -> Self {
        let body = Bytes::copy_from_slice(json.as_str().as_bytes());
        Self::decode(message, StatusCode::OK, HeaderMap::new(), body)
    }

    /// An operation that ended without doing what it was to do.
    pub(crate) fn operation(
        status: OperationStatus,
        code: Option<String>,
        message: Option<String>,
        body: Bytes,
    ) -> Self {
        Self::from_kind(Kind::Operation(Failed {
            status,
            code,
            message,
            body,
        }))
    }

    /// A link to a page that was read already.
    pub(crate) fn link_loop() -> Self {
        Self::from_kind(Kind::LinkLoop)
    }

    /// A delta query that ended without a link to later changes.
    pub(crate) fn no_delta_link() -> Self {
        Self::from_kind(Kind::NoDeltaLink)
    }

    /// The status of the answer, where there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match &self.0.kind {
            Kind::Service(service) => Some(service.status),
            Kind::Decode(answer) => Some(answer.status),
            _ => None,
        }
    }

    /// The service's error code, such as `Authorization_RequestDenied`.
    pub fn code(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Operation(failed) => failed.code.as_deref(),
            _ => self.as_service()?.code.as_deref(),
        }
    }

    /// The code of the innermost error, which says most: `code` is often `BadRequest`, and this one `ResourceNotFound`. Of nested
    /// errors, the innermost one that has a code.
    pub fn inner_code(&self) -> Option<&str> {
        self.inner_codes().last()
    }

    /// The codes of the errors within the error, from the outermost inwards. Microsoft asks to go by the most specific one that is
    /// understood: <https://learn.microsoft.com/graph/errors>.
    pub fn inner_codes(&self) -> impl DoubleEndedIterator<Item = &str> {
        let service = self.as_service().into_iter();
        service.flat_map(|service| service.inner_codes.iter().map(String::as_str))
    }

    /// What the error is about, such as the name of a property, where the service says it.
    pub fn target(&self) -> Option<&str> {
        self.as_service()?.target.as_deref()
    }

    /// What was wrong one by one, where the service lists it.
    pub fn details(&self) -> &[ErrorDetail] {
        self.as_service()
            .map_or(&[], |service| service.details.as_slice())
    }

    /// The service's own message, or the reason where the request never got there.
    pub fn message(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Service(service) => service.message.as_deref(),
            Kind::Refused(reason) => Some(reason),
            Kind::Decode(answer) => Some(&answer.message),
            Kind::Operation(failed) => failed.message.as_deref(),
            Kind::Credential | Kind::Transport(_) | Kind::LinkLoop | Kind::NoDeltaLink => None,
        }
    }

    /// The service's id of the request, from the header `request-id` or the error's inner part: what Microsoft's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Service(service) => service.request_id.as_deref(),
            Kind::Decode(answer) => service::header_request_id(&answer.headers),
            _ => None,
        }
    }

    /// The id that the client gave the request, the same for all tries; the service logs it.
    pub fn client_request_id(&self) -> Option<&str> {
        self.0.sent.as_ref()?.client_request_id()
    }

    /// The HTTP method of the request that failed, where it is known.
    pub fn method(&self) -> Option<&Method> {
        self.0.sent.as_ref().map(|sent| &sent.method)
    }

    /// The path of the request that failed, with each key shown as `{}`: `/users/{}/messages`. Of a path that no builder made, which
    /// may have keys anywhere, the first segment alone is shown: `/users/…`.
    pub fn route(&self) -> Option<String> {
        self.0
            .sent
            .as_ref()
            .map(|sent| sent.path.template().into_owned())
    }

    /// How often the request was sent.
    pub fn tries(&self) -> u32 {
        self.0.sent.as_ref().map_or(0, |sent| sent.tries)
    }

    /// How long the service asks to wait before the next try, from the arrival of the answer on: the header `Retry-After`, in seconds
    /// or as a date.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.as_service()?.headers)
    }

    /// The claims that the service wants a token to have, as JSON, where it refused the request for want of them (continuous access
    /// evaluation). The client has asked its credential for such a token already; a service that acts for a user passes them on to the
    /// program that the user is at.
    ///
    /// Source: <https://learn.microsoft.com/entra/identity-platform/claims-challenge>.
    pub fn claims(&self) -> Option<String> {
        claims(&self.as_service()?.headers)
    }

    /// The headers of the answer, where there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match &self.0.kind {
            Kind::Service(service) => Some(&service.headers),
            Kind::Decode(answer) => Some(&answer.headers),
            _ => None,
        }
    }

    /// The body of the answer as it came, where there was one.
    pub fn raw_body(&self) -> Option<&Bytes> {
        match &self.0.kind {
            Kind::Service(service) => Some(&service.body),
            Kind::Decode(answer) => Some(&answer.body),
            Kind::Operation(failed) => Some(&failed.body),
            _ => None,
        }
    }

    /// Refused before it was sent: a bad key, a patch of a read-only property, a link to another host.
    pub fn is_refused(&self) -> bool {
        matches!(self.0.kind, Kind::Refused(_))
    }

    /// The credential gave no token.
    pub fn is_credential(&self) -> bool {
        matches!(self.0.kind, Kind::Credential)
    }

    /// No answer came.
    pub fn is_transport(&self) -> bool {
        matches!(self.0.kind, Kind::Transport(_))
    }

    /// No answer came in time.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Transport(Transport::TimedOut))
    }

    /// The server has seen nothing of the request, which may be repeated whatever it does.
    pub fn is_not_sent(&self) -> bool {
        matches!(
            self.0.kind,
            Kind::Refused(_) | Kind::Credential | Kind::Transport(Transport::NotSent)
        )
    }

    /// The service answered with a status that is no success.
    pub fn is_service(&self) -> bool {
        matches!(self.0.kind, Kind::Service(_))
    }

    /// The service answered with success, and with a body that is not what was expected.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode(_))
    }

    /// The service gave a link to a page that was read already: its links lead in a circle.
    pub fn is_link_loop(&self) -> bool {
        matches!(self.0.kind, Kind::LinkLoop)
    }

    /// A delta query ended without a link to later changes: what was asked is no delta function.
    pub fn is_no_delta_link(&self) -> bool {
        matches!(self.0.kind, Kind::NoDeltaLink)
    }

    /// An operation went on after its request was answered, and failed or was canceled; [`code`](Self::code) and
    /// [`message`](Self::message) are what the service says of it.
    pub fn is_operation(&self) -> bool {
        matches!(self.0.kind, Kind::Operation(_))
    }

    /// Status 401: the token is missing, has ended, or is for somebody else.
    pub fn is_unauthorized(&self) -> bool {
        self.is_status(StatusCode::UNAUTHORIZED)
    }

    /// Status 403: the token lacks a permission.
    pub fn is_forbidden(&self) -> bool {
        self.is_status(StatusCode::FORBIDDEN)
    }

    /// Status 404.
    pub fn is_not_found(&self) -> bool {
        self.is_status(StatusCode::NOT_FOUND)
    }

    /// Status 409: the request collides with the state of the service.
    pub fn is_conflict(&self) -> bool {
        self.is_status(StatusCode::CONFLICT)
    }

    /// Status 410: a delta link has ended, and the whole must be read anew; see [`resync`](Self::resync).
    pub fn is_gone(&self) -> bool {
        self.is_status(StatusCode::GONE)
    }

    /// Status 412: the value was changed by somebody else since its ETag.
    pub fn is_precondition_failed(&self) -> bool {
        self.is_status(StatusCode::PRECONDITION_FAILED)
    }

    /// Status 424: in a batch, a request failed which this one depends on.
    pub fn is_failed_dependency(&self) -> bool {
        self.is_status(StatusCode::FAILED_DEPENDENCY)
    }

    /// Status 429, too many requests, or 509, too many bytes; [`retry_after`](Self::retry_after) says how long to wait.
    pub fn is_throttled(&self) -> bool {
        let status = self.as_service().map(|service| service.status.as_u16());
        matches!(status, Some(429 | 509))
    }

    /// Status 304: what `If-None-Match` names is still as it was.
    pub fn is_not_modified(&self) -> bool {
        self.is_status(StatusCode::NOT_MODIFIED)
    }

    /// Any status from 500 on: the service failed.
    pub fn is_server_error(&self) -> bool {
        self.as_service()
            .is_some_and(|service| service.status.is_server_error())
    }

    fn is_status(&self, status: StatusCode) -> bool {
        self.as_service()
            .is_some_and(|service| service.status == status)
    }

    fn as_service(&self) -> Option<&Service> {
        match &self.0.kind {
            Kind::Service(service) => Some(service),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            Kind::Refused(reason) => write!(f, "request not sent: {reason}")?,
            Kind::Credential => f.write_str("the credential gave no token")?,
            Kind::Transport(Transport::NotSent) => f.write_str("the request could not be sent")?,
            Kind::Transport(Transport::TimedOut) => f.write_str("no answer came in time")?,
            Kind::Transport(Transport::Failed) => f.write_str("no answer came")?,
            Kind::Service(service) => write!(f, "{service}")?,
            Kind::Decode(answer) => write!(f, "{}: {}", answer.status, answer.message)?,
            Kind::Operation(failed) => {
                write!(f, "the operation ended as {}", failed.status)?;
                for text in [&failed.code, &failed.message].into_iter().flatten() {
                    write!(f, ": {}", service::line(text))?;
                }
            }
            Kind::LinkLoop => {
                f.write_str("the link to the next page leads to one that was read already")?;
            }
            Kind::NoDeltaLink => {
                f.write_str(
                    "the last page has no link to later changes: is this a delta function?",
                )?;
            }
        }
        let mut source = StdError::source(self);
        while let Some(cause) = source {
            write!(f, ": {cause}")?;
            source = cause.source();
        }
        self.write_request(f)
    }
}

impl Error {
    /// ` (GET /users/{}; request-id …; client-request-id …; 3 tries)`, as far as it is known.
    fn write_request(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sent = self.0.sent.as_deref();
        let tries = sent.map_or(0, |sent| sent.tries);
        let labelled = |label: &str, id: Option<&str>| Some(format!("{label} {}", line(id?)));
        let parts = [
            sent.map(ToString::to_string),
            labelled("request-id", self.request_id()),
            labelled("client-request-id", self.client_request_id()),
            (tries > 1).then(|| format!("{tries} tries")),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        if parts.is_empty() {
            return Ok(());
        }
        write!(f, " ({})", parts.join("; "))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Error").field(&self.to_string()).finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests;
