//! What patterns of members find.

use super::pattern::{MemberPattern, Pattern, PatternSet, TypeMatch};
use super::{Item, unmatched};
use crate::csdl::Cardinality;
use crate::diagnostics::{Diagnostics, Span};
use crate::model::{Binding, Model, StructuredId, Type};
use std::collections::{BTreeMap, BTreeSet};

/// The members that the patterns of a set name.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// Each with the position of its pattern and the type that the pattern names.
    pub(super) items: Vec<(usize, StructuredId, Item)>,
    /// The structural properties that are asked for of a type: the declaring type and the position there.
    pub(super) properties: BTreeMap<StructuredId, Asked>,
    /// The patterns of which a member is nowhere, which was told.
    pub(super) lost: BTreeSet<usize>,
}

/// The structural properties that patterns ask for of a type.
#[derive(Debug, Default, Clone)]
pub(super) struct Asked {
    /// The first of the patterns.
    pub(super) pattern: usize,
    /// The properties: the declaring type and the position there.
    pub(super) properties: BTreeSet<(StructuredId, usize)>,
}

impl Members {
    pub(super) fn find(
        model: &Model<'_>,
        patterns: &PatternSet,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut found = Self::default();
        for (index, (pattern, span)) in patterns.patterns().iter().enumerate() {
            if let Pattern::Members(members) = pattern {
                found.pattern(model, (index, members, *span), diagnostics);
            }
        }
        found
    }

    fn pattern(
        &mut self,
        model: &Model<'_>,
        (index, pattern, span): (usize, &MemberPattern, Option<Span>),
        diagnostics: &mut Diagnostics,
    ) {
        let candidates = model.structured_ids().map(|id| {
            let ty = &model[id];
            (model.namespace(ty.namespace).name, ty.name, id)
        });
        let types = match pattern.ty().select(candidates) {
            TypeMatch::Types(types) => types,
            TypeMatch::None => {
                unmatched::no_type(model, pattern.ty(), span, diagnostics);
                return;
            }
            TypeMatch::Ambiguous(types) => {
                let types = types.into_iter().map(Type::Structured);
                unmatched::ambiguous(model, pattern.ty(), types, span, diagnostics);
                return;
            }
        };
        let mut names = BTreeSet::new();
        let mut fitting = BTreeSet::new();
        for ty in types {
            for (name, item) in members(model, ty) {
                names.insert(name);
                let fits: Vec<_> = pattern.fitting(name).collect();
                if !fits.is_empty() {
                    self.take(index, ty, item);
                }
                fitting.extend(fits);
            }
        }
        for (at, glob) in pattern.members().iter().enumerate() {
            if !fitting.contains(&at) {
                self.lost.insert(index);
                unmatched::no_member(pattern, glob, &names, span, diagnostics);
            }
        }
    }

    fn take(&mut self, pattern: usize, ty: StructuredId, item: Item) {
        self.items.push((pattern, ty, item));
        if let Item::Property(owner, index) = item {
            let asked = self.properties.entry(ty).or_insert_with(|| Asked {
                pattern,
                ..Asked::default()
            });
            asked.properties.insert((owner, index));
        }
    }

    /// Those that a path leads to: navigation properties and operations.
    pub(super) fn further(&self) -> impl Iterator<Item = (usize, StructuredId, Item)> + '_ {
        let items = self.items.iter().copied();
        items.filter(|(_, _, item)| !matches!(item, Item::Property(..)))
    }
}

/// Properties and operations of a type, inherited ones included.
pub(crate) fn members<'m>(model: &'m Model<'_>, ty: StructuredId) -> Vec<(&'m str, Item)> {
    let mut found = Vec::new();
    for owner in model.lineage(ty) {
        let properties = model[owner].properties.iter().enumerate();
        found.extend(properties.map(|(index, one)| (one.name, Item::Property(owner, index))));
        let navigation = model[owner].navigation.iter().enumerate();
        found.extend(navigation.map(|(index, one)| (one.name, Item::Navigation(owner, index))));
        for cardinality in [Cardinality::One, Cardinality::Many] {
            let binding = Binding {
                ty: Type::Structured(owner),
                cardinality,
            };
            let bound = model.bound.get(&binding).into_iter().flatten();
            let bound = bound.filter(|id| model.binds(ty, **id));
            found.extend(bound.map(|id| (model[*id].name, Item::Operation(*id))));
        }
    }
    found
}
