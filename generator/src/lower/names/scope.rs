//! Unique names within one namespace of Rust.

use super::case::Kind;
use super::reserved::{RESERVED_FIELDS, RESERVED_MODULES, RESERVED_TYPES, RESERVED_VARIANTS};
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

/// One namespace of Rust: the fields of a struct, the types of a module, the methods of a builder.
///
/// Names are given out in the order asked for; a clone is how a derived type goes on from the
/// names of its base.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    reserved: &'static [&'static str],
    more_reserved: HashSet<Arc<str>>,
    // Looked up only, never iterated: its order cannot show. Without `r#`.
    taken: HashSet<Arc<str>>,
    held: Arc<HashSet<Arc<str>>>,
}

impl Scope {
    /// A scope in which no name is reserved.
    pub fn new() -> Self {
        Self::default()
    }

    /// The types of a module; see [`RESERVED_TYPES`].
    pub fn of_types() -> Self {
        Self::with_reserved(RESERVED_TYPES)
    }

    /// The fields of a struct; see [`RESERVED_FIELDS`].
    pub fn of_fields() -> Self {
        Self::with_reserved(RESERVED_FIELDS)
    }

    /// The variants of an enum; see [`RESERVED_VARIANTS`].
    pub fn of_variants() -> Self {
        Self::with_reserved(RESERVED_VARIANTS)
    }

    /// The modules of a crate; see [`RESERVED_MODULES`].
    pub fn of_modules() -> Self {
        Self::with_reserved(RESERVED_MODULES)
    }

    /// A scope with the caller's reserved names, sorted.
    pub fn with_reserved(reserved: &'static [&'static str]) -> Self {
        debug_assert!(reserved.is_sorted());
        Self {
            reserved,
            ..Self::default()
        }
    }

    /// Reserves one more name: an item that would get it is called `…_operation`, `…Type` and so on.
    pub fn reserve(&mut self, name: &str) {
        self.more_reserved.insert(Arc::from(plain(name)));
    }

    /// Whether a name is reserved.
    pub fn is_reserved(&self, name: &str) -> bool {
        let name = plain(name);
        self.reserved.binary_search(&name).is_ok() || self.more_reserved.contains(name)
    }

    /// Holds names for items that are pinned to them and named later, instead of those that were
    /// held before.
    pub fn hold(&mut self, names: &[Arc<str>]) {
        let bare = |name: &Arc<str>| match name.strip_prefix("r#") {
            Some(bare) => Arc::from(bare),
            None => Arc::clone(name),
        };
        self.held = Arc::new(names.iter().map(bare).collect());
    }

    /// Whether a name can still be given out as it is.
    pub fn is_free(&self, name: &str) -> bool {
        let bare = plain(name);
        !self.is_reserved(name) && !self.taken.contains(bare) && !self.held.contains(bare)
    }

    /// Takes exactly this name, for an item whose name is decided elsewhere. `false` where it is
    /// reserved, taken or held.
    pub fn claim(&mut self, name: &str) -> bool {
        self.is_free(name) && self.taken.insert(Arc::from(plain(name)))
    }

    /// Takes exactly this name, for an item that is pinned to it. `false` where it is reserved or
    /// taken.
    pub(super) fn claim_pinned(&mut self, name: &str) -> bool {
        !self.is_reserved(name) && self.taken.insert(Arc::from(plain(name)))
    }

    /// Names one item. Where several are to be named, [`Scope::allocate_all`] does not depend on
    /// their order.
    pub fn allocate(&mut self, kind: Kind, wire: &str) -> Arc<str> {
        let name = kind.rust_name(wire);
        match self.take_plain(&name) {
            Some(taken) => taken,
            None => self.take_other(kind, &name),
        }
    }

    /// Names items that stand side by side. The result has their order, but the names do not depend
    /// on it: on a collision the wire name that follows the conventions better stays as it is
    /// (`summary` before `_summary`, `queryString` before `query_string`), then the one that sorts
    /// first; the others are numbered.
    pub fn allocate_all(&mut self, kind: Kind, wires: &[&str]) -> Vec<Arc<str>> {
        let mut names = vec![None; wires.len()];
        self.fill(kind, wires, &mut names);
        names.into_iter().flatten().collect()
    }

    /// Names those items that have no name yet.
    pub(super) fn fill(&mut self, kind: Kind, wires: &[&str], names: &mut [Option<Arc<str>>]) {
        let mut open: Vec<usize> = (0..wires.len())
            .filter(|index| names[*index].is_none())
            .collect();
        open.sort_by(|a, b| rank(wires[*a]).cmp(&rank(wires[*b])));
        let mut crowded = Vec::new();
        // First all that can have their plain name, so that no number takes it from them.
        for index in open {
            let name = kind.rust_name(wires[index]);
            names[index] = self.take_plain(&name);
            if names[index].is_none() {
                crowded.push((index, name));
            }
        }
        for (index, name) in crowded {
            names[index] = Some(self.take_other(kind, &name));
        }
    }

    fn take_plain(&mut self, name: &str) -> Option<Arc<str>> {
        if !self.is_free(name) {
            return None;
        }
        let name: Arc<str> = Arc::from(name);
        let bare = match name.strip_prefix("r#") {
            Some(bare) => Arc::from(bare),
            None => Arc::clone(&name),
        };
        self.taken.insert(bare);
        Some(name)
    }

    fn take_other(&mut self, kind: Kind, name: &str) -> Arc<str> {
        let mut base = plain(name).to_owned();
        if self.is_reserved(&base) {
            base.push_str(kind.describing_word());
            if let Some(taken) = self.take_plain(&base) {
                return taken;
            }
        }
        let mut number = 2;
        loop {
            if let Some(taken) = self.take_plain(&kind.numbered(&base, number)) {
                return taken;
            }
            number += 1;
        }
    }
}

fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Smaller is closer to the conventions of the metadata: no separators, a small first letter (of a
/// namespace's last part).
fn rank(wire: &str) -> (usize, Reverse<bool>, &str) {
    let odd = wire.chars().filter(|c| !c.is_alphanumeric()).count();
    let last = wire.rsplit_once('.').map_or(wire, |(_, last)| last);
    let small = last.starts_with(|c: char| c.is_lowercase());
    (odd, Reverse(small), wire)
}
