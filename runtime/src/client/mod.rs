//! The client: base URL, transport, credential.

mod builder;
mod cloud;
mod exchange;
mod limit;
pub(crate) mod origin;
mod redirect;
mod retry;
mod trace;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderValue, Method};

pub use self::builder::ClientBuilder;
pub use self::cloud::{Cloud, Version};
pub(crate) use self::exchange::{exchange, json_content, open};
pub use self::retry::RetryPolicy;
pub(crate) use self::retry::{Repeatable, Schedule};

use self::origin::Origin;
use crate::credential::{Credential, TokenRequest, TokenSource};
use crate::error::Error;
use crate::node::{Node, Owned};
use crate::page::{Page, SavedLink};
use crate::path::Path;
use crate::request::{Options, PREFER, Request};
use crate::routes::RouteTable;
use crate::transport::{BoxFuture, Transport};

/// Sends requests to one service root with one credential. Cheap to clone; every builder and request holds one.
///
/// The token of its credential goes to the host of its base URL and to no other.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
    routes: Option<&'static RouteTable>,
}

#[derive(Clone)]
struct Inner {
    /// Without a slash at its end.
    base: String,
    origin: Origin,
    transport: Arc<dyn Transport>,
    /// Shared with clients made from this one, so that they have their tokens in common.
    tokens: Option<Arc<TokenSource>>,
    /// What credentials are asked for.
    request: TokenRequest,
    user_agent: HeaderValue,
    /// The header `Prefer` that requests begin with.
    preferences: Option<HeaderValue>,
    retry: RetryPolicy,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
}

impl Client {
    /// A client for `https://graph.microsoft.com/v1.0` with this credential and the transport of the enabled feature.
    ///
    /// # Errors
    /// Where the transport cannot be set up, or no feature brings one.
    pub fn new(credential: impl Credential) -> Result<Self, Error> {
        Self::builder().credential(credential).build()
    }

    /// Settings for a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// The same client, which knows what the reference says of requests. For generated code.
    #[must_use]
    pub fn with_routes(mut self, routes: &'static RouteTable) -> Self {
        self.routes = Some(routes);
        self
    }

