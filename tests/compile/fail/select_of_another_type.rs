//! A property constant fits requests for its type only.

use msgraph::Graph;
use msgraph::graph::{User, VppToken};

fn request(graph: &Graph) {
    let _ = graph.users().list().select((User::ID, VppToken::APPLE_ID));
}

fn main() {}
