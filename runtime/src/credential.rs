//! Where access tokens come from.

#[cfg(feature = "azure")]
mod azure;
mod challenge;
mod source;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

#[cfg(feature = "azure")]
pub use self::azure::AzureCredential;
pub(crate) use self::challenge::claims;
pub(crate) use self::source::{Age, Given, TokenSource};

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

    /// The same token with the time at which it ends. The client keeps it, and asks for another one from five minutes before on.
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

    /// Whether the token may be used at `now`, and for how long.
    fn standing(&self, now: SystemTime) -> Standing {
        const SPARE: Duration = Duration::from_secs(5 * 60);
        let left = self.expires_on.map(|end| end.duration_since(now));
        match left {
            Some(Ok(left)) if left > SPARE => Standing::Good,
            Some(Ok(left)) if !left.is_zero() => Standing::Ending,
            _ => Standing::Over,
        }
    }
}

/// Whether a token may still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Good,
    /// It may, and it is time to ask for another one.
    Ending,
    /// It may not, or nobody knows.
    Over,
}

/// What a credential is asked for.
#[derive(Clone)]
pub struct TokenRequest {
    scopes: Arc<[String]>,
    claims: Option<Arc<str>>,
}

impl TokenRequest {
    /// Asks for a token for these scopes.
    pub fn new<S: Into<String>>(scopes: impl IntoIterator<Item = S>) -> Self {
        Self {
            scopes: scopes.into_iter().map(Into::into).collect(),
            claims: None,
        }
    }

    /// The same, in answer to a claims challenge.
    #[must_use]
    pub fn with_claims(self, claims: impl Into<Arc<str>>) -> Self {
        Self {
            claims: Some(claims.into()),
            ..self
        }
    }

    /// The scopes, such as `https://graph.microsoft.com/.default`.
    pub fn scopes(&self) -> &[String] {
        &self.scopes
    }

    /// What the service wants the token to claim besides, as JSON: it has not accepted one that it would otherwise have (continuous
    /// access evaluation). A credential passes it on as `claims` and returns no token that it has kept.
    ///
    /// Source: <https://learn.microsoft.com/entra/identity-platform/claims-challenge>.
    pub fn claims(&self) -> Option<&str> {
        self.claims.as_deref()
    }
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRequest")
            .field("scopes", &self.scopes)
            .field("has_claims", &self.claims.is_some())
            .finish()
    }
}

/// A source of access tokens.
///
/// Object-safe, and free of any async runtime: the future is boxed. A credential reports what went wrong with [`Error::credential`].
/// The client keeps tokens whose end is known and asks for one at a time, so a credential needs to do neither.
pub trait Credential: Send + Sync + 'static {
    /// An access token.
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, Error>>;
}

impl<C: Credential + ?Sized> Credential for Arc<C> {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, Error>> {
        (**self).token(request)
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
    fn token<'a>(
        &'a self,
        _request: &'a TokenRequest,
    ) -> BoxFuture<'a, Result<AccessToken, Error>> {
        let token = AccessToken::new(self.0.clone());
        Box::pin(std::future::ready(Ok(token)))
    }
}

/// A credential made of a function that returns a future, see [`credential_fn`].
#[derive(Clone)]
pub struct CredentialFn<F>(F);

/// Makes a credential of a function: `credential_fn(|request| async move { Ok(AccessToken::new(…)) })`.
///
/// The function gets what is asked for by value, since its future may outlive the call.
pub fn credential_fn<F, Fut>(function: F) -> CredentialFn<F>
where
    F: Fn(TokenRequest) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<AccessToken, Error>> + Send + 'static,
{
    CredentialFn(function)
}

impl<F, Fut> Credential for CredentialFn<F>
where
    F: Fn(TokenRequest) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<AccessToken, Error>> + Send + 'static,
{
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, Error>> {
        Box::pin((self.0)(request.clone()))
    }
}

impl<F> fmt::Debug for CredentialFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CredentialFn")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_until_five_minutes_before_its_end() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let token = |seconds| AccessToken::new("t").expires_on(now + Duration::from_secs(seconds));
        assert_eq!(token(301).standing(now), Standing::Good);
        assert_eq!(token(300).standing(now), Standing::Ending);
        assert_eq!(token(1).standing(now), Standing::Ending);
        assert_eq!(token(0).standing(now), Standing::Over);
        let past = AccessToken::new("t").expires_on(SystemTime::UNIX_EPOCH);
        assert_eq!(past.standing(now), Standing::Over);
        assert_eq!(AccessToken::new("t").standing(now), Standing::Over);
    }

    #[test]
    fn debug_hides_tokens_and_claims() {
        let request = TokenRequest::new(["scope"]).with_claims("t0ken");
        let shown = format!(
            "{:?} {:?} {request:?}",
            AccessToken::new("t0ken"),
            StaticToken::new("t0ken"),
        );
        assert!(!shown.contains("t0ken"), "{shown}");
    }
}
