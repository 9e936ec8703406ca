//! The body of an answer to a `$batch`.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::item::{is_json, media_type};
use crate::payload::Accepted;
use crate::response::RawResponse;
use crate::values::Binary;

/// The answers to a `$batch`.
#[derive(Deserialize)]
pub(super) struct Answered {
    pub(super) responses: Vec<Answer>,
}

/// The answer to one request of a `$batch`.
#[derive(Deserialize)]
pub(super) struct Answer {
    id: Value,
    status: Value,
    #[serde(default)]
    headers: Option<BTreeMap<String, Value>>,
    #[serde(default)]
    body: Option<Box<RawValue>>,
}

impl Answer {
    /// The id that the request was sent with.
    #[inline]
    pub(super) fn id(&self) -> Option<usize> {
        number(&self.id)?.try_into().ok()
    }

    /// The answer as if it had come alone; `None` where its status is none.
    #[inline]
    pub(super) fn into_response(self, accepted: Accepted) -> Option<RawResponse> {
        let status = number(&self.status)?;
        let status = StatusCode::from_u16(status.try_into().ok()?).ok()?;
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers.into_iter().flatten() {
            let value = match value {
                Value::String(text) => text,
                Value::Null => continue,
                other => other.to_string(),
            };
            // What is no header is nothing that a server would have sent.
            if let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name), HeaderValue::try_from(value))
            {
                headers.append(name, value);
            }
        }
        let body = self.body.map(|body| read(&body, &headers, accepted));
        Some(RawResponse::new(status, headers, body.unwrap_or_default()))
    }
}

/// A number that may be written as a text.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// The bytes of a body. What is no JSON comes in base64 or, since not every server behind Graph keeps to that, as it is.
#[inline]
fn read(body: &RawValue, headers: &HeaderMap, accepted: Accepted) -> Bytes {
    let json = || Bytes::copy_from_slice(body.get().as_bytes());
    let Ok(text) = serde_json::from_str::<String>(body.get()) else {
        return if body.get() == "null" {
            Bytes::new()
        } else {
            json()
        };
    };
    let decoded = || Some(text.parse::<Binary>().ok()?.to_bytes());
    match media_type(headers) {
        Some(kind) if kind.starts_with("text/") => {
            readable(&text).map_or_else(|| text.into(), Bytes::from)
        }
        Some(_) if !is_json(headers) => decoded().map_or_else(|| text.into(), Bytes::from),
        _ if accepted == Accepted::Bytes => decoded().map_or_else(json, Bytes::from),
        // Where the request had a body in base64, its JSON answer may be in base64 too.
        _ => match decoded() {
            Some(inner)
                if inner.starts_with(b"{")
                    && serde_json::from_slice::<&RawValue>(&inner).is_ok() =>
            {
                inner.into()
            }
            _ => json(),
        },
    }
}

/// What a text is in base64, if it is: whole groups of four that make a text in turn. Digits alone are a count.
#[inline]
fn readable(text: &str) -> Option<Vec<u8>> {
    let is_grouped = !text.is_empty()
        && text.len().is_multiple_of(4)
        && !text.bytes().all(|byte| byte.is_ascii_digit());
    let bytes = is_grouped.then(|| text.parse::<Binary>().ok())??.to_bytes();
    let inner = std::str::from_utf8(&bytes).ok()?;
    let is_text = !inner
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'));
    is_text.then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(answer: &str, accepted: Accepted) -> Bytes {
        let answer: Answer = serde_json::from_str(answer).unwrap();
        assert_eq!(answer.id(), Some(1));
        answer.into_response(accepted).unwrap().body
    }

    fn of_kind(kind: &str, body_json: &str, accepted: Accepted) -> Bytes {
        body(
            &format!(
                r#"{{"id": "1", "status": 200, "headers": {{"Content-Type": "{kind}"}}, "body": {body_json}}}"#
            ),
            accepted,
        )
    }

    #[test]
    fn json_stays_as_it_is() {
        let json = r#"{"a": 1.50, "b": "x"}"#;
        assert_eq!(
            of_kind("application/json; charset=utf-8", json, Accepted::Json),
            json
        );
        assert_eq!(
            body(
                &format!(r#"{{"id": 1, "status": "200", "body": {json}}}"#),
                Accepted::Json
            ),
            json
        );
        assert_eq!(
            of_kind("application/json", r#""text""#, Accepted::Json),
            r#""text""#
        );
    }

    #[test]
    fn bodies_in_base64_are_decoded() {
        let picture = b"\x89PNG\r\n\xff\x00";
        let encoded = format!("\"{}\"", Binary::from_bytes(picture).as_str());
        assert_eq!(
            of_kind("image/png", &encoded, Accepted::Bytes),
            &picture[..]
        );
        assert_eq!(
            of_kind("application/json", &encoded, Accepted::Bytes),
            &picture[..]
        );
        let page = format!("\"{}\"", Binary::from_bytes(b"<html>").as_str());
        assert_eq!(of_kind("text/html", &page, Accepted::Bytes), "<html>");
        let inner = format!("\"{}\"", Binary::from_bytes(br#"{"id": "1"}"#).as_str());
        assert_eq!(
            of_kind("application/json", &inner, Accepted::Json),
            r#"{"id": "1"}"#
        );
    }

    #[test]
    fn texts_stay_texts() {
        for text in [
            "1412",
            "<html>odd</html>",
            "Hello world!",
            "test",
            "",
            "a,b\n",
        ] {
            let json = serde_json::to_string(text).unwrap();
            assert_eq!(of_kind("text/plain", &json, Accepted::Text), text);
        }
        assert_eq!(of_kind("text/plain", "36", Accepted::Text), "36");
        assert_eq!(
            of_kind("image/png", r#""<html>no picture""#, Accepted::Bytes),
            "<html>no picture"
        );
    }

    #[test]
    fn an_answer_may_be_short() {
        assert_eq!(body(r#"{"id": "1", "status": 204}"#, Accepted::Json), "");
        assert_eq!(
            body(
                r#"{"id": "1", "status": 204, "headers": null, "body": null}"#,
                Accepted::Json
            ),
            ""
        );
        let odd: Answer = serde_json::from_str(r#"{"id": "x", "status": 9999}"#).unwrap();
        assert!(odd.id().is_none() && odd.into_response(Accepted::Json).is_none());
    }
}
