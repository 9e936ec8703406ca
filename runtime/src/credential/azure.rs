//! Credentials of the Azure SDK.

use std::fmt;
use std::sync::Arc;

use azure_core::credentials::TokenCredential;

use super::{AccessToken, Credential, TokenRequest};
use crate::error::Error;
use crate::transport::BoxFuture;

/// Any credential of the Azure SDK, such as those of the crate `azure_identity`.
///
/// ```
/// use std::sync::Arc;
///
/// use azure_core::credentials::TokenCredential;
/// use msgraph_runtime::{AzureCredential, Client, Error};
///
/// fn client(credential: Arc<dyn TokenCredential>) -> Result<Client, Error> {
///     // `credential` may be `azure_identity::DeveloperToolsCredential::new(None)?`, or a managed identity.
///     Client::new(AzureCredential::new(credential))
/// }
/// ```
///
/// `azure_core` 1 has no way to pass a claims challenge on. One that is answered with the very token that was refused, as a credential
/// does that keeps tokens itself, ends in the service's error, whose [`claims`](Error::claims) say what it wants.
#[derive(Clone)]
pub struct AzureCredential(Arc<dyn TokenCredential>);

impl AzureCredential {
    /// A credential over this one.
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self(credential)
    }
}

impl Credential for AzureCredential {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, Error>> {
        Box::pin(async move {
            let scopes: Vec<&str> = request.scopes().iter().map(String::as_str).collect();
            let token = self
                .0
                .get_token(&scopes, None)
                .await
                .map_err(Error::credential)?;
            Ok(AccessToken::new(token.token.secret()).expires_on(token.expires_on.into()))
        })
    }
}

impl fmt::Debug for AzureCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What a foreign credential shows of itself is not known.
        f.write_str("AzureCredential")
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use azure_core::credentials::TokenRequestOptions;
    use azure_core::error::ErrorKind;

    use super::*;
    use crate::{Answer, Json, MemoryTransport};

    #[derive(Debug)]
    struct Foreign(Result<&'static str, &'static str>);

    impl TokenCredential for Foreign {
        fn get_token<'own, 'scopes, 'scope, 'options, 'future>(
            &'own self,
            scopes: &'scopes [&'scope str],
            _options: Option<TokenRequestOptions<'options>>,
        ) -> BoxFuture<'future, azure_core::Result<azure_core::credentials::AccessToken>>
        where
            Self: 'future,
            'own: 'future,
            'scopes: 'future,
            'scope: 'future,
            'options: 'future,
        {
            assert_eq!(scopes, ["https://graph.microsoft.com/.default"]);
            let end = SystemTime::now() + Duration::from_secs(3600);
            let token = self
                .0
                .map(|text| azure_core::credentials::AccessToken::new(text, end.into()))
                .map_err(|text| azure_core::Error::with_message(ErrorKind::Credential, text));
            Box::pin(std::future::ready(token))
        }
    }

    async fn send(foreign: Foreign) -> (Result<Json, Error>, MemoryTransport) {
        let server = MemoryTransport::new().answer(Answer::json(200, "{}"));
        let client = crate::Client::builder()
            .transport(server.clone())
            .credential(AzureCredential::new(Arc::new(foreign)))
            .build()
            .unwrap();
        let answer = client.request(http::Method::GET, "/me").await;
        (answer, server)
    }

    #[tokio::test]
    async fn tokens_and_errors_pass() {
        let (answer, server) = send(Foreign(Ok("t0ken"))).await;
        assert!(answer.is_ok());
        assert_eq!(
            server.requests()[0].header("authorization"),
            Some("Bearer t0ken")
        );
        let (answer, server) = send(Foreign(Err("no developer is signed in"))).await;
        let error = answer.unwrap_err();
        assert!(
            error.is_credential() && error.to_string().contains("no developer is signed in"),
            "{error}"
        );
        assert!(server.requests().is_empty());
    }
}
