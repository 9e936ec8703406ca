//! Clause 6: Entity Type.

use super::xml::{Child, Reader, Tag};
use super::{Annotation, Str, StructuredType};
use crate::diagnostics::Span;

/// Clause 6, `edm:EntityType`.
#[derive(Debug, Clone)]
pub struct EntityType<'a> {
    /// What it has in common with complex types.
    pub structured: StructuredType<'a>,
    /// Clause 6.4: whether it is a media entity.
    pub has_stream: bool,
    /// Clause 6.5; a derived type usually has its base type's.
    pub key: Option<Key<'a>>,
}

/// Clause 6.5, `edm:Key`.
#[derive(Debug, Clone)]
pub struct Key<'a> {
    /// The start tag.
    pub span: Span,
    /// The properties that make the key.
    pub property_refs: Vec<PropertyRef<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 6.5, `edm:PropertyRef`.
#[derive(Debug, Clone)]
pub struct PropertyRef<'a> {
    /// The start tag.
    pub span: Span,
    /// `Name`: a property, or a path through complex properties.
    pub path: Str<'a>,
    /// The name that stands in URLs in the path's stead.
    pub alias: Option<Str<'a>>,
}

impl<'a> Reader<'a, '_> {
    pub(super) fn entity_type(&mut self, tag: Tag<'a>) -> Option<EntityType<'a>> {
        let has_stream = self.boolean("HasStream").unwrap_or(false);
        let mut key = None;
        let structured = self.structured_type(tag, |reader, child| match child.name {
            "Key" => {
                if key.is_some() {
                    reader.second(child, tag);
                }
                key = Some(reader.key(child));
                Child::Known
            }
            _ => Child::Misplaced,
        })?;
        Some(EntityType {
            structured,
            has_stream,
            key,
        })
    }

    fn key(&mut self, tag: Tag<'a>) -> Key<'a> {
        self.finish_attributes();
        let mut property_refs = Vec::new();
        let mut annotations = Vec::new();
        self.children(tag, |reader, child| {
            match child.name {
                "PropertyRef" => property_refs.extend(reader.property_ref(child)),
                "Annotation" => annotations.extend(reader.annotation(child)),
                _ => return Child::Misplaced,
            }
            Child::Known
        });
        if property_refs.is_empty() {
            self.diagnostics
                .error(
                    "missing-element",
                    "`Key` has no element `PropertyRef`",
                    tag.span,
                )
                .label("expected one `PropertyRef` in it for each property of the key");
        }
        Key {
            span: tag.span,
            property_refs,
            annotations,
        }
    }

    fn property_ref(&mut self, tag: Tag<'a>) -> Option<PropertyRef<'a>> {
        let path = self.required("Name");
        let alias = self.alias();
        self.finish_attributes();
        self.no_children(tag);
        Some(PropertyRef {
            span: tag.span,
            path: path?,
            alias,
        })
    }
}
