//! First pass: namespaces, aliases and the names of all types.

use super::Linker;
use crate::csdl::{Document, EnumType, Schema, StructuredType};
use crate::diagnostics::Span;
use crate::model::{
    EnumId, EnumMember, Enumeration, Facts, Kind, Namespace, NamespaceId, Primitive, Structured,
    StructuredId, Type,
};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

impl<'a> Linker<'a, '_> {
    pub(super) fn declare(&mut self, documents: &'a [Document<'a>]) {
        for document in documents {
            let mut scope = HashMap::new();
            for schema in &document.schemas {
                let id = self.declare_namespace(schema);
                scope.insert(&*schema.namespace, id);
                if let Some(alias) = &schema.alias {
                    scope.insert(&**alias, id);
                }
            }
            self.scopes.push(scope);
        }
        for (index, document) in documents.iter().enumerate() {
            self.declare_includes(index, document);
            for schema in &document.schemas {
                self.declare_types(self.scopes[index][&*schema.namespace], schema);
            }
        }
        for (index, document) in documents.iter().enumerate() {
            for schema in &document.schemas {
                self.declare_definitions(index, schema);
            }
        }
    }

    fn declare_namespace(&mut self, schema: &'a Schema<'a>) -> NamespaceId {
        let alias = schema.alias.as_deref();
        let known = self.model.prefixes.get(&*schema.namespace).copied();
        let id = known.unwrap_or_else(|| {
            let id = NamespaceId::new(self.model.namespaces.len());
            let name = &*schema.namespace;
            self.model.namespaces.push(Namespace { name, alias });
            self.model.prefixes.insert(name, id);
            id
        });
        if let Some(alias) = alias {
            self.model.prefixes.entry(alias).or_insert(id);
        }
        id
    }

    /// `edmx:Include` makes a namespace of another document known here, often by an alias.
    fn declare_includes(&mut self, index: usize, document: &'a Document<'a>) {
        let includes = document.references.iter().flat_map(|one| &one.includes);
        for include in includes {
            let id = match self.model.prefixes.get(&*include.namespace) {
                Some(id) => *id,
                None if is_vocabulary(&include.namespace) => {
                    let id = NamespaceId::new(self.model.namespaces.len());
                    let name = &*include.namespace;
                    self.model.namespaces.push(Namespace { name, alias: None });
                    self.model.prefixes.insert(name, id);
                    id
                }
                None => {
                    let namespace = &include.namespace;
                    self.diagnostics
                        .warning(
                            "include-not-given",
                            format!("the included namespace `{namespace}` is in none of the given documents"),
                            include.span,
                        )
                        .help("give the file that declares it as one more metadata file");
                    continue;
                }
            };
            if let Some(alias) = &include.alias {
                self.scopes[index].entry(alias).or_insert(id);
            }
        }
    }

    fn declare_types(&mut self, namespace: NamespaceId, schema: &'a Schema<'a>) {
        let declared = &mut self.model.declared;
        declared.entity_types += schema.entity_types.len();
        declared.complex_types += schema.complex_types.len();
        declared.enum_types += schema.enum_types.len();
        declared.operations += schema.operations.len();
        for ty in &schema.entity_types {
            self.declare_structured(namespace, Kind::Entity, &ty.structured);
        }
        for ty in &schema.complex_types {
            self.declare_structured(namespace, Kind::Complex, &ty.structured);
        }
        for ty in &schema.enum_types {
            self.declare_enum(namespace, ty);
        }
    }

    fn declare_structured(
        &mut self,
        namespace: NamespaceId,
        kind: Kind,
        ty: &'a StructuredType<'a>,
    ) {
        self.model.declared.properties += ty.properties.len();
        self.model.declared.navigation_properties += ty.navigation_properties.len();
        let id = StructuredId::new(self.model.structured.len());
        if self.claim(namespace, &ty.name, Type::Structured(id), ty.span) {
            self.model.structured.push(Structured {
                kind,
                namespace,
                name: &ty.name,
                base: None,
                is_abstract: ty.is_abstract,
                is_open: ty.is_open,
                has_stream: false,
                is_replaced: false,
                key: Vec::new(),
                alternate_keys: Vec::new(),
                properties: Vec::new(),
                navigation: Vec::new(),
                facts: Facts::default(),
                span: ty.span,
            });
        }
    }

    fn declare_enum(&mut self, namespace: NamespaceId, ty: &'a EnumType<'a>) {
        self.model.declared.enum_members += ty.members.len();
        let id = EnumId::new(self.model.enums.len());
        if !self.claim(namespace, &ty.name, Type::Enum(id), ty.span) {
            return;
        }
        let mut members: Vec<EnumMember<'a>> = Vec::with_capacity(ty.members.len());
        let mut seen = std::collections::HashSet::with_capacity(ty.members.len());
        for member in &ty.members {
            if !seen.insert(&*member.name) {
                self.diagnostics.error(
                    "duplicate-member",
                    format!(
                        "EnumType `{}` has a second Member `{}`",
                        ty.name, member.name
                    ),
                    member.span,
                );
                continue;
            }
            // CSDL 4.01, clause 10.3: without a value, one more than the member before.
            let next = members.last().map_or(0, |last| last.value.wrapping_add(1));
            members.push(EnumMember {
                name: &member.name,
                value: member.value.unwrap_or(next),
                facts: Facts::default(),
                span: member.span,
            });
        }
        self.model.enums.push(Enumeration {
            namespace,
            name: &ty.name,
            is_flags: ty.is_flags,
            members,
            facts: Facts::default(),
            span: ty.span,
        });
    }

    /// Takes a name for a type; a second type of the name is an error and left out.
    fn claim(&mut self, namespace: NamespaceId, name: &'a str, ty: Type, span: Span) -> bool {
        match self.model.by_name.entry((namespace, name)) {
            Entry::Vacant(entry) => {
                entry.insert(ty);
                true
            }
            Entry::Occupied(_) => {
                let namespace = self.model.namespaces[namespace.index()].name;
                self.diagnostics
                    .error(
                        "duplicate-type",
                        format!("`{namespace}.{name}` is declared a second time"),
                        span,
                    )
                    .help("each type name may be declared once in a namespace");
                false
            }
        }
    }

    fn declare_definitions(&mut self, document: usize, schema: &'a Schema<'a>) {
        let namespace = self.scopes[document][&*schema.namespace];
        for definition in &schema.type_definitions {
            let name = &*definition.underlying_type.name;
            match name.strip_prefix("Edm.").and_then(Primitive::parse) {
                Some(underlying) => {
                    self.definitions
                        .insert((namespace, &definition.name), underlying);
                }
                None => {
                    self.diagnostics
                        .error(
                            "undeclared-type",
                            format!(
                                "TypeDefinition `{}` rests on `{name}`, which is no primitive type",
                                definition.name
                            ),
                            definition.underlying_type.span,
                        )
                        .label("expected a type of the Edm namespace, such as Edm.String");
                }
            }
        }
    }
}

/// The namespaces of the OData vocabularies are known without their documents.
fn is_vocabulary(namespace: &str) -> bool {
    namespace.starts_with("Org.OData.") || namespace.starts_with("OData.Community.")
}
