//! A filter is made of the properties of what is asked for and of its bases.

use msgraph::Graph;
use msgraph::graph::{User, VppToken};

fn request(graph: &Graph) {
    let enabled = User::ACCOUNT_ENABLED.eq(true);
    let _ = graph.users().list().filter(enabled & VppToken::APPLE_ID.eq("a@contoso.example"));
}

fn main() {}
