//! Intune's volume-purchase tokens: single ones stand in `value`, as all pages of that area show them.

use super::call::Call;
use super::paging::{self, Style};
use super::query;
use super::reply::Reply;
use super::state::{State, id, merge};
use serde_json::{Value, json};

/// `/deviceAppManagement`; `path` begins after it.
pub(crate) fn device_app_management(state: &mut State, call: &Call, path: &[&str]) -> Reply {
    match (call.method.as_str(), path) {
        // intune-onboarding-vpptoken-list
        ("GET", ["vppTokens"]) => paging::page(state, call, state.vpp_tokens.all(), Style::OTHER),
        // intune-onboarding-vpptoken-create: the new one stands bare.
        ("POST", ["vppTokens"]) => match call.json() {
            Some(mut token @ Value::Object(_)) => {
                let key = state.guid();
                token["id"] = key.clone().into();
                token["@odata.type"] = "#microsoft.graph.vppToken".into();
                state.vpp_tokens.put(&key, token.clone());
                Reply::json(201, token)
            }
            _ => Reply::bad("The body is no JSON."),
        },
        (_, ["vppTokens", key, ..]) if state.vpp_tokens.get(key).is_none() => Reply::error(
            404,
            "ResourceNotFound",
            format!("No vppToken has the identifier {key}."),
        ),
        // intune-onboarding-vpptoken-get
        ("GET", ["vppTokens", key]) => wrapped(state, call, key),
        // intune-onboarding-vpptoken-update: the answer stands bare.
        ("PATCH", ["vppTokens", key]) => match (call.json(), state.vpp_tokens.get_mut(key)) {
            (Some(change), Some(own)) => {
                merge(own, &change);
                Reply::json(200, own.clone())
            }
            _ => Reply::bad("The body is no JSON."),
        },
        // intune-onboarding-vpptoken-delete
        ("DELETE", ["vppTokens", key]) => {
            state.vpp_tokens.remove(key);
            Reply::empty(204)
        }
        // intune-onboarding-vpptoken-synclicenses
        ("POST", ["vppTokens", key, "syncLicenses"]) => {
            if let Some(own) = state.vpp_tokens.get_mut(key) {
                own["lastSyncStatus"] = "completed".into();
            }
            wrapped(state, call, key)
        }
        (_, [.., other]) => Reply::no_segment(other),
        _ => Reply::bad("Unsupported request."),
    }
}

fn wrapped(state: &State, call: &Call, key: &str) -> Reply {
    let token = state.vpp_tokens.get(key).cloned().unwrap_or_default();
    debug_assert_eq!(id(&token), key);
    Reply::json(200, json!({"value": query::select(call, token)}))
}
