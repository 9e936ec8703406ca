//! The page that the project began with: `syncLicenses` of a vppToken, and its neighbours.

use crate::{TOKEN, start};
use msgraph::graph::{
    VppToken, VppTokenAccountType as AccountType, VppTokenState as State,
    VppTokenSyncStatus as SyncStatus,
};
use msgraph_runtime::{Field, RetryPolicy, Value};

const ID: &str = "7f3a90c4-90c4-7f3a-c490-3a7fc4903a7f";

/// The entity as the documentation shows its twelve properties, with values of our own.
const ENTITY: &str = r##"{
    "@odata.type": "#microsoft.graph.vppToken",
    "id": "7f3a90c4-90c4-7f3a-c490-3a7fc4903a7f",
    "organizationName": "Contoso Schule",
    "vppTokenAccountType": "education",
    "appleId": "vpp@contoso.example",
    "expirationDateTime": "2026-12-31T23:58:21.6459442-08:00",
    "lastSyncDateTime": "2026-11-01T00:02:49.3205976-08:00",
    "token": "c2VjcmV0",
    "lastModifiedDateTime": "2026-11-01T00:00:35.1329464-08:00",
    "state": "assignedToExternalMDM",
    "lastSyncStatus": "inProgress",
    "automaticallyUpdateApps": true,
    "countryOrRegion": "DE"
}"##;

/// The value that must be there.
fn value<T: Value>(field: &Field<T>) -> &T {
    match field.get() {
        Ok(Some(value)) => value,
        Ok(None) => panic!("absent or null, and not {}", T::EXPECTED),
        Err(misfit) => panic!("{misfit}"),
    }
}

fn check(token: &VppToken) {
    assert_eq!(
        token.additional.odata_type().as_deref(),
        Some("#microsoft.graph.vppToken")
    );
    assert_eq!(value(&token.id), ID);
    assert_eq!(value(&token.organization_name), "Contoso Schule");
    assert_eq!(
        value(&token.vpp_token_account_type),
        &AccountType::Education
    );
    assert_eq!(value(&token.apple_id), "vpp@contoso.example");
    let expiration = value(&token.expiration_date_time);
    assert_eq!(expiration.to_string(), "2026-12-31T23:58:21.6459442-08:00");
    // The offset counts: the point in time lies in the next year.
    let expiration = expiration
        .to_timestamp()
        .expect("a point in time")
        .to_string();
    assert_eq!(expiration, "2027-01-01T07:58:21.6459442Z");
    let synced = value(&token.last_sync_date_time).to_string();
    assert_eq!(synced, "2026-11-01T00:02:49.3205976-08:00");
    assert_eq!(value(&token.token), "c2VjcmV0");
    let modified = value(&token.last_modified_date_time).to_string();
    assert_eq!(modified, "2026-11-01T00:00:35.1329464-08:00");
    assert_eq!(value(&token.state), &State::AssignedToExternalMdm);
    assert_eq!(value(&token.last_sync_status), &SyncStatus::InProgress);
    assert!(value(&token.automatically_update_apps));
    assert_eq!(value(&token.country_or_region), "DE");
}

#[tokio::test]
async fn sync_licenses_reads_the_wrapped_entity_that_the_documentation_shows() {
    let (server, graph) = start().await;
    server.json(200, format!("{{\"value\": {ENTITY}}}"));
    let tokens = graph.device_app_management().vpp_tokens();
    let token = tokens.id(ID).sync_licenses().await.expect("an entity");
    check(&token);

    let seen = server.seen();
    let target = format!("/v1.0/deviceAppManagement/vppTokens/{ID}/syncLicenses");
    assert_eq!(seen.line, format!("POST {target}"));
    assert_eq!(seen.header("authorization"), format!("Bearer {TOKEN}"));
    assert_eq!(seen.header("accept"), "application/json");
    assert!(seen.header("user-agent").starts_with("msgraph-runtime/"));
    assert_eq!(seen.header("host"), server.host());
    // An action without parameters has no body, and says so.
    assert!(seen.body.is_empty());
    assert_eq!(seen.header("content-length"), "0");
    assert_eq!(seen.header("content-type"), "");
}

#[tokio::test]
async fn sync_licenses_reads_the_bare_entity_that_odata_prescribes() {
    let (server, graph) = start().await;
    let context = "\"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata#x\",";
    server.json(200, ENTITY.replacen('{', &format!("{{{context}"), 1));
    let tokens = graph.device_app_management().vpp_tokens();
    let request = tokens.id(ID).sync_licenses();
    let response = request.send_full().await.expect("an entity");
    assert_eq!(response.status(), 200);
    assert_eq!(response.header("request-id"), Some("e2e-1"));
    check(response.value());
    assert!(response.value().additional.context().is_some());
}

