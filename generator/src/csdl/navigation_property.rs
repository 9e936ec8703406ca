//! Clause 8: Navigation Property.

use super::{Annotation, Str, TypeRef};
use crate::diagnostics::Span;

/// Clause 8, `edm:NavigationProperty`.
#[derive(Debug, Clone)]
pub struct NavigationProperty<'a> {
    /// The start tag.
    pub span: Span,
    /// The name.
    pub name: Str<'a>,
    /// Clause 8.1.
    pub ty: TypeRef<'a>,
    /// Clause 8.2, where it is said.
    pub nullable: Option<bool>,
    /// Clause 8.3: the path of the property that leads back.
    pub partner: Option<Str<'a>>,
    /// Clause 8.4: whether the targets live and die with the source.
    pub contains_target: bool,
    /// Clause 8.5.
    pub referential_constraints: Vec<ReferentialConstraint<'a>>,
    /// Clause 8.6.
    pub on_delete: Option<OnDelete<'a>>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 8.5, `edm:ReferentialConstraint`.
#[derive(Debug, Clone)]
pub struct ReferentialConstraint<'a> {
    /// The start tag.
    pub span: Span,
    /// A property of the source.
    pub property: Str<'a>,
    /// The property of the target that has the same value.
    pub referenced_property: Str<'a>,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 8.6, `edm:OnDelete`.
#[derive(Debug, Clone)]
pub struct OnDelete<'a> {
    /// The start tag.
    pub span: Span,
    /// What happens to the targets when the source is deleted.
    pub action: OnDeleteAction,
    /// Annotations inside the element.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 8.6: `Action` of `edm:OnDelete`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDeleteAction {
    /// The targets are deleted, too.
    Cascade,
    /// The source cannot be deleted while it has targets.
    None,
    /// Referencing properties become null.
    SetNull,
    /// Referencing properties take their default.
    SetDefault,
}
