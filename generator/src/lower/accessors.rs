//! Names of the methods that lead further. A name is decided once, with the type that declares the
//! property, so that the builders of derived types have it too, whatever is selected.

use super::Lowering;
use super::builders::RESERVED_METHODS;
use super::names::{Kind, Scope, Wanted};
use crate::model::{StructuredId, Type};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The named properties of types, each type's own.
#[derive(Default)]
pub(super) struct Accessors<'a> {
    of: HashMap<StructuredId, Named<'a>>,
    /// The paths of those that some method has.
    used: HashSet<String>,
}

struct Named<'a> {
    names: HashMap<&'a str, Arc<str>>,
    /// The names taken so far, the bases' included.
    scope: Scope,
}

impl Accessors<'_> {
    /// Whether a method has the name of this path.
    pub(super) fn uses(&self, path: &str) -> bool {
        self.used.contains(path)
    }

    /// Notes that a method has the name of this path.
    pub(super) fn note(&mut self, path: String) {
        self.used.insert(path);
    }
}

impl<'a> Lowering<'_, 'a> {
    /// The names that methods of a builder can still have beside those that lead further.
    pub(super) fn accessor_scope(&mut self, ty: StructuredId) -> Scope {
        self.name_accessors(ty);
        self.accessors.of[&ty].scope.clone()
    }

    /// The name of the method for a property that `owner` declares.
    pub(super) fn accessor(&mut self, owner: StructuredId, wire: &str) -> Arc<str> {
        self.name_accessors(owner);
        let path = format!("{}/{wire}", self.model.qualified(owner));
        self.accessors.note(path);
        let name = self.accessors.of[&owner].names.get(wire);
        name.map_or_else(|| Kind::Accessor.rust_name(wire).into(), Arc::clone)
    }

    fn name_accessors(&mut self, id: StructuredId) {
        let model = self.model;
        let mut base: Option<StructuredId> = None;
        for ty in model.lineage(id) {
            if !self.accessors.of.contains_key(&ty) {
                let scope = match base.and_then(|base| self.accessors.of.get(&base)) {
                    Some(base) => base.scope.clone(),
                    None => Scope::with_reserved(RESERVED_METHODS),
                };
                let named = self.name_own(ty, scope);
                self.accessors.of.insert(ty, named);
            }
            base = Some(ty);
        }
    }

    fn name_own(&mut self, id: StructuredId, mut scope: Scope) -> Named<'a> {
        let model = self.model;
        let ty = &model[id];
        scope.hold(self.held.accessors(id));
        let qualified = model.qualified(id);
        let navigation = ty.navigation.iter().map(|one| one.name);
        let leads = |ty: Type| ty.is_stream() || matches!(ty, Type::Structured(_));
        let structural = ty.properties.iter().filter(|one| leads(one.ty.ty));
        let wires: Vec<_> = navigation.chain(structural.map(|one| one.name)).collect();
        let paths: Vec<_> = wires
            .iter()
            .map(|wire| format!("{qualified}/{wire}"))
            .collect();
        let wanted = wires.iter().zip(&paths);
        let wanted: Vec<_> = wanted.map(|(wire, path)| Wanted { path, wire }).collect();
        let names = self.pins.assign(&mut scope, Kind::Accessor, &wanted);
        Named {
            names: wires.into_iter().zip(names).collect(),
            scope,
        }
    }
}
