//! Pages of resources: properties and relationships.

use super::attested::{Attested, is_translated};
use super::declare::Resource;
use super::draft::{Catalog, Property};
use super::names::TypeName;
use super::relationships;
use super::rows::{Joined, Origin, join};
use super::typing::Asked;
use crate::diagnostics::Diagnostics;
use crate::docs::page::Annotation;
use std::borrow::Cow;
use std::collections::HashSet;

/// The name of what nearly every entity type derives from.
pub(super) const ENTITY: &str = "entity";

/// Fills in what a page says of its type. Several pages may describe one type: what an earlier one says of a name
/// counts.
pub(super) fn fill<'s>(
    catalog: &mut Catalog<'s>,
    resource: &Resource<'s>,
    attested: &Attested<'s>,
    diagnostics: &mut Diagnostics,
) {
    let origin = Origin {
        page: &resource.page.key,
        is_translated: is_translated(resource.page),
        attested,
    };
    if let Some(annotation) = &resource.body.annotation {
        annotate(catalog, resource.index, annotation);
    }
    let json = resource.body.representation.as_ref().map(|one| &one.value);
    relationships::fill(catalog, resource, json, origin, diagnostics);
    let ty = &catalog.structured[resource.index];
    let properties = ty.properties.iter().map(|one| one.name.to_string());
    let navigation = ty.navigation.iter().map(|one| one.name.to_string());
    let known: HashSet<String> = properties.chain(navigation).collect();
    for one in join(json, &resource.body.properties, &known, origin, diagnostics) {
        property(catalog, resource, &one, diagnostics);
    }
}

fn annotate<'s>(catalog: &mut Catalog<'s>, index: usize, annotation: &'s Annotation<'s>) {
    let span = annotation.span;
    let base = annotation.base_type.as_ref();
    let base = base.and_then(|text| Some((TypeName::parse(&text.text)?, text.span)));
    let ty = &mut catalog.structured[index];
    let own = ty.name.folded();
    if ty.base.is_none() {
        ty.base = base.filter(|(name, _)| name.folded() != own);
    }
    let key = annotation.key_property.as_ref();
    if ty.key.is_none()
        && let Some(key) = key.filter(|key| super::names::is_identifier(key))
    {
        ty.key = Some((Cow::Borrowed(key.as_ref()), span));
    }
    ty.is_entity |= ty.key.is_some();
    ty.is_abstract |= annotation.is_abstract;
    ty.is_open |= annotation.is_open;
}

fn property<'s>(
    catalog: &mut Catalog<'s>,
    resource: &Resource<'s>,
    joined: &Joined<'s>,
    diagnostics: &mut Diagnostics,
) {
    let asked = Asked {
        page: &resource.page.key,
        json: joined.json,
        row: joined.row,
        span: joined.span,
    };
    let of = catalog.type_of(asked, diagnostics);
    catalog.structured[resource.index]
        .properties
        .push(Property {
            name: joined.name.clone(),
            span: joined.span,
            ty: of,
            verbs: None,
        });
}
