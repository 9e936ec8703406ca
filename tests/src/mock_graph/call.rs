//! A request as the service reads it.

use http::{HeaderMap, Method};
use msgraph_runtime::bytes::Bytes;
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// A request to the service or to its storage.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// Path and query as they came, below the root: `/users?$top=2`.
    pub(crate) target: String,
    /// The segments of the path, decoded.
    pub(crate) path: Vec<String>,
    /// The options of the query, decoded, in order.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Call {
    /// A request; `target` is the path below the root, and the query.
    pub(crate) fn new(method: Method, target: &str, headers: HeaderMap, body: Bytes) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        let options = query.split('&').filter(|option| !option.is_empty());
        let option = |option: &str| {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            (decoded(name), decoded(&value.replace('+', " ")))
        };
        Self {
            method,
            target: target.to_owned(),
            path: segments.map(decoded).collect(),
            query: options.map(option).collect(),
            headers,
            body,
        }
    }

    /// An option of the query.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        let mut options = self.query.iter();
        let found = options.find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// A header of text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The value of a preference; empty where it has none.
    pub(crate) fn preference(&self, name: &str) -> Option<&str> {
        let lines = self.headers.get_all("prefer").iter();
        let mut all = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split([',', ';']))
            .map(|one| one.trim());
        all.find_map(|one| {
            let (own, value) = one.split_once('=').unwrap_or((one, ""));
            let fits = own.trim().eq_ignore_ascii_case(name);
            fits.then(|| value.trim().trim_matches('"'))
        })
    }

    /// The body as JSON; `None` where it is none.
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
