//! What the reference shows as answers, ready for tests of programs that use a generated client.

use http::Method;

use crate::transport::Answer;

/// An answer that the reference shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentedExample {
    /// The path with each key, and each argument of a function, as `{}`: `/users/{}/messages`.
    pub route: &'static str,
    /// The HTTP method: `GET`.
    pub method: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// The body, JSON; empty where the answer has none. A link to a next page is left out, since no page shows where it leads.
    pub body: &'static str,
    /// The page of the reference: `user-list-messages`.
    pub page: &'static str,
}

impl DocumentedExample {
    /// It as an answer.
    #[must_use]
    pub fn answer(&self) -> Answer {
        match self.body {
            "" => Answer::empty(self.status),
            body => Answer::json(self.status, body),
        }
    }
}

/// The answers that the reference shows to requests of a generated client, one for each documented route and method that has one.
#[derive(Clone, Copy, Debug)]
pub struct ExampleTable {
    rows: &'static [DocumentedExample],
}

impl ExampleTable {
    /// Rows sorted by route, then by method.
    #[must_use]
    pub const fn new(rows: &'static [DocumentedExample]) -> Self {
        Self { rows }
    }

    /// All rows.
    #[must_use]
    pub const fn rows(&self) -> &'static [DocumentedExample] {
        self.rows
    }

    /// The answer to a request, by [`Request::route`](crate::Request::route) and method.
    #[must_use]
    pub fn find(&self, route: &str, method: &Method) -> Option<&'static DocumentedExample> {
        let wanted = (route, method.as_str());
        let at = self
            .rows
            .binary_search_by_key(&wanted, |row| (row.route, row.method))
            .ok()?;
        self.rows.get(at)
    }
}

/// Declares what the reference shows as answers: see [`ExampleTable`](crate::ExampleTable).
///
/// ```text
/// example_table! {
///     EXAMPLES;
///     GET "/users/{}" 200 "page" "{…}";
/// }
/// ```
/// Rows are sorted by route, then by method.
#[macro_export]
macro_rules! example_table {
    ($name:ident; $($(#[$attr:meta])* $method:ident $route:literal $status:literal $page:literal $body:literal;)*) => {
        /// Answers that the reference shows, by route and method.
        pub static $name: $crate::ExampleTable = $crate::ExampleTable::new(&[
            $($(#[$attr])* $crate::DocumentedExample {
                route: $route,
                method: ::core::stringify!($method),
                status: $status,
                body: $body,
                page: $page,
            },)*
        ]);
    };
}
