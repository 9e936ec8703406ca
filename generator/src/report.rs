//! What a run did, in numbers.

use crate::diagnostics::{Diagnostics, Severity};
use crate::lower::Shared;
use crate::lower::features::Feature;
use crate::lower::items::{Api, Module};
use crate::model::repair::{Repair, State, Subject};
use crate::model::{ChildKind, Declared, Model, NO_SEGMENT};
use crate::select::Selection;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The numbers of a run. The counts of types, properties and operations are what the input
/// declares and the selection takes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Entity types.
    pub entity_types: usize,
    /// Complex types.
    pub complex_types: usize,
    /// Enumeration types.
    pub enum_types: usize,
    /// Their members.
    pub enum_members: usize,
    /// Structural properties, counted where they are declared.
    pub properties: usize,
    /// Navigation properties, counted where they are declared.
    pub navigation_properties: usize,
    /// Actions and functions.
    pub operations: usize,
    /// Reference pages that were read.
    pub pages: usize,
    /// Requests that they document, of those that the client can make.
    pub documented_requests: usize,
    /// Request builders.
    pub builders: usize,
    /// Methods of request builders.
    pub methods: usize,
    /// The features of a crate that is split, the one that turns on all at the end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Feature>,
    /// Files of the output.
    pub files: usize,
    /// Files that were written, since their bytes differ.
    pub files_written: usize,
    /// Bytes of the output.
    pub bytes: usize,
    /// How long the run took, in milliseconds.
    pub elapsed_ms: u64,
    /// Whether the output was found current without generating it.
    pub up_to_date: bool,
    /// What the repair rules did.
    pub repairs: Vec<Repair>,
    /// What repairs map away, by kind.
    pub repaired: BTreeMap<String, usize>,
    /// What is not emitted for another reason, by reason.
    pub omitted: BTreeMap<String, usize>,
    /// Warnings, by kind.
    pub warnings: Vec<KindCount>,
    /// Errors, by kind; a run that succeeded has none.
    pub errors: Vec<KindCount>,
    /// The versions of the service, where there are several; the numbers above are then those of all together, in which types that
    /// are shared count once, and properties, members and operations once for each version.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<VersionReport>,
}

/// The numbers of one version of several.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VersionReport {
    /// The version.
    pub version: String,
    /// Entity types, shared ones included.
    pub entity_types: usize,
    /// Complex types, shared ones included.
    pub complex_types: usize,
    /// Enumeration types, shared ones included.
    pub enum_types: usize,
    /// Actions and functions.
    pub operations: usize,
    /// Request builders, shared ones included.
    pub builders: usize,
    /// What of these stands in the first version.
    pub shared: Shared,
}

/// How many findings of a kind there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindCount {
    /// The kind.
    pub kind: String,
    /// How many.
    pub count: usize,
}

impl Report {
    pub(crate) fn declare(&mut self, model: &Model<'_>, selection: &Selection) {
        let declared = if selection.is_everything {
            model.declared
        } else {
            selected(model, selection)
        };
        self.entity_types = declared.entity_types;
        self.complex_types = declared.complex_types;
        self.enum_types = declared.enum_types;
        self.enum_members = declared.enum_members;
        self.properties = declared.properties;
        self.navigation_properties = declared.navigation_properties;
        self.operations = declared.operations;
    }

    /// Counts of the repairs what the selection takes.
    pub(crate) fn repair(
        &mut self,
        model: &Model<'_>,
        selection: &Selection,
        repairs: Vec<Repair>,
    ) {
        let navigation = selection.navigation();
        let mut operations = selection.bound_operations();
        operations.extend(selection.children.iter().filter_map(|index| {
            match model.children[*index].kind {
                ChildKind::OperationImport(id) => Some(id),
                ChildKind::EntitySet(_) | ChildKind::Singleton(_) => None,
            }
        }));
        let wants = |subject: Subject| {
            selection.is_everything
                || match subject {
                    Subject::Type(id) => selection.has(id),
                    Subject::Navigation(id, index) => navigation.contains(&(id, index)),
                    Subject::Operation(id) => operations.contains(&id),
                }
        };
        for repair in repairs {
            let repair = repair.within(wants);
            if repair.changes > 0 {
                let key = format!("changes by {}", repair.rule);
                self.repaired.insert(key, repair.changes);
                if repair.replaces_type {
                    *self.repaired.entry("types".to_owned()).or_default() += 1;
                }
            }
            self.repairs.push(repair);
        }
    }

