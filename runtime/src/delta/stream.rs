//! The changes that a delta query tells, as a stream.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::Change;
use crate::error::Error;
use crate::field::Value;
use crate::page::{Items, SavedLink};

/// The changes since a link, page by page, by [`Request::changes`](crate::Request::changes).
///
/// As [`Items`] it asks for pages one at a time and goes on behind those that are empty. An item that does not fit its type, or was
/// removed and does not say its id, is yielded as an error, and the stream goes on; any other error ends it. At its end
/// [`delta_link`](Self::delta_link) is what to keep; that there is none is an error too, the last that is yielded.
#[must_use = "a stream does nothing until it is polled"]
pub struct Changes<T> {
    items: Items<T>,
    /// Where to begin anew, once the service said so.
    resync: Option<SavedLink>,
    is_over: bool,
}

impl<T: Value> Changes<T> {
    pub(super) fn new(items: Items<T>) -> Self {
        Self {
            items,
            resync: None,
            is_over: false,
        }
    }

    /// The same stream, which asks for at most so many pages; [`resume_link`](Self::resume_link) is where the next one is.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.items = self.items.max_pages(pages);
        self
    }

    /// The next change; `None` at the end. The same as the stream yields, for those who have no `StreamExt` at hand.
    pub async fn next(&mut self) -> Option<Result<Change<T>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// The link to the changes after these, with the preferences of this request: what to keep. It is there when the stream has ended.
    pub fn delta_link(&self) -> Option<SavedLink> {
        self.items.delta_link()
    }

    /// Where to go on within the round without missing a change, as [`Items::resume_link`].
    pub fn resume_link(&self) -> Option<SavedLink> {
        self.items.resume_link()
    }

    /// Where to read all anew, behind an error that is a [`Resync`](crate::Resync): the answer's `Location`, if it is on the client's
    /// host. `None` means: begin with the delta function again.
    pub fn resync_link(&self) -> Option<SavedLink> {
        self.resync.clone()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Change<T>, Error>>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let change = match ready!(self.items.poll(context)) {
            Some(Ok(item)) => Change::of(item),
            Some(Err(error)) => {
                self.resync = self.resume_link().and_then(|link| link.resync(&error));
                Err(error)
            }
            None => {
                self.is_over = true;
                let is_whole = self.items.is_whole() && self.delta_link().is_none();
                return Poll::Ready(is_whole.then(|| Err(Error::no_delta_link())));
            }
        };
        Poll::Ready(Some(change))
    }
}

impl<T: Value> Stream for Changes<T> {
    type Item = Result<Change<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> Unpin for Changes<T> {}

impl<T> fmt::Debug for Changes<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Changes").field(&self.items).finish()
    }
}
