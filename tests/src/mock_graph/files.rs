//! The drive: items, their children and content, copies, and what has changed.

use super::call::Call;
use super::delta::{self, Change, Kind};
use super::drive_path::{self, DRIVE, Place};
use super::paging::{self, Style};
use super::query;
use super::reply::Reply;
use super::seed::ROOT;
use super::state::{State, id, merge};
use super::transfers::{self, Monitor};
use http::Method;
use msgraph_runtime::bytes::Bytes;
use serde_json::{Value, json};

const ITEMS: Kind = Kind {
    set: "items",
    current: |state, id| state.items.get(id).cloned(),
    // Items that are gone have a facet (driveitem-delta).
    removed: |id| json!({"id": id, "deleted": {"state": "deleted"}}),
    options: ("token", "token"),
    expired: "resyncChangesApplyDifferences",
    style: Style::OTHER,
};

/// The drive; `path` begins after it.
pub(crate) fn drive(state: &mut State, call: &Call, path: &[&str]) -> Reply {
    if path.is_empty() {
        let drive = json!({"id": DRIVE, "driveType": "business", "name": "Garden"});
        return Reply::json(200, query::select(call, drive));
    }
    let Some(place) = drive_path::place(state, path) else {
        return no_item();
    };
    let rest: Vec<&str> = place.rest.iter().map(String::as_str).collect();
    match (call.method.as_str(), rest.as_slice()) {
        ("PUT", ["content"]) => put_content(state, call, &place),
        ("POST", ["createUploadSession" | "microsoft.graph.createUploadSession"]) => {
            transfers::create(state, call, &place)
        }
        _ => match &place.item {
            Some(item) => existing(state, call, item, &rest),
            None => no_item(),
        },
    }
}

fn no_item() -> Reply {
    Reply::error(404, "itemNotFound", "The resource could not be found.")
}

fn existing(state: &mut State, call: &Call, item: &str, rest: &[&str]) -> Reply {
    match (call.method.as_str(), rest) {
        ("GET", []) => {
            let found = whole(state, item);
            let tag = found["eTag"].as_str();
            // Nothing to send where the caller has it already (driveitem-get).
            if tag.is_some() && call.header("if-none-match") == tag {
                return Reply::empty(304);
            }
            Reply::json(200, query::select(call, found))
        }
        ("PATCH", []) => update(state, call, item),
        ("DELETE", []) => {
            if let Err(refused) = check_tag(state, call, item) {
                return refused;
            }
            remove(state, item);
            Reply::empty(204)
        }
        ("GET", ["children"]) => {
            let children = state.items.iter();
            let children = children.filter(|child| child["parentReference"]["id"] == *item);
            paging::page(state, call, children.cloned().collect(), Style::OTHER)
        }
        ("POST", ["children"]) => create_folder(state, call, item),
        // The content is elsewhere, at an address that wants no token (driveitem-get-content).
        ("GET", ["content"]) => match state.contents.get(item) {
            Some(_) => {
                Reply::empty(302).header("location", format!("{}/d/{item}", state.files_url))
            }
            None => Reply::error(400, "notAFile", "A folder has no content."),
        },
        ("POST", ["copy" | "microsoft.graph.copy"]) => copy(state, call, item),
        ("GET", [function]) if function.starts_with("delta") => {
            let token = function.strip_prefix("delta(token='");
            let token = token.and_then(|rest| rest.strip_suffix("')"));
            delta::page(state, call, &ITEMS, token)
        }
        ("GET", [function]) if function.starts_with("search(q='") => {
            let text = function
                .trim_start_matches("search(q='")
                .trim_end_matches("')")
                .to_lowercase();
            let names = |one: &&Value| {
                let name = one["name"].as_str().unwrap_or_default().to_lowercase();
                name.contains(&text) && id(one) != ROOT
            };
            let found = state.items.iter().filter(names).cloned().collect();
            paging::page(state, call, found, Style::OTHER)
        }
        (_, [other, ..]) => Reply::no_segment(other),
        _ => Reply::bad("Unsupported request."),
    }
}

