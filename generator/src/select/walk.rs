//! The walk over paths. It visits a place once per state of the patterns, so it ends although the
//! paths do not.

use super::pattern::{PatternSet, Segment, State};
use super::{Along, Place, Selection, Verbs};
use crate::csdl::Cardinality;
use crate::model::{
    Binding, ChildKind, Kind, Model, Operation, OperationId, Restriction, StructuredId, Term, Type,
    TypeUse,
};
use std::collections::{HashMap, HashSet};

/// How a path arrives at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    /// By containment: everything below may follow.
    Owned,
    /// By a reference: what is below belongs to another path, where it lives.
    Referenced,
    /// By a reference for which the metadata grants writes: as by containment, with these writes only.
    Granted,
    /// By a cast.
    Cast,
}

/// Whether `$ref` can be used where a path arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum References {
    /// Along a navigation property that refers.
    Allowed,
    /// Elsewhere.
    Impossible,
}

struct Visit {
    place: Place,
    state: State,
    way: Way,
    verbs: Verbs,
    references: References,
}

struct Walker<'w, 'a> {
    model: &'w Model<'a>,
    patterns: &'w PatternSet,
    selection: &'w mut Selection,
    operations: HashMap<Place, Vec<OperationId>>,
    /// The types that have something at paths of their own.
    leads: Vec<bool>,
    seen: HashSet<(Place, State, Way)>,
    queue: Vec<Visit>,
}

pub(super) fn walk(model: &Model<'_>, patterns: &PatternSet, selection: &mut Selection) {
    let mut walker = Walker {
        model,
        patterns,
        selection,
        operations: HashMap::new(),
        leads: leading_types(model),
        seen: HashSet::new(),
        queue: Vec::new(),
    };
    walker.roots();
    walker.run();
    if patterns.is_everything() {
        walker.casts();
    }
}

impl<'w, 'a> Walker<'w, 'a> {
    fn roots(&mut self) {
        let start = self.patterns.start();
        for (index, child) in self.model.children.iter().enumerate() {
            let state = self.patterns.step(&start, Segment::Name(child.name));
            if !self.patterns.leads_on(&state) {
                continue;
            }
            self.selection.children.push(index);
            let (ty, cardinality, verbs) = match child.kind {
                ChildKind::EntitySet(ty) => (
                    ty,
                    Cardinality::Many,
                    Verbs::of_contained(&child.facts, &self.model[ty].facts),
                ),
                ChildKind::Singleton(ty) => (
                    ty,
                    Cardinality::One,
                    Verbs::of_singleton(&child.facts, &self.model[ty].facts),
                ),
                ChildKind::OperationImport(id) => {
                    self.selection
                        .matched
                        .extend(self.patterns.selecting(&state));
                    self.result(id, &state);
                    continue;
                }
            };
            self.queue.push(Visit {
                place: Place { ty, cardinality },
                state,
                way: Way::Owned,
                verbs,
                references: References::Impossible,
            });
        }
    }

    fn run(&mut self) {
        while let Some(visit) = self.queue.pop() {
            self.visit(visit);
        }
    }

    fn visit(&mut self, visit: Visit) {
        let place = visit.place;
        let whole = self.patterns.selects(&visit.state);
        self.selection
            .matched
            .extend(self.patterns.selecting(&visit.state));
        let reached = self
            .selection
            .places
            .entry(place)
            .or_insert_with(|| super::Reached {
                by_cast: true,
                ..super::Reached::default()
            });
        reached.whole |= whole;
        reached.by_cast &= visit.way == Way::Cast;
        match visit.way {
            Way::Owned | Way::Cast => reached.owned = true,
            Way::Referenced => reached.referenced = true,
            Way::Granted => {}
        }
        let referenceable = visit.references == References::Allowed;
        match visit.way {
            Way::Granted => reached.granted.referenceable |= referenceable,
            _ => reached.referenceable |= referenceable,
        }
        if whole && visit.way == Way::Granted {
            reached.granted.verbs = reached.granted.verbs.or(visit.verbs);
            reached.verbs.read |= visit.verbs.read;
        } else if whole {
            reached.verbs = reached.verbs.or(visit.verbs);
        }
        if !self.seen.insert((place, visit.state.clone(), visit.way)) {
            // The members have what this path offers too.
            if place.cardinality == Cardinality::Many {
                self.members_of(&visit);
            }
            return;
        }
        self.operations_of(&visit);
        match place.cardinality {
            Cardinality::Many => self.members_of(&visit),
            Cardinality::One => self.properties_of(&visit),
        }
    }

    /// From a collection to one of its members.
    fn members_of(&mut self, visit: &Visit) {
        let ty = visit.place.ty;
        if self.model.key(ty).is_empty() && self.model[ty].kind == Kind::Complex {
            return;
        }
        let state = self.patterns.step(&visit.state, Segment::Key);
        if !self.patterns.leads_on(&state) {
            return;
        }
        self.reached(visit.place).by_key = true;
        self.queue.push(Visit {
            place: Place {
                ty,
                cardinality: Cardinality::One,
            },
            state,
            way: visit.way,
            verbs: visit.verbs,
            references: visit.references,
        });
    }

