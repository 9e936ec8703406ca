//! Clause 11: Type Definition.

use super::{Annotation, Facets, Str, TypeRef};
use crate::diagnostics::Span;

/// Clause 11, `edm:TypeDefinition`.
#[derive(Debug, Clone)]
pub struct TypeDefinition<'a> {
    /// The start tag.
    pub span: Span,
    /// The name, without namespace.
    pub name: Str<'a>,
    /// Clause 11.1: a primitive type.
    pub underlying_type: TypeRef<'a>,
    /// Facets of the underlying type.
    pub facets: Facets,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}
