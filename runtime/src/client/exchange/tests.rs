use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use crate::client::open;
use crate::fixture::{TOKEN, User, serving, users};
use crate::{
    AccessToken, Answer, Client, Error, MemoryTransport, RecordedRequest, RetryPolicy,
    TokenRequest, Version, credential_fn,
};
use bytes::Bytes;
use http::Method;

use super::*;

fn raw<T>(client: &Client, method: Method) -> crate::Request<T> {
    client.request(method, "/users")
}

fn authorizations(server: &MemoryTransport) -> Vec<String> {
    let text = |request: &RecordedRequest| {
        let value = request.header("authorization").unwrap_or("none");
        value.trim_start_matches("Bearer ").to_owned()
    };
    server.requests().iter().map(text).collect()
}

/// A client whose credential hands out `t0`, `t1` and so on, each for an hour, and what it was asked.
fn numbered(server: &MemoryTransport) -> (Client, Arc<Mutex<Vec<TokenRequest>>>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    let credential = credential_fn(move |request| {
        let mut log = log.lock().unwrap();
        let token = AccessToken::new(format!("t{}", log.len()))
            .expires_on(SystemTime::now() + Duration::from_secs(3600));
        log.push(request);
        std::future::ready(Ok(token))
    });
    let client = Client::builder()
        .transport(server.clone())
        .credential(credential)
        .build()
        .unwrap();
    (client, asked)
}

fn answering(answers: impl IntoIterator<Item = Answer>) -> MemoryTransport {
    answers
        .into_iter()
        .fold(MemoryTransport::new(), MemoryTransport::answer)
}

const CHALLENGE: &str = r#"Bearer realm="", error="insufficient_claims", claims="eyJhIjoxfQ==""#;

fn challenge() -> Answer {
    Answer::empty(401).header("www-authenticate", CHALLENGE)
}

// retries

