//! Upload sessions and monitors of copies: they have addresses of their own, which take no token.

use super::call::Call;
use super::drive_path::Place;
use super::files;
use super::reply::Reply;
use super::state::{State, id};
use msgraph_runtime::bytes::Bytes;
use serde_json::{Value, json};

/// Slices of a file that end elsewhere than at a multiple of this, but for the last, break the file (driveitem-createuploadsession).
const SLICE: u64 = 320 * 1024;

/// The longest slice of a file (driveitem-createuploadsession): below 60 MiB.
const LONGEST: u64 = 60 * 1024 * 1024;

/// The longest slice of an attachment (outlook-large-attachments): below 4 MB.
const LONGEST_OF_MAIL: u64 = 4 * 1000 * 1000;

/// What is uploaded to.
#[derive(Debug, Clone)]
enum Target {
    File {
        parent: String,
        name: String,
        replaces: Option<String>,
    },
    Attachment {
        message: String,
        name: String,
    },
}

/// An upload that goes on.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    target: Target,
    bytes: Vec<u8>,
    length: Option<u64>,
}

/// A session for a file that may or may not be there (driveitem-createuploadsession).
pub(crate) fn create(state: &mut State, call: &Call, place: &Place) -> Reply {
    let body = call.json().unwrap_or_default();
    let behavior = body["item"]["@microsoft.graph.conflictBehavior"].as_str();
    let Some((parent, name)) = &place.parent else {
        return Reply::error(404, "itemNotFound", "The resource could not be found.");
    };
    // An upload to an identifier is one to that very file.
    let behavior = behavior.unwrap_or("replace");
    let (name, replaces) = match files::free_name(state, parent, name, Some(behavior)) {
        Ok(free) => free,
        Err(refused) => return refused,
    };
    let target = Target::File {
        parent: parent.clone(),
        name,
        replaces,
    };
    let session = open(state, target, None);
    Reply::json(200, session)
}

/// A session for an attachment, whose size is told before (attachment-createuploadsession).
pub(crate) fn create_attachment(state: &mut State, call: &Call, message: &str) -> Reply {
    let body = call.json().unwrap_or_default();
    let item = &body["AttachmentItem"];
    let (Some(name), Some(size)) = (item["name"].as_str(), item["size"].as_u64()) else {
        return Reply::error(
            400,
            "ErrorInvalidParameter",
            "AttachmentItem needs a name and a size.",
        );
    };
    let target = Target::Attachment {
        message: message.to_owned(),
        name: name.to_owned(),
    };
    let session = open(state, target, Some(size));
    Reply::json(201, session)
}

fn open(state: &mut State, target: Target, length: Option<u64>) -> Value {
    let key = format!("fe6987415ace7X4e1eF{:06}", state.number());
    state.sessions.insert(
        key.clone(),
        Session {
            target,
            bytes: Vec::new(),
            length,
        },
    );
    json!({
        "uploadUrl": format!("{}/up/{key}", state.files_url),
        "expirationDateTime": EXPIRES,
        "nextExpectedRanges": ["0-"],
    })
}

/// When sessions end; tests let them end before ([`MockGraph::end_sessions_after`](super::MockGraph::end_sessions_after)).
const EXPIRES: &str = "2026-12-31T09:21:55.523Z";

/// A request to a session.
pub(crate) fn session(state: &mut State, call: &Call, key: &str) -> Reply {
    let gone = || Reply::error(404, "itemNotFound", "The upload session was not found.");
    let Some(session) = state.sessions.get(key) else {
        return gone();
    };
    if state
        .session_bytes
        .is_some_and(|most| session.bytes.len() as u64 >= most)
    {
        // It has expired: begin anew (driveitem-createuploadsession, handle upload errors).
        state.session_bytes = None;
        state.sessions.remove(key);
        return gone();
    }
    match call.method.as_str() {
        "GET" => Reply::json(200, progress(session)),
        "DELETE" => {
            state.sessions.remove(key);
            Reply::empty(204)
        }
        "PUT" => put(state, call, key),
        _ => Reply::bad("Unsupported request."),
    }
}

fn progress(session: &Session) -> Value {
    let next = session.bytes.len();
    let end = session.length.map(|length| length.saturating_sub(1));
    let range = end.map_or_else(|| format!("{next}-"), |end| format!("{next}-{end}"));
    json!({"expirationDateTime": EXPIRES, "nextExpectedRanges": [range]})
}