    fn properties_of(&mut self, visit: &Visit) {
        let model = self.model;
        for owner in model.lineage(visit.place.ty) {
            for (index, property) in model[owner].navigation.iter().enumerate() {
                let state = self
                    .patterns
                    .step(&visit.state, Segment::Name(property.name));
                if self.follows(visit, &state) {
                    self.reached(visit.place).navigation.insert((owner, index));
                    self.queue.push(navigate(model, (owner, index), state));
                }
            }
            for (index, property) in model[owner].properties.iter().enumerate() {
                let Type::Structured(ty) = property.ty.ty else {
                    continue;
                };
                if property.ty.cardinality == Cardinality::Many || !self.leads[ty.index()] {
                    continue;
                }
                let state = self
                    .patterns
                    .step(&visit.state, Segment::Name(property.name));
                if self.follows(visit, &state) {
                    self.reached(visit.place).properties.insert((owner, index));
                    self.queue.push(Visit {
                        place: Place {
                            ty,
                            cardinality: Cardinality::One,
                        },
                        state,
                        way: Way::Owned,
                        verbs: Verbs::of_contained(&property.facts, &model[ty].facts),
                        references: References::Impossible,
                    });
                }
            }
        }
    }

    /// Whether the walk goes on from a visit in this state. Below a reference only where a pattern
    /// spells the way out, or where everything is wanted anyway.
    fn follows(&self, visit: &Visit, state: &State) -> bool {
        match visit.way {
            Way::Owned | Way::Granted | Way::Cast => self.patterns.leads_on(state),
            Way::Referenced if self.patterns.is_everything() => true,
            Way::Referenced => self.patterns.spells_out(state),
        }
    }

    fn operations_of(&mut self, visit: &Visit) {
        let place = visit.place;
        if !self.operations.contains_key(&place) {
            let found = operations(self.model, place);
            self.operations.insert(place, found);
        }
        let found = self.operations[&place].clone();
        for id in found {
            let name = self.model[id].name;
            let state = self.patterns.step(&visit.state, Segment::Name(name));
            if self.follows(visit, &state) && self.patterns.leads_on(&state) {
                self.selection
                    .matched
                    .extend(self.patterns.selecting(&state));
                self.reached(place).operations.insert(id);
                self.result(id, &state);
            }
        }
    }

    /// A composable function's result can be followed like a reference.
    fn result(&mut self, id: OperationId, state: &State) {
        let operation = &self.model[id];
        if let Some(place) = followed_result(self.model, operation) {
            self.queue.push(Visit {
                place,
                state: state.clone(),
                way: Way::Referenced,
                verbs: Verbs {
                    read: true,
                    ..Verbs::default()
                },
                references: References::Impossible,
            });
        }
    }

    fn reached(&mut self, place: Place) -> &mut super::Reached {
        self.selection.places.entry(place).or_default()
    }

    /// Derived types with something of their own are reached by a cast from a base's builder.
    fn casts(&mut self) {
        loop {
            let places = self.selection.places.iter();
            let places = places.filter(|(_, reached)| !reached.by_cast);
            let reached: Vec<Place> = places.map(|(place, _)| *place).collect();
            let mut found = false;
            for place in reached {
                for ty in self.model.descendants(place.ty) {
                    let cast = Place { ty, ..place };
                    if !self.selection.places.contains_key(&cast) && self.adds(place, ty) {
                        found = true;
                        self.queue.push(Visit {
                            place: cast,
                            state: self.patterns.start(),
                            way: Way::Cast,
                            verbs: Verbs {
                                read: true,
                                ..Verbs::default()
                            },
                            references: References::Impossible,
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
}

impl Walker<'_, '_> {
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

fn navigate(model: &Model<'_>, (owner, index): (StructuredId, usize), state: State) -> Visit {
    let property = &model[owner].navigation[index];
    let verbs = if property.contains_target {
        Verbs::of_contained(&property.facts, &model[property.target].facts)
    } else {
        Verbs::of_referenced(&property.facts, model.grant(owner, index))
    };
    let way = match Along::of(model, owner, index) {
        Along::Contained => Way::Owned,
        Along::Referenced => Way::Referenced,
        Along::Granted => Way::Granted,
    };
    Visit {
        place: Place {
            ty: property.target,
            cardinality: property.ty.cardinality,
        },
        state,
        way,
        verbs,
        references: references(model, owner, index),
    }
}

fn references(model: &Model<'_>, owner: StructuredId, index: usize) -> References {
    let said = model[owner].navigation[index]
        .facts
        .restriction(Term::NavigationRestrictions, "Referenceable");
    match Along::of(model, owner, index) {
        Along::Contained => References::Impossible,
        _ if said == Restriction::Denied => References::Impossible,
        _ => References::Allowed,
    }
}

/// The types that have something at paths of their own, or lead to such a type by a complex property or a cast: navigation
/// properties and operations, their own and inherited ones.
fn leading_types(model: &Model<'_>) -> Vec<bool> {
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

/// Where the result of a composable function leads, if it is an entity type.
pub(crate) fn followed_result(model: &Model<'_>, operation: &Operation<'_>) -> Option<Place> {
    let returns = operation.returns.filter(|_| operation.is_composable)?;
    match returns.ty.ty {
        Type::Structured(ty) if model[ty].kind == Kind::Entity => Some(Place {
            ty,
            cardinality: returns.ty.cardinality,
        }),
        Type::Structured(_) | Type::Enum(_) | Type::Primitive(_) => None,
    }
}

/// The operations that can be called at a place: the type's own and the inherited ones. The most
/// derived declaration of a name wins, with all its overloads.
fn operations(model: &Model<'_>, place: Place) -> Vec<OperationId> {
    let mut found: Vec<OperationId> = Vec::new();
    for ty in std::iter::once(place.ty).chain(model.bases(place.ty)) {
        let binding = Binding {
            ty: Type::Structured(ty),
            cardinality: place.cardinality,
        };
        let Some(own) = model.bound.get(&binding) else {
            continue;
        };
        let taken: HashSet<&str> = found.iter().map(|id| model[*id].name).collect();
        found.extend(
            own.iter()
                .filter(|id| model.binds(place.ty, **id) && !taken.contains(model[**id].name)),
        );
    }
    found
}
