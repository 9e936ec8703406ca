//! Several requests in one `$batch` (OData JSON Format 4.01, clause 19; Graph's page "JSON batching").

mod answer;
mod answers;
mod item;
mod plan;
mod run;

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};

pub use self::answers::BatchAnswers;

use self::item::Item;
use crate::client::Client;
use crate::error::Error;
use crate::payload::Payload;
use crate::request::Request;

/// Requests of any types that are sent together, 20 in one `$batch`, and answered each by its own.
///
/// ```
/// use msgraph_runtime::{Answer, Batch, Client, Json, MemoryTransport, http::Method};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), msgraph_runtime::Error> {
/// # let server = MemoryTransport::new().answer(Answer::json(200, r#"{"responses": [
/// #     {"id": "2", "status": 200, "body": 3}, {"id": "1", "status": 200, "body": {"displayName": "Ann"}}]}"#));
/// # let client = Client::builder().transport(server).build()?;
/// let mut batch = Batch::new(&client);
/// let me = batch.add(client.request::<Json>(Method::GET, "/me"));
/// let count = batch.add(client.request::<i64>(Method::GET, "/me/messages/$count"));
/// let mut answers = batch.send().await?;
/// assert_eq!(answers.take(me)?.to_value()["displayName"], "Ann");
/// assert_eq!(answers.take(count)?, 3);
/// # Ok(())
/// # }
/// ```
///
/// - **Order.** The service may run the requests of a `$batch` in any order and at the same time, unless one
///   [`depends_on`](Batch::depends_on) another.
/// - **More than 20**, or more than 4 MB, are sent in several `$batch`es, one after the other. Requests that depend on each other stay together where
///   the service takes that: it knows a chain, each on the one before, and a star, all on the same one. Any other shape, and a chain
///   of more than 20, is sent in steps, each when what it depends on has succeeded.
/// - **Trying again.** Each request is sent again as it would be alone, by its [`RetryPolicy`](crate::RetryPolicy) or the client's: on
///   429, on 503 with `Retry-After`, and on other passing errors where its method allows that. Those that are due go in a `$batch` of
///   their own, with what depends on them, after the longest time that one of them was told to wait.
/// - **What fails** fails alone: a request that was wrong as it was built, or is of another client (also one for another version or
///   with another credential), is not sent, and its answer is the error. What depends on it is answered with 424
///   ([`Error::is_failed_dependency`]).
/// - **Repeating.** A `$batch` for which no answer came is sent again only if each of its requests may be.
#[must_use = "a batch does nothing until it is sent"]
pub struct Batch {
    client: Client,
    number: u64,
    items: Vec<Item>,
}

/// The place of a request in a [`Batch`], for its answer, which is a `T`.
#[must_use = "the answer is taken by this"]
pub struct BatchId<T> {
    batch: u64,
    index: usize,
    payload: PhantomData<fn() -> T>,
}

impl Batch {
    /// A batch of requests of this client, without any so far.
    pub fn new(client: &Client) -> Self {
        // Tells the ids of one batch from those of another.
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        Self {
            client: client.clone(),
            number: NUMBER.fetch_add(1, Ordering::Relaxed),
            items: Vec::new(),
        }
    }

    /// Adds a request, with its headers and its body; its answer is taken by the id.
    pub fn add<T: Payload>(&mut self, request: Request<T>) -> BatchId<T> {
        let index = self.items.len();
        self.items.push(Item::new(&self.client, request));
        BatchId {
            batch: self.number,
            index,
            payload: PhantomData,
        }
    }

    /// Lets `later` run only after `earlier` has succeeded; if that fails, `later` is answered with 424.
    pub fn depends_on<A, B>(&mut self, later: &BatchId<A>, earlier: &BatchId<B>) -> &mut Self {
        let fault = if later.batch == self.number && earlier.batch == self.number {
            None
        } else {
            Some(Error::refused("the id is of another batch"))
        };
        if let Some(item) = self.items.get_mut(later.index) {
            match fault {
                Some(fault) => item.refuse(fault),
                None if !item.depends_on.contains(&earlier.index) => {
                    item.depends_on.push(earlier.index);
                }
                None => {}
            }
        }
        self
    }

    /// How many requests there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none; sending that is no request at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Sends the requests and returns their answers. Each is a success or an error of its own.
    ///
    /// # Errors
    /// Requests that depend on each other in a circle; a `$batch` that failed as a whole while nothing was answered yet. Where one
    /// fails later, its requests have that error for an answer, and those that were not sent any more one that says so
    /// ([`Error::is_not_sent`]).
    pub async fn send(self) -> Result<BatchAnswers, Error> {
        let outcomes = run::run(&self.client, &self.items).await?;
        Ok(BatchAnswers::new(self.number, outcomes))
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch").field("items", &self.items).finish()
    }
}

impl<T> fmt::Debug for BatchId<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BatchId").field(&self.index).finish()
    }
}

#[cfg(test)]
mod tests;
