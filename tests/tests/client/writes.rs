//! Writes: versions, references, mails, subscriptions.

use crate::start;
use msgraph::graph::{
    EmailAddress, Message, PlannerTaskDetails, Recipient, Subscription, UserSendMailParameters,
};
use msgraph_tests::mock_graph::ME;

const TASK: &str = "gcrYAaAkgU2EQUvpkNNXLGQAGTtu";

#[tokio::test]
async fn planner_wants_the_version_that_was_read() {
    let (_, graph) = start().await;
    let details = || graph.planner().tasks().id(TASK).details();
    let read = details().get().await.expect("details");
    let etag = read.additional.etag().expect("a version").to_owned();
    let change = || PlannerTaskDetails {
        description: "After the frost".into(),
        ..Default::default()
    };

    let error = details().update(change()).await.expect_err("no version");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(428));
    let error = details()
        .update(change())
        .if_match("W/\"old\"")
        .await
        .expect_err("an old version");
    assert!(error.is_precondition_failed());
    let answer = details()
        .update(change())
        .if_match(&etag)
        .return_representation()
        .await
        .expect("done");
    let answer = answer.expect("the entity");
    assert_eq!(
        answer.description.ok().map(String::as_str),
        Some("After the frost")
    );
    assert_ne!(answer.additional.etag().as_deref(), Some(&*etag));
}

#[tokio::test]
async fn members_are_references() {
    let (service, graph) = start().await;
    let group = graph.groups().list().await.expect("groups").items[0]
        .id
        .ok()
        .cloned()
        .expect("an id");
    let before = service.related(&group, "members");
    assert!(before.iter().any(|member| member == ME));
    graph
        .groups()
        .id(group.as_str())
        .members()
        .id(ME)
        .remove_ref()
        .await
        .expect("removed");
    assert_eq!(service.related(&group, "members").len(), before.len() - 1);
    // The user is still there.
    graph.users().id(ME).get().await.expect("the user");
}

#[tokio::test]
async fn a_mail_is_sent() {
    let (service, graph) = start().await;
    let address = |text: &str| Message {
        subject: "Frost tonight".into(),
        to_recipients: vec![Recipient {
            email_address: EmailAddress {
                address: text.into(),
                ..Default::default()
            }
            .into(),
            ..Default::default()
        }]
        .into(),
        ..Default::default()
    };
    let send = |text| {
        graph
            .me()
            .send_mail(address(text), UserSendMailParameters::default())
    };
    send("bruno.aigner@contoso.example").await.expect("sent");
    assert_eq!(service.sent()[0]["subject"], "Frost tonight");
    let error = send("nobody").await.expect_err("no address");
    assert_eq!(error.code(), Some("ErrorInvalidRecipients"));
    assert_eq!(service.sent().len(), 1);
}

#[tokio::test]
async fn a_subscription_lives_and_ends() {
    let (_, graph) = start().await;
    let new = Subscription {
        change_type: "created".into(),
        notification_url: "https://hooks.contoso.example/graph".into(),
        resource: "me/messages".into(),
        expiration_date_time: "2026-11-05T18:23:45Z"
            .parse::<msgraph_runtime::DateTimeOffset>()
            .expect("a time")
            .into(),
        client_state: "peas and beans".into(),
        ..Default::default()
    };
    let made = graph.subscriptions().create(new).await.expect("made");
    let id = made.id.ok().cloned().expect("an id");
    graph
        .subscriptions()
        .id(id.as_str())
        .delete()
        .await
        .expect("ended");
    let error = graph
        .subscriptions()
        .id(id.as_str())
        .get()
        .await
        .expect_err("gone");
    assert!(error.is_not_found());
}
