//! The keys that tokens are signed with.

use std::collections::BTreeMap;
use std::sync::Arc;

use rsa::{BoxedUint, PublicKey};
use sha2::Sha256;

use super::payload::KeySet;
use crate::error::Error;
use crate::json::Json;
use crate::transport::BoxFuture;
use crate::values::Binary;

/// Where signing keys come from. Object-safe.
///
/// Keys change every some weeks: a source that reads them from the address that
/// `https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration` names as `jwks_uri` reads them again when asked for one that
/// it does not know, and not more often than every few minutes.
pub trait KeySource: Send + Sync + 'static {
    /// The key with this identifier (`kid`); `None` where there is none.
    fn key<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<SigningKey>, Error>>;
}

impl<T: KeySource + ?Sized> KeySource for Arc<T> {
    fn key<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<SigningKey>, Error>> {
        (**self).key(id)
    }
}

/// A public key for RS256 (RFC 7518, 3.3).
#[derive(Clone, Debug)]
pub struct SigningKey(PublicKey);

/// RSA keys are at most so long: a longer one only costs time.
const MOST_BYTES: usize = 512;

impl SigningKey {
    /// An RSA key: modulus and exponent in base64url, as a JSON Web Key has them in `n` and `e` (RFC 7518, 6.3.1).
    ///
    /// # Errors
    /// Where they are no key of 2,048 to 4,096 bits.
    pub fn from_components(n: &str, e: &str) -> Result<Self, Error> {
        let refused = || Error::refused("not an RSA public key of 2,048 to 4,096 bits");
        let number = |text: &str| {
            let bytes = text.parse::<Binary>().map_err(|_| refused())?.to_bytes();
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            let bytes = bytes.get(zeros..).unwrap_or_default();
            if bytes.len() > MOST_BYTES {
                return Err(refused());
            }
            Ok((BoxedUint::from_be_slice_vartime(bytes), bytes.len()))
        };
        let ((n, length), (e, _)) = (number(n)?, number(e)?);
        if length < 256 {
            return Err(refused());
        }
        PublicKey::new(n, e).map(Self).map_err(|_| refused())
    }

    /// Whether a signature by RSASSA-PKCS1-v1_5 with SHA-256 is this key's.
    pub(super) fn verifies(&self, text: &[u8], signature: &[u8]) -> bool {
        self.0.pkcs1v15_verify::<Sha256>(text, signature).is_ok()
    }
}

/// Keys that are at hand: a JSON Web Key Set that the program has read.
#[derive(Clone, Debug, Default)]
pub struct SigningKeys(BTreeMap<String, SigningKey>);

impl SigningKeys {
    /// The RSA keys of a JSON Web Key Set (RFC 7517, 5); others are left out.
    ///
    /// # Errors
    /// Where the text is none.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let set: KeySet = serde_json::from_str(text)
            .map_err(|error| Error::refused(format!("not a JSON Web Key Set: {error}")))?;
        let text = |key: &BTreeMap<String, Json>, name| key.get(name)?.parse::<String>().ok();
        let key = |key: BTreeMap<String, Json>| {
            if text(&key, "kty")? != "RSA" {
                return None;
            }
            let parsed = SigningKey::from_components(&text(&key, "n")?, &text(&key, "e")?);
            Some((text(&key, "kid")?, parsed.ok()?))
        };
        Ok(Self(set.keys.into_iter().filter_map(key).collect()))
    }
}

impl KeySource for SigningKeys {
    fn key<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<SigningKey>, Error>> {
        Box::pin(std::future::ready(Ok(self.0.get(id).cloned())))
    }
}
