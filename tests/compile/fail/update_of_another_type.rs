//! A patch belongs to a type.

use msgraph::Graph;
use msgraph::graph::Group;

fn request(graph: &Graph) {
    let _ = graph.users().id("user").update(Group::default());
}

fn main() {}
