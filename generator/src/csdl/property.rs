//! Clause 7: Structural Property.

use super::xml::{Reader, Tag};
use super::{Annotation, Facets, Str, TypeRef};
use crate::diagnostics::Span;

/// Clause 7, `edm:Property`.
#[derive(Debug, Clone)]
pub struct Property<'a> {
    /// The start tag.
    pub span: Span,
    /// The name.
    pub name: Str<'a>,
    /// Clause 7.1.
    pub ty: TypeRef<'a>,
    /// Clause 7.2.1, where it is said.
    pub nullable: Option<bool>,
    /// Clause 7.2.
    pub facets: Facets,
    /// Clause 7.2.7: the value that the service takes where none is given.
    pub default_value: Option<Str<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

impl<'a> Reader<'a, '_> {
    pub(super) fn property(&mut self, tag: Tag<'a>) -> Option<Property<'a>> {
        let name = self.name();
        let ty = self.required_type("Type");
        let nullable = self.boolean("Nullable");
        let facets = self.facets();
        let default_value = self.optional("DefaultValue");
        self.finish_attributes();
        let annotations = self.annotations_in(tag);
        let span = tag.span;
        Some(Property {
            span,
            name: name?,
            ty: ty?,
            nullable,
            facets,
            default_value,
            annotations,
        })
    }
}
