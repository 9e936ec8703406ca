//! Conditions by the version of an entity that was read (OData Protocol 4.01, clauses 8.2.4 and 8.2.5).

use super::Request;
use crate::error::Error;
use crate::model::Model;

impl<T> Request<T> {
    /// `If-Match` with the `@odata.etag` of this value: only if nobody changed the entity since it was read; else the service answers
    /// 412. Planner wants it for each update. A value without an etag is refused when the request is sent.
    pub fn if_match_of(self, model: &impl Model) -> Self {
        match model.etag() {
            Some(etag) => self.if_match(&etag),
            None => self.refuse(no_etag()),
        }
    }

    /// `If-None-Match` with the `@odata.etag` of this value: only if the entity has changed since it was read; else the service answers
    /// 304 or 412. A value without an etag is refused when the request is sent.
    pub fn if_none_match_of(self, model: &impl Model) -> Self {
        match model.etag() {
            Some(etag) => self.if_none_match(&etag),
            None => self.refuse(no_etag()),
        }
    }
}

fn no_etag() -> Error {
    Error::refused(
        "the value carries no `@odata.etag`: it was not read, or its type has no versions",
    )
}
