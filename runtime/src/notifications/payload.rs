//! The body as it comes: `changeNotificationCollection`, with the properties that are looked at.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::json::Json;
use crate::secret::Secret;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Payload {
    pub(super) value: Vec<Json>,
    pub(super) validation_tokens: Option<Vec<Text>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    pub(super) id: Option<String>,
    pub(super) subscription_id: Option<String>,
    pub(super) subscription_expiration_date_time: Option<String>,
    pub(super) client_state: Option<Text>,
    pub(super) change_type: Option<String>,
    pub(super) lifecycle_event: Option<String>,
    pub(super) resource: Option<String>,
    pub(super) tenant_id: Option<String>,
    pub(super) resource_data: Option<Json>,
    pub(super) encrypted_content: Option<Encrypted>,
}

/// `changeNotificationEncryptedContent`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Encrypted {
    pub(super) data: String,
    pub(super) data_signature: String,
    pub(super) data_key: String,
    pub(super) encryption_certificate_id: String,
}

/// A text that does not show.
#[derive(Deserialize)]
#[serde(from = "String")]
pub(super) struct Text(pub(super) Secret);

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

/// The head of a token (RFC 7515, 4.1), as far as it is looked at.
#[derive(Deserialize)]
pub(super) struct Head {
    pub(super) alg: String,
    pub(super) kid: String,
    /// Extensions that must be understood: none is.
    pub(super) crit: Option<Json>,
}

/// The claims of a token (RFC 7519, 4.1, and Microsoft's `tid`, `azp`, `appid`).
#[derive(Deserialize)]
pub(super) struct Claims {
    pub(super) iss: String,
    pub(super) aud: String,
    pub(super) exp: u64,
    pub(super) nbf: Option<u64>,
    pub(super) tid: String,
    pub(super) azp: Option<String>,
    pub(super) appid: Option<String>,
}

/// A set of keys (RFC 7517, 5).
#[derive(Deserialize)]
pub(super) struct KeySet {
    pub(super) keys: Vec<BTreeMap<String, Json>>,
}
