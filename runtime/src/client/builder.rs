//! Settings of a client.

use std::fmt;
use std::sync::{Arc, Mutex};

use http::HeaderValue;

use super::origin::{self, Origin};
use super::{Client, Inner};
use crate::credential::Credential;
use crate::error::Error;
use crate::request::Preferences;
use crate::transport::Transport;

const BASE_URL: &str = "https://graph.microsoft.com/v1.0";
const USER_AGENT: &str = concat!("msgraph-runtime/", env!("CARGO_PKG_VERSION"));

/// Settings for a [`Client`]. What is not set has the default that its method names.
#[derive(Clone)]
#[must_use = "a client is made by `build`"]
pub struct ClientBuilder {
    base_url: String,
    transport: Option<Arc<dyn Transport>>,
    credential: Option<Arc<dyn Credential>>,
    scopes: Option<Vec<String>>,
    user_agent: String,
    preferences: Preferences,
}

impl ClientBuilder {
    pub(super) fn new() -> Self {
        Self {
            base_url: BASE_URL.to_owned(),
            transport: None,
            credential: None,
            scopes: None,
            user_agent: USER_AGENT.to_owned(),
            preferences: Preferences::default(),
        }
    }

    /// The service root; default `https://graph.microsoft.com/v1.0`. It is https, or http on the loopback host.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
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

    /// Makes the client.
    ///
    /// # Errors
    /// A base URL that is no https URL (or http on the loopback host), or has a query; a user agent that is no header value; a
    /// preference that is none; a transport that cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let mut base = self.base_url;
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
        let inner = Inner {
            base,
            origin,
            transport,
            credential: self.credential,
            scopes,
            user_agent,
            preferences: self.preferences.header()?,
            token: Mutex::default(),
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
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
