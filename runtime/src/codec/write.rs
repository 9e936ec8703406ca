//! The encoding driver.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::raw::write_raw;
use super::text::{is_compact_json, text_of};
use crate::additional::Additional;
use crate::model::Model;
use crate::shape::Shape;
use crate::slot::{ListView, View};

/// Encodes a model: control information first, then the declared properties that are not absent, then the other members.
///
/// # Errors
/// Those of the format.
pub fn write<M: Model, S: Serializer>(model: &M, serializer: S) -> Result<S::Ok, S::Error> {
    write_view(View::Model(model.as_model(), M::shape()), serializer)
}

fn write_model<S: Serializer>(
    model: &dyn Model,
    shape: &'static Shape,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let rows = shape.properties();
    let mut map = serializer.serialize_map(None)?;
    let mut kept = None;
    let mut written = Ok(());
    model.visit(&mut |index, view, _| {
        if written.is_ok() {
            written = match (view, rows.get(index)) {
                (View::Text(text), Some((name, _))) => map.serialize_entry(name, text),
                (View::Additional(additional), _) => {
                    kept = Some(additional);
                    // A service that reads a stream wants `@odata.type` before what it is to explain.
                    write_members(additional, Place::Before, &mut map)
                }
                (view, Some((name, _))) => map.serialize_entry(name, &Part(view)),
                (_, None) => Ok(()),
            };
        }
    });
    written?;
    if let Some(additional) = kept {
        write_members(additional, Place::Behind, &mut map)?;
    }
    map.end()
}

/// Where an undeclared member stands: control information of the object itself before the properties, everything else behind.
#[derive(PartialEq)]
pub(super) enum Place {
    Before,
    Behind,
}

impl Place {
    pub(super) fn of(name: &str) -> Self {
        if name.starts_with('@') {
            Self::Before
        } else {
            Self::Behind
        }
    }
}

fn write_members<M: SerializeMap>(
    additional: &Additional,
    place: Place,
    map: &mut M,
) -> Result<(), M::Error> {
    for (name, json) in additional.iter() {
        if Place::of(name) == place {
            map.serialize_entry(name, json)?;
        }
    }
    Ok(())
}

fn write_list<S: Serializer>(list: &dyn ListView, serializer: S) -> Result<S::Ok, S::Error> {
    let mut seq = serializer.serialize_seq(Some(list.len()))?;
    for index in 0..list.len() {
        seq.serialize_element(&Part(list.at(index)))?;
    }
    seq.end()
}

/// Encodes what a slot or a value holds; an absent one as null.
///
/// # Errors
/// Those of the format.
pub fn write_view<S: Serializer>(view: View<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match view {
        View::Model(..) | View::List(_) if is_compact_json::<S>() => {
            write_raw(&text_of(view), serializer)
        }
        view => write_part(view, serializer),
    }
}

/// Encodes a view member by member, whatever the format.
#[inline]
fn write_part<S: Serializer>(view: View<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match view {
        View::Text(text) | View::Literal(text, _) => serializer.serialize_str(text),
        View::Bool(value) => serializer.serialize_bool(value),
        View::I64(value) => serializer.serialize_i64(value),
        View::U64(value) => serializer.serialize_u64(value),
        View::F64(value) => serializer.serialize_f64(value),
        View::I64Text(value) => serializer.collect_str(&value),
        View::Number(text) => write_raw(text, serializer),
        View::Json(json) => write_raw(json.as_str(), serializer),
        View::Model(model, shape) => write_model(model, shape, serializer),
        View::List(list) => write_list(list, serializer),
        View::Additional(additional) => {
            let mut map = serializer.serialize_map(Some(additional.len()))?;
            for (name, json) in additional.iter() {
                map.serialize_entry(name, json)?;
            }
            map.end()
        }
        View::Absent | View::Null => serializer.serialize_unit(),
    }
}

/// A view that can be serialized.
pub(crate) struct Written<'a>(pub(crate) View<'a>);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_view(self.0, serializer)
    }
}

struct Part<'a>(View<'a>);

impl Serialize for Part<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_part(self.0, serializer)
    }
}