#[tokio::test]
async fn a_request_is_tried_again_as_the_service_asks() {
    let (client, server) = serving([
        Answer::empty(429).header("retry-after", "7"),
        Answer::empty(503).header("retry-after", "2"),
        Answer::json(201, r#"{"id": "1"}"#),
    ]);
    let request = raw::<User>(&client, Method::POST).with_body("text/plain", "once");
    request.await.unwrap();
    assert_eq!(server.slept(), [7, 2].map(Duration::from_secs));
    let seen = server.requests();
    assert!(seen.iter().all(|request| request.body() == "once"));
    // One id for all tries.
    let ids: BTreeSet<_> = seen
        .iter()
        .filter_map(|request| request.header("client-request-id"))
        .collect();
    assert_eq!((seen.len(), ids.len()), (3, 1));
}

#[tokio::test]
async fn what_may_have_been_done_is_not_sent_again() {
    for fault in [
        Answer::empty(500),
        Answer::empty(503),
        Answer::fault(Error::transport("reset")),
        Answer::json(200, "{}").broken(Error::transport("cut")),
    ] {
        for method in [Method::POST, Method::PATCH] {
            let (client, server) = serving([fault.clone(), Answer::json(200, "{}")]);
            let error = raw::<User>(&client, method).await.unwrap_err();
            assert_eq!((server.requests().len(), error.tries()), (1, 1));
        }
        for method in [Method::GET, Method::PUT, Method::DELETE] {
            let (client, server) = serving([fault.clone(), Answer::json(200, "{}")]);
            raw::<User>(&client, method).await.unwrap();
            assert_eq!(server.requests().len(), 2);
        }
    }
}

#[tokio::test]
async fn what_was_not_sent_is_sent_whatever_it_does() {
    let refused = || Answer::fault(Error::not_sent("connection refused"));
    let (client, server) = serving([refused(), refused(), Answer::empty(204)]);
    raw::<()>(&client, Method::POST).await.unwrap();
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn tries_end_and_the_error_counts_them() {
    let server = MemoryTransport::answering(|_| Answer::empty(429).header("retry-after", "1"));
    let client = crate::fixture::client(&server);
    let error = users(&client).id("ann").get().await.unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
    assert_eq!((server.requests().len(), error.tries()), (4, 4));
    let id = error.client_request_id().unwrap().to_owned();
    assert_eq!(
        error.to_string(),
        format!("429 Too Many Requests (GET /users/{{}}; client-request-id {id}; 4 tries)")
    );

    let once = users(&client).id("ann").get().retry(RetryPolicy::none());
    assert_eq!(once.await.unwrap_err().tries(), 1);
}

#[tokio::test]
async fn a_wait_that_ends_too_late_is_not_begun() {
    let late = || Answer::empty(429).header("retry-after", "3600");
    let (client, server) = serving([late(), late()]);
    let error = raw::<()>(&client, Method::GET).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    let patient = RetryPolicy::new().within(Duration::from_secs(7200));
    let limited = raw::<()>(&client, Method::GET)
        .retry(patient)
        .timeout(Duration::from_secs(60));
    assert!(limited.await.unwrap_err().is_throttled());
    assert!(server.slept().is_empty());
}

#[tokio::test]
async fn what_was_just_created_is_looked_for() {
    let missing = || Answer::empty(404);
    let (client, server) = serving([missing(), missing(), missing(), Answer::json(200, "{}")]);
    let look = || users(&client).id("new").get();
    assert!(look().await.unwrap_err().is_not_found());
    look()
        .retry_not_found(Duration::from_secs(30))
        .await
        .unwrap();
    assert_eq!(server.requests().len(), 4);

    let server = MemoryTransport::answering(|_| Answer::empty(404));
    let look = users(&crate::fixture::client(&server)).id("never").get();
    let error = look
        .retry_not_found(Duration::from_secs(30))
        .await
        .unwrap_err();
    assert!(error.is_not_found());
    let slept: Duration = server.slept().iter().sum();
    assert_eq!(slept, Duration::from_secs(30));
}

// limits

#[tokio::test]
async fn a_try_that_takes_too_long_is_given_up() {
    let (client, server) = serving([Answer::silent(), Answer::json(200, "{}")]);
    let limit = Duration::from_secs(10);
    users(&client)
        .id("1")
        .get()
        .attempt_timeout(limit)
        .await
        .unwrap();
    assert_eq!(server.requests().len(), 2);
    assert_eq!(server.slept()[0], limit);

    let (client, server) = serving([Answer::silent(), Answer::empty(204)]);
    let post = raw::<()>(&client, Method::POST).attempt_timeout(limit);
    let error = post.await.unwrap_err();
    assert!(error.is_timeout() && !error.is_not_sent());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_given_up() {
    let (client, server) = serving([Answer::silent(), Answer::empty(204)]);
    let error = raw::<()>(&client, Method::GET)
        .timeout(Duration::from_secs(3))
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.to_string().contains("3s") && error.to_string().contains("GET /users"));
    assert_eq!(server.requests().len(), 1);
}

// tokens

#[tokio::test]
async fn a_claims_challenge_is_answered_once() {
    let server = answering([
        challenge(),
        Answer::json(200, "{}"),
        Answer::json(200, "{}"),
    ]);
    let (client, asked) = numbered(&server);
    raw::<User>(&client, Method::POST).await.unwrap();
    raw::<User>(&client, Method::POST).await.unwrap();
    assert_eq!(authorizations(&server), ["t0", "t1", "t1"]);
    let claims: Vec<_> = asked
        .lock()
        .unwrap()
        .iter()
        .map(|request| request.claims().map(str::to_owned))
        .collect();
    assert_eq!(claims, [None, Some(r#"{"a":1}"#.to_owned())]);

    let server = MemoryTransport::answering(|_| challenge());
    let (client, _) = numbered(&server);
    let error = raw::<User>(&client, Method::GET).await.unwrap_err();
    assert_eq!(authorizations(&server), ["t0", "t1"]);
    assert!(error.is_unauthorized());
    assert_eq!(error.claims().as_deref(), Some(r#"{"a":1}"#));
}

#[tokio::test]
async fn a_kept_token_that_is_refused_is_renewed_once() {
    let server = answering([
        Answer::json(200, "{}"),
        Answer::empty(401),
        Answer::json(200, "{}"),
        Answer::empty(401),
        Answer::empty(401),
        Answer::empty(401),
    ]);
    let (client, _) = numbered(&server);
    for _ in 0..2 {
        raw::<User>(&client, Method::POST).await.unwrap();
    }
    // A kept one is refused, and so is the new one.
    let error = raw::<User>(&client, Method::POST).await.unwrap_err();
    assert!(error.is_unauthorized() && error.claims().is_none());
    assert_eq!(authorizations(&server), ["t0", "t0", "t1", "t1", "t2"]);
}

#[tokio::test]
async fn a_new_token_that_is_refused_is_an_error_at_once() {
    let server = answering([Answer::empty(401), Answer::json(200, "{}")]);
    let (client, _) = numbered(&server);
    assert!(raw::<User>(&client, Method::GET).await.is_err());
    assert_eq!(server.requests().len(), 1);
    // A static token is the same whenever it is asked for.
    let (client, server) = serving([challenge(), Answer::json(200, "{}")]);
    assert!(raw::<User>(&client, Method::GET).await.is_err());
    assert_eq!(authorizations(&server), [TOKEN]);
}

#[tokio::test]
async fn the_token_is_renewed_in_the_midst_of_many_pages() {
    const PAGES: usize = 40;
    let server = MemoryTransport::answering(|request| {
        let page: usize = request
            .url()
            .rsplit_once('=')
            .map_or(0, |(_, page)| page.parse().unwrap());
        // From here on, the service takes new tokens only.
        let is_late = page >= PAGES / 2;
        match request.header("authorization") {
            Some("Bearer t0") if is_late => Answer::empty(401),
            _ if page == PAGES => Answer::json(200, r#"{"value": []}"#),
            _ => Answer::json(
                200,
                format!(
                    r#"{{"value": [], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken={}"}}"#,
                    page + 1
                ),
            ),
        }
    });
    let (client, asked) = numbered(&server);
    let mut page = users(&client).list().await.unwrap();
    while let Some(next) = page.next(&client) {
        page = next.await.unwrap();
    }
    assert_eq!(server.requests().len(), PAGES + 2);
    assert_eq!(asked.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_request_may_have_another_credential_and_version() {
    let server = MemoryTransport::answering(|_| Answer::json(200, "{}"));
    let (client, _) = numbered(&server);
    let other = || crate::StaticToken::new("other");
    let get = || users(&client).id("a#b").get();
    get()
        .credential(other())
        .version(Version::Beta)
        .query("$select", "id")
        .await
        .unwrap();
    get().await.unwrap();
    let beta = client.with_version(Version::Beta);
    users(&beta).id("1").get().await.unwrap();
    users(&beta.with_credential(other()))
        .id("2")
        .get()
        .await
        .unwrap();
    let urls: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.url().replace("https://graph.microsoft.com", ""))
        .collect();
    assert_eq!(
        urls,
        [
            "/beta/users/a%23b?$select=id",
            "/v1.0/users/a%23b",
            "/beta/users/1",
            "/beta/users/2"
        ]
    );
    assert_eq!(authorizations(&server), ["other", "t0", "t0", "other"]);
    let link = client.follow::<User>("https://graph.microsoft.com/v1.0/users?x");
    assert!(link.version(Version::Beta).await.unwrap_err().is_refused());
}

// redirects

#[tokio::test]
async fn within_its_host_a_read_is_followed_as_it_is() {
    let to = |url: &str| Answer::empty(302).header("location", url);
    let (client, server) = serving([
        to("/v1.0/me"),
        to("https://graph.microsoft.com/v1.0/x"),
        Answer::json(200, "{}"),
    ]);
    let request = raw::<User>(&client, Method::GET).header("workbook-session-id", "s");
    request.await.unwrap();
    for seen in server.requests() {
        assert!(seen.header("authorization").is_some());
        assert_eq!(seen.header("workbook-session-id"), Some("s"));
    }
    assert_eq!(
        server.requests()[2].url(),
        "https://graph.microsoft.com/v1.0/x"
    );

    // A write is not.
    let (client, server) = serving([to("/v1.0/me")]);
    let error = raw::<User>(&client, Method::POST).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 302);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn redirects_end() {
    let server = MemoryTransport::answering(|_| Answer::empty(302).header("location", "/v1.0/x"));
    let client = crate::fixture::client(&server);
    let error = raw::<User>(&client, Method::GET).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 302);
    assert_eq!(server.requests().len(), 1 + MOST_REDIRECTS);
}

#[tokio::test]
async fn elsewhere_a_download_goes_without_what_says_who_asks() {
    let (client, server) = serving([
        Answer::empty(302).header("location", "https://files.example/1"),
        // Back at the host of the token, it still gets none.
        Answer::empty(302).header("location", "https://graph.microsoft.com/v1.0/2"),
        Answer::empty(206).body("csv"),
    ]);
    let request = raw::<Bytes>(&client, Method::GET)
        .header("Range", "bytes=0-2")
        .header("Cookie", "secret")
        .header("Authorization", "Bearer own")
        .header("workbook-session-id", "secret");
    assert_eq!(request.await.unwrap(), "csv");
    let seen = server.requests();
    for request in &seen[1..] {
        let mut names: Vec<_> = request.headers().keys().map(|name| name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "range", "user-agent"]);
    }
    assert_eq!(authorizations(&server), ["own", "none", "none"]);
}

// errors

#[tokio::test]
async fn an_error_says_which_request_it_is_of_and_no_key() {
    let (client, server) = serving([
        Answer::json(
            404,
            r#"{"error": {"code": "itemNotFound", "message": "Gone."}}"#,
        )
        .header("request-id", "r-1"),
        Answer::json(200, "[1]"),
        Answer::json(403, "{}"),
    ]);
    let own_id = "11111111-1111-4111-8111-111111111111";
    let missing = users(&client)
        .id("secret-key")
        .get()
        .header("client-request-id", own_id)
        .await
        .unwrap_err();
    assert_eq!(
        missing.to_string(),
        format!(
            "404 Not Found: itemNotFound: Gone. (GET /users/{{}}; request-id r-1; client-request-id {own_id})"
        )
    );
    assert_eq!(missing.route().as_deref(), Some("/users/{}"));
    assert_eq!(missing.method(), Some(&Method::GET));
    let odd = users(&client).id("secret-key").get().await.unwrap_err();
    assert!(
        odd.is_decode() && odd.to_string().contains("GET /users/{}"),
        "{odd}"
    );
    let raw = client.request::<User>(Method::GET, "/users/secret-key?$filter=secret-key");
    let raw = raw.await.unwrap_err();
    assert!(raw.to_string().contains("GET /users/…"), "{raw}");
    let refused = users(&client).id("").get().await.unwrap_err();
    assert_eq!(refused.tries(), 0);
    for error in [missing, odd, raw, refused] {
        assert!(!format!("{error} {error:?}").contains("secret-key"));
    }
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn ids_of_requests_are_random_and_of_the_right_form() {
    let server = MemoryTransport::answering(|_| Answer::json(200, "{}"));
    let client = crate::fixture::client(&server);
    for _ in 0..50 {
        raw::<User>(&client, Method::GET).await.unwrap();
    }
    client
        .external::<User>(Method::GET, "https://files.example/")
        .await
        .unwrap();
    let mut seen = server.requests();
    assert_eq!(seen.pop().unwrap().header("client-request-id"), None);
    let ids: BTreeSet<_> = seen
        .iter()
        .filter_map(|request| request.header("client-request-id"))
        .collect();
    assert_eq!(ids.len(), 50);
    for id in ids {
        let guid: crate::Guid = id.parse().unwrap();
        assert_eq!((guid.as_str().len(), &id[14..15]), (36, "4"));
        assert!("89ab".contains(&id[19..20]), "{id}");
    }
}

#[tokio::test]
async fn a_failing_answer_that_breaks_off_keeps_what_came() {
    let (client, _) =
        serving([Answer::text(400, "half of a mess").broken(Error::transport("cut"))]);
    let error = raw::<User>(&client, Method::POST).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 400);
    assert!(error.to_string().contains("half of a mess"), "{error}");
}

#[tokio::test]
async fn an_answer_can_be_had_with_its_body_unread() {
    let (client, server) = serving([
        Answer::empty(503),
        Answer::empty(200)
            .body("begun")
            .broken(Error::transport("cut")),
    ]);
    let request = raw::<Bytes>(&client, Method::GET);
    let response = open(request.into_parts(), Accepted::Bytes).await.unwrap();
    let mut body = response.into_body();
    assert_eq!(body.next_piece().await.unwrap().unwrap(), "begun");
    assert!(body.next_piece().await.unwrap().unwrap_err().is_transport());
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_request_that_is_dropped_is_over() {
    use std::task::{Context, Poll, Waker};
    let (client, server) = serving([Answer::silent(), Answer::json(200, "{}")]);
    let mut sending = std::pin::pin!(Some(raw::<User>(&client, Method::GET).send()));
    let context = &mut Context::from_waker(Waker::noop());
    let polled = sending.as_mut().as_pin_mut().unwrap().poll(context);
    assert!(matches!(polled, Poll::Pending));
    sending.set(None);
    assert_eq!(server.requests().len(), 1);
    assert!(server.slept().is_empty());
}

#[test]
fn what_is_sent_can_cross_threads() {
    fn crosses<T: Send>(_: &T) {}
    let (client, _) = serving([]);
    crosses(&raw::<User>(&client, Method::GET).send());
    crosses(&open(
        raw::<User>(&client, Method::GET).into_parts(),
        Accepted::Bytes,
    ));
}
