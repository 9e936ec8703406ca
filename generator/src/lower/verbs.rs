//! The verbs on a place itself, and `$ref`.

use super::docs::code;
use super::items::{Call, Docs, Method, Reach, ReferenceVerb, TypePath, Verb};
use crate::csdl::Cardinality;
use crate::docs::page;
use crate::model::Kind;
use crate::select::{Place, Reached};

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
        offers.extend(references(place, reached));
    }
    let wanted = offers.into_iter().filter(|offer| offer.wanted);
    wanted
        .map(|offer| simple(offer.name, &offer.docs, offer.reach, offer.call))
        .collect()
}

fn one(reached: &Reached, wire: &str, model: &TypePath) -> Vec<Offer> {
    let wire = code(wire);
    let verbs = reached.verbs;
    let call = |verb| Call::Verb(verb, model.clone());
    vec![
        Offer {
            wanted: verbs.read,
            name: "get",
            docs: format!("Reads the {wire} (GET)."),
            reach: Reach::Any,
            call: call(Verb::Get),
        },
        Offer {
            wanted: reached.owned && verbs.update,
            name: "update",
            docs: format!("Changes what the patch sets of the {wire} (PATCH)."),
            reach: Reach::Owned,
            call: call(Verb::Update),
        },
        Offer {
            wanted: reached.owned && verbs.replace,
            name: "replace",
            docs: format!("Replaces the {wire} (PUT)."),
            reach: Reach::Owned,
            call: call(Verb::Replace),
        },
        Offer {
            wanted: reached.owned && verbs.delete,
            name: "delete",
            docs: format!("Deletes the {wire} (DELETE)."),
            reach: Reach::Owned,
            call: call(Verb::Delete),
        },
    ]
}

fn many(reached: &Reached, wire: &str, model: &TypePath) -> Vec<Offer> {
    let wire = code(wire);
    let verbs = reached.verbs;
    vec![
        Offer {
            wanted: verbs.read,
            name: "list",
            docs: format!("Lists the members, each a {wire}, page by page (GET)."),
            reach: Reach::Any,
            call: Call::Verb(Verb::List, model.clone()),
        },
        Offer {
            wanted: reached.owned && verbs.create,
            name: "create",
            docs: format!("Creates a {wire} (POST)."),
            reach: Reach::Owned,
            call: Call::Verb(Verb::Create, model.clone()),
        },
    ]
}

fn references(place: Place, reached: &Reached) -> Vec<Offer> {
    let refer = |name, docs: &str, verb| Offer {
        wanted: reached.referenceable,
        name,
        docs: docs.to_owned(),
        reach: Reach::Referenced,
        call: Call::Reference(verb),
    };
    match place.cardinality {
        Cardinality::One => vec![
            refer(
                "set_ref",
                "Makes the property refer to another entity (PUT `$ref`).",
                ReferenceVerb::Set,
            ),
            refer(
                "remove_ref",
                "Removes the reference, not the entity (DELETE `$ref`).",
                ReferenceVerb::Remove,
            ),
        ],
        Cardinality::Many => vec![
            refer(
                "add_ref",
                "Adds a reference to an entity (POST `$ref`).",
                ReferenceVerb::Add,
            ),
            refer(
                "list_refs",
                "Lists the references (GET `$ref`).",
                ReferenceVerb::List,
            ),
            Offer {
                wanted: reached.verbs.read,
                name: "count",
                docs: "Counts the members (GET `$count`).".to_owned(),
                reach: Reach::Any,
                call: Call::Count,
            },
        ],
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
    }
}
