//! Renders what any serde format holds as JSON text.

use std::fmt;
use std::mem::size_of;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::text::push_string;
use crate::json::Json;

/// The JSON text that `write` produces.
pub(super) fn transcribe<E>(
    write: impl FnOnce(Transcript<'_>) -> Result<(), E>,
) -> Result<Json, E> {
    let mut text = String::new();
    write(Transcript(&mut text))?;
    Ok(Json::from_valid(text))
}

/// The shortest text of a double. JSON has no INF and NaN; serde_json makes them null too.
pub(super) fn double(value: f64) -> String {
    if value.is_finite() {
        format!("{value:?}")
    } else {
        "null".to_owned()
    }
}

/// Writes the value it visits to the end of a text.
pub(super) struct Transcript<'t>(&'t mut String);

/// With serde_json's feature `arbitrary_precision`, which any crate of a program can switch on, every number that is asked for
/// as "any value" arrives as a map with this one key. Its number type is a string then, which is how one can tell.
const NUMBER: &str = "$serde_json::private::Number";
const NUMBERS_ARE_MAPS: bool = size_of::<serde_json::Number>() > 16;

impl<'t> Transcript<'t> {
    /// The rest of a map whose first key is already read.
    pub(super) fn members<'de, A: MapAccess<'de>>(
        self,
        mut map: A,
        first: Option<&str>,
    ) -> Result<(), A::Error> {
        let text = self.0;
        if NUMBERS_ARE_MAPS && first == Some(NUMBER) {
            return map.next_value_seed(NumberSeed(text));
        }
        let start = text.len();
        text.push('{');
        if let Some(first) = first {
            push_string(text, first);
            text.push(':');
            map.next_value_seed(Transcript(text))?;
            text.push(',');
        }
        while let Some(key) = map.next_key::<Name>()? {
            if NUMBERS_ARE_MAPS && text.len() == start + 1 && key.0 == NUMBER {
                text.truncate(start);
                return map.next_value_seed(NumberSeed(text));
            }
            push_string(text, &key.0);
            text.push(':');
            map.next_value_seed(Transcript(text))?;
            text.push(',');
        }
        close(text, '}');
        Ok(())
    }
}

/// Ends an object or array, whose members all have a comma after them.
fn close(text: &mut String, end: char) {
    if text.ends_with(',') {
        text.pop();
    }
    text.push(end);
}

impl<'de> DeserializeSeed<'de> for Transcript<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! printed {
    ($($method:ident: $type:ty),*) => { $(
        fn $method<E: Error>(self, value: $type) -> Result<(), E> {
            self.0.push_str(&value.to_string());
            Ok(())
        }
    )* };
}

impl<'de> Visitor<'de> for Transcript<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    printed!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128);

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.0.push_str(&double(value));
        Ok(())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        push_string(self.0, value);
        Ok(())
    }

    fn visit_bytes<E: Error>(self, value: &[u8]) -> Result<(), E> {
        self.0.push('[');
        for byte in value {
            self.0.push_str(&byte.to_string());
            self.0.push(',');
        }
        close(self.0, ']');
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.push_str("null");
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.0.push('[');
        while seq.next_element_seed(Transcript(self.0))?.is_some() {
            self.0.push(',');
        }
        close(self.0, ']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.members(map, None)
    }
}

/// A number by its text.
struct NumberSeed<'t>(&'t mut String);

impl<'de> DeserializeSeed<'de> for NumberSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let name = Name::deserialize(deserializer)?;
        // A document can hold an object with that key too; its value is checked before it becomes part of a text.
        match serde_json::from_str::<serde_json::Number>(&name.0) {
            Ok(_) => self.0.push_str(&name.0),
            Err(_) => push_string(self.0, &name.0),
        }
        Ok(())
    }
}

/// A key; JSON's are strings, other formats have numbers and Booleans too.
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NameVisitor)
    }
}

struct NameVisitor;

macro_rules! named {
    ($($method:ident: $type:ty),*) => { $(
        fn $method<E: Error>(self, value: $type) -> Result<Name, E> {
            Ok(Name(value.to_string()))
        }
    )* };
}

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that can be a string")
    }

    named!(visit_str: &str, visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64);

    fn visit_unit<E: Error>(self) -> Result<Name, E> {
        Ok(Name("null".to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Name, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Err(Error::custom("an object cannot be a key"))
    }
}
