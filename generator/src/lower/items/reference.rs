//! What the reference says of requests.

use crate::lower::features::Gate;

/// What the reference says of requests, by route.
#[derive(Debug, Clone)]
pub struct Routes {
    /// The version of the reference.
    pub view: String,
    /// All permissions that some request wants, each combination once.
    pub permissions: Vec<Permissions>,
    /// The requests, by route and verb.
    pub rows: Vec<Route>,
}

/// Permissions per context: alternatives, each a list of what is wanted together.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Permissions {
    /// Of a program for a user with a work or school account.
    pub work: Vec<Vec<String>>,
    /// Of a program for a user with a personal account.
    pub personal: Vec<Vec<String>>,
    /// Of a program by itself.
    pub application: Vec<Vec<String>>,
}

/// What the reference says of one request.
#[derive(Debug, Clone)]
pub struct Route {
    /// The path with `{}` for keys and arguments.
    pub route: String,
    /// The verb.
    pub method: &'static str,
    /// Its permissions' position in the table.
    pub permissions: Option<usize>,
    /// The status codes of success.
    pub statuses: Vec<u16>,
    /// The special headers.
    pub headers: Vec<&'static str>,
    /// The query options.
    pub query_options: Vec<String>,
    /// The page.
    pub page: String,
    /// With which features the request can be made: with each of these open.
    pub gates: Vec<Gate>,
}

/// The answers that the reference shows.
#[derive(Debug, Clone)]
pub struct Examples {
    /// One for each route and verb that has one, by these.
    pub rows: Vec<ExampleAnswer>,
}

/// The answer that the reference shows to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleAnswer {
    /// The path with `{}` for keys and arguments.
    pub route: String,
    /// The verb.
    pub method: &'static str,
    /// The status.
    pub status: u16,
    /// The body, JSON; empty without one.
    pub body: String,
    /// The page.
    pub page: String,
    /// With which features the request can be made: with each of these open.
    pub gates: Vec<Gate>,
}
