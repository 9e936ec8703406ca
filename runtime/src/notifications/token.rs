//! Validation tokens: JSON Web Tokens that show who sent a notification.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::de::DeserializeOwned;

use super::NotificationError;
use super::keys::KeySource;
use super::payload::{Claims, Head};
use crate::values::Binary;

/// The application that sends notifications (`change-notifications-with-resource-data`).
const PUBLISHER: &str = "0bf30f3b-4a52-48df-9a82-234910c4a086";

/// Who issues tokens of version 2 and 1, around the tenant; the sovereign clouds have hosts of their own.
const ISSUERS: &[(&str, &str)] = &[
    ("https://login.microsoftonline.com/", "/v2.0"),
    ("https://sts.windows.net/", "/"),
    ("https://login.microsoftonline.us/", "/v2.0"),
    ("https://sts.microsoftonline.us/", "/"),
    ("https://login.partner.microsoftonline.cn/", "/v2.0"),
    ("https://sts.chinacloudapi.cn/", "/"),
];

/// How far two clocks may be apart.
const LEEWAY: Duration = Duration::from_secs(300);

/// Longer tokens are not looked at.
const LONGEST: usize = 64 * 1024;

/// What a validation token must show.
///
/// It is signed by RS256 with a key of its source; its time has come and not passed, five minutes of grace; its issuer is Microsoft's for its
/// tenant, which is one of those that are named here; its audience is the program's application; and the application
/// it was issued to is the publisher of change notifications.
#[derive(Clone)]
pub struct TokenCheck {
    keys: Arc<dyn KeySource>,
    audiences: Vec<String>,
    tenants: Vec<String>,
}

impl TokenCheck {
    /// Tokens for the application with this identifier, signed with keys of this source.
    pub fn new(application_id: impl Into<String>, keys: impl KeySource) -> Self {
        Self {
            keys: Arc::new(keys),
            audiences: vec![application_id.into()],
            tenants: Vec::new(),
        }
    }

    /// Tokens for another application besides.
    #[must_use]
    pub fn or_application(mut self, id: impl Into<String>) -> Self {
        self.audiences.push(id.into());
        self
    }

    /// Tokens of this tenant, by its identifier. Without any, those of all tenants are taken.
    #[must_use]
    pub fn tenant(mut self, id: impl Into<String>) -> Self {
        self.tenants.push(id.into());
        self
    }

    /// Checks a token at a time, and returns its tenant.
    ///
    /// # Errors
    /// [`NotificationError::Token`] with what is wrong, [`NotificationError::Keys`] where the source of keys fails.
    pub async fn check(&self, token: &str, now: SystemTime) -> Result<String, NotificationError> {
        let refused = NotificationError::Token;
        if token.len() > LONGEST {
            return Err(refused("it is too long"));
        }
        let (signed, signature) = token
            .rsplit_once('.')
            .ok_or(refused("it is no signed JWT"))?;
        let (head, claims) = signed
            .split_once('.')
            .ok_or(refused("it is no signed JWT"))?;
        let head: Head = part(head).ok_or(refused("its header cannot be read"))?;
        // One algorithm: none that the token chooses.
        if head.alg != "RS256" {
            return Err(refused("it is not signed by RS256"));
        }
        if head.crit.is_some() {
            return Err(refused("it has extensions that are not understood"));
        }
        let key = self
            .keys
            .key(&head.kid)
            .await
            .map_err(NotificationError::Keys)?;
        let key = key.ok_or(refused("its signing key is not known"))?;
        let signature = signature.parse::<Binary>().map(|text| text.to_bytes());
        if !signature.is_ok_and(|signature| key.verifies(signed.as_bytes(), &signature)) {
            return Err(refused("its signature does not fit"));
        }
        let claims: Claims = part(claims).ok_or(refused("its claims cannot be read"))?;
        self.check_claims(&claims, now).map_err(refused)?;
        Ok(claims.tid)
    }

    fn check_claims(&self, claims: &Claims, now: SystemTime) -> Result<(), &'static str> {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        if Duration::from_secs(claims.exp).saturating_add(LEEWAY) < now {
            return Err("it has expired");
        }
        if Duration::from_secs(claims.nbf.unwrap_or_default()) > now.saturating_add(LEEWAY) {
            return Err("it is not valid yet");
        }
        if !self.audiences.contains(&claims.aud) {
            return Err("it is meant for another application");
        }
        let tenant = claims.tid.as_str();
        let is_issuer = |(before, after): &(&str, &str)| {
            let middle = claims.iss.strip_prefix(before);
            middle.and_then(|rest| rest.strip_suffix(after)) == Some(tenant)
        };
        if tenant.is_empty() || !ISSUERS.iter().any(is_issuer) {
            return Err("its issuer is not Microsoft's for its tenant");
        }
        if !self.tenants.is_empty() && !self.tenants.iter().any(|own| own == tenant) {
            return Err("it is of another tenant");
        }
        let publisher = claims.azp.as_deref().or(claims.appid.as_deref());
        if publisher != Some(PUBLISHER) {
            return Err("it was not issued to the publisher of change notifications");
        }
        Ok(())
    }
}

fn part<T: DeserializeOwned>(text: &str) -> Option<T> {
    let bytes = text.parse::<Binary>().ok()?.to_bytes();
    serde_json::from_slice(&bytes).ok()
}

impl fmt::Debug for TokenCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenCheck")
            .field("audiences", &self.audiences)
            .field("tenants", &self.tenants)
            .finish_non_exhaustive()
    }
}
