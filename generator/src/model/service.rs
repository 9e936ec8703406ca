//! What the entity container offers (OData CSDL 4.01, clause 13).

use super::{Facts, OperationId, StructuredId};
use crate::diagnostics::Span;

/// A child of an entity container: the first segment of a path.
#[derive(Debug, Clone)]
pub struct Child<'a> {
    /// The segment.
    pub name: &'a str,
    /// What stands there.
    pub kind: ChildKind,
    /// Annotations.
    pub facts: Facts<'a>,
    /// Where it is declared.
    pub span: Span,
}

/// The kind of a container child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChildKind {
    /// An entity set.
    EntitySet(StructuredId),
    /// A singleton.
    Singleton(StructuredId),
    /// An import of an unbound action or function (the first overload declared).
    OperationImport(OperationId),
}
