use std::time::Duration;

use bytes::Bytes;
use http::Method;
use serde_json::{Value, json};

use super::{Batch, BatchId};
use crate::fixture::{TOKEN, User, client, serving, users};
use crate::{
    Answer, Binary, Client, Json, MemoryTransport, Page, Preference, Request, RequestBuilder,
    RetryPolicy,
};

fn batch(responses: Value) -> Answer {
    Answer::json(200, json!({ "responses": responses }).to_string())
}

fn get(client: &Client, path: &str) -> Request<Json> {
    client.request(Method::GET, path)
}

/// The requests in a `$batch`.
fn sent(server: &MemoryTransport, index: usize) -> Value {
    server.requests()[index].json()["requests"].take()
}

fn ids(server: &MemoryTransport, index: usize) -> Vec<String> {
    let requests = sent(server, index);
    let ids = requests.as_array().unwrap().iter();
    ids.map(|request| request["id"].as_str().unwrap().to_owned())
        .collect()
}

/// A server that answers each request of a batch by its id.
fn answering(answer: impl Fn(&str) -> Value + Send + Sync + 'static) -> MemoryTransport {
    MemoryTransport::answering(move |request| {
        let requests = request.json();
        let ids = requests["requests"].as_array().unwrap().iter().rev();
        let responses: Vec<_> = ids
            .map(|request| {
                let id = request["id"].as_str().unwrap();
                let mut one = answer(id);
                one["id"] = id.into();
                one
            })
            .collect();
        batch(responses.into())
    })
}

