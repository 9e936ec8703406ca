//! Clause 6: Entity Type.

use super::{Annotation, Str, StructuredType};
use crate::diagnostics::Span;

/// Clause 6, `edm:EntityType`.
#[derive(Debug, Clone)]
pub struct EntityType<'a> {
    /// What it has in common with complex types.
    pub structured: StructuredType<'a>,
    /// Clause 6.4: whether it is a media entity.
    pub has_stream: bool,
    /// Clause 6.5; a derived type usually has its base type's.
    pub key: Option<Key<'a>>,
}

/// Clause 6.5, `edm:Key`.
#[derive(Debug, Clone)]
pub struct Key<'a> {
    /// The start tag.
    pub span: Span,
    /// The properties that make the key.
    pub property_refs: Vec<PropertyRef<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 6.5, `edm:PropertyRef`.
#[derive(Debug, Clone)]
pub struct PropertyRef<'a> {
    /// The start tag.
    pub span: Span,
    /// `Name`: a property, or a path through complex properties.
    pub path: Str<'a>,
    /// The name that stands in URLs in the path's stead.
    pub alias: Option<Str<'a>>,
}
