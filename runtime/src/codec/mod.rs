//! The drivers: one compiled body each for decoding, encoding, `Debug`, `PartialEq` and `Clone` of every model.

mod clone;
mod debug;
mod eq;
mod raw;
mod read;
mod text;
mod transcribe;
mod write;

pub use clone::clone;
pub use debug::debug;
pub use eq::eq;
pub use read::{read, read_list, read_scalar, read_slot};
pub use write::{write, write_view};

pub(crate) use debug::Shown;
pub(crate) use eq::equal;
pub(crate) use raw::{read_raw, write_raw};
pub(crate) use read::read_json;
pub(crate) use text::push_string;
pub(crate) use write::Written;

use crate::additional::Additional;
use crate::model::{ADDITIONAL, Model};
use crate::shape::Shape;
use crate::slot::{Target, View};

/// The undeclared members of a model; `None` when there are none.
pub(crate) fn additional_of<'m>(model: &'m dyn Model, _shape: &Shape) -> Option<&'m Additional> {
    match model.slot(ADDITIONAL).view() {
        View::Additional(additional) => Some(additional),
        _ => None,
    }
}

/// Like [`additional_of`], for writing.
pub(crate) fn additional_of_mut<'m>(
    model: &'m mut dyn Model,
    _shape: &Shape,
) -> Option<&'m mut Additional> {
    match model.slot_mut(ADDITIONAL).target() {
        Target::Additional(additional) => Some(additional),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
