//! Random selections of the API as Microsoft publishes it.

use super::{items, try_select};
use crate::csdl::{self, Cardinality, Document};
use crate::diagnostics::{Diagnostics, Sources};
use crate::lower;
use crate::lower::items::{Api, Call};
use crate::lower::names::Pins;
use crate::model::{self, ChildKind, Model, NamespaceId, OperationId, StructuredId};
use crate::select::{Place, Selection, calls};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The model of the newest metadata, if the corpus is there. Linked once for all tests.
fn newest() -> Option<&'static Model<'static>> {
    static MODEL: OnceLock<Option<Model<'static>>> = OnceLock::new();
    let model = MODEL.get_or_init(|| {
        let folder = std::env::var_os("MSGRAPH_CORPUS").map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
            PathBuf::from,
        );
        let path = folder.join("csdl/v1.0-2026-08.xml");
        let Ok(text) = std::fs::read_to_string(&path) else {
            eprintln!("SKIPPED: {} is not there", path.display());
            return None;
        };
        let sources = Box::leak(Box::new(Sources::new()));
        let id = sources.add("newest", text);
        let sources: &'static Sources = sources;
        let mut diagnostics = Diagnostics::new();
        let document = csdl::parse(id, sources.text(id), &mut diagnostics);
        let documents: &'static [Document<'static>] =
            Box::leak(Box::new([document.expect("a document")]));
        let mut model = model::link(documents, &mut diagnostics);
        model::repair::repair(&mut model);
        Some(model)
    });
    model.as_ref()
}

/// What a path ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Child(usize),
    Navigation(StructuredId, usize),
    Operation(OperationId),
    Property(StructuredId, usize),
    Type(StructuredId),
    /// All types of a namespace.
    Namespace(NamespaceId),
}

/// A pattern, and what it names.
#[derive(Debug, Clone)]
struct Drawn {
    text: String,
    member: Member,
}

/// A step that a path can take: its name, what it is, and where it leads.
type Way<'m> = (&'m str, Member, Option<(StructuredId, Cardinality)>);

/// Numbers to draw with: each picks one of what there is.
type Choices = Vec<u16>;

fn pick<T>(all: &[T], choice: u16) -> Option<&T> {
    let len = u64::try_from(all.len()).ok().filter(|len| *len > 0)?;
    // Spread over all, since the choices are small numbers rather than large ones.
    let spread = u64::from(choice).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16;
    all.get(usize::try_from(spread % len).ok()?)
}

/// A path of some steps.
fn path(model: &Model<'_>, choices: &[u16]) -> Option<Drawn> {
    let (first, rest) = choices.split_first()?;
    let children: Vec<usize> = (0..model.children.len()).collect();
    let child = *pick(&children, *first)?;
    let mut text = format!("/{}", model.children[child].name);
    let mut member = Member::Child(child);
    let mut place = match model.children[child].kind {
        ChildKind::EntitySet(ty) => Some((ty, Cardinality::Many)),
        ChildKind::Singleton(ty) => Some((ty, Cardinality::One)),
        ChildKind::OperationImport(_) => None,
    };
    for choice in rest {
        let Some((ty, cardinality)) = place else {
            break;
        };
        let mut ways: Vec<Way<'_>> = Vec::new();
        for id in calls::operations(model, Place { ty, cardinality }) {
            ways.push((model[id].name, Member::Operation(id), None));
        }
        if cardinality == Cardinality::Many {
            // Further down rather than to an operation.
            if choice % 4 > 0 || ways.is_empty() {
                text.push_str("/{id}");
                place = Some((ty, Cardinality::One));
                continue;
            }
        } else {
            for owner in model.lineage(ty) {
                for (index, one) in model[owner].navigation.iter().enumerate() {
                    let to = (one.target, one.ty.cardinality);
                    ways.push((one.name, Member::Navigation(owner, index), Some(to)));
                }
            }
        }
        let Some((name, next, to)) = pick(&ways, *choice) else {
            break;
        };
        text = format!("{text}/{name}");
        (member, place) = (*next, *to);
    }
    // A key alone is no member.
    let text = text.strip_suffix("/{id}").unwrap_or(&text).to_owned();
    Some(Drawn { text, member })
}

