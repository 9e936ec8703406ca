use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_core::Stream;
use http::Method;
use proptest::prelude::*;
use serde_json::json;

use super::{Items, Pages, SavedLink};
use crate::fixture::{DirectoryObject, User, client, serving, users};
use crate::{
    AccessToken, Answer, Body, BoxFuture, Client, Error, Json, MemoryTransport, Model, Navigation,
    Page, Preference, RecordedRequest, Request, Transport, credential_fn,
};

const ROOT: &str = "https://graph.microsoft.com/v1.0";

/// A page of users with these names.
fn page(names: &[&str], next: Option<&str>) -> Answer {
    let items: Vec<_> = names
        .iter()
        .map(|name| json!({"displayName": name}))
        .collect();
    let mut body = json!({"value": items});
    if let Some(next) = next {
        body["@odata.nextLink"] = next.into();
    }
    Answer::json(200, body.to_string())
}

fn link(at: usize) -> String {
    format!("{ROOT}/users?$skiptoken={at}")
}

fn name(user: &User) -> &str {
    user.display_name.ok().map_or("", String::as_str)
}

async fn names(mut items: Items<User>) -> Vec<String> {
    let mut names = Vec::new();
    while let Some(user) = items.next().await {
        names.push(user.map_or_else(|error| error.to_string(), |user| name(&user).to_owned()));
    }
    names
}

fn urls(server: &MemoryTransport) -> Vec<String> {
    let requests = server.requests();
    requests
        .iter()
        .map(|request| request.url().to_owned())
        .collect()
}

#[tokio::test]
async fn items_of_all_pages_come_in_order() {
    let (client, server) = serving([
        page(&["a", "b"], Some(&link(1))),
        page(&[], Some(&link(2))),
        page(&["c"], None),
    ]);
    let items = users(&client).list().top(2).items();
    assert_eq!(names(items).await, ["a", "b", "c"]);
    assert_eq!(
        urls(&server),
        [format!("{ROOT}/users?$top=2"), link(1), link(2)]
    );
}

#[tokio::test]
async fn headers_of_the_request_go_with_every_page() {
    let (client, server) = serving([
        page(&["a"], Some(&link(1))),
        page(&["b"], Some(&link(2))),
        page(&["c"], None),
    ]);
    let request = users(&client)
        .list()
        .consistency_level_eventual()
        .accept_language("de-DE")
        .prefer(Preference::max_page_size(1))
        .header("x-own", "1");
    let all = request.all().await.unwrap();
    assert_eq!(all.len(), 3);
    let requests = server.requests();
    // Each has an id of its own.
    let headers = |request: &RecordedRequest| {
        let mut headers = request.headers().clone();
        headers.remove("client-request-id");
        headers
    };
    let first = headers(&requests[0]);
    assert!(first.len() > 5, "{first:?}");
    for request in &requests {
        assert_eq!(headers(request), first);
        assert_eq!(request.method(), Method::GET);
    }
}

#[tokio::test]
async fn pages_behind_an_action_are_got_without_its_body() {
    let (client, server) = serving([page(&["a"], Some(&link(1))), page(&["b"], None)]);
    let action: Request<Page<User>> = client.request(Method::POST, "/users/getByIds");
    let pages = action.with_body("application/json", "{}").pages();
    assert!(pages.next_link().is_none());
    assert_eq!(pages.all().await.unwrap().len(), 2);
    let requests = server.requests();
    assert_eq!(requests[0].method(), Method::POST);
    assert_eq!(requests[1].method(), Method::GET);
    assert!(requests[1].body().is_empty() && requests[1].header("content-type").is_none());
}

#[tokio::test]
async fn pages_go_on_from_one_that_is_there() {
    let (client, server) = serving([page(&["a"], Some(&link(1))), page(&["b"], None)]);
    let request = users(&client).list().prefer(Preference::max_page_size(1));
    let first = request.clone().send().await.unwrap();
    let mut pages = request.pages_from(first);
    assert!(pages.next().await.unwrap().is_ok());
    assert_eq!(server.requests().len(), 1);
    assert_eq!(pages.all().await.unwrap().len(), 1);
    let last = &server.requests()[1];
    assert_eq!(
        (last.url(), last.header("prefer")),
        (&*link(1), Some("odata.maxpagesize=1"))
    );
}

