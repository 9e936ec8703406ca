//! Functions of texts are there for texts, and collections are asked by `any` and `all`.

use msgraph::Graph;
use msgraph::graph::User;

fn request(graph: &Graph) {
    let _ = graph.users().list().filter(User::ACCOUNT_ENABLED.startswith("t"));
    let _ = graph.users().list().filter(User::BUSINESS_PHONES.eq("+49"));
}

fn main() {}
