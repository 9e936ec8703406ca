//! What a request carries and what it is answered with, by the metadata.

use crate::csdl::{Cardinality, OperationKind};
use crate::diagnostics::Span;
use crate::docs::page::Method;
use crate::docs::synthesize::words::{self, Wire};
use crate::model::path::{RequestKind, Resolution};
use crate::model::{Model, OperationId, StructuredId, Type, TypeUse};

/// What a request carries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Carried {
    /// A value of a type.
    Value(TypeUse),
    /// The parameters of an action.
    Parameters(OperationId),
}

/// The body of a request, where the metadata says what it is.
pub(super) fn carried(
    model: &Model<'_>,
    method: Method,
    resolution: &Resolution,
) -> Option<Carried> {
    match (resolution.request, method) {
        (_, Method::Get | Method::Delete) => None,
        (RequestKind::Entity(id) | RequestKind::Collection(id), _) => {
            Some(Carried::Value(one(model, id)))
        }
        (RequestKind::Operation(id), _) => Some(Carried::Parameters(id)),
        _ => None,
    }
}

/// The answer to a request, where the metadata says what it is.
pub(super) fn answered(
    model: &Model<'_>,
    method: Method,
    resolution: &Resolution,
) -> Option<TypeUse> {
    match (resolution.request, method) {
        (RequestKind::Entity(_) | RequestKind::Collection(_), Method::Delete) => None,
        (RequestKind::Collection(id), Method::Get) => Some(TypeUse {
            cardinality: Cardinality::Many,
            ..one(model, id)
        }),
        (RequestKind::Entity(id) | RequestKind::Collection(id), _) => Some(one(model, id)),
        (RequestKind::Property(ty), Method::Get) => Some(ty),
        (RequestKind::Operation(id), _) => {
            let returns = model[id].returns?.ty;
            (!returns.ty.is_stream()).then_some(returns)
        }
        _ => None,
    }
}

fn one(model: &Model<'_>, id: StructuredId) -> TypeUse {
    TypeUse {
        ty: Type::Structured(id),
        cardinality: Cardinality::One,
        span: model[id].span,
    }
}

/// Where a type is declared; `None` for one of the `Edm` namespace.
pub(super) fn declaration(model: &Model<'_>, ty: Type) -> Option<Span> {
    match ty {
        Type::Structured(id) => Some(model[id].span),
        Type::Enum(id) => Some(model[id].span),
        Type::Primitive(_) => None,
    }
}

/// A type's name as `@odata.type` has it.
pub(super) fn name(model: &Model<'_>, ty: Type) -> String {
    match ty {
        Type::Structured(id) => model.qualified(id),
        Type::Enum(id) => model.qualified_enum(id),
        Type::Primitive(primitive) => format!("Edm.{}", primitive.name()),
    }
}

/// A use of a type as the metadata writes it.
pub(super) fn name_of_use(model: &Model<'_>, ty: TypeUse) -> String {
    let name = name(model, ty.ty);
    match ty.cardinality {
        Cardinality::One => name,
        Cardinality::Many => format!("Collection({name})"),
    }
}

/// Whether one of two types derives from the other, or both are the same.
pub(super) fn related(model: &Model<'_>, a: Type, b: Type) -> bool {
    match (a, b) {
        (Type::Structured(a), Type::Structured(b)) => model.is_a(a, b) || model.is_a(b, a),
        _ => a == b,
    }
}

/// Whether a type says nothing of the form of its values.
pub(super) fn is_untyped(ty: Type) -> bool {
    matches!(ty, Type::Primitive(primitive) if words::wire(primitive) == Wire::Any)
}

/// Whether an operation takes its parameters in the body.
pub(super) fn is_action(model: &Model<'_>, id: OperationId) -> bool {
    model[id].kind == OperationKind::Action
}
