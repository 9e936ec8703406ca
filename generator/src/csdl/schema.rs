//! Clause 5: Schema.

use super::xml::{Child, Reader, Tag};
use super::{
    Annotation, Annotations, ComplexType, EntityContainer, EntityType, EnumType, Operation,
    OperationKind, Str, Term, TypeDefinition,
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

impl<'a> Reader<'a, '_> {
    pub(super) fn schema(&mut self, tag: Tag<'a>) -> Option<Schema<'a>> {
        let namespace = self.namespace_name("Namespace");
        let alias = self.alias();
        self.finish_attributes();
        let mut schema = Schema {
            span: tag.span,
            namespace: Str::default(),
            alias,
            entity_types: Vec::new(),
            complex_types: Vec::new(),
            enum_types: Vec::new(),
            type_definitions: Vec::new(),
            terms: Vec::new(),
            operations: Vec::new(),
            containers: Vec::new(),
            targets: Vec::new(),
            annotations: Vec::new(),
        };
        self.children(tag, |reader, child| {
            match child.name {
                "EntityType" => schema.entity_types.extend(reader.entity_type(child)),
                "ComplexType" => schema.complex_types.extend(reader.complex_type(child)),
                "EnumType" => schema.enum_types.extend(reader.enum_type(child)),
                "TypeDefinition" => schema
                    .type_definitions
                    .extend(reader.type_definition(child)),
                "Term" => schema.terms.extend(reader.term(child)),
                "Action" => {
                    schema
                        .operations
                        .extend(reader.operation(child, OperationKind::Action));
                }
                "Function" => {
                    schema
                        .operations
                        .extend(reader.operation(child, OperationKind::Function));
                }
                "EntityContainer" => schema.containers.extend(reader.entity_container(child)),
                "Annotations" => schema.targets.extend(reader.annotations(child)),
                "Annotation" => schema.annotations.extend(reader.annotation(child)),
                _ => return Child::Misplaced,
            }
            Child::Known
        });
        schema.namespace = namespace?;
        Some(schema)
    }
}