    pub(crate) fn count_items(&mut self, api: &Api) {
        let builders = |module: &Module| module.builders.len();
        self.builders = api.modules.iter().map(builders).sum();
        let all = api.modules.iter().flat_map(|module| &module.builders);
        self.methods = all.map(|one| one.methods.len()).sum();
        self.features.clone_from(&api.features);
        let routes = api.routes.as_ref();
        self.documented_requests = routes.map_or(0, |routes| routes.rows.len());
    }

    /// Leaves out types that are counted in another version, which they stand in.
    pub(crate) fn counts_elsewhere(&mut self, shared: &Shared) {
        for (mine, other) in [
            (&mut self.entity_types, shared.entity_types),
            (&mut self.complex_types, shared.complex_types),
            (&mut self.enum_types, shared.enum_types),
        ] {
            *mine = mine.saturating_sub(other);
        }
    }

    /// Adds the numbers of a further version.
    pub(crate) fn add(&mut self, other: Self) {
        let counts = [
            (&mut self.entity_types, other.entity_types),
            (&mut self.complex_types, other.complex_types),
            (&mut self.enum_types, other.enum_types),
            (&mut self.enum_members, other.enum_members),
            (&mut self.properties, other.properties),
            (&mut self.navigation_properties, other.navigation_properties),
            (&mut self.operations, other.operations),
            (&mut self.pages, other.pages),
            (&mut self.documented_requests, other.documented_requests),
            (&mut self.builders, other.builders),
            (&mut self.methods, other.methods),
            (&mut self.files, other.files),
            (&mut self.bytes, other.bytes),
        ];
        for (mine, more) in counts {
            *mine += more;
        }
        for (mine, more) in self.repairs.iter_mut().zip(other.repairs) {
            // All versions know the same rules, in the same order. One that is needed somewhere has not expired.
            mine.changes += more.changes;
            mine.state = match (mine.state, more.state) {
                (State::Applied, _) | (_, State::Applied) => State::Applied,
                (State::Expired, _) | (_, State::Expired) => State::Expired,
                (State::NotApplicable, State::NotApplicable) => State::NotApplicable,
            };
        }
        for (mine, more) in [
            (&mut self.repaired, other.repaired),
            (&mut self.omitted, other.omitted),
        ] {
            for (key, count) in more {
                *mine.entry(key).or_default() += count;
            }
        }
        for (mine, more) in [
            (&mut self.warnings, other.warnings),
            (&mut self.errors, other.errors),
        ] {
            for counted in more {
                match mine.iter_mut().find(|one| one.kind == counted.kind) {
                    Some(one) => one.count += counted.count,
                    None => mine.push(counted),
                }
            }
        }
    }

    pub(crate) fn count_diagnostics(&mut self, diagnostics: &Diagnostics) {
        for (severity, kind, count) in diagnostics.counts() {
            if kind == NO_SEGMENT {
                let reason = "items with names that no path can have".to_owned();
                self.omitted.insert(reason, count);
            }
            let counted = KindCount {
                kind: kind.to_owned(),
                count,
            };
            match severity {
                Severity::Error => self.errors.push(counted),
                Severity::Warning => self.warnings.push(counted),
            }
        }
    }
}

fn selected(model: &Model<'_>, selection: &Selection) -> Declared {
    let mut declared = Declared::default();
    for id in selection.structured_ids(model) {
        let ty = &model[id];
        match ty.kind {
            crate::model::Kind::Entity => declared.entity_types += 1,
            crate::model::Kind::Complex => declared.complex_types += 1,
        }
        let properties = 0..ty.properties.len();
        declared.properties += properties
            .filter(|at| selection.has_property(id, *at))
            .count();
    }
    for (ty, _) in model
        .enums
        .iter()
        .zip(&selection.enums)
        .filter(|(_, wanted)| **wanted)
    {
        declared.enum_types += 1;
        declared.enum_members += ty.members.len();
    }
    declared.operations = selection.bound_operations().len();
    declared.navigation_properties = selection.navigation().len();
    declared
}

#[cfg(test)]
mod tests;
