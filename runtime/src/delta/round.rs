//! All changes since a link, and the link to the next ones.

use std::collections::HashMap;

use super::parts::Parts;
use super::{Change, Changes};
use crate::error::Error;
use crate::field::Value;
use crate::model::Model;
use crate::page::{Page, SavedLink};
use crate::request::Request;

/// All changes that a delta query told, page by page until there were no more, and the link to those that come later.
///
/// ```
/// use msgraph_runtime::{Change, Client, Error, Json, Page, Request, SavedLink};
///
/// /// With a generated client, `first` is `graph.users().delta()`, and the items are users.
/// async fn sync(client: &Client, first: Request<Page<Json>>, kept: Option<SavedLink>) -> Result<SavedLink, Error> {
///     let request = match &kept {
///         Some(link) => client.resume(link),
///         None => first,
///     };
///     let round = request.round().await?;
///     for change in &round.changes {
///         match change {
///             Change::Changed(item) => println!("{item}"),
///             Change::Removed { id, reason, .. } => println!("{id} is gone: {reason}"),
///         }
///     }
///     // To be kept until the next time.
///     Ok(round.link)
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Round<T> {
    /// The changes, in the order in which they came. The same item may come more than once: the last one counts, see
    /// [`latest`](Self::latest).
    pub changes: Vec<Change<T>>,
    /// Where the changes after these are.
    pub link: SavedLink,
}

impl<T: Value + Model> Round<T> {
    /// The same round with each item once, in the place where it came last and as it was then.
    ///
    /// An item that comes in parts, as a group with many `members@delta` does, has all parts: lists of changes one behind the other,
    /// and properties that came with one part only.
    #[must_use]
    pub fn latest(self) -> Self {
        let mut last: HashMap<String, usize> = HashMap::with_capacity(self.changes.len());
        for (at, change) in self.changes.iter().enumerate() {
            if let Some(id) = change.id() {
                last.insert(id.into_owned(), at);
            }
        }
        let mut begun: HashMap<String, Parts<T>> = HashMap::new();
        let mut changes = Vec::with_capacity(last.len());
        for (at, change) in self.changes.into_iter().enumerate() {
            let Some(id) = change.id().map(|id| id.into_owned()) else {
                changes.push(change);
                continue;
            };
            let is_last = last.get(&id) == Some(&at);
            match change {
                Change::Changed(item) if is_last => {
                    let item = match begun.remove(&id) {
                        Some(parts) => parts.and(item).whole(),
                        None => item,
                    };
                    changes.push(Change::Changed(item));
                }
                Change::Changed(item) => {
                    let parts = match begun.remove(&id) {
                        Some(parts) => parts.and(item),
                        None => Parts::of(item),
                    };
                    begun.insert(id, parts);
                }
                removed if is_last => changes.push(removed),
                // What came before an item was removed says nothing of it now.
                _ => {
                    begun.remove(&id);
                }
            }
        }
        Self {
            changes,
            link: self.link,
        }
    }
}

impl<T: Value> Changes<T> {
    /// All changes of the round that are left.
    ///
    /// # Errors
    /// The first error of the stream. [`resume_link`](Self::resume_link) and [`resync_link`](Self::resync_link) then say where to go on.
    pub async fn round(&mut self) -> Result<Round<T>, Error> {
        let mut changes = Vec::new();
        while let Some(change) = self.next().await {
            changes.push(change?);
        }
        let link = self.delta_link().ok_or_else(Error::no_delta_link)?;
        Ok(Round { changes, link })
    }
}

impl<T: Value> Request<Page<T>> {
    /// What a delta function tells, as a stream; see [`Changes`].
    pub fn changes(self) -> Changes<T> {
        Changes::new(self.items())
    }

    /// What a delta function tells, page by page until there is no more, at once; see [`Round`].
    ///
    /// # Errors
    /// A page that could not be read; an item that does not fit its type; no link to later changes, which means that this was no delta
    /// function.
    pub async fn round(self) -> Result<Round<T>, Error> {
        self.changes().round().await
    }
}
