//! Clause 11: Type Definition.

use super::xml::{Reader, Tag};
use super::{Annotation, Facets, Str, TypeRef};
use crate::diagnostics::Span;

/// Clause 11, `edm:TypeDefinition`.
#[derive(Debug, Clone)]
pub struct TypeDefinition<'a> {
    /// The start tag.
    pub span: Span,
    /// The name, without namespace.
    pub name: Str<'a>,
    /// Clause 11.1: a primitive type.
    pub underlying_type: TypeRef<'a>,
    /// Facets of the underlying type.
    pub facets: Facets,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

impl<'a> Reader<'a, '_> {
    pub(super) fn type_definition(&mut self, tag: Tag<'a>) -> Option<TypeDefinition<'a>> {
        let name = self.name();
        let underlying_type = self.required_type("UnderlyingType");
        let facets = self.facets();
        self.finish_attributes();
        let annotations = self.annotations_in(tag);
        Some(TypeDefinition {
            span: tag.span,
            name: name?,
            underlying_type: underlying_type?,
            facets,
            annotations,
        })
    }
}
