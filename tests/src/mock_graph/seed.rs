//! The state at the beginning: what the documented examples show, and as much around it as makes it whole.

use super::delta::Change;
use super::documented::answer;
use super::state::{State, id};
use super::{ME, drive_path};
use serde_json::{Value, json};

/// The root folder of the one drive.
pub(crate) const ROOT: &str = "01NKDM7HN6ROOT2GOVW7725BZO354PWSEL";

pub(crate) fn plant(state: &mut State) {
    for user in listed("user-list", 0) {
        put_user(state, user);
    }
    put_user(
        state,
        json!({
            "id": "2f6e1f0c-4f5a-4c1d-9c55-6b1c7b1f8a10",
            "displayName": "Bruno Aigner",
            "givenName": "Bruno",
            "surname": "Aigner",
            "jobTitle": "Gardener",
            "mail": "bruno.aigner@contoso.example",
            "userPrincipalName": "bruno.aigner@contoso.example",
            "accountEnabled": true,
        }),
    );
    state.managers.insert(
        "2f6e1f0c-4f5a-4c1d-9c55-6b1c7b1f8a10".to_owned(),
        ME.to_owned(),
    );
    for group in listed("group-list", 0) {
        let key = id(&group).to_owned();
        state.groups.put(&key, group);
        state.changes.note("groups", &key, Change::Set);
    }
    for member in listed("group-list-members", 0) {
        let key = id(&member).to_owned();
        if member["@odata.type"] == "#microsoft.graph.device" {
            state.devices.put(&key, member);
        }
        let group = state
            .groups
            .iter()
            .next()
            .map(id)
            .unwrap_or_default()
            .to_owned();
        state
            .references
            .entry((group, "members"))
            .or_default()
            .push(key);
    }
    for token in listed("intune-onboarding-vpptoken-list", 0) {
        let key = id(&token).to_owned();
        state.vpp_tokens.put(&key, token);
    }
    let mut message = answer("message-get", 0);
    // The list has it, the single message leaves it out; it is the sender where nobody sends for another.
    message["from"] = message["sender"].clone();
    let key = id(&message).to_owned();
    state.messages.put(&key, message);
    state.changes.note("messages", &key, Change::Set);
    let details = answer("plannertaskdetails-get", 0);
    let key = id(&details).to_owned();
    state.tasks.put(&key, details);
    plant_files(state);
}

fn plant_files(state: &mut State) {
    let root = json!({"id": ROOT, "name": "root", "root": {}, "folder": {"childCount": 1},
        "parentReference": {"driveId": drive_path::DRIVE, "driveType": "business"}});
    state.items.put(ROOT, root);
    let plan = answer("driveitem-get", 0);
    let folder = plan["parentReference"]["id"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    state.items.put(
        &folder,
        drive_path::folder(&folder, "Plans", ROOT, "/drive/root:"),
    );
    state.changes.note("items", &folder, Change::Set);
    let key = id(&plan).to_owned();
    let size = plan["size"].as_u64().unwrap_or_default();
    let content: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
    state.contents.insert(key.clone(), content.into());
    state.items.put(&key, plan);
    state.changes.note("items", &key, Change::Set);
    // The other child that the list of children shows.
    for child in listed("driveitem-list-children", 0).into_iter().skip(1) {
        let key = id(&child).to_owned();
        let name = child["name"].as_str().unwrap_or_default().to_owned();
        state.items.put(
            &key,
            drive_path::folder(&key, &name, &folder, "/drive/root:/Plans"),
        );
        state.changes.note("items", &key, Change::Set);
    }
}

fn put_user(state: &mut State, mut user: Value) {
    if user["accountEnabled"].is_null() {
        user["accountEnabled"] = true.into();
    }
    let key = id(&user).to_owned();
    state.users.put(&key, user);
    state.changes.note("users", &key, Change::Set);
}

/// The members of a documented collection.
fn listed(page: &str, example: usize) -> Vec<Value> {
    let mut body = answer(page, example);
    match body["value"].take() {
        Value::Array(items) => items,
        other => vec![other],
    }
}
