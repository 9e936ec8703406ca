//! Patterns of members of types.

use super::{TypePattern, glob};

/// A pattern of properties and operations of types: `vppToken/{appleId,state}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberPattern {
    pub(super) text: String,
    pub(super) ty: TypePattern,
    /// Globs, one of which must fit.
    pub(super) members: Vec<String>,
}

impl MemberPattern {
    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The types whose members it selects.
    pub fn ty(&self) -> &TypePattern {
        &self.ty
    }

    /// The globs of the names.
    pub fn members(&self) -> &[String] {
        &self.members
    }

    /// The globs that fit a name, by position.
    pub fn fitting<'p>(&'p self, name: &'p str) -> impl Iterator<Item = usize> + 'p {
        let globs = self.members.iter().enumerate();
        globs.filter_map(move |(at, glob)| glob::matches(glob, name).then_some(at))
    }
}
