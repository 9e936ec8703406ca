//! Which types there are: every page of a resource and every table of members names one.

use super::attested::is_translated;
use super::draft::{Catalog, Type};
use super::enums::Described;
use super::names::{GRAPH, TypeName, bare, is_identifier, slug};
use super::rows::quoted;
use super::spellings::Spellings;
use super::typing::type_named;
use super::words;
use crate::diagnostics::{Diagnostics, Span};
use crate::docs::json::Value;
use crate::docs::page::{Body, EnumTable, Page, PageKey, PropertyRow, ResourcePage};
use std::borrow::Cow;
use std::collections::HashMap;

/// A page about a structured type.
pub(super) struct Resource<'s> {
    /// Position in the catalog.
    pub(super) index: usize,
    pub(super) page: &'s Page<'s>,
    pub(super) body: &'s ResourcePage<'s>,
}

/// The pages and tables that describe types.
#[derive(Default)]
pub(super) struct Declared<'s> {
    pub(super) resources: Vec<Resource<'s>>,
    pub(super) tables: Vec<Described<'s>>,
}

/// Adds all types to the catalog, without what belongs to them.
pub(super) fn declare<'s>(
    catalog: &mut Catalog<'s>,
    pages: &[&'s Page<'s>],
    diagnostics: &mut Diagnostics,
) -> Declared<'s> {
    let mut declared = Declared::default();
    for page in pages {
        if let Body::Resource(body) = &page.body {
            let Some((name, span)) = resource_name(page, body) else {
                // Without JSON it is something to read.
                if body.representation.is_some() {
                    unnamed(page, diagnostics);
                }
                continue;
            };
            let index = match catalog.find(&name) {
                Some(Type::Structured(index)) => index,
                Some(_) => continue,
                None => catalog.add_structured(name, span),
            };
            catalog.note_page(page.key.clone(), None, Type::Structured(index));
            declared.resources.push(Resource { index, page, body });
        }
    }
    let spellings = Spellings::collect(pages);
    for page in pages {
        let (tables, whole) = match &page.body {
            Body::Enumerations(tables) => (tables, tables.len() == 1),
            Body::Resource(body) => (&body.enums, false),
            Body::Operation(_) | Body::Other => continue,
        };
        for table in tables {
            // Other tables look like one of members.
            let mut members = table.members.iter();
            if !is_translated(page) && !members.any(|one| is_identifier(bare(&one.name.text))) {
                continue;
            }
            let section = table.heading.as_ref().map(|one| slug(&one.text));
            let Some(name) = enum_name(page, table, whole, &spellings) else {
                if whole {
                    unnamed(page, diagnostics);
                }
                continue;
            };
            let span = span_of(page, table);
            let index = match catalog.find(&name) {
                Some(Type::Enum(index)) => index,
                // A structured type of this name counts.
                Some(_) => continue,
                None => catalog.add_enum(name, span),
            };
            let section = section.filter(|_| !whole);
            catalog.note_page(page.key.clone(), section, Type::Enum(index));
            declared.tables.push(Described { index, page, table });
        }
    }
    for resource in &declared.resources {
        // A translated word is no name of a type.
        if !is_translated(resource.page) {
            inline_enums(catalog, resource.body);
        }
    }
    declared
}

fn unnamed(page: &Page<'_>, diagnostics: &mut Diagnostics) {
    let start = Span {
        source: page.source,
        start: 0,
        end: 0,
    };
    let span = page.title.as_ref().map_or(start, |title| title.span);
    diagnostics
        .warning(
            "type-without-name",
            "the page describes a type, but does not say which",
            span,
        )
        .label("expected a comment with `@odata.type` before the JSON representation");
}

/// The name of a resource's type: what the comment says, else the JSON, else the word of the title that the file
/// is called after.
fn resource_name(page: &Page<'_>, body: &ResourcePage<'_>) -> Option<(TypeName, Span)> {
    let annotated = body
        .annotation
        .as_ref()
        .and_then(|one| one.odata_type.as_ref());
    if let Some(text) = annotated
        && let Some(name) = TypeName::parse(&text.text)
    {
        return Some((name, text.span));
    }
    if let Some(block) = &body.representation
        && let Some(name) = type_named(&block.value).and_then(TypeName::parse)
    {
        return Some((name, block.text.span));
    }
    let title = page
        .title
        .as_ref()
        .filter(|_| !body.properties.is_empty())?;
    let last = last_word(&page.key);
    let word = identifiers(&title.text).find(|word| word.eq_ignore_ascii_case(last))?;
    let namespace = namespace(page);
    let name = TypeName {
        namespace,
        name: word.to_owned(),
    };
    Some((name, title.span))
}

