//! Clause 10: Enumeration Type.

use super::{Annotation, Str, TypeRef};
use crate::diagnostics::Span;

/// Clause 10, `edm:EnumType`.
#[derive(Debug, Clone)]
pub struct EnumType<'a> {
    /// The start tag.
    pub span: Span,
    /// The name, without namespace.
    pub name: Str<'a>,
    /// Clause 10.1; `Edm.Int32` where it is not said.
    pub underlying_type: Option<TypeRef<'a>>,
    /// Clause 10.2: whether a value is a set of members.
    pub is_flags: bool,
    /// Clause 10.3, in document order.
    pub members: Vec<Member<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 10.3, `edm:Member`.
#[derive(Debug, Clone)]
pub struct Member<'a> {
    /// The start tag.
    pub span: Span,
    /// The name.
    pub name: Str<'a>,
    /// The number, where it is said.
    pub value: Option<i64>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}
