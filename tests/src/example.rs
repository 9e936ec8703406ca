//! What examples share: a client of the mock Graph, or of the real one.

use crate::mock_graph::MockGraph;
use msgraph_runtime::{Client, Error, StaticToken};

/// The variable with a token for `https://graph.microsoft.com`, as from `az account get-access-token --resource-type ms-graph`.
pub const TOKEN: &str = "MSGRAPH_TOKEN";

/// A client of Microsoft Graph where [`TOKEN`] is set, else of a mock Graph that is started for it.
///
/// # Errors
///
/// Where the client cannot be set up.
pub async fn client() -> Result<Client, Error> {
    match std::env::var(TOKEN) {
        Ok(token) => {
            println!("This is Microsoft Graph, as the token in {TOKEN} allows.");
            Client::new(StaticToken::new(token))
        }
        Err(_) => {
            println!("This is the mock Graph; set {TOKEN} for the real one.");
            mock(&MockGraph::start().await)
        }
    }
}

/// A client of a mock Graph.
///
/// # Errors
///
/// Where the client cannot be set up.
pub fn mock(service: &MockGraph) -> Result<Client, Error> {
    service.client_builder().build()
}
