//! Actions and functions (OData CSDL 4.01, clause 12).

use super::{Facts, NamespaceId, Type, TypeUse};
use crate::csdl::{Cardinality, OperationKind};
use crate::diagnostics::Span;

/// What an operation is called on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Binding {
    /// The type of the binding parameter.
    pub ty: Type,
    /// One value or a collection.
    pub cardinality: Cardinality,
}

/// An action or a function.
#[derive(Debug, Clone)]
pub struct Operation<'a> {
    /// Action (may change things, POST) or function (GET).
    pub kind: OperationKind,
    /// Where it is declared.
    pub namespace: NamespaceId,
    /// The unqualified name.
    pub name: &'a str,
    /// What it is bound to; an unbound operation is called through an import.
    pub binding: Option<Binding>,
    /// Whether its result can be followed further.
    pub is_composable: bool,
    /// The parameters, without the binding parameter.
    pub parameters: Vec<Parameter<'a>>,
    /// The result.
    pub returns: Option<Return>,
    /// Annotations.
    pub facts: Facts<'a>,
    /// Where it is declared.
    pub span: Span,
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter<'a> {
    /// The name on the wire; case matters.
    pub name: &'a str,
    /// The type.
    pub ty: TypeUse,
    /// Whether null may be sent.
    pub nullable: bool,
    /// Annotated with `Core.OptionalParameter`.
    pub optional: bool,
    /// Annotations.
    pub facts: Facts<'a>,
    /// Where it is declared.
    pub span: Span,
}

/// What an operation returns.
#[derive(Debug, Clone, Copy)]
pub struct Return {
    /// The type.
    pub ty: TypeUse,
    /// `Nullable` as far as the input states it.
    pub nullable: Option<bool>,
}
