//! Collections: pages, options of queries, counts.

use crate::start;
use msgraph::graph::User;
use msgraph_runtime::Model;
use msgraph_tests::mock_graph::ME;

#[tokio::test]
async fn all_pages_are_read_and_nothing_twice() {
    let (service, graph) = start().await;
    service.add_users(250);
    let users = graph
        .users()
        .list()
        .select((User::ID, User::DISPLAY_NAME))
        .top(100);
    let users = users.all().await.expect("all pages");
    assert_eq!(users.len(), 252);
    let seen = service.seen();
    assert_eq!(seen.len(), 3);
    assert_eq!(seen[0].line(), "GET /users?$select=id,displayName&$top=100");
    // The links are followed as they came, and what was selected is carried on.
    for one in &seen[1..] {
        assert!(
            one.target
                .starts_with("/users?$select=id,displayName&$top=100&$skiptoken="),
            "{}",
            one.target
        );
    }
    let last = users.last().expect("a user");
    assert!(last.mail.is_absent() && !last.display_name.is_absent());
}

#[tokio::test]
async fn a_limit_asks_for_no_page_too_many() {
    let (service, graph) = start().await;
    service.add_users(250);
    let mut users = graph.users().list().top(100).items().limit(100);
    let mut count = 0;
    while let Some(user) = users.next().await {
        user.expect("a user");
        count += 1;
    }
    assert_eq!(count, 100);
    assert_eq!(service.seen().len(), 1);
}

#[tokio::test]
async fn a_filter_is_understood() {
    let (service, graph) = start().await;
    service.add_users(9);
    let filter =
        "startswith(displayName,'gard') and accountEnabled eq true and jobTitle eq 'Gardener'";
    let users = graph.users().list().filter(filter).all().await;
    let names = users
        .expect("users")
        .into_iter()
        .filter_map(|user| user.display_name.ok().cloned());
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["Gardener 2", "Gardener 4", "Gardener 8"]
    );
}

#[tokio::test]
async fn advanced_queries_want_their_header() {
    let (_, graph) = start().await;
    let plain = graph.client().request::<msgraph_runtime::Page<User>>(
        msgraph_runtime::http::Method::GET,
        "/users?$filter=jobTitle%20ne%20null&$count=true",
    );
    let error = plain.clone().await.expect_err("an advanced query");
    assert_eq!(error.code(), Some("Request_UnsupportedQuery"));
    let page = plain.consistency_level_eventual().await.expect("users");
    assert_eq!(page.count, Some(2));
}

#[tokio::test]
async fn what_is_expanded_is_read_by_its_constant() {
    let (_, graph) = start().await;
    let users = graph
        .users()
        .list()
        .expand("manager")
        .all()
        .await
        .expect("users");
    let managed = users
        .iter()
        .find_map(|user| user.expanded(User::MANAGER).ok().flatten());
    let manager = managed.expect("somebody has a manager");
    assert_eq!(manager.id.ok().map(String::as_str), Some(ME));
}
