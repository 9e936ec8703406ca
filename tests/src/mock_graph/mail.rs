//! The signed-in user's mail.

use super::call::Call;
use super::delta::{self, Change, Kind, tombstone};
use super::paging::{self, Style};
use super::query;
use super::reply::Reply;
use super::state::{State, id, merge};
use super::transfers;
use serde_json::{Value, json};

const MESSAGES: Kind = Kind {
    set: "messages",
    current: |state, id| state.messages.get(id).cloned(),
    removed: tombstone,
    options: ("$deltatoken", "$skiptoken"),
    expired: "SyncStateNotFound",
    style: Style::MAIL,
};

/// `/me/sendMail`, `/me/messages` and the inbox; `path` begins after the user.
pub(crate) fn mail(state: &mut State, call: &Call, path: &[&str]) -> Reply {
    match (call.method.as_str(), path) {
        ("POST", ["sendMail"]) => send_mail(state, call),
        ("GET", ["messages"]) => paging::page(state, call, state.messages.all(), Style::MAIL),
        // A draft (user-post-messages).
        ("POST", ["messages"]) => match call.json() {
            Some(mut message @ Value::Object(_)) => {
                let key = format!("AAMkAGVmMDEzMQ-Draft{}", state.number());
                message["id"] = key.clone().into();
                message["isDraft"] = true.into();
                message["@odata.etag"] = format!("W/\"{key}\"").into();
                state.messages.put(&key, message.clone());
                state.changes.note("messages", &key, Change::Set);
                Reply::json(201, message)
            }
            _ => Reply::error(400, "RequestBodyRead", "The body is no JSON."),
        },
        ("GET", ["mailFolders", _, "messages", "delta" | "delta()"]) => {
            delta::page(state, call, &MESSAGES, None)
        }
        (_, ["messages", key, ..]) if state.messages.get(key).is_none() => Reply::error(
            404,
            "ErrorItemNotFound",
            "The specified object was not found in the store.",
        ),
        ("GET", ["messages", key]) => {
            let message = state.messages.get(key).cloned().unwrap_or_default();
            let reply = Reply::json(200, query::select_and(call, message, Style::MAIL.always));
            // What was preferred is told (message-get, outlook-immutable-id).
            match call.header("prefer") {
                Some(preferences) => reply.header("preference-applied", preferences),
                None => reply,
            }
        }
        // The MIME text (message-get, example 2).
        ("GET", ["messages", key, "$value"]) => {
            let message = state.messages.get(key).cloned().unwrap_or_default();
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let mime = format!(
                "Subject: {}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n{}\r\n",
                text(&message["subject"]),
                text(&message["body"]["content"])
            );
            Reply::bytes(200, "text/plain", mime)
        }
        // message-update
        ("PATCH", ["messages", key]) => match (call.json(), state.messages.get_mut(key)) {
            (Some(change), Some(own)) => {
                merge(own, &change);
                let answer = own.clone();
                state.changes.note("messages", key, Change::Set);
                Reply::json(200, answer)
            }
            _ => Reply::error(400, "RequestBodyRead", "The body is no JSON."),
        },
        ("DELETE", ["messages", key]) => {
            state.messages.remove(key);
            state.changes.note("messages", key, Change::Removed);
            Reply::empty(204)
        }
        // message-send
        ("POST", ["messages", key, "send"]) => {
            let message = state.messages.remove(key).unwrap_or_default();
            state.changes.note("messages", key, Change::Removed);
            state.sent.push(message);
            Reply::empty(202)
        }
        ("GET", ["messages", key, "attachments"]) => {
            let message = state.messages.get(key).cloned().unwrap_or_default();
            let all = message["attachments"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            paging::page(state, call, all, Style::OTHER)
        }
        // attachment-createuploadsession
        ("POST", ["messages", key, "attachments", "createUploadSession"]) => {
            transfers::create_attachment(state, call, key)
        }
        (_, [.., other]) => Reply::no_segment(other),
        _ => Reply::bad("Unsupported request."),
    }
}

/// user-sendmail: JSON, or MIME in base64 as text/plain (outlook-send-mime-message).
fn send_mail(state: &mut State, call: &Call) -> Reply {
    if call
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("text/plain"))
    {
        let mime = String::from_utf8_lossy(&call.body).into_owned();
        state.sent.push(json!({"mime": mime}));
        return Reply::empty(202);
    }
    let body = call.json().unwrap_or_default();
    // Names of parameters of this action differ in case between documents and metadata.
    let message = if body["Message"].is_object() {
        &body["Message"]
    } else {
        &body["message"]
    };
    let Some(recipients) = message["toRecipients"]
        .as_array()
        .filter(|all| !all.is_empty())
    else {
        return Reply::error(
            400,
            "ErrorInvalidRecipients",
            "At least one recipient isn't valid.",
        );
    };
    let is_valid = |one: &Value| {
        one["emailAddress"]["address"]
            .as_str()
            .is_some_and(|text| text.contains('@'))
    };
    if !recipients.iter().all(is_valid) {
        return Reply::error(
            400,
            "ErrorInvalidRecipients",
            "At least one recipient isn't valid.",
        );
    }
    debug_assert!(
        id(message).is_empty(),
        "a message that is sent has no identifier"
    );
    state.sent.push(message.clone());
    Reply::empty(202)
}
