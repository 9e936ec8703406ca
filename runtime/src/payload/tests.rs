use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::required;
use crate::fixture::{Color, Setting, User};
use crate::generated::*;
use crate::{Payload, RawResponse};

fn response(status: u16, kind: &'static str, body: &'static str) -> RawResponse {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static(kind));
    RawResponse::new(StatusCode::from_u16(status).unwrap(), headers, body)
}

fn json<T: Payload>(body: &'static str) -> Result<T, Error> {
    required(&response(200, "application/json", body))
}

fn text<T: Payload>(body: &'static str) -> Result<T, Error> {
    required(&response(200, "text/plain", body))
}

#[test]
fn an_entity_is_bare_or_wrapped() {
    let bare: User = json(r#"{"@odata.context": "c", "id": "1", "displayName": "Ann"}"#).unwrap();
    let wrapped: User =
        json(r#"{"@odata.context": "c", "value": {"id": "1", "displayName": "Ann"}}"#).unwrap();
    assert_eq!(bare, wrapped);
    assert_eq!(wrapped.additional.context().as_deref(), Some("c"));
    let own: User = json(r#"{"@odata.context": "c", "value": {"@odata.context": "own"}}"#).unwrap();
    assert_eq!(own.additional.context().as_deref(), Some("own"));
}

#[test]
fn only_a_lone_object_in_value_is_unwrapped() {
    let user: User = json(r#"{"value": {"id": "1"}, "other": 1}"#).unwrap();
    assert!(user.id.is_absent() && user.additional.get("value").is_some());
    let user: User = json(r#"{"value": {"id": "1"}, "displayName": "Ann"}"#).unwrap();
    assert!(user.id.is_absent() && user.additional.get("value").is_some());
    let user: User = json(r#"{"value": 5}"#).unwrap();
    assert_eq!(user.additional.get("value").map(Json::as_str), Some("5"));
    let setting: Setting = json(r#"{"@odata.context": "c", "value": {"value": 1}}"#).unwrap();
    assert_eq!(
        setting.value.ok().map(Json::to_string).as_deref(),
        Some(r#"{"value": 1}"#)
    );
}

#[test]
fn a_missing_answer_is_none_where_it_may_be_and_says_so_where_it_may_not() {
    for (status, body) in [
        (204, ""),
        (200, ""),
        (200, " \r\n"),
        (200, "\u{feff}"),
        (200, "null"),
    ] {
        let answer = response(status, "application/json", body);
        assert!(
            required::<Option<User>>(&answer).unwrap().is_none(),
            "{body:?}"
        );
        assert!(
            required::<Option<String>>(&answer).unwrap().is_none(),
            "{body:?}"
        );
        let error = required::<User>(&answer).unwrap_err();
        assert!(
            error.is_decode() && error.to_string().contains(".optional()"),
            "{error}"
        );
        required::<()>(&answer).unwrap();
    }
    for body in [
        r#"{"@odata.context": "c", "@odata.null": true}"#,
        r#"{"@odata.context": "c", "value": null}"#,
    ] {
        assert!(json::<Option<User>>(body).unwrap().is_none(), "{body}");
        assert!(json::<Option<String>>(body).unwrap().is_none(), "{body}");
    }
    assert!(json::<Option<User>>("{}").unwrap().is_some());
}

#[test]
fn primitives_stand_in_value_or_bare() {
    assert_eq!(
        json::<String>(r#"{"@odata.context": "c", "value": "x"}"#).unwrap(),
        "x"
    );
    assert_eq!(text::<String>("bare words").unwrap(), "bare words");
    assert_eq!(text::<String>("42").unwrap(), "42");
    assert!(json::<bool>(r#"{"value": true}"#).unwrap());
    assert_eq!(json::<i32>(r#"{"value": 5}"#).unwrap(), 5);
    assert_eq!(json::<Color>(r#"{"value": "red"}"#).unwrap(), Color::Red);
    assert_eq!(
        json::<Color>(r#"{"value": "blue"}"#).unwrap(),
        Color::Unrecognized("blue".into())
    );
    let exact: Decimal = json(r#"{"value": 12345678901234567890.5}"#).unwrap();
    assert_eq!(exact.to_string(), "12345678901234567890.5");
    assert_eq!(
        json::<Int64>(r#"{"value": "9007199254740993"}"#)
            .unwrap()
            .get(),
        9_007_199_254_740_993
    );
}

#[test]
fn counts_are_plain_text_with_or_without_a_mark() {
    assert_eq!(text::<i64>("17").unwrap(), 17);
    assert_eq!(text::<i64>("\u{feff}17\r\n").unwrap(), 17);
    assert_eq!(json::<i64>(r#"{"value": "17"}"#).unwrap(), 17);
    assert!(text::<i64>("many").is_err());
}

#[test]
fn pages_keep_what_is_around_their_items() {
    let page: Page<User> = json(
        r#"{"@odata.context": "c", "@odata.count": 3, "@odata.nextLink": "https://x/?a=b%2Bc", "value": [{"id": "1"}, null, 5], "tip": 1}"#,
    )
    .unwrap();
    assert_eq!((page.iter().len(), page.items.odd().len()), (1, 2));
    assert_eq!(page.next_link.as_deref(), Some("https://x/?a=b%2Bc"));
    assert_eq!((page.count, page.delta_link.as_deref()), (Some(3), None));
    let rest: Vec<_> = page.additional.iter().map(|(name, _)| name).collect();
    assert_eq!(rest, ["@odata.context", "tip"]);
    assert_eq!((&page).into_iter().count(), 1);

    let delta: Page<User> = json(r#"{"value": [], "@odata.deltaLink": "d"}"#).unwrap();
    assert_eq!(
        (delta.iter().len(), delta.delta_link.as_deref()),
        (0, Some("d"))
    );
    let bare: Page<String> = json(r#"["a", "b"]"#).unwrap();
    assert_eq!(bare.into_iter().collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn a_page_is_written_as_it_was_read() {
    let body = r#"{"@odata.context": "c", "@odata.count": "many", "@odata.nextLink": "n", "@odata.deltaLink": "d", "tip": 1,
        "value": [{"id": "1"}, null, 5]}"#;
    let page: Page<User> = json(body).unwrap();
    // A count that is none stays what it was.
    assert_eq!(page.count, None);
    let tree = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let written = serde_json::to_string(&page).unwrap();
    assert_eq!(tree(&written), tree(body));
    let counted: Page<User> = json(r#"{"@odata.count": 3, "value": []}"#).unwrap();
    let written = serde_json::to_string(&counted).unwrap();
    assert_eq!(written, r#"{"@odata.count":3,"value":[]}"#);
}

#[test]
fn a_page_without_a_collection_is_an_error() {
    for body in [r#"{"id": "1"}"#, r#"{"value": {"id": "1"}}"#, "5"] {
        let error = json::<Page<User>>(body).unwrap_err();
        assert!(
            error.is_decode() && error.to_string().contains("collection"),
            "{error}"
        );
        assert_eq!(error.raw_body().map(|raw| &raw[..]), Some(body.as_bytes()));
    }
}

#[test]
fn errors_of_reading_say_where_and_show_nothing() {
    let html = required::<User>(&response(200, "text/html", "<html>s3cret</html>")).unwrap_err();
    assert!(
        html.to_string().contains("not JSON") && html.to_string().contains("text/html"),
        "{html}"
    );
    let list = json::<User>(r#"["s3cret"]"#).unwrap_err();
    assert!(list.to_string().contains("an object"), "{list}");
    let cut = json::<Page<User>>(r#"{"value": [{"id": "s3cret"}"#).unwrap_err();
    let misfit = json::<i32>(r#"{"value": "s3cret"}"#).unwrap_err();
    for error in [html, list, cut, misfit] {
        assert!(
            !format!("{error} {error:?}").contains("s3cret"),
            "{error:?}"
        );
        assert!(error.is_decode());
    }
}

#[test]
fn the_whole_body_is_read_as_json_or_bytes() {
    let body = r#"{"value": [1], "@odata.nextLink": "n"}"#;
    assert_eq!(json::<Json>(body).unwrap().as_str(), body);
    assert_eq!(json::<Bytes>(body).unwrap(), body);
    assert_eq!(
        response(204, "x/y", "").body.len(),
        json::<Bytes>("").unwrap().len()
    );
}

#[test]
fn a_collection_is_read_without_what_is_around_it() {
    let names: Collection<String> = json(r#"{"@odata.context": "c", "value": ["a", 1]}"#).unwrap();
    assert_eq!((names.iter().len(), names.odd().len()), (1, 1));
}
