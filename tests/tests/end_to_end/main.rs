//! Generated builders and models, the runtime and the reqwest transport against a server that
//! speaks HTTP: what goes over the wire, and what becomes of the answers.

mod bodies;
mod documented;
mod functions;
mod links;
mod server;
mod tokens;

use msgraph::Graph;
use msgraph_runtime::{Client, StaticToken};
use server::Server;

/// The token that all requests must carry.
const TOKEN: &str = "e2e-access-token";

/// A server, and a client of it over reqwest.
async fn start() -> (Server, Graph) {
    let server = Server::start().await;
    let client = Client::builder()
        .base_url(server.base_url())
        .credential(StaticToken::new(TOKEN))
        .build()
        .expect("a client");
    (server, Graph::with_client(client))
}
