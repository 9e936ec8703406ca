//! Which types the wanted places need.

use super::exclude::Excluded;
use super::members::{Asked, Members};
use super::pattern::PatternSet;
use super::reasons::StepId;
use super::{Item, Link, Selection, calls};
use crate::diagnostics::Diagnostics;
use crate::model::{Model, StructuredId, Type};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// What patterns ask for by name.
pub(super) struct Wanted {
    /// Types, each with the position of its pattern.
    types: Vec<(Type, usize)>,
    /// For types of which not all properties are asked for, those that are.
    narrowed: BTreeMap<StructuredId, Asked>,
    /// The patterns of which the excludes leave something.
    patterns: BTreeSet<usize>,
}

impl Wanted {
    pub(super) fn new(types: Vec<(Type, usize)>, members: Members, excluded: &Excluded) -> Self {
        let is_left = |ty: &Type| !excluded.types.contains(ty);
        let types = types.into_iter().filter(|(ty, _)| is_left(ty));
        let types: Vec<_> = types.collect();
        // A type that is named as a whole is wanted as a whole.
        let whole: BTreeSet<_> = types.iter().map(|(ty, _)| *ty).collect();
        // Of navigation properties and operations it is known where their paths end.
        let items = members.items.iter().filter(|(_, ty, item)| {
            let is_property = matches!(item, Item::Property(..));
            is_property && is_left(&Type::Structured(*ty)) && !excluded.has(*item)
        });
        let items = items.map(|one| one.0);
        let patterns = types.iter().map(|one| one.1).chain(items).collect();
        let mut narrowed = members.properties;
        let named = narrowed.keys().map(|id| Type::Structured(*id));
        let named: Vec<_> = named.filter(is_left).collect();
        let by = |ty: &Type| match ty {
            Type::Structured(id) => narrowed.get(id).map(|asked| asked.pattern),
            Type::Enum(_) | Type::Primitive(_) => None,
        };
        let named = named.iter().filter_map(|ty| Some((*ty, by(ty)?)));
        let types = types.iter().copied().chain(named).collect();
        narrowed.retain(|id, _| !whole.contains(&Type::Structured(*id)));
        Self {
            types,
            narrowed,
            patterns,
        }
    }

    pub(super) fn patterns(&self) -> impl Iterator<Item = usize> + '_ {
        self.patterns.iter().copied()
    }
}

pub(super) fn close(
    model: &Model<'_>,
    patterns: &PatternSet,
    wanted: &Wanted,
    excluded: &Excluded,
    selection: &mut Selection,
    diagnostics: &mut Diagnostics,
) {
    let mut close = Close {
        model,
        wanted,
        excluded,
        selection,
        queue: BinaryHeap::new(),
        waiting: Vec::new(),
        stands: vec![false; model.structured.len()],
        lost_bases: BTreeMap::new(),
    };
    close.places();
    close.named();
    close.run();
    if patterns.is_everything() {
        close.everything();
    } else if patterns.with_derived() {
        close.derived();
    }
    for (base, derived) in close.lost_bases {
        let (base, derived) = (model.qualified(base), model.qualified(derived));
        diagnostics
            .error(
                "excluded-base",
                format!("the excluded type `{base}` is a base of the wanted type `{derived}`"),
                None,
            )
            .help(format!(
                "exclude `{derived}` too, or only members of `{base}`"
            ));
    }
}

struct Close<'c, 'a> {
    model: &'c Model<'a>,
    wanted: &'c Wanted,
    excluded: &'c Excluded,
    selection: &'c mut Selection,
    /// Positions in `waiting`, those at the ends of the shortest chains first.
    queue: BinaryHeap<Reverse<(u32, usize)>>,
    waiting: Vec<(Type, StepId)>,
    /// For each structured type: whether something is declared to be of it. A type that is wanted as
    /// a base alone never says what else a value may be.
    stands: Vec<bool>,
    /// Excluded types that are bases, each with a type that needs it.
    lost_bases: BTreeMap<StructuredId, StructuredId>,
}

impl Close<'_, '_> {
    /// What is sent to the wanted places and read from them.
    fn places(&mut self) {
        let model = self.model;
        let reached = self.selection.places.iter();
        let reached = reached.map(|(place, reached)| (*place, reached.operations.clone()));
        let reached: Vec<_> = reached.collect();
        for (place, operations) in reached {
            if let Some(step) = self.selection.whole.get(&place).copied() {
                let link = Link::Value(place.ty);
                self.want(Type::Structured(place.ty), Some(step), link);
            }
            for id in operations {
                let operation = &model[id];
                let step = self.selection.reasons.of(Item::Operation(id));
                for (at, parameter) in operation.parameters.iter().enumerate() {
                    self.want(parameter.ty.ty, step, Link::Parameter(id, at));
                }
                let followed = calls::followed_result(model, operation).is_some();
                if let Some(returns) = operation.returns.filter(|_| !followed) {
                    self.want(returns.ty.ty, step, Link::Return(id));
                }
            }
        }
    }

