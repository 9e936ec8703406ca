//! The same without this project: reqwest and serde derives.

use msgraph_tests::mock_graph::TOKEN;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

/// What keys and filters have encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

pub(super) fn messages_url(base: &str, folder: &str, filter: &str) -> String {
    let folder = utf8_percent_encode(folder, ENCODED);
    let filter = utf8_percent_encode(filter, ENCODED);
    format!("{base}/me/mailFolders/{folder}/messages?$select=subject,isRead&$filter={filter}")
}

/// The properties that the service sends.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)] // Read, as in a program that uses them.
pub(super) struct User {
    id: String,
    business_phones: Vec<String>,
    display_name: Option<String>,
    given_name: Option<String>,
    surname: Option<String>,
    job_title: Option<String>,
    mail: Option<String>,
    mobile_phone: Option<String>,
    office_location: Option<String>,
    preferred_language: Option<String>,
    user_principal_name: Option<String>,
    account_enabled: Option<bool>,
    created_date_time: Option<String>,
}

#[derive(Deserialize)]
struct Page {
    value: Vec<User>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}

/// Calls `each` for all users, page by page.
pub(super) async fn all_users(base: &str, mut each: impl FnMut(User)) {
    let client = reqwest::Client::new();
    let mut next = Some(format!("{base}/users?$top=1000"));
    while let Some(url) = next {
        let request = client.get(&url).bearer_auth(TOKEN);
        let answer = request.header("accept", "application/json").send().await;
        let answer = answer.and_then(reqwest::Response::error_for_status);
        let body = answer.expect("an answer").bytes().await.expect("a body");
        let page: Page = serde_json::from_slice(&body).expect("a page");
        page.value.into_iter().for_each(&mut each);
        next = page.next_link;
    }
}
