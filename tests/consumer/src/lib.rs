//! What a user's crate looks like.
#![warn(missing_docs, unreachable_pub, rust_2018_idioms, unused_qualifications)]

msgraph_runtime::include_client!(graph);

use graph::Graph;
use graph::graph::VppToken;
use msgraph_runtime::Error;

/// Starts a sync of a token's licences and tells its state.
///
/// # Errors
///
/// Where the service refuses.
pub async fn sync(graph: &Graph, id: &str) -> Result<Option<String>, Error> {
    let tokens = graph.device_app_management().vpp_tokens();
    let token: VppToken = tokens.id(id).sync_licenses().await?;
    Ok(token.state.ok().map(ToString::to_string))
}
