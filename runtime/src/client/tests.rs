use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use bytes::Bytes;

use super::*;
use crate::fixture::{TOKEN, User, client, serving, users};
use crate::{AccessToken, Answer, MemoryTransport, Page, StaticToken, credential_fn};

fn build(base: &str) -> Result<Client, Error> {
    Client::builder()
        .base_url(base)
        .transport(MemoryTransport::new())
        .build()
}

#[test]
fn base_urls_are_https_or_loopback() {
    assert_eq!(
        build("https://graph.microsoft.com/beta/")
            .unwrap()
            .base_url(),
        "https://graph.microsoft.com/beta"
    );
    assert_eq!(
        build("http://127.0.0.1:80/x").unwrap().base_url(),
        "http://127.0.0.1:80/x"
    );
    for bad in [
        "http://graph.microsoft.com",
        "https://x/?a=b",
        "graph.microsoft.com",
        "",
        "https://u:p@x/",
        "https://x/ y",
    ] {
        assert!(build(bad).is_err_and(|error| error.is_refused()), "{bad}");
    }
}

#[tokio::test]
async fn the_token_goes_out_marked_as_sensitive() {
    let (client, server) = serving([Answer::json(200, "{}"), Answer::json(401, "{}")]);
    users(&client).id("1").get().await.unwrap();
    let seen = &server.requests()[0];
    assert_eq!(
        seen.header("authorization"),
        Some(&*format!("Bearer {TOKEN}"))
    );
    assert!(seen.headers().get("authorization").unwrap().is_sensitive());
    assert!(
        seen.header("user-agent")
            .unwrap()
            .starts_with("msgraph-runtime/")
    );
    assert_eq!(seen.header("accept"), Some("application/json"));
    let error = users(&client).id("1").get().await.unwrap_err();
    assert!(!format!("{error} {error:?} {server:?}").contains(TOKEN));
    assert!(error.is_unauthorized());
}

