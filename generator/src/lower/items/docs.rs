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
    /// The lines, each with its line break: one text, since pages make hundreds of thousands of them.
    text: String,
    /// The types that the lines link to, as `[text][module::Type]`.
    pub links: BTreeSet<TypePath>,
}

impl Docs {
    /// One line.
    pub fn line(line: impl Into<String>) -> Self {
        let mut text = line.into();
        text.push('\n');
        Self {
            text,
            links: BTreeSet::new(),
        }
    }

    /// Room for a text of so many bytes.
    pub(in crate::lower) fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            links: BTreeSet::new(),
        }
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The lines.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.split_terminator('\n')
    }

    /// The lines, each with its line break.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The lines, to be added to: whoever begins one ends it.
    pub(in crate::lower) fn text_mut(&mut self) -> &mut String {
        &mut self.text
    }

    /// Adds a line.
    pub fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, line: impl AsRef<str>) {
        self.new_paragraph().push_str(line.as_ref());
        self.text.push('\n');
    }

    /// The text, where a paragraph begins: whoever writes it ends it with a line break.
    pub(in crate::lower) fn new_paragraph(&mut self) -> &mut String {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        &mut self.text
    }

    /// Adds all of another text as paragraphs of its own.
    pub fn append(&mut self, other: &Self) {
        if !self.text.is_empty() && !other.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&other.text);
        self.links.extend(other.links.iter().cloned());
    }
}

/// The text of `#[deprecated]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecated {
    /// `note`; there is no `since`, which would have to be a version of the crate.
    pub note: String,
}
