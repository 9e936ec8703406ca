//! What the metadata says of types and properties, straight from the syntax tree: nothing of the
//! generator behind its parser has a part in this.

use msgraph_bindgen::csdl::{Cardinality, Schema, StructuredType, TypeRef};
use msgraph_bindgen::diagnostics::{Diagnostics, Sources};
use msgraph_bindgen::pipeline;
use std::collections::HashMap;

/// The declared types.
#[derive(Debug, Default)]
pub struct Facts {
    structured: HashMap<String, Structured>,
    enums: HashMap<String, Enumeration>,
    definitions: HashMap<String, String>,
}

#[derive(Debug)]
struct Structured {
    base: Option<String>,
    properties: Vec<Property>,
}

/// An enumeration type.
#[derive(Debug)]
pub(super) struct Enumeration {
    pub(super) is_flags: bool,
    pub(super) members: Vec<String>,
}

/// A structural property.
#[derive(Debug, Clone)]
pub(super) struct Property {
    pub(super) name: String,
    /// The qualified name of the (element) type.
    pub(super) ty: String,
    pub(super) cardinality: Cardinality,
}

/// What a type name means.
pub(super) enum Meaning<'f> {
    Primitive(&'f str),
    Enumeration(&'f Enumeration),
    Structured,
    Undeclared,
}

impl Facts {
    /// The facts of all sources.
    pub fn read(sources: &Sources) -> Self {
        let documents = pipeline::parse(sources, &mut Diagnostics::new());
        let schemas = || documents.iter().flat_map(|document| &document.schemas);
        let aliases: HashMap<&str, &str> = schemas()
            .filter_map(|schema| Some((schema.alias.as_deref()?, &*schema.namespace)))
            .collect();
        let full = |ty: &TypeRef<'_>| {
            let (prefix, name) = ty.name.rsplit_once('.').unwrap_or(("Edm", &ty.name));
            format!("{}.{name}", aliases.get(prefix).unwrap_or(&prefix))
        };
        let mut facts = Self::default();
        for schema in schemas() {
            facts.declare(schema, &full);
        }
        facts
    }

    fn declare(&mut self, schema: &Schema<'_>, full: &dyn Fn(&TypeRef<'_>) -> String) {
        let qualified = |name: &str| format!("{}.{name}", schema.namespace);
        let entities = schema.entity_types.iter().map(|one| &one.structured);
        let complex = schema.complex_types.iter().map(|one| &one.structured);
        for one in entities.chain(complex) {
            let one: &StructuredType<'_> = one;
            let property = |property: &msgraph_bindgen::csdl::Property<'_>| Property {
                name: property.name.to_string(),
                ty: full(&property.ty),
                cardinality: property.ty.cardinality,
            };
            let declared = Structured {
                base: one.base_type.as_ref().map(full),
                properties: one.properties.iter().map(property).collect(),
            };
            self.structured.insert(qualified(&one.name), declared);
        }
        for one in &schema.enum_types {
            let declared = Enumeration {
                is_flags: one.is_flags,
                members: one
                    .members
                    .iter()
                    .map(|member| member.name.to_string())
                    .collect(),
            };
            self.enums.insert(qualified(&one.name), declared);
        }
        for one in &schema.type_definitions {
            self.definitions
                .insert(qualified(&one.name), full(&one.underlying_type));
        }
    }

    /// All properties of a type, its bases' included.
    pub(super) fn properties(&self, wire: &str) -> Vec<&Property> {
        let mut found = Vec::new();
        let mut next = Some(wire);
        // Inheritance is finite in any file that the generator takes.
        while let Some(declared) = next.and_then(|name| self.structured.get(name)) {
            found.extend(&declared.properties);
            next = declared.base.as_deref();
        }
        found
    }

    /// What a type name means.
    pub(super) fn meaning<'f>(&'f self, ty: &'f str) -> Meaning<'f> {
        let ty = self.definitions.get(ty).map_or(ty, String::as_str);
        if let Some(primitive) = ty.strip_prefix("Edm.") {
            Meaning::Primitive(primitive)
        } else if let Some(declared) = self.enums.get(ty) {
            Meaning::Enumeration(declared)
        } else if self.structured.contains_key(ty) {
            Meaning::Structured
        } else {
            Meaning::Undeclared
        }
    }
}