#[tokio::test]
async fn a_link_to_another_host_is_not_followed() {
    let (client, server) = serving([]);
    for link in [
        "https://evil.example/v1.0/users",
        "https://graph.microsoft.com.evil.example/",
        "https://graph.microsoft.com@evil.example/",
        "https://graph.microsoft.com\\@evil.example/",
        "http://graph.microsoft.com/v1.0/users",
        "https://graph.microsoft.com:444/v1.0/users",
        "//evil.example/",
        "/v1.0/users",
        "",
        "é",
    ] {
        let error = client.follow::<Page<User>>(link).await.unwrap_err();
        assert!(error.is_refused(), "{link}: {error}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn the_next_page_is_followed_unchanged() {
    let link = "https://graph.microsoft.com/v1.0/users?$skiptoken=a%2Bb+c'd&x=%3d";
    let (client, server) = serving([
        Answer::json(
            200,
            format!(r#"{{"value": [], "@odata.nextLink": "{link}"}}"#),
        ),
        Answer::json(200, r#"{"value": []}"#),
    ]);
    let page = users(&client).list().await.unwrap();
    let next = page.next(&client).unwrap();
    assert_eq!((next.path(), next.url()), ("/users", link));
    let last = next.await.unwrap();
    assert_eq!(server.requests()[1].url(), link);
    assert!(server.requests()[1].header("authorization").is_some());
    assert!(last.next(&client).is_none());
}

#[tokio::test]
async fn an_external_url_gets_no_token() {
    let (client, server) = serving([Answer::json(200, "{}")]);
    client
        .external::<User>(Method::PUT, "https://upload.example/session?tempauth=x")
        .await
        .unwrap();
    let seen = &server.requests()[0];
    assert_eq!(
        (seen.method().as_str(), seen.header("authorization")),
        ("PUT", None)
    );
    assert!(
        client
            .external::<User>(Method::GET, "http://upload.example/")
            .await
            .unwrap_err()
            .is_refused()
    );
}

#[tokio::test]
async fn a_raw_request_stands_as_it_is() {
    let (client, server) = serving([Answer::json(200, "{}")]);
    client
        .request::<User>(Method::PATCH, "users/a%40b?$x=y")
        .with_body("text/plain", "hi")
        .await
        .unwrap();
    let seen = &server.requests()[0];
    assert_eq!(
        seen.url(),
        "https://graph.microsoft.com/v1.0/users/a%40b?$x=y"
    );
    assert_eq!(
        (seen.header("content-type"), &seen.body()[..]),
        (Some("text/plain"), &b"hi"[..])
    );
    assert!(
        client
            .request::<User>(Method::GET, "/users/../x")
            .await
            .unwrap_err()
            .is_refused()
    );
    assert!(
        client
            .request::<User>(Method::GET, "/users/a b")
            .await
            .unwrap_err()
            .is_refused()
    );
}

#[tokio::test]
async fn a_download_is_followed_without_the_token_and_nothing_else_is() {
    let to = |url: &str| Answer::empty(302).header("location", url);
    let (client, server) = serving([
        to("https://files.example/1?tempauth=x"),
        to("/2"),
        Answer::empty(200).body("csv"),
        to("https://files.example/"),
        to("http://127.0.0.1/"),
        to("//evil.example/"),
    ]);
    let get = || client.request::<Bytes>(Method::GET, "/reports/x()");
    assert_eq!(get().await.unwrap(), "csv");
    let seen = server.requests();
    assert_eq!(seen[0].header("accept"), Some("*/*"));
    let urls: Vec<_> = seen[1..]
        .iter()
        .map(|request| (request.url(), request.header("authorization")))
        .collect();
    assert_eq!(
        urls,
        [
            ("https://files.example/1?tempauth=x", None),
            ("https://files.example/2", None)
        ]
    );

    let error = client.request::<User>(Method::GET, "/x").await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
    assert!(get().await.is_err());
    assert!(get().await.is_err());
    assert_eq!(server.requests().len(), 6);
}

#[tokio::test]
async fn tokens_are_kept_while_they_last() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let credential = credential_fn(move |request| {
        let number = counter.fetch_add(1, Ordering::Relaxed);
        let lasts = Duration::from_secs(if number == 0 { 60 } else { 3600 });
        async move {
            assert_eq!(request.scopes(), ["https://graph.microsoft.com/.default"]);
            Ok(AccessToken::new("t").expires_on(SystemTime::now() + lasts))
        }
    });
    let server = MemoryTransport::answering(|_| Answer::json(200, "{}"));
    let client = Client::builder()
        .transport(server)
        .credential(credential)
        .build()
        .unwrap();
    for _ in 0..4 {
        users(&client).id("1").get().await.unwrap();
    }
    assert_eq!(asked.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_bad_credential_is_an_error_without_its_text() {
    let server = MemoryTransport::new();
    let bad = Client::builder()
        .transport(server.clone())
        .credential(StaticToken::new("a\nb"))
        .build()
        .unwrap();
    let error = users(&bad).id("1").get().await.unwrap_err();
    assert!(
        error.is_credential() && !error.to_string().contains("a\nb"),
        "{error}"
    );
    let failing = credential_fn(|_| async { Err(Error::credential("signed out")) });
    let failing = Client::builder()
        .transport(server.clone())
        .credential(failing)
        .build()
        .unwrap();
    let error = users(&failing).id("1").get().await.unwrap_err();
    assert!(
        error.is_credential() && error.to_string().contains("signed out"),
        "{error}"
    );
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_memory_transport_runs_out_of_answers() {
    let server = MemoryTransport::new();
    let error = users(&client(&server)).id("1").get().await.unwrap_err();
    assert!(
        error.is_refused() && error.to_string().contains("/users/1"),
        "{error}"
    );
}

#[tokio::test]
async fn time_in_memory_is_what_was_slept() {
    let (client, server) = serving([]);
    let start = client.now();
    client.sleep(Duration::from_secs(3)).await;
    client.sleep(Duration::from_millis(1)).await;
    assert_eq!(
        client.now().duration_since(start),
        Duration::from_millis(3001)
    );
    assert_eq!(server.slept().len(), 2);
}
