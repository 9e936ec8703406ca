//! How every name on the wire becomes a name in Rust.
//!
//! Three layers, each usable alone: [`Kind::rust_name`] turns one wire name into one valid
//! identifier; a [`Scope`] makes such names unique within one namespace of Rust; [`Pins`] keeps the
//! names of earlier runs, from the committed [`NamesLock`].
//!
//! Acronyms count as one word, as the Rust API guidelines ask (`CloudPc`, `MacosUpdate`), so a name
//! here is never the wire name again: wire names are always written out beside it.

mod case;
mod lock;
mod pins;
mod reserved;
mod scope;
mod words;

#[cfg(test)]
mod tests;

pub use case::{
    Kind, const_name, field_name, is_identifier, method_name, module_name, parameter_name,
    type_name, variant_name,
};
pub use lock::{LockEntry, LockError, NamesLock};
pub use pins::{InvalidPin, PinFault, Pins, Wanted};
pub use reserved::{
    RESERVED_FEATURES, RESERVED_FIELDS, RESERVED_MODULES, RESERVED_TYPES, RESERVED_VARIANTS,
};
pub use scope::Scope;
