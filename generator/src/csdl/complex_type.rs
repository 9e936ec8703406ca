//! Clause 9: Complex Type.

use super::StructuredType;

/// Clause 9, `edm:ComplexType`.
#[derive(Debug, Clone)]
pub struct ComplexType<'a> {
    /// What it has in common with entity types; that is all.
    pub structured: StructuredType<'a>,
}
