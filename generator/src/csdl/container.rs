//! Clause 13: Entity Container.

use super::{Annotation, Str, TypeRef};
use crate::diagnostics::Span;

/// Clause 13, `edm:EntityContainer`. Each list is in document order.
#[derive(Debug, Clone)]
pub struct EntityContainer<'a> {
    /// The start tag.
    pub span: Span,
    /// The name, without namespace.
    pub name: Str<'a>,
    /// Clause 13.1: the container that this one adds to.
    pub extends: Option<Str<'a>>,
    /// Clause 13.2.
    pub entity_sets: Vec<EntitySet<'a>>,
    /// Clause 13.3.
    pub singletons: Vec<Singleton<'a>>,
    /// Clause 13.5.
    pub action_imports: Vec<ActionImport<'a>>,
    /// Clause 13.6.
    pub function_imports: Vec<FunctionImport<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 13.2, `edm:EntitySet`.
#[derive(Debug, Clone)]
pub struct EntitySet<'a> {
    /// The start tag.
    pub span: Span,
    /// The name: the first segment of paths.
    pub name: Str<'a>,
    /// The type of its entities.
    pub entity_type: TypeRef<'a>,
    /// Whether the service document lists it; true where it is not said.
    pub include_in_service_document: bool,
    /// Clause 13.4.
    pub bindings: Vec<NavigationPropertyBinding<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 13.3, `edm:Singleton`.
#[derive(Debug, Clone)]
pub struct Singleton<'a> {
    /// The start tag.
    pub span: Span,
    /// The name: the first segment of paths.
    pub name: Str<'a>,
    /// Its type.
    pub ty: TypeRef<'a>,
    /// Whether it may be missing, where it is said.
    pub nullable: Option<bool>,
    /// Clause 13.4.
    pub bindings: Vec<NavigationPropertyBinding<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 13.4, `edm:NavigationPropertyBinding`.
#[derive(Debug, Clone)]
pub struct NavigationPropertyBinding<'a> {
    /// The start tag.
    pub span: Span,
    /// Clause 13.4.1: the path to the navigation property.
    pub path: Str<'a>,
    /// Clause 13.4.2: the set or singleton that its targets are in.
    pub target: Str<'a>,
}

/// Clause 13.5, `edm:ActionImport`.
#[derive(Debug, Clone)]
pub struct ActionImport<'a> {
    /// The start tag.
    pub span: Span,
    /// The name: the first segment of paths.
    pub name: Str<'a>,
    /// The qualified name of an unbound action.
    pub action: Str<'a>,
    /// The set that the result is in.
    pub entity_set: Option<Str<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 13.6, `edm:FunctionImport`.
#[derive(Debug, Clone)]
pub struct FunctionImport<'a> {
    /// The start tag.
    pub span: Span,
    /// The name: the first segment of paths.
    pub name: Str<'a>,
    /// The qualified name of unbound functions.
    pub function: Str<'a>,
    /// The set that the result is in.
    pub entity_set: Option<Str<'a>>,
    /// Whether the service document lists it; false where it is not said.
    pub include_in_service_document: bool,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}
