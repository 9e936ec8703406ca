//! `Edm.Guid`.

use super::lexical::lexical;

lexical! {
    /// An `Edm.Guid` as its text: 32 hexadecimal digits in five groups, or nothing at all, which Graph sends too.
    Guid, "an Edm.Guid (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx, or empty)", Bare
}

/// Where the hyphens stand.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

impl Guid {
    fn is_lexical(text: &str) -> bool {
        text.is_empty()
            || (text.len() == 36
                && text.bytes().enumerate().all(|(at, byte)| {
                    if HYPHENS.contains(&at) {
                        byte == b'-'
                    } else {
                        byte.is_ascii_hexdigit()
                    }
                }))
    }

    /// Whether this is the empty text, which is no guid outside Graph.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(feature = "uuid")]
impl Guid {
    /// As a `uuid::Uuid`.
    ///
    /// # Errors
    /// When the guid is empty.
    pub fn to_uuid(&self) -> Result<uuid::Uuid, super::NotLexical> {
        uuid::Uuid::try_parse(&self.0)
            .map_err(|error| super::NotLexical::because("a guid with digits", &self.0, error))
    }
}

#[cfg(feature = "uuid")]
impl From<uuid::Uuid> for Guid {
    fn from(uuid: uuid::Uuid) -> Self {
        Self(uuid.hyphenated().to_string().into())
    }
}
