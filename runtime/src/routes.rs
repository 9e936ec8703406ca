//! What the reference says of requests, by route and method: which permissions they want, how they answer.

use std::fmt;

use http::Method;

/// Who asks for a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PermissionContext {
    /// A program for a signed-in user with a work or school account.
    DelegatedWork,
    /// A program for a signed-in user with a personal account.
    DelegatedPersonal,
    /// A program by itself.
    Application,
}

/// Alternatives, the least privileged first; each is a list of permissions that are wanted together.
pub type Alternatives = &'static [&'static [&'static str]];

/// The permissions of a request as the reference documents them, per context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permissions {
    work: Alternatives,
    personal: Alternatives,
    application: Alternatives,
}

impl Permissions {
    /// Permissions for work or school accounts, for personal accounts, and for programs by themselves.
    #[must_use]
    pub const fn new(
        work: Alternatives,
        personal: Alternatives,
        application: Alternatives,
    ) -> Self {
        Self {
            work,
            personal,
            application,
        }
    }

    /// The alternatives of a context, the least privileged first; none where the request is not supported there.
    #[must_use]
    pub const fn of(&self, context: PermissionContext) -> Alternatives {
        match context {
            PermissionContext::DelegatedWork => self.work,
            PermissionContext::DelegatedPersonal => self.personal,
            PermissionContext::Application => self.application,
        }
    }

    /// The least privileged alternative of a context; `None` where the request is not supported there.
    #[must_use]
    pub const fn least(&self, context: PermissionContext) -> Option<&'static [&'static str]> {
        match self.of(context) {
            [first, ..] => Some(first),
            [] => None,
        }
    }
}

/// What the reference says of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteFacts {
    /// The path with each key, and each argument of a function, as `{}`: `/users/{}/messages`.
    pub route: &'static str,
    /// The HTTP method: `GET`.
    pub method: &'static str,
    /// The permissions; `None` where the reference has no table of them.
    pub permissions: Option<&'static Permissions>,
    /// The status codes of success, the usual one first.
    pub statuses: &'static [u16],
    /// Headers that mean something special to this request: `ConsistencyLevel`, `Prefer`.
    pub headers: &'static [&'static str],
    /// Query options that the reference names; an empty list says nothing.
    pub query_options: &'static [&'static str],
    /// The page of the reference: `user-list-messages`.
    pub page: &'static str,
    /// The version of the reference: `graph-rest-1.0`.
    pub view: &'static str,
}

impl RouteFacts {
    /// The address of the page.
    #[must_use]
    pub fn docs_url(&self) -> String {
        self.to_string()
    }
}

/// The address of the page.
impl fmt::Display for RouteFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { page, view, .. } = self;
        write!(
            f,
            "https://learn.microsoft.com/graph/api/{page}?view={view}"
        )
    }
}

/// What the reference says of all requests of a generated client.
#[derive(Clone, Copy, Debug)]
pub struct RouteTable {
    rows: &'static [RouteFacts],
}

impl RouteTable {
    /// Rows sorted by route, then by method.
    #[must_use]
    pub const fn new(rows: &'static [RouteFacts]) -> Self {
        Self { rows }
    }

    /// All rows.
    #[must_use]
    pub const fn rows(&self) -> &'static [RouteFacts] {
        self.rows
    }

    /// What is said of a request.
    #[must_use]
    pub fn find(&self, route: &str, method: &Method) -> Option<&'static RouteFacts> {
        let wanted = (route, method.as_str());
        let at = self
            .rows
            .binary_search_by_key(&wanted, |row| (row.route, row.method))
            .ok()?;
        self.rows.get(at)
    }
}

/// Declares what the reference says of the requests of a client: see [`RouteTable`](crate::RouteTable).
///
/// ```text
/// route_table! {
///     ROUTES, "graph-rest-1.0";
///     permissions { [WORK] [PERSONAL] [APPLICATION]; … }
///     requests { GET "/users/{}" [PERMISSIONS] [STATUS, …] ["Header", …] ["$option", …] "page"; … }
/// }
/// ```
/// Alternatives are lists in brackets, `["User.Read.All"] ["User.Read", "Group.Read.All"]`. `PERMISSIONS` is a position among the
/// permissions, or nothing. Requests are sorted by route, then by method.
#[macro_export]
macro_rules! route_table {
    (
        $name:ident, $view:literal;
        permissions { $([$([$($work:literal),*])*] [$([$($personal:literal),*])*] [$([$($application:literal),*])*];)* }
        requests {
            $($(#[$attr:meta])* $method:ident $route:literal [$($permissions:literal)?] [$($status:literal),*] [$($header:literal),*] [$($option:literal),*] $page:literal;)*
        }
    ) => {
        /// Permissions that some request wants, each combination once.
        static PERMISSIONS: &[$crate::Permissions] = &[
            $($crate::Permissions::new(
                &[$(&[$($work),*]),*],
                &[$(&[$($personal),*]),*],
                &[$(&[$($application),*]),*],
            ),)*
        ];

        /// What the reference says of requests, by route and method.
        pub(super) static $name: $crate::RouteTable = $crate::RouteTable::new(&[
            $($(#[$attr])* $crate::RouteFacts {
                route: $route,
                method: ::core::stringify!($method),
                permissions: $crate::generated::permissions(PERMISSIONS, &[$($permissions)?]),
                statuses: &[$($status),*],
                headers: &[$($header),*],
                query_options: &[$($option),*],
                page: $page,
                view: $view,
            },)*
        ]);
    };
}

/// The permissions at a position, for [`route_table!`].
#[must_use]
pub const fn permissions(
    all: &'static [Permissions],
    position: &[usize],
) -> Option<&'static Permissions> {
    match position {
        [position] if *position < all.len() => Some(&all[*position]),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
