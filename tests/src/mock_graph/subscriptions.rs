//! Subscriptions to change notifications.

use super::call::Call;
use super::paging::{self, Style};
use super::reply::Reply;
use super::state::{State, merge};
use serde_json::{Value, json};

/// `/subscriptions`; `path` begins after it.
pub(crate) fn subscriptions(state: &mut State, call: &Call, path: &[&str]) -> Reply {
    match (call.method.as_str(), path) {
        ("GET", []) => paging::page(state, call, state.subscriptions.all(), Style::OTHER),
        ("POST", []) => create(state, call),
        (_, [key, ..]) if state.subscriptions.get(key).is_none() => {
            Reply::error(404, "ResourceNotFound", "The object was not found.")
        }
        ("GET", [key]) => Reply::json(
            200,
            state.subscriptions.get(key).cloned().unwrap_or_default(),
        ),
        // subscription-update
        ("PATCH", [key]) => match (call.json(), state.subscriptions.get_mut(key)) {
            (Some(change), Some(own)) => {
                merge(own, &change);
                Reply::json(200, own.clone())
            }
            _ => Reply::bad("The body is no JSON."),
        },
        // subscription-delete
        ("DELETE", [key]) => {
            state.subscriptions.remove(key);
            Reply::empty(204)
        }
        // subscription-reauthorize
        ("POST", [_, "reauthorize"]) => Reply::empty(204),
        (_, [.., other]) => Reply::no_segment(other),
        _ => Reply::bad("Unsupported request."),
    }
}

/// subscription-post-subscriptions
fn create(state: &mut State, call: &Call) -> Reply {
    let Some(mut subscription) = call.json().filter(Value::is_object) else {
        return Reply::bad("The body is no JSON.");
    };
    for name in [
        "changeType",
        "notificationUrl",
        "resource",
        "expirationDateTime",
    ] {
        if subscription[name].is_null() {
            return Reply::error(
                400,
                "InvalidRequest",
                format!("{name} is a required property."),
            );
        }
    }
    // Lifecycle notifications cannot be added later (change-notifications-lifecycle-events).
    let key = state.guid();
    let own = json!({
        "id": key,
        "applicationId": "24d3b144-21ae-4080-943f-7067b395b913",
        "creatorId": "8ee44408-0679-472c-bc2a-692812af3437",
        "notificationUrlAppId": null,
    });
    merge(&mut subscription, &own);
    state.subscriptions.put(&key, subscription.clone());
    let mut answer =
        json!({"@odata.context": format!("{}/$metadata#subscriptions/$entity", state.root)});
    merge(&mut answer, &subscription);
    Reply::json(201, answer)
}
