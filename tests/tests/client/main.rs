//! The generated client, the runtime and the reqwest transport against the mock Graph: one file per capability.

mod batch;
mod changes;
mod documented;
mod files;
mod lists;
mod operations;
mod pages;
mod ready_answers;
mod storage;
mod writes;

use msgraph::Graph;
use msgraph_tests::mock_graph::MockGraph;

/// The service, and a client of it over reqwest.
async fn start() -> (MockGraph, Graph) {
    let service = MockGraph::start().await;
    let client = service.client_builder().build().expect("a client");
    (service, Graph::with_client(client))
}
