//! The names that generated code uses unqualified: the generator gives none of them to a type.

// What is written out in generated files.
pub use crate::Additional;
pub use crate::arguments::Arguments;
pub use crate::builder::{RequestBuilder, StreamRequestBuilder};
pub use crate::cast::IsA;
pub use crate::client::Client;
pub use crate::collection::Collection;
pub use crate::credential::Credential;
pub use crate::error::Error;
#[cfg(feature = "mock")]
pub use crate::example_table;
pub use crate::field::Field;
pub use crate::json::Json;
pub use crate::node::{Granted, Node, Owned, Referenced};
pub use crate::page::Page;
pub use crate::patch::Patch;
pub use crate::path::Key;
pub use crate::reference::{Link, Reference};
pub use crate::request::Request;
pub use crate::values::{
    Binary, Date, DateTimeOffset, Decimal, Double, Duration, Guid, Int64, Single, TimeOfDay,
};
pub use crate::{
    enumeration, flags, many_builder, model, one_builder, parameters, route_table, type_table,
    way_builder,
};
pub use bytes::Bytes;

// What the macros name besides.
pub use crate::builder::HasBuilder;
pub use crate::field::Value;
pub use crate::model::{Model, Visit};
pub use crate::property::{Navigation, Property, navigation, property};
pub use crate::shape::{Shape, ShapeCell};
pub use crate::slot::{Slot, View};
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use std::fmt::{self, Debug, Display};
pub use std::hash::{Hash, Hasher};
