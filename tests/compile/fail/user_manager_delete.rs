//! `DELETE /users/{id}/manager` would delete the manager from the tenant.

use msgraph::Graph;

fn request(graph: &Graph) {
    let _ = graph.users().id("user").manager().delete();
}

fn main() {}