fn ty(model: &Model<'_>, choice: u16) -> Option<Drawn> {
    let ids: Vec<_> = model.structured_ids().collect();
    let id = *pick(&ids, choice)?;
    Some(Drawn {
        text: model.qualified(id),
        member: Member::Type(id),
    })
}

fn property(model: &Model<'_>, choices: &[u16]) -> Option<Drawn> {
    let (first, rest) = choices.split_first()?;
    let ids: Vec<_> = model.structured_ids().collect();
    let ids: Vec<_> = ids
        .into_iter()
        .filter(|id| model[*id].properties.len() > 1)
        .collect();
    let id = *pick(&ids, *first)?;
    let all: Vec<_> = model[id].properties.iter().enumerate().collect();
    let (index, property) = pick(&all, rest.first().copied().unwrap_or_default())?;
    Some(Drawn {
        text: format!("{}/{}", model.qualified(id), property.name),
        member: Member::Property(id, *index),
    })
}

fn namespace(model: &Model<'_>, choice: u16) -> Option<Drawn> {
    let ids: Vec<_> = model.structured_ids().collect();
    let id = model[*pick(&ids, choice)?].namespace;
    Some(Drawn {
        text: format!("{}.*", model.namespace(id).name),
        member: Member::Namespace(id),
    })
}

/// A navigation property or an operation of a type.
fn further(model: &Model<'_>, choices: &[u16]) -> Option<Drawn> {
    let (first, rest) = choices.split_first()?;
    let mut ways = Vec::new();
    for id in model.structured_ids() {
        for (index, one) in model[id].navigation.iter().enumerate() {
            ways.push((id, one.name, Member::Navigation(id, index)));
        }
        for cardinality in [Cardinality::One, Cardinality::Many] {
            for one in calls::operations(
                model,
                Place {
                    ty: id,
                    cardinality,
                },
            ) {
                ways.push((id, model[one].name, Member::Operation(one)));
            }
        }
    }
    let spread = first.wrapping_add(rest.first().copied().unwrap_or_default());
    let (ty, name, member) = *pick(&ways, spread)?;
    Some(Drawn {
        text: format!("{}/{name}", model.qualified(ty)),
        member,
    })
}

/// One of the forms of patterns that add and never narrow.
fn include(model: &Model<'_>, choices: &[u16]) -> Option<String> {
    let (form, rest) = choices.split_first()?;
    let drawn = match form % 12 {
        0 => return Some(ty(model, *rest.first()?)?.text),
        1 => return Some(namespace(model, *rest.first()?)?.text),
        2 => return Some(further(model, rest)?.text),
        _ => path(model, rest)?.text,
    };
    Some(match form % 12 {
        3 | 4 => format!("{drawn}/**"),
        5 => format!("GET {drawn}/**"),
        6 => format!("get,Post {drawn}"),
        7 => format!("{drawn}/*"),
        // Some letters of the last name.
        8 => {
            let (above, last) = drawn.rsplit_once('/')?;
            format!("{above}/{}*", last.get(..last.len() / 2)?)
        }
        _ => drawn,
    })
}

fn exclude(model: &Model<'_>, choices: &[u16]) -> Option<Drawn> {
    let (form, rest) = choices.split_first()?;
    match form % 8 {
        0 => ty(model, *rest.first()?),
        1 => property(model, rest),
        2 => namespace(model, *rest.first()?),
        3 => further(model, rest),
        _ => path(model, rest),
    }
}

fn choices() -> impl Strategy<Value = Choices> {
    prop::collection::vec(any::<u16>(), 4..8)
}

