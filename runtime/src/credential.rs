//! Where access tokens come from.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::error::Error;
use crate::secret::Secret;
use crate::transport::BoxFuture;

/// An access token and the time until which it may be used.
#[derive(Clone, Debug)]
pub struct AccessToken {
    secret: Secret,
    expires_on: Option<SystemTime>,
}

impl AccessToken {
    /// A token whose end is not known; the client asks its credential again for every request.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            expires_on: None,
        }
    }

    /// The same token with the time at which it ends; the client keeps it until five minutes before.
    pub fn expires_on(self, time: SystemTime) -> Self {
        Self {
            expires_on: Some(time),
            ..self
        }
    }

    /// The text of the token.
    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// Whether the token may still be used at `now`, with five minutes to spare.
    pub(crate) fn lasts_beyond(&self, now: SystemTime) -> bool {
        const SPARE: Duration = Duration::from_secs(5 * 60);
        match (self.expires_on, now.checked_add(SPARE)) {
            (Some(end), Some(soon)) => end > soon,
            _ => false,
        }
    }
}

/// A source of access tokens.
///
/// Object-safe, and free of any async runtime: the future is boxed. A credential reports what went wrong with [`Error::credential`].
pub trait Credential: Send + Sync + 'static {
    /// An access token for `scopes`, such as `https://graph.microsoft.com/.default`.
    fn token<'a>(&'a self, scopes: &'a [String]) -> BoxFuture<'a, Result<AccessToken, Error>>;
}

impl<C: Credential + ?Sized> Credential for Arc<C> {
    fn token<'a>(&'a self, scopes: &'a [String]) -> BoxFuture<'a, Result<AccessToken, Error>> {
        (**self).token(scopes)
    }
}

/// A credential that hands out one token, as it was given.
#[derive(Clone, Debug)]
pub struct StaticToken(Secret);

impl StaticToken {
    /// A credential over this token.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self(token.into())
    }
}

impl Credential for StaticToken {
    fn token<'a>(&'a self, _scopes: &'a [String]) -> BoxFuture<'a, Result<AccessToken, Error>> {
        let token = AccessToken::new(self.0.clone());
        Box::pin(std::future::ready(Ok(token)))
    }
}

/// A credential made of a function that returns a future, see [`credential_fn`].
#[derive(Clone)]
pub struct CredentialFn<F>(F);

/// Makes a credential of a function: `credential_fn(|scopes| async move { Ok(AccessToken::new(…)) })`.
///
/// The function gets the scopes by value, since its future may outlive the call.
pub fn credential_fn<F, Fut>(function: F) -> CredentialFn<F>
where
    F: Fn(Vec<String>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<AccessToken, Error>> + Send + 'static,
{
    CredentialFn(function)
}

impl<F, Fut> Credential for CredentialFn<F>
where
    F: Fn(Vec<String>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<AccessToken, Error>> + Send + 'static,
{
    fn token<'a>(&'a self, scopes: &'a [String]) -> BoxFuture<'a, Result<AccessToken, Error>> {
        Box::pin((self.0)(scopes.to_vec()))
    }
}

impl<F> std::fmt::Debug for CredentialFn<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CredentialFn")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_kept_until_five_minutes_before_its_end() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let token = |seconds| AccessToken::new("t").expires_on(now + Duration::from_secs(seconds));
        assert!(token(301).lasts_beyond(now));
        assert!(!token(300).lasts_beyond(now));
        assert!(!AccessToken::new("t").lasts_beyond(now));
    }

    #[test]
    fn debug_hides_tokens() {
        let shown = format!(
            "{:?} {:?}",
            AccessToken::new("t0ken"),
            StaticToken::new("t0ken")
        );
        assert!(!shown.contains("t0ken"), "{shown}");
    }
}
