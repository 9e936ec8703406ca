//! An answer of the service.

use msgraph_runtime::bytes::Bytes;
use serde_json::{Value, json};

/// An answer before it has the headers that every answer has.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Body,
}

/// What an answer holds.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    Empty,
    Json(Value),
    /// An error in Graph's form; the server adds what only it knows (see [`Reply::error`]).
    Error {
        code: String,
        message: String,
    },
    Other(&'static str, Bytes),
}

impl Reply {
    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Body::Empty,
        }
    }

    pub(crate) fn json(status: u16, value: Value) -> Self {
        Self {
            body: Body::Json(value),
            ..Self::empty(status)
        }
    }

    pub(crate) fn bytes(status: u16, content_type: &'static str, bytes: impl Into<Bytes>) -> Self {
        Self {
            body: Body::Other(content_type, bytes.into()),
            ..Self::empty(status)
        }
    }

    /// An error: `code`, `message` and an `innerError` with date and the two request identifiers (errors#json-representation).
    pub(crate) fn error(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self {
            body: Body::Error {
                code: code.to_owned(),
                message: message.into(),
            },
            ..Self::empty(status)
        }
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// What the directory says of an object that is not there (errors#http-status-codes; the code is the directory's own).
    pub(crate) fn no_object(id: &str) -> Self {
        let message = format!(
            "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
        );
        Self::error(404, "Request_ResourceNotFound", message)
    }

    /// What a path gets that the service does not know.
    pub(crate) fn no_segment(segment: &str) -> Self {
        let message = format!("Resource not found for the segment '{segment}'.");
        Self::error(404, "BadRequest", message)
    }

    pub(crate) fn bad(message: impl Into<String>) -> Self {
        Self::error(400, "BadRequest", message)
    }
}

/// The JSON of an error.
pub(crate) fn error_json(code: &str, message: &str, request: &str, client_request: &str) -> Value {
    json!({"error": {
        "code": code,
        "message": message,
        "innerError": {
            "date": "2026-11-01T12:00:00",
            "request-id": request,
            "client-request-id": client_request,
        }
    }})
}

/// The type of JSON, as the service writes it.
pub(crate) const JSON: &str = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