/// Whether a member is anywhere in a selection.
fn holds(model: &Model<'_>, selection: &Selection, member: Member) -> bool {
    match member {
        Member::Child(at) => selection.children.contains(&at),
        Member::Navigation(owner, at) => {
            let mut places = selection.places.values();
            places.any(|one| one.navigation.contains(&(owner, at)))
                || selection.knows_navigation(owner, at)
        }
        Member::Operation(id) => {
            let mut places = selection.places.values();
            places.any(|one| one.operations.contains(&id))
        }
        Member::Property(owner, at) => {
            let mut places = selection.places.values();
            let is_key = model.key(owner).contains(&model[owner].properties[at].name);
            !is_key
                && ((selection.has(owner) && selection.has_property(owner, at))
                    || places.any(|one| one.properties.contains(&(owner, at))))
        }
        Member::Namespace(id) => {
            let places = selection.places.keys().map(|one| one.ty);
            let mut types = selection.structured_ids(model).chain(places);
            types.any(|one| model[one].namespace == id)
        }
        Member::Type(id) => selection.has(id) || selection.places.keys().any(|one| one.ty == id),
    }
}

/// Whether a member is anywhere in the code of a selection, by the names that it has on the wire.
fn is_in_code(model: &Model<'_>, api: &Api, member: Member) -> bool {
    let structs = || {
        let modules = api.modules.iter();
        modules.flat_map(|module| module.entities.iter().chain(&module.complex))
    };
    match member {
        Member::Child(at) => api.root.methods.iter().any(|method| {
            let name = model.children[at].name;
            matches!(&method.call, Call::Segment { segment, .. } if segment == name)
        }),
        Member::Type(id) => structs().any(|one| one.wire == model.qualified(id)),
        Member::Namespace(id) => {
            let namespace = model.namespace(id).name;
            let wire = |wire: &str| wire.rsplit_once('.').is_some_and(|(of, _)| of == namespace);
            structs().any(|one| wire(&one.wire))
        }
        Member::Property(owner, at) => {
            let name = model[owner].properties[at].name;
            let of: Vec<_> = model.structured_ids().collect();
            let of = of
                .into_iter()
                .filter(|id| model.lineage(*id).contains(&owner));
            let of: BTreeSet<_> = of.map(|id| model.qualified(id)).collect();
            let mut found = structs().filter(|one| of.contains(&one.wire));
            found.any(|one| one.fields.iter().any(|field| &*field.wire == name))
                && !model.key(owner).contains(&name)
        }
        // The same names stand elsewhere.
        Member::Navigation(..) | Member::Operation(_) => false,
    }
}

fn code(model: &Model<'_>, selection: &Selection) -> Api {
    let one = NonZero::<usize>::MIN;
    lower::lower(model, selection, Pins::default(), "Graph", one).api
}

