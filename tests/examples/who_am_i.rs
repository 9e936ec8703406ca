//! Reads, and changes nothing: who the token is for, the groups behind it, and which permissions each request wants.
//!
//! `MSGRAPH_TOKEN=$(az account get-access-token --resource-type ms-graph --query accessToken --output tsv) cargo run -p
//! msgraph-tests --example who_am_i`; without a token it asks the mock Graph.

use msgraph::Graph;
use msgraph::graph::{Group, User};
use msgraph_runtime::{Model, PermissionContext};
use msgraph_tests::example;
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::with_client(example::client().await?);
    let request =
        graph
            .me()
            .get()
            .select((User::DISPLAY_NAME, User::USER_PRINCIPAL_NAME, User::ID));
    if let Some(permissions) = request.permissions() {
        let least = permissions.least(PermissionContext::DelegatedWork);
        println!("{} {} wants {least:?}", request.method(), request.route());
    }
    let me = request.await?;
    println!(
        "{:?} {:?}",
        me.display_name.ok(),
        me.user_principal_name.ok()
    );
    let mut groups = graph.me().member_of().list().items().limit(20);
    while let Some(object) = groups.next().await {
        // What a user is member of may be a group, a role or an administrative unit.
        match object.map(|object| object.downcast::<Group>()) {
            Ok(Ok(group)) => println!("  member of {:?}", group.display_name.ok()),
            Ok(Err(other)) => println!("  member of {:?}", other.id.ok()),
            // The token may not permit it: then the rest is all there is.
            Err(error) => {
                println!("  {error}");
                break;
            }
        }
    }
    Ok(())
}
