//! Where an operation is watched.

use std::fmt;

use http::header::LOCATION;
use http::{HeaderMap, HeaderName, StatusCode};
use serde::{Deserialize, Serialize};

use crate::client::Client;

/// The headers that name a URL to ask for the state of an operation, whatever the status is.
const MONITORS: [HeaderName; 2] = [
    HeaderName::from_static("azure-asyncoperation"),
    HeaderName::from_static("operation-location"),
];

/// The URL where an operation is watched, to be kept and asked later: [`Client::monitor`] makes a [`Poller`](crate::Poller) of it.
///
/// It is written and read with serde. A URL on another host than the client's carries its own permission: it is a secret, and
/// `Debug` shows no more of it than the host.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Monitor {
    url: String,
    /// Where the result will be, where that was said beforehand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    result: Option<String>,
}

impl Monitor {
    /// A URL that is known from elsewhere.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            result: None,
        }
    }

    /// What the answer to the request that began an operation names.
    #[inline]
    pub(super) fn of(status: StatusCode, headers: &HeaderMap, client: &Client) -> Option<Self> {
        let named = |name: &HeaderName| {
            let link = headers.get(name)?.to_str().ok()?;
            Some(client.absolute(link))
        };
        let location = || {
            (status == StatusCode::ACCEPTED)
                .then(|| named(&LOCATION))
                .flatten()
        };
        match MONITORS.iter().find_map(named) {
            Some(url) => Some(Self {
                url,
                result: location(),
            }),
            None => location().map(Self::new),
        }
    }

    /// The URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn result(&self) -> Option<&str> {
        self.result.as_deref()
    }
}

impl fmt::Debug for Monitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let host = host.split(['/', '?', '#']).next().unwrap_or_default();
        f.debug_tuple("Monitor").field(&host).finish()
    }
}
