//! Clause 10: Enumeration Type.

use super::xml::{Child, Reader, Tag};
use super::{Annotation, Str, TypeRef};
use crate::diagnostics::Span;

/// Clause 10, `edm:EnumType`.
#[derive(Debug, Clone)]
pub struct EnumType<'a> {
    /// The start tag.
    pub span: Span,
    /// The name, without namespace.
    pub name: Str<'a>,
    /// Clause 10.1; `Edm.Int32` where it is not said.
    pub underlying_type: Option<TypeRef<'a>>,
    /// Clause 10.2: whether a value is a set of members.
    pub is_flags: bool,
    /// Clause 10.3, in document order.
    pub members: Vec<Member<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 10.3, `edm:Member`.
#[derive(Debug, Clone)]
pub struct Member<'a> {
    /// The start tag.
    pub span: Span,
    /// The name.
    pub name: Str<'a>,
    /// The number, where it is said.
    pub value: Option<i64>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

impl<'a> Reader<'a, '_> {
    pub(super) fn enum_type(&mut self, tag: Tag<'a>) -> Option<EnumType<'a>> {
        let name = self.name();
        let underlying_type = self.optional_type("UnderlyingType");
        let is_flags = self.boolean("IsFlags").unwrap_or(false);
        self.finish_attributes();
        let mut members = Vec::new();
        let mut annotations = Vec::new();
        self.children(tag, |reader, child| {
            match child.name {
                "Member" => members.extend(reader.member(child)),
                "Annotation" => annotations.extend(reader.annotation(child)),
                _ => return Child::Misplaced,
            }
            Child::Known
        });
        let span = tag.span;
        Some(EnumType {
            span,
            name: name?,
            underlying_type,
            is_flags,
            members,
            annotations,
        })
    }

    fn member(&mut self, tag: Tag<'a>) -> Option<Member<'a>> {
        let name = self.name();
        let value = self.integer("Value");
        self.finish_attributes();
        let annotations = self.annotations_in(tag);
        Some(Member {
            span: tag.span,
            name: name?,
            value,
            annotations,
        })
    }
}