/// The namespace that a line of the page names.
fn namespace(page: &Page<'_>) -> String {
    let line = page.namespace.as_ref();
    let named = line.and_then(|one| TypeName::parse(&format!("{}.x", bare(&one.text))));
    named.map_or_else(|| GRAPH.to_owned(), |one| one.namespace)
}

/// The end of a file's name, which is the type's in lower case.
fn last_word(key: &PageKey) -> &str {
    key.0.rsplit('-').next().unwrap_or(&key.0)
}

fn span_of(page: &Page<'_>, table: &EnumTable<'_>) -> Span {
    let heading = table.heading.as_ref().or(page.title.as_ref());
    let first = table.members.first().map(|member| member.name.span);
    let start = Span {
        source: page.source,
        start: 0,
        end: 0,
    };
    heading.map(|one| one.span).or(first).unwrap_or(start)
}

/// The name of an enumeration: it stands in the title or heading, where its case may have been changed, and cells of
/// types have it mostly as it is. The file's name tells which word of a title it is.
fn enum_name(
    page: &Page<'_>,
    table: &EnumTable<'_>,
    whole: bool,
    spellings: &Spellings<'_>,
) -> Option<TypeName> {
    let heading = table.heading.as_ref().map(|one| one.text.as_ref());
    let named = |name: &str| TypeName {
        namespace: namespace(page),
        name: name.to_owned(),
    };
    if !whole {
        // Sections have tables of other things, too: only what some cell names is an enumeration.
        let word = identifiers(heading?).next()?;
        return spellings.of(word).map(named);
    }
    let last = last_word(&page.key);
    if let Some(name) = spellings.of(last) {
        return Some(named(name));
    }
    let title = page.title.as_ref().map_or("", |one| one.text.as_ref());
    let words = identifiers(title).chain(heading.into_iter().flat_map(identifiers));
    let mut words = words.filter(|word| word.eq_ignore_ascii_case(last));
    let name = words.next().unwrap_or(last);
    is_identifier(name).then(|| named(name))
}

/// The runs of a text that can be names.
fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|one: char| !(one.is_ascii_alphanumeric() || one == '_'));
    parts.filter(|part| is_identifier(part))
}

/// Enumerations without a page, whose values stand in a JSON representation and whose name in the table.
fn inline_enums<'s>(catalog: &mut Catalog<'s>, body: &'s ResourcePage<'s>) {
    let Some(Value::Object(members)) = body.representation.as_ref().map(|one| &one.value.value)
    else {
        return;
    };
    let by_name: HashMap<&str, &PropertyRow<'s>> = body
        .properties
        .iter()
        .map(|row| (bare(&row.name.text), row))
        .collect();
    for member in members {
        let values = match &member.value.value {
            Value::String(text) => choices(text),
            Value::Array(items) => match items.first().map(|one| &one.value) {
                Some(Value::String(text)) => choices(text),
                _ => continue,
            },
            _ => continue,
        };
        let Some(row) = by_name.get(&*member.name) else {
            continue;
        };
        let cell = row.ty.as_ref().map_or("", |cell| cell.text.as_ref());
        let text = row.link.as_ref().map_or(cell, |link| link.text.as_ref());
        let (text, _) = words::collection(text);
        let Some(name) = TypeName::parse(text) else {
            continue;
        };
        let is_new = words::primitive(text).is_none() && catalog.find(&name).is_none();
        if values.is_empty() || !is_new {
            continue;
        }
        let span = member.value.span;
        let index = catalog.add_enum(name, span);
        let members = values.into_iter().map(|name| super::draft::Member {
            name: Cow::Borrowed(name),
            span,
            value: None,
        });
        catalog.enums[index].members = members.collect();
    }
}

/// The values of `a | b | c`, each once; empty for anything else.
fn choices(text: &str) -> Vec<&str> {
    let mut values = Vec::new();
    for part in text.split('|').map(str::trim) {
        if !is_identifier(part) {
            return Vec::new();
        }
        if !values.contains(&part) {
            values.push(part);
        }
    }
    if values.len() > 1 { values } else { Vec::new() }
}

/// What a name that is found nowhere else is quoted as.
pub(super) fn unknown_target(row: &PropertyRow<'_>) -> String {
    let cell = row.ty.as_ref().map_or("", |cell| cell.text.as_ref());
    let text = row.link.as_ref().map_or(cell, |link| link.text.as_ref());
    quoted(text)
}
