//! From drafts to the syntax tree of CSDL.

use super::draft::{Catalog, Enumeration, Navigation, Operation, Root, Structured, Type, Use};
use super::names::GRAPH;
use super::settle;
use crate::csdl::{
    Annotation, Cardinality, ComplexType, Document, EntityContainer, EntitySet, EntityType,
    EnumType, Expression, ExpressionKind, Facets, Key, Member, NavigationProperty, OperationKind,
    Parameter, Property, PropertyRef, PropertyValue, Record, ReturnType, Schema, Singleton,
    StructuredType, TypeRef,
};
use crate::diagnostics::Span;
use crate::docs::page::Method;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What the container is called; the name stands nowhere but in the tree.
const CONTAINER: &str = "GraphService";

/// Writes all drafts down.
pub(super) fn document<'s>(catalog: &Catalog<'s>, span: Span) -> Document<'s> {
    let owned = settle::owned(catalog);
    let writer = Writer {
        catalog,
        owned: &owned,
    };
    // The main namespace first: it has the container.
    let mut schemas = BTreeMap::new();
    schemas.insert((false, GRAPH), schema(GRAPH, span));
    for ty in &catalog.structured {
        let namespace = ty.name.namespace.as_str();
        let target = entry(&mut schemas, namespace, ty.span);
        if ty.is_entity {
            target.entity_types.push(writer.entity_type(ty));
        } else {
            let structured = writer.structured(ty);
            target.complex_types.push(ComplexType { structured });
        }
        for operation in &ty.operations {
            let namespace = operation.namespace.as_deref().unwrap_or(GRAPH);
            let written = writer.operation(ty, operation);
            entry(&mut schemas, namespace, operation.span)
                .operations
                .push(written);
        }
    }
    for ty in &catalog.enums {
        // One without members is a string wherever it is used.
        if !ty.members.is_empty() {
            let target = entry(&mut schemas, &ty.name.namespace, ty.span);
            target.enum_types.push(enum_type(ty));
        }
    }
    let container = writer.container(span);
    entry(&mut schemas, GRAPH, span).containers.push(container);
    Document {
        span,
        version: Cow::Borrowed("4.0"),
        references: Vec::new(),
        schemas: schemas.into_values().collect(),
    }
}

fn entry<'m, 'c, 's>(
    schemas: &'m mut BTreeMap<(bool, &'c str), Schema<'s>>,
    namespace: &'c str,
    span: Span,
) -> &'m mut Schema<'s> {
    schemas
        .entry((namespace != GRAPH, namespace))
        .or_insert_with(|| schema(namespace, span))
}

fn schema<'s>(namespace: &str, span: Span) -> Schema<'s> {
    Schema {
        span,
        namespace: Cow::Owned(namespace.to_owned()),
        alias: None,
        entity_types: Vec::new(),
        complex_types: Vec::new(),
        enum_types: Vec::new(),
        type_definitions: Vec::new(),
        terms: Vec::new(),
        operations: Vec::new(),
        containers: Vec::new(),
        targets: Vec::new(),
        annotations: Vec::new(),
    }
}

struct Writer<'w, 's> {
    catalog: &'w Catalog<'s>,
    /// The types that have a place of their own.
    owned: &'w HashSet<usize>,
}

