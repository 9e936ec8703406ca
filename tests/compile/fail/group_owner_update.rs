//! What is reached by reference is not updated there, seen as a derived type or not.

use msgraph::Graph;
use msgraph::graph::{DirectoryObject, User};
use msgraph_runtime::prelude::*;

fn request(graph: &Graph) {
    let owner = graph.groups().id("group").owners().id("user");
    let _ = owner.clone().update(DirectoryObject::default());
    let _ = owner.cast::<User>().update(User::default());
}

fn main() {}
