//! When two types of the metadata are the same in Rust.

use super::pair::Side;
use crate::model::{Primitive, Type};

/// Whether a value of one type and a value of the other have the same Rust type.
pub(super) fn same_type(old: &Side<'_>, one: Type, new: &Side<'_>, other: Type) -> bool {
    match (one, other) {
        (Type::Primitive(one), Type::Primitive(other)) => {
            one == other || (is_any_json(one) && is_any_json(other))
        }
        (Type::Structured(one), Type::Structured(other)) => {
            let (one, other) = (&old.model[one], &new.model[other]);
            one.name == other.name
                && old.model.namespace(one.namespace).name
                    == new.model.namespace(other.namespace).name
        }
        (Type::Enum(one), Type::Enum(other)) => {
            let (one, other) = (&old.model[one], &new.model[other]);
            one.name == other.name
                && old.model.namespace(one.namespace).name
                    == new.model.namespace(other.namespace).name
        }
        _ => false,
    }
}

/// The types that are untyped JSON in Rust: abstract ones, geography, paths.
fn is_any_json(primitive: Primitive) -> bool {
    use Primitive as P;
    !matches!(
        primitive,
        P::Binary
            | P::Boolean
            | P::Byte
            | P::Date
            | P::DateTimeOffset
            | P::Decimal
            | P::Double
            | P::Duration
            | P::Guid
            | P::Int16
            | P::Int32
            | P::Int64
            | P::SByte
            | P::Single
            | P::Stream
            | P::String
            | P::TimeOfDay
    )
}
