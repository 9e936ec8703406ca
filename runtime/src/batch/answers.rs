//! The answers of a batch, each taken by its id.

use std::fmt;

use http::StatusCode;

use super::BatchId;
use crate::error::Error;
use crate::payload::{Payload, required};
use crate::response::{RawResponse, Response};

/// The answers of a [`Batch`](crate::Batch).
pub struct BatchAnswers {
    batch: u64,
    outcomes: Vec<Option<Result<RawResponse, Error>>>,
}

impl BatchAnswers {
    pub(super) fn new(batch: u64, outcomes: Vec<Result<RawResponse, Error>>) -> Self {
        Self {
            batch,
            outcomes: outcomes.into_iter().map(Some).collect(),
        }
    }

    /// The answer of a request.
    ///
    /// # Errors
    /// As of [`Request::send`](crate::Request::send). Status 424 says that a request failed which this one depends on; a missing
    /// answer is an error of its own ([`Error::is_decode`]). An id of another batch is refused.
    pub fn take<T: Payload>(&mut self, id: BatchId<T>) -> Result<T, Error> {
        required(&self.raw(id)?)
    }

    /// The answer of a request, with status, headers and body.
    ///
    /// # Errors
    /// As [`take`](Self::take).
    pub fn take_full<T: Payload>(&mut self, id: BatchId<T>) -> Result<Response<T>, Error> {
        let raw = self.raw(id)?;
        let value = required(&raw)?;
        Ok(Response::new(raw, value))
    }

    /// The status that a request was answered with, where it was.
    pub fn status<T>(&self, id: &BatchId<T>) -> Option<StatusCode> {
        let outcome = self.outcomes.get(id.index)?.as_ref();
        match outcome.filter(|_| id.batch == self.batch)? {
            Ok(raw) => Some(raw.status),
            Err(error) => error.status(),
        }
    }

    fn raw<T>(&mut self, id: BatchId<T>) -> Result<RawResponse, Error> {
        let outcome = self
            .outcomes
            .get_mut(id.index)
            .filter(|_| id.batch == self.batch);
        outcome
            .and_then(Option::take)
            .unwrap_or_else(|| Err(Error::refused("the id is of another batch")))
    }
}

impl fmt::Debug for BatchAnswers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.outcomes.iter().flatten())
            .finish()
    }
}
