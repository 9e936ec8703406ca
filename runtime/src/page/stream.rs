//! All pages of a collection, and all items on them, as streams.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::Page;
use super::saved::SavedLink;
use super::walk::Walk;
use crate::collection::{Collection, Odd};
use crate::error::Error;
use crate::field::Value;
use crate::request::Request;

impl<T: Value> Request<Page<T>> {
    /// All pages, one after the other; see [`Pages`].
    pub fn pages(self) -> Pages<T> {
        Pages::new(Walk::from(self.into_parts()), None)
    }

    /// All pages where the first one is there already, as the answer to a request of a `$batch` is: it comes first, and the others are
    /// asked for as [`pages`](Self::pages) does.
    pub fn pages_from(self, first: Page<T>) -> Pages<T> {
        let walk = Walk::at(self.into_parts(), first.next_link.clone());
        Pages::new(walk, Some(first))
    }

    /// All items of all pages; see [`Items`].
    ///
    /// ```
    /// use msgraph_runtime::{Error, Page, Request, Value};
    ///
    /// async fn count<T: Value>(request: Request<Page<T>>) -> Result<usize, Error> {
    ///     let mut items = request.items();
    ///     let mut count = 0;
    ///     while let Some(item) = items.next().await {
    ///         let _item: T = item?;
    ///         count += 1;
    ///     }
    ///     Ok(count)
    /// }
    /// ```
    pub fn items(self) -> Items<T> {
        self.pages().items()
    }

    /// All items of all pages at once.
    ///
    /// # Errors
    /// That of the first page that could not be read.
    pub async fn all(self) -> Result<Collection<T>, Error> {
        self.pages().all().await
    }

    /// The first item, on whichever page it is; `None` where there is none.
    ///
    /// # Errors
    /// A page that could not be read; a first item that is null or does not fit its type.
    pub async fn first(self) -> Result<Option<T>, Error> {
        self.items().next().await.transpose()
    }
}

/// The pages of a collection, by [`Request::pages`].
///
/// A page is asked for when the stream is polled for it, and not before; dropping the stream gives up a request under way. Links
/// are followed as they came, with the first request's headers and options. An error is yielded once, and ends the stream;
/// [`next_link`](Self::next_link) then says where to go on. That a link leads to a page that was read already is an error too
/// ([`Error::is_link_loop`]).
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<T> {
    walk: Walk,
    /// A page that is there already.
    ready: Option<Page<T>>,
    items: PhantomData<fn() -> T>,
}

impl<T: Value> Pages<T> {
    pub(crate) fn new(walk: Walk, ready: Option<Page<T>>) -> Self {
        Self {
            walk,
            ready,
            items: PhantomData,
        }
    }

    /// The same stream, which asks for at most so many pages.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.walk.limit(pages);
        self
    }

    /// The items of the pages.
    pub fn items(self) -> Items<T> {
        Items {
            pages: self,
            buffer: Buffer::default(),
            left: usize::MAX,
        }
    }

    /// The next page; `None` behind the last one and behind an error. The same as the stream yields, for those who have no
    /// `StreamExt` at hand.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// The items of all pages at once; those that are null or do not fit are kept aside in it.
    ///
    /// # Errors
    /// That of the first page that could not be read.
    pub async fn all(mut self) -> Result<Collection<T>, Error> {
        let mut all = Collection::new();
        while let Some(page) = self.next().await {
            all.append(page?.items);
        }
        Ok(all)
    }

    /// Where to go on: the link to the page that comes next, or, behind an error, to the one that could not be read. `None` when all
    /// pages were read, or the first one is the answer to something else than a GET.
    pub fn next_link(&self) -> Option<SavedLink> {
        self.walk.next()
    }

    /// The link to the changes since, where the last page of a delta query had one.
    pub fn delta_link(&self) -> Option<SavedLink> {
        self.walk.delta()
    }

    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Page<T>, Error>>> {
        self.poll_into(context, Vec::new)
    }

    /// Polls for the next page, whose items go into the memory that `spare` lends.
    fn poll_into(
        &mut self,
        context: &mut Context<'_>,
        spare: impl FnOnce() -> Vec<T>,
    ) -> Poll<Option<Result<Page<T>, Error>>> {
        if let Some(page) = self.ready.take() {
            return Poll::Ready(Some(Ok(page)));
        }
        let Some(answer) = ready!(self.walk.poll(context)) else {
            return Poll::Ready(None);
        };
        let page = answer.and_then(|answer| Page::read_into(&answer, spare()));
        match &page {
            Ok(page) => self
                .walk
                .arrived(page.next_link.as_deref(), page.delta_link.as_deref()),
            Err(_) => self.walk.end(),
        }
        Poll::Ready(Some(page))
    }
}

