//! Second pass: base types, properties and operations.

use super::Linker;
use super::lookup::Subject;
use crate::csdl::{
    Document, EnumType, NavigationProperty as NavigationSyntax, Operation as OperationSyntax,
    StructuredType, TypeRef,
};
use crate::diagnostics::Severity;
use crate::model::{
    Binding, NamespaceId, NavigationProperty, Operation, OperationId, Parameter, Property, Return,
    StructuredId, Type,
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
            let subject = Subject::Property(owner, &property.name);
            let Some(resolved) = self.require(document, &property.ty, &subject) else {
                continue;
            };
            // Others are names in JSON only.
            let is_place = matches!(resolved.ty, Type::Structured(_)) || resolved.ty.is_stream();
            if is_place && !self.is_segment(&property.name, &subject, property.span) {
                continue;
            }
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
                let problem = format!("the base type `{}` is not declared", base.name);
                let fault = (Severity::Error, "undeclared-type", problem);
                self.undeclared(document, base, &why, fault);
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
        let (target, ty) = self.offer_structured(document, &property.ty, &subject)?;
        if !self.is_segment(&property.name, &subject, property.span) {
            return None;
        }
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
        let subject = Subject::Operation(operation.kind, name);
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
            let Some(found) = self.offer(document, &first.ty, &subject) else {
                return;
            };
            binding = Some(Binding {
                ty: found.ty,
                cardinality: found.cardinality,
            });
        }
        if !self.is_segment(name, &subject, operation.span) {
            return;
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
}
