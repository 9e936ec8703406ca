//! `DELETE /devices/{id}/registeredOwners/{id}` would delete the owner from the tenant.

use msgraph::Graph;

fn request(graph: &Graph) {
    let owners = graph.devices().id("device").registered_owners();
    let _ = owners.id("user").delete();
}

fn main() {}
