use std::task::{Context, Poll, Waker};

use crate::fixture::{DirectoryObject, TOKEN, User, serving, users};
use crate::generated::*;
use crate::{Answer, Client};

#[test]
fn a_request_is_a_value() {
    let (client, _) = serving([]);
    let request = users(&client)
        .id("a#b")
        .get()
        .query("$select", "id")
        .header("Prefer", "x");
    let copy = request.clone().top(3);
    assert_eq!(request.method().as_str(), "GET");
    assert_eq!(
        request.url(),
        "https://graph.microsoft.com/v1.0/users/a%23b?$select=id"
    );
    assert_eq!(
        (request.path(), request.path_and_query()),
        ("/users/a%23b", "/users/a%23b?$select=id")
    );
    assert_eq!(request.route(), "/users/{}");
    assert_eq!(
        request
            .headers()
            .get("prefer")
            .map(|value| value.as_bytes()),
        Some(&b"x"[..])
    );
    assert_eq!(copy.path_and_query(), "/users/a%23b?$select=id&$top=3");
}

#[test]
fn query_options_are_encoded_once() {
    let (client, _) = serving([]);
    let request = users(&client)
        .list()
        .select((User::ID, User::DISPLAY_NAME, DirectoryObject::ID))
        .filter("startswith(displayName,'O''Neil & co')")
        .orderby("displayName desc")
        .search("\"a:b\"")
        .expand("manager($select=id)")
        .top(5)
        .skip(10)
        .count();
    assert_eq!(
        request.path_and_query(),
        "/users?$select=id,displayName,id&$filter=startswith(displayName,%27O%27%27Neil%20%26%20co%27)&$orderby=displayName%20desc\
         &$count=true&$search=%22a:b%22&$expand=manager($select%3Did)&$top=5&$skip=10"
    );
}

#[test]
fn a_selection_is_a_tuple_a_constant_or_text() {
    let (client, _) = serving([]);
    let query = |request: Request<Page<User>>| request.path_and_query().to_owned();
    let list = || users(&client).list();
    assert_eq!(query(list().select(User::ID)), "/users?$select=id");
    assert_eq!(
        query(list().select("id,extension_x")),
        "/users?$select=id,extension_x"
    );
    assert_eq!(query(list().select(["a", "b"])), "/users?$select=a,b");
    assert_eq!(query(list().select((User::ID, "b"))), "/users?$select=id,b");
    let twelve = (
        User::ID,
        User::ID,
        User::ID,
        User::ID,
        User::ID,
        User::ID,
        User::ID,
        User::ID,
        User::ID,
        User::ID,
        User::ID,
        User::AGE,
    );
    assert!(query(list().select(twelve)).ends_with(",age"));
    let optional: Request<Option<User>> = users(&client)
        .id("1")
        .get()
        .optional()
        .select(DirectoryObject::ID);
    assert_eq!(optional.path_and_query(), "/users/1?$select=id");
}

#[tokio::test]
async fn it_is_sent_by_await_alone_and_by_send_full() {
    let (client, _) = serving([
        Answer::json(200, r#"{"id": "1"}"#),
        Answer::json(202, r#"{"id": "2"}"#).header("location", "https://x/"),
    ]);
    let user = users(&client).id("1").get().await.unwrap();
    assert_eq!(user.id.ok().map(String::as_str), Some("1"));
    let response = users(&client).id("2").get().send_full().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.header("Location")),
        (202, Some("https://x/"))
    );
    assert_eq!(&response.body()[..], br#"{"id": "2"}"#);
    assert!(!format!("{:?}", response.headers()).is_empty());
    assert_eq!(response.into_value().id.ok().map(String::as_str), Some("2"));
}

#[test]
fn its_future_is_send_and_needs_no_runtime() {
    fn is_send<T: Send + 'static>(value: T) -> T {
        value
    }
    let (client, _) = serving([
        Answer::json(200, r#"{"id": "1"}"#),
        Answer::json(200, "{}"),
        Answer::json(200, "{}"),
    ]);
    let mut future = is_send(users(&client).id("1").get().into_future());
    drop(is_send(users(&client).id("1").get().send()));
    drop(is_send(users(&client).list().send_full()));
    let poll = future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(poll, Poll::Ready(Ok(_))));
    fn anywhere<T: Clone + Send + Sync + 'static>() {}
    anywhere::<Request<User>>();
    anywhere::<Client>();
}

#[tokio::test]
async fn bad_headers_are_refused() {
    let (client, server) = serving([]);
    for (name, value) in [("a b", "x"), ("Prefer", "x\r\nHost: evil")] {
        let error = users(&client).list().header(name, value).await.unwrap_err();
        assert!(
            error.is_refused() && !error.to_string().contains('\n'),
            "{error}"
        );
    }
    assert!(server.requests().is_empty());
}

#[test]
fn debug_shows_neither_bodies_nor_tokens() {
    let (client, _) = serving([]);
    let request = users(&client)
        .into_node()
        .create::<User>(User {
            display_name: "hunter2".into(),
            ..User::default()
        })
        .header("Authorization", TOKEN);
    let shown = format!("{request:?} {client:?}");
    assert!(
        shown.contains("POST") && shown.contains("/users"),
        "{shown}"
    );
    assert!(
        !shown.contains("hunter2") && !shown.contains(TOKEN),
        "{shown}"
    );
}

#[test]
fn what_follows_goes_out_as_the_first_did() {
    let (client, _) = serving([]);
    let first = client
        .request::<User>(http::Method::POST, "/users")
        .with_body("application/json", "{}")
        .prefer("odata.maxpagesize=5")
        .if_match("W/1");
    let next = first
        .parts()
        .follow("https://graph.microsoft.com/v1.0/users?$skiptoken=a%2Bb");
    assert_eq!((&next.method, &next.body), (&http::Method::GET, &None));
    assert_eq!(
        next.path.url(),
        "https://graph.microsoft.com/v1.0/users?$skiptoken=a%2Bb"
    );
    let names: Vec<_> = next.headers.keys().map(|name| name.as_str()).collect();
    assert_eq!(names, ["prefer"]);
    assert_eq!(next.authorization, super::Authorization::Bearer);

    let other = first
        .parts()
        .external(http::Method::PUT, "https://upload.example/1");
    assert_eq!(other.authorization, super::Authorization::Anonymous);
    assert!(other.headers.is_empty());
}