#[tokio::test]
async fn nothing_is_asked_for_before_it_is_wanted() {
    let (client, server) = serving([page(&["a", "b"], Some(&link(1))), page(&["c"], None)]);
    let mut items = users(&client).list().items();
    assert!(server.requests().is_empty());
    for wanted in ["a", "b"] {
        assert_eq!(name(&items.next().await.unwrap().unwrap()), wanted);
        assert_eq!(server.requests().len(), 1);
    }
    assert_eq!(name(&items.next().await.unwrap().unwrap()), "c");
    assert!(items.next().await.is_none());
    assert!(items.next().await.is_none());
    assert_eq!(server.requests().len(), 2);
}

/// A server that never answers.
#[derive(Clone, Default)]
struct Hanging(Arc<AtomicUsize>);

impl Transport for Hanging {
    fn send(
        &self,
        _request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, Error>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(std::future::pending())
    }

    fn sleep(&self, _duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn one_request_is_under_way_and_whoever_stops_waiting_loses_nothing() {
    let server = Hanging::default();
    let client = Client::builder().transport(server.clone()).build().unwrap();
    let mut items = users(&client).list().items();
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..3 {
        // The future is dropped each time; the request stays with the stream.
        assert!(pin!(items.next()).poll(&mut context).is_pending());
    }
    assert_eq!(server.0.load(Ordering::Relaxed), 1);
    assert!(items.resume_link().is_some());
}

#[tokio::test]
async fn limits_end_a_stream_without_a_request_more() {
    let answers = || (1..9).map(|at| page(&["a", "b"], Some(&link(at))));
    for (limit, pages) in [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2)] {
        let (client, server) = serving(answers());
        let items = users(&client).list().items().limit(limit);
        assert_eq!(names(items).await.len(), limit);
        assert_eq!(server.requests().len(), pages);
    }
    let (client, server) = serving(answers());
    let all = users(&client).list().pages().max_pages(3).all().await;
    assert_eq!((all.unwrap().len(), server.requests().len()), (6, 3));
    let items = users(&client).list().items().max_pages(1);
    assert_eq!(names(items).await.len(), 2);
}

#[tokio::test]
async fn the_first_item_may_be_on_a_later_page() {
    let (client, server) = serving([
        page(&[], Some(&link(1))),
        page(&["a", "b"], Some(&link(2))),
        page(&[], None),
    ]);
    let first = users(&client).list().first().await.unwrap();
    assert_eq!(first.as_ref().map(name), Some("a"));
    assert_eq!(server.requests().len(), 2);
    assert!(users(&client).list().first().await.unwrap().is_none());
}

#[tokio::test]
async fn an_error_is_told_once_and_says_where_to_go_on() {
    let failure = Answer::json(400, r#"{"error": {"code": "Bad", "message": "no"}}"#);
    let (client, _) = serving([
        page(&["a"], Some(&link(1))),
        failure,
        page(&["b"], Some(&link(2))),
        page(&["c"], None),
    ]);
    let mut items = users(&client)
        .list()
        .prefer(Preference::immutable_ids())
        .items();
    assert!(items.next().await.unwrap().is_ok());
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.code(), Some("Bad"));
    assert!(items.next().await.is_none());
    let saved = items.resume_link().unwrap();
    assert_eq!(saved.link(), link(1));

    let text = serde_json::to_string(&saved).unwrap();
    assert_eq!(
        text.parse::<Json>().unwrap().to_value(),
        json!({"link": link(1), "headers": {"prefer": "IdType=\"ImmutableId\""}})
    );
    let saved: SavedLink = serde_json::from_str(&text).unwrap();
    assert_eq!(names(client.resume(&saved).items()).await, ["b", "c"]);
}

#[tokio::test]
async fn a_body_that_is_no_page_is_told_and_can_be_asked_for_again() {
    for body in [
        r#"{"value": [{"displayName": "#,
        "<html>",
        r#"{"values": []}"#,
        "",
    ] {
        let (client, _) = serving([
            page(&["a"], Some(&link(1))),
            Answer::json(200, body),
            page(&["b"], None),
        ]);
        let mut pages = users(&client).list().pages();
        assert!(pages.next().await.unwrap().is_ok());
        assert!(pages.next().await.unwrap().unwrap_err().is_decode());
        assert!(pages.next().await.is_none());
        let saved = pages.next_link().unwrap();
        assert_eq!(client.resume::<User>(&saved).all().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_saved_link_misses_no_item() {
    let answers = || [page(&["a", "b"], Some(&link(1))), page(&["c", "d"], None)];
    let (client, _) = serving(answers());
    let mut items = users(&client).list().items();
    let mut links = Vec::new();
    loop {
        links.push(items.resume_link().map(|saved| saved.link().to_owned()));
        if items.next().await.is_none() {
            break;
        }
    }
    let first = Some(format!("{ROOT}/users"));
    assert_eq!(
        links,
        [first.clone(), first, Some(link(1)), Some(link(1)), None]
    );
}

#[tokio::test]
async fn a_saved_link_has_the_preferences_that_it_was_made_with() {
    let (server, now) = (MemoryTransport::new(), Preference::immutable_ids());
    let client = Client::builder().transport(server).prefer(now).build();
    let client = client.unwrap();
    let saved: SavedLink = serde_json::from_value(json!({
        "link": link(1),
        "headers": {"prefer": "odata.maxpagesize=5", "authorization": "Bearer other"},
    }))
    .unwrap();
    let request = client.resume::<User>(&saved);
    let headers: Vec<_> = request.headers().iter().collect();
    assert_eq!(headers.len(), 1, "{headers:?}");
    assert_eq!(request.headers()["prefer"], "odata.maxpagesize=5");
    let bare = client.resume::<User>(&SavedLink::new(link(1)));
    assert!(bare.headers().is_empty());
}

#[tokio::test]
async fn links_that_lead_in_a_circle_end() {
    type Next = fn(&str) -> String;
    let answering = |next: Next| {
        client(&MemoryTransport::answering(move |request| {
            page(&["a"], Some(&next(request.url())))
        }))
    };
    let circles: [(Next, usize); 3] = [
        (|url| url.to_owned(), 1),
        (|_| link(1), 2),
        (
            |url| match url
                .rsplit_once('=')
                .and_then(|(_, at)| at.parse::<usize>().ok())
            {
                Some(at) => link((at + 1) % 5),
                None => link(0),
            },
            6,
        ),
    ];
    for (next, pages) in circles {
        let client = answering(next);
        let mut items = users(&client).list().items();
        // What the last good page had is not lost.
        for _ in 0..pages {
            assert!(items.next().await.unwrap().is_ok());
        }
        let error = items.next().await.unwrap().unwrap_err();
        assert!(error.is_link_loop(), "{error}");
        assert!(items.next().await.is_none());
    }
}

#[tokio::test]
async fn a_token_goes_to_no_other_host() {
    let (client, server) = serving([page(&["a"], Some("https://evil.example/v1.0/users?x=1"))]);
    let mut items = users(&client).list().items();
    assert!(items.next().await.unwrap().is_ok());
    let error = items.next().await.unwrap().unwrap_err();
    assert!(error.is_refused() && error.to_string().contains("evil.example"));
    assert!(items.next().await.is_none());
    let saved = items.resume_link().unwrap();
    let error = client.resume::<User>(&saved).send().await.unwrap_err();
    assert!(error.is_refused());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_token_that_ends_on_the_way_is_replaced() {
    let server = MemoryTransport::new()
        .answer(page(&["a"], Some(&link(1))))
        .answer(page(&["b"], Some(&link(2))))
        .answer(page(&["c"], None));
    let count = Arc::new(AtomicUsize::new(0));
    let credential = credential_fn(move |_| {
        let token = format!("t{}", count.fetch_add(1, Ordering::Relaxed));
        // Within the time to spare: good for one request.
        let end = SystemTime::now() + Duration::from_secs(1);
        async move { Ok(AccessToken::new(token).expires_on(end)) }
    });
    let client = Client::builder()
        .transport(server.clone())
        .credential(credential)
        .build()
        .unwrap();
    assert_eq!(users(&client).list().all().await.unwrap().len(), 3);
    let tokens: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.header("authorization").unwrap().to_owned())
        .collect();
    assert_eq!(tokens, ["Bearer t0", "Bearer t1", "Bearer t2"]);
}

#[tokio::test]
async fn items_that_do_not_fit_stand_in_their_places() {
    let body = r#"{"value": [null, {"displayName": "a"}, 7, {"displayName": "b"}, "x"]}"#;
    let (client, _) = serving([Answer::json(200, body), Answer::json(200, body)]);
    let mut items = users(&client).list().items();
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(match item {
            Ok(user) => name(&user).to_owned(),
            Err(error) => {
                assert!(error.is_decode());
                String::from_utf8(error.raw_body().unwrap().to_vec()).unwrap()
            }
        });
    }
    assert_eq!(found, ["null", "a", "7", "b", "\"x\""]);
    let all = users(&client).list().all().await.unwrap();
    assert_eq!((all.len(), all.odd().len()), (2, 3));
}

/// Links go out as they came; what cannot stand in a URL is escaped, and this is all of it.
#[tokio::test]
async fn links_are_followed_as_they_came() {
    let unchanged = [
        "/users?$skiptoken=X%274453707%27&$top=1",
        "/users?$skiptoken=a+b&x=%2B%2b%20&y='z'",
        "/users?$filter=startswith(displayName,'A')&$select=id,displayName",
        "/me/drive/root/delta(token='a%3Db;c')?$top=1",
        "/me/drive/root/delta?(token='1230919asd190410jlka')",
        "/users/?a=1&&b=&=c&a=1",
        "/users//x/%2e%2e/y",
        "/users?a=b%zz%",
        "/users?x=a:b@c!d*e~f_g.h-i[j]k/l?m",
    ];
    let escaped = [
        ("/users?a=b c", "/users?a=b%20c"),
        ("/users?a=\"b\"", "/users?a=%22b%22"),
        ("/users?a=<b>", "/users?a=%3Cb%3E"),
        ("/users?a={b}|^`", "/users?a=%7Bb%7D%7C%5E%60"),
        ("/users?a=ü€", "/users?a=%C3%BC%E2%82%AC"),
    ];
    let same = unchanged.into_iter().map(|link| (link, link));
    for (link, sent) in same.chain(escaped) {
        let (link, sent) = (format!("{ROOT}{link}"), format!("{ROOT}{sent}"));
        let (client, server) = serving([page(&["a"], Some(&link)), page(&["b"], None)]);
        let mut pages = users(&client).list().pages();
        assert!(pages.next().await.unwrap().is_ok());
        assert_eq!(pages.next_link().unwrap().link(), link);
        assert!(pages.next().await.unwrap().is_ok(), "{link}");
        assert_eq!(urls(&server)[1], sent);
    }
    // These would mean something else to other URL libraries.
    for link in ["/users?a=b#c", "/users\\x", "/users?a=b\nc", "/users?a=\tb"] {
        let link = format!("{ROOT}{link}");
        let (client, _) = serving([page(&["a"], Some(&link))]);
        let mut pages = users(&client).list().pages();
        assert!(pages.next().await.unwrap().is_ok());
        assert!(pages.next().await.unwrap().unwrap_err().is_refused());
    }
}

#[tokio::test]
async fn an_expanded_collection_goes_on_behind_what_came() {
    const MEMBER_OF: Navigation<User, crate::Collection<DirectoryObject>> =
        Navigation::new("memberOf");
    let more = format!("{ROOT}/users/a/memberOf?$skiptoken=x");
    let answer = json!({
        "id": "a",
        "memberOf": [{"id": "1"}, {"id": "2"}],
        "memberOf@odata.nextLink": more,
        "memberOf@odata.count": 3,
    });
    let (client, server) = serving([
        Answer::json(200, answer.to_string()),
        Answer::json(200, r#"{"value": [{"id": "3"}]}"#),
        Answer::json(200, r#"{"id": "b", "memberOf": [{"id": "4"}]}"#),
        Answer::json(200, r#"{"id": "c"}"#),
    ]);
    let user = users(&client).id("a").get().await.unwrap();
    let mut pages = user.expanded_pages(&client, MEMBER_OF).unwrap();
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!((first.items.len(), first.count), (2, Some(3)));
    assert_eq!(server.requests().len(), 1);
    let mut rest = pages.items();
    let third = rest.next().await.unwrap().unwrap();
    assert_eq!(third.id.ok().map(String::as_str), Some("3"));
    assert!(rest.next().await.is_none());
    assert_eq!(urls(&server)[1], more);

    for count in [1, 0] {
        let user = users(&client).id("b").get().await.unwrap();
        let pages = user.expanded_pages(&client, MEMBER_OF).unwrap();
        assert!(pages.next_link().is_none());
        assert_eq!(pages.all().await.unwrap().len(), count);
    }
    assert_eq!(server.requests().len(), 4);
    let mut odd = User::default();
    odd.additional.insert("memberOf", "text");
    assert!(odd.expanded_pages(&client, MEMBER_OF).is_err());
}

#[test]
fn streams_are_send_and_show_no_secrets() {
    fn check<S: Stream + Send + Unpin + 'static>(stream: S) -> S {
        stream
    }
    let (client, _) = serving([page(&["a"], None)]);
    let mut pages: Pages<User> = check(users(&client).list().pages());
    let items: Items<Json> = check(users(&client).list().returning::<Page<Json>>().items());
    let shown = format!("{pages:?} {items:?}");
    assert!(!shown.contains(crate::fixture::TOKEN), "{shown}");
    // Polled as a stream, without any runtime.
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Some(Ok(page))) = pin!(&mut pages).poll_next(&mut context) else {
        panic!("memory answers at once");
    };
    assert_eq!(page.items.len(), 1);
}

proptest! {
    /// However items are cut into pages, all come, once, in order, and so does what does not fit.
    #[test]
    fn no_item_is_lost(sizes in proptest::collection::vec(0usize..5, 1..8), odd in any::<u64>(), limit in 0usize..40) {
        let total: usize = sizes.iter().sum();
        let is_odd = |at: usize| odd >> (at % 64) & 1 == 1;
        let mut from = 0;
        let mut answers = Vec::new();
        for (index, size) in sizes.iter().enumerate() {
            let items: Vec<_> = (from..from + size)
                .map(|at| if is_odd(at) { json!(at) } else { json!({"displayName": at.to_string()}) })
                .collect();
            from += size;
            let mut body = json!({"value": items});
            if index + 1 < sizes.len() {
                body["@odata.nextLink"] = link(index).into();
            }
            answers.push(Answer::json(200, body.to_string()));
        }
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (found, resumable) = runtime.block_on(async {
            let (client, _) = serving(answers);
            let mut items = users(&client).list().items().limit(limit);
            let (mut found, mut resumable) = (Vec::new(), true);
            while let Some(item) = items.next().await {
                found.push(match item {
                    Ok(user) => name(&user).to_owned(),
                    Err(error) => String::from_utf8(error.raw_body().unwrap().to_vec()).unwrap(),
                });
                resumable &= found.len() == total || items.resume_link().is_some();
            }
            (found, resumable)
        });
        let expected: Vec<String> = (0..total).map(|at| at.to_string()).collect();
        let good = |upto: usize| (0..upto).filter(|at| !is_odd(*at)).count();
        let cut = (0..=total).find(|upto| good(*upto) == limit).unwrap_or(total);
        let cut = if good(total) < limit { total } else { cut };
        prop_assert_eq!(&found[..], &expected[..cut]);
        prop_assert!(resumable);
    }
}
