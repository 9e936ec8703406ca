//! Clause 12: Action and Function.

use super::{Annotation, Facets, Str, TypeRef};
use crate::diagnostics::Span;

/// Clauses 12.1 and 12.3, `edm:Action` and `edm:Function`: one overload.
#[derive(Debug, Clone)]
pub struct Operation<'a> {
    /// The start tag.
    pub span: Span,
    /// Action or function.
    pub kind: OperationKind,
    /// The name, without namespace.
    pub name: Str<'a>,
    /// Clause 12.5: whether the first parameter is what it is called on.
    pub is_bound: bool,
    /// Clause 12.6: the path from the binding parameter to the set of the result.
    pub entity_set_path: Option<Str<'a>>,
    /// Clause 12.7: whether path segments may follow; functions only.
    pub is_composable: bool,
    /// Clause 12.9, the binding parameter included.
    pub parameters: Vec<Parameter<'a>>,
    /// Clause 12.8.
    pub return_type: Option<ReturnType<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Action or function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OperationKind {
    /// May have side effects; called by POST.
    Action,
    /// Has none, and returns something; called by GET.
    Function,
}

/// Clause 12.9, `edm:Parameter`.
#[derive(Debug, Clone)]
pub struct Parameter<'a> {
    /// The start tag.
    pub span: Span,
    /// The name.
    pub name: Str<'a>,
    /// The type.
    pub ty: TypeRef<'a>,
    /// Clause 7.2.1, where it is said.
    pub nullable: Option<bool>,
    /// Clause 7.2.
    pub facets: Facets,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 12.8, `edm:ReturnType`.
#[derive(Debug, Clone)]
pub struct ReturnType<'a> {
    /// The start tag.
    pub span: Span,
    /// The type.
    pub ty: TypeRef<'a>,
    /// Clause 7.2.1, where it is said.
    pub nullable: Option<bool>,
    /// Clause 7.2.
    pub facets: Facets,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}
