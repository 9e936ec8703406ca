//! Several requests in one (json-batching).

use super::call::Call;
use super::reply::{self, Body, Reply};
use super::router;
use super::state::State;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use msgraph_runtime::Binary;
use msgraph_runtime::bytes::Bytes;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The most requests in a batch.
const MOST: usize = 20;

/// `/$batch`. Answers come in another order than requests, as they may.
pub(crate) fn batch(state: &mut State, call: &Call) -> Reply {
    let body = call.json().unwrap_or_default();
    let Some(requests) = body["requests"].as_array().filter(|all| !all.is_empty()) else {
        return Reply::bad("Invalid batch payload format.");
    };
    if requests.len() > MOST {
        let message = format!("Number of batch request steps exceeds the maximum value of {MOST}.");
        return Reply::bad(message);
    }
    let mut statuses: BTreeMap<String, u16> = BTreeMap::new();
    let mut answers = Vec::new();
    for request in requests {
        let Some(id) = request["id"]
            .as_str()
            .filter(|id| !statuses.contains_key(*id))
        else {
            return Reply::bad("Each request needs an identifier of its own.");
        };
        let needs = request["dependsOn"].as_array().cloned().unwrap_or_default();
        let needs = needs.iter().filter_map(Value::as_str);
        let mut unmet = needs.map(|need| statuses.get(need).copied());
        // A request that needs one that is not there before it breaks the batch; one that failed fails it.
        let failed = match unmet.find(|status| !matches!(status, Some(200..=299))) {
            Some(None) => return Reply::bad("A request depends on one that does not precede it."),
            found => found.is_some(),
        };
        let reply = if failed {
            let message = "The request was not run, since one that it depends on failed.";
            Reply::error(424, "FailedDependency", message)
        } else {
            match one(state, call, request) {
                Ok(reply) => reply,
                Err(refused) => return refused,
            }
        };
        statuses.insert(id.to_owned(), reply.status);
        answers.push(answer(id, reply));
    }
    answers.reverse();
    Reply::json(200, json!({"responses": answers}))
}

/// Runs a request of a batch.
fn one(state: &mut State, batch: &Call, request: &Value) -> Result<Reply, Reply> {
    let method = request["method"]
        .as_str()
        .and_then(|text| text.parse::<Method>().ok());
    let (Some(method), Some(url)) = (method, request["url"].as_str()) else {
        return Err(Reply::bad("Each request needs a method and a url."));
    };
    if url.contains("://") || url.trim_start_matches('/').starts_with("$batch") {
        return Err(Reply::bad(
            "The url of a request in a batch is relative, and no batch.",
        ));
    }
    // Requests in a batch are throttled each for itself (throttling#throttling-and-batching).
    if let Some((times, seconds)) = state.batch_throttle {
        state.batch_throttle = times.checked_sub(2).map(|left| (left + 1, seconds));
        let refused = Reply::error(429, "TooManyRequests", "Please retry again later.");
        return Ok(refused.header("retry-after", seconds.to_string()));
    }
    let mut headers = HeaderMap::new();
    for (name, value) in request["headers"].as_object().into_iter().flatten() {
        let value = value
            .as_str()
            .and_then(|text| HeaderValue::try_from(text).ok());
        let (Ok(name), Some(value)) = (HeaderName::try_from(name), value) else {
            return Err(Reply::bad("A header is none."));
        };
        headers.insert(name, value);
    }
    let body = match &request["body"] {
        Value::Null => Bytes::new(),
        _ if !headers.contains_key("content-type") => {
            return Err(Reply::bad("A body needs the header Content-Type."));
        }
        // Text of another type than JSON is base64, unless it is plain text (json-batching).
        Value::String(text) => match text.parse::<Binary>() {
            Ok(bytes) => bytes.to_bytes().into(),
            Err(_) => text.clone().into(),
        },
        json => json.to_string().into(),
    };
    // The batch's own authorization counts for all.
    if let Some(token) = batch.headers.get("authorization") {
        headers.insert("authorization", token.clone());
    }
    let path = format!("/{}", url.trim_start_matches('/'));
    Ok(router::service(
        state,
        &Call::new(method, &path, headers, body),
    ))
}

fn answer(id: &str, reply: Reply) -> Value {
    let mut headers = serde_json::Map::new();
    for (name, value) in reply.headers {
        headers.insert(name.to_owned(), value.into());
    }
    let (kind, body) = match reply.body {
        Body::Empty => (None, Value::Null),
        Body::Json(value) => (Some("application/json"), value),
        Body::Error { code, message } => {
            let error = reply::error_json(&code, &message, "batch-item", id);
            (Some("application/json"), error)
        }
        Body::Other(kind, bytes) if kind == reply::JSON => (
            Some("application/json"),
            serde_json::from_slice(&bytes).unwrap_or_default(),
        ),
        // Anything but JSON is base64.
        Body::Other(kind, bytes) => (Some(kind), Binary::from_bytes(&bytes).to_string().into()),
    };
    if let Some(kind) = kind {
        headers.insert("Content-Type".to_owned(), kind.into());
    }
    let mut answer = json!({"id": id, "status": reply.status, "headers": headers});
    if !body.is_null() {
        answer["body"] = body;
    }
    answer
}
