//! A property is compared with values of its own type.

use msgraph::Graph;
use msgraph::graph::User;

fn request(graph: &Graph) {
    let _ = graph.users().list().filter(User::ACCOUNT_ENABLED.eq("true"));
    let _ = graph.users().list().filter(User::CREATED_DATE_TIME.gt("2026-11-26"));
}

fn main() {}
