//! JSON text in and out of a serde format: untouched where the format is serde_json, rendered and parsed elsewhere.

use std::any::type_name;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::transcribe::transcribe;
use crate::json::Json;

/// The name under which serde_json hands out and takes in raw text (its feature `raw_value`).
pub(super) const TOKEN: &str = "$serde_json::private::RawValue";

/// Reads any value as JSON text.
///
/// # Errors
/// Those of the format.
pub(crate) fn read_raw<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
    deserializer.deserialize_newtype_struct(TOKEN, RawVisitor)
}

struct RawVisitor;

macro_rules! transcribed {
    ($($method:ident: $type:ty),*) => { $(
        fn $method<E: Error>(self, value: $type) -> Result<Json, E> {
            transcribe(|transcript| transcript.$method(value))
        }
    )* };
}

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        // Only serde_json says this, and it says it with text that it has checked. In another format it is a name like any other.
        if !type_name::<A::Error>().starts_with("serde_json::") {
            return transcribe(|transcript| transcript.visit_map(map));
        }
        match map.next_key_seed(NameSeed)? {
            Some(None) => map.next_value_seed(TextSeed).map(Json::from_valid),
            Some(Some(name)) => transcribe(|transcript| transcript.members(map, Some(&name))),
            None => Ok(Json::from_valid("{}")),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        transcribe(|transcript| deserializer.deserialize_any(transcript))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        transcribe(|transcript| deserializer.deserialize_any(transcript))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Json, A::Error> {
        transcribe(|transcript| transcript.visit_seq(seq))
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::null())
    }

    fn visit_none<E: Error>(self) -> Result<Json, E> {
        Ok(Json::null())
    }

    transcribed!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128, visit_f64: f64, visit_str: &str, visit_bytes: &[u8]);
}

/// A name of its own; none when it is [`TOKEN`].
struct NameSeed;

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Option<Box<str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NameSeed {
    type Value = Option<Box<str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok((name != TOKEN).then(|| name.into()))
    }
}

/// A string of its own.
struct TextSeed;

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = Box<str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Box<str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for TextSeed {
    type Value = Box<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Box<str>, E> {
        Ok(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Box<str>, E> {
        Ok(text.into_boxed_str())
    }
}

/// Writes JSON text.
///
/// # Errors
/// Those of the format.
pub(crate) fn write_raw<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    // Asked of the serializer and not of its error type: adapters borrow the latter and know nothing of raw text.
    let name = type_name::<S>();
    if name.starts_with("&mut serde_json::ser::Serializer<")
        || name == "serde_json::value::ser::Serializer"
    {
        let mut raw = serializer.serialize_struct(TOKEN, 1)?;
        raw.serialize_field(TOKEN, text)?;
        return raw.end();
    }
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(tree) => tree.serialize(serializer),
        Err(error) => Err(serde::ser::Error::custom(error)),
    }
}
