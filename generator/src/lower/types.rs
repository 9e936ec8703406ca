//! Names of modules, types and request builders, decided over the whole model, so that they do not
//! depend on what is selected.

use super::items::{TypePath, Value};
use super::names::{Kind, Pins, Scope, Wanted};
use crate::csdl::Cardinality;
use crate::model::{EnumId, Model, NamespaceId, Primitive, StructuredId, Type};
use crate::select::Place;
use std::collections::HashSet;
use std::sync::Arc;

/// Files beside the namespaces' modules.
const ROOT_FILES: &[&str] = &["client", "examples", "routes", "types"];

/// Files below a namespace's module, where they hide what stands beside it. So do those named by a
/// letter.
const INNER_FILES: &[&str] = &[
    "builders",
    "complex_types",
    "entities",
    "enums",
    "other",
    "parameters",
];

/// The decided names.
pub(super) struct TypeNames {
    root_namespace: Option<NamespaceId>,
    modules: Vec<Arc<str>>,
    structured: Vec<Arc<str>>,
    enums: Vec<Arc<str>>,
    namespaces: Vec<NamespaceId>,
    enum_namespaces: Vec<NamespaceId>,
    /// All type names of a module, for the names that are built from them.
    taken: Vec<HashSet<Arc<str>>>,
}

impl TypeNames {
    pub(super) fn decide(model: &Model<'_>, pins: &mut Pins, root: &str) -> Self {
        let namespaces = model.namespaces.iter();
        let wanted: Vec<_> = namespaces
            .map(|one| Wanted {
                path: one.name,
                wire: one.name,
            })
            .collect();
        let mut scope = Scope::of_modules();
        for file in ROOT_FILES.iter().chain(INNER_FILES) {
            scope.reserve(file);
        }
        for letter in 'a'..='z' {
            scope.reserve(letter.encode_utf8(&mut [0]));
        }
        let mut decided = Self {
            root_namespace: model.root_namespace(),
            modules: pins.assign(&mut scope, Kind::Module, &wanted),
            structured: vec![Arc::from(""); model.structured.len()],
            enums: vec![Arc::from(""); model.enums.len()],
            namespaces: model.structured.iter().map(|one| one.namespace).collect(),
            enum_namespaces: model.enums.iter().map(|one| one.namespace).collect(),
            taken: vec![HashSet::new(); model.namespaces.len()],
        };
        for index in 0..model.namespaces.len() {
            decided.types_of(NamespaceId::new(index), model, pins, root);
        }
        decided
    }

    fn types_of(&mut self, namespace: NamespaceId, model: &Model<'_>, pins: &mut Pins, root: &str) {
        let structured = model.structured_ids();
        let structured = structured.filter(|id| model[*id].namespace == namespace);
        let structured = structured.map(|id| (Type::Structured(id), model[id].name));
        let enums = (0..model.enums.len()).map(EnumId::new);
        let enums = enums.filter(|id| model[*id].namespace == namespace);
        let enums = enums.map(|id| (Type::Enum(id), model[id].name));
        let all: Vec<_> = structured.chain(enums).collect();
        let prefix = model.namespace(namespace).name;
        let paths: Vec<_> = all
            .iter()
            .map(|(_, name)| format!("{prefix}.{name}"))
            .collect();
        let wanted = all.iter().zip(&paths);
        let wanted: Vec<_> = wanted
            .map(|((_, wire), path)| Wanted { path, wire })
            .collect();
        let mut scope = Scope::of_types();
        scope.reserve(root);
        let names = pins.assign(&mut scope, Kind::Type, &wanted);
        for ((ty, _), name) in all.iter().zip(names) {
            self.taken[namespace.index()].insert(Arc::clone(&name));
            match ty {
                Type::Structured(id) => self.structured[id.index()] = name,
                Type::Enum(id) => self.enums[id.index()] = name,
                Type::Primitive(_) => {}
            }
        }
    }

    pub(super) fn module(&self, namespace: NamespaceId) -> Arc<str> {
        Arc::clone(&self.modules[namespace.index()])
    }

    pub(super) fn structured(&self, id: StructuredId) -> TypePath {
        TypePath {
            module: self.module(self.namespaces[id.index()]),
            name: Arc::clone(&self.structured[id.index()]),
        }
    }

    pub(super) fn enumeration(&self, id: EnumId) -> TypePath {
        TypePath {
            module: self.module(self.enum_namespaces[id.index()]),
            name: Arc::clone(&self.enums[id.index()]),
        }
    }

    /// The request builder of a place. `userCollection`, if there were such a type, would claim the
    /// name that the collection of `user` has; then the collection's builder is named otherwise.
    pub(super) fn builder(&self, place: Place) -> TypePath {
        let ty = self.structured(place.ty);
        let taken = &self.taken[self.namespaces[place.ty.index()].index()];
        let name = match place.cardinality {
            Cardinality::One => format!("{}RequestBuilder", ty.name),
            Cardinality::Many if taken.contains(&*format!("{}Collection", ty.name)) => {
                format!("CollectionOf{}RequestBuilder", ty.name)
            }
            Cardinality::Many => format!("{}CollectionRequestBuilder", ty.name),
        };
        self.unused(place.ty, name)
    }

    /// Whether operations of this namespace stand in URLs by their names alone.
    pub(super) fn is_root_namespace(&self, namespace: NamespaceId) -> bool {
        self.root_namespace == Some(namespace)
    }

    /// A name built from a type's, taken for good: no two callers get the same.
    pub(super) fn unused_once(&mut self, beside: StructuredId, name: String) -> TypePath {
        self.unused_in(self.namespaces[beside.index()], name)
    }

    /// A name for something that stands in a namespace's module, taken for good.
    pub(super) fn unused_in(&mut self, namespace: NamespaceId, mut name: String) -> TypePath {
        let taken = &mut self.taken[namespace.index()];
        while taken.contains(&*name) {
            name.push('_');
        }
        let name: Arc<str> = name.into();
        taken.insert(Arc::clone(&name));
        TypePath {
            module: self.module(namespace),
            name,
        }
    }

    /// A name built from a type's, for something that stands beside it.
    fn unused(&self, beside: StructuredId, mut name: String) -> TypePath {
        let namespace = self.namespaces[beside.index()];
        while self.taken[namespace.index()].contains(&*name) {
            name.push('_');
        }
        TypePath {
            module: self.module(namespace),
            name: name.into(),
        }
    }

    pub(super) fn value(&self, ty: Type) -> Value {
        match ty {
            Type::Structured(id) => Value::Model(self.structured(id)),
            Type::Enum(id) => Value::Enum(self.enumeration(id)),
            Type::Primitive(primitive) => Value::Builtin(builtin(primitive)),
        }
    }
}

/// The Rust type of an `Edm` type.
fn builtin(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::String => "String",
        Primitive::Boolean => "bool",
        Primitive::SByte => "i8",
        Primitive::Byte => "u8",
        Primitive::Int16 => "i16",
        Primitive::Int32 => "i32",
        Primitive::Int64 => "Int64",
        Primitive::Single => "Single",
        Primitive::Double => "Double",
        Primitive::Decimal => "Decimal",
        Primitive::Guid => "Guid",
        Primitive::DateTimeOffset => "DateTimeOffset",
        Primitive::Date => "Date",
        Primitive::TimeOfDay => "TimeOfDay",
        Primitive::Duration => "Duration",
        Primitive::Binary => "Binary",
        // Any JSON; paths stand in annotations only; geography values are GeoJSON.
        _ => "Json",
    }
}