    /// What the reference says of requests, where the client was generated with it.
    pub fn routes(&self) -> Option<&'static RouteTable> {
        self.routes
    }

    /// The same client for another version of the service: the last segment of the base URL, where it names a version, and else a
    /// segment more. Token and connections are shared.
    #[must_use]
    pub fn with_version(&self, version: Version) -> Self {
        self.with(|inner| inner.base = version.root(&inner.base))
    }

    /// The same client for another version, which knows what the reference says of the requests of that. For generated code.
    #[must_use]
    pub fn of_version(&self, version: Version, routes: Option<&'static RouteTable>) -> Self {
        let mut client = self.with_version(version);
        client.routes = routes;
        client
    }

    /// The same client with another credential, such as one that acts for another user, and tokens of its own. Connections are shared.
    #[must_use]
    pub fn with_credential(&self, credential: impl Credential) -> Self {
        self.with(|inner| {
            let source = TokenSource::new(Arc::new(credential), inner.request.clone());
            inner.tokens = Some(Arc::new(source));
        })
    }

    /// The service root, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.inner.base
    }

    /// The node of the service root, on which unbound operations are called.
    pub fn service(&self) -> Node<Owned> {
        Node::new(self.clone())
    }

    /// The node of an entity set or singleton.
    pub fn root<R>(&self, segment: &'static str) -> Node<R> {
        Node::<R>::new(self.clone()).child(segment)
    }

    /// A request that no builder knows, with any type of answer. `path` is below the service root and stands as it is: keys in it
    /// are encoded by the caller, and it may have a query.
    ///
    /// It is sent as any other: token, retries, limits and errors are the same. `T` may be [`Json`](crate::Json), whose
    /// [`parse`](crate::Json::parse) reads it into any type of serde; `Bytes` for the body as it comes; `()` for none; a model, or a
    /// [`Page`](crate::Page) of them.
    pub fn request<T>(&self, method: Method, path: &str) -> Request<T> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let (path, query) = path
            .split_once('?')
            .map_or((path, None), |(path, query)| (path, Some(query)));
        Request::new(
            self.clone(),
            method,
            Path::raw(&self.inner.base, path, query),
        )
    }

    /// A request for a link that the service gave, such as `@odata.nextLink`, followed unchanged. A link to another host is an
    /// error when it is sent.
    pub fn follow<T>(&self, link: &str) -> Request<T> {
        Request::new(self.clone(), Method::GET, Path::link(link, self.base_url()))
    }

    /// A request for a link that was saved, with the headers that it was made with. (Its settings of its own, such as a timeout, are
    /// not saved.) A link to another host is an error when it is sent.
    ///
    /// ```
    /// use msgraph_runtime::{Client, Error, Json, SavedLink};
    ///
    /// async fn some(client: &Client, saved: &SavedLink) -> Result<Option<SavedLink>, Error> {
    ///     let mut items = client.resume::<Json>(saved).items().limit(100);
    ///     while let Some(item) = items.next().await {
    ///         println!("{}", item?);
    ///     }
    ///     Ok(items.resume_link())
    /// }
    /// ```
    pub fn resume<T>(&self, saved: &SavedLink) -> Request<Page<T>> {
        saved.request(self)
    }

    /// A request for a URL that carries its own permission, such as that of an upload session, a download or a monitor. It is sent
    /// without the client's token, to any host.
    pub fn external<T>(&self, method: Method, url: &str) -> Request<T> {
        let path = Path::link(url, self.base_url()).hidden();
        Request::new(self.clone(), method, path).anonymous()
    }

    /// Waits so long, by the clock of the transport.
    pub(crate) fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.inner.transport.sleep(duration)
    }

    /// The present, by the clock of the transport: what `sleep` moves on.
    pub(crate) fn now(&self) -> Instant {
        self.inner.transport.now()
    }

    /// The headers that every request begins with.
    pub(crate) fn default_headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if let Some(preferences) = &self.inner.preferences {
            headers.insert(PREFER, preferences.clone());
        }
        headers
    }

    /// The tries of what is sent again by other means than the request itself: one of a batch, a slice, the rest of a content.
    pub(crate) fn schedule(&self, options: &Options, method: &Method) -> Schedule {
        let policy = options.retry.unwrap_or(self.inner.retry);
        Schedule::new(policy, options.repeatable.holds(method), self.now())
            .looks_for(options.retry_not_found)
    }

    /// Whether requests of both go out in the same way, with the same credential.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }

    /// Whether the client's token may go to `url`.
    pub(crate) fn is_home(&self, url: &str) -> bool {
        let url = origin::parse(Path::link(url, self.base_url()).url());
        let origin = url.and_then(|url| Origin::of(&url));
        origin.is_ok_and(|origin| origin == self.inner.origin)
    }

    /// A link of an answer with what it leaves out: some are relative to the host, and some to the service root.
    #[inline]
    pub(crate) fn absolute(&self, link: &str) -> String {
        let base = self.base_url();
        let host = base.find("://").map_or(0, |at| at + 3);
        let root = base[host..].find('/').map_or(base.len(), |at| host + at);
        let below = link.strip_prefix(&base[root..]).unwrap_or_default();
        if link.contains("://") || link.starts_with("//") {
            link.to_owned()
        } else if root < base.len() && below.starts_with('/') {
            format!("{base}{below}")
        } else {
            format!("{base}/{}", link.trim_start_matches('/'))
        }
    }

    /// Checks that the client's token may go to `origin`.
    fn check_origin(&self, origin: &Origin) -> Result<(), Error> {
        if *origin == self.inner.origin {
            return Ok(());
        }
        Err(Error::refused(format!(
            "the URL leads to the host `{}`, and this client was built for `{}`: its token goes nowhere else",
            origin.host(),
            self.inner.origin.host()
        )))
    }

    /// The same client with changes.
    fn with(&self, change: impl FnOnce(&mut Inner)) -> Self {
        let mut inner = Inner::clone(&self.inner);
        change(&mut inner);
        Self {
            inner: Arc::new(inner),
            routes: self.routes,
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.inner.base)
            .field("scopes", &self.inner.request.scopes())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod token_safety;
