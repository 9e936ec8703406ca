//! Settings of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::cloud::{Cloud, Version};
use super::origin::{self, Origin};
use super::retry::RetryPolicy;
use super::{Client, Inner};
use crate::credential::{Credential, TokenRequest, TokenSource};
use crate::error::Error;
use crate::request::Preferences;
use crate::transport::Transport;

const USER_AGENT: &str = concat!("msgraph-runtime/", env!("CARGO_PKG_VERSION"));

/// Settings for a [`Client`]. What is not set has the default that its method names.
#[derive(Clone)]
#[must_use = "a client is made by `build`"]
pub struct ClientBuilder {
    base_url: Option<String>,
    cloud: Cloud,
    version: Version,
    transport: Option<Arc<dyn Transport>>,
    credential: Option<Arc<dyn Credential>>,
    scopes: Option<Vec<String>>,
    user_agent: String,
    preferences: Preferences,
    retry: RetryPolicy,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
}

impl ClientBuilder {
    pub(super) fn new() -> Self {
        Self {
            base_url: None,
            cloud: Cloud::default(),
            version: Version::default(),
            transport: None,
            credential: None,
            scopes: None,
            user_agent: USER_AGENT.to_owned(),
            preferences: Preferences::default(),
            retry: RetryPolicy::new(),
            timeout: None,
            attempt_timeout: None,
        }
    }

    /// The cloud; default the global one.
    pub fn cloud(mut self, cloud: Cloud) -> Self {
        self.cloud = cloud;
        self
    }

    /// The version of the service; default `v1.0`.
    pub fn version(mut self, version: Version) -> Self {
        self.version = version;
        self
    }

    /// The service root, in place of cloud and version; default `https://graph.microsoft.com/v1.0`. It is https, or http on the
    /// loopback host.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// What sends the requests; default the transport of the feature `reqwest`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Where tokens come from; without one, requests carry none.
    pub fn credential(mut self, credential: impl Credential) -> Self {
        self.credential = Some(Arc::new(credential));
        self
    }

    /// The scopes that the credential is asked for; default `https://{host of the base URL}/.default`.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// The header `User-Agent`; default the name and version of this crate.
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.user_agent = text.into();
        self
    }

    /// Adds preferences that every request begins with, as [`Request::prefer`](crate::Request::prefer) takes them: a request's own
    /// replace those of the same name.
    pub fn prefer(mut self, preferences: impl Into<Preferences>) -> Self {
        self.preferences.add(preferences);
        self
    }

    /// When requests are sent again; default [`RetryPolicy::new`]. A request may have its own.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How long a request may take with its token, all its tries and the waits between them; default unlimited.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// How long one try may take, from sending to the end of the answer (of a download, to its beginning); default unlimited, though
    /// the transport may have limits of its own, as that of the feature `reqwest` has.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    /// A base URL that is no https URL (or http on the loopback host), or has a query; a user agent that is no header value; a
    /// preference that is none; a transport that cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let mut base = self
            .base_url
            .unwrap_or_else(|| self.version.root(self.cloud.graph_url()));
        base.truncate(base.trim_end_matches('/').len());
        let url = origin::parse(&base)?;
        let origin = Origin::of(&url)?;
        if url.query().is_some() {
            return Err(Error::refused("the base URL has a query"));
        }
        let user_agent = HeaderValue::try_from(self.user_agent)
            .map_err(|_| Error::refused("the user agent is no value of a header"))?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        let scopes = self
            .scopes
            .unwrap_or_else(|| vec![format!("https://{}/.default", origin.host())]);
        let request = TokenRequest::new(scopes);
        let tokens = self
            .credential
            .map(|credential| Arc::new(TokenSource::new(credential, request.clone())));
        let inner = Inner {
            base,
            origin,
            transport,
            tokens,
            request,
            user_agent,
            preferences: self.preferences.header()?,
            retry: self.retry,
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
        };
        Ok(Client {
            inner: Arc::new(inner),
            routes: None,
        })
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(crate::transport::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Err(Error::refused(
        "the client has no transport: give it one, or enable the feature `reqwest`",
    ))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url)
            .field("cloud", &self.cloud)
            .field("version", &self.version)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
