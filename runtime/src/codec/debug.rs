//! The `Debug` driver.

use std::any::type_name;
use std::fmt::{Debug, Formatter, Result};

use crate::model::Model;
use crate::shape::{Shape, marks};
use crate::slot::View;

/// Shows a model: its type's Rust name and every property that is not absent by its wire name; secrets are not shown.
///
/// # Errors
/// Those of the formatter.
pub fn debug<M: Model>(model: &M, f: &mut Formatter<'_>) -> Result {
    show_model(type_name::<M>(), model.as_model(), M::shape(), f)
}

/// Shows a model by the last part of a name.
fn show_model(name: &str, model: &dyn Model, shape: &Shape, f: &mut Formatter<'_>) -> Result {
    let rows = shape.properties();
    let last = name.rsplit([':', '.']).next();
    let mut shown = f.debug_struct(last.unwrap_or_default());
    let mut kept = None;
    model.visit(&mut |index, view, _| match (view, rows.get(index)) {
        (View::Additional(additional), _) => kept = Some(additional),
        (View::Null, Some((name, _))) => {
            shown.field(name, &Shown(View::Null));
        }
        (_, Some((name, bits))) if bits & marks::secret != 0 => {
            shown.field(name, &format_args!("[redacted]"));
        }
        (view, Some((name, _))) => {
            shown.field(name, &Shown(view));
        }
        (_, None) => {}
    });
    if let Some(additional) = kept {
        shown.field("additional", additional);
    }
    shown.finish()
}

/// A view that can be shown.
pub(crate) struct Shown<'a>(pub(crate) View<'a>);

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.0 {
            View::Absent => f.write_str("absent"),
            View::Null => f.write_str("null"),
            View::Bool(value) => value.fmt(f),
            View::I64(value) | View::I64Text(value) => value.fmt(f),
            View::U64(value) => value.fmt(f),
            View::F64(value) => value.fmt(f),
            View::Text(text) | View::Literal(text, _) => text.fmt(f),
            View::Number(text) => f.write_str(text),
            View::Json(json) => json.fmt(f),
            // The Rust name is not at hand here.
            View::Model(model, shape) => show_model(shape.name(), model, shape, f),
            View::List(list) => f
                .debug_list()
                .entries((0..list.len()).map(|index| Shown(list.at(index))))
                .finish(),
            View::Additional(additional) => additional.fmt(f),
        }
    }
}
