//! Which part of the model is wanted.
//!
//! [`select`] walks from the entity container along the paths that the patterns let through and
//! collects, per type and cardinality, which request builders and which of their members are
//! wanted; then it closes over the types that these need. Without patterns everything is wanted.

mod closure;

pub mod pattern;
mod place;
mod unmatched;
mod walk;

pub use place::{Along, Place, Reached, Verbs};
pub(crate) use walk::followed_result;

use crate::diagnostics::Diagnostics;
use crate::model::{EnumId, Model, OperationId, StructuredId};
use pattern::PatternSet;
use std::collections::{BTreeMap, BTreeSet};

/// What the rest of the pipe is to make.
#[derive(Debug, Default)]
pub struct Selection {
    /// No pattern was given: everything is wanted.
    pub is_everything: bool,
    /// For each structured type of the model: whether it is wanted.
    pub structured: Vec<bool>,
    /// For each enumeration of the model: whether it is wanted.
    pub enums: Vec<bool>,
    /// The request builders, with what is wanted of each.
    pub places: BTreeMap<Place, Reached>,
    /// The container children that stand on the root, by their position in the model.
    pub children: Vec<usize>,
    /// The path patterns that some path matched, by position.
    matched: BTreeSet<usize>,
}

impl Selection {
    /// Whether a structured type is wanted.
    pub fn has(&self, id: StructuredId) -> bool {
        self.structured[id.index()]
    }

    /// Whether an enumeration is wanted.
    pub fn has_enum(&self, id: EnumId) -> bool {
        self.enums[id.index()]
    }

    /// The wanted navigation properties: the declaring type and the position there.
    pub fn navigation(&self) -> BTreeSet<(StructuredId, usize)> {
        let places = self.places.values();
        places.flat_map(|one| &one.navigation).copied().collect()
    }

    /// The wanted operations that are bound to something.
    pub fn bound_operations(&self) -> BTreeSet<OperationId> {
        let places = self.places.values();
        places.flat_map(|one| &one.operations).copied().collect()
    }

    /// The wanted structured types.
    pub fn structured_ids<'s>(
        &'s self,
        model: &'s Model<'_>,
    ) -> impl Iterator<Item = StructuredId> + 's {
        model.structured_ids().filter(|id| self.has(*id))
    }
}

/// Selects what the patterns ask for. A pattern that finds nothing is an error.
pub fn select(
    model: &Model<'_>,
    patterns: &PatternSet,
    diagnostics: &mut Diagnostics,
) -> Selection {
    let mut selection = Selection {
        is_everything: patterns.is_everything(),
        structured: vec![false; model.structured.len()],
        enums: vec![false; model.enums.len()],
        ..Selection::default()
    };
    walk::walk(model, patterns, &mut selection);
    let named = unmatched::types(model, patterns, diagnostics);
    closure::close(model, patterns, named, &mut selection);
    unmatched::paths(model, patterns, &selection, diagnostics);
    selection
}
