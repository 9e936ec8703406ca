//! One resolved, linked picture of the API.
//!
//! [`link`] reads the syntax trees of all documents and answers a [`Model`]: every name that the
//! input uses is resolved, every annotation stands at its target, inheritance and overloads are
//! known. What cannot be resolved is reported; an undeclared type of a property, parameter or
//! return is an error, an undeclared type of a navigation property, singleton or entity set leaves
//! that item out with a warning, since such files are published.

mod documentation;
mod facts;
mod ids;
mod link;
mod operation;
pub mod path;
mod primitive;
pub mod repair;
mod service;
mod structured;

pub use documentation::{Documentation, Grant, Member, PageFacts, Prose, RequestFacts};
pub use facts::{Deprecation, Fact, Facts, Restriction, Term};
pub use ids::{EnumId, NamespaceId, OperationId, StructuredId};
pub(crate) use link::NO_SEGMENT;
pub use link::link;
pub use operation::{Binding, Operation, Parameter, Return};
pub use primitive::Primitive;
pub use service::{Child, ChildKind};
pub use structured::{
    AlternateKey, EnumMember, Enumeration, Kind, NavigationProperty, Property, Structured,
};

use crate::csdl::Cardinality;
use crate::diagnostics::Span;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A declared schema namespace.
#[derive(Debug, Clone)]
pub struct Namespace<'a> {
    /// The name, as in `microsoft.graph.callRecords`.
    pub name: &'a str,
    /// The alias that the schema gives itself.
    pub alias: Option<&'a str>,
}

/// What a type reference names, after type definitions and repairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// A type of the `Edm` namespace.
    Primitive(Primitive),
    /// An entity type or a complex type.
    Structured(StructuredId),
    /// An enumeration type.
    Enum(EnumId),
}

impl Type {
    /// Whether it is `Edm.Stream`: content at a path of its own, never a value in JSON.
    pub fn is_stream(self) -> bool {
        self == Self::Primitive(Primitive::Stream)
    }
}

/// A use of a type: by a property, a parameter, a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypeUse {
    /// The (element) type.
    pub ty: Type,
    /// Whether it stands alone or in a collection.
    pub cardinality: Cardinality,
    /// Where the input says so.
    pub span: Span,
}

/// What the input declares, counted before any repair.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Declared {
    /// `EntityType` elements.
    pub entity_types: usize,
    /// `ComplexType` elements.
    pub complex_types: usize,
    /// `EnumType` elements.
    pub enum_types: usize,
    /// `Member` elements.
    pub enum_members: usize,
    /// `Property` elements.
    pub properties: usize,
    /// `NavigationProperty` elements.
    pub navigation_properties: usize,
    /// `Action` and `Function` elements.
    pub operations: usize,
}

/// The linked model of all documents of one run.
#[derive(Debug, Default)]
pub struct Model<'a> {
    /// All declared namespaces, in document order.
    pub namespaces: Vec<Namespace<'a>>,
    /// Entity types and complex types, in document order.
    pub structured: Vec<Structured<'a>>,
    /// Enumeration types, in document order.
    pub enums: Vec<Enumeration<'a>>,
    /// Actions and functions, in document order.
    pub operations: Vec<Operation<'a>>,
    /// Entity sets, singletons and operation imports of all containers.
    pub children: Vec<Child<'a>>,
    /// Operations by what they are bound to; the binding type's own, not the inherited ones.
    pub bound: HashMap<Binding, Vec<OperationId>>,
    /// Direct subtypes of each structured type, in document order.
    pub derived: Vec<Vec<StructuredId>>,
    /// Counts of what the input declares.
    pub declared: Declared,
    /// What the reference says of all this; empty without pages.
    pub documentation: Documentation<'a>,
    by_name: HashMap<(NamespaceId, &'a str), Type>,
    prefixes: HashMap<&'a str, NamespaceId>,
    root: OnceLock<Option<NamespaceId>>,
}

impl<'a> Model<'a> {
    /// The type with this qualified name (`microsoft.graph.user` or, by alias, `graph.user`).
    pub fn find(&self, qualified: &str) -> Option<Type> {
        let (prefix, name) = qualified.rsplit_once('.')?;
        if prefix == "Edm" {
            return Primitive::parse(name).map(Type::Primitive);
        }
        let namespace = *self.prefixes.get(prefix)?;
        self.by_name.get(&(namespace, name)).copied()
    }

    /// The structured type with this qualified name.
    pub fn find_structured(&self, qualified: &str) -> Option<StructuredId> {
        match self.find(qualified)? {
            Type::Structured(id) => Some(id),
            Type::Primitive(_) | Type::Enum(_) => None,
        }
    }

