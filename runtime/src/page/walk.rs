//! From link to link, one request at a time. Nothing here depends on the type of the items.

use std::fmt;
use std::task::{Context, Poll, ready};

use http::Method;

use super::saved::SavedLink;
use super::seen::Seen;
use crate::client::exchange;
use crate::error::Error;
use crate::payload::Accepted;
use crate::request::Parts;
use crate::response::RawResponse;
use crate::transport::BoxFuture;

/// A walk over the pages of a collection.
pub(crate) struct Walk {
    /// The first request, which those for links are made after.
    first: Parts,
    /// Where the page is that came last.
    current: Option<Place>,
    /// Where the page is that comes next.
    next: Option<Place>,
    /// The link to the changes since, once it came.
    delta_link: Option<String>,
    pending: Option<BoxFuture<'static, Result<RawResponse, Error>>>,
    seen: Seen,
    /// Pages that may still be asked for.
    left: usize,
    ending: Ending,
}

/// Where a page is.
enum Place {
    First,
    Link(String),
}

/// How the walk ends.
enum Ending {
    /// With the last page.
    Open,
    /// With an error that is not told yet.
    Faulty(Error),
    /// It has ended.
    Over,
}

impl Walk {
    /// The walk that begins with a request.
    pub(crate) fn from(first: Parts) -> Self {
        let mut seen = Seen::default();
        if first.method == Method::GET {
            seen.again(first.path.url());
        }
        Self {
            first,
            current: None,
            next: Some(Place::First),
            delta_link: None,
            pending: None,
            seen,
            left: usize::MAX,
            ending: Ending::Open,
        }
    }

    /// The walk that goes on at a link, if there is one, with requests that are made after `model`.
    pub(crate) fn at(model: Parts, link: Option<String>) -> Self {
        let mut seen = Seen::default();
        if let Some(link) = &link {
            seen.again(link);
        }
        Self {
            next: link.map(Place::Link),
            seen,
            ..Self::from(model)
        }
    }

    /// Asks for at most so many pages.
    pub(crate) fn limit(&mut self, pages: usize) {
        self.left = pages;
    }

    /// Gives the next page, unread. What it says of its links is told by [`arrived`](Self::arrived), or [`fail`](Self::fail).
    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<RawResponse, Error>>> {
        loop {
            if let Some(pending) = &mut self.pending {
                let answer = ready!(pending.as_mut().poll(context));
                self.pending = None;
                if answer.is_err() {
                    self.end();
                }
                return Poll::Ready(Some(answer));
            }
            match std::mem::replace(&mut self.ending, Ending::Over) {
                Ending::Open => self.ending = Ending::Open,
                Ending::Faulty(fault) => return Poll::Ready(Some(Err(fault))),
                Ending::Over => return Poll::Ready(None),
            }
            let parts = match &self.next {
                Some(_) if self.left == 0 => return Poll::Ready(None),
                Some(Place::First) => self.first.clone(),
                Some(Place::Link(link)) => self.first.follow(link),
                None => return Poll::Ready(None),
            };
            self.left -= 1;
            self.pending = Some(exchange(parts, Accepted::Json));
        }
    }

    /// Goes on after a page with these links.
    pub(crate) fn arrived(&mut self, next_link: Option<&str>, delta_link: Option<&str>) {
        self.current = self.next.take();
        self.next = next_link.map(|link| Place::Link(link.to_owned()));
        self.delta_link = delta_link.map(str::to_owned);
        if next_link.is_some_and(|link| self.seen.again(link)) {
            // The page that has the link is a good one: it goes out first.
            self.ending = Ending::Faulty(Error::link_loop());
        }
    }

    /// Ends the walk: nothing more is asked for, and `next` stays where it is.
    pub(crate) fn end(&mut self) {
        self.ending = Ending::Over;
    }

    /// Whether the last page has come.
    pub(crate) fn is_whole(&self) -> bool {
        self.next.is_none() && matches!(self.ending, Ending::Open)
    }

    /// The link to the page that came last.
    pub(crate) fn current(&self) -> Option<SavedLink> {
        self.saved(self.current.as_ref()?)
    }

    /// The link to the page that comes next, or that did not come.
    pub(crate) fn next(&self) -> Option<SavedLink> {
        self.saved(self.next.as_ref()?)
    }

    /// The link to the changes since.
    pub(crate) fn delta(&self) -> Option<SavedLink> {
        let link = self.delta_link.as_deref()?;
        Some(SavedLink::of(link, &self.first.headers))
    }

    fn saved(&self, place: &Place) -> Option<SavedLink> {
        let link = match place {
            Place::Link(link) => link,
            Place::First if self.first.method == Method::GET => self.first.path.url(),
            Place::First => return None,
        };
        Some(SavedLink::of(link, &self.first.headers))
    }
}

impl fmt::Debug for Walk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Walk")
            .field("next", &self.next())
            .field("delta_link", &self.delta_link)
            .finish_non_exhaustive()
    }
}
