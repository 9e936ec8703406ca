//! Users, groups, their members and owners, managers, and what has changed among them.

use super::ME;
use super::call::Call;
use super::delta::{self, Change, Kind, tombstone};
use super::paging::{self, Style};
use super::query;
use super::reply::Reply;
use super::state::{State, id, merge};
use http::Method;
use serde_json::{Value, json};
use std::fmt::Write;

const USERS: Kind = Kind {
    set: "users",
    current: |state, id| state.users.get(id).cloned(),
    removed: tombstone,
    options: ("$deltatoken", "$skiptoken"),
    expired: "syncStateNotFound",
    style: Style::DIRECTORY,
};

const GROUPS: Kind = Kind {
    set: "groups",
    current: |state, id| state.groups.get(id).cloned(),
    ..USERS
};

/// `/users`, and below it what belongs to the directory; `path` begins after `users`.
pub(crate) fn users(state: &mut State, call: &Call, path: &[&str]) -> Reply {
    match (call.method.as_str(), path) {
        ("GET", []) => list(state, call),
        ("GET", ["$count"]) => count(state, call),
        ("POST", []) => create_user(state, call),
        ("GET", ["delta" | "delta()"]) => delta::page(state, call, &USERS, None),
        (_, [key]) => match user_id(state, key) {
            Some(id) => user(state, call, &id),
            None => Reply::no_object(key),
        },
        (_, [key, "manager", rest @ ..]) => match user_id(state, key) {
            Some(id) => manager(state, call, &id, rest),
            None => Reply::no_object(key),
        },
        (_, [_, "memberOf"]) => {
            let of = user_id(state, path[0]).unwrap_or_default();
            let groups = state.groups.iter().filter(|group| {
                let members = state.references.get(&(id(group).to_owned(), "members"));
                members.is_some_and(|members| members.contains(&of))
            });
            let typed = groups.map(|group| typed(group.clone(), "group")).collect();
            paging::page(state, call, typed, Style::DIRECTORY)
        }
        (_, [_, other, ..]) => Reply::no_segment(other),
        _ => Reply::bad("Unsupported request."),
    }
}

/// A user's identifier: a guid or a user principal name (user-get).
pub(crate) fn user_id(state: &State, key: &str) -> Option<String> {
    if key == "me" {
        return Some(ME.to_owned());
    }
    if state.users.get(key).is_some() {
        return Some(key.to_owned());
    }
    let mut all = state.users.iter();
    let found = all.find(|user| {
        let name = user["userPrincipalName"].as_str();
        name.is_some_and(|name| name.eq_ignore_ascii_case(key))
    });
    found.map(|user| id(user).to_owned())
}

fn list(state: &State, call: &Call) -> Reply {
    if let Err(refused) = query::check_advanced(call) {
        return refused;
    }
    if state.crowd > 0 {
        return crowd(state, call);
    }
    let mut items = state.users.all();
    // A navigation property that is expanded (query-parameters#expand-parameter).
    if call
        .option("$expand")
        .is_some_and(|expand| expand.starts_with("manager"))
    {
        for item in &mut items {
            let manager = state.managers.get(id(item));
            if let Some(manager) = manager.and_then(|id| state.users.get(id)) {
                item["manager"] = typed(manager.clone(), "user");
            }
        }
    }
    paging::page(state, call, items, Style::DIRECTORY)
}

/// `/users/$count` wants the header `ConsistencyLevel: eventual` (aad-advanced-queries).
fn count(state: &State, call: &Call) -> Reply {
    if call.header("consistencylevel").is_none() {
        return Reply::error(
            400,
            "Request_BadRequest",
            "$count is not currently supported.",
        );
    }
    match query::apply(call, state.users.all()) {
        Ok(items) => Reply::bytes(200, "text/plain", items.len().max(state.crowd).to_string()),
        Err(refused) => refused,
    }
}

fn create_user(state: &mut State, call: &Call) -> Reply {
    let Some(mut user) = call.json().filter(Value::is_object) else {
        return Reply::bad("Unable to read JSON request payload.");
    };
    // What a new user must have (user-post-users).
    for name in [
        "accountEnabled",
        "displayName",
        "mailNickname",
        "passwordProfile",
        "userPrincipalName",
    ] {
        if user[name].is_null() {
            let message = format!("A value is required for property '{name}' of resource 'User'.");
            return Reply::error(400, "Request_BadRequest", message);
        }
    }
    if user_id(
        state,
        user["userPrincipalName"].as_str().unwrap_or_default(),
    )
    .is_some()
    {
        let message =
            "Another object with the same value for property userPrincipalName already exists.";
        return Reply::error(400, "Request_BadRequest", message);
    }
    let key = state.guid();
    user["id"] = key.clone().into();
    if let Value::Object(members) = &mut user {
        // The password can be written and never read.
        members.remove("passwordProfile");
    }
    state.users.put(&key, user.clone());
    state.changes.note("users", &key, Change::Set);
    Reply::json(201, with_context(state, "users/$entity", user))
}

fn user(state: &mut State, call: &Call, key: &str) -> Reply {
    match call.method {
        Method::GET => {
            let user = state.users.get(key).cloned().unwrap_or_default();
            let user = query::select(call, user);
            Reply::json(200, with_context(state, "users/$entity", user))
        }
        Method::PATCH => {
            let Some(change) = call.json().filter(Value::is_object) else {
                return Reply::bad("Unable to read JSON request payload.");
            };
            if let Some(user) = state.users.get_mut(key) {
                merge(user, &change);
            }
            state.changes.note("users", key, Change::Set);
            answer_of_update(call, state.users.get(key))
        }
        Method::DELETE => {
            state.users.remove(key);
            for members in state.references.values_mut() {
                members.retain(|member| member != key);
            }
            state.changes.note("users", key, Change::Removed);
            Reply::empty(204)
        }
        _ => Reply::bad("Unsupported request."),
    }
}