#[tokio::test]
async fn requests_of_different_types_are_answered_each_by_its_own() {
    let (client, server) = serving([
        batch(json!([
            {"id": "3", "status": 200, "headers": {"Content-Type": "text/plain"}, "body": "7"},
            {"id": "1", "status": 200, "headers": {"Content-Type": "application/json", "request-id": "r-1"}, "body": {
                "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=x", "value": [{"id": "a"}]}},
            {"id": "2", "status": 204},
            {"id": "4", "status": 403, "headers": {"request-id": "r-4"}, "body": {"error": {"code": "Authorization_RequestDenied", "message": "no"}}},
        ])),
        Answer::json(200, r#"{"value": [{"id": "b"}]}"#),
    ]);
    let mut all = Batch::new(&client);
    let patch = User {
        age: 4.into(),
        ..User::default()
    };
    let page = all.add(users(&client).list().select(User::ID));
    let update = all.add(
        users(&client)
            .id("a b")
            .into_node()
            .update::<User>(patch)
            .if_match("W/1"),
    );
    let count = all.add(
        client
            .request::<i64>(Method::GET, "/users/$count")
            .consistency_level_eventual(),
    );
    let denied = all.add(users(&client).id("x").get());
    assert_eq!(all.len(), 4);
    let mut answers = all.send().await.unwrap();

    assert_eq!(
        sent(&server, 0),
        json!([
            {"id": "1", "method": "GET", "url": "/users?$select=id"},
            {"id": "2", "method": "PATCH", "url": "/users/a%20b", "headers": {"content-type": "application/json", "if-match": "W/1"}, "body": {"age": 4}},
            {"id": "3", "method": "GET", "url": "/users/$count", "headers": {"consistencylevel": "eventual"}},
            {"id": "4", "method": "GET", "url": "/users/x"},
        ])
    );
    let outer = &server.requests()[0];
    assert_eq!(
        (outer.method(), outer.url()),
        (&Method::POST, "https://graph.microsoft.com/v1.0/$batch")
    );
    assert_eq!(
        outer.header("authorization"),
        Some(&*format!("Bearer {TOKEN}"))
    );

    let page = answers.take_full(page).unwrap();
    assert_eq!(
        (page.status().as_u16(), page.header("request-id")),
        (200, Some("r-1"))
    );
    let page: Page<User> = page.into_value();
    assert_eq!(
        page.iter().next().unwrap().id.ok().map(String::as_str),
        Some("a")
    );
    assert!(answers.take(update).unwrap().is_none());
    assert_eq!(answers.take(count).unwrap(), 7);
    assert_eq!(answers.status(&denied).unwrap(), 403);
    let error = answers.take(denied).unwrap_err();
    assert!(
        error.is_forbidden() && error.code() == Some("Authorization_RequestDenied"),
        "{error}"
    );
    assert_eq!(error.request_id(), Some("r-4"));

    // The next page is outside of the batch.
    let next = page.next(&client).unwrap().await.unwrap();
    assert_eq!(next.iter().count(), 1);
}

#[tokio::test]
async fn bodies_that_are_no_json_go_in_base64() {
    let (client, server) = serving([batch(json!([
        {"id": "1", "status": 200}, {"id": "2", "status": 202}, {"id": "3", "status": 200, "headers": {"Content-Type": "image/jpeg"}, "body": "/9j/AA=="}, {"id": "4", "status": 204}
    ]))]);
    let mut all = Batch::new(&client);
    let photo = client.request::<()>(Method::PUT, "/me/photo/$value");
    let photo = all.add(photo.with_body("image/jpeg", vec![0xFF, 0xD8, 0xFF]));
    let mail = client.request::<()>(Method::POST, "/me/sendMail");
    let mail = all.add(mail.with_body("text/plain", "RnJvbTo="));
    let read = all.add(client.request::<Bytes>(Method::GET, "/me/photo/$value"));
    let call = all.add(client.request::<()>(Method::POST, "/me/revokeSignInSessions"));
    let mut answers = all.send().await.unwrap();
    let requests = sent(&server, 0);
    assert_eq!(requests[0]["body"], "/9j/");
    assert_eq!(
        requests[0]["headers"],
        json!({"content-type": "image/jpeg"})
    );
    assert_eq!(
        requests[1]["body"],
        Binary::from_bytes(b"RnJvbTo=").as_str()
    );
    assert_eq!(requests[2].get("body"), None);
    assert_eq!(requests[3]["body"], json!({}));
    assert_eq!(
        requests[3]["headers"],
        json!({"content-type": "application/json"})
    );
    answers.take(photo).unwrap();
    answers.take(mail).unwrap();
    answers.take(call).unwrap();
    assert_eq!(answers.take(read).unwrap(), &[0xFF, 0xD8, 0xFF, 0][..]);
}

#[tokio::test]
async fn more_than_twenty_go_in_several_batches() {
    let server = answering(|id| json!({"status": 200, "body": {"id": id}}));
    let client = client(&server);
    let mut all = Batch::new(&client);
    let places: Vec<BatchId<User>> = (0..45)
        .map(|number| all.add(users(&client).id(number.to_string()).get()))
        .collect();
    let mut answers = all.send().await.unwrap();
    for (index, place) in places.into_iter().enumerate() {
        let user = answers.take(place).unwrap();
        assert_eq!(user.id.ok(), Some(&(index + 1).to_string()));
    }
    let sizes: Vec<_> = (0..3).map(|index| ids(&server, index).len()).collect();
    assert_eq!((sizes, server.requests().len()), (vec![20, 20, 5], 3));
}

#[tokio::test]
async fn an_empty_batch_is_no_request() {
    let (client, server) = serving([]);
    let all = Batch::new(&client);
    assert!(all.is_empty());
    all.send().await.unwrap();
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_throttled_request_is_sent_again_with_what_depends_on_it() {
    let (client, server) = serving([
        batch(json!([
            {"id": "1", "status": 200, "body": {}},
            {"id": "2", "status": 429, "headers": {"Retry-After": "7"}, "body": {"error": {"code": "TooManyRequests"}}},
            {"id": "3", "status": 424},
        ])),
        batch(json!([
            {"id": "3", "status": 201, "body": {"a": 3}},
            {"id": "2", "status": 200, "body": {"a": 2}},
        ])),
    ]);
    let mut all = Batch::new(&client);
    let first = all.add(get(&client, "/1"));
    let second = all.add(get(&client, "/2"));
    let third = all.add(client.request::<Json>(Method::POST, "/3"));
    all.depends_on(&second, &first)
        .depends_on(&third, &second)
        .depends_on(&third, &second);
    let mut answers = all.send().await.unwrap();
    assert_eq!(sent(&server, 0)[1]["dependsOn"], json!(["1"]));
    assert_eq!(sent(&server, 0)[2]["dependsOn"], json!(["2"]));
    assert_eq!(ids(&server, 1), ["2", "3"]);
    // The first one has succeeded, and is not there any more.
    assert_eq!(sent(&server, 1)[0].get("dependsOn"), None);
    assert_eq!(sent(&server, 1)[1]["dependsOn"], json!(["2"]));
    assert_eq!(server.slept(), [Duration::from_secs(7)]);
    assert_eq!(answers.take(second).unwrap().to_value()["a"], 2);
    assert_eq!(answers.take(third).unwrap().to_value()["a"], 3);
    answers.take(first).unwrap();
}

#[tokio::test]
async fn throttling_has_an_end() {
    let server = answering(|_| json!({"status": 429}));
    let client = client(&server);
    let mut all = Batch::new(&client);
    let one = all.add(get(&client, "/1"));
    let error = all.send().await.unwrap().take(one).unwrap_err();
    assert!(error.is_throttled());
    assert!(server.requests().len() > 1 && server.requests().len() < 10);
    assert_eq!(server.slept().len() + 1, server.requests().len());
}

#[tokio::test]
async fn other_failures_are_not_repeated() {
    let server = answering(|id| json!({"status": if id == "1" { 503 } else { 424 }}));
    let client = client(&server);
    let mut all = Batch::new(&client);
    let first = all.add(client.request::<Json>(Method::POST, "/1"));
    let second = all.add(get(&client, "/2"));
    all.depends_on(&second, &first);
    let mut answers = all.send().await.unwrap();
    assert_eq!(answers.take(first).unwrap_err().status().unwrap(), 503);
    assert!(answers.take(second).unwrap_err().is_failed_dependency());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_chain_that_is_too_long_ends_where_it_fails() {
    let server = answering(|id| json!({"status": if id == "20" { 400 } else { 200 }, "body": {}}));
    let client = client(&server);
    let mut all = Batch::new(&client);
    let places: Vec<_> = (0..30).map(|_| all.add(get(&client, "/x"))).collect();
    for pair in places.windows(2) {
        all.depends_on(&pair[1], &pair[0]);
    }
    let mut answers = all.send().await.unwrap();
    assert_eq!(server.requests().len(), 1);
    let statuses: Vec<_> = places
        .into_iter()
        .map(|place| {
            answers
                .take(place)
                .err()
                .map(|error| error.status().unwrap().as_u16())
        })
        .collect();
    assert!(statuses[..19].iter().all(Option::is_none));
    assert_eq!(statuses[19], Some(400));
    assert!(statuses[20..].iter().all(|status| *status == Some(424)));
}

#[tokio::test]
async fn what_is_wrong_with_one_request_is_its_own() {
    let server = answering(|_| json!({"status": 200, "body": {}}));
    let client = client(&server);
    let (other, _) = serving([]);
    let mut all = Batch::new(&client);
    let bad_key = all.add(users(&client).id("").get());
    let after = all.add(get(&client, "/after"));
    all.depends_on(&after, &bad_key);
    let of_other = all.add(get(&other, "/x"));
    let elsewhere = all.add(client.follow::<Json>("https://graph.microsoft.com/beta/users"));
    let anonymous =
        all.add(client.external::<Json>(Method::GET, "https://graph.microsoft.com/v1.0/x"));
    let own_token = all.add(get(&client, "/x").header("authorization", "Bearer other"));
    let no_json = all.add(
        client
            .request::<Json>(Method::POST, "/x")
            .with_body("application/json", "{"),
    );
    let good = all.add(get(&client, "/good"));
    let mut answers = all.send().await.unwrap();
    assert_eq!(ids(&server, 0), ["8"]);
    assert!(answers.take(bad_key).unwrap_err().is_refused());
    assert!(answers.take(after).unwrap_err().is_failed_dependency());
    for place in [of_other, elsewhere, anonymous, own_token, no_json] {
        let error = answers.take(place).unwrap_err();
        assert!(
            error.is_refused() && !error.to_string().contains("Bearer"),
            "{error}"
        );
    }
    answers.take(good).unwrap();
}

#[tokio::test]
async fn missing_and_double_answers_are_errors() {
    let (client, _) = serving([batch(json!([
        {"id": "1", "status": 200, "body": {}}, {"id": "1", "status": 404},
        {"id": "9", "status": 200}, {"id": "3", "status": 77},
    ]))]);
    let mut all = Batch::new(&client);
    let double = all.add(get(&client, "/1"));
    let missing = all.add(get(&client, "/2"));
    let odd = all.add(get(&client, "/3"));
    let mut answers = all.send().await.unwrap();
    for (place, says) in [
        (double, "several"),
        (missing, "no answer"),
        (odd, "no status"),
    ] {
        let error = answers.take(place).unwrap_err();
        assert!(
            error.is_decode() && error.to_string().contains(says),
            "{error}"
        );
    }
}

#[tokio::test]
async fn an_answer_that_is_no_batch_is_an_error_of_each() {
    let (client, _) = serving([Answer::text(200, "<html>")]);
    let mut all = Batch::new(&client);
    let one = all.add(get(&client, "/1"));
    let error = all.send().await.unwrap().take(one).unwrap_err();
    assert!(
        error.is_decode() && error.raw_body().unwrap() == "<html>",
        "{error}"
    );
}

#[tokio::test]
async fn a_batch_that_fails_as_a_whole_keeps_what_was_answered() {
    let (client, server) = serving([Answer::json(401, "{}")]);
    let mut all = Batch::new(&client);
    let _ = all.add(get(&client, "/1"));
    assert!(all.send().await.unwrap_err().is_unauthorized());
    assert_eq!(server.requests().len(), 1);

    let first: Vec<_> = (1..=20)
        .map(|id| json!({"id": id.to_string(), "status": 200, "body": {}}))
        .collect();
    let (client, server) = serving([batch(first.into()), Answer::json(400, "{}")]);
    let mut all = Batch::new(&client);
    let mut places: Vec<_> = (0..60).map(|_| all.add(get(&client, "/x"))).collect();
    let mut answers = all.send().await.unwrap();
    assert_eq!(server.requests().len(), 2);
    assert!(
        answers
            .take(places.swap_remove(50))
            .unwrap_err()
            .is_not_sent()
    );
    assert_eq!(
        answers
            .take(places.swap_remove(30))
            .unwrap_err()
            .status()
            .unwrap(),
        400
    );
    answers.take(places.swap_remove(0)).unwrap();
}

#[tokio::test]
async fn a_download_behind_a_redirect_is_followed_without_the_token() {
    let (client, server) = serving([
        batch(
            json!([{"id": "1", "status": 302, "headers": {"Location": "https://files.example/1?tempauth=x"}}]),
        ),
        Answer::text(200, "content"),
    ]);
    let mut all = Batch::new(&client);
    let content = all.add(client.request::<Bytes>(Method::GET, "/me/drive/items/1/content"));
    let content = all.send().await.unwrap().take(content).unwrap();
    assert_eq!(content, "content");
    let download = &server.requests()[1];
    assert_eq!(download.url(), "https://files.example/1?tempauth=x");
    assert_eq!(download.header("authorization"), None);
}

#[tokio::test]
async fn circles_and_ids_of_other_batches_are_refused() {
    let (client, server) = serving([]);
    let mut all = Batch::new(&client);
    let one = all.add(get(&client, "/1"));
    let two = all.add(get(&client, "/2"));
    all.depends_on(&one, &two).depends_on(&two, &one);
    assert!(all.send().await.unwrap_err().is_refused());

    let mut all = Batch::new(&client);
    let own = all.add(get(&client, "/1"));
    all.depends_on(&own, &one);
    let mut answers = all.send().await.unwrap();
    assert!(answers.take(own).unwrap_err().is_refused());
    assert!(answers.status(&two).is_none());
    assert!(answers.take(two).unwrap_err().is_refused());
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn debug_shows_no_body() {
    let (client, _) = serving([batch(
        json!([{"id": "1", "status": 200, "body": {"passwordProfile": "hunter2"}}]),
    )]);
    let mut all = Batch::new(&client);
    let secret = client
        .request::<Json>(Method::POST, "/users")
        .with_body("application/json", r#"{"password":"hunter2"}"#);
    let _ = all.add(secret);
    let shown = format!("{all:?}");
    assert!(
        shown.contains("/users") && !shown.contains("hunter2"),
        "{shown}"
    );
    let shown = format!("{:?}", all.send().await.unwrap());
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn a_batch_and_its_future_go_to_other_threads() {
    fn assert_send<T: Send>(_: &T) {}
    let (client, _) = serving([]);
    let mut all = Batch::new(&client);
    let id = all.add(get(&client, "/1"));
    assert_send(&id);
    assert_send(&all);
    assert_send(&all.send());
}

#[tokio::test]
async fn preferences_go_with_each_request() {
    let server = answering(|_| json!({"status": 200, "body": {}}));
    let client = Client::builder()
        .transport(server.clone())
        .prefer("return=minimal")
        .build()
        .unwrap();
    let mut all = Batch::new(&client);
    let one = all.add(get(&client, "/1"));
    let two = all.add(get(&client, "/2").prefer(Preference::max_page_size(5)));
    let mut answers = all.send().await.unwrap();
    answers.take(one).unwrap();
    answers.take(two).unwrap();
    let requests = sent(&server, 0);
    assert_eq!(requests[0]["headers"]["prefer"], "return=minimal");
    assert_eq!(
        requests[1]["headers"]["prefer"],
        "return=minimal, odata.maxpagesize=5"
    );
    assert_eq!(server.requests()[0].header("prefer"), None);
}

#[tokio::test]
async fn a_batch_is_as_repeatable_as_its_least_repeatable_request() {
    let answered = || {
        batch(
            json!([{"id": "1", "status": 200, "body": {}}, {"id": "2", "status": 200, "body": {}}]),
        )
    };
    for (method, sent) in [(Method::PUT, 2), (Method::POST, 1)] {
        let (client, server) = serving([Answer::empty(500), answered()]);
        let mut all = Batch::new(&client);
        let _ = all.add(get(&client, "/1"));
        let _ = all.add(client.request::<Json>(method, "/2"));
        assert_eq!(all.send().await.is_ok(), sent == 2);
        assert_eq!(server.requests().len(), sent);
    }
}

#[tokio::test]
async fn each_request_is_tried_again_by_its_own_policy() {
    let server = answering(|_| json!({"status": 502}));
    let client = client(&server);
    let mut all = Batch::new(&client);
    let once = all.add(get(&client, "/1").retry(RetryPolicy::none()));
    let twice = all.add(get(&client, "/2").retry(RetryPolicy::new().tries(2)));
    let post = all.add(client.request::<Json>(Method::POST, "/3"));
    let four = all.add(get(&client, "/4"));
    let mut answers = all.send().await.unwrap();
    let sent: Vec<_> = (0..server.requests().len())
        .map(|index| ids(&server, index))
        .collect();
    assert_eq!(
        sent,
        [
            vec!["1", "2", "3", "4"],
            vec!["2", "4"],
            vec!["4"],
            vec!["4"]
        ]
    );
    for place in [once, twice, post, four] {
        let error = answers.take(place).unwrap_err();
        assert_eq!(error.status().unwrap(), 502);
    }
}

#[tokio::test]
async fn long_bodies_go_in_batches_of_their_own() {
    let server = answering(|_| json!({"status": 200}));
    let client = client(&server);
    let mut all = Batch::new(&client);
    for _ in 0..3 {
        let photo = client.request::<()>(Method::PUT, "/me/photo/$value");
        let _ = all.add(photo.with_body("image/jpeg", vec![0; 1_400_000]));
    }
    all.send().await.unwrap();
    let sizes: Vec<_> = server
        .requests()
        .iter()
        .map(|sent| sent.body().len())
        .collect();
    assert_eq!(sizes.len(), 2);
    assert!(sizes.iter().all(|size| *size < 4_000_000), "{sizes:?}");
}
