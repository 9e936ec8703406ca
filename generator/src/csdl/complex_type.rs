//! Clause 9: Complex Type.

use super::StructuredType;
use super::xml::{Child, Reader, Tag};

/// Clause 9, `edm:ComplexType`.
#[derive(Debug, Clone)]
pub struct ComplexType<'a> {
    /// What it has in common with entity types; that is all.
    pub structured: StructuredType<'a>,
}

impl<'a> Reader<'a, '_> {
    pub(super) fn complex_type(&mut self, tag: Tag<'a>) -> Option<ComplexType<'a>> {
        let structured = self.structured_type(tag, |_, _| Child::Misplaced)?;
        Some(ComplexType { structured })
    }
}
