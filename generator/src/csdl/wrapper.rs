//! Clause 3: Entity Model Wrapper.

use super::{Annotation, Schema, Str};
use crate::diagnostics::Span;

/// Clause 3.1, `edmx:Edmx`, with the schemas of its `edmx:DataServices` (clause 3.2).
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// The start tag.
    pub span: Span,
    /// `4.0` or `4.01`; empty where the attribute is missing.
    pub version: Str<'a>,
    /// The documents that this one uses.
    pub references: Vec<Reference<'a>>,
    /// The schemas, in document order.
    pub schemas: Vec<Schema<'a>>,
}

/// Clause 3.3, `edmx:Reference`.
#[derive(Debug, Clone)]
pub struct Reference<'a> {
    /// The start tag.
    pub span: Span,
    /// Where the other document is.
    pub uri: Str<'a>,
    /// Its schemas that this document uses.
    pub includes: Vec<Include<'a>>,
    /// Its annotations that this document uses.
    pub include_annotations: Vec<IncludeAnnotations<'a>>,
    /// Annotations of the reference.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 3.4, `edmx:Include`.
#[derive(Debug, Clone)]
pub struct Include<'a> {
    /// The start tag.
    pub span: Span,
    /// The schema's namespace.
    pub namespace: Str<'a>,
    /// Its short name in this document.
    pub alias: Option<Str<'a>>,
    /// Annotations of the inclusion.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 3.5, `edmx:IncludeAnnotations`.
#[derive(Debug, Clone)]
pub struct IncludeAnnotations<'a> {
    /// The start tag.
    pub span: Span,
    /// The namespace of the terms.
    pub term_namespace: Str<'a>,
    /// Only annotations with this qualifier.
    pub qualifier: Option<Str<'a>>,
    /// Only annotations whose targets lie in this namespace.
    pub target_namespace: Option<Str<'a>>,
}
