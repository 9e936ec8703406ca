//! Which types the wanted places need.

use super::pattern::PatternSet;
use super::{Selection, walk};
use crate::model::{Model, StructuredId, Type};

pub(super) fn close(
    model: &Model<'_>,
    patterns: &PatternSet,
    named: Vec<Type>,
    selection: &mut Selection,
) {
    if patterns.is_everything() {
        for id in model.structured_ids() {
            selection.structured[id.index()] = !model[id].is_replaced;
        }
        selection.enums.fill(true);
        return;
    }
    let mut wanted = named;
    for (place, reached) in &selection.places {
        if reached.whole {
            wanted.push(Type::Structured(place.ty));
        }
        for id in &reached.operations {
            let operation = &model[*id];
            wanted.extend(operation.parameters.iter().map(|one| one.ty.ty));
            let followed = walk::followed_result(model, operation).is_some();
            let returns = operation.returns.filter(|_| !followed);
            wanted.extend(returns.map(|one| one.ty.ty));
        }
    }
    let mut close = Close {
        model,
        selection,
        wanted,
        stands: vec![false; model.structured.len()],
    };
    close.run();
    if patterns.with_derived() {
        close.derived();
    }
}

struct Close<'c, 'a> {
    model: &'c Model<'a>,
    selection: &'c mut Selection,
    wanted: Vec<Type>,
    /// For each structured type: whether something is declared to be of it. A type that is wanted as
    /// a base alone never says what else a value may be.
    stands: Vec<bool>,
}

impl Close<'_, '_> {
    fn run(&mut self) {
        while let Some(ty) = self.wanted.pop() {
            match ty {
                Type::Primitive(_) => {}
                Type::Enum(id) => self.selection.enums[id.index()] = true,
                Type::Structured(id) => self.structured(id),
            }
        }
    }

    fn structured(&mut self, id: StructuredId) {
        self.stands[id.index()] = true;
        for one in self.model.lineage(id) {
            self.take(one);
        }
    }

    fn take(&mut self, id: StructuredId) {
        let ty = &self.model[id];
        if ty.is_replaced || std::mem::replace(&mut self.selection.structured[id.index()], true) {
            return;
        }
        self.wanted
            .extend(ty.properties.iter().map(|one| one.ty.ty));
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
                let derived = &self.model.derived[id.index()];
                self.wanted
                    .extend(derived.iter().copied().map(Type::Structured));
            }
            self.run();
        }
    }

    fn is_universal(&self, id: StructuredId) -> bool {
        let ty = &self.model[id];
        ty.base.is_none() && ty.properties.len() <= ty.key.len() && ty.navigation.is_empty()
    }
}
