//! Casts along the inheritance of models, without loss in either direction.

use crate::additional::Additional;
use crate::codec::{additional_of, additional_of_mut, read_json};
use crate::json::Json;
use crate::model::Model;
use crate::shape::Shape;
use crate::slot::{Exchange, View};

/// Says that a type is `B` or derived from it.
#[diagnostic::on_unimplemented(message = "`{Self}` is neither `{B}` nor derived from it")]
pub trait IsA<B: ?Sized>: Model {}

impl<T: Model> IsA<T> for T {}

/// Qualified names of types and of their bases: what a cast by name needs of types that it does not decode.
#[derive(Clone, Copy, Debug)]
pub struct TypeTable {
    rows: &'static [(&'static str, &'static str)],
}

impl TypeTable {
    /// Rows of (name, name of the base), sorted by name. A type without a base needs no row.
    #[must_use]
    pub const fn new(rows: &'static [(&'static str, &'static str)]) -> Self {
        Self { rows }
    }

    /// The name of the type's base.
    #[must_use]
    pub fn base(&self, name: &str) -> Option<&'static str> {
        let at = self.rows.binary_search_by_key(&name, |row| row.0).ok()?;
        self.rows.get(at).map(|row| row.1)
    }

    /// Whether the type called `name` is the one called `ancestor` or derived from it.
    #[must_use]
    pub fn derives(&self, name: &str, ancestor: &str) -> bool {
        let mut name = name;
        // Bounded, so that a table with a cycle in it ends too.
        for _ in 0..=self.rows.len() {
            if name == ancestor {
                return true;
            }
            match self.base(name) {
                Some(base) => name = base,
                None => return false,
            }
        }
        false
    }
}

/// The name that `@odata.type` stands for: without what is before the last `#`.
fn type_name(odata_type: &str) -> &str {
    odata_type.rsplit('#').next().unwrap_or(odata_type)
}

pub(crate) const ODATA_TYPE: &str = "@odata.type";

/// What `@odata.type` says of an instance of this type.
pub(crate) fn type_annotation(shape: &Shape) -> Json {
    Json::from(format!("#{}", shape.name()))
}

pub(crate) fn downcast<B: Model, T: Model + Default + IsA<B>>(mut value: B) -> Result<T, B> {
    let (from, to) = (B::shape(), T::shape());
    let fits = match value.odata_type() {
        Some(name) => to.types().derives(type_name(&name), to.name()),
        None => std::ptr::eq(from, to),
    };
    if !fits {
        return Err(value);
    }
    let mut derived = T::default();
    swap_slots(
        value.as_model_mut(),
        derived.as_model_mut(),
        from.additional(),
    );
    let rest = additional_of_mut(value.as_model_mut(), from)
        .map(Additional::drain)
        .unwrap_or_default();
    let derived_model = derived.as_model_mut();
    let mut unknown = Vec::new();
    for (name, json) in rest {
        match to
            .position(&name)
            .and_then(|position| Some((position, to.properties().get(position)?)))
        {
            Some((position, row)) => read_json(json, derived_model.slot_mut(position), row),
            None => unknown.push((name, json)),
        }
    }
    if let Some(additional) = additional_of_mut(derived_model, to) {
        additional.extend(unknown);
    }
    Ok(derived)
}

pub(crate) fn upcast<T: Model + IsA<B>, B: Model + Default>(mut value: T) -> B {
    let (from, to) = (T::shape(), B::shape());
    let mut base = B::default();
    swap_slots(value.as_model_mut(), base.as_model_mut(), to.additional());
    let model = value.as_model_mut();
    let mut rest = additional_of_mut(model, from)
        .map(Additional::drain)
        .unwrap_or_default();
    if !std::ptr::eq(from, to) && !rest.iter().any(|(name, _)| name == ODATA_TYPE) {
        rest.insert(0, (ODATA_TYPE.into(), type_annotation(from)));
    }
    for (position, (name, _)) in from.properties().iter().enumerate().skip(to.additional()) {
        match model.slot(position).view() {
            View::Absent => {}
            view => rest.push(((*name).into(), Json::from_view(view))),
        }
    }
    if let Some(additional) = additional_of_mut(base.as_model_mut(), to) {
        additional.extend(rest);
    }
    base
}

/// Swaps the first `count` slots. A base's slots stand first in the types derived from it.
fn swap_slots(one: &mut dyn Model, other: &mut dyn Model, count: usize) {
    for position in 0..count {
        one.slot_mut(position)
            .exchange(Exchange::Swap(other.slot_mut(position)));
    }
}

/// Whether the value carries `@odata.type`.
pub(crate) fn is_typed(model: &dyn Model, shape: &Shape) -> bool {
    additional_of(model, shape).is_some_and(|additional| additional.get(ODATA_TYPE).is_some())
}

#[cfg(test)]
mod tests;
