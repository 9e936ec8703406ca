//! What has changed since (OData Protocol 4.01, clause 11.3; the functions called `delta`): changes, rounds of them, and what to do
//! when the service has forgotten.

mod latest;
mod parts;
mod resync;
mod round;
mod stream;

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;

pub(crate) use self::latest::Latest;
pub use self::resync::Resync;
pub use self::round::Round;
pub use self::stream::Changes;

use crate::codec::additional_of;
use crate::collection::Collection;
use crate::error::Error;
use crate::field::Value;
use crate::json::Json;
use crate::model::Model;
use crate::page::misfit;
use crate::shape::Shape;
use crate::slot::View;

/// One change that a delta query tells.
///
/// An item has been removed where it has `@removed`, or the property `deleted` with an object in it, as driveItem and listItem do.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<T> {
    /// The item is new, or differs; or it has always been there, in the first round.
    Changed(T),
    /// The item is gone.
    Removed {
        /// Its id.
        id: String,
        /// Why it is gone.
        reason: Reason,
        /// What else came of it, which is little.
        item: T,
    },
}

/// Why an item is gone from what a delta query follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// `deleted`: for good, or so far as this service tells.
    Deleted,
    /// `changed`: it is still there, or can be restored, but belongs no longer to what is followed.
    Changed,
    /// Another reason, as it came; empty where none came.
    Other(String),
}

impl Reason {
    fn of(text: &str) -> Self {
        match text {
            "deleted" => Self::Deleted,
            "changed" => Self::Changed,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Deleted => "deleted",
            Self::Changed => "changed",
            Self::Other(text) => text,
        })
    }
}

impl<T: Value> Change<T> {
    /// The change that an item of a delta query is.
    ///
    /// # Errors
    /// An item that is removed and has no id.
    pub fn of(item: T) -> Result<Self, Error> {
        let Some(reason) = removal(item.view()) else {
            return Ok(Self::Changed(item));
        };
        match id(item.view()) {
            Some(id) => Ok(Self::Removed {
                id: id.into_owned(),
                reason,
                item,
            }),
            None => Err(Error::item(
                "an item was removed, and does not say its id",
                &Json::from_view(item.view()),
            )),
        }
    }

    /// The id of the item, where it came.
    pub fn id(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Changed(item) => id(item.view()),
            Self::Removed { id, .. } => Some(Cow::Borrowed(id)),
        }
    }
}

impl<T> Change<T> {
    /// The item.
    pub fn item(&self) -> &T {
        match self {
            Self::Changed(item) | Self::Removed { item, .. } => item,
        }
    }

    /// The item by value.
    pub fn into_item(self) -> T {
        match self {
            Self::Changed(item) | Self::Removed { item, .. } => item,
        }
    }

    /// Whether the item is gone.
    pub fn is_removed(&self) -> bool {
        matches!(self, Self::Removed { .. })
    }
}

/// The members of an item that decide what kind of change it is, where the item is any JSON.
#[derive(Deserialize)]
struct Bare {
    id: Option<String>,
    #[serde(rename = "@removed")]
    removed: Option<Json>,
    deleted: Option<Json>,
}

/// Why the item was removed; `None` where it was not.
#[inline]
fn removal(item: View<'_>) -> Option<Reason> {
    let bare;
    let (removed, is_facet) = match item {
        View::Model(model, shape) => (
            additional_of(model, shape).and_then(|members| members.get("@removed")),
            match member(model, shape, "deleted") {
                View::Model(..) => true,
                View::Json(json) => json.as_str().starts_with('{'),
                _ => false,
            },
        ),
        View::Json(json) => {
            bare = json.parse::<Bare>().ok()?;
            let facet = bare.deleted.as_ref();
            (
                bare.removed.as_ref(),
                facet.is_some_and(|json| json.as_str().starts_with('{')),
            )
        }
        _ => return None,
    };
    match removed.filter(|removed| !removed.is_null()) {
        Some(removed) => {
            let removed = removed.to_value();
            Some(Reason::of(removed["reason"].as_str().unwrap_or_default()))
        }
        None => is_facet.then_some(Reason::Deleted),
    }
}

/// The id of an item.
#[inline]
fn id(item: View<'_>) -> Option<Cow<'_, str>> {
    match item {
        View::Model(model, shape) => match member(model, shape, "id") {
            View::Text(id) | View::Literal(id, _) => Some(Cow::Borrowed(id)),
            View::I64(id) => Some(Cow::Owned(id.to_string())),
            View::Json(id) => id.parse().ok().map(Cow::Owned),
            _ => None,
        },
        View::Json(json) => json.parse::<Bare>().ok()?.id.map(Cow::Owned),
        _ => None,
    }
}

/// A member of a model, declared or not.
fn member<'a>(model: &'a dyn Model, shape: &Shape, name: &str) -> View<'a> {
    match shape.position(name) {
        Some(position) => model.slot(position).view(),
        None => additional_of(model, shape)
            .and_then(|members| members.get(name))
            .map_or(View::Absent, View::Json),
    }
}

/// The changes of a navigation property that its owner carries: `members@delta`.
pub(crate) fn changes_of<T: Value>(
    model: &dyn Model,
    shape: &Shape,
    navigation: &str,
) -> Result<Vec<Change<T>>, Error> {
    let members = additional_of(model, shape);
    let Some(json) = members.and_then(|members| members.get(&format!("{navigation}@delta"))) else {
        return Ok(Vec::new());
    };
    let mut list: Collection<T> = json
        .parse()
        .map_err(|_| Error::item(format!("`{navigation}@delta` is no list"), json))?;
    if let Some(odd) = list.take_odd().first() {
        return Err(misfit(T::EXPECTED, odd));
    }
    list.into_iter().map(Change::of).collect()
}

#[cfg(test)]
#[allow(dead_code, unreachable_pub)] // Models, as in a generated crate.
mod tests;
