use http::Method;

use super::*;
use crate::{Client, DocumentedExample, Json};

static EXAMPLES: ExampleTable = ExampleTable::new(&[
    DocumentedExample {
        route: "/users/delta()",
        method: "GET",
        status: 200,
        body: r#"{"value": ["delta"]}"#,
        page: "user-delta",
    },
    DocumentedExample {
        route: "/users/{}",
        method: "DELETE",
        status: 204,
        body: "",
        page: "user-delete",
    },
    DocumentedExample {
        route: "/users/{}",
        method: "GET",
        status: 200,
        body: r#"{"value": ["one"]}"#,
        page: "user-get",
    },
]);

fn client(server: &MemoryTransport) -> Client {
    let builder = Client::builder().transport(server.clone());
    builder.build().unwrap()
}

async fn get(client: &Client, path: &str) -> Result<String, Error> {
    let json = client.request::<Json>(Method::GET, path).await?;
    Ok(json.as_str().to_owned())
}

#[tokio::test]
async fn answers_come_by_method_and_route() {
    let server = MemoryTransport::new()
        .on(Method::GET, "/users/{}", Answer::json(200, "1"))
        .on(Method::GET, "/users/{}", Answer::json(200, "2"))
        .on(Method::GET, "/users/me", Answer::json(200, "3"))
        .on(Method::POST, "/users", Answer::empty(201))
        .answer(Answer::json(200, "4"));
    let client = client(&server);
    // In order, and the last again and again.
    for expected in ["1", "2", "2"] {
        assert_eq!(
            get(&client, "/users/ann?$select=id").await.unwrap(),
            expected
        );
    }
    assert_eq!(get(&client, "/users/me").await.unwrap(), "3");
    // What no route fits is answered in order, as long as there is something.
    assert_eq!(get(&client, "/groups").await.unwrap(), "4");
    let error = get(&client, "/groups").await.unwrap_err();
    assert!(
        error.to_string().contains("GET") && error.is_refused(),
        "{error}"
    );
    assert_eq!(server.not_called(), ["POST /users"]);
    assert_eq!(server.requests_to(&Method::GET, "/users/{}").len(), 4);
    assert_eq!(server.requests_to(&Method::GET, "/groups").len(), 2);
}

#[tokio::test]
async fn what_is_not_said_otherwise_is_as_documented() {
    let server = MemoryTransport::new().documented(&EXAMPLES).on(
        Method::GET,
        "/users/bob",
        Answer::json(200, "0"),
    );
    let client = client(&server);
    assert_eq!(get(&client, "/users/bob").await.unwrap(), "0");
    assert!(get(&client, "/users/ann").await.unwrap().contains("one"));
    assert!(
        get(&client, "/users/delta()")
            .await
            .unwrap()
            .contains("delta")
    );
    let delete = client.request::<Json>(Method::DELETE, "/users/ann");
    assert!(delete.optional().await.unwrap().is_none());
    assert!(get(&client, "/users").await.is_err());
}

#[test]
fn examples_are_found_by_route_and_method() {
    let found = |route, method| EXAMPLES.find(route, method).map(|one| one.page);
    assert_eq!(found("/users/{}", &Method::GET), Some("user-get"));
    assert_eq!(found("/users/{}", &Method::DELETE), Some("user-delete"));
    assert_eq!(found("/users/{}", &Method::PUT), None);
}
