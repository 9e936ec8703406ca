//! The walk over paths. It visits a place once per state of the patterns, so it ends although the
//! paths do not.

mod casts;
mod target;

use casts::leading_types;
use target::{References, Target, Way, cast, navigate};

use super::calls::{followed_result, method_of, operations};
use super::exclude::Excluded;
use super::pattern::{Methods, PatternSet, Segment, State};
use super::reasons::StepId;
use super::{Item, Link, Place, Selection, Verbs};
use crate::csdl::Cardinality;
use crate::docs::page::Method;
use crate::model::{ChildKind, Kind, Model, OperationId, StructuredId, Type};
use std::collections::{HashMap, HashSet, VecDeque};

/// Where paths begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Roots {
    /// At every child of the container.
    All,
    /// At this child, by its position in the model.
    Only(usize),
}

struct Visit {
    place: Place,
    state: State,
    way: Way,
    verbs: Verbs,
    references: References,
    step: StepId,
}

struct Walker<'w, 'a> {
    model: &'w Model<'a>,
    patterns: &'w PatternSet,
    excluded: &'w Excluded,
    selection: &'w mut Selection,
    operations: HashMap<Place, Vec<OperationId>>,
    /// The types that have something at paths of their own.
    leads: Vec<bool>,
    seen: HashSet<(Place, State, Way)>,
    /// Breadth first, so that what brings something first is on a shortest chain.
    queue: VecDeque<Visit>,
    /// Whether some pattern may name a cast.
    looks_for_casts: bool,
}

pub(super) fn walk(
    model: &Model<'_>,
    patterns: &PatternSet,
    excluded: &Excluded,
    roots: Roots,
    selection: &mut Selection,
) {
    let mut walker = Walker {
        model,
        patterns,
        excluded,
        selection,
        operations: HashMap::new(),
        leads: leading_types(model),
        seen: HashSet::new(),
        queue: VecDeque::new(),
        looks_for_casts: patterns.has_casts(),
    };
    walker.roots(roots);
    walker.run();
    if patterns.is_everything() {
        walker.casts();
    }
}

impl<'w, 'a> Walker<'w, 'a> {
    fn roots(&mut self, roots: Roots) {
        let start = self.patterns.start();
        let begins = |index| roots == Roots::All || roots == Roots::Only(index);
        let children = self.model.children.iter().enumerate();
        for (index, child) in children.filter(|(index, _)| begins(*index)) {
            let state = self.patterns.step(&start, Segment::Name(child.name));
            if !self.patterns.leads_on(&state) || self.excluded.children.contains(&index) {
                continue;
            }
            let (place, verbs) = match child.kind {
                ChildKind::EntitySet(ty) => (
                    Place {
                        ty,
                        cardinality: Cardinality::Many,
                    },
                    Verbs::of_contained(&child.facts, &self.model[ty].facts),
                ),
                ChildKind::Singleton(ty) => (
                    Place {
                        ty,
                        cardinality: Cardinality::One,
                    },
                    Verbs::of_singleton(&child.facts, &self.model[ty].facts),
                ),
                ChildKind::OperationImport(id) => {
                    if self.calls(id, &state) {
                        let step = self.step(None, Link::Child(index), &state, None);
                        self.child(index, step);
                        self.selection.reasons.brought(Item::Operation(id), step);
                        self.result(id, &state, step);
                    }
                    continue;
                }
            };
            if self.excluded.types.contains(&Type::Structured(place.ty)) {
                continue;
            }
            let step = self.step(None, Link::Child(index), &state, Some(place));
            self.child(index, step);
            self.queue.push_back(Visit {
                place,
                state,
                way: Way::Owned,
                verbs,
                references: References::Impossible,
                step,
            });
        }
    }

    fn child(&mut self, index: usize, step: StepId) {
        self.selection.children.push(index);
        self.selection.reasons.brought(Item::Child(index), step);
    }

