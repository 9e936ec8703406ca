//! The requests that a selection can make.

use super::{Place, Selection, followed_result};
use crate::csdl::Cardinality;
use crate::docs::page::Method;
use crate::model::path::{RequestKind, Resolution, StepKind};
use crate::model::{ChildKind, Model, OperationId, StructuredId, Type};
use std::collections::BTreeSet;

/// What of a selection a path can go through.
pub(crate) struct Requests<'s> {
    selection: &'s Selection,
    children: BTreeSet<usize>,
    navigation: BTreeSet<(StructuredId, usize)>,
    operations: BTreeSet<OperationId>,
}

impl<'s> Requests<'s> {
    /// Those of a selection.
    pub(crate) fn of(selection: &'s Selection) -> Self {
        Self {
            selection,
            children: selection.children.iter().copied().collect(),
            navigation: selection.navigation(),
            operations: selection.bound_operations(),
        }
    }

    /// Whether the client can make a request.
    pub(crate) fn has(&self, model: &Model<'_>, method: Method, resolution: &Resolution) -> bool {
        let mut needs = needs(model, method, resolution).into_iter();
        self.selection.is_everything || needs.all(|need| self.offers(&need))
    }

    /// Whether the client offers what a request needs.
    pub(crate) fn offers(&self, need: &Need) -> bool {
        match need {
            Need::Child(at) => self.children.contains(at),
            Need::Navigation(owner, at) => self.navigation.contains(&(*owner, *at)),
            Need::Operation(id) => self.operations.contains(id),
            Need::Verb(method, place) => {
                let reached = place.and_then(|place| self.selection.places.get(&place));
                reached.is_some_and(|one| one.whole && one.methods.has(*method))
            }
        }
    }
}

/// What a client must offer for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Need {
    /// A child of the container.
    Child(usize),
    /// A navigation property.
    Navigation(StructuredId, usize),
    /// An operation.
    Operation(OperationId),
    /// A verb at a place; at none, where no path is known to lead.
    Verb(Method, Option<Place>),
}

/// What a client must offer for this request.
pub(crate) fn needs(model: &Model<'_>, method: Method, resolution: &Resolution) -> Vec<Need> {
    let steps = resolution.steps.iter();
    let needs = steps.filter_map(|step| match &step.kind {
        StepKind::Child(at) => Some(Need::Child(*at)),
        StepKind::Navigation(owner, at) => Some(Need::Navigation(*owner, *at)),
        // What is bound to nothing is imported, and comes with its child of the container.
        StepKind::Operation(id, _) => model[*id].binding.map(|_| Need::Operation(*id)),
        _ => None,
    });
    let mut needs: Vec<_> = needs.collect();
    if !matches!(resolution.request, RequestKind::Operation(_)) {
        needs.push(Need::Verb(method, at(model, resolution)));
    }
    needs
}

/// The place that a path is at in the end, properties without a path of their own and OData's own segments apart.
fn at(model: &Model<'_>, resolution: &Resolution) -> Option<Place> {
    let mut at: Option<Place> = None;
    for step in &resolution.steps {
        let next = match step.kind {
            StepKind::Child(index) => match model.children[index].kind {
                ChildKind::EntitySet(ty) => Some((ty, Cardinality::Many)),
                ChildKind::Singleton(ty) => Some((ty, Cardinality::One)),
                ChildKind::OperationImport(_) => None,
            },
            StepKind::Key(_) | StepKind::AlternateKey(_) | StepKind::SitePath(..) => {
                at.map(|place| (place.ty, Cardinality::One))
            }
            StepKind::Navigation(owner, index) => {
                let property = &model[owner].navigation[index];
                Some((property.target, property.ty.cardinality))
            }
            StepKind::Property(owner, index) => {
                let ty = model[owner].properties[index].ty;
                match (ty.ty, ty.cardinality) {
                    (Type::Structured(ty), Cardinality::One) => Some((ty, Cardinality::One)),
                    _ => continue,
                }
            }
            StepKind::Cast(ty) => at.map(|place| (ty, place.cardinality)),
            StepKind::Operation(id, _) => {
                let place = followed_result(model, &model[id]);
                place.map(|place| (place.ty, place.cardinality))
            }
            StepKind::ItemPath(_) | StepKind::System(_) => continue,
        };
        at = next.map(|(ty, cardinality)| Place { ty, cardinality });
    }
    at
}

/// The place whose verb a request is.
pub(crate) fn place(resolution: &Resolution) -> Option<Place> {
    let (ty, cardinality) = match resolution.request {
        RequestKind::Entity(ty) => (ty, Cardinality::One),
        RequestKind::Collection(ty) => (ty, Cardinality::Many),
        _ => return None,
    };
    Some(Place { ty, cardinality })
}
