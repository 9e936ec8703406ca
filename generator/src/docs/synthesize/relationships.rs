//! Relationships of a type: rows of a table of their own.

use super::declare::{Resource, unknown_target};
use super::draft::{Catalog, Navigation, Type};
use super::names::{TypeName, bare, is_identifier, letters};
use super::rows::{Origin, quoted};
use super::words;
use crate::csdl::Cardinality;
use crate::diagnostics::Diagnostics;
use crate::docs::json::{Member, Node, Value};
use crate::docs::page::{Link, PropertyRow};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The members of a JSON representation, by name and by the letters of it.
struct Members<'s> {
    by_name: HashMap<&'s str, &'s Member<'s>>,
    /// `None` where several names have the same letters.
    by_letters: HashMap<String, Option<&'s str>>,
}

impl<'s> Members<'s> {
    fn of(json: Option<&'s Node<'s>>) -> Self {
        let members = json.map_or(&[][..], |json| json.members());
        let mut by_letters: HashMap<String, Option<&'s str>> = HashMap::new();
        for member in members {
            by_letters
                .entry(letters(&member.name))
                .and_modify(|name| *name = None)
                .or_insert(Some(&member.name));
        }
        Self {
            by_name: members.iter().map(|one| (&*one.name, one)).collect(),
            by_letters,
        }
    }

    /// The name of a relationship as it stands in the JSON, or in the table where it can be trusted.
    fn name(&self, row: &'s PropertyRow<'s>, origin: Origin<'_, 's>) -> Option<Cow<'s, str>> {
        let name = bare(&row.name.text);
        if self.by_name.contains_key(name) || origin.trusts(name) {
            return is_identifier(name).then(|| Cow::Owned(name.to_owned()));
        }
        let same = self.by_letters.get(&letters(name)).copied().flatten();
        same.filter(|one| is_identifier(one)).map(Cow::Borrowed)
    }

    fn is_array(&self, name: &str) -> bool {
        let member = self.by_name.get(name);
        member.is_some_and(|one| matches!(one.value.value, Value::Array(_)))
    }
}

/// Adds the navigation properties of a page's table of relationships.
pub(super) fn fill<'s>(
    catalog: &mut Catalog<'s>,
    resource: &Resource<'s>,
    json: Option<&'s Node<'s>>,
    origin: Origin<'_, 's>,
    diagnostics: &mut Diagnostics,
) {
    let members = Members::of(json);
    let navigation = catalog.structured[resource.index].navigation.iter();
    let mut known: HashSet<String> = navigation.map(|one| one.name.to_string()).collect();
    for row in &resource.body.relationships {
        let Some(name) = members.name(row, origin) else {
            let name = quoted(bare(&row.name.text));
            diagnostics
                .warning(
                    "row-left-out",
                    format!("the row `{name}` is left out"),
                    row.name.span,
                )
                .label("no JSON and no path has this name, and the page is translated or it is no name");
            continue;
        };
        let Some(target) = target(catalog, row, origin) else {
            let target = unknown_target(row);
            diagnostics.warning(
                "type-not-described",
                format!("the relationship `{name}` is left out: no page describes `{target}`"),
                row.name.span,
            );
            continue;
        };
        catalog.structured[target].is_entity = true;
        if !known.insert(name.to_string()) {
            continue;
        }
        let cell = row.ty.as_ref().map_or("", |cell| cell.text.as_ref());
        let says_more = |link: &Link<'_>| origin.is_translated && has_more(cell, link);
        let is_many = words::collection(cell).1
            || members.is_array(&name)
            || row.link.as_ref().is_some_and(says_more);
        let navigation = &mut catalog.structured[resource.index].navigation;
        navigation.push(Navigation {
            name,
            span: row.name.span,
            target,
            cardinality: if is_many {
                Cardinality::Many
            } else {
                Cardinality::One
            },
            verbs: BTreeSet::new(),
            is_referenced: false,
            leads_on: false,
        });
    }
}

/// The structured type that a row's link leads to, else the one whose name stands in its cell.
fn target(catalog: &Catalog<'_>, row: &PropertyRow<'_>, origin: Origin<'_, '_>) -> Option<usize> {
    let link = row.link.as_ref();
    if let Some(Type::Structured(target)) = link.and_then(|link| catalog.linked(link, origin.page))
    {
        return Some(target);
    }
    let cell = row.ty.as_ref()?.text.as_ref();
    let text = link.map_or(cell, |link| link.text.as_ref());
    let (text, _) = words::collection(text);
    catalog.find_structured(&TypeName::parse(text)?)
}

/// Whether a cell has words beside its link: in a table of relationships they say that there are many.
fn has_more(cell: &str, link: &Link<'_>) -> bool {
    let Some((before, rest)) = cell.split_once(&format!("[{}]", link.text)) else {
        return false;
    };
    let after = rest.split_once(')').map_or("", |(_, after)| after);
    let mut both = before.chars().chain(after.chars());
    rest.starts_with('(') && both.any(char::is_alphabetic)
}
