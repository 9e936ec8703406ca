//! Has Intune fetch the licences of every volume-purchase token from Apple: the page that this project began with.
//!
//! `cargo run -p msgraph-tests --example sync_licenses`; with `MSGRAPH_TOKEN` it does so in the token's tenant.

use msgraph::Graph;
use msgraph::graph::VppToken;
use msgraph_tests::example;
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::with_client(example::client().await?);
    let tokens = graph.device_app_management().vpp_tokens();
    let mut all = tokens
        .clone()
        .list()
        .select((VppToken::ID, VppToken::ORGANIZATION_NAME))
        .items();
    while let Some(token) = all.next().await {
        let token = token?;
        let Some(id) = token.id.ok() else { continue };
        let synced = tokens.clone().id(id).sync_licenses().await?;
        let name = token.organization_name.ok().map_or("?", String::as_str);
        println!(
            "{name}: {:?}, {:?}",
            synced.state.ok(),
            synced.last_sync_status.ok()
        );
    }
    Ok(())
}
