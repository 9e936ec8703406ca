//! Inside `any` an element is asked for its own properties, and nothing else is asked.

use msgraph::Graph;
use msgraph::graph::{AssignedPlan, User};

fn request(graph: &Graph) {
    let licenses = User::ASSIGNED_LICENSES;
    let _ = graph.users().list().filter(licenses.any(|one| one.then(AssignedPlan::SERVICE).eq("x")));
    let _ = graph.users().list().filter(licenses.any(|_| User::CITY.eq("Bonn")));
}

fn main() {}
