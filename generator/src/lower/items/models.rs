//! Models, parameter structs and enumerations.

use super::{Deprecated, Docs, TypePath};
use crate::lower::features::Gate;
use std::sync::Arc;

/// The Rust type of one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A type of std or of the runtime.
    Builtin(&'static str),
    /// An entity type or complex type.
    Model(TypePath),
    /// An enumeration or flag set.
    Enum(TypePath),
}

/// A value or a collection of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueType {
    /// The (element) value.
    pub value: Value,
    /// Whether it is a collection.
    pub many: Many,
}

/// Whether there is one value or a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Many {
    /// One value.
    One,
    /// A collection.
    Collection,
}

/// A model: an entity type or a complex type.
#[derive(Debug, Clone)]
pub struct Struct {
    /// The name.
    pub name: Arc<str>,
    /// What rustdoc shows.
    pub docs: Docs,
    /// Set where the type is going away.
    pub deprecated: Option<Deprecated>,
    /// The qualified name on the wire.
    pub wire: String,
    /// The base types, nearest first.
    pub bases: Vec<TypePath>,
    /// All fields, inherited ones first; the position is the slot.
    pub fields: Vec<Field>,
    /// Navigation properties whose target is part of the client.
    pub navigation: Vec<Navigation>,
    /// All others.
    pub other_navigation: Vec<Navigation>,
    /// With which features it is there.
    pub gate: Gate,
}

/// The arguments of an operation that need not be given.
#[derive(Debug, Clone)]
pub struct Parameters {
    /// The name.
    pub name: Arc<str>,
    /// What rustdoc shows.
    pub docs: Docs,
    /// The fields.
    pub fields: Vec<Parameter>,
    /// With which features it is there.
    pub gate: Gate,
}

/// A parameter in a struct.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The field's name.
    pub name: Arc<str>,
    /// The type.
    pub ty: ValueType,
    /// The name on the wire.
    pub wire: Arc<str>,
    /// What rustdoc shows.
    pub docs: Docs,
}

/// A structural property in a struct.
#[derive(Debug, Clone)]
pub struct Field {
    /// The field's name.
    pub name: Arc<str>,
    /// The constant's name.
    pub constant: Arc<str>,
    /// The type.
    pub ty: ValueType,
    /// The name on the wire.
    pub wire: Arc<str>,
    /// Who declares it.
    pub origin: Origin,
    /// What a client may do with it.
    pub access: Access,
    /// Whether its value must not show in `Debug`.
    pub secrecy: Secrecy,
    /// What rustdoc shows, on the derived types too.
    pub docs: Arc<Docs>,
    /// Set where the property is going away.
    pub deprecated: Option<Deprecated>,
}

/// Who declares a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A base type.
    Inherited,
    /// The type itself.
    Own,
}

/// What a client may do with a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Set it any time.
    Any,
    /// Set it on create.
    CreateOnly,
    /// Read it.
    ReadOnly,
}

/// Whether a property's value is a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// It may be shown.
    Public,
    /// `Debug` hides it.
    Secret,
}

/// A navigation property's constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Navigation {
    /// The constant's name.
    pub constant: Arc<str>,
    /// The type reached.
    pub target: TypePath,
    /// One or many.
    pub many: Many,
    /// The name on the wire.
    pub wire: Arc<str>,
    /// Set where it is going away.
    pub deprecated: Option<Deprecated>,
    /// With which features the type reached is there.
    pub gate: Gate,
}

/// An enumeration type.
#[derive(Debug, Clone)]
pub struct Enum {
    /// The name.
    pub name: Arc<str>,
    /// What rustdoc shows.
    pub docs: Docs,
    /// Set where the type is going away.
    pub deprecated: Option<Deprecated>,
    /// The qualified name on the wire.
    pub wire: String,
    /// A single member or a set of them.
    pub form: EnumForm,
    /// The members.
    pub members: Vec<Member>,
    /// With which features it is there.
    pub gate: Gate,
}

/// How values of an enumeration look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnumForm {
    /// One member: a Rust enum with a variant `Unrecognized` for names it does not know.
    Open,
    /// A set of members.
    Flags,
}

/// A member of an enumeration.
#[derive(Debug, Clone)]
pub struct Member {
    /// The variant's or constant's name.
    pub name: Arc<str>,
    /// The name on the wire.
    pub wire: String,
    /// The number in the metadata.
    pub number: i64,
    /// What rustdoc shows.
    pub docs: Docs,
    /// Set where the member is going away.
    pub deprecated: Option<Deprecated>,
}
