//! Second pass: base types, properties, operations and the entity container.

use super::{Linker, Unresolved};
use crate::csdl::{
    Document, EnumType, NavigationProperty as NavigationSyntax, Operation as OperationSyntax,
    Schema, StructuredType, TypeRef,
};
use crate::diagnostics::Span;
use crate::model::{
    Binding, Child, ChildKind, Facts, NamespaceId, NavigationProperty, Operation, OperationId,
    Parameter, Property, Return, StructuredId, Type, TypeUse,
};

impl<'a> Linker<'a, '_> {
    pub(super) fn resolve(&mut self, documents: &'a [Document<'a>]) {
        for (index, document) in documents.iter().enumerate() {
            for schema in &document.schemas {
                let namespace = self.scopes[index][&*schema.namespace];
                for ty in &schema.entity_types {
                    let Some(id) = self.own(namespace, &ty.structured) else {
                        continue;
                    };
                    let target = &mut self.model.structured[id.index()];
                    target.has_stream = ty.has_stream;
                    if let Some(key) = &ty.key {
                        let refs = key.property_refs.iter();
                        target.key = refs
                            .map(|one| one.alias.as_deref().unwrap_or(&one.path))
                            .collect();
                    }
                    self.resolve_structured(index, id, &ty.structured);
                }
                for ty in &schema.complex_types {
                    if let Some(id) = self.own(namespace, &ty.structured) {
                        self.resolve_structured(index, id, &ty.structured);
                    }
                }
                for ty in &schema.enum_types {
                    self.resolve_enum(index, namespace, ty);
                }
                for operation in &schema.operations {
                    self.resolve_operation(index, namespace, operation);
                }
            }
        }
        for (index, document) in documents.iter().enumerate() {
            for schema in &document.schemas {
                self.resolve_containers(index, schema);
            }
        }
    }

    /// The id of a type, where this declaration of it is the one that counts.
    fn own(&self, namespace: NamespaceId, ty: &StructuredType<'a>) -> Option<StructuredId> {
        match self.model.by_name.get(&(namespace, &*ty.name))? {
            Type::Structured(id) if self.model[*id].span == ty.span => Some(*id),
            _ => None,
        }
    }

    fn resolve_structured(
        &mut self,
        document: usize,
        id: StructuredId,
        ty: &'a StructuredType<'a>,
    ) {
        let facts = self.facts(document, &ty.annotations);
        let base = ty
            .base_type
            .as_ref()
            .and_then(|base| self.resolve_base(document, id, base));
        let mut properties = Vec::with_capacity(ty.properties.len());
        let owner = &*ty.name;
        for property in &ty.properties {
            let what = Subject::Property(owner, &property.name);
            let Some(resolved) = self.require(document, &property.ty, &what) else {
                continue;
            };
            properties.push(Property {
                name: &property.name,
                ty: resolved,
                nullable: property.nullable.unwrap_or(true),
                facts: self.facts(document, &property.annotations),
                span: property.span,
            });
        }
        let mut navigation = Vec::with_capacity(ty.navigation_properties.len());
        for property in &ty.navigation_properties {
            navigation.extend(self.resolve_navigation(document, owner, property));
        }
        let target = &mut self.model.structured[id.index()];
        target.base = base;
        target.facts = facts;
        target.properties = properties;
        target.navigation = navigation;
    }

    fn resolve_base(
        &mut self,
        document: usize,
        id: StructuredId,
        base: &'a TypeRef<'a>,
    ) -> Option<StructuredId> {
        let kind = self.model[id].kind;
        match self.find(document, &base.name) {
            Ok(Type::Structured(found)) if self.model[found].kind == kind => Some(found),
            Ok(_) => {
                let name = self.model[id].name;
                self.diagnostics
                    .error(
                        "wrong-base-type",
                        format!("`{}` cannot be the base type of `{name}`", base.name),
                        base.span,
                    )
                    .label("expected a type of the same kind: entity type or complex type");
                None
            }
            Err(why) => {
                let hint = self.explain(document, &base.name, &why);
                self.diagnostics
                    .error(
                        "undeclared-type",
                        format!("the base type `{}` is not declared", base.name),
                        base.span,
                    )
                    .label(hint);
                None
            }
        }
    }

    fn resolve_navigation(
        &mut self,
        document: usize,
        owner: &str,
        property: &'a NavigationSyntax<'a>,
    ) -> Option<NavigationProperty<'a>> {
        let subject = Subject::Navigation(owner, &property.name);
        let ty = self.offer(document, &property.ty, &subject)?;
        let Type::Structured(target) = ty.ty else {
            self.diagnostics
                .warning(
                    "not-an-entity-type",
                    format!("{subject} leads to `{}`, left out", property.ty.name),
                    property.ty.span,
                )
                .label("expected an entity type");
            return None;
        };
        Some(NavigationProperty {
            name: &property.name,
            ty,
            target,
            contains_target: property.contains_target,
            required_query: &[],
            facts: self.facts(document, &property.annotations),
            span: property.span,
        })
    }

    fn resolve_enum(&mut self, document: usize, namespace: NamespaceId, ty: &'a EnumType<'a>) {
        let Some(Type::Enum(id)) = self.model.by_name.get(&(namespace, &*ty.name)).copied() else {
            return;
        };
        if self.model[id].span != ty.span {
            return;
        }
        let facts = self.facts(document, &ty.annotations);
        self.model.enums[id.index()].facts = facts;
        let annotated = ty.members.iter().filter(|one| !one.annotations.is_empty());
        for member in annotated {
            let facts = self.facts(document, &member.annotations);
            let members = &mut self.model.enums[id.index()].members;
            if let Some(found) = members.iter_mut().find(|one| one.span == member.span) {
                found.facts = facts;
            }
        }
    }

    fn resolve_operation(
        &mut self,
        document: usize,
        namespace: NamespaceId,
        operation: &'a OperationSyntax<'a>,
    ) {
        let name = &*operation.name;
        let mut parameters = operation.parameters.iter();
        let mut binding = None;
        if operation.is_bound {
            let Some(first) = parameters.next() else {
                self.diagnostics
                    .error(
                        "no-binding-parameter",
                        format!("the bound operation `{name}` has no parameter to bind to"),
                        operation.span,
                    )
                    .label("expected a first Parameter: the binding parameter");
                return;
            };
            let subject = Subject::Binding(name);
            let Some(found) = self.offer(document, &first.ty, &subject) else {
                return;
            };
            binding = Some(Binding {
                ty: found.ty,
                cardinality: found.cardinality,
            });
        }
        let mut resolved: Vec<Parameter<'a>> = Vec::new();
        for parameter in parameters {
            let subject = Subject::Parameter(name, &parameter.name);
            if resolved.iter().any(|one| one.name == parameter.name) {
                self.diagnostics.error(
                    "duplicate-parameter",
                    format!("{subject} is declared a second time"),
                    parameter.span,
                );
                continue;
            }
            let Some(ty) = self.require(document, &parameter.ty, &subject) else {
                continue;
            };
            resolved.push(Parameter {
                name: &parameter.name,
                ty,
                nullable: parameter.nullable.unwrap_or(true),
                optional: false,
                facts: self.facts(document, &parameter.annotations),
                span: parameter.span,
            });
        }
        let returns = operation.return_type.as_ref().and_then(|returns| {
            let ty = self.require(document, &returns.ty, &Subject::Return(name))?;
            let nullable = returns.nullable;
            Some(Return { ty, nullable })
        });
        let id = OperationId::new(self.model.operations.len());
        if let Some(binding) = binding {
            self.model.bound.entry(binding).or_default().push(id);
        }
        let facts = self.facts(document, &operation.annotations);
        self.model.operations.push(Operation {
            kind: operation.kind,
            namespace,
            name,
            binding,
            is_composable: operation.is_composable,
            parameters: resolved,
            returns,
            facts,
            span: operation.span,
        });
    }

    fn resolve_containers(&mut self, document: usize, schema: &'a Schema<'a>) {
        let namespace = self.scopes[document][&*schema.namespace];
        for container in &schema.containers {
            self.containers.push((namespace, &container.name));
            for set in &container.entity_sets {
                let subject = Subject::EntitySet(&set.name);
                let entity = self.entity(document, &set.entity_type, &subject);
                let facts = self.facts(document, &set.annotations);
                if let Some(id) = entity {
                    self.add_child(&set.name, ChildKind::EntitySet(id), facts, set.span);
                }
            }
            for singleton in &container.singletons {
                let subject = Subject::Singleton(&singleton.name);
                let entity = self.entity(document, &singleton.ty, &subject);
                let facts = self.facts(document, &singleton.annotations);
                if let Some(id) = entity {
                    self.add_child(
                        &singleton.name,
                        ChildKind::Singleton(id),
                        facts,
                        singleton.span,
                    );
                }
            }
            for import in &container.action_imports {
                let facts = self.facts(document, &import.annotations);
                self.resolve_import(document, &import.name, &import.action, facts, import.span);
            }
            for import in &container.function_imports {
                let facts = self.facts(document, &import.annotations);
                self.resolve_import(document, &import.name, &import.function, facts, import.span);
            }
        }
    }

    fn resolve_import(
        &mut self,
        document: usize,
        name: &'a str,
        operation: &'a str,
        facts: Facts<'a>,
        span: Span,
    ) {
        let found = self
            .split(document, operation)
            .and_then(|(namespace, name)| {
                let unbound = |one: &Operation<'_>| {
                    one.namespace == namespace && one.name == name && one.binding.is_none()
                };
                self.model.operations.iter().position(unbound)
            });
        match found {
            Some(index) => {
                let kind = ChildKind::OperationImport(OperationId::new(index));
                self.add_child(name, kind, facts, span);
            }
            None => {
                self.diagnostics.warning(
                    "undeclared-operation",
                    format!("the import `{name}` names `{operation}`, which is no unbound operation; left out"),
                    span,
                );
            }
        }
    }

    fn entity(
        &mut self,
        document: usize,
        reference: &'a TypeRef<'a>,
        subject: &Subject<'_>,
    ) -> Option<StructuredId> {
        match self.offer(document, reference, subject)?.ty {
            Type::Structured(id) => Some(id),
            Type::Primitive(_) | Type::Enum(_) => {
                self.diagnostics
                    .warning(
                        "not-an-entity-type",
                        format!("{subject} is of `{}`, left out", reference.name),
                        reference.span,
                    )
                    .label("expected an entity type");
                None
            }
        }
    }

    fn add_child(&mut self, name: &'a str, kind: ChildKind, facts: Facts<'a>, span: Span) {
        if self.model.children.iter().any(|child| child.name == name) {
            self.diagnostics.error(
                "duplicate-container-child",
                format!("the entity container has a second child `{name}`"),
                span,
            );
            return;
        }
        self.model.children.push(Child {
            name,
            kind,
            facts,
            span,
        });
    }

    /// Resolves a type without which the item would be wrong: its absence is an error.
    fn require(
        &mut self,
        document: usize,
        reference: &'a TypeRef<'a>,
        subject: &Subject<'_>,
    ) -> Option<TypeUse> {
        match self.find_use(document, reference) {
            Ok(found) => Some(found),
            Err(why) => {
                let hint = self.explain(document, &reference.name, &why);
                self.diagnostics
                    .error(
                        "undeclared-type",
                        format!("the type `{}` of {subject} is not declared", reference.name),
                        reference.span,
                    )
                    .label(hint);
                None
            }
        }
    }

    /// Resolves a type whose absence leaves the item out, with a warning.
    fn offer(
        &mut self,
        document: usize,
        reference: &'a TypeRef<'a>,
        subject: &Subject<'_>,
    ) -> Option<TypeUse> {
        match self.find_use(document, reference) {
            Ok(found) => Some(found),
            Err(why) => {
                let hint = self.explain(document, &reference.name, &why);
                self.left_out(subject, &reference.name, reference.span, hint, &why);
                None
            }
        }
    }

    fn left_out(
        &mut self,
        subject: &Subject<'_>,
        name: &str,
        span: Span,
        hint: String,
        why: &Unresolved,
    ) {
        let kind = match why {
            Unresolved::Namespace => "undeclared-namespace",
            Unresolved::Name => "undeclared-target",
        };
        self.diagnostics
            .warning(
                kind,
                format!("{subject} is left out: its type `{name}` is not declared"),
                span,
            )
            .label(hint);
    }
}

/// What a type reference belongs to, in CSDL's words.
enum Subject<'s> {
    Property(&'s str, &'s str),
    Navigation(&'s str, &'s str),
    Parameter(&'s str, &'s str),
    Binding(&'s str),
    Return(&'s str),
    EntitySet(&'s str),
    Singleton(&'s str),
}

impl std::fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Property(owner, name) => write!(f, "Property `{owner}/{name}`"),
            Self::Navigation(owner, name) => write!(f, "NavigationProperty `{owner}/{name}`"),
            Self::Parameter(owner, name) => write!(f, "Parameter `{name}` of `{owner}`"),
            Self::Binding(owner) => write!(f, "the binding parameter of `{owner}`"),
            Self::Return(owner) => write!(f, "the ReturnType of `{owner}`"),
            Self::EntitySet(name) => write!(f, "EntitySet `{name}`"),
            Self::Singleton(name) => write!(f, "Singleton `{name}`"),
        }
    }
}
