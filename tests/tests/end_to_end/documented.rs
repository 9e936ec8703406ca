//! What a request knows of itself, from the pages that the crate was generated with.

use crate::start;
use msgraph_runtime::PermissionContext::{Application, DelegatedPersonal, DelegatedWork};

#[tokio::test]
async fn a_request_knows_its_permissions() {
    let (_, graph) = start().await;
    let messages = graph.users().id("ann@example.com").messages().list();
    assert_eq!(messages.route(), "/users/{}/messages");
    let permissions = messages.permissions().expect("a table");
    for context in [DelegatedWork, DelegatedPersonal] {
        assert_eq!(permissions.least(context), Some(&["Mail.ReadBasic"][..]));
    }
    assert_eq!(
        permissions.least(Application),
        Some(&["Mail.ReadBasic.All"][..])
    );

    // Two permissions that are wanted together.
    let groups = graph.me().check_member_groups(vec!["1".to_owned()]);
    let permissions = groups.permissions().expect("a table");
    let least = permissions.least(DelegatedWork);
    assert_eq!(
        least,
        Some(&["User.ReadBasic.All", "GroupMember.Read.All"][..])
    );
    assert_eq!(permissions.least(DelegatedPersonal), None);
}

#[tokio::test]
async fn facts_are_those_of_the_route_that_was_built() {
    let (_, graph) = start().await;
    let page = |facts: Option<&'static msgraph_runtime::RouteFacts>| facts.map(|facts| facts.page);
    let of_user = graph.users().id("1").drive().get();
    let of_group = graph.groups().id("1").drive().get();
    assert_eq!(page(of_user.facts()), Some("drive-get"));
    assert_eq!(page(of_group.facts()), Some("drive-get"));
    // The same method, on a route that no page has.
    let of_owners = graph.groups().id("1").owners().list();
    assert_eq!(page(of_owners.facts()), None);
    let of_members = graph.groups().id("1").members().list();
    assert_eq!(page(of_members.facts()), Some("group-list-members"));

    let deleted = graph.users().id("1").delete();
    let facts = deleted.facts().expect("it is documented");
    assert_eq!((facts.method, facts.statuses), ("DELETE", &[204][..]));
    assert_eq!(
        facts.docs_url(),
        "https://learn.microsoft.com/graph/api/user-delete?view=graph-rest-1.0"
    );
    let devices = graph.devices().list();
    let headers = devices.facts().expect("it is documented").headers;
    assert!(headers.contains(&"ConsistencyLevel"), "{headers:?}");
}

/// Every row is of a request that the crate can make: the routes of methods and of the table are spelled alike.
#[tokio::test]
async fn routes_are_spelled_as_the_table_has_them() {
    let (_, graph) = start().await;
    let items = || graph.me().drive().items().id("1");
    let requests = [
        graph.groups().delta().route(),
        graph
            .me()
            .drive()
            .root()
            .item_with_path("a/b")
            .get()
            .route(),
        items().children().list().route(),
        items().content().get().route(),
        graph.groups().id("1").members().list().route(),
        graph
            .groups()
            .id("1")
            .members()
            .id("2")
            .remove_ref()
            .route(),
        graph
            .groups()
            .id("1")
            .members()
            .add_ref("https://graph.microsoft.com/v1.0/users/2")
            .route(),
    ];
    let table = graph.client().routes().expect("a table");
    for route in requests {
        let is_there = table.rows().iter().any(|row| row.route == route);
        assert!(is_there, "{route}");
    }
}
