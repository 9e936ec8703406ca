//! The answers that the reference shows, without a server.

use msgraph::{EXAMPLES, Graph};
use msgraph_runtime::http::Method;
use msgraph_runtime::{Answer, Client, MemoryTransport};

fn graph(server: &MemoryTransport) -> Graph {
    let client = Client::builder().transport(server.clone()).build();
    Graph::with_client(client.expect("a client"))
}

#[tokio::test]
async fn documented_answers_are_read() {
    let server = MemoryTransport::new().documented(&EXAMPLES).on(
        Method::GET,
        "/users/{}",
        Answer::json(404, "{}"),
    );
    let graph = graph(&server);
    let token = graph
        .device_app_management()
        .vpp_tokens()
        .id("7f3a")
        .sync_licenses()
        .await
        .expect("a token");
    assert_eq!(
        token.organization_name.ok().map(String::as_str),
        Some("Contoso Garden Schools")
    );
    // The documented page has a link to the next; here it is the only one.
    let messages = graph.me().messages().list().all().await.expect("messages");
    assert_eq!(messages.len(), 1);
    graph.users().id("1").delete().await.expect("deleted");
    assert!(
        graph
            .users()
            .id("1")
            .get()
            .await
            .expect_err("ours counts")
            .is_not_found()
    );
    assert!(server.not_called().is_empty());
}

#[test]
fn rows_are_sorted_and_whole() {
    let rows = EXAMPLES.rows();
    assert!(rows.len() > 100, "{}", rows.len());
    assert!(rows.is_sorted_by_key(|row| (row.route, row.method)));
    for row in rows {
        assert!((200..300).contains(&row.status), "{row:?}");
        let body = row.body;
        assert!(
            body.is_empty() || serde_json::from_str::<serde_json::Value>(body).is_ok(),
            "{body}"
        );
        assert!(!body.contains("@odata.nextLink"), "{body}");
    }
}