fn refs(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// An include more never takes an item away; whatever is excluded is nowhere, and excluding adds nothing.
    #[test]
    fn includes_add_and_excludes_take(
        wanted in prop::collection::vec(choices(), 1..5),
        more in choices(),
        left_out in prop::collection::vec(choices(), 1..4),
    ) {
        let Some(model) = newest() else { return Ok(()) };
        let wanted = wanted.iter().filter_map(|one| include(model, one));
        // A drawn verb may be one that nothing there answers.
        let works = |pattern: &String| try_select(model, &[pattern], &[]).is_ok();
        let wanted: Vec<String> = wanted.filter(works).collect();
        let Some(more) = include(model, &more).filter(|_| !wanted.is_empty()).filter(works) else {
            return Ok(());
        };
        let of = |selection: &Selection| items(model, selection);
        let before = try_select(model, &refs(&wanted), &[]);
        let before = of(&before.expect("each of them is matched"));
        let mut with_more = wanted.clone();
        with_more.push(more);
        let after = try_select(model, &refs(&with_more), &[]);
        let after = of(&after.expect("each of them is matched"));
        let lost: Vec<_> = before.difference(&after).collect();
        prop_assert!(lost.is_empty(), "{with_more:?} lost {lost:?}");

        let excluded: Vec<_> = left_out.iter().filter_map(|one| exclude(model, one)).collect();
        let texts: Vec<_> = excluded.iter().map(|one| one.text.clone()).collect();
        match try_select(model, &refs(&with_more), &refs(&texts)) {
            Ok(selection) => {
                let code = code(model, &selection);
                for one in &excluded {
                    prop_assert!(!holds(model, &selection, one.member), "{one:?} of {with_more:?}");
                    let is_there = is_in_code(model, &code, one.member);
                    prop_assert!(!is_there, "{one:?} in the code of {with_more:?}");
                }
                let left = of(&selection);
                let new: Vec<_> = left.difference(&after).collect();
                prop_assert!(new.is_empty(), "{with_more:?} without {texts:?} has {new:?}");
            }
            Err(said) => {
                let kinds = ["emptied-pattern", "excluded-base", "excluded-key"];
                let odd = said.iter().find(|(kind, _)| !kinds.contains(kind));
                prop_assert!(odd.is_none(), "{with_more:?} without {texts:?}: {odd:?}");
            }
        }
    }

    /// An include of which nothing is left is an error, whatever else is included; where there is none, each include brings
    /// something by itself.
    #[test]
    fn emptied_includes_are_errors(
        wanted in prop::collection::vec(choices(), 1..5),
        left_out in prop::collection::vec(choices(), 0..4),
        emptied in any::<prop::sample::Index>(),
        empties in any::<bool>(),
    ) {
        let Some(model) = newest() else { return Ok(()) };
        let wanted = wanted.iter().filter_map(|one| include(model, one));
        let works = |pattern: &String| try_select(model, &[pattern], &[]).is_ok();
        let wanted: Vec<String> = wanted.filter(works).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let mut excluded: Vec<_> = left_out.iter().filter_map(|one| exclude(model, one)).map(|one| one.text).collect();
        if empties {
            // What an include selects is left out again.
            excluded.push(emptied.get(&wanted).clone());
        }
        let names = |said: &[(&str, String)], pattern: &str| {
            said.iter().any(|(kind, text)| *kind == "emptied-pattern" && text.contains(&format!("`{pattern}`")))
        };
        let said = match try_select(model, &refs(&wanted), &refs(&excluded)) {
            Ok(_) => Vec::new(),
            Err(said) => said,
        };
        for pattern in &wanted {
            match try_select(model, &[pattern], &refs(&excluded)) {
                Ok(alone) => {
                    prop_assert!(!items(model, &alone).is_empty(), "{pattern} without {excluded:?}");
                    prop_assert!(!names(&said, pattern), "{pattern} of {wanted:?} without {excluded:?}: {said:?}");
                }
                Err(alone) => {
                    let expected = names(&alone, pattern);
                    prop_assert_eq!(names(&said, pattern), expected, "{} of {:?} without {:?}: {:?}, {:?}", pattern, &wanted, &excluded, &said, alone);
                }
            }
        }
        if empties {
            let pattern = emptied.get(&wanted);
            prop_assert!(names(&said, pattern) || said.iter().any(|(kind, _)| kind.starts_with("excluded-")), "{pattern} without itself: {said:?}");
        }
    }

    /// Properties that are asked for of a type add up, and narrow nothing but that type and its bases.
    #[test]
    fn properties_add_up(path_choices in choices(), first in choices(), second in choices()) {
        let Some(model) = newest() else { return Ok(()) };
        let (Some(path), Some(first)) = (path(model, &path_choices), property(model, &first)) else {
            return Ok(());
        };
        let Member::Property(owner, _) = first.member else { unreachable!("a property") };
        let all = model[owner].properties.iter().enumerate().collect::<Vec<_>>();
        let other = pick(&all, second[0]).expect("more than one");
        let other = format!("{}/{}", model.qualified(owner), other.1.name);
        let of = |patterns: &[&str]| {
            let selection = try_select(model, patterns, &[]);
            items(model, &selection.unwrap_or_else(|said| panic!("{patterns:?}: {said:?}")))
        };
        let whole = of(&[&path.text, &model.qualified(owner)]);
        let one = of(&[&path.text, &first.text]);
        let both = of(&[&path.text, &first.text, &other]);
        prop_assert!(one.is_subset(&both) && both.is_subset(&whole));
        let named = format!("property {other}");
        prop_assert!(both.contains(&named));
    }
}
