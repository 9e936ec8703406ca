//! Clause 13: Entity Container.

use super::xml::{Child, Reader, Tag};
use super::{Annotation, OperationKind, Str, TypeRef};
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
    /// Clauses 13.5 and 13.6.
    pub imports: Vec<OperationImport<'a>>,
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

/// Clauses 13.5 and 13.6, `edm:ActionImport` and `edm:FunctionImport`.
#[derive(Debug, Clone)]
pub struct OperationImport<'a> {
    /// The start tag.
    pub span: Span,
    /// Action or function.
    pub kind: OperationKind,
    /// The name: the first segment of paths.
    pub name: Str<'a>,
    /// The qualified name of an unbound action, or of unbound functions.
    pub operation: Str<'a>,
    /// The set that the result is in.
    pub entity_set: Option<Str<'a>>,
    /// Whether the service document lists it, as it may list functions; false where it is not said.
    pub include_in_service_document: bool,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// What entity sets and singletons have inside.
type SetContent<'a> = (Vec<NavigationPropertyBinding<'a>>, Vec<Annotation<'a>>);

impl<'a> Reader<'a, '_> {
    pub(super) fn entity_container(&mut self, tag: Tag<'a>) -> Option<EntityContainer<'a>> {
        let name = self.name();
        let extends = self.optional("Extends");
        self.finish_attributes();
        let mut container = EntityContainer {
            span: tag.span,
            name: Str::default(),
            extends,
            entity_sets: Vec::new(),
            singletons: Vec::new(),
            imports: Vec::new(),
            annotations: Vec::new(),
        };
        self.children(tag, |reader, child| {
            match child.name {
                "EntitySet" => container.entity_sets.extend(reader.entity_set(child)),
                "Singleton" => container.singletons.extend(reader.singleton(child)),
                "ActionImport" => {
                    let import = reader.operation_import(child, OperationKind::Action);
                    container.imports.extend(import);
                }
                "FunctionImport" => {
                    let import = reader.operation_import(child, OperationKind::Function);
                    container.imports.extend(import);
                }
                "Annotation" => container.annotations.extend(reader.annotation(child)),
                _ => return Child::Misplaced,
            }
            Child::Known
        });
        container.name = name?;
        Some(container)
    }

    fn entity_set(&mut self, tag: Tag<'a>) -> Option<EntitySet<'a>> {
        let name = self.name();
        let entity_type = self.required_type("EntityType");
        let include_in_service_document = self.boolean("IncludeInServiceDocument").unwrap_or(true);
        self.finish_attributes();
        let (bindings, annotations) = self.set_content(tag);
        Some(EntitySet {
            span: tag.span,
            name: name?,
            entity_type: entity_type?,
            include_in_service_document,
            bindings,
            annotations,
        })
    }

    fn singleton(&mut self, tag: Tag<'a>) -> Option<Singleton<'a>> {
        let name = self.name();
        let ty = self.required_type("Type");
        let nullable = self.boolean("Nullable");
        self.finish_attributes();
        let (bindings, annotations) = self.set_content(tag);
        Some(Singleton {
            span: tag.span,
            name: name?,
            ty: ty?,
            nullable,
            bindings,
            annotations,
        })
    }

    fn set_content(&mut self, tag: Tag<'a>) -> SetContent<'a> {
        let mut bindings = Vec::new();
        let mut annotations = Vec::new();
        self.children(tag, |reader, child| {
            match child.name {
                "NavigationPropertyBinding" => bindings.extend(reader.binding(child)),
                "Annotation" => annotations.extend(reader.annotation(child)),
                _ => return Child::Misplaced,
            }
            Child::Known
        });
        (bindings, annotations)
    }

    fn binding(&mut self, tag: Tag<'a>) -> Option<NavigationPropertyBinding<'a>> {
        let path = self.required("Path");
        let target = self.required("Target");
        self.finish_attributes();
        self.no_children(tag);
        Some(NavigationPropertyBinding {
            span: tag.span,
            path: path?,
            target: target?,
        })
    }

    fn operation_import(
        &mut self,
        tag: Tag<'a>,
        kind: OperationKind,
    ) -> Option<OperationImport<'a>> {
        let name = self.name();
        let (operation, is_listed) = match kind {
            OperationKind::Action => (self.required("Action"), None),
            OperationKind::Function => {
                let function = self.required("Function");
                (function, self.boolean("IncludeInServiceDocument"))
            }
        };
        let entity_set = self.optional("EntitySet");
        self.finish_attributes();
        let annotations = self.annotations_in(tag);
        Some(OperationImport {
            span: tag.span,
            kind,
            name: name?,
            operation: operation?,
            entity_set,
            include_in_service_document: is_listed.unwrap_or(false),
            annotations,
        })
    }
}
