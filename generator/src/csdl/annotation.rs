//! Clauses 14.1 and 14.2: Term, Annotation.

use super::xml::{Child, Reader, Tag};
use super::{Expression, Facets, Str, TypeRef};
use crate::diagnostics::Span;

/// Clause 14.1, `edm:Term`.
#[derive(Debug, Clone)]
pub struct Term<'a> {
    /// The start tag.
    pub span: Span,
    /// The name, without namespace.
    pub name: Str<'a>,
    /// The type of values.
    pub ty: TypeRef<'a>,
    /// Clause 14.1.1: the term that this one specializes.
    pub base_term: Option<Str<'a>>,
    /// The value where an annotation says none.
    pub default_value: Option<Str<'a>>,
    /// Clause 14.1.2: the names of model elements.
    pub applies_to: Vec<Str<'a>>,
    /// Clause 7.2.1, where it is said.
    pub nullable: Option<bool>,
    /// Clause 7.2.
    pub facets: Facets,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 5.2, `edm:Annotations`: annotations away from what they annotate.
#[derive(Debug, Clone)]
pub struct Annotations<'a> {
    /// The start tag.
    pub span: Span,
    /// Clause 14.2.2: the path of the annotated model element.
    pub target: Str<'a>,
    /// The qualifier of all of them.
    pub qualifier: Option<Str<'a>>,
    /// The annotations.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 14.2, `edm:Annotation`.
#[derive(Debug, Clone)]
pub struct Annotation<'a> {
    /// The start tag.
    pub span: Span,
    /// The qualified name of the term; its prefix may be an alias.
    pub term: Str<'a>,
    /// Clause 14.2.1: tells annotations of one term apart.
    pub qualifier: Option<Str<'a>>,
    /// The value; where there is none, the term's default.
    pub value: Option<Expression<'a>>,
    /// Annotations of the annotation.
    pub annotations: Vec<Annotation<'a>>,
}

impl<'a> Reader<'a, '_> {
    pub(super) fn term(&mut self, tag: Tag<'a>) -> Option<Term<'a>> {
        let name = self.name();
        let ty = self.required_type("Type");
        let base_term = self.optional("BaseTerm");
        let default_value = self.optional("DefaultValue");
        let applies_to = self.optional("AppliesTo");
        let nullable = self.boolean("Nullable");
        let facets = self.facets();
        self.finish_attributes();
        let annotations = self.annotations_in(tag);
        Some(Term {
            span: tag.span,
            name: name?,
            ty: ty?,
            base_term,
            default_value,
            applies_to: applies_to.map_or_else(Vec::new, words),
            nullable,
            facets,
            annotations,
        })
    }

    pub(super) fn annotations(&mut self, tag: Tag<'a>) -> Option<Annotations<'a>> {
        let target = self.required("Target");
        let qualifier = self.optional("Qualifier");
        self.finish_attributes();
        let annotations = self.annotations_in(tag);
        Some(Annotations {
            span: tag.span,
            target: target?,
            qualifier,
            annotations,
        })
    }

    pub(super) fn annotation(&mut self, tag: Tag<'a>) -> Option<Annotation<'a>> {
        let term = self.required("Term");
        let qualifier = self.optional("Qualifier");
        let (value, annotations) = self.annotated_value(tag);
        Some(Annotation {
            span: tag.span,
            term: term?,
            qualifier,
            value,
            annotations,
        })
    }

    /// The value in an attribute or a child element, and the annotations next to it. These are the last of
    /// the element's attributes.
    pub(super) fn annotated_value(
        &mut self,
        tag: Tag<'a>,
    ) -> (Option<Expression<'a>>, Vec<Annotation<'a>>) {
        let mut value = self.attribute_expression();
        let mut has_value = value.is_some();
        self.finish_attributes();
        let mut annotations = Vec::new();
        self.children(tag, |reader, child| {
            if child.name == "Annotation" {
                annotations.extend(reader.annotation(child));
                return Child::Known;
            }
            let Some(expression) = reader.expression(child) else {
                return Child::Misplaced;
            };
            if has_value {
                reader.second_value(child, tag);
            } else {
                value = expression;
            }
            has_value = true;
            Child::Known
        });
        (value, annotations)
    }
}

/// The words of a text, without copying it where it is borrowed.
fn words(text: Str<'_>) -> Vec<Str<'_>> {
    match text {
        Str::Borrowed(text) => text.split_ascii_whitespace().map(Str::Borrowed).collect(),
        Str::Owned(text) => text
            .split_ascii_whitespace()
            .map(|word| Str::Owned(word.to_owned()))
            .collect(),
    }
}
