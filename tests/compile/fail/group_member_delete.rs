//! `DELETE /groups/{id}/members/{id}` would delete the user from the tenant.

use msgraph::Graph;

fn request(graph: &Graph) {
    let _ = graph.groups().id("group").members().id("user").delete();
}

fn main() {}
