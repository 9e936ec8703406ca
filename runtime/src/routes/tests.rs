use http::Method;

use super::PermissionContext::{Application, DelegatedPersonal, DelegatedWork};
use crate::fixture::{serving, users};

/// As in a generated crate, where the table lies a module below what uses it.
mod table {
    crate::route_table! {
        ROUTES, "graph-rest-1.0";
        permissions {
            [["User.Read"] ["User.Read.All", "Group.Read.All"]] [["User.Read"]] [];
            [] [] [["User.ReadWrite.All"]];
        }
        requests {
            GET "/users" [] [200] ["ConsistencyLevel"] ["$filter", "$top"] "user-list";
            DELETE "/users/{}" [1] [204] [] [] "user-delete";
            GET "/users/{}" [0] [200, 302] [] [] "user-get";
        }
    }
}

use table::ROUTES;

#[test]
fn a_row_is_found_by_route_and_method() {
    for row in ROUTES.rows() {
        let method: Method = row.method.parse().unwrap();
        assert_eq!(ROUTES.find(row.route, &method), Some(row));
    }
    for (route, method) in [
        ("/users", Method::POST),
        ("/users/", Method::GET),
        ("/users/{}", Method::HEAD),
        ("", Method::GET),
        ("/zzz", Method::GET),
    ] {
        assert_eq!(ROUTES.find(route, &method), None, "{method} {route}");
    }
}

#[test]
fn the_least_privileged_alternative_stands_first() {
    let get = ROUTES.find("/users/{}", &Method::GET).unwrap();
    let permissions = get.permissions.unwrap();
    assert_eq!(permissions.least(DelegatedWork), Some(&["User.Read"][..]));
    assert_eq!(
        permissions.of(DelegatedWork)[1],
        ["User.Read.All", "Group.Read.All"]
    );
    assert_eq!(permissions.of(DelegatedPersonal), [["User.Read"]]);
    assert_eq!(permissions.least(Application), None);
    assert_eq!(get.statuses, [200, 302]);
}

#[test]
fn a_request_knows_what_is_said_of_its_own_route() {
    let (client, _) = serving([]);
    let client = client.with_routes(&ROUTES);
    let one = users(&client).id("ann#EXT#").get();
    assert_eq!(one.facts().map(|facts| facts.page), Some("user-get"));
    assert_eq!(
        one.facts().map(|facts| facts.docs_url()).as_deref(),
        Some("https://learn.microsoft.com/graph/api/user-get?view=graph-rest-1.0")
    );
    assert!(one.permissions().is_some());
    let all = users(&client).list().top(3);
    assert_eq!(all.permissions(), None);
    assert_eq!(
        all.facts().map(|facts| facts.headers),
        Some(&["ConsistencyLevel"][..])
    );
    // Another method, another route.
    assert_eq!(
        users(&client).id("ann").get().optional().route(),
        "/users/{}"
    );
    assert!(
        client
            .request::<()>(Method::POST, "/users")
            .facts()
            .is_none()
    );
}

#[test]
fn a_client_without_a_table_knows_nothing() {
    let (client, _) = serving([]);
    assert!(users(&client).list().facts().is_none());
    // The table belongs to who asked for it, not to what all share.
    let _ = client.clone().with_routes(&ROUTES);
    assert!(users(&client).list().facts().is_none());
}

#[test]
fn a_place_among_permissions_that_is_not_there_is_none() {
    assert_eq!(super::permissions(&[], &[0]), None);
    assert_eq!(super::permissions(&[], &[]), None);
}
