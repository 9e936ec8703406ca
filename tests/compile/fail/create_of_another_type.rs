//! A collection creates its own type and those derived from it.

use msgraph::Graph;
use msgraph::graph::User;

fn request(graph: &Graph) {
    let tokens = graph.device_app_management().vpp_tokens();
    let _ = tokens.create(User::default());
}

fn main() {}