impl<'s> Writer<'_, 's> {
    fn entity_type(&self, ty: &Structured<'s>) -> EntityType<'s> {
        EntityType {
            structured: self.structured(ty),
            has_stream: ty.has_stream,
            key: ty.key.as_ref().map(|(name, span)| Key {
                span: *span,
                property_refs: vec![PropertyRef {
                    span: *span,
                    path: name.clone(),
                    alias: None,
                }],
                annotations: Vec::new(),
            }),
        }
    }

    fn structured(&self, ty: &Structured<'s>) -> StructuredType<'s> {
        let properties = ty.properties.iter().map(|one| Property {
            span: one.span,
            name: one.name.clone(),
            ty: self.type_ref(one.ty),
            nullable: None,
            facets: Facets::default(),
            default_value: None,
            annotations: match &one.verbs {
                Some(verbs) => restrictions(verbs, one.span),
                None => Vec::new(),
            },
        });
        let navigation = ty.navigation.iter().map(|one| self.navigation(one));
        StructuredType {
            span: ty.span,
            name: Cow::Owned(ty.name.name.clone()),
            base_type: ty.base.as_ref().map(|(name, span)| {
                // As its own description spells it.
                let found = self.catalog.find_structured(name);
                let name = found.map_or(name, |index| &self.catalog.structured[index].name);
                TypeRef {
                    span: *span,
                    name: Cow::Owned(name.qualified()),
                    cardinality: Cardinality::One,
                }
            }),
            is_abstract: ty.is_abstract,
            is_open: ty.is_open,
            properties: properties.collect(),
            navigation_properties: navigation.collect(),
            annotations: Vec::new(),
        }
    }

    fn navigation(&self, one: &Navigation<'s>) -> NavigationProperty<'s> {
        let contains_target = settle::contains(one, self.owned);
        let mut annotations = Vec::new();
        if contains_target {
            annotations = restrictions(&one.verbs, one.span);
        } else if one.is_referenced {
            annotations.extend(grants(&one.verbs, one.span));
        } else {
            let no = [("Referenceable", ExpressionKind::Bool(false))];
            annotations.push(record("NavigationRestrictions", no, one.span));
        }
        NavigationProperty {
            span: one.span,
            name: one.name.clone(),
            ty: self.type_ref(Use {
                ty: Type::Structured(one.target),
                cardinality: one.cardinality,
                span: one.span,
            }),
            nullable: None,
            partner: None,
            contains_target,
            referential_constraints: Vec::new(),
            on_delete: None,
            annotations,
        }
    }

    fn operation(
        &self,
        owner: &Structured<'s>,
        operation: &Operation<'s>,
    ) -> crate::csdl::Operation<'s> {
        let parameter = |name, span, ty, nullable| Parameter {
            span,
            name,
            ty,
            nullable,
            facets: Facets::default(),
            annotations: Vec::new(),
        };
        let binding = TypeRef {
            span: operation.span,
            name: Cow::Owned(owner.name.qualified()),
            cardinality: operation.binding,
        };
        let binding = parameter(
            Cow::Borrowed("bindingParameter"),
            operation.span,
            binding,
            None,
        );
        // What a path shows in parentheses stands there in every call.
        let nullable = (operation.kind == OperationKind::Function).then_some(false);
        let parameters = operation
            .parameters
            .iter()
            .map(|one| parameter(one.name.clone(), one.span, self.type_ref(one.ty), nullable));
        crate::csdl::Operation {
            span: operation.span,
            kind: operation.kind,
            name: operation.name.clone(),
            is_bound: true,
            entity_set_path: None,
            is_composable: operation.is_composable,
            parameters: std::iter::once(binding).chain(parameters).collect(),
            return_type: operation.returns.map(|returns| ReturnType {
                span: returns.span,
                ty: self.type_ref(returns),
                nullable: None,
                facets: Facets::default(),
                annotations: Vec::new(),
            }),
            annotations: Vec::new(),
        }
    }

    fn container(&self, span: Span) -> EntityContainer<'s> {
        let mut container = EntityContainer {
            span,
            name: Cow::Borrowed(CONTAINER),
            extends: None,
            entity_sets: Vec::new(),
            singletons: Vec::new(),
            imports: Vec::new(),
            annotations: Vec::new(),
        };
        for root in &self.catalog.roots {
            let annotations = restrictions(&root.verbs, root.span);
            match root.cardinality {
                Cardinality::Many => container.entity_sets.push(EntitySet {
                    span: root.span,
                    name: root.name.clone(),
                    entity_type: self.root_type(root),
                    include_in_service_document: true,
                    bindings: Vec::new(),
                    annotations,
                }),
                Cardinality::One => container.singletons.push(Singleton {
                    span: root.span,
                    name: root.name.clone(),
                    ty: self.root_type(root),
                    nullable: None,
                    bindings: Vec::new(),
                    annotations,
                }),
            }
        }
        container
    }

    fn root_type(&self, root: &Root<'_>) -> TypeRef<'s> {
        self.type_ref(Use {
            ty: Type::Structured(root.ty),
            cardinality: Cardinality::One,
            span: root.span,
        })
    }

    fn type_ref(&self, of: Use) -> TypeRef<'s> {
        let name = match of.ty {
            Type::Primitive(ty) => format!("Edm.{}", ty.name()),
            Type::Structured(index) => self.catalog.structured[index].name.qualified(),
            Type::Enum(index) => match &self.catalog.enums[index] {
                ty if ty.members.is_empty() => "Edm.String".to_owned(),
                ty => ty.name.qualified(),
            },
        };
        TypeRef {
            span: of.span,
            name: Cow::Owned(name),
            cardinality: of.cardinality,
        }
    }
}