/// An item with what is made up for each answer: where to download it.
fn whole(state: &State, item: &str) -> Value {
    let mut found = state.items.get(item).cloned().unwrap_or_default();
    if state.contents.contains_key(item) {
        found["@microsoft.graph.downloadUrl"] = format!("{}/d/{item}", state.files_url).into();
    }
    found
}

/// `If-Match` of another version changes nothing (driveitem-delete, driveitem-update).
fn check_tag(state: &State, call: &Call, item: &str) -> Result<(), Reply> {
    let own = state.items.get(item).and_then(|item| item["eTag"].as_str());
    match call.header("if-match") {
        Some("*") | None => Ok(()),
        Some(tag) if Some(tag) == own => Ok(()),
        Some(_) => Err(Reply::error(
            412,
            "preconditionFailed",
            "ETag does not match current item's value.",
        )),
    }
}

fn update(state: &mut State, call: &Call, item: &str) -> Reply {
    if let Err(refused) = check_tag(state, call, item) {
        return refused;
    }
    let Some(change) = call.json().filter(Value::is_object) else {
        return Reply::error(400, "invalidRequest", "The body is no JSON.");
    };
    if let Some(own) = state.items.get_mut(item) {
        merge(own, &change);
    }
    touch(state, item);
    Reply::json(200, whole(state, item))
}

/// Another version of an item.
pub(crate) fn touch(state: &mut State, item: &str) {
    let version = state.number();
    if let Some(own) = state.items.get_mut(item) {
        own["eTag"] = format!("\"{{{item}}},{version}\"").into();
    }
    state.changes.note("items", item, Change::Set);
}

/// Takes an item away, and what is in it.
fn remove(state: &mut State, item: &str) {
    let mut gone = vec![item.to_owned()];
    let mut at = 0;
    while let Some(folder) = gone.get(at).cloned() {
        let children = state.items.iter();
        let children = children.filter(|one| one["parentReference"]["id"] == *folder);
        let children: Vec<_> = children.map(|one| id(one).to_owned()).collect();
        gone.extend(children);
        at += 1;
    }
    for item in gone {
        state.items.remove(&item);
        state.contents.remove(&item);
        state.changes.note("items", &item, Change::Removed);
    }
}

fn create_folder(state: &mut State, call: &Call, parent: &str) -> Reply {
    let body = call.json().unwrap_or_default();
    let Some(name) = body["name"].as_str() else {
        return Reply::error(400, "invalidRequest", "A folder needs a name.");
    };
    match free_name(
        state,
        parent,
        name,
        body["@microsoft.graph.conflictBehavior"].as_str(),
    ) {
        Ok((name, _)) => {
            let key = item_id(state);
            let folder = drive_path::folder(&key, &name, parent, &path_of(state, parent));
            state.items.put(&key, folder);
            touch(state, &key);
            Reply::json(201, whole(state, &key))
        }
        Err(refused) => refused,
    }
}

/// The name that a new item gets, and the item that it replaces (resources/driveitem#instance-attributes).
pub(crate) fn free_name(
    state: &State,
    parent: &str,
    name: &str,
    behavior: Option<&str>,
) -> Result<(String, Option<String>), Reply> {
    let Some(there) = drive_path::child(state, parent, name) else {
        return Ok((name.to_owned(), None));
    };
    match behavior {
        Some("replace") => Ok((name.to_owned(), Some(there))),
        Some("rename") => {
            let (stem, end) = match name.rsplit_once('.') {
                Some((stem, end)) => (stem, format!(".{end}")),
                None => (name, String::new()),
            };
            let mut names = (1..).map(|number| format!("{stem} {number}{end}"));
            let free = names.find(|name| drive_path::child(state, parent, name).is_none());
            Ok((free.unwrap_or_default(), None))
        }
        _ => Err(Reply::error(
            409,
            "nameAlreadyExists",
            "An item with the same name already exists under the parent.",
        )),
    }
}

fn path_of(state: &State, folder: &str) -> String {
    let item = state.items.get(folder).cloned().unwrap_or_default();
    match item["parentReference"]["path"].as_str() {
        Some(parent) => format!("{parent}/{}", item["name"].as_str().unwrap_or_default()),
        None => "/drive/root:".to_owned(),
    }
}