    /// The namespace of a type.
    pub fn namespace(&self, id: NamespaceId) -> &Namespace<'a> {
        &self.namespaces[id.index()]
    }

    /// A type's qualified name, as it stands in `@odata.type`.
    pub fn qualified(&self, id: StructuredId) -> String {
        let ty = &self[id];
        format!("{}.{}", self.namespace(ty.namespace).name, ty.name)
    }

    /// An enumeration's qualified name.
    pub fn qualified_enum(&self, id: EnumId) -> String {
        let ty = &self[id];
        format!("{}.{}", self.namespace(ty.namespace).name, ty.name)
    }

    /// The namespace whose operations stand in URLs by their names alone: `microsoft.graph`; of
    /// another service the shortest one that declares something.
    pub fn root_namespace(&self) -> Option<NamespaceId> {
        *self.root.get_or_init(|| {
            let structured = self.structured.iter().map(|one| one.namespace);
            let enums = self.enums.iter().map(|one| one.namespace);
            let operations = self.operations.iter().map(|one| one.namespace);
            let declaring = structured.chain(enums).chain(operations);
            declaring.min_by_key(|id| {
                let name = self.namespace(*id).name;
                (name != "microsoft.graph", name.len())
            })
        })
    }

    /// The segment that calls a bound operation: those of the [root namespace](Self::root_namespace) stand by their
    /// names, others qualified.
    pub fn operation_segment(&self, id: OperationId) -> String {
        let operation = &self[id];
        if self.root_namespace() == Some(operation.namespace) {
            return operation.name.to_owned();
        }
        let namespace = self.namespace(operation.namespace).name;
        format!("{namespace}.{}", operation.name)
    }

    /// Whether a prefix in front of a name stands for a namespace: its name or alias, or `graph` for
    /// `microsoft.graph`. Case counts for nothing.
    pub(crate) fn is_prefix_of(&self, prefix: &str, id: NamespaceId) -> bool {
        let namespace = self.namespace(id);
        let mut names = [Some(namespace.name), namespace.alias]
            .into_iter()
            .flatten();
        names.any(|name| {
            let short = name.strip_prefix("microsoft.");
            let mut forms = [Some(name), short].into_iter().flatten();
            forms.any(|form| form.eq_ignore_ascii_case(prefix))
        })
    }

    /// Whether an operation that is bound to a type or one of its bases can be called on the type: an
    /// inherited one that requires an explicit binding only where the type or a base names it.
    pub fn binds(&self, ty: StructuredId, id: OperationId) -> bool {
        let operation = &self[id];
        let is_own = operation
            .binding
            .is_some_and(|one| one.ty == Type::Structured(ty));
        // What a base names goes for the types that derive from it.
        let mut types = std::iter::once(ty).chain(self.bases(ty));
        let mut is_named = || {
            types.any(|one| {
                let names = self[one].facts.explicit_bindings().unwrap_or_default();
                let mut names = names.iter();
                names.any(|name| name.rsplit('.').next() == Some(operation.name))
            })
        };
        is_own || !operation.facts.tagged(Term::RequiresExplicitBinding) || is_named()
    }

    /// All structured types with their ids, in document order.
    pub fn structured_ids(&self) -> impl Iterator<Item = StructuredId> + use<'a> {
        (0..self.structured.len()).map(StructuredId::new)
    }

    /// The base types of a type, nearest first. Cycles are cut when the model is linked.
    pub fn bases(&self, id: StructuredId) -> impl Iterator<Item = StructuredId> + '_ {
        std::iter::successors(self[id].base, |base| self[*base].base)
    }

    /// The type and its bases, the root first: the order in which a struct lists its properties.
    pub fn lineage(&self, id: StructuredId) -> Vec<StructuredId> {
        let mut lineage: Vec<_> = std::iter::once(id).chain(self.bases(id)).collect();
        lineage.reverse();
        lineage
    }

    /// Whether `id` is `base` or derives from it.
    pub fn is_a(&self, id: StructuredId, base: StructuredId) -> bool {
        id == base || self.bases(id).any(|one| one == base)
    }

    /// Every type that derives from `id`, nearest generations first.
    pub fn descendants(&self, id: StructuredId) -> Vec<StructuredId> {
        let mut found = self.derived[id.index()].clone();
        let mut next = 0;
        while next < found.len() {
            found.extend_from_slice(&self.derived[found[next].index()]);
            next += 1;
        }
        found
    }

    /// The properties that make the type's key, its own or its nearest base's; empty for a type
    /// that cannot be addressed by key.
    pub fn key(&self, id: StructuredId) -> &[&'a str] {
        let own = &self[id].key;
        if !own.is_empty() {
            return own;
        }
        self.bases(id)
            .map(|base| &self[base].key)
            .find(|key| !key.is_empty())
            .map_or(&[], |key| key.as_slice())
    }

    /// The writes that the reference grants behind a navigation property that contains nothing: the declaring type and
    /// the position there.
    pub fn grant(&self, owner: StructuredId, at: usize) -> Grant {
        let grants = &self.documentation.grants;
        grants.get(&(owner, at)).copied().unwrap_or_default()
    }

    /// Whether entities of this type have a media stream of their own at `$value`.
    pub fn has_stream(&self, id: StructuredId) -> bool {
        self[id].has_stream || self.bases(id).any(|base| self[base].has_stream)
    }
}

macro_rules! arena {
    ($id:ty, $field:ident, $item:ident) => {
        impl<'a> std::ops::Index<$id> for Model<'a> {
            type Output = $item<'a>;
            fn index(&self, id: $id) -> &Self::Output {
                &self.$field[id.index()]
            }
        }
    };
}
arena!(StructuredId, structured, Structured);
arena!(EnumId, enums, Enumeration);
arena!(OperationId, operations, Operation);
