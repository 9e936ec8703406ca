//! Reading a body of notifications.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use subtle::{Choice, ConstantTimeEq};

use super::NotificationError;
use super::encrypted::DecryptionKey;
use super::notification::{Happening, Notification, Raw};
use super::payload::{Item, Payload};
use super::token::TokenCheck;
use crate::json::Json;
use crate::secret::Secret;

/// What a receiver of notifications expects. What is not set is not checked.
#[derive(Clone, Debug, Default)]
#[must_use = "a receiver reads by `receive`"]
pub struct Receiver {
    client_states: Vec<Secret>,
    keys: BTreeMap<String, DecryptionKey>,
    tokens: Option<TokenCheck>,
}

impl Receiver {
    /// A receiver that takes every notification.
    pub fn new() -> Self {
        Self::default()
    }

    /// The `clientState` that the program gave its subscriptions. With several, any of them is right.
    pub fn client_state(mut self, text: impl Into<Secret>) -> Self {
        self.client_states.push(text.into());
        self
    }

    /// The key for content that is encrypted with the certificate of this identifier (`encryptionCertificateId`).
    pub fn key(mut self, certificate_id: impl Into<String>, key: DecryptionKey) -> Self {
        self.keys.insert(certificate_id.into(), key);
        self
    }

    /// How validation tokens are checked, which come with encrypted content.
    pub fn tokens(mut self, check: TokenCheck) -> Self {
        self.tokens = Some(check);
        self
    }

    /// Reads the body of a request: all its notifications, checked and decrypted, in order. One that is wrong refuses all.
    ///
    /// Where tokens are checked, a body with encrypted content must have one for the tenant of every such notification.
    ///
    /// # Errors
    /// Why the body is not taken.
    pub async fn receive(&self, body: &[u8]) -> Result<Vec<Notification>, NotificationError> {
        self.receive_at(body, SystemTime::now()).await
    }

    /// As [`receive`](Self::receive), at another time than now.
    ///
    /// # Errors
    /// As [`receive`](Self::receive).
    pub async fn receive_at(
        &self,
        body: &[u8],
        now: SystemTime,
    ) -> Result<Vec<Notification>, NotificationError> {
        let malformed = |error: serde_json::Error| NotificationError::Malformed(error.to_string());
        let payload: Payload = serde_json::from_slice(body).map_err(malformed)?;
        let mut items = Vec::with_capacity(payload.value.len());
        for raw in payload.value {
            let item: Item = serde_json::from_str(raw.as_str()).map_err(malformed)?;
            self.check_client_state(&item)?;
            items.push((item, raw));
        }
        if let Some(check) = &self.tokens {
            let mut tenants = BTreeSet::new();
            for token in payload.validation_tokens.iter().flatten() {
                tenants.insert(check.check(token.0.expose(), now).await?);
            }
            check_tenants(&items, &tenants)?;
        }
        let items = items.into_iter();
        items
            .map(|(item, raw)| self.notification(item, raw))
            .collect()
    }

    fn check_client_state(&self, item: &Item) -> Result<(), NotificationError> {
        if self.client_states.is_empty() {
            return Ok(());
        }
        let Some(given) = &item.client_state else {
            return Err(NotificationError::ClientState);
        };
        // The time that it takes says nothing of how near a guess is.
        let given = given.0.expose().as_bytes();
        let fits = self
            .client_states
            .iter()
            .fold(Choice::from(0), |fits, own| {
                fits | own.expose().as_bytes().ct_eq(given)
            });
        if bool::from(fits) {
            Ok(())
        } else {
            Err(NotificationError::ClientState)
        }
    }

    fn notification(&self, item: Item, raw: Json) -> Result<Notification, NotificationError> {
        let content = match &item.encrypted_content {
            Some(encrypted) => {
                let id = &encrypted.encryption_certificate_id;
                let key = self.keys.get(id);
                let key = key.ok_or_else(|| NotificationError::UnknownCertificate(id.clone()))?;
                Some(key.decrypt(encrypted)?)
            }
            None => None,
        };
        let expires = item.subscription_expiration_date_time;
        Ok(Notification {
            happening: Happening::of(item.change_type.as_deref(), item.lifecycle_event.as_deref()),
            id: item.id,
            subscription_id: item.subscription_id,
            subscription_expires: expires.and_then(|text| text.parse().ok()),
            resource: item.resource,
            tenant_id: item.tenant_id,
            resource_data: item.resource_data,
            content,
            raw: Raw(raw),
        })
    }
}

/// Whether every notification with content comes with a token of its tenant.
fn check_tenants(
    items: &[(Item, Json)],
    tenants: &BTreeSet<String>,
) -> Result<(), NotificationError> {
    let is_covered = |(item, _): &(Item, Json)| {
        item.encrypted_content.is_none()
            || match &item.tenant_id {
                Some(tenant) => tenants.contains(tenant),
                None => !tenants.is_empty(),
            }
    };
    if items.iter().all(is_covered) {
        return Ok(());
    }
    Err(NotificationError::Token(
        "none came for the tenant of a notification",
    ))
}
