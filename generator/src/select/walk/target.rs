//! What a step leads to.

use crate::model::{Model, Restriction, StructuredId, Term};
use crate::select::{Along, Place, Verbs};

/// How a path arrives at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Way {
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
pub(super) enum References {
    /// Along a navigation property that refers.
    Allowed,
    /// Elsewhere.
    Impossible,
}

/// What a navigation property or another member leads to.
pub(super) struct Target {
    pub(super) place: Place,
    pub(super) way: Way,
    pub(super) verbs: Verbs,
    pub(super) references: References,
}

/// What a cast leads to.
pub(super) fn cast(place: Place) -> Target {
    Target {
        place,
        way: Way::Cast,
        verbs: Verbs {
            read: true,
            ..Verbs::default()
        },
        references: References::Impossible,
    }
}

pub(super) fn navigate(model: &Model<'_>, (owner, index): (StructuredId, usize)) -> Target {
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
    Target {
        place: Place {
            ty: property.target,
            cardinality: property.ty.cardinality,
        },
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
