//! The walk over paths. It visits a place once per state of the patterns, so it ends although the
//! paths do not.

use super::pattern::{PatternSet, Segment, State};
use super::{Place, Selection, Verbs};
use crate::csdl::Cardinality;
use crate::model::{
    Binding, ChildKind, Kind, Model, NavigationProperty, Operation, OperationId, Restriction,
    StructuredId, Term, Type,
};
use std::collections::{HashMap, HashSet};

/// How a path arrives at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    /// By containment: everything below may follow.
    Owned,
    /// By a reference: what is below belongs to another path, where it lives.
    Referenced,
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
    seen: HashSet<(Place, State, Way)>,
    queue: Vec<Visit>,
}

pub(super) fn walk(model: &Model<'_>, patterns: &PatternSet, selection: &mut Selection) {
    let mut walker = Walker {
        model,
        patterns,
        selection,
        operations: HashMap::new(),
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
                ChildKind::EntitySet(ty) => {
                    (ty, Cardinality::Many, Verbs::of_contained(&child.facts))
                }
                ChildKind::Singleton(ty) => {
                    (ty, Cardinality::One, Verbs::of_singleton(&child.facts))
                }
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
        }
        reached.referenceable |= visit.references == References::Allowed;
        if whole {
            reached.verbs = reached.verbs.or(visit.verbs);
        }
        if !self.seen.insert((place, visit.state.clone(), visit.way)) {
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
                if property.ty.cardinality == Cardinality::Many || !leads_further(model, ty) {
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
                        verbs: Verbs::of_contained(&property.facts),
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
            Way::Owned | Way::Cast => self.patterns.leads_on(state),
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
            let reached: Vec<Place> = self.selection.places.keys().copied().collect();
            let mut found = false;
            for place in reached {
                for ty in self.model.descendants(place.ty) {
                    let cast = Place { ty, ..place };
                    if !self.selection.places.contains_key(&cast) && adds(self.model, cast) {
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

fn navigate(model: &Model<'_>, (owner, index): (StructuredId, usize), state: State) -> Visit {
    let property = &model[owner].navigation[index];
    let (verbs, way) = if property.contains_target {
        (Verbs::of_contained(&property.facts), Way::Owned)
    } else {
        let verbs = Verbs::of_referenced(&property.facts, model.grant(owner, index));
        let way = if verbs.writes() {
            Way::Owned
        } else {
            Way::Referenced
        };
        (verbs, way)
    };
    Visit {
        place: Place {
            ty: property.target,
            cardinality: property.ty.cardinality,
        },
        state,
        way,
        verbs,
        references: references(property),
    }
}

fn references(property: &NavigationProperty<'_>) -> References {
    let said = property
        .facts
        .restriction(Term::NavigationRestrictions, "Referenceable");
    if property.contains_target || said == Restriction::Denied {
        References::Impossible
    } else {
        References::Allowed
    }
}

/// Whether a complex type has something at a path of its own: navigation properties or operations.
fn leads_further(model: &Model<'_>, ty: StructuredId) -> bool {
    let lineage = model.lineage(ty);
    lineage.iter().any(|one| {
        let binding = Binding {
            ty: Type::Structured(*one),
            cardinality: Cardinality::One,
        };
        !model[*one].navigation.is_empty() || model.bound.contains_key(&binding)
    })
}

/// Whether a derived type's builder would offer something that its base's does not.
fn adds(model: &Model<'_>, place: Place) -> bool {
    let ty = &model[place.ty];
    let binding = Binding {
        ty: Type::Structured(place.ty),
        cardinality: place.cardinality,
    };
    if model.bound.contains_key(&binding) {
        return true;
    }
    let streams = ty.properties.iter().any(|one| one.ty.ty.is_stream());
    place.cardinality == Cardinality::One && (!ty.navigation.is_empty() || streams || ty.has_stream)
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
