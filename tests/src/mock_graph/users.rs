//! Users and their managers, and what has changed among them.

use super::call::Call;
use super::crowd::crowd;
use super::delta::{self, Change, Kind, tombstone};
use super::directory::{answer_of_update, referred, typed, user_id, with_context};
use super::paging::{self, Style};
use super::query;
use super::reply::Reply;
use super::state::{State, id, merge};
use http::Method;
use serde_json::Value;

const USERS: Kind = Kind {
    set: "users",
    current: |state, id| state.users.get(id).cloned(),
    removed: tombstone,
    options: ("$deltatoken", "$skiptoken"),
    expired: "syncStateNotFound",
    style: Style::DIRECTORY,
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
