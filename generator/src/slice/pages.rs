//! Which reference pages say something of a selection.

use crate::diagnostics::SourceId;
use crate::docs::library::{Library, PageFile};
use crate::docs::page::{Body, PageKey};
use crate::model::path::{RequestKind, Resolution, Resolver};
use crate::model::{Documentation, Model, OperationId, Prose, StructuredId, Type};
use crate::pipeline::Selected;
use crate::select::{Requests, Selection};
use std::collections::BTreeSet;

/// Pages that say something of a selection.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// Their files, and those that they take in.
    pub(super) files: BTreeSet<SourceId>,
    /// The types that they are about: a page may describe what its type inherits.
    pub(super) types: BTreeSet<StructuredId>,
    /// What their requests go through, where a wanted operation is described by one that is not made: a page is understood by
    /// the requests that it shows.
    pub(super) ways: Vec<Resolution>,
}

impl Pages {
    /// The pages that a selection needs.
    pub(super) fn find(selected: &Selected<'_, '_>, files: &[PageFile]) -> Self {
        let (model, selection) = (selected.model, selected.selection);
        let found = sources(selected, files);
        let keys = files.iter().filter(|file| found.contains(&file.source));
        let about = keys.filter_map(|file| {
            let key = PageKey::of_path(&file.path);
            match model.documentation.pages.get(&key)? {
                Type::Structured(id) => Some(*id),
                Type::Enum(_) | Type::Primitive(_) => None,
            }
        });
        let operations = selection.bound_operations();
        let documented = model.documentation.requests.values();
        let ways = documented.filter(|facts| {
            let calls = |id: &OperationId| facts.resolution.request == RequestKind::Operation(*id);
            found.contains(&facts.span.source) && operations.iter().any(calls)
        });
        Self {
            types: about.collect(),
            ways: ways.map(|facts| facts.resolution.clone()).collect(),
            files: found,
        }
    }
}

fn sources(selected: &Selected<'_, '_>, files: &[PageFile]) -> BTreeSet<SourceId> {
    let (model, selection, library) = (selected.model, selected.selection, selected.library);
    let documentation = &model.documentation;
    let mut found = described(documentation, selection);
    let requests = Requests::of(selection);
    let documented = documentation.requests.iter();
    let made =
        documented.filter(|((_, method), facts)| requests.has(model, *method, &facts.resolution));
    let mut keys: BTreeSet<&PageKey> = made.map(|(_, facts)| facts.page.key).collect();
    keys.extend(operations(documentation, &found));
    rivals(model, library, &mut keys);
    let types = documentation.pages.iter();
    let types = types.filter(|(_, ty)| is_wanted(**ty, selection));
    keys.extend(types.map(|(key, _)| *key));
    // All languages of a page: each may have a text that another lacks.
    let named = files.iter();
    let named = named.filter(|file| keys.contains(&PageKey::of_path(&file.path)));
    found.extend(named.map(|file| file.source));
    for page in library
        .pages()
        .iter()
        .filter(|page| keys.contains(&page.key))
    {
        if let Body::Operation(body) = &page.body {
            found.extend(body.permissions.as_ref().map(|table| table.span.source));
        }
    }
    found
}

/// The pages in these files.
fn operations<'d>(
    documentation: &'d Documentation<'_>,
    files: &BTreeSet<SourceId>,
) -> impl Iterator<Item = &'d PageKey> {
    let shown = documentation.requests.values();
    let shown = shown.filter(|facts| files.contains(&facts.span.source));
    shown.map(|facts| facts.page.key)
}

/// Adds the pages that requests of these pages belong to, where that is another: without it they would be theirs.
fn rivals<'d>(model: &'d Model<'_>, library: &Library<'_>, keys: &mut BTreeSet<&'d PageKey>) {
    let resolver = Resolver::new(model);
    let mut done = BTreeSet::new();
    loop {
        let open = library.pages().iter();
        let open = open.filter(|page| keys.contains(&page.key) && !done.contains(&page.key));
        let open: Vec<_> = open.collect();
        if open.is_empty() {
            return;
        }
        for page in open {
            done.insert(&page.key);
            let Body::Operation(body) = &page.body else {
                continue;
            };
            for line in &body.templates {
                let found = resolver.resolve(line.method, &line.target.text);
                let route = found.ok().map(|one| (one.route(model), line.method));
                let owner = route.and_then(|key| model.documentation.requests.get(&key));
                keys.extend(owner.map(|facts| facts.page.key));
            }
        }
    }
}

fn is_wanted(ty: Type, selection: &Selection) -> bool {
    match ty {
        Type::Structured(id) => selection.has(id),
        Type::Enum(id) => selection.has_enum(id),
        Type::Primitive(_) => false,
    }
}

/// The files that descriptions of wanted items are from.
fn described(documentation: &Documentation<'_>, selection: &Selection) -> BTreeSet<SourceId> {
    let mut found = BTreeSet::new();
    let ways = selection.navigation();
    let mut take = |prose: &Prose<'_>| found.insert(prose.text.span.source);
    for ((id, _), prose) in &documentation.properties {
        if selection.has(*id) {
            take(prose);
        }
    }
    for ((id, at), prose) in &documentation.navigation {
        if ways.contains(&(*id, *at))
            || (selection.has(*id) && selection.knows_navigation(*id, *at))
        {
            take(prose);
        }
    }
    let operations = selection.bound_operations();
    for (id, prose) in &documentation.operations {
        if operations.contains(id) {
            take(prose);
        }
    }
    for ((id, _), prose) in &documentation.parameters {
        if operations.contains(id) {
            take(prose);
        }
    }
    for ((id, _), prose) in &documentation.members {
        if selection.has_enum(*id) {
            take(prose);
        }
    }
    found
}