    fn named(&mut self) {
        for (ty, pattern) in &self.wanted.types {
            self.want(*ty, None, Link::Pattern(*pattern));
        }
    }

    fn want(&mut self, ty: Type, parent: Option<StepId>, link: Link) {
        let is_known = match ty {
            Type::Primitive(_) => true,
            Type::Enum(id) => self.selection.enums[id.index()],
            Type::Structured(id) => self.stands[id.index()],
        };
        if is_known || self.excluded.types.contains(&ty) {
            return;
        }
        let step = self.selection.reasons.need(parent, link);
        let depth = self.selection.reasons.at(step).depth;
        self.queue.push(Reverse((depth, self.waiting.len())));
        self.waiting.push((ty, step));
    }

    fn run(&mut self) {
        while let Some(Reverse((_, at))) = self.queue.pop() {
            let (ty, step) = self.waiting[at];
            match ty {
                Type::Primitive(_) => {}
                Type::Enum(id) => {
                    self.selection.enums[id.index()] = true;
                    self.selection.reasons.brought(Item::Enum(id), step);
                }
                Type::Structured(id) => self.structured(id, step),
            }
        }
    }

    /// Takes a type that something is declared to be of.
    fn structured(&mut self, id: StructuredId, step: StepId) {
        if self.model[id].is_replaced || std::mem::replace(&mut self.stands[id.index()], true) {
            return;
        }
        self.selection.reasons.brought(Item::Structured(id), step);
        let key = self.model.key(id);
        let asked = self.wanted.narrowed.get(&id);
        for owner in self.model.lineage(id) {
            self.take(owner, id, step);
            for (index, property) in self.model[owner].properties.iter().enumerate() {
                let is_key = key
                    .iter()
                    .any(|path| path.split('/').next() == Some(property.name));
                let is_asked = asked.is_none_or(|one| one.properties.contains(&(owner, index)));
                let is_left = !self.excluded.has_property(owner, index);
                if is_key || (is_asked && is_left) {
                    self.property((owner, index), property.ty.ty, step);
                }
            }
        }
    }

    /// Takes a type or one of its bases.
    fn take(&mut self, id: StructuredId, derived: StructuredId, step: StepId) {
        if self.excluded.types.contains(&Type::Structured(id)) {
            self.lost_bases.entry(id).or_insert(derived);
        }
        let is_replaced = self.model[id].is_replaced;
        if is_replaced || std::mem::replace(&mut self.selection.structured[id.index()], true) {
            return;
        }
        if id != derived {
            let base = self.selection.reasons.need(Some(step), Link::Base(id));
            self.selection.reasons.brought(Item::Structured(id), base);
        }
        let properties = self.model[id].properties.len();
        self.selection.fields[id.index()] = Some(vec![false; properties]);
    }

    fn property(&mut self, (owner, index): (StructuredId, usize), ty: Type, step: StepId) {
        let fields = self.selection.fields[owner.index()].as_mut();
        let Some(field) = fields.and_then(|fields| fields.get_mut(index)) else {
            return;
        };
        if !std::mem::replace(field, true) {
            let link = Link::Property(owner, index);
            let item = Item::Property(owner, index);
            self.selection.reasons.brought(item, step);
            self.want(ty, Some(step), link);
        }
    }

    /// Takes all types that are left.
    fn everything(&mut self) {
        let types = self.model.structured_ids().map(Type::Structured);
        let enums = (0..self.model.enums.len()).map(crate::model::EnumId::new);
        for ty in types.chain(enums.map(Type::Enum)).collect::<Vec<_>>() {
            self.want(ty, None, Link::Everything);
            self.run();
        }
    }

    /// Types that may stand where a wanted one is declared. The root of nearly everything
    /// (`entity`: a root with no property but its key) would bring in all and is left alone.
    fn derived(&mut self) {
        let mut done = vec![false; self.model.structured.len()];
        loop {
            let found: Vec<_> = self
                .selection
                .structured_ids(self.model)
                .filter(|id| self.stands[id.index()] && !done[id.index()])
                .filter(|id| !self.is_universal(*id))
                .collect();
            if found.is_empty() {
                return;
            }
            for id in found {
                done[id.index()] = true;
                let step = self.selection.reasons.of(Item::Structured(id));
                for derived in &self.model.derived[id.index()] {
                    let link = Link::Derived(*derived);
                    self.want(Type::Structured(*derived), step, link);
                }
            }
            self.run();
        }
    }

    fn is_universal(&self, id: StructuredId) -> bool {
        let ty = &self.model[id];
        ty.base.is_none() && ty.properties.len() <= ty.key.len() && ty.navigation.is_empty()
    }
}
