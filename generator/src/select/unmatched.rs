//! Patterns that found nothing, with what was perhaps meant.

use super::pattern::{PathPattern, PatternSet, Step, TypeMatch, nearest};
use super::{Place, Selection};
use crate::csdl::Cardinality;
use crate::diagnostics::Diagnostics;
use crate::model::{Binding, ChildKind, EnumId, Model, Type};

/// The types that the type patterns name; what they do not find is reported.
pub(super) fn types(
    model: &Model<'_>,
    patterns: &PatternSet,
    diagnostics: &mut Diagnostics,
) -> Vec<Type> {
    let mut found = Vec::new();
    for pattern in patterns.type_patterns() {
        match pattern.select(candidates(model)) {
            TypeMatch::Types(types) => found.extend(types),
            TypeMatch::None => {
                let names = model.structured.iter().map(|one| one.name);
                let names = names.chain(model.enums.iter().map(|one| one.name));
                let last = pattern.text().rsplit('.').next().unwrap_or_default();
                let near = nearest(last, names);
                let message = format!("no type matches `{}`", pattern.text());
                let found = diagnostics.error("unmatched-pattern", message, None);
                suggest(found, &near);
            }
            TypeMatch::Ambiguous(types) => {
                let named: Vec<_> = types.iter().map(|ty| qualified(model, *ty)).collect();
                diagnostics
                    .error(
                        "ambiguous-pattern",
                        format!("`{}` names types in several namespaces", pattern.text()),
                        None,
                    )
                    .help(format!("write one of: {}", named.join(", ")));
            }
        }
    }
    found
}

fn candidates<'m>(model: &'m Model<'_>) -> impl Iterator<Item = (&'m str, &'m str, Type)> {
    let structured = model.structured_ids().map(|id| {
        let ty = &model[id];
        (
            model.namespace(ty.namespace).name,
            ty.name,
            Type::Structured(id),
        )
    });
    let enums = (0..model.enums.len()).map(EnumId::new).map(|id| {
        let ty = &model[id];
        (model.namespace(ty.namespace).name, ty.name, Type::Enum(id))
    });
    structured.chain(enums)
}

fn qualified(model: &Model<'_>, ty: Type) -> String {
    match ty {
        Type::Structured(id) => model.qualified(id),
        Type::Enum(id) => model.qualified_enum(id),
        Type::Primitive(primitive) => format!("Edm.{}", primitive.name()),
    }
}

/// Reports the path patterns that no path matched.
pub(super) fn paths(
    model: &Model<'_>,
    patterns: &PatternSet,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) {
    let all = patterns.path_patterns().iter().enumerate();
    for (_, pattern) in all.filter(|(index, _)| !selection.matched.contains(index)) {
        let message = format!("no path matches `{}`", pattern.text());
        let found = diagnostics.error("unmatched-pattern", message, None);
        if let Some((segment, near)) = where_it_stops(model, pattern) {
            found.label(format!("nothing is called `{segment}` there"));
            suggest(found, &near);
        }
    }
}

fn suggest(found: &mut crate::diagnostics::Diagnostic, near: &[&str]) {
    if !near.is_empty() {
        let near: Vec<_> = near.iter().map(|name| format!("`{name}`")).collect();
        found.help(format!("did you mean {}?", near.join(" or ")));
    }
}

/// The first segment of a pattern that leads nowhere, with names that look like it.
fn where_it_stops<'p, 'm>(
    model: &'m Model<'_>,
    pattern: &'p PathPattern,
) -> Option<(&'p str, Vec<&'m str>)> {
    let mut places: Vec<Place> = Vec::new();
    for (index, step) in pattern.steps().iter().enumerate() {
        match step {
            Step::Any | Step::One => return None,
            Step::Key => places
                .iter_mut()
                .for_each(|one| one.cardinality = Cardinality::One),
            Step::Name(name) => {
                let offered = if index == 0 {
                    roots(model)
                } else {
                    below(model, &places)
                };
                let next = offered.iter().filter(|(offer, _)| offer == name);
                let next: Vec<_> = next.map(|(_, place)| *place).collect();
                if next.is_empty() {
                    return Some((name, nearest(name, offered.iter().map(|(name, _)| *name))));
                }
                places = next.into_iter().flatten().collect();
            }
        }
    }
    None
}

/// Names and where they lead.
type Offered<'m> = Vec<(&'m str, Option<Place>)>;

fn roots<'m>(model: &'m Model<'_>) -> Offered<'m> {
    let place = |kind| match kind {
        ChildKind::EntitySet(ty) => Some(Place {
            ty,
            cardinality: Cardinality::Many,
        }),
        ChildKind::Singleton(ty) => Some(Place {
            ty,
            cardinality: Cardinality::One,
        }),
        ChildKind::OperationImport(_) => None,
    };
    let children = model.children.iter();
    children
        .map(|child| (child.name, place(child.kind)))
        .collect()
}

fn below<'m>(model: &'m Model<'_>, places: &[Place]) -> Offered<'m> {
    let mut offered = Offered::new();
    for place in places {
        for ty in model.lineage(place.ty) {
            let navigation = model[ty].navigation.iter().map(|property| {
                let place = Place {
                    ty: property.target,
                    cardinality: property.ty.cardinality,
                };
                (property.name, Some(place))
            });
            offered.extend(navigation.filter(|_| place.cardinality == Cardinality::One));
            let binding = Binding {
                ty: Type::Structured(ty),
                cardinality: place.cardinality,
            };
            let bound = model.bound.get(&binding).into_iter().flatten();
            offered.extend(bound.map(|id| (model[*id].name, None)));
        }
    }
    offered
}
