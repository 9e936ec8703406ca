//! Lists the tokens of a volume purchase program as whoever is signed in with the Azure CLI or the Azure Developer CLI.
//!
//! `cargo run -p msgraph-tests --features azure --example azure`. It only reads.

use azure_identity::DeveloperToolsCredential;
use msgraph::Graph;
use msgraph_runtime::{AzureCredential, Client, Cloud};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // On a server this is a managed identity, or a client secret: every credential of the crate fits.
    let credential = DeveloperToolsCredential::new(None)?;
    let client = Client::builder()
        .cloud(Cloud::Global)
        .credential(AzureCredential::new(credential))
        .build()?;
    let graph = Graph::with_client(client);
    let page = graph.device_app_management().vpp_tokens().list().await?;
    for token in &page {
        println!("{:?} {:?}", token.apple_id, token.state);
    }
    Ok(())
}
