//! Documentation, and the types that it links to.

use std::collections::BTreeSet;
use std::sync::Arc;

/// A type's place in the generated tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypePath {
    /// The module.
    pub module: Arc<str>,
    /// The type's name there.
    pub name: Arc<str>,
}

/// Lines of documentation, already safe to print.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// The lines.
    pub lines: Vec<String>,
    /// The types that the lines link to, as `[text][module::Type]`.
    pub links: BTreeSet<TypePath>,
}

impl Docs {
    /// One line.
    pub fn line(text: impl Into<String>) -> Self {
        Self {
            lines: vec![text.into()],
            links: BTreeSet::new(),
        }
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.push(text.into());
    }

    /// Adds all of another text as paragraphs of its own.
    pub fn append(&mut self, other: Self) {
        if !self.lines.is_empty() && !other.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(other.lines);
        self.links.extend(other.links);
    }
}

/// The text of `#[deprecated]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecated {
    /// `note`; there is no `since`, which would have to be a version of the crate.
    pub note: String,
}