#[tokio::test]
async fn both_forms_are_the_same_value() {
    let (server, graph) = start().await;
    let tokens = graph.device_app_management().vpp_tokens();
    server.json(200, ENTITY);
    let bare = tokens.clone().id(ID).get().await.expect("an entity");
    assert_eq!(
        server.seen().line,
        format!("GET /v1.0/deviceAppManagement/vppTokens/{ID}")
    );
    server.json(200, format!("{{\"value\": {ENTITY}}}"));
    let wrapped = tokens.id(ID).get().await.expect("an entity");
    assert_eq!(bare, wrapped);
    // What was read is what is written, whichever form it came in.
    let sent: serde_json::Value = serde_json::from_str(ENTITY).expect("JSON");
    assert_eq!(serde_json::to_value(&wrapped).expect("JSON"), sent);
    assert!(
        !format!("{wrapped:?}").contains("c2VjcmV0"),
        "Debug shows the token"
    );
}

#[tokio::test]
async fn a_list_is_read_page_by_page() {
    let (server, graph) = start().await;
    let link = format!(
        "{}/deviceAppManagement/vppTokens?$skiptoken=a%2Fb%20c",
        server.base_url()
    );
    server.json(
        200,
        format!(
            "{{\"@odata.count\": 3, \"@odata.nextLink\": \"{link}\", \"value\": [{ENTITY}, null]}}"
        ),
    );
    let tokens = graph.device_app_management().vpp_tokens();
    let request = tokens.list().select((VppToken::ID, VppToken::APPLE_ID));
    let page = request.await.expect("a page");
    assert_eq!(
        server.seen().line,
        "GET /v1.0/deviceAppManagement/vppTokens?$select=id,appleId"
    );
    assert_eq!(page.items.len(), 1);
    check(&page.items[0]);
    assert_eq!(
        page.items
            .odd()
            .map(|odd| odd.position())
            .collect::<Vec<_>>(),
        [1]
    );
    assert_eq!(page.count, Some(3));
    assert_eq!(page.next_link.as_deref(), Some(&*link));

    // The link is followed as it stands, with the token.
    server.json(200, format!("{{\"value\": [{ENTITY}]}}"));
    let next = page
        .next(graph.client())
        .expect("a next page")
        .await
        .expect("a page");
    let seen = server.seen();
    assert_eq!(
        seen.line,
        "GET /v1.0/deviceAppManagement/vppTokens?$skiptoken=a%2Fb%20c"
    );
    assert_eq!(seen.header("authorization"), format!("Bearer {TOKEN}"));
    check(&next.items[0]);
    assert!(next.next(graph.client()).is_none());
}

#[tokio::test]
async fn a_link_to_another_host_is_not_followed() {
    let (server, graph) = start().await;
    let (other, _) = start().await;
    let link = format!("{}/deviceAppManagement/vppTokens", other.base_url());
    server.json(
        200,
        format!("{{\"@odata.nextLink\": \"{link}\", \"value\": []}}"),
    );
    let page = graph
        .device_app_management()
        .vpp_tokens()
        .list()
        .await
        .expect("a page");
    let next = page.next(graph.client()).expect("a next page");
    let error = next.await.expect_err("the token would leave its host");
    assert!(other.is_untouched(), "the other host got a request");
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn an_error_tells_what_the_service_said() {
    let (server, graph) = start().await;
    server.json(
        403,
        r#"{"error": {"code": "Authorization_RequestDenied", "message": "Not allowed to sync.",
            "innerError": {"date": "2026-11-01T00:00:00", "request-id": "inner-7", "client-request-id": "c"}}}"#,
    );
    let tokens = graph.device_app_management().vpp_tokens();
    let error = tokens
        .clone()
        .id(ID)
        .sync_licenses()
        .await
        .expect_err("an error");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert_eq!(error.code(), Some("Authorization_RequestDenied"));
    assert_eq!(error.message(), Some("Not allowed to sync."));
    assert!(
        error
            .request_id()
            .is_some_and(|id| id == "inner-7" || id == "e2e-1")
    );
    let shown = error.to_string();
    assert!(
        shown.contains("403") && shown.contains("Not allowed to sync."),
        "{shown}"
    );
    assert!(!format!("{error} {error:?}").contains(TOKEN));

    // A body that is no OData error, as proxies send it.
    server.answer(502, "text/html", "<html>Bad Gateway</html>");
    let once = tokens.id(ID).get().retry(RetryPolicy::none());
    let error = once.await.expect_err("an error");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(502));
    assert_eq!(error.code(), None);
}

#[tokio::test]
async fn an_answer_without_content_is_an_error_unless_it_may_be_missing() {
    let (server, graph) = start().await;
    let token = graph.device_app_management().vpp_tokens().id(ID);
    server.no_content();
    let error = token.clone().sync_licenses().await.expect_err("no value");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(204));
    server.no_content();
    let answer = token.sync_licenses().optional().await.expect("an answer");
    assert_eq!(answer, None);
}
