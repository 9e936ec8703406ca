//! What can stand in a path, by name; case counts only where two names differ in nothing else.

use crate::model::{Model, OperationId, StructuredId};
use std::collections::HashMap;

/// A property of a structured type, by its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Member {
    Navigation(StructuredId, usize),
    Property(StructuredId, usize),
}

/// Everything by its name in lower case.
pub(super) struct Index {
    children: HashMap<String, Vec<usize>>,
    members: HashMap<String, Vec<Member>>,
    operations: HashMap<String, Vec<OperationId>>,
    types: HashMap<String, Vec<StructuredId>>,
}

fn add<T>(map: &mut HashMap<String, Vec<T>>, name: &str, item: T) {
    map.entry(name.to_lowercase()).or_default().push(item);
}

impl Index {
    pub(super) fn new(model: &Model<'_>) -> Self {
        let mut index = Self {
            children: HashMap::new(),
            members: HashMap::new(),
            operations: HashMap::new(),
            types: HashMap::new(),
        };
        for (at, child) in model.children.iter().enumerate() {
            add(&mut index.children, child.name, at);
        }
        for id in model.structured_ids() {
            let ty = &model[id];
            for (at, one) in ty.navigation.iter().enumerate() {
                add(&mut index.members, one.name, Member::Navigation(id, at));
            }
            for (at, one) in ty.properties.iter().enumerate() {
                add(&mut index.members, one.name, Member::Property(id, at));
            }
            add(&mut index.types, ty.name, id);
        }
        for at in 0..model.operations.len() {
            let id = OperationId::new(at);
            let operation = &model[id];
            if operation.binding.is_some() {
                add(&mut index.operations, operation.name, id);
            }
        }
        index
    }

    /// The container children of a name; one that is spelled exactly so is alone.
    pub(super) fn child(&self, model: &Model<'_>, name: &str) -> Option<usize> {
        let found = self.children.get(&name.to_lowercase())?;
        exact_first(found, |one| model.children[*one].name == name)
    }

    pub(super) fn members(&self, name: &str) -> &[Member] {
        list(&self.members, name)
    }

    pub(super) fn operations(&self, name: &str) -> &[OperationId] {
        list(&self.operations, name)
    }

    pub(super) fn types(&self, name: &str) -> &[StructuredId] {
        list(&self.types, name)
    }
}

fn list<'i, T>(map: &'i HashMap<String, Vec<T>>, name: &str) -> &'i [T] {
    map.get(&name.to_lowercase()).map_or(&[], Vec::as_slice)
}

/// The one that is spelled exactly so, else the first.
pub(super) fn exact_first<T: Copy>(found: &[T], is_exact: impl Fn(&T) -> bool) -> Option<T> {
    let exact = found.iter().find(|one| is_exact(one));
    exact.or_else(|| found.first()).copied()
}
