//! What an answer with a failing status says (OData JSON Format 4.01, clause 21 "Error Response").

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::additional::Additional;
use crate::json::Json;

/// Errors within errors beyond so many are not looked at: each is read out of the one around it.
const MOST_INNER: usize = 16;

/// The parts of a failing answer.
#[derive(Clone)]
pub(super) struct Service {
    pub(super) status: StatusCode,
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) target: Option<String>,
    pub(super) details: Vec<ErrorDetail>,
    /// The codes of the inner errors, from the outermost inwards.
    pub(super) inner_codes: Vec<String>,
    pub(super) request_id: Option<String>,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// One of several things that were wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The service's error code.
    pub code: Option<String>,
    /// The service's message.
    pub message: Option<String>,
    /// What is meant, such as the name of a property.
    pub target: Option<String>,
}

impl Service {
    pub(super) fn read(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        let json = std::str::from_utf8(without_mark(&body)).ok();
        let json = json.and_then(|text| text.parse::<Json>().ok());
        let answer = json.and_then(|json| json.members()).unwrap_or_default();
        let error = object(&answer, "error").unwrap_or_default();
        let inner_error = inner(&error);
        let request_id = header_request_id(&headers)
            .map(str::to_owned)
            .or_else(|| inner_error.as_ref()?.get("request-id")?.parse().ok())
            .or_else(|| inner_error.as_ref()?.get("requestId")?.parse().ok());
        let inner_codes = std::iter::successors(inner_error, inner)
            .take(MOST_INNER)
            .filter_map(|error| text(&error, "code"))
            .collect();
        let (code, message) = match text(&answer, "error") {
            // The token endpoints' form: `{"error": "invalid_grant", "error_description": "…"}`.
            Some(code) => (Some(code), text(&answer, "error_description")),
            None => (text(&error, "code"), message(&error)),
        };
        let details: Option<Vec<Json>> = error.get("details").and_then(|json| json.parse().ok());
        Self {
            status,
            code,
            message,
            target: text(&error, "target"),
            details: details.iter().flatten().map(detail).collect(),
            inner_codes,
            request_id,
            headers,
            body,
        }
    }
}

/// The error within an error; Graph writes its name in two ways.
fn inner(error: &Additional) -> Option<Additional> {
    ["innerError", "innererror"]
        .into_iter()
        .find_map(|name| object(error, name))
}

fn detail(detail: &Json) -> ErrorDetail {
    let detail = detail.members().unwrap_or_default();
    ErrorDetail {
        code: text(&detail, "code"),
        message: message(&detail),
        target: text(&detail, "target"),
    }
}

/// The message; an older form nests it: `{"lang": "en", "value": "…"}`.
fn message(error: &Additional) -> Option<String> {
    text(error, "message").or_else(|| text(&object(error, "message")?, "value"))
}

/// A member that is an object.
fn object(error: &Additional, name: &str) -> Option<Additional> {
    error.get(name)?.members()
}

/// A member that is a text with something in it.
fn text(error: &Additional, name: &str) -> Option<String> {
    let text: String = error.get(name)?.parse().ok()?;
    (!text.trim().is_empty()).then_some(text)
}

/// The id that the service gave the request, from the answer's headers.
pub(super) fn header_request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get("request-id")?.to_str().ok()
}

/// The body without a leading byte order mark.
fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

/// `403 Forbidden: Authorization_RequestDenied: Insufficient privileges …`, and the details; a body that is no OData error is shown by
/// its beginning.
impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status.as_u16())?;
        if let Some(reason) = self.status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        if let Some(code) = &self.code {
            write!(f, ": {}", line(code))?;
        }
        match &self.message {
            Some(message) => write!(f, ": {}", line(message))?,
            None if self.code.is_none() => {
                let body = String::from_utf8_lossy(without_mark(&self.body));
                let body = line(&body);
                if !body.is_empty() {
                    write!(f, ": {body}")?;
                }
            }
            None => {}
        }
        const MOST: usize = 3;
        for detail in self.details.iter().take(MOST) {
            write!(f, "; {detail}")?;
        }
        match self.details.len() {
            more if more > MOST => write!(f, "; and {} more", more - MOST),
            _ => Ok(()),
        }
    }
}

/// `displayName: Request_BadRequest: Invalid value.`
impl fmt::Display for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.target, &self.code, &self.message];
        for (index, part) in parts.into_iter().flatten().enumerate() {
            let gap = if index > 0 { ": " } else { "" };
            write!(f, "{gap}{}", line(part))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A text from the network on one line, without control characters, cut where it is long.
pub(super) fn line(text: &str) -> String {
    const LONGEST: usize = 500;
    let mut line = String::new();
    for word in text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
    {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > LONGEST {
            let cut = (0..=LONGEST).rev().find(|&at| line.is_char_boundary(at));
            line.truncate(cut.unwrap_or_default());
            line.push('…');
            break;
        }
    }
    line
}
