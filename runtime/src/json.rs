//! JSON kept as text.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::additional::{Additional, kept_name};
use crate::codec::push_string;
use crate::field::{Field, Value};
use crate::slot::{Target, View};

/// A JSON value, kept as the text that was read: nothing of it is lost, and it costs nothing to parse until it is asked for.
///
/// Read from another format than JSON, it is that format's value rendered as JSON.
#[derive(Clone)]
pub struct Json(Box<str>);

impl Json {
    /// JSON `null`.
    #[must_use]
    pub fn null() -> Self {
        Self("null".into())
    }

    /// The text must be valid JSON.
    pub(crate) fn from_valid(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// JSON of any value.
    ///
    /// # Errors
    /// What serde_json says, for instance of a map whose keys are no strings.
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::to_string(value).map(Self::from_valid)
    }

    pub(crate) fn from_view(view: View<'_>) -> Self {
        Self::from_serialize(&crate::codec::Written(view)).unwrap_or_else(|_| {
            // Nothing that a view holds can fail to become JSON text.
            Self::null()
        })
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is JSON `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        &*self.0 == "null"
    }

    /// The value as a tree. Numbers beyond `u64` and decimals lose digits there; [`as_str`](Self::as_str) has them all.
    #[must_use]
    pub fn to_value(&self) -> serde_json::Value {
        // The text is valid; nested deeper than serde_json follows, it is still no more than a text.
        serde_json::from_str(&self.0)
            .unwrap_or_else(|_| serde_json::Value::String(self.0.to_string()))
    }

    /// The value as a type of the caller's.
    ///
    /// # Errors
    /// When the JSON does not fit the type.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }

    /// The members, of an object.
    pub(crate) fn members(&self) -> Option<Additional> {
        members(&self.0).ok()
    }
}

/// The members of an object that a text is.
pub(crate) fn members(object: &str) -> Result<Additional, serde_json::Error> {
    serde_json::from_str(object).map(|Members(members)| members)
}

/// The members of any object.
struct Members(Additional);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AnyObject)
    }
}

struct AnyObject;

impl<'de> Visitor<'de> for AnyObject {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            members.push((kept_name(&name), map.next_value()?));
        }
        let mut object = Additional::new();
        object.extend(members);
        Ok(Members(object))
    }
}

impl PartialEq for Json {
    /// By value: white space, the order of members and the spelling of numbers and escapes say nothing.
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.to_value() == other.to_value()
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Json {
    type Err = serde_json::Error;

    /// Takes JSON text.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        serde_json::from_str(text)
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self(value.to_string().into())
    }
}

impl From<&str> for Json {
    /// A JSON string. (For JSON text: `parse()`.)
    fn from(text: &str) -> Self {
        let mut json = String::with_capacity(text.len() + 2);
        push_string(&mut json, text);
        Self(json.into())
    }
}

impl From<String> for Json {
    /// A JSON string. (For JSON text: `parse()`.)
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::codec::write_raw(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::codec::read_raw(deserializer)
    }
}

impl Value for Json {
    const EXPECTED: &'static str = "any JSON";

    fn view(&self) -> View<'_> {
        View::Json(self)
    }

    fn read_json(json: Json) -> Result<Self, Json> {
        Ok(json)
    }

    fn target(field: &mut Field<Self>) -> Target<'_> {
        Target::Raw(field)
    }
}

#[cfg(test)]
mod tests;
