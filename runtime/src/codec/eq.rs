//! The `PartialEq` driver.

use crate::model::Model;
use crate::slot::{ListView, LiteralKind, View};

/// Whether two models hold the same.
pub fn eq<M: Model>(one: &M, other: &M) -> bool {
    equal_models(one.as_model(), other.as_model())
}

fn equal_models(one: &dyn Model, other: &dyn Model) -> bool {
    let mut slots = Vec::new();
    one.visit(&mut |index, view, _| slots.push((index, view)));
    let mut slots = slots.into_iter();
    let mut same = true;
    other.visit(&mut |index, view, _| {
        same = same
            && slots
                .next()
                .is_some_and(|(other_index, other)| index == other_index && equal(view, other));
    });
    same && slots.next().is_none()
}

fn equal_lists(one: &dyn ListView, other: &dyn ListView) -> bool {
    one.len() == other.len() && (0..one.len()).all(|index| equal(one.at(index), other.at(index)))
}

/// Whether two views hold the same. Absent and null differ; so do a number and the string that spells it.
#[must_use]
pub(crate) fn equal(one: View<'_>, other: View<'_>) -> bool {
    match (one, other) {
        (View::Absent, View::Absent) | (View::Null, View::Null) => true,
        (View::Bool(one), View::Bool(other)) => one == other,
        (View::I64(one), View::I64(other)) | (View::I64Text(one), View::I64Text(other)) => {
            one == other
        }
        (View::U64(one), View::U64(other)) => one == other,
        (View::F64(one), View::F64(other)) => one == other,
        (View::Text(one), View::Text(other)) | (View::Number(one), View::Number(other)) => {
            one == other
        }
        (View::Literal(one, LiteralKind::Flags), View::Literal(other, LiteralKind::Flags)) => {
            crate::flags::same_set(one, other)
        }
        (View::Literal(one, kind), View::Literal(other, other_kind)) => {
            one == other && kind == other_kind
        }
        (View::Json(one), View::Json(other)) => one == other,
        (View::Model(one, shape), View::Model(other, other_shape)) => {
            std::ptr::eq(shape, other_shape) && equal_models(one, other)
        }
        (View::List(one), View::List(other)) => equal_lists(one, other),
        (View::Additional(one), View::Additional(other)) => one == other,
        _ => false,
    }
}
