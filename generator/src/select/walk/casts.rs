//! Casts, where everything is wanted.

use super::target::cast;
use super::{Visit, Walker};
use crate::csdl::Cardinality;
use crate::model::{Binding, Model, StructuredId, Type, TypeUse};
use crate::select::{Item, Link, Place};

impl Walker<'_, '_> {
    /// Derived types with something of their own are reached by a cast from a base's builder.
    pub(super) fn casts(&mut self) {
        loop {
            let places = self.selection.places.iter();
            let places = places.filter(|(_, reached)| !reached.by_cast);
            let reached: Vec<Place> = places.map(|(place, _)| *place).collect();
            let mut found = false;
            for place in reached {
                for ty in self.model.descendants(place.ty) {
                    let to = Place { ty, ..place };
                    let is_excluded = self.excluded.casts.contains(&ty)
                        || self.excluded.types.contains(&Type::Structured(ty));
                    let is_new = !self.selection.places.contains_key(&to) && !is_excluded;
                    if is_new && self.adds(place, ty) {
                        found = true;
                        let state = self.patterns.start();
                        let parent = self.selection.reasons.of(Item::Place(place));
                        let step = self.step(parent, Link::Cast(ty), &state, Some(to));
                        let target = cast(to);
                        self.queue.push_back(Visit {
                            place: to,
                            state,
                            way: target.way,
                            verbs: target.verbs,
                            references: target.references,
                            step,
                        });
                        self.run();
                    }
                }
            }
            if !found {
                return;
            }
        }
    }

    /// Whether the builder of a type that derives from a place's would offer something that the place's does not: the type, or
    /// one between the two, has something of its own.
    fn adds(&self, place: Place, derived: StructuredId) -> bool {
        let model = self.model;
        let lineage = std::iter::once(derived).chain(model.bases(derived));
        let mut between = lineage.take_while(|ty| *ty != place.ty);
        between.any(|id| {
            let ty = &model[id];
            let binding = Binding {
                ty: Type::Structured(id),
                cardinality: place.cardinality,
            };
            let mut properties = ty.properties.iter().map(|one| one.ty);
            let leads = |one: TypeUse| match one.ty {
                Type::Structured(to) => {
                    one.cardinality == Cardinality::One && self.leads[to.index()]
                }
                other => other.is_stream(),
            };
            let mut adds = || !ty.navigation.is_empty() || ty.has_stream || properties.any(leads);
            model.bound.contains_key(&binding) || (place.cardinality == Cardinality::One && adds())
        })
    }
}

/// The types that have something at paths of their own, or lead to such a type by a complex property or a cast: navigation
/// properties and operations, their own and inherited ones.
pub(super) fn leading_types(model: &Model<'_>) -> Vec<bool> {
    let mut has = vec![false; model.structured.len()];
    let mut leads = has.clone();
    let mut used_by: Vec<Vec<StructuredId>> = vec![Vec::new(); leads.len()];
    let mut found: Vec<StructuredId> = Vec::new();
    for id in model.structured_ids() {
        let binding = Binding {
            ty: Type::Structured(id),
            cardinality: Cardinality::One,
        };
        if !model[id].navigation.is_empty() || model.bound.contains_key(&binding) {
            found.push(id);
        }
        for property in &model[id].properties {
            if let (Type::Structured(ty), Cardinality::One) =
                (property.ty.ty, property.ty.cardinality)
            {
                used_by[ty.index()].push(id);
            }
        }
    }
    while let Some(id) = found.pop() {
        if std::mem::replace(&mut has[id.index()], true) {
            continue;
        }
        found.extend(&model.derived[id.index()]);
        for one in std::iter::once(id).chain(model.bases(id)) {
            if !std::mem::replace(&mut leads[one.index()], true) {
                found.extend(&used_by[one.index()]);
            }
        }
    }
    leads
}
