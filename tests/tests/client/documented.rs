//! The mock Graph answers as the reference shows it.

use crate::start;
use msgraph_runtime::http::Method;
use msgraph_runtime::{Client, Json};
use msgraph_tests::mock_graph::documented;
use serde_json::Value;

/// The pages whose examples are played, and what stands for the placeholders of their paths.
const PAGES: &[(&str, &[(&str, &str)])] = &[
    ("user-list", &[]),
    ("user-update", &[]),
    ("user-list-messages", &[]),
    ("user-sendmail", &[]),
    ("group-list", &[]),
    ("group-list-members", &[]),
    ("message-get", &[]),
    ("message-update", &[]),
    ("driveitem-get", &[]),
    ("driveitem-list-children", &[]),
    ("driveitem-put-content", &[]),
    ("driveitem-copy", &[("{item-id}", PLAN)]),
    ("driveitem-get-content", &[("{item-id}", PLAN)]),
    ("driveitem-delete", &[("{item-id}", PLAN)]),
    ("plannertaskdetails-get", &[]),
    ("plannertaskdetails-update", &[]),
    ("subscription-post-subscriptions", &[]),
    ("intune-onboarding-vpptoken-list", &[]),
    ("intune-onboarding-vpptoken-get", VPP),
    ("intune-onboarding-vpptoken-update", VPP),
    ("intune-onboarding-vpptoken-synclicenses", VPP),
    ("intune-onboarding-vpptoken-delete", VPP),
];

const PLAN: &str = "01NKDM7HMOJTVYMDOSXFDK2QJDXCDI3WUK";
const VPP: &[(&str, &str)] = &[("{vppTokenId}", "5b8f2c1e-7d43-4a96-b0e2-91c6d3f4a857")];

/// What the service makes up by itself, and what depends on the time.
const OWN: &[&str] = &[
    "@odata.context",
    "@odata.count",
    "@odata.nextLink",
    "@microsoft.graph.downloadUrl",
    "id",
    "changeKey",
    "mimeType",
    "childCount",
    "lastSyncStatus",
];

/// What of the documented answer the real one has not.
fn missing(documented: &Value, real: &Value, place: &str) -> Option<String> {
    match (documented, real) {
        (Value::Object(members), Value::Object(_)) => {
            let members = members
                .iter()
                .filter(|(name, _)| !OWN.contains(&name.as_str()));
            let mut missing = members.filter_map(|(name, value)| {
                self::missing(value, &real[name], &format!("{place}/{name}"))
            });
            missing.next()
        }
        (Value::Array(items), Value::Array(own)) => items.iter().find_map(|item| {
            let found = own.iter().any(|one| missing(item, one, place).is_none());
            (!found).then(|| format!("{place}: {item} is not among {own:?}"))
        }),
        (documented, real) if documented == real => None,
        _ => Some(format!(
            "{place}: {documented} is documented, {real} is answered"
        )),
    }
}

async fn play(
    client: &Client,
    one: &documented::Documented,
    with: &[(&str, &str)],
) -> (u16, Value) {
    let mut target = one
        .target
        .trim_start_matches("https://graph.microsoft.com/v1.0")
        .to_owned();
    for (placeholder, value) in with {
        target = target.replace(placeholder, value);
    }
    // What pages leave to a browser.
    let target = target.replace(' ', "%20").replace('"', "%22");
    let method = one.method.parse::<Method>().expect("a verb");
    let mut request = client
        .request::<Json>(method, &target)
        .header("if-match", "W/\"JzEtVGFzayAgQEBAQEBAQEBAQEBAQEBARCc=\"")
        .header("prefer", "return=representation")
        .header("consistencylevel", "eventual");
    if target.contains("/drive/") {
        request = request.header("if-match", "*");
    }
    if let Some(body) = &one.request {
        request = request.with_body("application/json", body.to_string());
    }
    if let Some(content) = &one.content {
        request = request.with_body("text/plain", content.clone());
    }
    match request.optional().send_full().await {
        Ok(answer) => {
            let value = answer.value().as_ref().map(Json::to_value);
            (answer.status().as_u16(), value.unwrap_or_default())
        }
        Err(error) => {
            let status = error.status().map(|status| status.as_u16());
            (
                status.unwrap_or_else(|| panic!("{target}: {error}")),
                Value::Null,
            )
        }
    }
}

#[tokio::test]
async fn the_service_answers_as_documented() {
    let mut wrong = Vec::new();
    for (page, with) in PAGES {
        for (number, one) in documented::of_page(page).iter().enumerate() {
            // A fresh service for each, as examples know nothing of each other.
            let (_, graph) = start().await;
            let (status, answer) = play(graph.client(), one, with).await;
            let what = format!("{page}#{} {} {}", number + 1, one.method, one.target);
            // A user's own answer is asked for here, where the page shows none.
            let asked_for = *page == "user-update" && status == 200;
            if status != one.status && !asked_for {
                wrong.push(format!("{what}: {status} {answer}"));
            } else if let Some(documented) = &one.answer {
                wrong.extend(missing(documented, &answer, "").map(|one| format!("{what}: {one}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_missing_is_found() {
    let documented = serde_json::json!({"value": [{"a": 1, "b": {"c": null}}]});
    let bigger = serde_json::json!({"value": [{"a": 2}, {"a": 1, "b": {"c": null, "d": 1}}]});
    assert_eq!(missing(&documented, &bigger, ""), None);
    let other = serde_json::json!({"value": [{"a": 1, "b": {"c": 3}}]});
    assert!(missing(&documented, &other, "").is_some());
}
