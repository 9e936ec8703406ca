//! Clause 12: Action and Function.

use super::xml::{Child, Reader, Tag, quote};
use super::{Annotation, Facets, Str, TypeRef};
use crate::diagnostics::Span;

/// Clauses 12.1 and 12.3, `edm:Action` and `edm:Function`: one overload.
#[derive(Debug, Clone)]
pub struct Operation<'a> {
    /// The start tag.
    pub span: Span,
    /// Action or function.
    pub kind: OperationKind,
    /// The name, without namespace.
    pub name: Str<'a>,
    /// Clause 12.5: whether the first parameter is what it is called on.
    pub is_bound: bool,
    /// Clause 12.6: the path from the binding parameter to the set of the result.
    pub entity_set_path: Option<Str<'a>>,
    /// Clause 12.7: whether path segments may follow; functions only.
    pub is_composable: bool,
    /// Clause 12.9, the binding parameter included.
    pub parameters: Vec<Parameter<'a>>,
    /// Clause 12.8.
    pub return_type: Option<ReturnType<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Action or function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OperationKind {
    /// May have side effects; called by POST.
    Action,
    /// Has none, and returns something; called by GET.
    Function,
}

/// Clause 12.9, `edm:Parameter`.
#[derive(Debug, Clone)]
pub struct Parameter<'a> {
    /// The start tag.
    pub span: Span,
    /// The name.
    pub name: Str<'a>,
    /// The type.
    pub ty: TypeRef<'a>,
    /// Clause 7.2.1, where it is said.
    pub nullable: Option<bool>,
    /// Clause 7.2.
    pub facets: Facets,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 12.8, `edm:ReturnType`.
#[derive(Debug, Clone)]
pub struct ReturnType<'a> {
    /// The start tag.
    pub span: Span,
    /// The type.
    pub ty: TypeRef<'a>,
    /// Clause 7.2.1, where it is said.
    pub nullable: Option<bool>,
    /// Clause 7.2.
    pub facets: Facets,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

impl<'a> Reader<'a, '_> {
    pub(super) fn operation(&mut self, tag: Tag<'a>, kind: OperationKind) -> Option<Operation<'a>> {
        let name = self.name();
        let is_bound = self.boolean("IsBound").unwrap_or(false);
        let entity_set_path = self.optional("EntitySetPath");
        let is_composable = match kind {
            OperationKind::Action => false,
            OperationKind::Function => self.boolean("IsComposable").unwrap_or(false),
        };
        self.finish_attributes();
        let mut parameters = Vec::new();
        let mut return_type = None;
        let mut has_return = false;
        let mut annotations = Vec::new();
        self.children(tag, |reader, child| {
            match child.name {
                "Parameter" => parameters.extend(reader.parameter(child)),
                "ReturnType" => {
                    if has_return {
                        reader.second(child, tag);
                    }
                    has_return = true;
                    return_type = reader.return_type(child);
                }
                "Annotation" => annotations.extend(reader.annotation(child)),
                _ => return Child::Misplaced,
            }
            Child::Known
        });
        let name = name?;
        if kind == OperationKind::Function && !has_return {
            self.diagnostics
                .warning(
                    "missing-element",
                    format!("Function `{}` returns nothing", quote(&name)),
                    tag.span,
                )
                .label("expected one `ReturnType` in it");
        }
        Some(Operation {
            span: tag.span,
            kind,
            name,
            is_bound,
            entity_set_path,
            is_composable,
            parameters,
            return_type,
            annotations,
        })
    }

    fn parameter(&mut self, tag: Tag<'a>) -> Option<Parameter<'a>> {
        let name = self.name();
        let ty = self.required_type("Type");
        let nullable = self.boolean("Nullable");
        let facets = self.facets();
        self.finish_attributes();
        let annotations = self.annotations_in(tag);
        Some(Parameter {
            span: tag.span,
            name: name?,
            ty: ty?,
            nullable,
            facets,
            annotations,
        })
    }

    fn return_type(&mut self, tag: Tag<'a>) -> Option<ReturnType<'a>> {
        let ty = self.required_type("Type");
        let nullable = self.boolean("Nullable");
        let facets = self.facets();
        self.finish_attributes();
        let annotations = self.annotations_in(tag);
        Some(ReturnType {
            span: tag.span,
            ty: ty?,
            nullable,
            facets,
            annotations,
        })
    }
}
