//! Upload sessions as the service describes them, and as a program keeps them.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::slices;
use crate::client::Client;
use crate::error::Error;
use crate::payload::Payload;
use crate::request::Request;

/// What an answer says of a session. Names are taken in any case: Outlook writes `ExpirationDateTime`.
#[derive(Default)]
pub(super) struct State {
    url: Option<String>,
    expires: Option<String>,
    ranges: Value,
}

impl State {
    /// Reads the body of an answer; one that is no session has none of it.
    #[inline]
    pub(super) fn read(body: &[u8]) -> Self {
        let members: BTreeMap<String, Value> = serde_json::from_slice(body).unwrap_or_default();
        let mut state = Self::default();
        let wrapped = match members.get("value") {
            Some(Value::Object(inner)) => Some(inner.clone()),
            _ => None,
        };
        for (name, value) in members.into_iter().chain(wrapped.into_iter().flatten()) {
            let text = || value.as_str().map(str::to_owned);
            match &*name.to_ascii_lowercase() {
                "uploadurl" => state.url = text(),
                "expirationdatetime" => state.expires = text(),
                "nextexpectedranges" => state.ranges = value,
                _ => {}
            }
        }
        state
    }

    /// What the service still wants of the file; `None` where the answer does not say.
    #[inline]
    pub(super) fn missing(&self, total: u64) -> Option<Vec<Range<u64>>> {
        slices::missing(&self.ranges, total)
    }

    /// Whether the answer speaks of a session.
    pub(super) fn is_session(&self) -> bool {
        self.url.is_some() || self.ranges.is_array()
    }

    /// The session that was opened, for so many bytes.
    #[inline]
    pub(super) fn ticket(&self, size: u64) -> Option<UploadTicket> {
        Some(UploadTicket {
            url: self.url.clone().filter(|url| !url.is_empty())?,
            size,
            expires: self.expires.clone(),
        })
    }
}

/// An upload session to keep, so that an upload can go on after the program was stopped, or be cancelled.
///
/// It can be written with serde. Whoever has it may write the file: its URL carries a permission of its own. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadTicket {
    pub(super) url: String,
    pub(super) size: u64,
    expires: Option<String>,
}

impl UploadTicket {
    /// How many bytes the whole is long.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// When the session ended unless it was used, as the service said it when it was opened: a time in UTC such as
    /// `2015-01-29T09:21:55.523Z`.
    #[must_use]
    pub fn expires(&self) -> Option<&str> {
        self.expires.as_deref()
    }

    /// `DELETE`: gives up the session and what was uploaded in it.
    ///
    /// # Errors
    /// As of [`Request::send`]; 404 where the session is gone or complete.
    pub async fn cancel(&self, client: &Client) -> Result<(), Error> {
        self.request(client, Method::DELETE).send().await
    }

    /// `POST`: completes a session that was opened with `deferCommit`, after all of it was uploaded. The answer is the file.
    ///
    /// # Errors
    /// As of [`Request::send`].
    pub async fn complete<T: Payload>(&self, client: &Client) -> Result<T, Error> {
        self.request(client, Method::POST).send().await
    }

    fn request<T>(&self, client: &Client, method: Method) -> Request<T> {
        client.external(method, &self.url)
    }
}

impl fmt::Debug for UploadTicket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadTicket")
            .field("size", &self.size)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}
