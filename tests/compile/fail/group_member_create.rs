//! A member is added by reference, not created.

use msgraph::Graph;
use msgraph::graph::User;

fn request(graph: &Graph) {
    let _ = graph.groups().id("group").members().create(User::default());
}

fn main() {}
