//! What users, groups and devices share: they are objects of one directory.

use super::ME;
use super::call::Call;
use super::reply::Reply;
use super::state::{State, id, merge};
use serde_json::{Value, json};

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

/// 204, or 200 with the entity where it was asked for (best-practices-concept, header `Prefer: return=representation`).
pub(crate) fn answer_of_update(call: &Call, item: Option<&Value>) -> Reply {
    match item {
        Some(item) if call.preference("return") == Some("representation") => {
            Reply::json(200, item.clone()).header("preference-applied", "return=representation")
        }
        _ => Reply::empty(204),
    }
}

/// The object that `@odata.id` in the body refers to: an absolute URL of this service.
pub(crate) fn referred(state: &State, call: &Call) -> Result<String, Reply> {
    let body = call.json().unwrap_or_default();
    object_of(state, body["@odata.id"].as_str().unwrap_or_default())
}

pub(crate) fn object_of(state: &State, url: &str) -> Result<String, Reply> {
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

pub(crate) fn typed(item: Value, kind: &str) -> Value {
    let mut typed = json!({"@odata.type": format!("#microsoft.graph.{kind}")});
    merge(&mut typed, &item);
    typed
}

pub(crate) fn with_context(state: &State, what: &str, item: Value) -> Value {
    let mut whole = json!({"@odata.context": format!("{}/$metadata#{what}", state.root)});
    merge(&mut whole, &item);
    whole
}
