//! Pages of a collection: one, all of them as a stream, and links to go on from later.

pub(crate) mod expanded;
mod saved;
mod seen;
mod stream;
pub(crate) mod walk;

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::additional::Additional;
use crate::client::Client;
use crate::collection::Collection;
use crate::field::Value;
use crate::json::Json;
use crate::request::Request;

pub use self::saved::SavedLink;
pub(crate) use self::stream::misfit;
pub use self::stream::{Items, Pages};

/// One page of a collection.
#[derive(Clone)]
pub struct Page<T> {
    /// The items; null and what does not fit the type is kept aside in it.
    pub items: Collection<T>,
    /// Where the next page is; opaque, and absent on the last page.
    pub next_link: Option<String>,
    /// Where the changes since this answer are; opaque, and on the last page of a delta query only.
    pub delta_link: Option<String>,
    /// How many items there are over all pages, where the request asked for it.
    pub count: Option<i64>,
    /// What else stood around the items.
    pub additional: Additional,
}

impl<T> Page<T> {
    /// The items that fit their type.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// The request for the next page, if there is one, with the headers of any request of the client. [`Request::pages`] goes through
    /// all of them with the headers of the first. A link to another host than the client's is an error when it is sent.
    pub fn next(&self, client: &Client) -> Option<Request<Page<T>>> {
        self.next_link.as_deref().map(|link| client.follow(link))
    }

    /// Moves what has a field of its own out of the additional members.
    pub(crate) fn take_control_information(&mut self) {
        let control = Control::take(&mut self.additional);
        self.next_link = control.next_link;
        self.delta_link = control.delta_link;
        self.count = control.count;
    }
}

/// What a page says of the collection (OData JSON Format 4.01, clause 4.6). Apart from the page, whose type is generic: none of this is.
struct Control {
    next_link: Option<String>,
    delta_link: Option<String>,
    count: Option<i64>,
}

impl Control {
    fn take(additional: &mut Additional) -> Self {
        // OData 4.01 lets services leave out `odata.`.
        let text = |json: &Json| json.parse().ok();
        Self {
            next_link: take(additional, ["@odata.nextLink", "@nextLink"], text),
            delta_link: take(additional, ["@odata.deltaLink", "@deltaLink"], text),
            count: take(additional, ["@odata.count", "@count"], |json| {
                json.parse()
                    .ok()
                    .or_else(|| json.parse::<String>().ok()?.parse().ok())
            }),
        }
    }
}

/// Takes a member out, if it is what it should be.
fn take<V>(
    additional: &mut Additional,
    names: [&str; 2],
    read: impl Fn(&Json) -> Option<V>,
) -> Option<V> {
    names.into_iter().find_map(|name| {
        let value = read(additional.get(name)?)?;
        additional.remove(name);
        Some(value)
    })
}

/// Written as the collection that it was read from: links and count as control information, and the items in `value`.
impl<T: Value> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        for (name, json) in self.additional.iter() {
            members.serialize_entry(name, json)?;
        }
        if let Some(count) = self.count {
            members.serialize_entry("@odata.count", &count)?;
        }
        if let Some(link) = &self.next_link {
            members.serialize_entry("@odata.nextLink", link)?;
        }
        if let Some(link) = &self.delta_link {
            members.serialize_entry("@odata.deltaLink", link)?;
        }
        members.serialize_entry("value", &self.items)?;
        members.end()
    }
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self {
            items: Collection::new(),
            next_link: None,
            delta_link: None,
            count: None,
            additional: Additional::new(),
        }
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: Value> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("items", &self.items)
            .field("next_link", &self.next_link)
            .field("delta_link", &self.delta_link)
            .field("count", &self.count)
            .field("additional", &self.additional)
            .finish()
    }
}

#[cfg(test)]
mod tests;