fn enum_type<'s>(ty: &Enumeration<'s>) -> EnumType<'s> {
    let members = ty.members.iter().map(|one| Member {
        span: one.span,
        name: one.name.clone(),
        value: one.value,
        annotations: Vec::new(),
    });
    EnumType {
        span: ty.span,
        name: Cow::Owned(ty.name.name.clone()),
        underlying_type: None,
        is_flags: ty.is_flags,
        members: members.collect(),
        annotations: Vec::new(),
    }
}

/// Says which verbs are shown, and that others are not there.
fn restrictions<'s>(verbs: &BTreeSet<Method>, span: Span) -> Vec<Annotation<'s>> {
    let has = |verb| ExpressionKind::Bool(verbs.contains(&verb));
    let mut update = vec![("Updatable", {
        ExpressionKind::Bool(verbs.contains(&Method::Patch) || verbs.contains(&Method::Put))
    })];
    if verbs.contains(&Method::Put) && !verbs.contains(&Method::Patch) {
        let put = "Org.OData.Capabilities.V1.HttpMethod/PUT";
        update.push((
            "UpdateMethod",
            ExpressionKind::EnumMember(Cow::Borrowed(put)),
        ));
    }
    vec![
        record("ReadRestrictions", [("Readable", has(Method::Get))], span),
        record(
            "InsertRestrictions",
            [("Insertable", has(Method::Post))],
            span,
        ),
        record("UpdateRestrictions", update, span),
        record(
            "DeleteRestrictions",
            [("Deletable", has(Method::Delete))],
            span,
        ),
    ]
}

/// Says which writes are shown.
fn grants<'s>(verbs: &BTreeSet<Method>, span: Span) -> Vec<Annotation<'s>> {
    let terms = [
        (Method::Post, "InsertRestrictions", "Insertable"),
        (Method::Patch, "UpdateRestrictions", "Updatable"),
        (Method::Delete, "DeleteRestrictions", "Deletable"),
    ];
    let shown = terms.iter().filter(|(verb, ..)| verbs.contains(verb));
    shown
        .map(|(_, term, property)| record(term, [(*property, ExpressionKind::Bool(true))], span))
        .collect()
}

/// A capability record.
fn record<'s>(
    term: &'static str,
    properties: impl IntoIterator<Item = (&'static str, ExpressionKind<'s>)>,
    span: Span,
) -> Annotation<'s> {
    let expression = |kind| Expression {
        span,
        kind,
        annotations: Vec::new(),
    };
    let properties = properties.into_iter().map(|(name, kind)| PropertyValue {
        span,
        property: Cow::Borrowed(name),
        value: Some(expression(kind)),
        annotations: Vec::new(),
    });
    let record = Record {
        span,
        ty: None,
        properties: properties.collect(),
        annotations: Vec::new(),
    };
    Annotation {
        span,
        term: Cow::Owned(format!("Org.OData.Capabilities.V1.{term}")),
        qualifier: None,
        value: Some(expression(ExpressionKind::Record(record))),
        annotations: Vec::new(),
    }
}
