//! For generated code: everything that it names, under one roof. Nothing here is meant to be called by hand.

// data
pub use crate::Additional;
pub use crate::body::{call_body, create_body};
pub use crate::cast::{IsA, TypeTable};
pub use crate::codec::{
    clone, debug, eq, read, read_list, read_scalar, read_slot, write, write_view,
};
pub use crate::collection::{Collection, ListTarget, Wanted};
pub use crate::enumeration::Enumeration;
pub use crate::field::{Field, Misfit, Value};
pub use crate::flags::FlagSet;
pub use crate::json::Json;
pub use crate::model::{ADDITIONAL, Model, Visit};
pub use crate::parameters::{Given, Parameters, debug_parameters};
pub use crate::patch::Patch;
pub use crate::property::{Navigation, Property, navigation, property};
pub use crate::shape::{Row, Shape, marks};
pub use crate::slot::{Begun, Exchange, Input, ListView, LiteralKind, Slot, Target, Token, View};
pub use crate::values::{
    Binary, Date, DateTimeOffset, Decimal, Double, Duration, Guid, Int64, Single, TimeOfDay,
};
pub use serde;

// client
pub use crate::arguments::Arguments;
pub use crate::builder::{
    HasBuilder, Many, One, PropertyRequestBuilder, RequestBuilder, StreamRequestBuilder,
};
pub use crate::client::Client;
pub use crate::credential::Credential;
pub use crate::error::Error;
pub use crate::node::{Granted, Node, Owned, Referenced};
pub use crate::page::Page;
pub use crate::path::{Key, KeyValue};
pub use crate::reference::{Link, Reference};
pub use crate::request::Request;
pub use crate::routes::permissions;
pub use bytes::Bytes;
