//! What stands around the value in the body of an answer (OData JSON Format 4.01, clauses 6 to 13). Nothing here depends on the
//! value's type.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::additional::{Additional, kept_name};
use crate::codec;
use crate::collection::ListTarget;
use crate::json::{self, Json};
use crate::model::Model;
use crate::shape::Shape;
use crate::slot::{Slot, View};

/// Why a body could not be read. Positions only: the text may be secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// JSON, but not the expected one.
    Shape,
    /// The same, and where.
    At { line: usize, column: usize },
    /// Not JSON.
    Syntax { line: usize, column: usize },
}

impl From<&serde_json::Error> for Fault {
    fn from(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        if error.is_data() {
            Self::At { line, column }
        } else {
            Self::Syntax { line, column }
        }
    }
}

/// Reads any JSON into a slot.
pub(crate) fn read_value(json: &str, slot: &mut dyn Slot) -> Result<(), Fault> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    codec::read_slot(&mut deserializer, slot, "")
        .and_then(|()| deserializer.end())
        .map_err(|error| (&error).into())
}

/// What an object that was read as an entity turns out to be.
pub(crate) enum Entity {
    /// The entity.
    Bare,
    /// Something that says there is none.
    Null,
    /// The entity's JSON in `value`, as Microsoft's reference shows many, and the control information around it.
    Wrapped(Json, Additional),
}

/// Tells an entity from one that is wrapped in `value`: there the only key without `@` is `value`, holding an object (or null), and
/// the type has no property of that name.
pub(crate) fn unwrap_entity(model: &mut dyn Model, shape: &Shape) -> Entity {
    let Some(members) = codec::additional_of(model, shape).filter(|members| !members.is_empty())
    else {
        return Entity::Bare;
    };
    let is_null = members
        .get("@odata.null")
        .is_some_and(|null| null.as_str() == "true");
    let is_wrapped = members
        .get("value")
        .is_some_and(|value| value.is_null() || value.as_str().starts_with('{'));
    let has_others = members
        .iter()
        .any(|(name, _)| name != "value" && !name.contains('@'));
    if !(is_null || is_wrapped)
        || has_others
        || (0..shape.additional()).any(|slot| !matches!(model.slot(slot).view(), View::Absent))
    {
        return Entity::Bare;
    }
    let mut around = codec::additional_of_mut(model, shape)
        .map(std::mem::take)
        .unwrap_or_default();
    match around.remove("value").filter(|value| !value.is_null()) {
        Some(value) => Entity::Wrapped(value, around),
        None => Entity::Null,
    }
}

/// Adds the control information that stood around a wrapped entity to its own.
pub(crate) fn add_around(model: &mut dyn Model, shape: &Shape, around: &Additional) {
    if let Some(own) = codec::additional_of_mut(model, shape) {
        for (name, json) in around.iter() {
            if own.get(name).is_none() {
                own.insert(kept_name(name), json.clone());
            }
        }
    }
}

/// Reads the collection in `value`, or a bare array, into `list`, and everything around it into `around`.
pub(crate) fn read_collection(
    body: &str,
    list: &mut dyn ListTarget,
    around: &mut Additional,
) -> Result<(), Fault> {
    let mut deserializer = serde_json::Deserializer::from_str(body);
    (&mut deserializer)
        .deserialize_any(Body { list, around })
        .and_then(|()| deserializer.end())
        .map_err(|error| (&error).into())
}

struct Body<'a> {
    list: &'a mut dyn ListTarget,
    around: &'a mut Additional,
}

impl<'de> Visitor<'de> for Body<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a collection in `value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut has_value = false;
        let mut around = Vec::new();
        while let Some(name) = members.next_key::<String>()? {
            if name == "value" && !has_value {
                has_value = true;
                members.next_value_seed(List(&mut *self.list))?;
            } else {
                around.push((kept_name(&name), members.next_value()?));
            }
        }
        self.around.extend(around);
        if has_value {
            Ok(())
        } else {
            Err(serde::de::Error::missing_field("value"))
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<(), A::Error> {
        codec::read_list(
            serde::de::value::SeqAccessDeserializer::new(elements),
            self.list,
        )
    }
}

/// The list in `value`; null counts as an empty one.
struct List<'a>(&'a mut dyn ListTarget);

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        codec::read_list(deserializer, self.0)
    }
}

/// What a body that should be one primitive value can mean, the likeliest first: `{"value": …}`, bare JSON, plain text.
pub(crate) fn scalar_candidates(body: &str) -> Result<Vec<Json>, Fault> {
    if body.starts_with('{') {
        let mut members = json::members(body).map_err(|error| Fault::from(&error))?;
        return match members.remove("value") {
            Some(value) => Ok(vec![value]),
            None if members
                .get("@odata.null")
                .is_some_and(|null| null.as_str() == "true") =>
            {
                Ok(vec![Json::null()])
            }
            None => Err(Fault::Shape),
        };
    }
    let mut candidates: Vec<Json> = body.parse().into_iter().collect();
    candidates.push(Json::from(body));
    Ok(candidates)
}
