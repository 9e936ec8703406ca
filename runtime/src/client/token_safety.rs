//! Where the token does not go, and where it does not show.

use bytes::Bytes;
use http::Method;

use crate::fixture::{TOKEN, User, serving, users};
use crate::{
    AccessToken, Answer, Client, Error, MemoryTransport, Page, RawResponse, Request, Secret,
    StaticToken, TokenRequest, credential_fn,
};

/// URLs that lead elsewhere, or look as if they did not.
const ELSEWHERE: [&str; 9] = [
    "https://evil.example/v1.0/users",
    "https://graph.microsoft.com.evil.example/v1.0/users",
    "https://graph.microsoft.us/v1.0/users",
    "https://sub.graph.microsoft.com/v1.0/users",
    "https://graph.microsoft.com:444/v1.0/users",
    "https://graph.microsoft.com@evil.example/v1.0/users",
    "https://graph.microsoft.com%2eevil.example/v1.0/users",
    "https://127.0.0.1/v1.0/users",
    "http://127.0.0.1/v1.0/users",
];

fn tokens(server: &MemoryTransport) -> Vec<(String, bool)> {
    let requests = server.requests().into_iter();
    requests
        .map(|request| {
            let has_token = request.headers().values().any(|value| {
                value
                    .as_bytes()
                    .windows(TOKEN.len())
                    .any(|w| w == TOKEN.as_bytes())
            });
            (request.url().to_owned(), has_token)
        })
        .collect()
}

#[tokio::test]
async fn links_to_another_host_are_not_followed() {
    for url in ELSEWHERE {
        let page = |name: &str| Answer::json(200, format!(r#"{{"value": [], "{name}": "{url}"}}"#));
        let (client, server) = serving([page("@odata.nextLink"), page("@odata.deltaLink")]);
        let next = users(&client).list().await.unwrap();
        let error = next.next(&client).unwrap().await.unwrap_err();
        assert!(error.is_refused(), "{url}: {error}");
        let delta = users(&client).list().await.unwrap();
        let link = delta.delta_link.unwrap();
        let error = client.follow::<Page<User>>(&link).await.unwrap_err();
        assert!(error.is_refused(), "{url}: {error}");
        // Nothing but the two first requests went out.
        assert_eq!(server.requests().len(), 2, "{url}");
    }
}

#[tokio::test]
async fn redirects_to_another_host_get_no_token() {
    for url in ELSEWHERE {
        for status in [301, 302, 303, 307, 308] {
            for method in [Method::GET, Method::HEAD, Method::POST, Method::PUT] {
                let server = MemoryTransport::answering(move |request| {
                    match request.url().starts_with("https://graph.microsoft.com/") {
                        true => Answer::empty(status).header("location", url),
                        false => Answer::empty(200).body("file"),
                    }
                });
                let client = crate::fixture::client(&server);
                let request = || client.request::<Bytes>(method.clone(), "/file");
                let _ = request().await;
                let _ = request().returning::<User>().await;
                for (seen, has_token) in tokens(&server) {
                    let is_home = seen.starts_with("https://graph.microsoft.com/v1.0/file");
                    assert_eq!(is_home, has_token, "{method} {status} {seen}");
                }
            }
        }
    }
}

#[tokio::test]
async fn uploads_downloads_and_monitors_get_no_token() {
    for url in ELSEWHERE
        .into_iter()
        .chain(["https://graph.microsoft.com/v1.0/users"])
    {
        let server = MemoryTransport::answering(|_| Answer::json(200, "{}"));
        let client = crate::fixture::client(&server);
        for method in [Method::GET, Method::PUT, Method::DELETE] {
            let _ = client.external::<User>(method.clone(), url).await;
            let of_another = users(&client).list();
            let parts = of_another.parts().external(method, url);
            let _ = Request::<User>::from_parts(parts).await;
        }
        assert!(
            tokens(&server).iter().all(|(_, has_token)| !has_token),
            "{url}"
        );
    }
}

#[tokio::test]
async fn what_has_a_token_does_not_show_it() {
    let secret_url = format!("https://upload.example/rup/{TOKEN}?tempauth={TOKEN}");
    let (client, server) = serving([
        Answer::json(200, format!(r#"{{"id": "{TOKEN}"}}"#)),
        Answer::json(200, format!(r#"["{TOKEN}"]"#)),
        Answer::empty(401)
            .header("www-authenticate", format!("Bearer {TOKEN}"))
            .header("location", secret_url.as_str()),
        Answer::empty(302).header("location", "ftp://x/"),
        Answer::fault(Error::transport("reset")),
    ]);
    let full = users(&client).id("1").get().send_full().await.unwrap();
    let raw = RawResponse::new(full.status(), full.headers().clone(), full.body().clone());
    let errors = [
        users(&client).id("1").get().await.unwrap_err(),
        users(&client).id("1").get().await.unwrap_err(),
        client
            .request::<Bytes>(Method::GET, "/x")
            .await
            .unwrap_err(),
        client
            .external::<User>(Method::POST, &secret_url)
            .await
            .unwrap_err(),
        client.follow::<User>(&secret_url).await.unwrap_err(),
        Error::credential("signed out"),
    ];
    let external = client.external::<User>(Method::PUT, &secret_url);
    let headed = users(&client)
        .list()
        .header("Authorization", TOKEN)
        .header("Cookie", TOKEN)
        .workbook_session_id(TOKEN)
        .with_body("text/plain", TOKEN);
    let builder = Client::builder().credential(StaticToken::new(TOKEN));
    let shown = [
        format!("{client:?}"),
        format!("{builder:?}"),
        format!("{external:?}"),
        format!("{headed:?}"),
        format!("{raw:?}"),
        format!("{:?}", StaticToken::new(TOKEN)),
        format!("{:?}", AccessToken::new(TOKEN)),
        format!("{:?}", Secret::from(TOKEN)),
        format!("{:?}", TokenRequest::new(["scope"]).with_claims(TOKEN)),
        format!(
            "{:?}",
            credential_fn(|_| async { Ok(AccessToken::new(TOKEN)) })
        ),
        format!("{:?}", crate::Body::from(TOKEN)),
        format!("{:?}", server.requests()[0].headers()),
    ];
    for shown in shown {
        assert!(!shown.contains(TOKEN), "{shown}");
    }
    for error in errors {
        let mut texts = vec![
            format!("{error}"),
            format!("{error:?}"),
            format!("{error:#?}"),
        ];
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            texts.push(format!("{cause} {cause:?}"));
            source = cause.source();
        }
        for text in texts {
            assert!(!text.contains(TOKEN), "{text}");
        }
    }
}
