//! Entity types, complex types and enumeration types with what belongs to them.

use super::{Facts, NamespaceId, StructuredId, TypeUse};
use crate::diagnostics::Span;

/// Entity type or complex type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `EntityType`: has (or inherits) a key, or is a service root.
    Entity,
    /// `ComplexType`: a value without identity.
    Complex,
}

/// An entity type or complex type (OData CSDL 4.01, clauses 6 and 9).
#[derive(Debug, Clone)]
pub struct Structured<'a> {
    /// Entity or complex.
    pub kind: Kind,
    /// Where the type is declared.
    pub namespace: NamespaceId,
    /// The unqualified name.
    pub name: &'a str,
    /// The base type.
    pub base: Option<StructuredId>,
    /// `Abstract="true"`.
    pub is_abstract: bool,
    /// `OpenType="true"`: undeclared properties are to be expected.
    pub is_open: bool,
    /// `HasStream="true"`: the entity is a media entity, its content stands at `$value`.
    pub has_stream: bool,
    /// A repair rule has put another type in its place everywhere.
    pub is_replaced: bool,
    /// The paths of the declared key's properties; empty where the type declares none.
    pub key: Vec<&'a str>,
    /// `Core.AlternateKeys`.
    pub alternate_keys: Vec<AlternateKey<'a>>,
    /// Own structural properties, in document order.
    pub properties: Vec<Property<'a>>,
    /// Own navigation properties, in document order.
    pub navigation: Vec<NavigationProperty<'a>>,
    /// Annotations.
    pub facts: Facts<'a>,
    /// Where it is declared.
    pub span: Span,
}

/// An alternate key: the names to write into the URL (the aliases) in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternateKey<'a> {
    /// The names, as they stand in the URL.
    pub names: Vec<&'a str>,
}

/// A structural property.
#[derive(Debug, Clone)]
pub struct Property<'a> {
    /// The name on the wire.
    pub name: &'a str,
    /// The type.
    pub ty: TypeUse,
    /// Whether the input says that null is not a value of it. Says nothing about presence.
    pub nullable: bool,
    /// Annotations.
    pub facts: Facts<'a>,
    /// Where it is declared.
    pub span: Span,
}

/// A navigation property.
#[derive(Debug, Clone)]
pub struct NavigationProperty<'a> {
    /// The name on the wire.
    pub name: &'a str,
    /// The entity type reached, and whether one or many.
    pub ty: TypeUse,
    /// The entity type reached.
    pub target: StructuredId,
    /// Whether the targets live in this entity. What a repair rule decided, else the input.
    pub contains_target: bool,
    /// Query options that the service insists on; set by repair rules.
    pub required_query: &'static [&'static str],
    /// Annotations.
    pub facts: Facts<'a>,
    /// Where it is declared.
    pub span: Span,
}

/// An enumeration type (OData CSDL 4.01, clause 10).
#[derive(Debug, Clone)]
pub struct Enumeration<'a> {
    /// Where the type is declared.
    pub namespace: NamespaceId,
    /// The unqualified name.
    pub name: &'a str,
    /// `IsFlags="true"`: a value is a set of members.
    pub is_flags: bool,
    /// The members, in document order; may be none.
    pub members: Vec<EnumMember<'a>>,
    /// Annotations.
    pub facts: Facts<'a>,
    /// Where it is declared.
    pub span: Span,
}

/// A member of an enumeration.
#[derive(Debug, Clone)]
pub struct EnumMember<'a> {
    /// The name on the wire.
    pub name: &'a str,
    /// The number. Data: it says nothing on the wire.
    pub value: i64,
    /// Annotations.
    pub facts: Facts<'a>,
    /// Where it is declared.
    pub span: Span,
}
