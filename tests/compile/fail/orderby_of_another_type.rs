//! Things are ordered by their own properties.

use msgraph::Graph;
use msgraph::graph::{User, VppToken};

fn request(graph: &Graph) {
    let _ = graph.users().list().orderby((User::CITY, User::DISPLAY_NAME.desc()));
    let _ = graph.users().list().orderby(VppToken::APPLE_ID.desc());
    let _ = graph.users().list().orderby(5);
}

fn main() {}