pub(crate) fn item_id(state: &mut State) -> String {
    format!("01NKDM7H{:026}", state.number())
}

/// A small file (driveitem-put-content): 201 where it is new, 200 where it was replaced.
fn put_content(state: &mut State, call: &Call, place: &Place) -> Reply {
    match (&place.item, &place.parent) {
        (Some(item), _) => {
            set_content(state, item, call.body.clone());
            Reply::json(200, whole(state, item))
        }
        (None, Some((parent, name))) => {
            let key = add_file(state, parent, name, call.body.clone());
            Reply::json(201, whole(state, &key))
        }
        (None, None) => no_item(),
    }
}

/// A new file.
pub(crate) fn add_file(state: &mut State, parent: &str, name: &str, content: Bytes) -> String {
    let key = item_id(state);
    let file = json!({
        "id": key,
        "name": name,
        "file": {"mimeType": "application/octet-stream"},
        "parentReference": {"driveId": DRIVE, "driveType": "business", "id": parent, "path": path_of(state, parent)},
    });
    state.items.put(&key, file);
    set_content(state, &key, content);
    key
}

/// Another content of a file.
pub(crate) fn set_content(state: &mut State, item: &str, content: Bytes) {
    if let Some(own) = state.items.get_mut(item) {
        own["size"] = content.len().into();
    }
    state.contents.insert(item.to_owned(), content);
    touch(state, item);
}

/// Copies go on after the answer, which says where to look after them (driveitem-copy, long-running-actions-overview).
fn copy(state: &mut State, call: &Call, item: &str) -> Reply {
    let body = call.json().unwrap_or_default();
    let source = state.items.get(item).cloned().unwrap_or_default();
    let parent = body["parentReference"]["id"]
        .as_str()
        .or(source["parentReference"]["id"].as_str());
    let name = body["name"].as_str().or(source["name"].as_str());
    let (parent, name) = (
        parent.unwrap_or(ROOT).to_owned(),
        name.unwrap_or_default().to_owned(),
    );
    let key = state.guid();
    let monitor = match state.items.get(&parent) {
        Some(_) => Monitor::new(parent, name, state.contents.get(item).cloned()),
        None => Monitor::failing(),
    };
    state.monitors.insert(key.clone(), monitor);
    Reply::empty(202).header("location", format!("{}/monitor/{key}", state.files_url))
}

/// Whether a request is for content that was asked for in part.
pub(crate) fn download(state: &State, call: &Call, item: &str) -> Reply {
    let Some(content) = state.contents.get(item) else {
        return no_item();
    };
    if call.method != Method::GET {
        return Reply::bad("Unsupported request.");
    }
    let etag = state
        .items
        .get(item)
        .and_then(|item| item["eTag"].as_str())
        .unwrap_or_default()
        .to_owned();
    let reply = |status, bytes: Bytes| {
        Reply::bytes(status, "application/octet-stream", bytes)
            .header("accept-ranges", "bytes")
            .header("etag", etag.clone())
    };
    let length = content.len();
    let Some(range) = call
        .header("range")
        .and_then(|range| range.strip_prefix("bytes="))
    else {
        return reply(200, content.clone());
    };
    // Partial downloads (driveitem-get-content): one range, as RFC 9110 has it.
    let (from, to) = match range.split_once('-') {
        Some(("", last)) => (length.saturating_sub(last.parse().unwrap_or(0)), length),
        Some((from, "")) => (from.parse().unwrap_or(length), length),
        Some((from, to)) => {
            let to = to
                .parse::<usize>()
                .map_or(length, |to| to.saturating_add(1));
            (from.parse().unwrap_or(length), to.min(length))
        }
        None => (length, length),
    };
    if from >= to {
        return Reply::empty(416).header("content-range", format!("bytes */{length}"));
    }
    let part = content.slice(from..to);
    reply(206, part).header("content-range", format!("bytes {from}-{}/{length}", to - 1))
}
