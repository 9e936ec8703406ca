//! Clause 8: Navigation Property.

use super::xml::{Child, Reader, Tag};
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

impl<'a> Reader<'a, '_> {
    pub(super) fn navigation_property(&mut self, tag: Tag<'a>) -> Option<NavigationProperty<'a>> {
        let name = self.name();
        let ty = self.required_type("Type");
        let contains_target = self.boolean("ContainsTarget").unwrap_or(false);
        let nullable = self.boolean("Nullable");
        let partner = self.optional("Partner");
        self.finish_attributes();
        let mut referential_constraints = Vec::new();
        let mut on_delete = None;
        let mut annotations = Vec::new();
        self.children(tag, |reader, child| {
            match child.name {
                "ReferentialConstraint" => {
                    referential_constraints.extend(reader.referential_constraint(child));
                }
                "OnDelete" => {
                    if on_delete.is_some() {
                        reader.second(child, tag);
                    }
                    on_delete = reader.on_delete(child);
                }
                "Annotation" => annotations.extend(reader.annotation(child)),
                _ => return Child::Misplaced,
            }
            Child::Known
        });
        Some(NavigationProperty {
            span: tag.span,
            name: name?,
            ty: ty?,
            nullable,
            partner,
            contains_target,
            referential_constraints,
            on_delete,
            annotations,
        })
    }

    fn referential_constraint(&mut self, tag: Tag<'a>) -> Option<ReferentialConstraint<'a>> {
        let property = self.required("Property");
        let referenced_property = self.required("ReferencedProperty");
        self.finish_attributes();
        let annotations = self.annotations_in(tag);
        Some(ReferentialConstraint {
            span: tag.span,
            property: property?,
            referenced_property: referenced_property?,
            annotations,
        })
    }

    fn on_delete(&mut self, tag: Tag<'a>) -> Option<OnDelete<'a>> {
        let expected = "expected `Cascade`, `None`, `SetNull` or `SetDefault`";
        let attribute = self.take_required("Action");
        let action = attribute.and_then(|attribute| {
            self.parse_value(attribute, expected, |text| match text {
                "Cascade" => Some(OnDeleteAction::Cascade),
                "None" => Some(OnDeleteAction::None),
                "SetNull" => Some(OnDeleteAction::SetNull),
                "SetDefault" => Some(OnDeleteAction::SetDefault),
                _ => None,
            })
        });
        self.finish_attributes();
        let annotations = self.annotations_in(tag);
        Some(OnDelete {
            span: tag.span,
            action: action?,
            annotations,
        })
    }
}
