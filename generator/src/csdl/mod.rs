//! OData CSDL XML 4.0 and 4.01: text to a syntax tree with source spans.
//!
//! One file for each clause of OData CSDL XML 4.01. The tree says what the text says: names are not resolved,
//! aliases not expanded. Everything borrows from the text.

mod annotation;
mod complex_type;
mod container;
mod entity_type;
mod enum_type;
mod expression;
mod identifier;
mod navigation_property;
mod operation;
mod property;
mod schema;
mod type_definition;
mod types;
mod wrapper;
mod xml;

pub use annotation::{Annotation, Annotations, Term};
pub use complex_type::ComplexType;
pub use container::{
    EntityContainer, EntitySet, NavigationPropertyBinding, OperationImport, Singleton,
};
pub use entity_type::{EntityType, Key, PropertyRef};
pub use enum_type::{EnumType, Member};
pub use expression::{
    Arithmetic, Comparison, Expression, ExpressionKind, Logical, PropertyValue, Record,
};
pub use navigation_property::{
    NavigationProperty, OnDelete, OnDeleteAction, ReferentialConstraint,
};
pub use operation::{Operation, OperationKind, Parameter, ReturnType};
pub use property::Property;
pub use schema::Schema;
pub use type_definition::TypeDefinition;
pub use types::{Cardinality, Facets, MaxLength, Scale, Srid, StructuredType, TypeRef};
pub use wrapper::{Document, Include, IncludeAnnotations, Reference};

use crate::diagnostics::{Diagnostics, SourceId};
use std::borrow::Cow;

/// A text of the input: borrowed, unless it holds entity references.
pub type Str<'a> = Cow<'a, str>;

/// Elements nested deeper than this are an error.
pub const MAX_DEPTH: usize = 200;

/// Reads one CSDL document. `text` may begin with a byte order mark; spans count from its first byte.
///
/// Problems go to `diagnostics`, and reading goes on after them; what cannot be understood is left out of
/// the tree. `None` if there is no `edmx:Edmx` element at all.
pub fn parse<'a>(
    source: SourceId,
    text: &'a str,
    diagnostics: &mut Diagnostics,
) -> Option<Document<'a>> {
    xml::Reader::new(source, text, diagnostics)?.document()
}

#[cfg(test)]
mod tests;