    fn step(
        &mut self,
        parent: Option<StepId>,
        link: Link,
        state: &State,
        place: Option<Place>,
    ) -> StepId {
        let methods = self.patterns.methods(state);
        self.selection.reasons.step(parent, link, methods, place)
    }

    fn run(&mut self) {
        while let Some(visit) = self.queue.pop_front() {
            self.visit(visit);
        }
    }

    /// The verbs that are wanted of a place, of all that a path offers there. A pattern without verbs takes the place whatever
    /// it offers.
    fn wanted(&mut self, visit: &Visit) -> Methods {
        let place = visit.place;
        let excluded = self.excluded.methods.get(&place);
        let excluded = excluded.copied().unwrap_or(Methods::NONE);
        let offered = self.offered(visit).without(excluded);
        let mut wanted = Methods::NONE;
        if self.patterns.is_everything() {
            return Methods::ALL.without(excluded);
        }
        for (pattern, methods) in self.patterns.selecting(&visit.state) {
            let takes = match methods {
                Methods::ALL => methods.without(excluded),
                some => some.and(offered),
            };
            if !takes.is_empty() {
                self.selection.matched.insert(pattern);
                wanted = wanted.or(takes);
            }
        }
        wanted
    }

    fn offered(&self, visit: &Visit) -> Methods {
        let is_many = visit.place.cardinality == Cardinality::Many;
        // The verbs of a visit are those of a collection and its members together.
        let of_collection: Methods = [Method::Get, Method::Post].into_iter().collect();
        let mut offered = match is_many {
            true => visit.verbs.methods().and(of_collection),
            false => visit.verbs.methods().without(Methods::one(Method::Post)),
        };
        if visit.references == References::Allowed {
            let write = if is_many { Method::Post } else { Method::Put };
            offered = offered.or([Method::Get, write, Method::Delete].into_iter().collect());
        }
        let model = self.model;
        let has_content = || {
            let mut lineage = model.lineage(visit.place.ty).into_iter();
            let streams = |ty: StructuredId| {
                let mut properties = model[ty].properties.iter();
                model[ty].has_stream || properties.any(|one| one.ty.ty.is_stream())
            };
            lineage.any(streams)
        };
        if !is_many && has_content() {
            offered = offered.or([Method::Get, Method::Put].into_iter().collect());
        }
        offered
    }

