//! Headers that mean something to Graph, each with its own method.

use super::Request;

impl<T> Request<T> {
    /// `ConsistencyLevel: eventual`, which advanced queries on directory objects want, such as `$search` and `$filter` with `$count`.
    pub fn consistency_level_eventual(self) -> Self {
        self.header("ConsistencyLevel", "eventual")
    }

    /// `If-Match`: only if the entity still has this etag, as `@odata.etag` gives it; else the service answers 412.
    pub fn if_match(self, etag: &str) -> Self {
        self.header("If-Match", etag)
    }

    /// `If-None-Match`: only if the entity has another etag by now; else the service answers 304 or 412.
    pub fn if_none_match(self, etag: &str) -> Self {
        self.header("If-None-Match", etag)
    }

    /// `workbook-session-id`: within a session of a workbook, as `createSession` gives its id.
    pub fn workbook_session_id(self, id: &str) -> Self {
        self.header("workbook-session-id", id)
    }

    /// `Accept-Language`: the language of texts in the answer, such as `de-DE`.
    pub fn accept_language(self, language: &str) -> Self {
        self.header("Accept-Language", language)
    }
}

#[cfg(test)]
mod tests;
