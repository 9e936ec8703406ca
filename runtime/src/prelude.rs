//! What a program that uses a generated client names again and again: `use msgraph_runtime::prelude::*;`.

pub use crate::builder::RequestBuilder;
pub use crate::cast::IsA;
pub use crate::client::Client;
pub use crate::collection::Collection;
pub use crate::credential::{Credential, StaticToken};
pub use crate::delta::Change;
pub use crate::enumeration::Enumeration;
pub use crate::error::Error;
pub use crate::field::Field;
pub use crate::json::Json;
pub use crate::model::Model;
pub use crate::page::{Page, SavedLink};
pub use crate::patch::Patch;
pub use crate::reference::Reference;
pub use crate::request::{Preference, Request};
