//! Operations, as paths call them.

use super::Place;
use crate::csdl::OperationKind;
use crate::docs::page::Method;
use crate::model::{Binding, Kind, Model, Operation, OperationId, Type};
use std::collections::HashSet;

/// The verb that calls an operation.
pub(crate) fn method_of(operation: &Operation<'_>) -> Method {
    match operation.kind {
        OperationKind::Action => Method::Post,
        OperationKind::Function => Method::Get,
    }
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
pub(super) fn operations(model: &Model<'_>, place: Place) -> Vec<OperationId> {
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
