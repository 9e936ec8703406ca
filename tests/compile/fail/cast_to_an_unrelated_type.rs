//! A cast leads to a derived type.

use msgraph::Graph;
use msgraph::graph::Message;
use msgraph_runtime::prelude::*;

fn request(graph: &Graph) {
    let _ = graph.groups().id("group").members().cast::<Message>();
}

fn main() {}
