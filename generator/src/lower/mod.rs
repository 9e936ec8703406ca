//! From the model and the selection to Rust items. Every decision about the output is made here:
//! `emit` only prints.

mod accessors;
pub(crate) mod address;
mod builders;
pub(crate) mod docs;
mod enums;
mod examples;
pub mod features;
mod gates;
mod held;
pub mod items;
mod keys;
mod models;
pub mod names;
mod operations;
mod permissions;
mod requests;

pub mod prose;
mod secrets;
mod share;
#[cfg(test)]
mod tests;
mod types;
mod verbs;
mod versions;

pub use examples::examples;
pub use share::Shared;
pub use versions::{NameTaken, Sharing, side_by_side};

use crate::model::{Model, Type};
use crate::parallel::beside;
use crate::select::{Part, Selection};
use docs::{Linking, Rendered};
#[cfg(feature = "cli")]
pub(crate) use gates::FULL;
use gates::{Gates, RequestGates};
use held::Held;
use items::{Api, KnownType, Module};
use models::Members;
use names::{InvalidPin, Kind, LockEntry, NamesLock, Pins};
use requests::Requests;
use std::collections::BTreeMap;
use std::num::NonZero;
use types::TypeNames;

/// What lowering made.
#[derive(Debug)]
pub struct Lowered {
    /// The items to print.
    pub api: Api,
    /// Every name that was decided, to be pinned.
    pub lock: NamesLock,
    /// Operations that no builder offers although they were selected.
    pub unreachable: Vec<crate::model::OperationId>,
    /// Pins that could not be kept.
    pub invalid_pins: Vec<InvalidPin>,
}

/// Makes the Rust items for a selection that is there as a whole: see [`lower_parts`].
pub fn lower(
    model: &Model<'_>,
    selection: &Selection,
    pins: Pins,
    root: &str,
    threads: NonZero<usize>,
) -> Lowered {
    lower_parts(model, selection, &[], pins, root, threads)
}

/// Makes the Rust items for a selection and its parts, for each of which the crate has a feature. `root` is the name of the client
/// struct; the text of the reference is rendered on so many threads.
pub fn lower_parts(
    model: &Model<'_>,
    selection: &Selection,
    parts: &[Part],
    mut pins: Pins,
    root: &str,
    threads: NonZero<usize>,
) -> Lowered {
    let held = Held::find(model, &pins);
    let types = TypeNames::decide(model, &mut pins, root);
    let linking = Linking {
        model,
        selection,
        types: &types,
    };
    // Names do not depend on what is said of what they name.
    let name = || {
        let members = Members::name(model, selection, &held, &mut pins);
        (members, Requests::find(model, selection))
    };
    let (prose, (members, requests)) = linking.render(threads, name);
    let gates = Gates::find(model, selection, parts);
    let mut lowering = Lowering {
        model,
        selection,
        held,
        types,
        prose,
        pins,
        modules: BTreeMap::new(),
        members,
        accessors: accessors::Accessors::default(),
        operations: operations::Operations::default(),
        gates: &gates,
    };
    let tell = || {
        let mut gates = RequestGates::new(model, &gates);
        (requests.said(), requests.routes(&mut gates))
    };
    let ((said, routes), methods) = beside(threads, tell, || {
        lowering.models();
        lowering.enums();
        let methods = lowering.builders();
        lowering.gate_methods();
        methods
    });
    let mut api = Api {
        modules: std::mem::take(&mut lowering.modules)
            .into_values()
            .collect(),
        root: items::Root {
            name: root.into(),
            methods,
            ..items::Root::default()
        },
        features: gates::features(model, parts),
        ..Api::default()
    };
    gates::finish(&mut api);
    let tables = || (lowering.lock(), lowering.type_table());
    let (lock, type_table) = requests.describe(model, &mut api, said, threads, tables);
    api.type_table = type_table;
    api.routes = routes;
    let called = lowering.operations.called();
    let unreachable = (0..model.operations.len())
        .map(crate::model::OperationId::new)
        .filter(|id| lowering.wants(*id) && !called.contains(id))
        .collect();
    Lowered {
        api,
        lock,
        unreachable,
        invalid_pins: lowering.pins.invalid().collect(),
    }
}

/// The state of one run.
struct Lowering<'l, 'a> {
    model: &'l Model<'a>,
    selection: &'l Selection,
    types: TypeNames,
    prose: Rendered,
    pins: Pins,
    held: Held,
    /// Modules by namespace index.
    modules: BTreeMap<usize, Module>,
    members: Members,
    accessors: accessors::Accessors<'a>,
    operations: operations::Operations,
    gates: &'l Gates<'l>,
}

impl Lowering<'_, '_> {
    fn module(&mut self, namespace: crate::model::NamespaceId) -> &mut Module {
        let index = namespace.index();
        self.modules.entry(index).or_insert_with(|| Module {
            name: self.types.module(namespace),
            namespace: self.model.namespace(namespace).name.to_owned(),
            ..Module::default()
        })
    }

    /// The names to pin: those of this run that show in the output, and the pins of what is not part
    /// of this run's output, so that it gets its names back when it comes back.
    fn lock(&self) -> NamesLock {
        let shows = |entry: &LockEntry<'_>| match (entry.kind, self.model.find(entry.path)) {
            (Kind::Type, Some(Type::Structured(id))) => self.selection.has(id),
            (Kind::Type, Some(Type::Enum(id))) => self.selection.has_enum(id),
            (Kind::Accessor, _) => self.accessors.uses(entry.path),
            _ => true,
        };
        let keeps = |entry: &LockEntry<'_>| shows(entry) || self.pins.was_pinned(entry);
        let mut lock = NamesLock::new();
        let names = self.pins.names().iter().filter(keeps);
        for entry in self.pins.unused().chain(names) {
            lock.insert(entry.kind, entry.path, entry.name);
        }
        lock
    }

    /// Whether an operation is part of the selection as a whole.
    fn wants(&self, id: crate::model::OperationId) -> bool {
        let places = self.selection.places.values();
        self.selection.is_everything || places.into_iter().any(|one| one.operations.contains(&id))
    }

    /// Names of types that are not part of the client, but lie between one that is and what a
    /// value may say it is.
    fn type_table(&self) -> Vec<KnownType> {
        let model = self.model;
        let mut table = Vec::new();
        for id in model.structured_ids() {
            let Some(base) = model[id].base else { continue };
            // Useful where a cast to a type between the named one and the declared one is possible:
            // some base is part of the client and has itself a base that is.
            let useful = model.bases(id).filter(|one| {
                self.selection.has(*one) && model.bases(*one).any(|above| self.selection.has(above))
            });
            let mut useful = useful.peekable();
            if useful.peek().is_some() {
                table.push(KnownType {
                    name: model.qualified(id),
                    base: model.qualified(base),
                    gate: self.gates.any_of(useful),
                });
            }
        }
        table.sort();
        table
    }
}
