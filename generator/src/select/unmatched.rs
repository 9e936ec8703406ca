//! Patterns that found nothing, with what was perhaps meant.

use super::pattern::{
    By, DocumentedPattern, MemberPattern, PathPattern, Pattern, PatternSet, Step, TypeMatch,
    TypePattern, nearest,
};
use super::{Item, Place, Selection, walk};
use crate::csdl::Cardinality;
use crate::diagnostics::{Diagnostics, Span};
use crate::model::{Binding, ChildKind, EnumId, Model, Type};
use std::collections::BTreeSet;

/// The kind of all these errors.
const KIND: &str = "unmatched-pattern";

/// The types that the type patterns name, each with the position of its pattern; what they do not find is reported.
pub(super) fn types(
    model: &Model<'_>,
    patterns: &PatternSet,
    diagnostics: &mut Diagnostics,
) -> Vec<(Type, usize)> {
    let mut found = Vec::new();
    for (index, pattern) in patterns.type_patterns() {
        let span = patterns.patterns()[index].1;
        match pattern.select(candidates(model)) {
            TypeMatch::Types(types) => found.extend(types.into_iter().map(|ty| (ty, index))),
            TypeMatch::None => no_type(model, pattern, span, diagnostics),
            TypeMatch::Ambiguous(types) => ambiguous(model, pattern, types, span, diagnostics),
        }
    }
    found
}

/// Reports a pattern that no type fits.
pub(super) fn no_type(
    model: &Model<'_>,
    pattern: &TypePattern,
    span: Option<Span>,
    diagnostics: &mut Diagnostics,
) {
    let names = model.structured.iter().map(|one| one.name);
    let names = names.chain(model.enums.iter().map(|one| one.name));
    let last = pattern.text().rsplit('.').next().unwrap_or_default();
    let near = nearest(last, names);
    let message = format!("no type matches `{}`", pattern.text());
    let found = diagnostics.error(KIND, message, span);
    let children = model.children.iter().map(|one| one.name);
    match children.into_iter().find(|name| *name == pattern.text()) {
        Some(name) => {
            found.help(format!("a path starts with `/`: `/{name}`"));
        }
        None => suggest(found, &near),
    }
}

/// Reports a name that stands for types in several namespaces.
pub(super) fn ambiguous(
    model: &Model<'_>,
    pattern: &TypePattern,
    types: impl IntoIterator<Item = Type>,
    span: Option<Span>,
    diagnostics: &mut Diagnostics,
) {
    let named: Vec<_> = types.into_iter().map(|ty| qualified(model, ty)).collect();
    let message = format!("`{}` names types in several namespaces", pattern.text());
    diagnostics
        .error("ambiguous-pattern", message, span)
        .help(format!("write one of: {}", named.join(", ")));
}

/// Reports a glob that fits no member of the types that its pattern names.
pub(super) fn no_member(
    pattern: &MemberPattern,
    glob: &str,
    names: &BTreeSet<&str>,
    span: Option<Span>,
    diagnostics: &mut Diagnostics,
) {
    let message = format!("`{}` has no member `{glob}`", pattern.ty().text());
    let found = diagnostics.error(KIND, message, span);
    suggest(found, &nearest(glob, names.iter().copied()));
}

