//! Digests of inputs and outputs.

use std::fmt;
use std::str::FromStr;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// A digest of 128 bits (XXH3). It finds changes; it is no protection against forgery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest(u128);

impl Digest {
    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(xxh3_128(bytes))
    }
}

/// 32 hexadecimal digits.
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Not the 32 digits of a [`Digest`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected 32 hexadecimal digits")]
pub struct DigestError;

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        let is_digit = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        if text.len() != 32 || !text.bytes().all(is_digit) {
            return Err(DigestError);
        }
        u128::from_str_radix(text, 16)
            .map(Self)
            .map_err(|_| DigestError)
    }
}

/// Puts the digest of a run's inputs together: metadata, docs, settings, pinned names.
///
/// Labels say which input is which; they must not hold absolute paths or times, or the digest
/// differs between machines.
#[derive(Clone, Default)]
pub struct Digester {
    hasher: Xxh3,
}

impl Digester {
    /// Nothing added yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an input. The order counts.
    pub fn add(&mut self, label: &str, bytes: &[u8]) -> &mut Self {
        // Lengths, so that no two lists of inputs run into the same bytes.
        for part in [label.as_bytes(), bytes] {
            self.hasher.update(&(part.len() as u64).to_le_bytes());
            self.hasher.update(part);
        }
        self
    }

    /// The digest of all that was added.
    pub fn finish(&self) -> Digest {
        Digest(self.hasher.digest128())
    }
}

impl fmt::Debug for Digester {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Digester").field(&self.finish()).finish()
    }
}
