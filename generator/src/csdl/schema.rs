//! Clause 5: Schema.

use super::{
    Annotation, Annotations, ComplexType, EntityContainer, EntityType, EnumType, Operation, Str,
    Term, TypeDefinition,
};
use crate::diagnostics::Span;

/// Clause 5, `edm:Schema`. Each list is in document order.
#[derive(Debug, Clone)]
pub struct Schema<'a> {
    /// The start tag.
    pub span: Span,
    /// The namespace of all it declares.
    pub namespace: Str<'a>,
    /// Clause 5.1: a short name for the namespace.
    pub alias: Option<Str<'a>>,
    /// Clause 6.
    pub entity_types: Vec<EntityType<'a>>,
    /// Clause 9.
    pub complex_types: Vec<ComplexType<'a>>,
    /// Clause 10.
    pub enum_types: Vec<EnumType<'a>>,
    /// Clause 11.
    pub type_definitions: Vec<TypeDefinition<'a>>,
    /// Clause 14.1.
    pub terms: Vec<Term<'a>>,
    /// Clause 12: actions and functions.
    pub operations: Vec<Operation<'a>>,
    /// Clause 13; a service has one.
    pub containers: Vec<EntityContainer<'a>>,
    /// Clause 5.2: annotations with external targeting. The target need not lie in this schema.
    pub targets: Vec<Annotations<'a>>,
    /// Annotations of the schema.
    pub annotations: Vec<Annotation<'a>>,
}
