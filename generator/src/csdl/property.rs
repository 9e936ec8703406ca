//! Clause 7: Structural Property.

use super::{Annotation, Facets, Str, TypeRef};
use crate::diagnostics::Span;

/// Clause 7, `edm:Property`.
#[derive(Debug, Clone)]
pub struct Property<'a> {
    /// The start tag.
    pub span: Span,
    /// The name.
    pub name: Str<'a>,
    /// Clause 7.1.
    pub ty: TypeRef<'a>,
    /// Clause 7.2.1, where it is said.
    pub nullable: Option<bool>,
    /// Clause 7.2.
    pub facets: Facets,
    /// Clause 7.2.7: the value that the service takes where none is given.
    pub default_value: Option<Str<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}
