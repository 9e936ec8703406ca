//! Pinned names that stand in a scope, but are given after others: those of derived types, and those
//! of operations. Nothing new may have them.
//!
//! Only what the metadata still has counts. A property that has moved to a base type leaves its name
//! to be taken there.

use super::names::{Kind, Pins};
use crate::csdl::{Cardinality, OperationKind};
use crate::model::{Binding, ChildKind, Model, Operation, StructuredId, Type};
use crate::select::Place;
use std::collections::HashMap;
use std::sync::Arc;

/// For each type, the names that its own members must leave free.
#[derive(Debug, Default)]
pub(super) struct Held {
    fields: HashMap<StructuredId, Vec<Arc<str>>>,
    accessors: HashMap<StructuredId, Vec<Arc<str>>>,
}

impl Held {
    pub(super) fn find(model: &Model<'_>, pins: &Pins) -> Self {
        let mut held = Self::default();
        if pins.is_first_run() {
            return held;
        }
        for id in model.structured_ids() {
            let ty = &model[id];
            let qualified = model.qualified(id);
            let pinned = |kind, wire| pins.before(kind, &format!("{qualified}/{wire}"));
            let structural = ty.properties.iter().map(|one| one.name);
            let navigation = ty.navigation.iter().map(|one| one.name);
            let fields: Vec<_> = structural
                .clone()
                .filter_map(|wire| pinned(Kind::Field, wire))
                .collect();
            let accessors: Vec<_> = structural
                .chain(navigation)
                .filter_map(|wire| pinned(Kind::Accessor, wire))
                .collect();
            for base in model.bases(id) {
                held.fields
                    .entry(base)
                    .or_default()
                    .extend_from_slice(&fields);
                held.accessors
                    .entry(base)
                    .or_default()
                    .extend_from_slice(&accessors);
            }
            let place = Place {
                ty: id,
                cardinality: Cardinality::One,
            };
            let operations = operations(model, pins, place);
            for ty in model.lineage(id) {
                held.accessors
                    .entry(ty)
                    .or_default()
                    .extend_from_slice(&operations);
            }
        }
        held
    }

    /// The fields of types that derive from this one.
    pub(super) fn fields(&self, ty: StructuredId) -> &[Arc<str>] {
        self.fields.get(&ty).map_or(&[], Vec::as_slice)
    }

    /// The methods of builders of this type and of those that derive from it, but this one's
    /// accessors.
    pub(super) fn accessors(&self, ty: StructuredId) -> &[Arc<str>] {
        self.accessors.get(&ty).map_or(&[], Vec::as_slice)
    }
}

/// The pinned names of operations at a place, inherited ones included.
pub(super) fn operations(model: &Model<'_>, pins: &Pins, place: Place) -> Vec<Arc<str>> {
    if pins.is_first_run() {
        return Vec::new();
    }
    let bindings = model.lineage(place.ty).into_iter().map(|ty| Binding {
        ty: Type::Structured(ty),
        cardinality: place.cardinality,
    });
    bindings
        .filter_map(|binding| model.bound.get(&binding))
        .flatten()
        .filter_map(|id| pins.before(Kind::Operation, &operation_path(model, place, &model[*id])))
        .collect()
}

/// The pinned names of what stands on the root.
pub(super) fn children(model: &Model<'_>, pins: &Pins) -> Vec<Arc<str>> {
    let pinned = model.children.iter().filter_map(|child| {
        let kind = match child.kind {
            ChildKind::EntitySet(_) | ChildKind::Singleton(_) => Kind::Accessor,
            ChildKind::OperationImport(_) => Kind::Operation,
        };
        pins.before(kind, child.name)
    });
    pinned.collect()
}

/// An operation at a place in words of the wire, for the lock.
pub(super) fn operation_path(model: &Model<'_>, place: Place, operation: &Operation<'_>) -> String {
    let ty = model.qualified(place.ty);
    let place = match place.cardinality {
        Cardinality::One => ty,
        Cardinality::Many => format!("Collection({ty})"),
    };
    let kind = match operation.kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    };
    format!("{place}/{} {kind}", operation.name)
}
