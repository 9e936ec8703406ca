//! What is sent: create, update, delete, references, parameters of actions.

use crate::start;
use msgraph::graph::{
    IosVppApp, ItemBody, Message, MobileApp, User, UserSendMailParameters, VppToken,
    VppTokenAccountType,
};
use msgraph_runtime::{Field, Model, Reference};
use serde_json::json;

#[tokio::test]
async fn create_sends_what_was_set() {
    let (server, graph) = start().await;
    server.json(201, r#"{"id": "1", "appleId": "a@b"}"#);
    let token = VppToken {
        apple_id: "a@b".into(),
        automatically_update_apps: false.into(),
        organization_name: Field::Null,
        vpp_token_account_type: VppTokenAccountType::Business.into(),
        ..VppToken::default()
    };
    let request = graph.device_app_management().vpp_tokens().create(token);
    let response = request.send_full().await.expect("an entity");
    assert_eq!(response.status(), 201);
    assert_eq!(response.value().id.ok().map(String::as_str), Some("1"));

    let seen = server.seen();
    assert_eq!(seen.line, "POST /v1.0/deviceAppManagement/vppTokens");
    assert_eq!(seen.header("content-type"), "application/json");
    let sent = json!({
        "appleId": "a@b",
        "automaticallyUpdateApps": false,
        "organizationName": null,
        "vppTokenAccountType": "business",
    });
    assert_eq!(seen.json(), sent);
}

#[tokio::test]
async fn create_of_a_derived_type_says_which() {
    let (server, graph) = start().await;
    server.json(
        201,
        r##"{"@odata.type": "#microsoft.graph.iosVppApp", "id": "1", "bundleId": "b"}"##,
    );
    let app = IosVppApp {
        bundle_id: "b".into(),
        ..IosVppApp::default()
    };
    let created: MobileApp = graph
        .device_app_management()
        .mobile_apps()
        .create(app)
        .await
        .expect("an entity");
    assert_eq!(
        server.seen().json(),
        json!({"@odata.type": "#microsoft.graph.iosVppApp", "bundleId": "b"})
    );
    let created = created.downcast::<IosVppApp>().expect("an iosVppApp");
    assert_eq!(created.bundle_id.ok().map(String::as_str), Some("b"));
}

#[tokio::test]
async fn update_sends_what_changed_and_takes_both_answers() {
    let (server, graph) = start().await;
    let user = graph.users().id("a b@c#EXT#");
    server.json(
        200,
        r#"{"@odata.context": "https://x/$metadata", "@odata.etag": "W/\"1\"", "id": "1",
            "displayName": "Ann", "jobTitle": "Cook", "businessPhones": ["1"], "unknown": [1]}"#,
    );
    let old = user.clone().get().await.expect("a user");
    assert_eq!(server.seen().line, "GET /v1.0/users/a%20b%40c%23EXT%23");

    // A value that was read is refused as an update, before anything is sent.
    let error = user
        .clone()
        .update(old.clone())
        .await
        .expect_err("a refusal");
    assert!(error.to_string().contains("changes_since"), "{error}");
    assert!(server.is_untouched());

    let mut new = old.clone();
    new.job_title.set_null();
    new.display_name.set("Ann B.");
    new.business_phones
        .set(vec!["1".to_owned(), "2".to_owned()]);
    server.no_content();
    let answer = user
        .clone()
        .update(new.changes_since(&old))
        .await
        .expect("an answer");
    assert_eq!(answer, None);
    let seen = server.seen();
    assert_eq!(seen.line, "PATCH /v1.0/users/a%20b%40c%23EXT%23");
    assert_eq!(seen.header("content-type"), "application/json");
    let sent = json!({"displayName": "Ann B.", "jobTitle": null, "businessPhones": ["1", "2"]});
    assert_eq!(seen.json(), sent);

    server.json(200, r#"{"id": "1", "jobTitle": "Chef"}"#);
    let patch = User {
        job_title: "Chef".into(),
        ..User::default()
    };
    let request = user.update(patch).header("If-Match", "W/\"1\"");
    let answer = request.await.expect("an answer").expect("a user");
    assert_eq!(answer.job_title.ok().map(String::as_str), Some("Chef"));
    let seen = server.seen();
    assert_eq!(seen.header("if-match"), "W/\"1\"");
    assert_eq!(seen.json(), json!({"jobTitle": "Chef"}));
}

#[tokio::test]
async fn delete_has_no_body() {
    let (server, graph) = start().await;
    server.no_content();
    graph
        .device_app_management()
        .vpp_tokens()
        .id("a/b")
        .delete()
        .await
        .expect("done");
    let seen = server.seen();
    assert_eq!(
        seen.line,
        "DELETE /v1.0/deviceAppManagement/vppTokens/a%2Fb"
    );
    assert!(seen.body.is_empty());
}

#[tokio::test]
async fn bad_keys_are_refused_before_they_are_sent() {
    let (server, graph) = start().await;
    for key in ["", ".", ".."] {
        let error = graph.users().id(key).delete().await.expect_err("a bad key");
        assert_eq!(error.status(), None, "{key:?}");
    }
    assert!(server.is_untouched());
}

#[tokio::test]
async fn references_are_added_set_and_removed() {
    let (server, graph) = start().await;
    let members = || graph.groups().id("g 1").members();
    server.no_content();
    members()
        .add_ref(("directoryObjects", "u/1"))
        .await
        .expect("done");
    let seen = server.seen();
    assert_eq!(seen.line, "POST /v1.0/groups/g%201/members/$ref");
    assert_eq!(seen.header("content-type"), "application/json");
    let url = format!("{}/directoryObjects/u%2F1", server.base_url());
    assert_eq!(seen.json(), json!({"@odata.id": url}));

    server.no_content();
    members().id("u/1").remove_ref().await.expect("done");
    assert_eq!(
        server.seen().line,
        "DELETE /v1.0/groups/g%201/members/u%2F1/$ref"
    );

    server.no_content();
    let boss = Reference::to(graph.users().id("boss"));
    graph
        .users()
        .id("u")
        .manager()
        .set_ref(boss)
        .await
        .expect("done");
    let seen = server.seen();
    assert_eq!(seen.line, "PUT /v1.0/users/u/manager/$ref");
    assert_eq!(
        seen.json(),
        json!({"@odata.id": format!("{}/users/boss", server.base_url())})
    );

    server.json(
        200,
        r#"{"value": [{"@odata.id": "https://graph.microsoft.com/v1.0/users/1"}]}"#,
    );
    let links = members().list_refs().await.expect("links");
    assert_eq!(server.seen().line, "GET /v1.0/groups/g%201/members/$ref");
    let url = links.items[0].url.ok().map(String::as_str);
    assert_eq!(url, Some("https://graph.microsoft.com/v1.0/users/1"));
}

#[tokio::test]
async fn parameters_of_an_action_are_its_body() {
    let (server, graph) = start().await;
    server.answer(202, "text/plain", "");
    let message = Message {
        subject: "Hi".into(),
        body: ItemBody {
            content: "Text".into(),
            ..ItemBody::default()
        }
        .into(),
        ..Message::default()
    };
    let parameters = UserSendMailParameters {
        save_to_sent_items: false.into(),
        ..UserSendMailParameters::default()
    };
    graph
        .me()
        .send_mail(message, parameters)
        .await
        .expect("done");
    let seen = server.seen();
    assert_eq!(seen.line, "POST /v1.0/me/sendMail");
    let sent = json!({
        "Message": {"subject": "Hi", "body": {"content": "Text"}},
        "SaveToSentItems": false,
    });
    assert_eq!(seen.json(), sent);
}
