//! Links to go on from later.

use std::collections::BTreeMap;

use http::{HeaderMap, Method};
use serde::{Deserialize, Serialize};

use super::Page;
use crate::client::Client;
use crate::client::origin::{self, Origin};
use crate::path::Path;
use crate::request::Request;

/// The headers that decide what an answer is: ids, time zones, languages and page sizes would change in the middle without them.
const KEPT: [&str; 4] = ["prefer", "consistencylevel", "accept-language", "accept"];

/// A link that the service gave, to be kept and followed later: the next page of a collection, or the changes since a delta query.
///
/// It holds the link as it came, and the headers of the request that it is from, as far as they decide what the answer is: `Prefer`,
/// `ConsistencyLevel`, `Accept-Language`, `Accept`. There is no token in it. It is written and read with serde;
/// [`Client::resume`] makes a request of it.
///
/// ```
/// use msgraph_runtime::{Client, Json, SavedLink};
///
/// async fn rest(client: &Client, saved: &str) -> Result<Vec<Json>, Box<dyn std::error::Error>> {
///     let saved: SavedLink = serde_json::from_str(saved)?;
///     Ok(client.resume::<Json>(&saved).all().await?.into_vec())
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedLink {
    link: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    headers: BTreeMap<String, String>,
}

impl SavedLink {
    /// A link that is known from elsewhere, without headers.
    pub fn new(link: impl Into<String>) -> Self {
        Self {
            link: link.into(),
            headers: BTreeMap::new(),
        }
    }

    /// A link from the answer to a request with these headers.
    pub(crate) fn of(link: &str, headers: &HeaderMap) -> Self {
        let mut saved = Self::new(link);
        // One by one: to collect a map of any size takes a sort.
        for name in KEPT {
            if let Some(value) = headers.get(name).and_then(|value| value.to_str().ok()) {
                saved.headers.insert(name.to_owned(), value.to_owned());
            }
        }
        saved
    }

    /// The link.
    #[must_use]
    pub fn link(&self) -> &str {
        &self.link
    }

    /// The headers that its request has, by their names in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let headers = self.headers.iter();
        headers.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Another link that the service gave in the place of this one, with this one's headers. `None` where it leads to another host.
    #[inline]
    pub(crate) fn moved(&self, location: &str) -> Option<Self> {
        let own = origin::parse(Path::link(&self.link, "").url()).ok()?;
        let link = origin::resolve(&own, location).ok()?;
        let is_same = Origin::of(&own).ok()? == Origin::of(&origin::parse(&link).ok()?).ok()?;
        is_same.then(|| Self {
            link,
            headers: self.headers.clone(),
        })
    }

    /// The request for the link.
    pub(crate) fn request<T>(&self, client: &Client) -> Request<Page<T>> {
        let path = Path::link(&self.link, client.base_url());
        // The client's preferences may be others by now than those that the link was made with.
        let mut request = Request::new(client.clone(), Method::GET, path).without_headers();
        for (name, value) in &self.headers {
            if KEPT.contains(&name.as_str()) {
                request = request.header(name, value);
            }
        }
        request
    }
}