fn put(state: &mut State, call: &Call, key: &str) -> Reply {
    let bad = |message: &str| Reply::error(400, "invalidRequest", message);
    let Some((from, to, total)) = range(call) else {
        return bad("A slice needs the header Content-Range.");
    };
    let length = to.saturating_sub(from) + 1;
    if call.body.len() as u64 != length || to >= total {
        return bad("The slice is not as long as Content-Range says.");
    }
    let Some(session) = state.sessions.get_mut(key) else {
        return bad("There is no such session.");
    };
    let is_mail = matches!(session.target, Target::Attachment { .. });
    let is_last = to + 1 == total;
    if !is_mail && !is_last && (to + 1) % SLICE != 0 {
        return bad("A slice must be a multiple of 320 KiB long.");
    }
    if length >= if is_mail { LONGEST_OF_MAIL } else { LONGEST } {
        return Reply::error(413, "requestTooLarge", "The slice is too long.");
    }
    if session.length.is_some_and(|own| own != total) {
        return bad("The size of the file is another than before.");
    }
    session.length = Some(total);
    let next = session.bytes.len() as u64;
    // What is there already, and what leaves a gap (driveitem-createuploadsession).
    if from != next {
        return Reply::error(
            416,
            "invalidRange",
            "The uploaded fragment overlaps with data that has already been received.",
        );
    }
    session.bytes.extend_from_slice(&call.body);
    if !is_last {
        let status = if is_mail { 200 } else { 202 };
        return Reply::json(status, progress(session));
    }
    match state.sessions.remove(key) {
        Some(session) => finish(state, session),
        None => bad("There is no such session."),
    }
}

fn finish(state: &mut State, session: Session) -> Reply {
    let content = Bytes::from(session.bytes);
    match session.target {
        Target::File {
            replaces: Some(item),
            ..
        } => {
            files::set_content(state, &item, content);
            Reply::json(200, state.items.get(&item).cloned().unwrap_or_default())
        }
        Target::File {
            parent,
            name,
            replaces: None,
        } => {
            let item = files::add_file(state, &parent, &name, content);
            Reply::json(201, state.items.get(&item).cloned().unwrap_or_default())
        }
        // 201 without a body; where the attachment is stands in Location (outlook-large-attachments).
        Target::Attachment { message, name } => {
            let attachment = format!("{message}-att{}", state.number());
            let root = state.root.clone();
            if let Some(own) = state.messages.get_mut(&message) {
                own["hasAttachments"] = true.into();
                if own["attachments"].is_null() {
                    own["attachments"] = json!([]);
                }
                if let Some(all) = own["attachments"].as_array_mut() {
                    all.push(json!({
                        "@odata.type": "#microsoft.graph.fileAttachment",
                        "id": attachment,
                        "name": name,
                        "size": content.len(),
                    }));
                }
            }
            state.contents.insert(attachment.clone(), content);
            let location = format!("{root}/me/messages('{message}')/attachments('{attachment}')");
            Reply::empty(201).header("location", location)
        }
    }
}

/// `Content-Range: bytes 0-25/128`.
fn range(call: &Call) -> Option<(u64, u64, u64)> {
    let text = call.header("content-range")?.strip_prefix("bytes ")?;
    let (range, total) = text.split_once('/')?;
    let (from, to) = range.split_once('-')?;
    let (from, to, total) = (from.parse().ok()?, to.parse().ok()?, total.parse().ok()?);
    (from <= to).then_some((from, to, total))
}

/// A copy that goes on.
#[derive(Debug, Clone)]
pub(crate) struct Monitor {
    copy: Option<(String, String, Option<Bytes>)>,
    asked: u32,
}

impl Monitor {
    /// A copy to a folder, under a name.
    pub(crate) fn new(parent: String, name: String, content: Option<Bytes>) -> Self {
        Self {
            copy: Some((parent, name, content)),
            asked: 0,
        }
    }

    /// A copy that fails.
    pub(crate) fn failing() -> Self {
        Self {
            copy: None,
            asked: 0,
        }
    }
}

/// How often a monitor says that the copy goes on.
const STEPS: u32 = 2;

/// How far a copy is (long-running-actions-overview).
pub(crate) fn monitor(state: &mut State, key: &str) -> Reply {
    let Some(monitor) = state.monitors.get_mut(key) else {
        return Reply::error(404, "itemNotFound", "The monitor was not found.");
    };
    monitor.asked += 1;
    if monitor.asked <= STEPS {
        let percent = f64::from(100 * monitor.asked / (STEPS + 1));
        let status =
            json!({"operation": "ItemCopy", "percentageComplete": percent, "status": "inProgress"});
        return Reply::json(202, status);
    }
    let Some((parent, name, content)) = monitor.copy.take() else {
        let error = json!({"code": "itemNotFound", "message": "The target folder was not found."});
        return Reply::json(
            200,
            json!({"operation": "ItemCopy", "status": "failed", "error": error}),
        );
    };
    let item = match content {
        Some(content) => files::add_file(state, &parent, &name, content),
        None => {
            let item = files::item_id(state);
            state.items.put(
                &item,
                super::drive_path::folder(&item, &name, &parent, "/drive/root:"),
            );
            files::touch(state, &item);
            item
        }
    };
    let resource = state.items.get(&item).map(id).unwrap_or_default();
    let status =
        json!({"percentageComplete": 100.0, "resourceId": resource, "status": "completed"});
    Reply::json(200, status)
}
