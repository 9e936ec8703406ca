//! Clause 13: Entity Container.

use super::xml::{Child, Reader, Tag};
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
            action_imports: Vec::new(),
            function_imports: Vec::new(),
            annotations: Vec::new(),
        };
        self.children(tag, |reader, child| {
            match child.name {
                "EntitySet" => container.entity_sets.extend(reader.entity_set(child)),
                "Singleton" => container.singletons.extend(reader.singleton(child)),
                "ActionImport" => container.action_imports.extend(reader.action_import(child)),
                "FunctionImport" => container
                    .function_imports
                    .extend(reader.function_import(child)),
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

    fn action_import(&mut self, tag: Tag<'a>) -> Option<ActionImport<'a>> {
        let name = self.name();
        let action = self.required("Action");
        let entity_set = self.optional("EntitySet");
        self.finish_attributes();
        let annotations = self.annotations_in(tag);
        let span = tag.span;
        Some(ActionImport {
            span,
            name: name?,
            action: action?,
            entity_set,
            annotations,
        })
    }

    fn function_import(&mut self, tag: Tag<'a>) -> Option<FunctionImport<'a>> {
        let name = self.name();
        let function = self.required("Function");
        let entity_set = self.optional("EntitySet");
        let include_in_service_document = self.boolean("IncludeInServiceDocument").unwrap_or(false);
        self.finish_attributes();
        let annotations = self.annotations_in(tag);
        Some(FunctionImport {
            span: tag.span,
            name: name?,
            function: function?,
            entity_set,
            include_in_service_document,
            annotations,
        })
    }
}