impl<T: Value> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> Unpin for Pages<T> {}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pages").field(&self.walk).finish()
    }
}

/// The items of a collection, page by page, by [`Request::items`].
///
/// The next page is asked for when the last item of the one before was taken, and not before; one page is in memory at a time.
/// An item that is null or does not fit its type is yielded in its place as an error ([`Error::is_decode`], with its JSON as the
/// [`raw_body`](Error::raw_body)), and the stream goes on behind it. Any other error ends the stream, as it does that of
/// [`Pages`]; [`resume_link`](Self::resume_link) then says where to go on.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<T> {
    pages: Pages<T>,
    buffer: Buffer<T>,
    /// Items that may still be yielded.
    left: usize,
}

impl<T: Value> Items<T> {
    /// The same stream, which ends after so many items. No page is asked for that is not needed for them.
    pub fn limit(mut self, items: usize) -> Self {
        self.left = items;
        self
    }

    /// The same stream, which asks for at most so many pages.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// The next item; `None` at the end. The same as the stream yields, for those who have no `StreamExt` at hand.
    // A future by name rather than an `async fn`, which would copy each item once more.
    #[allow(clippy::should_implement_trait)]
    #[inline]
    pub fn next(&mut self) -> impl Future<Output = Option<Result<T, Error>>> {
        poll_fn(|context| self.poll(context))
    }

    /// Where to go on without missing an item: the link to the page that has the next one, and some of whose items may have been
    /// yielded already. `None` when all items were yielded, or the page is the answer to something else than a GET.
    pub fn resume_link(&self) -> Option<SavedLink> {
        if self.buffer.is_empty() {
            self.pages.next_link()
        } else {
            self.pages.walk.current()
        }
    }

    /// The link to the changes since, where the last page of a delta query had one.
    pub fn delta_link(&self) -> Option<SavedLink> {
        self.pages.delta_link()
    }

    /// Whether the last page there is has come, and all of it was yielded.
    pub(crate) fn is_whole(&self) -> bool {
        self.buffer.is_empty() && self.pages.walk.is_whole()
    }

    // A model is large, and each hand that it goes through is a copy: from its place in the page to the caller there are few.
    #[inline]
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        if self.buffer.is_empty() {
            match ready!(self.poll_page(context)) {
                Some(Ok(())) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
        if let Some(odd) = self.buffer.next_odd() {
            return Poll::Ready(Some(Err(misfit(T::EXPECTED, &odd))));
        }
        self.left -= 1;
        Poll::Ready(self.buffer.next_item().map(Ok))
    }

    /// Fills the buffer with the next page that has items.
    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<(), Error>>> {
        while self.buffer.is_empty() {
            let buffer = &mut self.buffer;
            match ready!(self.pages.poll_into(context, || buffer.take_memory())) {
                Some(Ok(page)) => buffer.fill(page.items),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
        Poll::Ready(Some(Ok(())))
    }
}

impl<T: Value> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> Unpin for Items<T> {}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items").field(&self.pages.walk).finish()
    }
}

/// The items of one page that were not yielded yet, in their order.
struct Buffer<T> {
    items: VecDeque<T>,
    odd: vec::IntoIter<Odd>,
    /// The position in the page of the next one.
    position: usize,
}

impl<T> Default for Buffer<T> {
    fn default() -> Self {
        Self {
            items: VecDeque::new(),
            odd: Vec::new().into_iter(),
            position: 0,
        }
    }
}

impl<T> Buffer<T> {
    fn fill(&mut self, mut items: Collection<T>) {
        self.odd = items.take_odd().into_iter();
        self.items = items.into_vec().into();
        self.position = 0;
    }

    /// The memory of an empty buffer, for the page that comes next: pages are large, and the system clears what it hands out.
    fn take_memory(&mut self) -> Vec<T> {
        std::mem::take(&mut self.items).into()
    }

    fn is_empty(&self) -> bool {
        self.items.is_empty() && self.odd.len() == 0
    }

    /// The next one, if it is one that does not fit.
    fn next_odd(&mut self) -> Option<Odd> {
        let odd = self.odd.as_slice().first()?;
        if odd.position() > self.position && !self.items.is_empty() {
            return None;
        }
        self.position += 1;
        self.odd.next()
    }

    /// The next one that fits.
    fn next_item(&mut self) -> Option<T> {
        self.position += 1;
        self.items.pop_front()
    }
}

/// The error that an item does not fit.
pub(crate) fn misfit(expected: &str, odd: &Odd) -> Error {
    let found = if odd.json().is_null() {
        "null"
    } else {
        "other JSON"
    };
    Error::item(
        format!(
            "item {} of the page: expected {expected}, found {found}",
            odd.position()
        ),
        odd.json(),
    )
}
