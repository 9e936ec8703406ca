//! Pages of enumerations: which members there are, by the names that stand on the wire.
//!
//! Names of members are translated in many pages, their numbers hardly ever, code marks in descriptions never. So
//! where a page is translated, the names come from a description of a property that lists as many values as the
//! table has rows, or from the same page in its source language. A name for which there is neither counts if it is
//! found in some JSON; any other is left out, since a wrong name would never be met.

use super::attested::{Attested, is_translated};
use super::draft::{Catalog, Member, Type};
use super::names::{bare, is_identifier, taken};
use super::rows::quoted;
use crate::diagnostics::Diagnostics;
use crate::docs::page::{Body, EnumTable, MemberRow, Page, PropertyRow};
use pulldown_cmark::{Event, Parser};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A table of members, and what it is about.
pub(super) struct Described<'s> {
    /// Position in the catalog.
    pub(super) index: usize,
    pub(super) page: &'s Page<'s>,
    pub(super) table: &'s EnumTable<'s>,
}

/// Fills in the members of all enumerations.
pub(super) fn fill<'s>(
    catalog: &mut Catalog<'s>,
    tables: &[Described<'s>],
    pages: &[&'s Page<'s>],
    attested: &Attested<'s>,
    diagnostics: &mut Diagnostics,
) {
    let lists = lists(catalog, pages);
    let mut by_enum: BTreeMap<usize, Vec<&Described<'s>>> = BTreeMap::new();
    for table in tables {
        by_enum.entry(table.index).or_default().push(table);
    }
    for (index, tables) in by_enum {
        // The source language first.
        let plain = tables.iter().find(|one| !is_translated(one.page));
        let chosen = plain.or(tables.first());
        let Some(chosen) = chosen else { continue };
        let rows = ordered(&chosen.table.members);
        let none = Vec::new();
        let names = lists.get(&index).unwrap_or(&none);
        let members = if is_translated(chosen.page) {
            recovered(&rows, names, attested, diagnostics)
        } else {
            written(&rows, diagnostics)
        };
        if members.is_empty() {
            let name = catalog.enums[index].name.qualified();
            diagnostics
                .warning(
                    "enumeration-without-members",
                    format!("no member of `{name}` is known: values of it are read as strings"),
                    catalog.enums[index].span,
                )
                .label("expected names that stand in JSON or between code marks, too");
        }
        let mut seen = HashSet::new();
        catalog.enums[index].members = members
            .into_iter()
            .filter(|one| seen.insert(one.name.to_string()))
            .collect();
    }
}

/// The rows by number, where every row has one of its own; else as they stand.
fn ordered<'s>(rows: &'s [MemberRow<'s>]) -> Vec<&'s MemberRow<'s>> {
    let mut rows: Vec<_> = rows.iter().collect();
    let numbers: HashSet<_> = rows.iter().filter_map(|row| row.value).collect();
    if numbers.len() == rows.len() {
        rows.sort_by_key(|row| row.value);
    }
    rows
}

/// The members of a page in its source language.
fn written<'s>(rows: &[&'s MemberRow<'s>], diagnostics: &mut Diagnostics) -> Vec<Member<'s>> {
    let mut members = Vec::with_capacity(rows.len());
    for row in rows {
        if is_identifier(bare(&row.name.text)) {
            members.push(member(row, taken(&row.name.text)));
        } else {
            left_out(row, diagnostics);
        }
    }
    members
}

/// The members of a translated page.
fn recovered<'s>(
    rows: &[&'s MemberRow<'s>],
    lists: &[Vec<Cow<'s, str>>],
    attested: &Attested<'s>,
    diagnostics: &mut Diagnostics,
) -> Vec<Member<'s>> {
    // A name that stands in both must stand at the same place.
    let agrees = |list: &&Vec<Cow<'s, str>>| {
        let places: HashMap<&str, usize> = list.iter().map(AsRef::as_ref).zip(0..).collect();
        let stands = |(at, row): (usize, &&MemberRow<'s>)| {
            let found = places.get(bare(&row.name.text));
            found.is_none_or(|found| *found == at)
        };
        list.len() == rows.len() && rows.iter().enumerate().all(stands)
    };
    // Of several lists the one that has most of the names.
    let shared = |list: &&Vec<Cow<'s, str>>| {
        let same = rows.iter().zip(list.iter());
        same.filter(|(row, name)| bare(&row.name.text) == *name)
            .count()
    };
    let mut best: Option<&Vec<Cow<'s, str>>> = None;
    for list in lists.iter().filter(agrees) {
        if best.is_none_or(|best| shared(&list) > shared(&best)) {
            best = Some(list);
        }
    }
    if let Some(list) = best {
        let both = rows.iter().zip(list);
        return both.map(|(row, name)| member(row, name.clone())).collect();
    }
    let listed: HashSet<&str> = lists.iter().flatten().map(AsRef::as_ref).collect();
    let mut members = Vec::with_capacity(rows.len());
    for row in rows {
        let name = bare(&row.name.text);
        if is_identifier(name) && (attested.has_value(name) || listed.contains(name)) {
            members.push(member(row, taken(&row.name.text)));
        } else {
            left_out(row, diagnostics);
        }
    }
    members
}

fn member<'s>(row: &MemberRow<'s>, name: Cow<'s, str>) -> Member<'s> {
    Member {
        name,
        span: row.name.span,
        value: row.value,
    }
}

fn left_out(row: &MemberRow<'_>, diagnostics: &mut Diagnostics) {
    let name = quoted(bare(&row.name.text));
    diagnostics
        .warning(
            "member-left-out",
            format!("the member `{name}` is left out: its name on the wire is not known"),
            row.name.span,
        )
        .help("values of it are kept as their text");
}

/// For each enumeration the lists of values in descriptions of properties and parameters of it.
fn lists<'s>(
    catalog: &Catalog<'s>,
    pages: &[&'s Page<'s>],
) -> BTreeMap<usize, Vec<Vec<Cow<'s, str>>>> {
    let mut lists: BTreeMap<usize, Vec<Vec<Cow<'s, str>>>> = BTreeMap::new();
    for page in pages {
        for row in rows_of(page) {
            let Some(link) = &row.link else { continue };
            let Some(Type::Enum(index)) = catalog.linked(link, &page.key) else {
                continue;
            };
            let list = listed(row);
            let known = lists.entry(index).or_default();
            if !list.is_empty() && !known.contains(&list) {
                known.push(list);
            }
        }
    }
    lists
}

fn rows_of<'s>(page: &'s Page<'s>) -> Vec<&'s PropertyRow<'s>> {
    match &page.body {
        Body::Operation(operation) => {
            let rows = operation.parameters.iter();
            rows.chain(&operation.request_body).collect()
        }
        Body::Resource(resource) => resource.properties.iter().collect(),
        Body::Enumerations(_) | Body::Other => Vec::new(),
    }
}

/// The names between code marks in a description, each once: sentences that list them are repeated now and then.
fn listed<'s>(row: &PropertyRow<'s>) -> Vec<Cow<'s, str>> {
    let Some(description) = &row.description else {
        return Vec::new();
    };
    let mut names: Vec<Cow<'s, str>> = Vec::new();
    let mut seen = HashSet::new();
    for event in Parser::new(&description.text) {
        if let Event::Code(code) = event {
            let name = bare(&code);
            if is_identifier(name) && seen.insert(name.to_owned()) {
                names.push(Cow::Owned(name.to_owned()));
            }
        }
    }
    names
}
