//! Naming items with the names of earlier runs kept.

use super::case::{Kind, is_identifier};
use super::lock::{LockEntry, NamesLock};
use super::scope::Scope;
use std::sync::Arc;

/// An item to be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'w> {
    /// What tells it from all others of its kind; see [`NamesLock`].
    pub path: &'w str,
    /// Its name on the wire.
    pub wire: &'w str,
}

/// The names of earlier runs, and those of this one.
#[derive(Debug, Default)]
pub struct Pins {
    before: NamesLock,
    now: NamesLock,
    refused: Vec<Refused>,
}

/// A pin that cannot be kept, before the item has another name.
#[derive(Debug)]
struct Refused {
    kind: Kind,
    path: String,
    fault: PinFault,
}

/// A pin that could not be kept; the item got a new name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidPin {
    /// What the name is for.
    pub kind: Kind,
    /// The item's path in the metadata.
    pub path: String,
    /// The name that was pinned.
    pub name: Arc<str>,
    /// The name that the item has now.
    pub now: Arc<str>,
    /// Why it cannot be.
    pub fault: PinFault,
}

/// Why a pinned name cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinFault {
    /// No identifier of Rust.
    #[error("it is not a Rust identifier")]
    NotAnIdentifier,
    /// Generated code needs the name for something else.
    #[error("generated code needs that name for itself")]
    Reserved,
    /// Another item has it.
    #[error("another item beside it has that name")]
    Taken,
}

impl Pins {
    /// Starts from what an earlier run left; an empty lock pins nothing.
    pub fn new(before: NamesLock) -> Self {
        Self {
            before,
            ..Self::default()
        }
    }

    /// Names items that stand side by side in a scope, pinned ones first; the rest as
    /// [`Scope::allocate_all`] does. The result has the order of `wanted`.
    pub fn assign(
        &mut self,
        scope: &mut Scope,
        kind: Kind,
        wanted: &[Wanted<'_>],
    ) -> Vec<Arc<str>> {
        let mut names: Vec<Option<Arc<str>>> = wanted
            .iter()
            .map(|item| self.pinned(scope, kind, item.path))
            .collect();
        let wires: Vec<&str> = wanted.iter().map(|item| item.wire).collect();
        scope.fill(kind, &wires, &mut names);
        let names: Vec<Arc<str>> = names.into_iter().flatten().collect();
        for (item, name) in wanted.iter().zip(&names) {
            self.now.insert_shared(kind, item.path, Arc::clone(name));
        }
        names
    }

    /// Names one item.
    pub fn assign_one(&mut self, scope: &mut Scope, kind: Kind, wanted: Wanted<'_>) -> Arc<str> {
        let name = match self.pinned(scope, kind, wanted.path) {
            Some(name) => name,
            None => scope.allocate(kind, wanted.wire),
        };
        self.now.insert_shared(kind, wanted.path, Arc::clone(&name));
        name
    }

    fn pinned(&mut self, scope: &mut Scope, kind: Kind, path: &str) -> Option<Arc<str>> {
        let name = Arc::clone(self.before.get(kind, path)?);
        let fits = is_identifier(&name) && (kind != Kind::Module || name.is_ascii());
        let fault = if !fits {
            PinFault::NotAnIdentifier
        } else if scope.is_reserved(&name) {
            PinFault::Reserved
        } else if !scope.claim_pinned(&name) {
            PinFault::Taken
        } else {
            return Some(name);
        };
        self.refused.push(Refused {
            kind,
            path: path.to_owned(),
            fault,
        });
        None
    }

    /// The name that an earlier run gave an item.
    pub fn before(&self, kind: Kind, path: &str) -> Option<Arc<str>> {
        self.before.get(kind, path).map(Arc::clone)
    }

    /// Whether nothing is pinned.
    pub fn is_first_run(&self) -> bool {
        self.before.is_empty()
    }

    /// The pins that could not be kept, in the order in which they were met.
    pub fn invalid(&self) -> impl Iterator<Item = InvalidPin> {
        let name = |lock: &NamesLock, one: &Refused| lock.get(one.kind, &one.path).map(Arc::clone);
        self.refused.iter().filter_map(move |one| {
            Some(InvalidPin {
                kind: one.kind,
                path: one.path.clone(),
                name: name(&self.before, one)?,
                now: name(&self.now, one)?,
                fault: one.fault,
            })
        })
    }

    /// Pins of items that were not named in this run: they are gone from the metadata.
    pub fn unused(&self) -> impl Iterator<Item = LockEntry<'_>> {
        let gone = |entry: &LockEntry<'_>| self.now.get(entry.kind, entry.path).is_none();
        self.before.iter().filter(gone)
    }

    /// Whether an earlier run had a name for this item.
    pub fn was_pinned(&self, entry: &LockEntry<'_>) -> bool {
        self.before.get(entry.kind, entry.path).is_some()
    }

    /// The names of this run.
    pub fn names(&self) -> &NamesLock {
        &self.now
    }

    /// The lock to write: the names of this run, and the unused pins, so that an item that comes
    /// back gets its name back.
    pub fn into_lock(self) -> NamesLock {
        let Self {
            before, mut now, ..
        } = self;
        for entry in before.iter() {
            if now.get(entry.kind, entry.path).is_none() {
                now.insert(entry.kind, entry.path, entry.name);
            }
        }
        now
    }
}
