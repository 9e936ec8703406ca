//! Advanced queries.

use crate::builder::RequestBuilder;
use crate::fixture::{User, serving, users};
use crate::query::Levels;
use crate::sample::{Everything, IosVppApp};
use crate::{Client, Json, Page, Request};

fn list(client: &Client) -> Request<Page<User>> {
    users(client).list()
}

fn level<T>(request: &Request<T>) -> Option<&str> {
    request.headers().get("ConsistencyLevel")?.to_str().ok()
}

/// Whether the header is there, and how often `$count=true` is.
fn state<T>(request: &Request<T>) -> (bool, usize) {
    let is_eventual = match level(request) {
        Some(level) => {
            assert_eq!(level, "eventual");
            true
        }
        None => false,
    };
    (is_eventual, request.url().matches("$count=true").count())
}

const ADVANCED: (bool, usize) = (true, 1);
const BASIC: (bool, usize) = (false, 0);

#[test]
fn what_wants_the_index_of_the_directory_asks_for_it() {
    let (client, _) = serving([]);
    let list = || list(&client);
    for request in [
        list().count(),
        list().search("\"displayName:a\""),
        list().search(User::DISPLAY_NAME.search("a")),
        list().filter(User::AGE.ne(1)),
        list().filter(User::AGE.is_not_null()),
        list().filter(!User::AGE.eq(1)),
        list().filter(User::DISPLAY_NAME.endswith("x")),
        list().filter(User::AGE.eq(1) & (User::AGE.gt(1) | User::DISPLAY_NAME.endswith("x"))),
        list().filter(User::TAGS.any(|tag| tag.ne("x"))),
        list().filter(User::TAGS.count().eq(0)),
        list().orderby(User::TAGS.count()),
        list().filter(User::AGE.eq(1)).orderby(User::AGE),
        list().orderby(User::AGE).filter(User::AGE.eq(1)),
        list().filter("age eq 1").orderby("age"),
        list().expand(User::MANAGER.expand().levels(Levels::Max)),
        list().advanced_query(),
        list().filter("age ne 1").advanced_query(),
        list().filter(User::AGE.ne(1)).count().search("x"),
    ] {
        assert_eq!(state(&request), ADVANCED, "{request:?}");
    }
}

#[test]
fn other_queries_stay_as_they_are() {
    let (client, _) = serving([]);
    let list = || list(&client);
    for request in [
        list(),
        list().select(User::ID).top(5).skip(5).expand(User::MANAGER),
        list().filter(User::AGE.eq(1) & User::DISPLAY_NAME.startswith("a")),
        list().filter(User::TAGS.any(|tag| tag.eq("x"))),
        list().orderby(User::AGE.desc()),
        // A text is not looked into.
        list().filter("age ne 1"),
        list().query("$search", "\"a:b\""),
    ] {
        assert_eq!(state(&request), BASIC, "{request:?}");
    }
    let things = || client.request::<Page<Everything>>(http::Method::GET, "/things");
    assert_eq!(state(&things().filter(Everything::INT32.ne(1))), BASIC);
    assert_eq!(state(&things().search("x")), BASIC);
    assert_eq!(state(&things().count()), (false, 1));
    assert_eq!(state(&things().advanced_query()), ADVANCED);
    let raw = client.request::<Json>(http::Method::GET, "/users");
    assert_eq!(state(&raw.filter(User::AGE.ne(1))), BASIC);
}

#[test]
fn it_can_be_refused_before_and_after() {
    let (client, _) = serving([]);
    let list = || list(&client);
    assert_eq!(state(&list().basic_query().filter(User::AGE.ne(1))), BASIC);
    assert_eq!(state(&list().filter(User::AGE.ne(1)).basic_query()), BASIC);
    assert_eq!(
        list()
            .filter(User::AGE.ne(1))
            .basic_query()
            .path_and_query(),
        list().query("$filter", "age ne 1").path_and_query()
    );
    // What was asked for stays.
    assert_eq!(state(&list().count().basic_query()), (false, 1));
    assert_eq!(
        state(&list().filter(User::AGE.ne(1)).count().basic_query()),
        (false, 1)
    );
    let asked = list().consistency_level_eventual();
    assert_eq!(state(&asked.search("x").basic_query()), (true, 0));
    // Only the option itself is taken away, wherever it stands.
    let request = list().search("x").top(3).basic_query();
    assert_eq!(request.path_and_query(), "/users?$search=x&$top=3");
    let request = list().advanced_query().basic_query();
    assert_eq!(request.path_and_query(), "/users");
    let request = list().advanced_query().top(3).basic_query();
    assert_eq!(request.path_and_query(), "/users?$top=3");
}

#[test]
fn casts_of_many_want_it_and_casts_of_one_do_not() {
    let (client, _) = serving([]);
    let reports = || users(&client).id("1").direct_reports();
    let path = "/users/1/directReports/microsoft.graph.user";
    for request in [reports().cast::<User>().list(), reports().list_as::<User>()] {
        assert_eq!(request.path_and_query(), format!("{path}?$count=true"));
        assert_eq!(state(&request), ADVANCED);
        assert_eq!(request.basic_query().path_and_query(), path);
    }
    assert_eq!(state(&reports().cast::<User>().id("2").get()), BASIC);
    let manager = users(&client).id("1").manager();
    assert_eq!(state(&manager.get_as::<User>()), BASIC);
    let apps = client.root::<crate::Owned>("mobileApps");
    let apps = apps.cast::<IosVppApp, crate::Many>().list::<IosVppApp>();
    assert_eq!(state(&apps), BASIC);
    // Nothing else than a GET is a query.
    let node = reports().into_node().cast::<User, crate::Many>();
    assert_eq!(state(&node.delete()), BASIC);
}

#[test]
fn a_count_wants_the_header_alone() {
    let (client, _) = serving([]);
    let count = client.root::<crate::Owned>("users").count::<User>();
    assert_eq!(state(&count), (true, 0));
    assert_eq!(count.path_and_query(), "/users/$count");
    let count = client.root::<crate::Owned>("things").count::<Everything>();
    assert_eq!(state(&count), BASIC);
    let reports = users(&client).id("1").direct_reports().into_node();
    let count = reports.cast::<User, crate::Many>().count::<User>();
    assert_eq!(state(&count), (true, 0));
    assert_eq!(level(&count.basic_query()), None);
}
