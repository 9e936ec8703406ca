//! Groups, their members and owners, and what has changed among them.

use super::call::Call;
use super::delta::{self, Change, Kind, tombstone};
use super::directory::{answer_of_update, object, object_of, referred, with_context};
use super::paging::{self, Style};
use super::query;
use super::reply::Reply;
use super::state::{State, merge};
use serde_json::{Value, json};

const GROUPS: Kind = Kind {
    set: "groups",
    current: |state, id| state.groups.get(id).cloned(),
    removed: tombstone,
    options: ("$deltatoken", "$skiptoken"),
    expired: "syncStateNotFound",
    style: Style::DIRECTORY,
};

/// `/groups`; `path` begins after it.
pub(crate) fn groups(state: &mut State, call: &Call, path: &[&str]) -> Reply {
    match (call.method.as_str(), path) {
        ("GET", []) => match query::check_advanced(call) {
            Ok(()) => paging::page(state, call, state.groups.all(), Style::DIRECTORY),
            Err(refused) => refused,
        },
        ("POST", []) => create_group(state, call),
        ("GET", ["delta" | "delta()"]) => delta::page(state, call, &GROUPS, None),
        (_, [key, ..]) if state.groups.get(key).is_none() => Reply::no_object(key),
        ("GET", [key]) => {
            let group = state.groups.get(key).cloned().unwrap_or_default();
            let group = query::select(call, group);
            Reply::json(200, with_context(state, "groups/$entity", group))
        }
        ("PATCH", [key]) => update_group(state, call, key),
        ("DELETE", [key]) => {
            state.groups.remove(key);
            state.changes.note("groups", key, Change::Removed);
            Reply::empty(204)
        }
        (_, [key, "members", rest @ ..]) => related(state, call, key, "members", rest),
        (_, [key, "owners", rest @ ..]) => related(state, call, key, "owners", rest),
        (_, [_, other, ..]) => Reply::no_segment(other),
        _ => Reply::bad("Unsupported request."),
    }
}

/// At most so many members and owners in one request (group-post-groups, group-post-members).
const MOST_BOUND: usize = 20;

fn create_group(state: &mut State, call: &Call) -> Reply {
    let Some(mut group) = call.json().filter(Value::is_object) else {
        return Reply::bad("Unable to read JSON request payload.");
    };
    if group["displayName"].is_null() {
        let message = "A value is required for property 'displayName' of resource 'Group'.";
        return Reply::error(400, "Request_BadRequest", message);
    }
    let key = state.guid();
    for name in ["members", "owners"] {
        let bound = group
            .as_object_mut()
            .and_then(|own| own.remove(&format!("{name}@odata.bind")));
        let Some(Value::Array(bound)) = bound else {
            continue;
        };
        match bound_ids(state, &bound) {
            Ok(ids) => state.references.insert((key.clone(), name), ids),
            Err(refused) => return refused,
        };
    }
    group["id"] = key.clone().into();
    state.groups.put(&key, group.clone());
    state.changes.note("groups", &key, Change::Set);
    Reply::json(201, with_context(state, "groups/$entity", group))
}

fn update_group(state: &mut State, call: &Call, key: &str) -> Reply {
    let Some(mut change) = call.json().filter(Value::is_object) else {
        return Reply::bad("Unable to read JSON request payload.");
    };
    // Up to 20 members are added by one update (group-post-members).
    let bound = change
        .as_object_mut()
        .and_then(|own| own.remove("members@odata.bind"));
    if let Some(Value::Array(bound)) = bound {
        match bound_ids(state, &bound) {
            Ok(ids) => ids.iter().for_each(|id| add(state, key, "members", id)),
            Err(refused) => return refused,
        }
    }
    if let Some(group) = state.groups.get_mut(key) {
        merge(group, &change);
    }
    state.changes.note("groups", key, Change::Set);
    answer_of_update(call, state.groups.get(key))
}

fn bound_ids(state: &State, bound: &[Value]) -> Result<Vec<String>, Reply> {
    if bound.len() > MOST_BOUND {
        let message = "The number of changes in a request must not exceed 20.";
        return Err(Reply::error(400, "Request_BadRequest", message));
    }
    let one = |one: &Value| object_of(state, one.as_str().unwrap_or_default());
    bound.iter().map(one).collect()
}

/// Members or owners, and the references to them (group-list-members, group-post-members, group-delete-members).
fn related(
    state: &mut State,
    call: &Call,
    group: &str,
    name: &'static str,
    rest: &[&str],
) -> Reply {
    let key = (group.to_owned(), name);
    match (call.method.as_str(), rest) {
        ("GET", []) => {
            let ids = state.references.get(&key).cloned().unwrap_or_default();
            let objects = ids.iter().filter_map(|id| object(state, id)).collect();
            paging::page(state, call, objects, Style::DIRECTORY)
        }
        ("GET", [cast @ ("microsoft.graph.user" | "microsoft.graph.device")]) => {
            let wanted = format!("#{cast}");
            let ids = state.references.get(&key).cloned().unwrap_or_default();
            let objects = ids.iter().filter_map(|id| object(state, id));
            let objects = objects
                .filter(|object| object["@odata.type"] == wanted)
                .collect();
            paging::page(state, call, objects, Style::DIRECTORY)
        }
        ("GET", ["$ref"]) => {
            let ids = state.references.get(&key).cloned().unwrap_or_default();
            let links = ids
                .iter()
                .map(|id| json!({"@odata.id": format!("{}/directoryObjects/{id}", state.root)}));
            let links = links.collect();
            paging::page(state, call, links, Style::DIRECTORY)
        }
        ("POST", ["$ref"]) => match referred(state, call) {
            Ok(id)
                if state
                    .references
                    .get(&key)
                    .is_some_and(|own| own.contains(&id)) =>
            {
                let message = "One or more added object references already exist for the following modified properties: 'members'.";
                Reply::error(400, "Request_BadRequest", message)
            }
            Ok(id) => {
                add(state, group, name, &id);
                Reply::empty(204)
            }
            Err(refused) => refused,
        },
        ("DELETE", [id, "$ref"]) => {
            let own = state.references.entry(key).or_default();
            let Some(at) = own.iter().position(|one| one == id) else {
                return Reply::no_object(id);
            };
            let member = own.remove(at);
            state.changes.note("groups", group, Change::Lost { member });
            Reply::empty(204)
        }
        // Without `$ref`, the object itself would be deleted: so the service does.
        ("DELETE", [id]) => {
            state.users.remove(id);
            Reply::empty(204)
        }
        _ => Reply::bad("Unsupported request."),
    }
}

fn add(state: &mut State, group: &str, name: &'static str, id: &str) {
    let own = state
        .references
        .entry((group.to_owned(), name))
        .or_default();
    if !own.iter().any(|one| one == id) {
        own.push(id.to_owned());
        if name == "members" {
            state.changes.note(
                "groups",
                group,
                Change::Added {
                    member: id.to_owned(),
                },
            );
        }
    }
}
