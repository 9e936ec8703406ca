//! Clauses 14.1 and 14.2: Term, Annotation.

use super::{Expression, Facets, Str, TypeRef};
use crate::diagnostics::Span;

/// Clause 14.1, `edm:Term`.
#[derive(Debug, Clone)]
pub struct Term<'a> {
    /// The start tag.
    pub span: Span,
    /// The name, without namespace.
    pub name: Str<'a>,
    /// The type of values.
    pub ty: TypeRef<'a>,
    /// Clause 14.1.1: the term that this one specializes.
    pub base_term: Option<Str<'a>>,
    /// The value where an annotation says none.
    pub default_value: Option<Str<'a>>,
    /// Clause 14.1.2: the names of model elements.
    pub applies_to: Vec<Str<'a>>,
    /// Clause 7.2.1, where it is said.
    pub nullable: Option<bool>,
    /// Clause 7.2.
    pub facets: Facets,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 5.2, `edm:Annotations`: annotations away from what they annotate.
#[derive(Debug, Clone)]
pub struct Annotations<'a> {
    /// The start tag.
    pub span: Span,
    /// Clause 14.2.2: the path of the annotated model element.
    pub target: Str<'a>,
    /// The qualifier of all of them.
    pub qualifier: Option<Str<'a>>,
    /// The annotations.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 14.2, `edm:Annotation`.
#[derive(Debug, Clone)]
pub struct Annotation<'a> {
    /// The start tag.
    pub span: Span,
    /// The qualified name of the term; its prefix may be an alias.
    pub term: Str<'a>,
    /// Clause 14.2.1: tells annotations of one term apart.
    pub qualifier: Option<Str<'a>>,
    /// The value; where there is none, the term's default.
    pub value: Option<Expression<'a>>,
    /// Annotations of the annotation.
    pub annotations: Vec<Annotation<'a>>,
}