    fn visit(&mut self, visit: Visit) {
        let place = visit.place;
        let methods = self.wanted(&visit);
        let whole = !methods.is_empty();
        self.selection
            .reasons
            .brought(Item::Place(place), visit.step);
        if whole {
            self.selection.whole.entry(place).or_insert(visit.step);
        }
        let reached = self
            .selection
            .places
            .entry(place)
            .or_insert_with(|| super::Reached {
                by_cast: true,
                ..super::Reached::default()
            });
        reached.whole |= whole;
        reached.methods = reached.methods.or(methods);
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
        let verbs = visit.verbs.within(methods);
        if whole && visit.way == Way::Granted {
            reached.granted.verbs = reached.granted.verbs.or(verbs);
            reached.verbs.read |= verbs.read;
        } else if whole {
            reached.verbs = reached.verbs.or(verbs);
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
        if self.looks_for_casts {
            self.casts_of(&visit);
        }
    }

    /// From a collection to one of its members.
    fn members_of(&mut self, visit: &Visit) {
        let ty = visit.place.ty;
        if self.model.key(ty).is_empty() && self.model[ty].kind == Kind::Complex {
            return;
        }
        let state = self.patterns.step(&visit.state, Segment::Key);
        if !self.patterns.leads_on(&state) || self.excluded.keys.contains(&ty) {
            return;
        }
        self.reached(visit.place).by_key = true;
        let place = Place {
            ty,
            cardinality: Cardinality::One,
        };
        let step = self.step(Some(visit.step), Link::Key, &state, Some(place));
        self.queue.push_back(Visit {
            place,
            state,
            way: visit.way,
            verbs: visit.verbs,
            references: visit.references,
            step,
        });
    }

    fn properties_of(&mut self, visit: &Visit) {
        let model = self.model;
        for owner in model.lineage(visit.place.ty) {
            for (index, property) in model[owner].navigation.iter().enumerate() {
                let member = (owner, index);
                let state = self
                    .patterns
                    .step(&visit.state, Segment::Name(property.name));
                let is_excluded = || {
                    let target = Type::Structured(property.target);
                    self.excluded.navigation.contains(&member)
                        || self.excluded.types.contains(&target)
                };
                if self.follows(visit, &state) && !is_excluded() {
                    self.reached(visit.place).navigation.insert(member);
                    let link = Link::Navigation(owner, index);
                    let step = self.go(visit, link, state, navigate(model, member));
                    let item = Item::Navigation(owner, index);
                    self.selection.reasons.brought(item, step);
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
                let is_excluded = self.excluded.has_property(owner, index)
                    || self.excluded.types.contains(&property.ty.ty);
                if self.follows(visit, &state) && !is_excluded {
                    self.reached(visit.place).properties.insert((owner, index));
                    let target = Target {
                        place: Place {
                            ty,
                            cardinality: Cardinality::One,
                        },
                        way: Way::Owned,
                        verbs: Verbs::of_contained(&property.facts, &model[ty].facts),
                        references: References::Impossible,
                    };
                    self.go(visit, Link::Resource(owner, index), state, target);
                }
            }
        }
    }

    /// The casts that a pattern spells out.
    fn casts_of(&mut self, visit: &Visit) {
        let model = self.model;
        for ty in model.descendants(visit.place.ty) {
            let name = model.qualified(ty);
            let state = self.patterns.step(&visit.state, Segment::Name(&name));
            let is_excluded = self.excluded.casts.contains(&ty)
                || self.excluded.types.contains(&Type::Structured(ty));
            if !self.patterns.spells_out(&state) || is_excluded {
                continue;
            }
            let place = Place { ty, ..visit.place };
            let target = cast(place);
            self.go(visit, Link::Cast(ty), state, target);
        }
    }

    /// Goes on from a visit.
    fn go(&mut self, visit: &Visit, link: Link, state: State, target: Target) -> StepId {
        let step = self.step(Some(visit.step), link, &state, Some(target.place));
        self.queue.push_back(Visit {
            place: target.place,
            state,
            way: target.way,
            verbs: target.verbs,
            references: target.references,
            step,
        });
        step
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
            if self.follows(visit, &state) && self.calls(id, &state) {
                self.reached(place).operations.insert(id);
                let step = self.step(Some(visit.step), Link::Operation(id), &state, None);
                self.selection.reasons.brought(Item::Operation(id), step);
                self.result(id, &state, step);
            }
        }
    }

    /// Whether an operation is wanted in this state: a pattern selects it, or what its result leads to.
    fn calls(&mut self, id: OperationId, state: &State) -> bool {
        let operation = &self.model[id];
        if !self.patterns.leads_on(state) || self.excluded.operations.contains(&id) {
            return false;
        }
        let method = method_of(operation);
        let mut calls = self.patterns.is_everything();
        for (pattern, methods) in self.patterns.selecting(state) {
            if methods.has(method) {
                self.selection.matched.insert(pattern);
                calls = true;
            }
        }
        calls || (self.patterns.extends(state) && followed_result(self.model, operation).is_some())
    }

    /// A composable function's result can be followed like a reference.
    fn result(&mut self, id: OperationId, state: &State, step: StepId) {
        let operation = &self.model[id];
        if let Some(place) = followed_result(self.model, operation)
            && !self.excluded.types.contains(&Type::Structured(place.ty))
        {
            self.queue.push_back(Visit {
                place,
                state: state.clone(),
                way: Way::Referenced,
                verbs: Verbs {
                    read: true,
                    ..Verbs::default()
                },
                references: References::Impossible,
                step,
            });
        }
    }

    fn reached(&mut self, place: Place) -> &mut super::Reached {
        self.selection.places.entry(place).or_default()
    }
}