/// Reports a pattern of documented requests that selects none.
pub(super) fn no_request(
    model: &Model<'_>,
    pattern: &DocumentedPattern,
    span: Option<Span>,
    diagnostics: &mut Diagnostics,
) {
    let requests = &model.documentation.requests;
    let message = format!("no documented request matches `{}`", pattern.text());
    let found = diagnostics.error(KIND, message, span);
    if requests.is_empty() {
        found.help(
            "reference pages are wanted for that: name their folder with `--docs DIR`, or `docs`",
        );
        return;
    }
    let pages = requests.values().map(|facts| &facts.page);
    match pattern.by() {
        By::Permission(name) => {
            let rows = pages.filter_map(|page| page.permissions);
            let rows = rows.flat_map(|table| &table.rows);
            let scopes = rows.flat_map(|row| row.alternatives.iter().flatten());
            let names: BTreeSet<_> = scopes.map(|scope| &*scope.text).collect();
            suggest(found, &nearest(name, names));
        }
        By::Tag { key, value } => {
            let fronts = pages.flat_map(|page| &page.front);
            let entries: BTreeSet<_> = fronts
                .flat_map(|front| &front.entries)
                .map(|(key, value)| (&**key, &*value.text))
                .collect();
            let of_key = entries.iter().filter(|(one, _)| one == key);
            let values: Vec<_> = of_key.map(|(_, value)| *value).collect();
            match values.is_empty() {
                true => {
                    found.label(format!("no page has an entry `{key}`"));
                    suggest(found, &nearest(key, entries.iter().map(|(key, _)| *key)));
                }
                false => suggest(found, &nearest(value, values)),
            }
        }
    }
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

/// The name of a member.
pub(super) fn name_of<'m>(model: &'m Model<'_>, item: Item) -> &'m str {
    match item {
        Item::Property(owner, index) => model[owner].properties[index].name,
        Item::Navigation(owner, index) => model[owner].navigation[index].name,
        Item::Operation(id) => model[id].name,
        Item::Child(index) => model.children[index].name,
        Item::Structured(id) => model[id].name,
        Item::Enum(id) => model[id].name,
        Item::Place(place) => model[place.ty].name,
    }
}

/// Reports the patterns that nothing matched but for their own errors. `ways` is given where excludes may be to blame: the
/// set with all paths that it selects.
pub(super) fn paths(
    model: &Model<'_>,
    patterns: &PatternSet,
    matched: &BTreeSet<usize>,
    ways: Option<&PatternSet>,
    diagnostics: &mut Diagnostics,
) {
    let all = patterns.patterns().iter().enumerate();
    let unmatched: Vec<_> = all.filter(|(index, _)| !matched.contains(index)).collect();
    if unmatched.is_empty() {
        return;
    }
    let excluding = ways.filter(|_| patterns.excluded().is_some());
    let without_excludes = excluding.map(|ways| {
        let mut selection = Selection::nothing(model);
        walk::walk(
            model,
            ways,
            &super::Excluded::default(),
            walk::Roots::All,
            &mut selection,
        );
        selection.matched
    });
    let emptied = |index: usize, pattern: &Pattern| match (&without_excludes, pattern) {
        (None, _) => false,
        (Some(matched), Pattern::Path(_) | Pattern::Documented(_)) => matched.contains(&index),
        // What names nothing was reported as it was looked for.
        (Some(_), Pattern::Type(_) | Pattern::Members(_)) => true,
    };
    for (index, (pattern, span)) in unmatched {
        if emptied(index, pattern) && !names_nothing(model, pattern) {
            diagnostics
                .error(
                    "emptied-pattern",
                    format!("what is excluded leaves nothing of `{}`", pattern.text()),
                    *span,
                )
                .help("drop the pattern, or exclude less");
            continue;
        }
        if let Pattern::Path(path) = pattern {
            let message = format!("no path matches `{}`", path.text());
            let found = diagnostics.error(KIND, message, *span);
            match where_it_stops(model, path) {
                Some(stop) => stop.tell(found),
                None if !path.methods().iter().eq(crate::docs::page::Method::ALL) => {
                    let verbs: Vec<_> = path.methods().iter().map(|one| one.as_str()).collect();
                    found.label(format!("nothing there answers {}", verbs.join(" or ")));
                }
                None => {}
            }
        }
    }
}

/// Whether a pattern finds nothing for which it could be emptied.
fn names_nothing(model: &Model<'_>, pattern: &Pattern) -> bool {
    let ty = match pattern {
        Pattern::Type(ty) => ty,
        Pattern::Members(members) => members.ty(),
        Pattern::Path(_) | Pattern::Documented(_) => return false,
    };
    !matches!(ty.select(candidates(model)), TypeMatch::Types(_))
}

fn suggest(found: &mut crate::diagnostics::Diagnostic, near: &[&str]) {
    if !near.is_empty() {
        let near: Vec<_> = near.iter().map(|name| format!("`{name}`")).collect();
        found.help(format!("did you mean {}?", near.join(" or ")));
    }
}

/// Where a pattern leads nowhere.
struct Stop<'p, 'm> {
    segment: &'p str,
    near: Vec<&'m str>,
    /// The type that has a property of that name, which is no path of its own.
    owner: Option<&'m str>,
}

impl Stop<'_, '_> {
    fn tell(&self, found: &mut crate::diagnostics::Diagnostic) {
        let segment = self.segment;
        if let Some(owner) = self.owner {
            found.label(format!(
                "`{segment}` is a property without a path of its own"
            ));
            found.help(format!("a property is selected as `{owner}/{segment}`"));
            return;
        }
        found.label(format!("nothing is called `{segment}` there"));
        suggest(found, &self.near);
    }
}

/// The first segment of a pattern that leads nowhere, with names that look like it.
fn where_it_stops<'p, 'm>(model: &'m Model<'_>, pattern: &'p PathPattern) -> Option<Stop<'p, 'm>> {
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
                    let mut types = places.iter().flat_map(|place| model.lineage(place.ty));
                    let has = |one: &crate::model::StructuredId| {
                        let mut properties = model[*one].properties.iter();
                        properties.any(|property| property.name == name.as_str())
                    };
                    let owner = types.find(has).map(|one| model[one].name);
                    let near = nearest(name, offered.iter().map(|(name, _)| *name));
                    let segment = name;
                    return Some(Stop {
                        segment,
                        near,
                        owner,
                    });
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
