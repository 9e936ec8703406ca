//! Content that is encrypted for the receiver's certificate.

use std::fmt;

use aes::Aes256;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use hmac::{Hmac, KeyInit, Mac};
use rsa::PrivateKey;
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use sha1::Sha1;
use sha2::Sha256;

use super::NotificationError;
use super::payload::Encrypted;
use crate::error::Error;
use crate::json::Json;
use crate::values::Binary;

/// The private key of a certificate that a subscription was made with (`encryptionCertificate`).
///
/// `Debug` does not show it.
#[derive(Clone)]
pub struct DecryptionKey(PrivateKey);

impl DecryptionKey {
    /// A key in PEM: `PRIVATE KEY` (PKCS #8) or `RSA PRIVATE KEY` (PKCS #1), not encrypted.
    ///
    /// # Errors
    /// Where it is none.
    pub fn from_pem(pem: &str) -> Result<Self, Error> {
        let key = match PrivateKey::from_pkcs8_pem(pem) {
            Ok(key) => key,
            Err(error) => PrivateKey::from_pkcs1_pem(pem)
                .map_err(|_| Error::refused(format!("not an RSA private key in PEM: {error}")))?,
        };
        Ok(Self(key))
    }

    /// A key in DER, PKCS #8.
    ///
    /// # Errors
    /// Where it is none.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, Error> {
        let key = PrivateKey::from_pkcs8_der(der)
            .map_err(|error| Error::refused(format!("not an RSA private key in DER: {error}")))?;
        Ok(Self(key))
    }

    /// Decrypts content: the symmetric key by RSA-OAEP with SHA-1, the signature by HMAC-SHA256, which is checked first, the data by
    /// AES-256-CBC with the first 16 bytes of the key.
    pub(super) fn decrypt(&self, content: &Encrypted) -> Result<Json, NotificationError> {
        // One error for all faults: which step failed is nobody's business.
        self.decrypted(content).ok_or(NotificationError::Content)
    }

    fn decrypted(&self, content: &Encrypted) -> Option<Json> {
        let bytes = |text: &str| Some(text.parse::<Binary>().ok()?.to_bytes());
        let (data, signature) = (bytes(&content.data)?, bytes(&content.data_signature)?);
        let key = self
            .0
            .oaep_decrypt::<Sha1>(&bytes(&content.data_key)?)
            .ok()?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
        mac.update(&data);
        mac.verify_slice(&signature).ok()?;
        let cipher = cbc::Decryptor::<Aes256>::new_from_slices(&key, key.get(..16)?).ok()?;
        let plain = cipher.decrypt_padded_vec::<Pkcs7>(&data).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}

impl fmt::Debug for DecryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DecryptionKey([redacted])")
    }
}
