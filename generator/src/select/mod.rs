//! Which part of the model is wanted.
//!
//! [`select`] walks from the entity container along the paths that the patterns let through and
//! collects, per type and cardinality, which request builders and which of their members are
//! wanted; then it closes over the types that these need. Without patterns everything is wanted.
//! What is excluded is a member of a type that neither goes on with.

mod calls;
mod closure;
mod exclude;
mod members;
mod parts;
mod paths;
pub mod pattern;
mod place;
mod reasons;
mod requests;
#[cfg(test)]
pub(crate) mod tests;
mod unmatched;
mod walk;
mod ways;

pub(crate) use calls::{followed_result, method_of};
#[cfg(feature = "cli")]
pub(crate) use members::members;
pub use parts::{NamedPatterns, Part, PartOf, by_patterns, by_root_segments};
pub use paths::path;
pub use place::{Along, Place, Reached, Verbs};
pub use reasons::{Item, Link, Reasons};
pub(crate) use requests::{Need, Requests, needs, place};

use crate::diagnostics::Diagnostics;
use crate::model::{EnumId, Model, OperationId, StructuredId};
use closure::Wanted;
use exclude::Excluded;
use members::Members;
use pattern::PatternSet;
use reasons::StepId;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use walk::Roots;

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
    /// Why all this is wanted.
    pub reasons: Reasons,
    /// For each structured type which of its own properties are wanted; all where nothing is said.
    fields: Vec<Option<Vec<bool>>>,
    /// The navigation properties that are excluded.
    excluded_navigation: BTreeSet<(StructuredId, usize)>,
    /// The steps that lead to the places that are wanted as a whole.
    whole: HashMap<Place, StepId>,
    /// The patterns that some path matched, by position.
    matched: BTreeSet<usize>,
}

impl Selection {
    fn nothing(model: &Model<'_>) -> Self {
        Self {
            structured: vec![false; model.structured.len()],
            enums: vec![false; model.enums.len()],
            fields: vec![None; model.structured.len()],
            ..Self::default()
        }
    }

    /// Whether a structured type is wanted.
    pub fn has(&self, id: StructuredId) -> bool {
        self.structured[id.index()]
    }

    /// Whether an enumeration is wanted.
    pub fn has_enum(&self, id: EnumId) -> bool {
        self.enums[id.index()]
    }

    /// Whether a structural property of a wanted type is wanted: the declaring type and the position there.
    pub fn has_property(&self, owner: StructuredId, index: usize) -> bool {
        let wanted = self.fields.get(owner.index()).and_then(Option::as_ref);
        wanted.is_none_or(|wanted| wanted.get(index).copied().unwrap_or_default())
    }

    /// Whether a navigation property is not left out of what is said of a type.
    pub fn knows_navigation(&self, owner: StructuredId, index: usize) -> bool {
        !self.excluded_navigation.contains(&(owner, index))
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

/// Selects what the patterns ask for. A pattern that finds nothing is an error, and so is one of which what is excluded
/// leaves nothing.
pub fn select(
    model: &Model<'_>,
    patterns: &PatternSet,
    diagnostics: &mut Diagnostics,
) -> Selection {
    let meaning = Meaning::find(model, patterns, diagnostics);
    let selection = meaning.from(Roots::All, diagnostics);
    unmatched::paths(
        model,
        patterns,
        &selection.matched,
        Some(&meaning.ways),
        diagnostics,
    );
    selection
}

/// What patterns mean in a model.
struct Meaning<'p, 'a> {
    model: &'p Model<'a>,
    patterns: &'p PatternSet,
    /// The patterns, with paths for what they ask for otherwise.
    ways: Cow<'p, PatternSet>,
    excluded: Excluded,
    wanted: Wanted,
    /// The patterns of which it is told that they find nothing.
    lost: BTreeSet<usize>,
}

impl<'p, 'a> Meaning<'p, 'a> {
    fn find(model: &'p Model<'a>, patterns: &'p PatternSet, diagnostics: &mut Diagnostics) -> Self {
        let excluded = Excluded::find(model, patterns, diagnostics);
        let members = Members::find(model, patterns, diagnostics);
        let ways = ways::documented(model, patterns, diagnostics);
        let (ways, lost) = ways::to_members(model, ways, &members, diagnostics);
        let types = unmatched::types(model, patterns, diagnostics);
        Self {
            model,
            patterns,
            ways,
            wanted: Wanted::new(types, members, &excluded),
            excluded,
            lost,
        }
    }

    /// Selects what they ask for, along paths that begin so.
    fn from(&self, roots: Roots, diagnostics: &mut Diagnostics) -> Selection {
        let Self {
            model,
            patterns,
            excluded,
            wanted,
            ..
        } = self;
        let mut selection = Selection {
            is_everything: patterns.is_everything() && excluded.is_nothing(),
            matched: self.lost.clone(),
            ..Selection::nothing(model)
        };
        walk::walk(model, &self.ways, excluded, roots, &mut selection);
        selection.matched.extend(wanted.patterns());
        closure::close(
            model,
            patterns,
            wanted,
            excluded,
            &mut selection,
            diagnostics,
        );
        selection.excluded_navigation = excluded.navigation.clone();
        selection
    }
}
