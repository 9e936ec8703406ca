//! The verbs on a place itself, and `$ref`.

use super::docs::code;
use super::features::Gate;
use super::items::{Call, Docs, Documented, Method, Reach, ReferenceVerb, TypePath, Verb};
use crate::csdl::Cardinality;
use crate::docs::page;
use crate::model::Kind;
use crate::select::{Place, Reached, Verbs};

/// A verb that a place may offer.
struct Offer {
    wanted: bool,
    name: &'static str,
    docs: String,
    reach: Reach,
    call: Call,
}

/// The methods for the verbs that a place offers; `wire` is the name of its type.
pub(super) fn verbs(
    place: Place,
    reached: &Reached,
    kind: Kind,
    wire: &str,
    model: &TypePath,
) -> Vec<Method> {
    let mut offers = match place.cardinality {
        Cardinality::One => one(reached, wire, model),
        Cardinality::Many => many(reached, wire, model),
    };
    // A complex value is no resource of its own: nothing refers to it, and nobody counts it.
    if kind == Kind::Entity {
        offers.extend(references(place, reached, model));
    }
    let wanted = offers.into_iter().filter(|offer| offer.wanted);
    wanted
        .map(|offer| simple(offer.name, &offer.docs, offer.reach, offer.call))
        .collect()
}

/// The verbs of one way to reach a place, and how the methods say so.
fn writes(reached: &Reached) -> [(Reach, Verbs); 2] {
    let owned = if reached.owned {
        reached.verbs
    } else {
        Verbs::default()
    };
    [
        (Reach::Owned, owned),
        (Reach::Granted, reached.granted.verbs),
    ]
}

fn one(reached: &Reached, wire: &str, model: &TypePath) -> Vec<Offer> {
    let wire = code(wire);
    let call = |verb| Call::Verb(verb, model.clone());
    let mut offers = vec![Offer {
        wanted: reached.verbs.read,
        name: "get",
        docs: format!("Reads the {wire} (GET)."),
        reach: Reach::Any,
        call: call(Verb::Get),
    }];
    for (reach, verbs) in writes(reached) {
        offers.extend([
            Offer {
                wanted: verbs.update,
                name: "update",
                docs: format!("Changes what the patch sets of the {wire} (PATCH)."),
                reach,
                call: call(Verb::Update),
            },
            Offer {
                wanted: verbs.replace,
                name: "replace",
                docs: format!("Replaces the {wire} (PUT)."),
                reach,
                call: call(Verb::Replace),
            },
            Offer {
                wanted: verbs.delete,
                name: "delete",
                docs: format!("Deletes the {wire} (DELETE)."),
                reach,
                call: call(Verb::Delete),
            },
        ]);
    }
    offers
}

fn many(reached: &Reached, wire: &str, model: &TypePath) -> Vec<Offer> {
    let wire = code(wire);
    let mut offers = vec![Offer {
        wanted: reached.verbs.read,
        name: "list",
        docs: format!("Lists the members, each a {wire}, page by page (GET)."),
        reach: Reach::Any,
        call: Call::Verb(Verb::List, model.clone()),
    }];
    offers.extend(writes(reached).map(|(reach, verbs)| Offer {
        wanted: verbs.create,
        name: "create",
        docs: format!("Creates a {wire} (POST)."),
        reach,
        call: Call::Verb(Verb::Create, model.clone()),
    }));
    offers
}

fn references(place: Place, reached: &Reached, model: &TypePath) -> Vec<Offer> {
    let ways = [
        (Reach::Referenced, reached.referenceable),
        (Reach::Granted, reached.granted.referenceable),
    ];
    let verbs: &[(&str, &str, ReferenceVerb)] = match place.cardinality {
        Cardinality::One => &[
            (
                "get_ref",
                "Reads the reference (GET `$ref`).",
                ReferenceVerb::Get,
            ),
            (
                "set_ref",
                "Makes the property refer to another entity (PUT `$ref`).",
                ReferenceVerb::Set,
            ),
            (
                "remove_ref",
                "Removes the reference, not the entity (DELETE `$ref`).",
                ReferenceVerb::Remove,
            ),
        ],
        Cardinality::Many => &[
            (
                "add_ref",
                "Adds a reference to an entity (POST `$ref`).",
                ReferenceVerb::Add,
            ),
            (
                "remove_ref",
                "Removes the reference to an entity, not the entity (DELETE `$ref` with `$id`).",
                ReferenceVerb::RemoveFrom,
            ),
            (
                "list_refs",
                "Lists the references (GET `$ref`).",
                ReferenceVerb::List,
            ),
        ],
    };
    let mut offers = Vec::new();
    for (reach, is_offered) in ways {
        offers.extend(verbs.iter().map(|(name, docs, verb)| Offer {
            wanted: is_offered && reached.methods.has(reference_method(*verb)),
            name,
            docs: (*docs).to_owned(),
            reach,
            call: Call::Reference(*verb),
        }));
    }
    if place.cardinality == Cardinality::Many {
        offers.push(Offer {
            wanted: reached.verbs.read,
            name: "count",
            docs: "Counts the members (GET `$count`).".to_owned(),
            reach: Reach::Any,
            call: Call::Count(model.clone()),
        });
    }
    offers
}

/// What a verb on a reference is in HTTP.
fn reference_method(verb: ReferenceVerb) -> page::Method {
    match verb {
        ReferenceVerb::Get | ReferenceVerb::List => page::Method::Get,
        ReferenceVerb::Add => page::Method::Post,
        ReferenceVerb::Set => page::Method::Put,
        ReferenceVerb::Remove | ReferenceVerb::RemoveFrom => page::Method::Delete,
    }
}

/// What a verb is in HTTP.
pub(super) fn http_method(verb: Verb) -> page::Method {
    match verb {
        Verb::Get | Verb::List => page::Method::Get,
        Verb::Create => page::Method::Post,
        Verb::Update => page::Method::Patch,
        Verb::Replace => page::Method::Put,
        Verb::Delete => page::Method::Delete,
    }
}

/// A method without a description of its own in the metadata.
pub(super) fn simple(name: &str, docs: &str, reach: Reach, call: Call) -> Method {
    Method {
        name: name.into(),
        docs: Docs::line(docs),
        deprecated: None,
        reach,
        call,
        documented: Documented::Nothing,
        gate: Gate::Always,
    }
}
