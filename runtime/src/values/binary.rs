//! `Edm.Binary`.

use super::lexical::lexical;

lexical! {
    /// An `Edm.Binary`, base64 in either alphabet, padded or not. OData says base64url (OData JSON 4.01, clause 7.1), Graph sends plain base64.
    Binary, "an Edm.Binary (base64 or base64url)", Binary
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Value of every byte as a digit, of both alphabets; 64 and more is none.
const DIGITS: [u8; 256] = {
    let mut digits = [u8::MAX; 256];
    let mut value = 0;
    while value < 64 {
        digits[ALPHABET[value] as usize] = value as u8;
        value += 1;
    }
    digits[b'-' as usize] = 62;
    digits[b'_' as usize] = 63;
    digits
};

fn digit(byte: u8) -> u8 {
    DIGITS[usize::from(byte)]
}

fn unpadded(text: &str) -> &[u8] {
    match text.as_bytes() {
        [digits @ .., b'=', b'='] if digits.len() % 4 == 2 => digits,
        [digits @ .., b'='] if digits.len() % 4 == 3 => digits,
        digits => digits,
    }
}

impl Binary {
    fn is_lexical(text: &str) -> bool {
        let digits = unpadded(text);
        digits.len() % 4 != 1 && digits.iter().fold(0, |all, byte| all | digit(*byte)) < 64
    }

    /// Encodes bytes, in the plain alphabet with padding, as Graph's examples do.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
        for chunk in bytes.chunks(3) {
            let word = chunk
                .iter()
                .fold(0_u32, |word, byte| word << 8 | u32::from(*byte))
                << (8 * (3 - chunk.len()));
            for place in 0..4 {
                let value = (word >> (18 - 6 * place)) as usize & 63;
                text.push(if place <= chunk.len() {
                    char::from(ALPHABET[value])
                } else {
                    '='
                });
            }
        }
        Self(text.into())
    }

    /// Decodes to bytes. Surplus bits at the end are ignored.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let digits = unpadded(&self.0);
        let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
        for chunk in digits.chunks(4) {
            let word = chunk
                .iter()
                .fold(0_u32, |word, byte| word << 6 | u32::from(digit(*byte)))
                << (6 * (4 - chunk.len()));
            bytes.extend_from_slice(&word.to_be_bytes()[1..chunk.len()]);
        }
        bytes
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Self::from_bytes(bytes)
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from_bytes(&bytes)
    }
}
