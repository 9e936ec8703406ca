//! Clause 4: Common Characteristics of Entity Models.

use super::xml::{Child, Reader, Tag};
use super::{Annotation, NavigationProperty, Property, Str};
use crate::diagnostics::Span;

/// A reference to a type, as `Type="Collection(graph.user)"`.
#[derive(Debug, Clone)]
pub struct TypeRef<'a> {
    /// The attribute's value.
    pub span: Span,
    /// The qualified name, without `Collection()`; its prefix may be an alias.
    pub name: Str<'a>,
    /// Whether it stands in `Collection()`.
    pub cardinality: Cardinality,
}

/// One value or a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cardinality {
    /// A single value.
    One,
    /// `Collection(...)`.
    Many,
}

/// Clause 4.2: what entity types and complex types have in common.
#[derive(Debug, Clone)]
pub struct StructuredType<'a> {
    /// The start tag.
    pub span: Span,
    /// The name, without namespace.
    pub name: Str<'a>,
    /// Clauses 6.1, 9.1: the type it derives from.
    pub base_type: Option<TypeRef<'a>>,
    /// Clauses 6.2, 9.2.
    pub is_abstract: bool,
    /// Clauses 6.3, 9.3: whether undeclared properties are allowed.
    pub is_open: bool,
    /// Clause 7: the structural properties that it declares itself.
    pub properties: Vec<Property<'a>>,
    /// Clause 8: the navigation properties that it declares itself.
    pub navigation_properties: Vec<NavigationProperty<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 7.2: type facets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facets {
    /// Clause 7.2.2.
    pub max_length: Option<MaxLength>,
    /// Clause 7.2.3: significant decimal digits, or digits of a fraction of a second.
    pub precision: Option<u32>,
    /// Clause 7.2.4.
    pub scale: Option<Scale>,
    /// Clause 7.2.6.
    pub srid: Option<Srid>,
    /// Clause 7.2.5: whether a string may hold more than ASCII.
    pub unicode: Option<bool>,
}

/// Clause 7.2.2: `MaxLength`, of binary (in bytes), string (in characters) and stream (in bytes).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaxLength {
    /// A number.
    Limit(u32),
    /// `max`: as long as the service allows.
    Max,
}

/// Clause 7.2.4: `Scale`, the digits right of the decimal point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// At most this many.
    Digits(u32),
    /// `variable`: up to the precision.
    Variable,
    /// `floating`: a decimal floating-point number.
    Floating,
}

/// Clause 7.2.6: `SRID`, a spatial reference system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Srid {
    /// Its number.
    Number(u32),
    /// `variable`: each value says its own.
    Variable,
}

impl<'a> Reader<'a, '_> {
    /// What entity types and complex types have in common. `extra` reads the children that only one of them
    /// has.
    pub(super) fn structured_type(
        &mut self,
        tag: Tag<'a>,
        mut extra: impl FnMut(&mut Self, Tag<'a>) -> Child,
    ) -> Option<StructuredType<'a>> {
        let name = self.name();
        let base_type = self.optional_type("BaseType");
        let is_abstract = self.boolean("Abstract").unwrap_or(false);
        let is_open = self.boolean("OpenType").unwrap_or(false);
        self.finish_attributes();
        let mut properties = Vec::new();
        let mut navigation_properties = Vec::new();
        let mut annotations = Vec::new();
        self.children(tag, |reader, child| {
            match child.name {
                "Property" => properties.extend(reader.property(child)),
                "NavigationProperty" => {
                    navigation_properties.extend(reader.navigation_property(child));
                }
                "Annotation" => annotations.extend(reader.annotation(child)),
                _ => return extra(reader, child),
            }
            Child::Known
        });
        Some(StructuredType {
            span: tag.span,
            name: name?,
            base_type,
            is_abstract,
            is_open,
            properties,
            navigation_properties,
            annotations,
        })
    }

    /// Clause 7.2, without `Nullable` and `DefaultValue`.
    pub(super) fn facets(&mut self) -> Facets {
        Facets {
            max_length: self.parsed(
                "MaxLength",
                "expected a number or `max`",
                |text| match text {
                    "max" => Some(MaxLength::Max),
                    _ => text.parse().ok().map(MaxLength::Limit),
                },
            ),
            precision: self.parsed("Precision", "expected a number", |text| text.parse().ok()),
            // Microsoft Graph writes `Variable`.
            scale: self.parsed(
                "Scale",
                "expected a number, `variable` or `floating`",
                |text| {
                    if text.eq_ignore_ascii_case("variable") {
                        Some(Scale::Variable)
                    } else if text.eq_ignore_ascii_case("floating") {
                        Some(Scale::Floating)
                    } else {
                        text.parse().ok().map(Scale::Digits)
                    }
                },
            ),
            srid: self.parsed("SRID", "expected a number or `variable`", |text| {
                if text.eq_ignore_ascii_case("variable") {
                    Some(Srid::Variable)
                } else {
                    text.parse().ok().map(Srid::Number)
                }
            }),
            unicode: self.boolean("Unicode"),
        }
    }
}
