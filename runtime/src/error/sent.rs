//! What was sent, as errors tell it.

use std::fmt;

use http::{HeaderValue, Method};

use crate::path::Path;

/// Method, path, id and tries of a request.
///
/// Of the path, the template alone is shown: its keys may be names of people.
pub(crate) struct Sent {
    pub(crate) method: Method,
    pub(crate) path: Path,
    pub(crate) client_request_id: Option<HeaderValue>,
    pub(crate) tries: u32,
}

impl Sent {
    pub(super) fn client_request_id(&self) -> Option<&str> {
        self.client_request_id.as_ref()?.to_str().ok()
    }
}

/// `GET /users/{}/messages`.
impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path.template())
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
