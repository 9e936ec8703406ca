use std::future::IntoFuture;
use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use super::{Monitor, Operation, OperationStatus, Poller};
use crate::fixture::{TOKEN, User, client, serving, users};
use crate::{Answer, Client, MemoryTransport, Preference, Request};

const ROOT: &str = "https://graph.microsoft.com/v1.0";
const ELSEWHERE: &str = "https://contoso.sharepoint.com/_api/v2.0/monitor/4A3407B5?secret=s";

fn action<T>(client: &Client) -> Request<T> {
    let request = client.request(Method::POST, "/users/a/copy");
    request.with_body("application/json", "{}")
}

fn accepted(location: &str) -> Answer {
    Answer::empty(202).header("Location", location)
}

fn state(status: u16, body: Value) -> Answer {
    Answer::json(status, body.to_string())
}

fn sent(server: &MemoryTransport) -> Vec<(String, bool)> {
    let requests = server.requests();
    requests
        .iter()
        .map(|request| {
            (
                request.url().to_owned(),
                request.header("authorization").is_some(),
            )
        })
        .collect()
}

fn seconds(server: &MemoryTransport) -> Vec<f64> {
    server.slept().iter().map(Duration::as_secs_f64).collect()
}

/// <https://learn.microsoft.com/graph/long-running-actions-overview>: the copy of a drive item, watched on another host.
#[tokio::test]
async fn a_copy_is_watched_without_the_token() {
    let (client, server) = serving([
        accepted(ELSEWHERE).header("retry-after", "7"),
        state(
            202,
            json!({"operation": "ItemCopy", "percentageComplete": 27.8, "status": "inProgress"}),
        )
        .header("retry-after", "3"),
        state(202, json!({"status": "updating", "percentComplete": "90"})),
        state(
            200,
            json!({"percentageComplete": 100.0, "resourceId": "01MO", "status": "completed"}),
        ),
    ]);
    let request = action::<User>(&client).prefer("respond-async, outlook.timezone=\"UTC\"");
    let mut poller = request.begin().await.unwrap();
    assert_eq!(poller.operation().status(), &OperationStatus::Accepted);
    assert_eq!(server.requests().len(), 1);
    let mut percents = Vec::new();
    while let Some(operation) = poller.next().await {
        percents.push(operation.unwrap().percent_complete());
    }
    assert_eq!(percents, [Some(27.8), Some(90.0), Some(100.0)]);
    assert_eq!(poller.operation().resource_id(), Some("01MO"));
    assert!(poller.next().await.is_none());
    // As the service says, and by steps of our own where it does not say.
    assert_eq!(seconds(&server), [7.0, 3.0, 4.0]);
    for request in &server.requests()[1..] {
        assert_eq!((request.method(), request.url()), (&Method::GET, ELSEWHERE));
        assert!(request.header("authorization").is_none());
        assert!(request.header("prefer").is_none());
        assert!(request.body().is_empty());
    }
    assert!(poller.finish().await.unwrap().is_none());
    assert_eq!(server.requests().len(), 4);
}

/// The reference page of `team: clone` has a URL that is relative to the service root.
#[tokio::test]
async fn an_operation_on_the_own_host_is_watched_with_the_token() {
    for location in [
        "/teams('a')/operations('b')",
        "teams('a')/operations('b')",
        "/v1.0/teams('a')/operations('b')",
        "https://graph.microsoft.com/v1.0/teams('a')/operations('b')",
    ] {
        let (client, server) = serving([
            accepted(location),
            state(200, json!({"status": "notStarted"})),
            state(
                200,
                json!({
                    "status": "succeeded",
                    "targetResourceId": "a",
                    "targetResourceLocation": "/teams('a')",
                }),
            ),
            state(200, json!({"id": "a", "displayName": "Team"})),
        ]);
        let team = action::<User>(&client)
            .prefer("respond-async, outlook.timezone=\"UTC\"")
            .send_and_poll()
            .await
            .unwrap()
            .unwrap();
        assert_eq!(team.display_name.ok().map(String::as_str), Some("Team"));
        let watched = (format!("{ROOT}/teams('a')/operations('b')"), true);
        assert_eq!(
            sent(&server)[1..],
            [
                watched.clone(),
                watched,
                (format!("{ROOT}/teams('a')"), true)
            ]
        );
        for request in &server.requests()[1..] {
            assert_eq!(request.header("prefer"), Some("outlook.timezone=\"UTC\""));
        }
    }
}

