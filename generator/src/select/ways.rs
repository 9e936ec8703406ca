//! Paths that patterns select without spelling them out: of documented requests, and to members of types.

use super::exclude::Excluded;
use super::members::Members;
use super::pattern::{By, DocumentedPattern, Methods, Pattern, PatternSet, Step};
use super::{Item, Link, Place, Selection, unmatched, walk};
use crate::csdl::Cardinality;
use crate::diagnostics::Diagnostics;
use crate::docs::page::PermissionTable;
use crate::model::path::{Resolution, StepKind};
use crate::model::{Model, PageFacts, StructuredId, Type};
use crate::permissions::allows;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The set with the paths of the documented requests that it selects. A pattern that selects none is an error.
pub(super) fn documented<'p>(
    model: &Model<'_>,
    patterns: &'p PatternSet,
    diagnostics: &mut Diagnostics,
) -> Cow<'p, PatternSet> {
    let all = (0..).zip(patterns.patterns());
    let wanted = all.filter_map(|(index, (pattern, span))| match pattern {
        Pattern::Documented(documented) => Some((index, documented, *span)),
        _ => None,
    });
    let wanted: Vec<(u32, &DocumentedPattern, _)> = wanted.collect();
    if wanted.is_empty() {
        return Cow::Borrowed(patterns);
    }
    let requests = &model.documentation.requests;
    let held = wanted.iter().filter_map(|(_, one, _)| match one.by() {
        By::Permission(name) => Some(name.as_str()),
        By::Tag { .. } => None,
    });
    let held: BTreeSet<&str> = held.collect();
    let mut set = patterns.clone();
    for (index, pattern, span) in wanted {
        let mut found = false;
        for ((_, method), facts) in requests {
            if selects(pattern.by(), &facts.page, &held) {
                found = true;
                set.add_way(
                    Some(index),
                    Methods::one(*method),
                    &steps(model, &facts.resolution),
                );
            }
        }
        if !found {
            unmatched::no_request(model, pattern, span, diagnostics);
        }
    }
    Cow::Owned(set)
}

/// Whether a page's requests are selected, by whoever holds these permissions.
fn selects(by: &By, page: &PageFacts<'_>, held: &BTreeSet<&str>) -> bool {
    match by {
        By::Tag { .. } => page.front.iter().any(|front| {
            let mut entries = front.entries.iter();
            entries.any(|(key, value)| by.fits(key, &value.text))
        }),
        By::Permission(own) => page
            .permissions
            .is_some_and(|table| allowed(table, own, held)),
    }
}

/// Whether one of the alternatives is satisfied by what is held, this permission among it.
fn allowed(table: &PermissionTable<'_>, own: &str, held: &BTreeSet<&str>) -> bool {
    let mut alternatives = table.rows.iter().flat_map(|row| &row.alternatives);
    alternatives.any(|scopes| {
        let satisfies = |by: &str, scope: &str| allows(by, scope);
        let is_used = scopes.iter().any(|scope| satisfies(own, &scope.text));
        let mut all = scopes.iter();
        is_used && all.all(|scope| held.iter().any(|one| satisfies(one, &scope.text)))
    })
}

/// The path of a documented request, as far as it leads to a place or an operation.
fn steps(model: &Model<'_>, resolution: &Resolution) -> Vec<Step> {
    let mut steps = Vec::new();
    for step in &resolution.steps {
        match &step.kind {
            StepKind::Child(at) => steps.push(named(model.children[*at].name)),
            StepKind::Key(_) | StepKind::AlternateKey(_) | StepKind::SitePath(..) => {
                steps.push(Step::Key);
            }
            StepKind::Navigation(owner, at) => {
                steps.push(named(model[*owner].navigation[*at].name));
            }
            StepKind::Property(owner, at) => {
                let property = &model[*owner].properties[*at];
                match (property.ty.ty, property.ty.cardinality) {
                    (Type::Structured(_), Cardinality::One) => steps.push(named(property.name)),
                    // The value is read and written with its owner.
                    _ => break,
                }
            }
            StepKind::Cast(ty) => steps.push(named(&model.qualified(*ty))),
            // What is bound to nothing is imported: its child of the container is there.
            StepKind::Operation(id, _) if model[*id].binding.is_some() => {
                steps.push(named(model[*id].name));
            }
            StepKind::Operation(..) | StepKind::ItemPath(_) | StepKind::System(_) => {}
        }
    }
    steps
}

fn named(name: &str) -> Step {
    Step::Name(name.to_owned())
}

/// The set with the shortest paths to the navigation properties and operations that its patterns of members name, and the
/// patterns of members that are nowhere, which are told. What is excluded takes no detour: it would bring what nobody asked for.
pub(super) fn to_members<'p>(
    model: &Model<'_>,
    patterns: Cow<'p, PatternSet>,
    members: &Members,
    diagnostics: &mut Diagnostics,
) -> (Cow<'p, PatternSet>, BTreeSet<usize>) {
    let mut lost = members.lost.clone();
    if members.further().next().is_none() {
        return (patterns, lost);
    }
    let mut everything = Selection::nothing(model);
    let all = PatternSet::default();
    walk::walk(
        model,
        &all,
        &Excluded::default(),
        walk::Roots::All,
        &mut everything,
    );
    let mut set = patterns.into_owned();
    for (index, ty, item) in members.further() {
        let span = set.patterns().get(index).and_then(|(_, span)| *span);
        match way(model, &everything, ty, item) {
            Some(steps) => {
                let index = u32::try_from(index).ok();
                set.add_way(index, Methods::ALL, &steps);
            }
            None => {
                lost.insert(index);
                let name = unmatched::name_of(model, item);
                diagnostics
                    .error(
                        "unmatched-pattern",
                        format!("no path leads to `{name}` of `{}`", model.qualified(ty)),
                        span,
                    )
                    .help("what no path leads to is no part of a client");
            }
        }
    }
    (Cow::Owned(set), lost)
}

/// The shortest path to a member of a type.
fn way(
    model: &Model<'_>,
    everything: &Selection,
    ty: StructuredId,
    item: Item,
) -> Option<Vec<Step>> {
    let binding = match item {
        Item::Operation(id) => model[id].binding?.cardinality,
        _ => Cardinality::One,
    };
    let place = Item::Place(Place {
        ty,
        cardinality: binding,
    });
    let mut steps = links(model, &everything.reasons.chain(place)?);
    steps.push(named(unmatched::name_of(model, item)));
    Some(steps)
}

/// A chain along paths as segments.
fn links(model: &Model<'_>, chain: &[Link]) -> Vec<Step> {
    let segment = |link: &Link| match *link {
        Link::Child(index) => Some(named(model.children[index].name)),
        Link::Key => Some(Step::Key),
        Link::Navigation(owner, index) => Some(named(model[owner].navigation[index].name)),
        Link::Resource(owner, index) => Some(named(model[owner].properties[index].name)),
        Link::Cast(ty) => Some(named(&model.qualified(ty))),
        Link::Operation(id) => Some(named(model[id].name)),
        _ => None,
    };
    chain.iter().filter_map(segment).collect()
}