/// 204, or 200 with the entity where it was asked for (best-practices-concept, header `Prefer: return=representation`).
fn answer_of_update(call: &Call, item: Option<&Value>) -> Reply {
    match item {
        Some(item) if call.preference("return") == Some("representation") => {
            Reply::json(200, item.clone()).header("preference-applied", "return=representation")
        }
        _ => Reply::empty(204),
    }
}

/// user-list-manager, user-post-manager, user-delete-manager.
fn manager(state: &mut State, call: &Call, user: &str, rest: &[&str]) -> Reply {
    match (call.method.as_str(), rest) {
        ("GET", []) => match state.managers.get(user).and_then(|id| state.users.get(id)) {
            Some(manager) => {
                let manager = query::select(call, typed(manager.clone(), "user"));
                Reply::json(
                    200,
                    with_context(state, "directoryObjects/$entity", manager),
                )
            }
            None => Reply::no_object("manager"),
        },
        ("PUT", ["$ref"]) => match referred(state, call) {
            Ok(target) => {
                state.managers.insert(user.to_owned(), target);
                Reply::empty(204)
            }
            Err(refused) => refused,
        },
        ("DELETE", ["$ref"]) => match state.managers.remove(user) {
            Some(_) => Reply::empty(204),
            None => Reply::no_object("manager"),
        },
        _ => Reply::bad("Unsupported request."),
    }
}

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

/// The object that `@odata.id` in the body refers to: an absolute URL of this service.
fn referred(state: &State, call: &Call) -> Result<String, Reply> {
    let body = call.json().unwrap_or_default();
    object_of(state, body["@odata.id"].as_str().unwrap_or_default())
}

fn object_of(state: &State, url: &str) -> Result<String, Reply> {
    let message = "The reference is no absolute URL of an object of this service.";
    let refused = || Reply::error(400, "Request_BadRequest", message);
    let path = url.strip_prefix(&state.root).ok_or_else(refused)?;
    let mut segments = path.trim_start_matches('/').split('/');
    let set = segments.next().unwrap_or_default();
    let key = segments.next().ok_or_else(refused)?;
    if !matches!(set, "directoryObjects" | "users" | "devices" | "groups") {
        return Err(refused());
    }
    let id = user_id(state, key).unwrap_or_else(|| key.to_owned());
    object(state, &id)
        .map(|_| id)
        .ok_or_else(|| Reply::no_object(key))
}

/// An object of the directory, whatever it is, with its type.
pub(crate) fn object(state: &State, id: &str) -> Option<Value> {
    let stores = [
        (&state.users, "user"),
        (&state.groups, "group"),
        (&state.devices, "device"),
    ];
    stores
        .into_iter()
        .find_map(|(store, kind)| Some(typed(store.get(id)?.clone(), kind)))
}

/// The type and identifier of an object.
pub(crate) fn reference(state: &State, id: &str) -> Value {
    let found = object(state, id).unwrap_or_default();
    let kind = found["@odata.type"]
        .as_str()
        .unwrap_or("#microsoft.graph.user");
    json!({"@odata.type": kind, "id": id})
}

fn typed(item: Value, kind: &str) -> Value {
    let mut typed = json!({"@odata.type": format!("#microsoft.graph.{kind}")});
    merge(&mut typed, &item);
    typed
}

fn with_context(state: &State, what: &str, item: Value) -> Value {
    let mut whole = json!({"@odata.context": format!("{}/$metadata#{what}", state.root)});
    merge(&mut whole, &item);
    whole
}

/// A page of users who are made up as they are asked for: written as text, since there are so many.
fn crowd(state: &State, call: &Call) -> Reply {
    if ["$filter", "$search", "$orderby", "$select", "$expand"]
        .iter()
        .any(|one| call.option(one).is_some())
    {
        return Reply::bad("The crowd can be listed, and no more.");
    }
    let size = match paging::size(
        call,
        Style {
            most: 1000,
            ..Style::DIRECTORY
        },
    ) {
        Ok(size) => size,
        Err(refused) => return refused,
    };
    let from = call
        .option("$skiptoken")
        .and_then(paging::untoken)
        .unwrap_or(0);
    let end = from.saturating_add(size).min(state.crowd);
    let mut text = String::with_capacity((end - from) * 420 + 300);
    // Writing to a `String` cannot fail.
    let _ = write!(
        text,
        r##"{{"@odata.context":"{}/$metadata#users""##,
        state.root
    );
    if end < state.crowd {
        let link = paging::next_link(state, call, &paging::token(end));
        let _ = write!(text, r#","@odata.nextLink":"{link}""#);
    }
    text.push_str(r#","value":["#);
    for number in from..end {
        if number > from {
            text.push(',');
        }
        let _ = write!(
            text,
            concat!(
                r#"{{"id":"{number:08x}-0000-4000-8000-000000000000","businessPhones":["+43 1 5550 {number}"],"#,
                r#""displayName":"Gardener {number}","givenName":"Gardener","surname":"{number}","#,
                r#""jobTitle":"Gardener","mail":"gardener.{number}@contoso.example","mobilePhone":null,"#,
                r#""officeLocation":"Glasshouse {house}","preferredLanguage":"de-AT","#,
                r#""userPrincipalName":"gardener.{number}@contoso.example","accountEnabled":true,"#,
                r#""createdDateTime":"2025-02-11T08:00:00Z"}}"#
            ),
            number = number,
            house = number % 7,
        );
    }
    text.push_str("]}");
    Reply::bytes(200, super::reply::JSON, text)
}