#[tokio::test]
async fn what_nothing_is_wanted_of_is_not_got() {
    let (client, server) = serving([
        accepted("/teams('a')/operations('b')"),
        state(
            200,
            json!({"status": "succeeded", "targetResourceLocation": "/teams('a')"}),
        ),
    ]);
    assert_eq!(action::<()>(&client).send_and_poll().await.unwrap(), None);
    assert_eq!(server.requests().len(), 2);
}

/// Of Azure's headers, one says where to ask and `Location` where the result will be; `Operation-Location` stands alone.
#[tokio::test]
async fn each_header_that_names_a_monitor_is_known() {
    let url = format!("{ROOT}/print/operations/1");
    for (status, name) in [(202, "Operation-Location"), (201, "Azure-AsyncOperation")] {
        let (client, server) = serving([
            Answer::json(status, r#"{"status": "running"}"#).header(name, &*url),
            state(
                200,
                json!({"status": {"state": "succeeded", "description": "Done."}}),
            ),
        ]);
        let mut poller = action::<User>(&client).begin().await.unwrap();
        assert_eq!(poller.operation().status(), &OperationStatus::Running);
        let operation = poller.wait().await.unwrap();
        assert_eq!(operation.status(), &OperationStatus::Succeeded);
        assert_eq!(sent(&server)[1], (url.clone(), true));
    }
    let (client, server) = serving([
        accepted(&format!("{ROOT}/users/new")).header("azure-asyncoperation", &*url),
        state(200, json!({"status": "Succeeded"})),
        state(200, json!({"id": "new"})),
    ]);
    let poller = action::<User>(&client).begin().await.unwrap();
    // `.await` alone does the rest.
    assert!(poller.await.unwrap().unwrap().id.ok().is_some());
    assert_eq!(sent(&server)[2], (format!("{ROOT}/users/new"), true));
}

#[tokio::test]
async fn a_monitor_may_answer_with_what_came_of_it() {
    let result = || state(200, json!({"id": "a", "displayName": "Ann"}));
    // By itself, by 303 to the own host, and by 303 from another host to the own one.
    for (location, answers) in [
        (format!("{ROOT}/x"), vec![Answer::empty(202), result()]),
        (
            format!("{ROOT}/x"),
            vec![Answer::empty(303).header("location", "/users/a"), result()],
        ),
        (
            ELSEWHERE.to_owned(),
            vec![
                Answer::empty(303).header("location", format!("{ROOT}/users/a")),
                result(),
            ],
        ),
    ] {
        let (client, server) = serving(std::iter::once(accepted(&location)).chain(answers));
        let user = action::<User>(&client).send_and_poll().await.unwrap();
        let name = user.and_then(|mut user| user.display_name.take());
        assert_eq!(name.as_deref(), Some("Ann"));
        let requests = sent(&server);
        assert_eq!(requests[1], (location.clone(), location != ELSEWHERE));
        assert!(requests[2].1);
    }
    // What lies on another host is not got: it would want a token, and gets none.
    for elsewhere in [
        Answer::empty(303).header("location", "https://other.example/a"),
        state(
            200,
            json!({"status": "Completed", "resourceLocation": "https://www.onenote.com/api/1"}),
        ),
    ] {
        let (client, server) = serving([accepted(ELSEWHERE), elsewhere]);
        assert!(
            action::<User>(&client)
                .send_and_poll()
                .await
                .unwrap()
                .is_none()
        );
        assert_eq!(server.requests().len(), 2);
    }
    let (client, _) = serving([accepted(ELSEWHERE), Answer::empty(204)]);
    assert!(
        action::<User>(&client)
            .send_and_poll()
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn what_is_answered_at_once_needs_no_asking() {
    let (client, server) = serving([
        state(201, json!({"id": "a"})),
        Answer::empty(204),
        Answer::empty(202),
        state(200, json!({"id": "a", "status": "failed"})).header("location", "/users/a"),
    ]);
    for has_value in [true, false, false, true] {
        let mut poller = action::<User>(&client).begin().await.unwrap();
        assert!(poller.monitor().is_none() && poller.next().await.is_none());
        assert_eq!(poller.finish().await.unwrap().is_some(), has_value);
    }
    assert_eq!(server.requests().len(), 4);
    assert!(server.slept().is_empty());
}

#[tokio::test]
async fn a_failed_operation_says_why() {
    let cases = [
        (
            json!({"status": "failed", "error": {"code": "nameAlreadyExists", "message": "There\nis one."}}),
            Some("nameAlreadyExists"),
            "the operation ended as failed: nameAlreadyExists: There is one.",
        ),
        (
            json!({"status": "Failed", "errorCode": "tooLarge", "statusDescription": "Too large."}),
            Some("tooLarge"),
            "the operation ended as failed: tooLarge: Too large.",
        ),
        (
            json!({"status": {"state": "failed", "description": "No paper."}}),
            None,
            "the operation ended as failed: No paper.",
        ),
        (
            json!({"status": "cancelled"}),
            None,
            "the operation ended as canceled",
        ),
    ];
    for (body, code, shown) in cases {
        let (client, _) = serving([accepted(ELSEWHERE), state(200, body.clone())]);
        let mut poller = action::<User>(&client).begin().await.unwrap();
        let error = poller.next().await.unwrap().unwrap_err();
        assert!(error.is_operation());
        assert_eq!((error.code(), &*error.to_string()), (code, shown));
        let raw: Value = serde_json::from_slice(error.raw_body().unwrap()).unwrap();
        assert_eq!(raw, body);
        // It has ended, and stays so.
        assert!(poller.next().await.is_none());
        assert!(poller.wait().await.unwrap_err().is_operation());
        assert!(poller.finish().await.unwrap_err().is_operation());
    }
}

#[tokio::test]
async fn asking_that_fails_can_be_tried_again() {
    let (client, server) = serving([
        accepted(ELSEWHERE),
        state(
            404,
            json!({"error": {"code": "itemNotFound", "message": "no"}}),
        ),
        state(200, json!({"status": "completed"})),
    ]);
    let mut poller = action::<User>(&client).begin().await.unwrap();
    assert!(poller.next().await.unwrap().unwrap_err().is_not_found());
    assert!(poller.next().await.unwrap().is_ok());
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn the_time_is_bounded_where_the_caller_bounds_it() {
    let running = |_: &crate::RecordedRequest| state(200, json!({"status": "somethingNew"}));
    let server = MemoryTransport::answering(running).answer(accepted(ELSEWHERE));
    let poller = action::<User>(&client(&server)).begin().await.unwrap();
    let error = poller
        .within(Duration::from_secs(60))
        .finish()
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error}");
    // 1 + 2 + 4 + 8 + 16 is 31; 30 more would be too much.
    assert_eq!(seconds(&server), [1.0, 2.0, 4.0, 8.0, 16.0]);

    let server = MemoryTransport::answering(running).answer(accepted(ELSEWHERE));
    let mut poller = action::<User>(&client(&server)).begin().await.unwrap();
    poller = poller
        .interval(Duration::from_secs(20))
        .within(Duration::from_secs(60));
    let operation = poller.next().await.unwrap().unwrap();
    assert_eq!(
        operation.status(),
        &OperationStatus::Other("somethingNew".to_owned())
    );
    assert!(poller.wait().await.unwrap_err().is_timeout());
    assert_eq!(seconds(&server), [20.0; 3]);

    // No service is asked without a pause, and none makes a program wait longer than it wants to.
    let (client, server) = serving([
        accepted(ELSEWHERE).header("retry-after", "0"),
        state(202, json!({})).header("retry-after", "86400"),
    ]);
    let poller = action::<User>(&client).begin().await.unwrap();
    let mut poller = poller.within(Duration::from_secs(10));
    assert!(poller.wait().await.unwrap_err().is_timeout());
    assert_eq!(seconds(&server), [0.1]);
}

#[tokio::test]
async fn an_operation_can_be_watched_by_another_program() {
    let (client, _) = serving([
        accepted(&format!("{ROOT}/users/new")).header("operation-location", ELSEWHERE),
        state(200, json!({"status": "completed"})),
        state(200, json!({"id": "new"})),
    ]);
    let poller = action::<User>(&client).begin().await.unwrap();
    let monitor = poller.monitor().unwrap();
    // The URL is a permission of its own.
    let shown = format!("{monitor:?} {poller:?}");
    assert!(
        shown.contains("contoso.sharepoint.com") && !shown.contains("secret"),
        "{shown}"
    );
    let kept = serde_json::to_string(monitor).unwrap();
    drop(poller);
    let monitor: Monitor = serde_json::from_str(&kept).unwrap();
    assert_eq!(monitor.url(), ELSEWHERE);
    let user = client.monitor::<User>(&monitor).finish().await.unwrap();
    assert!(user.is_some());
}

#[tokio::test]
async fn a_monitor_is_asked_over_https_alone() {
    for url in [
        "http://contoso.example/x",
        "ftp://a/",
        "//evil.example/x",
        "https://a@b/",
    ] {
        let (client, server) = serving([accepted(url)]);
        let error = action::<User>(&client).send_and_poll().await.unwrap_err();
        assert!(error.is_refused(), "{url}: {error}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_poller_is_send_and_shows_no_token() {
    fn check<T: Send + 'static>(value: T) -> T {
        value
    }
    let preference = Preference::respond_async();
    let (client, _) = serving([accepted(ELSEWHERE), accepted(ELSEWHERE)]);
    drop(check(action::<User>(&client).begin()));
    drop(check(action::<User>(&client).send_and_poll()));
    let request = users(&client).id("a").get().prefer(preference);
    let poller: Poller<User> = check(request.begin().await.unwrap());
    assert!(!format!("{poller:?}").contains(TOKEN));
    drop(check(poller.into_future()));
}

#[test]
fn all_states_of_the_metadata_are_understood() {
    use OperationStatus::{Canceled, Failed, NotStarted, Running, Succeeded};
    for (name, expected) in [
        ("notStarted", NotStarted),
        ("NotStarted", NotStarted),
        ("unspecified", NotStarted),
        ("waiting", NotStarted),
        ("inProgress", Running),
        ("inprogress", Running),
        ("running", Running),
        ("deletePending", Running),
        ("Completed", Succeeded),
        ("complete", Succeeded),
        ("succeeded", Succeeded),
        ("partiallySucceeded", Succeeded),
        ("failed", Failed),
        ("submissionFailed", Failed),
        ("Canceled", Canceled),
        ("cancelled", Canceled),
    ] {
        assert_eq!(OperationStatus::of(name), expected, "{name}");
        let body = json!({"status": name, "percentageComplete": "x", "resourceId": 7}).to_string();
        let operation = Operation::read(body.as_bytes()).unwrap();
        assert_eq!(operation.status(), &expected);
        assert_eq!(
            (operation.percent_complete(), operation.resource_id()),
            (None, None)
        );
        assert_eq!(operation.json().unwrap().as_str(), body);
    }
    for body in [
        "",
        "7",
        "[1]",
        "\"x\"",
        "{}",
        r#"{"status": 7}"#,
        r#"{"status": {}}"#,
        "{",
    ] {
        assert!(Operation::read(body.as_bytes()).is_none(), "{body}");
    }
}
