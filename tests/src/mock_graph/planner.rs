//! Planner: no change without the version that was read.

use super::call::Call;
use super::query;
use super::reply::Reply;
use super::state::{State, merge};
use msgraph_runtime::Binary;
use serde_json::Value;

/// `/planner`; `path` begins after it.
pub(crate) fn planner(state: &mut State, call: &Call, path: &[&str]) -> Reply {
    let ["tasks", key, "details"] = path else {
        return Reply::no_segment(path.last().copied().unwrap_or("planner"));
    };
    let Some(details) = state.tasks.get(key) else {
        return Reply::error(404, "", "The requested item is not found.");
    };
    match call.method.as_str() {
        "GET" => Reply::json(200, query::select(call, details.clone())),
        "PATCH" => {
            let tag = details["@odata.etag"].as_str();
            // If-Match must be there (plannertaskdetails-update, planner-overview#planner-resource-versioning).
            match call.header("if-match") {
                None => {
                    let message = "The If-Match header is required for this request.";
                    return Reply::error(428, "PreconditionRequired", message);
                }
                Some(given) if Some(given) != tag => {
                    let message = "The item was changed since it was read.";
                    return Reply::error(412, "PreconditionFailed", message);
                }
                Some(_) => {}
            }
            update(state, call, key)
        }
        _ => Reply::bad("Unsupported request."),
    }
}

fn update(state: &mut State, call: &Call, key: &str) -> Reply {
    let Some(change) = call.json().filter(Value::is_object) else {
        return Reply::bad("The body is no JSON.");
    };
    let number = state.number();
    let Some(own) = state.tasks.get_mut(key) else {
        return Reply::bad("There is no such task.");
    };
    for (name, value) in change.as_object().into_iter().flatten() {
        // Open types are changed member by member; null takes one away (plannerchecklistitems).
        match (value.as_object(), own[name.as_str()].as_object_mut()) {
            (Some(members), Some(inner)) => {
                for (member, value) in members {
                    match value {
                        Value::Null => inner.remove(member),
                        value => inner.insert(member.clone(), value.clone()),
                    };
                }
            }
            _ => merge(own, &serde_json::json!({name: value})),
        }
    }
    let version = Binary::from_bytes(format!("1-Task  {number:08}").as_bytes());
    own["@odata.etag"] = format!("W/\"{version}\"").into();
    let answer = own.clone();
    match call.preference("return") {
        Some("representation") => {
            Reply::json(200, answer).header("preference-applied", "return=representation")
        }
        _ => Reply::empty(204),
    }
}
