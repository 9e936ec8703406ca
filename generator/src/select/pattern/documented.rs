//! Patterns of documented requests.

use super::glob;

/// The key of tags that are written without one: what the reference calls the product.
const USUAL_KEY: &str = "ms.prod";

/// A pattern of documented requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentedPattern {
    pub(super) text: String,
    pub(super) by: By,
}

/// What documented requests are selected by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// The permission that allows them.
    Permission(String),
    /// An entry at the top of their page.
    Tag {
        /// The key, in lower case.
        key: String,
        /// A glob for the value.
        value: String,
    },
}

impl DocumentedPattern {
    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it selects by.
    pub fn by(&self) -> &By {
        &self.by
    }
}

impl By {
    pub(super) fn tag(text: &str) -> Self {
        let (key, value) = text.split_once('=').unwrap_or((USUAL_KEY, text));
        Self::Tag {
            key: key.trim().to_lowercase(),
            value: value.trim().to_owned(),
        }
    }

    /// Whether it is a tag that fits an entry.
    pub fn fits(&self, entry: &str, text: &str) -> bool {
        match self {
            Self::Tag { key, value } => key == entry && glob::matches(value, text),
            Self::Permission(_) => false,
        }
    }
}
