//! Decisions that need all pages: which types are entity types, which bases there are, what has the key, which
//! members a base has already.

use super::draft::{Catalog, Navigation, Property, Structured, Type, Use};
use super::names::TypeName;
use super::types::ENTITY;
use crate::csdl::Cardinality;
use crate::diagnostics::{Diagnostics, Span};
use crate::docs::page::Method;
use crate::model::Primitive;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

/// The name of most keys.
const ID: &str = "id";

/// Gives every base type that is named a description, a minimal one where no page has one, and cuts cycles.
pub(super) fn bases(catalog: &mut Catalog<'_>, diagnostics: &mut Diagnostics) {
    let mut index = 0;
    while let Some(ty) = catalog.structured.get(index) {
        if let Some((name, span)) = ty.base.clone() {
            match catalog.find(&name) {
                Some(Type::Structured(_)) => {}
                Some(_) => catalog.structured[index].base = None,
                None => {
                    add_base(catalog, name, span, diagnostics);
                }
            }
        }
        index += 1;
    }
    cut_cycles(catalog, diagnostics);
    spread(catalog);
}

fn add_base(
    catalog: &mut Catalog<'_>,
    name: TypeName,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> usize {
    let is_entity = name == TypeName::graph(ENTITY);
    if !is_entity {
        diagnostics
            .warning(
                "type-not-described",
                format!("no page describes the base type `{}`", name.qualified()),
                span,
            )
            .help("what derives from it has none of its properties");
    }
    let base = catalog.add_structured(name, span);
    if is_entity {
        let ty = &mut catalog.structured[base];
        ty.is_entity = true;
        ty.is_abstract = true;
        ty.key = Some((Cow::Borrowed(ID), span));
        ty.properties.push(id(span));
    }
    base
}

fn id<'s>(span: Span) -> Property<'s> {
    Property {
        name: Cow::Borrowed(ID),
        span,
        ty: Use {
            ty: Type::Primitive(Primitive::String),
            cardinality: Cardinality::One,
            span,
        },
        verbs: None,
    }
}

fn cut_cycles(catalog: &mut Catalog<'_>, diagnostics: &mut Diagnostics) {
    // For each type the walk that has been there.
    let mut walks = vec![usize::MAX; catalog.structured.len()];
    for start in 0..catalog.structured.len() {
        let mut at = start;
        loop {
            match walks[at] {
                usize::MAX => walks[at] = start,
                walk if walk == start => {
                    let ty = &mut catalog.structured[at];
                    ty.base = None;
                    diagnostics.warning(
                        "inheritance-cycle",
                        format!(
                            "`{}` is its own base type, by way of others; it gets none",
                            ty.name.qualified()
                        ),
                        ty.span,
                    );
                    break;
                }
                _ => break,
            }
            match catalog.base(at) {
                Some(base) => at = base,
                None => break,
            }
        }
    }
}

/// Types that derive from each other are of one kind.
fn spread(catalog: &mut Catalog<'_>) {
    // Up to the root and down again: a root knows of all below it.
    let roots: Vec<usize> = (0..catalog.structured.len())
        .map(|index| catalog.lineage(index).last().copied().unwrap_or(index))
        .collect();
    let entities: HashSet<usize> = roots
        .iter()
        .enumerate()
        .filter(|(index, _)| catalog.structured[*index].is_entity)
        .map(|(_, root)| *root)
        .collect();
    for (index, root) in roots.iter().enumerate() {
        catalog.structured[index].is_entity |= entities.contains(root);
    }
}

/// Decides what is left to decide once all paths have been walked.
pub(super) fn settle(catalog: &mut Catalog<'_>, diagnostics: &mut Diagnostics) {
    spread(catalog);
    keys(catalog, diagnostics);
    members(catalog);
}

/// An entity type has a key, its own or a base's.
fn keys(catalog: &mut Catalog<'_>, diagnostics: &mut Diagnostics) {
    let entity = TypeName::graph(ENTITY);
    // Roots first: what derives from them asks whether they have one.
    let (roots, derived): (Vec<usize>, Vec<usize>) =
        (0..catalog.structured.len()).partition(|index| catalog.base(*index).is_none());
    for index in roots.into_iter().chain(derived) {
        let lineage = catalog.lineage(index);
        let inherits = lineage.iter().skip(1);
        let mut inherits = inherits.filter(|one| catalog.structured[**one].key.is_some());
        let is_keyed_above = inherits.next().is_some();
        let ty = &mut catalog.structured[index];
        if is_keyed_above || !ty.is_entity {
            ty.key = None;
            continue;
        }
        if let Some((key, span)) = ty.key.clone() {
            if !has_property(ty, &key) {
                let property = Property {
                    name: key,
                    ..id(span)
                };
                ty.properties.insert(0, property);
            }
            continue;
        }
        if ty.base.is_none() && !has_property(ty, ID) {
            let span = ty.span;
            ty.base = Some((entity.clone(), span));
            if catalog.find(&entity).is_none() {
                add_base(catalog, entity.clone(), span, diagnostics);
            }
        } else if has_property(ty, ID) {
            ty.key = Some((Cow::Borrowed(ID), ty.span));
        }
    }
}

fn has_property(ty: &Structured<'_>, name: &str) -> bool {
    ty.properties.iter().any(|one| one.name == name)
}

/// A name stands once in a type and its bases.
fn members(catalog: &mut Catalog<'_>) {
    let inherited: Vec<HashSet<String>> = (0..catalog.structured.len())
        .map(|index| {
            let lineage = catalog.lineage(index);
            let bases = lineage.iter().skip(1).map(|one| &catalog.structured[*one]);
            bases
                .flat_map(|base| {
                    let properties = base.properties.iter().map(|one| &one.name);
                    properties.chain(base.navigation.iter().map(|one| &one.name))
                })
                .map(ToString::to_string)
                .collect()
        })
        .collect();
    for (ty, mut taken) in catalog.structured.iter_mut().zip(inherited) {
        ty.navigation
            .retain(|one| taken.insert(one.name.to_string()));
        ty.properties
            .retain(|one| taken.insert(one.name.to_string()));
    }
}

/// The types that have a place of their own: in the container, or where pages show writes.
pub(super) fn owned(catalog: &Catalog<'_>) -> HashSet<usize> {
    let roots = catalog.roots.iter().map(|root| root.ty);
    let navigation = catalog.structured.iter().flat_map(|ty| &ty.navigation);
    let written = navigation.filter(|one| writes(&one.verbs) && !one.is_referenced);
    let named: HashSet<usize> = roots.chain(written.map(|one| one.target)).collect();
    let mut owned = named.clone();
    for index in 0..catalog.structured.len() {
        // Bases of what has a place, and what derives from that.
        let lineage = catalog.lineage(index);
        if lineage.iter().any(|one| named.contains(one)) {
            owned.insert(index);
        }
        if named.contains(&index) {
            owned.extend(lineage);
        }
    }
    owned
}

/// Whether the targets live below: they are written there and never by reference, or paths go on below and the
/// type has no other place.
pub(super) fn contains(navigation: &Navigation<'_>, owned: &HashSet<usize>) -> bool {
    let is_way = navigation.leads_on && !owned.contains(&navigation.target);
    !navigation.is_referenced && (writes(&navigation.verbs) || is_way)
}

/// Whether there is any verb but GET.
pub(super) fn writes(verbs: &BTreeSet<Method>) -> bool {
    verbs.iter().any(|verb| *verb != Method::Get)
}
